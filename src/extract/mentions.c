// Finding: names of the gazetteer, and unknown ones beside type words, weighed by what surrounds
// them; then a second look with what the whole report says of each name.
#include <stdlib.h>
#include <string.h>

#include "extract/mentions_evidence.h"
#include "extract/resolve.h"
#include "extract/resolve_prior.h"

// Below these odds not even the rest of the report makes it a place.
#define ODDS_HOPELESS (-3.5)
#define ODDS_UNKNOWN  1.0 // "Wazir Manda district": a type word speaks for it, no gazetteer does
// A name that is surely a place in one sentence is likely one in the next.
#define CONSISTENCY_SHARE 0.5
#define UNKNOWN_MAX_WORDS 4
#define FIRST_FOUND       32

typedef struct finder {
    dln_scan scan;
    dln_found *items;
    size_t count, capacity;
    bool out_of_memory;
} finder;

static void add_found(finder *f, dln_found found) {
    if (f->count == f->capacity) {
        size_t capacity = f->capacity ? f->capacity * 2 : FIRST_FOUND;
        dln_found *items = DLN_ARENA_ARRAY(f->scan.arena, dln_found, capacity);
        if (!items) {
            f->out_of_memory = true;
            return;
        }
        if (f->count > 0) {
            memcpy(items, f->items, f->count * sizeof *items);
        }
        f->items = items;
        f->capacity = capacity;
    }
    f->items[f->count++] = found;
}

static const dln_token *token_at(const finder *f, uint32_t at) {
    return &f->scan.segments->tokens[at];
}

// ", " / " and " / ", and " and nothing else between an accepted mention and `first`.
static bool is_listed(const finder *f, uint32_t first) {
    if (f->count == 0) {
        return false;
    }
    const dln_found *last = &f->items[f->count - 1];
    uint32_t at = last->first_token + last->token_count;
    if (last->place_odds <= 0 || at >= first || first - at > 2) {
        return false;
    }
    for (; at < first; at++) {
        const dln_token *token = token_at(f, at);
        bool joint = token->mark == ',' || token->mark == '-' || token->mark == '/' ||
                     token->mark == '&' || dln_str_equal(token->folded, DLN_STR("and")) ||
                     dln_str_equal(token->folded, DLN_STR("or"));
        if (!joint) {
            return false;
        }
    }
    return true;
}

// "Bangor, " or "Bangor (" before it, where this name holds a Bangor.
static bool is_contained(const finder *f, uint32_t first) {
    if (f->count == 0) {
        return false;
    }
    const dln_found *last = &f->items[f->count - 1];
    uint32_t behind = last->first_token + last->token_count;
    return last->container == DLN_MENTION_NEXT && last->place_odds > 0 && behind < first &&
           first - behind <= 2;
}

// The folded name that these tokens spell, in the arena.
static dln_str key_of(finder *f, uint32_t first, uint32_t end) {
    dln_name_key key = {.len = 0};
    for (uint32_t at = first; at < end; at++) {
        if (!dln_name_key_add(&key, token_at(f, at))) {
            break;
        }
    }
    dln_str copy = dln_arena_copy(f->scan.arena, (dln_str){key.bytes, key.len});
    f->out_of_memory = f->out_of_memory || !copy.data;
    return copy;
}

// A capitalised direction belongs to the name of a region: "Northwest Syria".
static bool direction_belongs(const finder *f, const dln_site *site, const dln_found *found) {
    if (found->qualifier != DLN_QUALIFIER_PART || site->first == site->run.begin ||
        !dln_is_proper(token_at(f, site->first - 1)) || site->sentence->capitals) {
        return false;
    }
    dln_place place =
        dln_gazetteer_place(f->scan.knowledge->gazetteer, site->match->candidates[0].place);
    return place.feature_class == 'A' || place.feature_class == 'L';
}

static void set_span(finder *f, const dln_site *site, const dln_type_word *type, dln_found *found) {
    uint32_t first = site->first, end = site->end;
    if (type->lexeme && type->in_span) {
        first = type->before ? type->first : first;
        end = type->before ? end : type->end;
    } else if (site->match && direction_belongs(f, site, found)) {
        first--;
    }
    found->first_token = first;
    found->token_count = end - first;
    found->span = (dln_span){token_at(f, first)->span.begin, token_at(f, end - 1)->span.end};
    bool abbreviated = site->match && site->match->candidates[0].kind == DLN_NAME_ABBREVIATION;
    if (abbreviated && end < site->sentence_end && token_at(f, end)->mark == '.' &&
        !token_at(f, end)->space_before) {
        found->span.end = token_at(f, end)->span.end; // the full stop of "Calif."
    }
}

static dln_found found_at(finder *f, const dln_site *site, const dln_type_word *type) {
    dln_found found = {
        .sentence = (uint32_t)(site->sentence - f->scan.segments->sentences),
        .type = type->lexeme,
        .qualifier_token = site->first,
        .container = DLN_NO_MENTION,
        .place = DLN_NO_PLACE,
    };
    if (site->match) {
        found.candidates = site->match->candidates;
        found.candidate_count = site->match->count;
        found.place_odds = dln_place_odds(&f->scan, site, type, &found);
    } else {
        found.place_odds = ODDS_UNKNOWN;
    }
    return found;
}

static bool touches_person(const finder *f, uint32_t first, uint32_t end) {
    for (uint32_t at = first; at < end; at++) {
        if (f->scan.person[at]) {
            return true;
        }
    }
    return false;
}

// The best reading of a name that begins at site->first; returns the token behind it, or
// site->first when there is none.
static uint32_t take_known(finder *f, dln_site site) {
    dln_name_match matches[DLN_NAME_MAX_TOKENS];
    size_t count = dln_match_names(f->scan.knowledge->gazetteer, token_at(f, site.first),
                                   site.sentence_end - site.first, matches);
    dln_found best = {.place_odds = ODDS_HOPELESS};
    dln_site best_site = site;
    dln_type_word best_type = {0};
    for (size_t m = count; m-- > 0 && best.place_odds <= 0;) {
        site.match = &matches[m];
        site.end = site.first + matches[m].token_count;
        if (touches_person(f, site.first, site.end)) {
            continue;
        }
        dln_type_word type = dln_find_type(&f->scan, &site);
        if (dln_type_is_street(type.lexeme) && type.in_span) {
            return type.end;
        }
        dln_found found = found_at(f, &site, &type);
        if (found.place_odds > best.place_odds) {
            best = found;
            best_site = site;
            best_type = type;
        }
    }
    if (best.place_odds <= ODDS_HOPELESS) {
        return site.first;
    }
    set_span(f, &best_site, &best_type, &best);
    best.key = key_of(f, best_site.first, best_site.end);
    add_found(f, best);
    uint32_t end = best.first_token + best.token_count;
    return best.place_odds > 0 && end > best_site.end ? end : best_site.end;
}

// Words that make a row of capitalised words something else than the name of an unknown place.
static bool may_be_name(const finder *f, uint32_t first, uint32_t end) {
    const dln_word_kinds others =
        dln_kind_bit(DLN_WORD_ORGANISATION) | dln_kind_bit(DLN_WORD_TITLE) |
        dln_kind_bit(DLN_WORD_DEMONYM) | dln_kind_bit(DLN_WORD_NOT_PLACE) |
        dln_kind_bit(DLN_WORD_GRAMMAR) | dln_kind_bit(DLN_WORD_MONTH) |
        dln_kind_bit(DLN_WORD_WEEKDAY) | dln_kind_bit(DLN_WORD_DIRECTION) |
        dln_kind_bit(DLN_WORD_PLACE_TYPE);
    uint32_t words = 0;
    for (uint32_t at = first; at < end; at++) {
        bool proper = dln_is_proper(token_at(f, at));
        if (f->scan.person[at] || (proper && (f->scan.kinds[at] & others) != 0)) {
            return false;
        }
        words += proper;
    }
    return words > 0 && words <= UNKNOWN_MAX_WORDS;
}

// The end of the part of a run before its first type word.
static uint32_t name_end(const finder *f, dln_run run, uint32_t first) {
    uint32_t end = first + 1;
    while (end < run.end && !dln_scan_is(&f->scan, end, DLN_WORD_PLACE_TYPE)) {
        end++;
    }
    return end;
}

// A name that no gazetteer has but a type word tells: "Wazir Manda district", "village of X".
static uint32_t take_unknown(finder *f, dln_site site) {
    site.match = NULL;
    site.end = name_end(f, site.run, site.first);
    if (site.sentence->capitals || !may_be_name(f, site.first, site.end)) {
        return site.first;
    }
    dln_type_word type = dln_find_type(&f->scan, &site);
    if (!type.lexeme || !dln_type_tells(type.lexeme)) {
        return site.first;
    }
    dln_found found = found_at(f, &site, &type);
    set_span(f, &site, &type, &found);
    found.key = key_of(f, site.first, site.end);
    add_found(f, found);
    return found.first_token + found.token_count > site.end ? found.first_token + found.token_count
                                                            : site.end;
}

// "In", "The" at the beginning of a sentence are no part of the name that follows.
static bool opens_sentence(const finder *f, uint32_t at) {
    const dln_word_kinds openers = dln_kind_bit(DLN_WORD_GRAMMAR) | dln_kind_bit(DLN_WORD_ROUTE) |
                                   dln_kind_bit(DLN_WORD_SENTENCE_START);
    return token_at(f, at)->starts_sentence && (f->scan.kinds[at] & openers) != 0;
}

static void find_in_sentence(finder *f, const dln_sentence *sentence) {
    dln_run run = {0};
    uint32_t end = sentence->first + sentence->count;
    for (uint32_t at = sentence->first; at < end && !f->out_of_memory;) {
        if (!dln_is_proper(token_at(f, at))) {
            at++;
            continue;
        }
        if (at >= run.end) {
            run = dln_run_at(&f->scan, at, end);
        }
        dln_site site = {.sentence = sentence, .sentence_end = end, .run = run, .first = at};
        site.listed = is_listed(f, at);
        site.contained = is_contained(f, at);
        uint32_t next = take_known(f, site);
        if (next == at && opens_sentence(f, at)) {
            run.begin = next = at + 1;
        }
        next = next == at ? take_unknown(f, site) : next;
        at = next == at ? at + 1 : next;
    }
}

// ---- the second look

typedef struct ranked {
    const dln_found *found;
    size_t index;
} ranked;

static int by_key(const void *a, const void *b) {
    const ranked *x = a, *y = b;
    int order = dln_str_compare(x->found->key, y->found->key);
    return order ? order : (x->index > y->index) - (x->index < y->index);
}

// Lifts the odds of each mention towards the best of its name.
static bool make_consistent(finder *f) {
    ranked *order = DLN_ARENA_ARRAY(f->scan.arena, ranked, f->count + 1);
    if (!order) {
        return false;
    }
    for (size_t i = 0; i < f->count; i++) {
        order[i] = (ranked){&f->items[i], i};
    }
    qsort(order, f->count, sizeof *order, by_key);
    for (size_t begin = 0; begin < f->count;) {
        size_t end = begin;
        double best = ODDS_HOPELESS;
        for (; end < f->count && dln_str_equal(order[end].found->key, order[begin].found->key);
             end++) {
            best = order[end].found->place_odds > best ? order[end].found->place_odds : best;
        }
        for (; begin < end; begin++) {
            double *odds = &f->items[order[begin].index].place_odds;
            *odds += best > *odds ? CONSISTENCY_SHARE * (best - *odds) : 0;
        }
    }
    return true;
}

static void drop_unlikely(finder *f) {
    size_t kept = 0;
    for (size_t i = 0; i < f->count; i++) {
        bool overlaps = kept > 0 && f->items[i].span.begin < f->items[kept - 1].span.end;
        if (f->items[i].place_odds > 0 && !overlaps) {
            f->items[kept++] = f->items[i];
        }
    }
    f->count = kept;
}

dln_status dln_find_places(const dln_knowledge *knowledge, const dln_report *report,
                           const dln_segments *segments, dln_arena *arena, dln_found_list *out,
                           dln_error *err) {
    finder f = {0};
    dln_status status = dln_scan_init(&f.scan, knowledge, segments, arena, err);
    if (status != DLN_OK) {
        return status;
    }
    if (!dln_scan_people(&f.scan)) {
        return dln_fail_memory(err);
    }
    for (size_t s = 0; s < segments->sentence_count && !f.out_of_memory; s++) {
        find_in_sentence(&f, &segments->sentences[s]);
    }
    if (f.out_of_memory || !make_consistent(&f)) {
        return dln_fail_memory(err);
    }
    drop_unlikely(&f);
    dln_found_list list = {f.items, f.count};
    status = dln_resolve(&f.scan, report, &list, err);
    if (status == DLN_OK) {
        *out = list;
    }
    return status;
}
