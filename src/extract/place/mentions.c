// Finding: walks the sentences for names of the gazetteer and unknown ones, weighed by what
// surrounds them; then a second look with what the whole report says of each name.
#include "extract/place/mentions_finder.h"
#include "extract/place/mentions_inflect.h"
#include "extract/place/mentions_similar.h"
#include "extract/place/mentions_team.h"
#include "extract/place/relation.h"
#include "extract/place/resolve.h"
#include "extract/place/seat.h"
#include "extract/place/resolve_prior.h"

static bool is_and(const dln_finder *f, uint32_t at) {
    const dln_lexeme *word = dln_scan_lexeme(&f->scan, at, DLN_WORD_GRAMMAR);
    return word && dln_str_equal(dln_value_get(word->value, "class"), DLN_STR("and"));
}

// ", " / " and " / ", and " and nothing else between an accepted mention and `first`.
static bool is_listed(const dln_finder *f, uint32_t first) {
    if (f->count == 0)
        return false;
    const dln_found *last = &f->items[f->count - 1];
    uint32_t at = last->first_token + last->token_count;
    if (last->place_odds <= 0 || at >= first || first - at > 2)
        return false;
    for (; at < first; at++) {
        const dln_token *token = dln_finder_token(f, at);
        bool joint = token->mark == ',' || token->mark == '-' || token->mark == '/' ||
                     token->mark == '&' || is_and(f, at);
        if (!joint)
            return false;
    }
    return true;
}

// "Bangor, " or "Bangor (" before it, where this name holds a Bangor.
static bool is_contained(const dln_finder *f, uint32_t first) {
    if (f->count == 0)
        return false;
    const dln_found *last = &f->items[f->count - 1];
    uint32_t behind = last->first_token + last->token_count;
    return last->container == DLN_MENTION_NEXT && last->place_odds > 0 && behind < first &&
           first - behind <= 2;
}

// "Northwest" is a province somewhere, but not before "Syria".
static bool only_directs(const dln_finder *f, const dln_site *site) {
    size_t left = site->sentence_end - site->first;
    const dln_token *tokens = dln_finder_token(f, site->first);
    const dln_lexeme *direction = dln_lexicon_match(f->scan.knowledge->lexicon, tokens, left,
                                                    dln_kind_bit(DLN_WORD_DIRECTION));
    return direction && site->end < site->run.end &&
           dln_lexeme_tokens(direction, tokens, left) >= site->end - site->first &&
           dln_is_proper(dln_finder_token(f, site->end)) &&
           !dln_scan_is(&f->scan, site->end, DLN_WORD_PLACE_TYPE);
}

// "the Damascus-Aleppo highway" leads from one to the other; "Aleppo Highway" is a street.
static bool is_road_between(const dln_finder *f, const dln_site *site, const dln_type_word *type) {
    return site->listed && dln_finder_token(f, site->first - 1)->mark == '-' &&
           dln_str_equal(dln_value_get(type->lexeme->value, "part"), DLN_STR("road"));
}

// A way to read the words at a site as a name.
typedef struct reading {
    dln_site site;
    dln_type_word type;
    dln_found found;
    bool is_other;      // "Baghdad Street", a team: no place, and nothing inside it is one
    uint32_t other_end; // the token behind it
} reading;

// "La Liga" is not Los Angeles: an article alone, before the name that it belongs to.
static bool is_only_article(const dln_finder *f, const dln_site *site) {
    const dln_token *token = dln_finder_token(f, site->first);
    return site->end == site->first + 1 && site->end < site->run.end && !site->sentence->capitals &&
           token->letter_case == DLN_CASE_TITLE &&
           dln_scan_is(&f->scan, site->first, DLN_WORD_NAME_PARTICLE) &&
           dln_is_proper(dln_finder_token(f, site->end));
}

// Whether the rest of the words rules this name out before it is weighed.
static bool is_ruled_out(const dln_finder *f, const dln_site *site, const dln_name_match *shorter) {
    return dln_finder_touches_person(f, site->first, site->end) || only_directs(f, site) ||
           is_only_article(f, site) || !dln_tail_fits(&f->scan, site) ||
           (shorter && dln_is_state_school(&f->scan, shorter, site));
}

// The longest of the names that is likely a place, or the likeliest.
static reading best_reading(dln_finder *f, dln_site site, const dln_name_match *matches,
                            size_t count) {
    reading best = {.site = site, .found.place_odds = DLN_ODDS_HOPELESS};
    for (size_t m = count; m-- > 0 && best.found.place_odds <= 0;) {
        site.match = &matches[m];
        site.end = site.first + matches[m].token_count;
        if (is_ruled_out(f, &site, m > 0 ? &matches[m - 1] : NULL))
            continue;
        if (dln_is_team(&f->scan, &site))
            return (reading){.is_other = true, .other_end = site.end};
        dln_type_word type = dln_find_type(&f->scan, &site);
        if (dln_type_is_street(type.lexeme) && type.in_span) {
            if (!is_road_between(f, &site, &type))
                return (reading){.is_other = true, .other_end = type.end};
            type = (dln_type_word){0};
        }
        dln_found found = dln_finder_found(f, &site, &type);
        if (found.place_odds > best.found.place_odds)
            best = (reading){.site = site, .type = type, .found = found};
    }
    return best;
}

// Keeps the best reading of a name that begins at site.first; returns the token behind it, or
// site.first when there is none.
static uint32_t take_known(dln_finder *f, dln_site site) {
    dln_name_match matches[DLN_NAME_MAX_TOKENS];
    const dln_token *tokens = dln_finder_token(f, site.first);
    size_t left = site.sentence_end - site.first;
    uint32_t prefix;
    size_t count = dln_match_forms(&f->scan, tokens, left, matches, &prefix);
    reading best = best_reading(f, site, matches, count);
    if (best.is_other)
        return best.other_end;
    if (best.found.place_odds <= DLN_ODDS_HOPELESS)
        return site.first;
    if (best.found.place_odds > 0)
        dln_remember_head(f, &best.site);
    dln_finder_span(f, &best.site, &best.type, &best.found);
    best.found.span.begin += prefix;
    uint32_t end = best.found.first_token + best.found.token_count;
    bool unknown = dln_is_other_water(&f->scan, &best.site, &best.type);
    if (unknown) {
        best.found.candidates = NULL;
        best.found.candidate_count = 0;
    }
    best.found.key = unknown ? dln_finder_key(f, best.found.first_token, end)
                             : dln_finder_key(f, best.site.first, best.site.end);
    dln_finder_add(f, best.found);
    return best.found.place_odds > 0 && end > best.site.end ? end : best.site.end;
}

// "ar-Ramadi": the article is a part of the name also in lower case.
static bool is_article(const dln_finder *f, uint32_t at, uint32_t end) {
    const dln_token *token = dln_finder_token(f, at);
    bool inside = at > 0 && token[-1].mark == '-' && !token->space_before; // "Bab el-Oued"
    return !inside && at + 2 < end && token->letter_case == DLN_CASE_LOWER &&
           token[1].mark == '-' && !token[1].space_before && !token[2].space_before &&
           dln_is_proper(&token[2]) && dln_scan_is(&f->scan, at, DLN_WORD_NAME_PARTICLE);
}

static void find_in_sentence(dln_finder *f, const dln_sentence *sentence) {
    dln_run run = {0};
    uint32_t end = sentence->first + sentence->count;
    for (uint32_t at = sentence->first; at < end && !f->out_of_memory;) {
        dln_site site = {.sentence = sentence, .sentence_end = end, .run = run, .first = at};
        uint32_t taught = dln_take_taught(f, site);
        if (taught > at) {
            at = taught;
            continue;
        }
        if (!dln_is_proper(dln_finder_token(f, at)) && !is_article(f, at, end)) {
            at++;
            continue;
        }
        if (at >= run.end)
            run = dln_run_at(&f->scan, at, end);
        site.run = run;
        site.listed = is_listed(f, at);
        site.contained = is_contained(f, at);
        uint32_t next = dln_take_border(f, site);
        next = next == at && f->head_count > 0 ? dln_take_head(f, site) : next;
        next = next == at ? take_known(f, site) : next;
        next = next > at ? dln_take_longer(f, site, next) : next;
        if (next == at && dln_scan_opens(&f->scan, at))
            run.begin = next = at + 1;
        next = next == at ? dln_take_unknown(f, site) : next;
        at = next <= at ? at + 1 : next; // never back: the walk must end
    }
}

dln_status dln_find_places(const dln_knowledge *knowledge, const dln_report *report,
                           const dln_segments *segments, dln_arena *arena, dln_found_list *out,
                           dln_error *err) {
    dln_finder f = {0};
    dln_status status = dln_scan_init(&f.scan, knowledge, segments, arena, err);
    if (status != DLN_OK)
        return status;
    if (!dln_scan_people(&f.scan) || !dln_scan_teams(&f.scan))
        return dln_fail_memory(err);
    for (size_t s = 0; s < segments->sentence_count && !f.out_of_memory; s++)
        find_in_sentence(&f, &segments->sentences[s]);
    if (f.out_of_memory || !dln_find_similar_places(&f.scan, f.items, f.count) ||
        !dln_finder_settle(&f))
        return dln_fail_memory(err);
    dln_found_list list = {f.items, f.count};
    status = dln_resolve(&f.scan, report, &list, err);
    if (status != DLN_OK)
        return status;
    if (!dln_find_seats(&f.scan, &list))
        return dln_fail_memory(err);
    dln_relate(&f.scan, &list);
    *out = list;
    return DLN_OK;
}
