// Evidence from outside the names: peoples, the source, the title.
#include <string.h>

#include "extract/place/containment.h"
#include "extract/place/resolve_groups.h"
#include "extract/place/resolve_prior.h"

#define VOTE_DEMONYM 0.6
#define VOTE_HOME    1.0 // country of the source's domain name
#define VOTE_TITLE   1.0

static void vote_demonyms(dln_resolver *r) {
    const dln_segments *segments = r->scan->segments;
    for (size_t i = 0; i < segments->token_count; i++) {
        const dln_lexeme *demonym = dln_scan_lexeme(r->scan, (uint32_t)i, DLN_WORD_DEMONYM);
        if (!demonym || demonym->value.len != 2 || !dln_is_proper(&segments->tokens[i]))
            continue;
        const char iso[3] = {demonym->value.data[0], demonym->value.data[1], '\0'};
        dln_place_index country = dln_gazetteer_country(r->scan->knowledge->gazetteer, iso);
        if (dln_votes_for(&r->outside, country) < VOTE_DEMONYM * DLN_MENTIONS_COUNTED)
            dln_votes_add(&r->outside, country, VOTE_DEMONYM);
    }
}

// The country of a domain name: "www.innisfailprovince.ca". Codes that are sold as words are not.
static dln_place_index country_of_domain(const dln_gazetteer *gazetteer, dln_str source) {
    static const char *const sold[] = {"co", "io", "tv", "me", "ai", "fm", "am", "ly", "to", "cc"};
    size_t dot = source.len;
    while (dot > 0 && source.data[dot - 1] != '.')
        dot--;
    dln_str label = dln_str_slice(source, dot, source.len);
    if (dot == 0 || label.len != 2)
        return DLN_NO_PLACE;
    for (size_t i = 0; i < sizeof sold / sizeof *sold; i++)
        if (memcmp(label.data, sold[i], 2) == 0)
            return DLN_NO_PLACE;
    bool uk = dln_str_equal(label, DLN_STR("uk"));
    const char iso[3] = {uk ? 'G' : (char)(label.data[0] & ~0x20),
                         uk ? 'B' : (char)(label.data[1] & ~0x20), '\0'};
    return dln_gazetteer_country(gazetteer, iso);
}

// The most known place of each name in the report's title or source.
static dln_status vote_words(dln_resolver *r, dln_str words, dln_error *err) {
    dln_segments segments;
    dln_status status =
        dln_segment(words, r->scan->knowledge->lexicon, r->scan->arena, &segments, err);
    for (size_t i = 0; status == DLN_OK && i < segments.token_count; i++) {
        dln_name_match matches[DLN_NAME_MAX_TOKENS];
        size_t found = dln_is_proper(&segments.tokens[i])
                           ? dln_match_names(r->scan->knowledge->gazetteer, &segments.tokens[i],
                                             segments.token_count - i, matches)
                           : 0;
        if (found > 0) {
            dln_place place = dln_gazetteer_place(r->scan->knowledge->gazetteer,
                                                  matches[found - 1].candidates[0].place);
            double sure = dln_place_fame(&place, matches[found - 1].candidates[0].kind) - 5.5;
            dln_votes_add(&r->outside, dln_place_own_country(&place),
                          sure > 1   ? VOTE_TITLE
                          : sure > 0 ? VOTE_TITLE * sure
                                     : 0);
        }
    }
    return status;
}

dln_status dln_vote_outside(dln_resolver *r, const dln_report *report, dln_error *err) {
    vote_demonyms(r);
    dln_votes_add(&r->outside, country_of_domain(r->scan->knowledge->gazetteer, report->source),
                  VOTE_HOME);
    dln_status status = vote_words(r, report->source, err);
    return status == DLN_OK ? vote_words(r, report->title, err) : status;
}
