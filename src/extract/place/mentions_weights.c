#include "extract/place/mentions_weights.h"

// In log-odds, fitted by logistic regression on annotated news and humanitarian reports and
// rounded; those that a corpus cannot teach are set by hand to what rules them out.
static const double WEIGHTS[DLN_EVIDENCE_KINDS] = {
    [DLN_EVIDENCE_IS_NAME] = -3.5,
    [DLN_EVIDENCE_FAME] = 0.7,
    [DLN_EVIDENCE_MORE_WORDS] = 1.4,
    [DLN_EVIDENCE_TYPE] = 2.0,
    [DLN_EVIDENCE_TYPE_MISFIT] = 0.3,
    [DLN_EVIDENCE_BEHIND_IN] = 1.7,
    [DLN_EVIDENCE_BEHIND_TO] = 0.9,
    [DLN_EVIDENCE_BEHIND_OF] = 0.7,
    [DLN_EVIDENCE_ON_A_WAY] = 1.2,
    [DLN_EVIDENCE_REACHED] = 1.2,
    [DLN_EVIDENCE_BEHIND_VERB] = 1.0,
    [DLN_EVIDENCE_CONTAINER] = 4.8,
    [DLN_EVIDENCE_CONTAINER_IN] = 2.0,
    [DLN_EVIDENCE_CONTAINED] = 1.1,
    [DLN_EVIDENCE_LISTED] = 3.1,
    [DLN_EVIDENCE_POSSESSIVE] = 0.0,
    [DLN_EVIDENCE_BASED] = -0.7,
    [DLN_EVIDENCE_HYPHENED] = 0.7,
    [DLN_EVIDENCE_BEFORE_BODY] = -0.7,
    [DLN_EVIDENCE_BEFORE_TEAM] = -2.5,
    [DLN_EVIDENCE_BEFORE_MEDIA] = -1.4,
    [DLN_EVIDENCE_BEFORE_OFFICE] = 0.2,
    [DLN_EVIDENCE_BEFORE_NAME] = -0.5,
    [DLN_EVIDENCE_FIRST_NAME_RUN] = -2.1,
    [DLN_EVIDENCE_BEHIND_NAME] = -0.5,
    [DLN_EVIDENCE_BEHIND_FIRST] = -2.0,
    [DLN_EVIDENCE_SENTENCE_START] = -0.3,
    [DLN_EVIDENCE_CAPITALS] = -0.7,
    [DLN_EVIDENCE_LOWER_HERE] = -1.0,
    [DLN_EVIDENCE_LOWER_HERE_START] = -3.0,
    [DLN_EVIDENCE_SHIP] = -4.0,
    [DLN_EVIDENCE_NEVER] = -6.0,
    [DLN_EVIDENCE_ORDINARY] = -3.3,
    [DLN_EVIDENCE_ORDINARY_INSIDE] = -1.6,
    [DLN_EVIDENCE_DEMONYM] = -6.0,
    [DLN_EVIDENCE_PERSON_WORD] = -2.5,
    [DLN_EVIDENCE_PERSON_IN] = -1.9,
    [DLN_EVIDENCE_PERSON_FAMOUS] = -1.3,
    [DLN_EVIDENCE_SURNAME] = -1.1,
    [DLN_EVIDENCE_SURNAME_IN] = -1.0,
    [DLN_EVIDENCE_FIRST_NAME] = -1.5,
    [DLN_EVIDENCE_FIRST_NAME_PLACE] = -0.3,
    [DLN_EVIDENCE_SPEAKS] = -2.2,
    [DLN_EVIDENCE_PERSON_FIRST] = -3.0,
    [DLN_EVIDENCE_NAMED_AFTER] = -4.0,
    [DLN_EVIDENCE_WEAPON] = -4.0,
    [DLN_EVIDENCE_CURRENCY] = -8.0,
    [DLN_EVIDENCE_GROUP] = -4.0,
    [DLN_EVIDENCE_SHORT] = -1.8,
    [DLN_EVIDENCE_UPPERCASE] = -1.3,
    [DLN_EVIDENCE_LONELY_CODE] = -1.8,
    [DLN_EVIDENCE_BAD_ABBREVIATION] = -6.0,
};

void dln_evidence_add(dln_evidence *all, dln_evidence_kind kind) {
    if (kind != DLN_NO_EVIDENCE)
        all->amount[kind] += 1;
}

double dln_evidence_odds(const dln_evidence *all) {
    double odds = 0;
    for (int kind = 0; kind < DLN_EVIDENCE_KINDS; kind++)
        odds += WEIGHTS[kind] * all->amount[kind];
    return odds;
}
