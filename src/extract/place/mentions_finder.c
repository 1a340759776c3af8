#include "extract/place/mentions_finder.h"

#include <string.h>

#define FIRST_FOUND 32

void dln_finder_add(dln_finder *f, dln_found found) {
    if (f->count == f->capacity) {
        size_t capacity = f->capacity ? f->capacity * 2 : FIRST_FOUND;
        dln_found *items = DLN_ARENA_ARRAY(f->scan.arena, dln_found, capacity);
        if (!items) {
            f->out_of_memory = true;
            return;
        }
        if (f->count > 0)
            memcpy(items, f->items, f->count * sizeof *items);
        f->items = items;
        f->capacity = capacity;
    }
    f->items[f->count++] = found;
}

dln_str dln_finder_key(dln_finder *f, uint32_t first, uint32_t end) {
    dln_name_key key = {.len = 0};
    for (uint32_t at = first; at < end; at++)
        if (!dln_name_key_add(&key, dln_finder_token(f, at)))
            break;
    dln_str copy = dln_arena_copy(f->scan.arena, (dln_str){key.bytes, key.len});
    f->out_of_memory = f->out_of_memory || !copy.data;
    return copy;
}

static bool is_bearing(const dln_finder *f, uint32_t at) {
    const dln_lexeme *direction = dln_scan_lexeme(&f->scan, at, DLN_WORD_DIRECTION);
    return direction && dln_is_proper(dln_finder_token(f, at)) &&
           !dln_str_equal(direction->value, DLN_STR("centre"));
}

// A capitalised direction belongs to the name: "Northwest Syria", "South Kilburn Estate".
static uint32_t add_direction_before(const dln_finder *f, const dln_site *site) {
    bool bearing = !site->sentence->capitals && site->first > site->run.begin &&
                   is_bearing(f, site->first - 1) &&
                   !dln_finder_token(f, site->first - 1)->starts_sentence;
    return site->first - bearing;
}

// "Tonj South"
static uint32_t add_direction_behind(const dln_finder *f, const dln_site *site) {
    bool last = !site->sentence->capitals && site->end + 1 == site->run.end;
    return site->end + (last && is_bearing(f, site->end));
}

void dln_finder_span(dln_finder *f, const dln_site *site, const dln_type_word *type,
                     dln_found *found) {
    uint32_t first = site->first, end = site->end;
    if (type->lexeme && type->in_span) {
        first = type->before ? type->first : add_direction_before(f, site);
        end = type->before ? end : type->end;
    } else if (site->match) {
        first = add_direction_before(f, site);
        end = add_direction_behind(f, site);
    }
    found->first_token = first;
    found->token_count = end - first;
    found->span =
        (dln_span){dln_finder_token(f, first)->span.begin, dln_finder_token(f, end - 1)->span.end};
    const dln_token *last = dln_finder_token(f, end - 1);
    bool abbreviated = site->match && site->match->candidates[0].kind == DLN_NAME_ABBREVIATION &&
                       last->letter_case == DLN_CASE_TITLE &&
                       last->folded.len == last->span.end - last->span.begin;
    if (abbreviated && end < site->sentence_end && dln_finder_token(f, end)->mark == '.' &&
        !dln_finder_token(f, end)->space_before)
        found->span.end = dln_finder_token(f, end)->span.end; // the full stop of "Calif."
}

dln_found dln_finder_found(dln_finder *f, const dln_site *site, const dln_type_word *type) {
    dln_found found = {
        .sentence = (uint32_t)(site->sentence - f->scan.segments->sentences),
        .type = type->lexeme,
        .qualifier_token = site->first,
        .qualifier_begin = dln_finder_token(f, site->first)->span.begin,
        .container = DLN_NO_MENTION,
        .place = DLN_NO_PLACE,
    };
    if (site->match) {
        found.candidates = site->match->candidates;
        found.candidate_count = site->match->count;
        found.place_odds = dln_place_odds(&f->scan, site, type, &found);
        found.qualifier_begin = dln_finder_token(f, found.qualifier_token)->span.begin;
    } else {
        found.place_odds = DLN_ODDS_UNKNOWN;
    }
    return found;
}

bool dln_finder_touches_person(const dln_finder *f, uint32_t first, uint32_t end) {
    for (uint32_t at = first; at < end; at++)
        if (f->scan.person[at])
            return true;
    return false;
}
