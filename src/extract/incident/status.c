#include "extract/incident/status.h"

#include "extract/incident/participant.h"

// A status word governs a verb within so many tokens of the same part: "threatened in a statement
// on Monday to attack".
enum { GOVERNING_REACH = 14 };
// An adjective stands close before its noun: "a planned joint strike".
enum { ADJECTIVE_REACH = 4 };
// "no airstrikes", "did not fire": a negation negates what follows at once.
enum { NEGATION_REACH = 3 };
// "could strike", "may have been hit".
enum { MODAL_REACH = 4 };
// "what may become a large coordinated strike".
enum { NOUN_MODAL_REACH = 7 };
// "the attack on Israel could": the verb of a noun trigger.
enum { BEHIND_REACH = 8 };
// "any new attack", "such strikes": right before the noun.
enum { INDEFINITE_REACH = 2 };
// "the anniversary of the attack", "a memorial for those killed in the attack".
enum { HISTORY_REACH = 4 };
// "fears of an attack", "a possible response to an attack".
enum { POSSIBLE_REACH = 6 };

// Doubts, taken off the confidence: chosen so that one alone leaves a well-supported incident
// standing and two do not.
#define DOUBT_GENERAL 0.20
#define DOUBT_PRESENT 0.10
#define DOUBT_HISTORY 0.30
#define DOUBT_SPORT   0.45
#define DOUBT_IDIOM   0.30

static bool happened(dln_incident_status status) {
    return status == DLN_REPORTED || status == DLN_CLAIMED || status == DLN_ALLEGED;
}

// The status word or hedge at a token; the "May" of "May 10" is none.
static const dln_term *modifier_at(const dln_reading *reading, uint32_t at) {
    uint16_t index = reading->words[at].modifier;
    return index == DLN_NO_TERM || dln_in_date(reading, at) ? NULL : &reading->modifiers[index];
}

static dln_str hedge_class(const dln_term *modifier) {
    const dln_lexeme *hedge = dln_term_meaning(modifier, DLN_WORD_HEDGE);
    return hedge ? dln_value_get(hedge->value, "class") : DLN_STR_NONE;
}

static bool is_class(const dln_term *modifier, const char *class) {
    return dln_str_equal(hedge_class(modifier), dln_str_from(class));
}

// A part that stands under "if", and the parts of a relative clause inside it.
static bool in_condition(const dln_reading *reading, uint32_t at) {
    const dln_part *part = &reading->parts[reading->words[at].part];
    for (uint32_t i = part->first; i < at; i++)
        if (is_class(modifier_at(reading, i), "condition"))
            return true;
    return part->conditional;
}

// "If asked, France would send soldiers": no plan.
static bool opens_with_a_condition(const dln_reading *reading) {
    return reading->body < reading->count &&
           is_class(modifier_at(reading, reading->body), "condition");
}

// Status words count across "that" and "which", not across ";" or "while".
static uint32_t scope_begin(const dln_reading *reading, uint32_t at) {
    uint32_t part = reading->words[at].part;
    while (part > 0 && reading->parts[part].relative && !reading->parts[part].breaks)
        part--;
    return reading->parts[part].first;
}

static bool read_status(const dln_term *modifier, const dln_trigger *t, uint32_t distance,
                        dln_incident_status *out) {
    for (uint32_t i = 0; i < modifier->meaning_count; i++) {
        const dln_lexeme *meaning = &modifier->meanings[i];
        if (meaning->kind != DLN_WORD_STATUS)
            continue;
        bool noun_only = dln_value_is(meaning->value, "scope", "noun");
        if (noun_only && (t->form != DLN_FORM_NOUN || distance > ADJECTIVE_REACH))
            continue;
        if (distance <= GOVERNING_REACH)
            return dln_status_parse(dln_value_get(meaning->value, "status"), out);
    }
    return false;
}

// "promised an answer *to* Israel's attack": a noun that the deed promised is about.
static bool answers(const dln_reading *reading, const dln_trigger *t) {
    dln_phrase before = dln_phrase_before(reading, t->first);
    return before.first > 0 && before.first < t->first &&
           reading->words[before.first - 1].class == DLN_CLASS_PREPOSITION &&
           dln_str_equal(reading->tokens[before.first - 1].folded, DLN_STR("to"));
}

// "foiled a plot to": what is close before a plan decides what came of it.
static bool is_undone(const dln_reading *reading, uint32_t plan, uint32_t begin) {
    uint32_t left = plan > ADJECTIVE_REACH ? plan - ADJECTIVE_REACH : 0;
    for (uint32_t i = left > begin ? left : begin; i < plan; i++) {
        const dln_lexeme *status = dln_term_meaning(modifier_at(reading, i), DLN_WORD_STATUS);
        if (status && dln_value_is(status->value, "status", "prevented"))
            return true;
    }
    return false;
}

// "accused of", "charged with": of whom it is said, and not of what he does or suffers next.
static bool is_blame(const dln_term *modifier) {
    const dln_lexeme *status = dln_term_meaning(modifier, DLN_WORD_STATUS);
    return status && dln_value_is(status->value, "tells", "responsible");
}

// The nearest status word before the trigger that reaches it.
static bool governing_status(const dln_reading *reading, const dln_trigger *t,
                             dln_incident_status *out, uint32_t *distance) {
    uint32_t begin = scope_begin(reading, t->first);
    bool found = false;
    for (uint32_t i = t->first; i-- > begin;) {
        const dln_term *modifier = modifier_at(reading, i);
        if (t->form == DLN_FORM_NOUN && (is_class(modifier, "background") || answers(reading, t)))
            return found; // "threatened revenge for the strike": that strike has happened
        if (!modifier || !dln_term_is(modifier, DLN_WORD_STATUS))
            continue;
        if (is_blame(modifier) && (t->form == DLN_FORM_ACTIVE || t->form == DLN_FORM_PASSIVE))
            continue; // "men accused of raids were shot": shot they were
        uint32_t between = t->first > modifier->end ? t->first - modifier->end : 0;
        dln_incident_status status;
        // "would be forced to leave": what only leads the verb lets the word before it decide
        if (!read_status(modifier, t, between, &status) || (found && happened(status)))
            continue;
        if (found && t->form == DLN_FORM_ACTIVE)
            break;
        *out = status;
        *distance = between;
        found = true;
        if (status == DLN_PLANNED && is_undone(reading, modifier->first, begin))
            *out = DLN_PREVENTED;
        if (!happened(status) || status != DLN_REPORTED)
            return true;
    }
    return found;
}

static bool hedged_within(const dln_reading *reading, const dln_trigger *t, uint32_t reach,
                          const char *class) {
    uint32_t begin = scope_begin(reading, t->first);
    uint32_t left = t->first > reach ? t->first - reach : 0;
    for (uint32_t i = left > begin ? left : begin; i < t->first; i++)
        if (is_class(modifier_at(reading, i), class))
            return true;
    return false;
}

// "an attempt to hinder the talks": such a word is about what stands behind it.
static bool ends_in_to(const dln_reading *reading, const dln_term *modifier) {
    return dln_str_equal(reading->tokens[modifier->end - 1].folded, DLN_STR("to"));
}

// "claimed responsibility for the attack" is a claim of a thing that happened; "the attack, which
// it denied" is one denied. Both may follow the trigger in its part.
static bool claimed_behind(const dln_reading *reading, const dln_trigger *t,
                           dln_incident_status *out) {
    const dln_part *part = &reading->parts[reading->words[t->first].part];
    for (uint32_t i = t->end; i < part->end; i++) {
        const dln_term *modifier = modifier_at(reading, i);
        if (modifier && dln_term_is(modifier, DLN_WORD_STATUS) && !ends_in_to(reading, modifier) &&
            read_status(modifier, t, 0, out) && *out == DLN_PREVENTED)
            return reading->words[i].class == DLN_CLASS_VERB;
    }
    return false;
}

// "the attack is expected to", "a response could come": what stands right behind a noun.
static void read_behind(const dln_reading *reading, const dln_trigger *t, dln_verdict *verdict) {
    for (uint32_t i = t->end; i < reading->count && i < t->end + BEHIND_REACH; i++) {
        const dln_term *modifier = modifier_at(reading, i);
        dln_incident_status status;
        if (is_class(modifier, "modal"))
            verdict->dropped = "what stands behind it says only that it may happen";
        else if (modifier && dln_term_is(modifier, DLN_WORD_STATUS) &&
                 read_status(modifier, t, ADJECTIVE_REACH + 1, &status) && status == DLN_PLANNED)
            verdict->status = status;
        dln_class class = (dln_class)reading->words[i].class;
        if (class == DLN_CLASS_PUNCTUATION || class == DLN_CLASS_RELATIVE ||
            class == DLN_CLASS_CONJUNCTION || class == DLN_CLASS_SPEECH)
            return;
    }
}

// "attacks on bases have increased"
static bool general_behind(const dln_reading *reading, const dln_trigger *t) {
    uint32_t limit = t->end + GOVERNING_REACH;
    if (t->form != DLN_FORM_NOUN)
        limit = t->end + MODAL_REACH; // "were attacked in the past"
    for (uint32_t i = t->end; i < limit && i < reading->count; i++)
        if (is_class(modifier_at(reading, i), "general"))
            return true;
    return false;
}

// "measures including attacking bases", "capable of striking": named, not told; "by attacking" is.
static bool is_gerund(const dln_reading *reading, const dln_trigger *t) {
    if (t->form != DLN_FORM_PARTICIPLE || t->first == 0)
        return false;
    const dln_word *word = &reading->words[t->first - 1];
    if (word->class == DLN_CLASS_ADVERB &&
        dln_str_equal(reading->tokens[t->first - 1].folded, DLN_STR("to")))
        return true; // "in addition to fighting"
    const dln_lexeme *blamed =
        dln_term_meaning(modifier_at(reading, t->first - 1), DLN_WORD_STATUS);
    if (blamed && dln_value_get(blamed->value, "tells").data)
        return false; // "accused of murdering six priests" is about one deed
    return word->class == DLN_CLASS_PREPOSITION && word->role != DLN_ROLE_ACTOR &&
           word->role != DLN_ROLE_ABOUT;
}

// "The report that he was shot is unfounded", "there is no truth in …".
static bool is_refuted(const dln_reading *reading, const dln_trigger *t) {
    uint32_t first = t->first > GOVERNING_REACH ? t->first - GOVERNING_REACH : 0;
    for (uint32_t i = first; i < reading->count; i++)
        if (is_class(modifier_at(reading, i), "refuted"))
            return true;
    return false;
}

static bool is_pronoun_of_a_remark(const dln_reading *reading, uint32_t at) {
    return at + 2 < reading->count && reading->words[at].class == DLN_CLASS_PRONOUN &&
           reading->words[at + 1].class == DLN_CLASS_BE &&
           dln_str_equal(reading->tokens[at + 2].folded, DLN_STR("the"));
}

// "It was the deadliest strike in years", "They were the first soldiers killed there since 2019":
// up to the first comma or "when" such a sentence tells nothing new.
static bool is_remark(const dln_reading *reading, const dln_trigger *t) {
    if (!is_pronoun_of_a_remark(reading, reading->body))
        return false;
    for (uint32_t i = reading->body; i < t->first; i++)
        if (reading->words[i].class == DLN_CLASS_PUNCTUATION ||
            (reading->words[i].class == DLN_CLASS_CONJUNCTION &&
             !dln_str_equal(reading->tokens[i].folded, DLN_STR("since"))))
            return false;
    return true;
}

// "shot none", "killed nobody", "hit no one".
static bool is_negated_behind(const dln_reading *reading, const dln_trigger *t) {
    return t->end < reading->count && is_class(modifier_at(reading, t->end), "nobody");
}

// What the words around a trigger say against it, whatever governs it; NULL: nothing.
static const char *spoken_against(const dln_reading *reading, const dln_trigger *t) {
    const dln_term *own = modifier_at(reading, t->first);
    if (is_class(own, "idiom") || is_class(own, "labour"))
        return "it is a figure of speech, or a dispute of labour"; // "a battle with cancer"
    if (is_remark(reading, t))
        return "it speaks of what was told before";
    if (hedged_within(reading, t, NEGATION_REACH, "negation"))
        return "it is negated";
    if (hedged_within(reading, t, POSSIBLE_REACH, "possible"))
        return "it is called possible, or feared";
    if (is_gerund(reading, t) && hedged_within(reading, t, GOVERNING_REACH, "modal"))
        return "it could or may happen"; // "measures that could be taken, including attacking"
    if (t->form != DLN_FORM_NOUN)
        return is_negated_behind(reading, t) ? "it was done to none" : NULL;
    if (hedged_within(reading, t, HISTORY_REACH, "history"))
        return "it is remembered, not told";
    if (hedged_within(reading, t, INDEFINITE_REACH, "indefinite"))
        return "it is any such deed, none in particular";
    return NULL;
}

// "came to the country, allegedly to kill": an adverb before a purpose makes no deed of it.
static bool is_bare_purpose(const dln_reading *reading, const dln_trigger *t) {
    uint32_t to = t->first;
    while (to > 0 && dln_class_at(reading, to - 1) == DLN_CLASS_ADVERB)
        to--;
    return t->infinitive && to > 0 && !modifier_at(reading, to - 1) &&
           dln_str_equal(reading->tokens[to - 1].folded, DLN_STR("to"));
}

// Whether a verb of going stands before it in its part.
static bool ends_a_way(const dln_reading *reading, const dln_trigger *t) {
    uint32_t limit = t->first > GOVERNING_REACH ? t->first - GOVERNING_REACH : 0;
    for (uint32_t i = t->first; i-- > limit && dln_same_part(reading, i, t->first);) {
        const dln_lexeme *going = dln_term_meaning(dln_term_at(reading, i), DLN_WORD_TRIGGER);
        if (going && dln_value_is(going->value, "frame", "mover") &&
            dln_class_at(reading, i) == DLN_CLASS_VERB)
            return true;
    }
    return false;
}

// What keeps a trigger from being a deed unless a word of plan, threat or denial says what it is.
static const char *left_open(const dln_reading *reading, const dln_trigger *t, dln_verdict *verdict,
                             bool governed) {
    bool deed = !governed || happened(verdict->status);
    bool verb = t->form != DLN_FORM_NOUN;
    bool conditional = opens_with_a_condition(reading) || in_condition(reading, t->first);
    if (verdict->status == DLN_PLANNED && conditional)
        return "it hangs on a condition";
    if (verb && deed && hedged_within(reading, t, MODAL_REACH, "modal"))
        return "it could or may happen"; // "guns that can hit" is no past either
    if (!verb && !governed && hedged_within(reading, t, NOUN_MODAL_REACH, "modal"))
        return "it may be one"; // "what may be a strike", "could launch attacks"
    bool movement = t->typed && t->type == DLN_MOVEMENT;
    if (t->infinitive && !governed && movement &&
        hedged_within(reading, t, POSSIBLE_REACH, "scheme")) {
        verdict->status = DLN_PLANNED; // "talks to evacuate the wounded from"
        return NULL;
    }
    if (t->infinitive && !governed && movement && t->to_place && ends_a_way(reading, t))
        return NULL; // "walked for two days to reach"
    bool hearsay = verdict->status == DLN_ALLEGED || verdict->status == DLN_CLAIMED;
    if (t->infinitive && (!governed || (hearsay && is_bare_purpose(reading, t))))
        return "it is a purpose, not a deed"; // "to strike"
    return NULL;
}

static void read_habit(const dln_reading *reading, const dln_trigger *t, dln_verdict *verdict) {
    if (hedged_within(reading, t, GOVERNING_REACH, "general") || general_behind(reading, t) ||
        is_gerund(reading, t)) {
        verdict->general = true;
        verdict->doubt += DOUBT_GENERAL;
    }
    if (t->form == DLN_FORM_PRESENT && !t->infinitive && !reading->heading)
        verdict->doubt += DOUBT_PRESENT; // "militias attack bases": a habit
}

dln_verdict dln_verdict_of(const dln_reading *reading, const dln_trigger *t) {
    dln_verdict verdict = {.status = DLN_REPORTED};
    uint32_t distance = 0;
    bool governed = governing_status(reading, t, &verdict.status, &distance);
    bool deed = !governed || happened(verdict.status);
    if (deed && in_condition(reading, t->first))
        verdict.dropped = "it stands under a condition";
    // "threatened to answer after rebels struck": a finite past is a deed of its own
    bool past =
        t->form == DLN_FORM_ACTIVE || (t->form == DLN_FORM_PASSIVE && distance > MODAL_REACH);
    if (governed && past && !happened(verdict.status) && verdict.status != DLN_DENIED)
        verdict.status = DLN_REPORTED;
    if (!verdict.dropped)
        verdict.dropped = left_open(reading, t, &verdict, governed);
    if (!governed && t->form == DLN_FORM_NOUN)
        read_behind(reading, t, &verdict);
    dln_incident_status behind;
    if (!governed && t->form == DLN_FORM_NOUN && claimed_behind(reading, t, &behind))
        verdict.status = behind;
    if (happened(verdict.status) && is_refuted(reading, t))
        verdict.status = DLN_DENIED;
    const char *against = spoken_against(reading, t);
    if (against)
        verdict.dropped = against;
    read_habit(reading, t, &verdict);
    return verdict;
}

bool dln_sentence_remembers(const dln_reading *reading) {
    for (uint32_t i = 0; i < reading->modifier_count; i++)
        if (is_class(&reading->modifiers[i], "history"))
            return true;
    return false;
}

double dln_sentence_doubt(const dln_reading *reading) {
    double doubt = 0;
    for (uint32_t i = 0; i < reading->modifier_count; i++) {
        dln_str class = hedge_class(&reading->modifiers[i]);
        if (dln_str_equal(class, DLN_STR("sport")) || dln_str_equal(class, DLN_STR("labour")))
            doubt += DOUBT_SPORT;
        else if (dln_str_equal(class, DLN_STR("history")))
            doubt += DOUBT_HISTORY;
        else if (dln_str_equal(class, DLN_STR("idiom")))
            doubt += DOUBT_IDIOM;
    }
    return doubt > 1 ? 1 : doubt;
}
