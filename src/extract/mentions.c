// Finding: names of the gazetteer, and unknown ones beside type words, weighed by what surrounds
// them; then a second look with what the whole report says of each name.
#include <stdlib.h>
#include <string.h>

#include "extract/mentions_evidence.h"
#include "extract/mentions_inflect.h"
#include "extract/mentions_similar.h"
#include "extract/relation.h"
#include "extract/resolve.h"
#include "extract/resolve_prior.h"

// Below these odds not even the rest of the report makes it a place.
#define ODDS_HOPELESS (-3.5)
#define ODDS_UNKNOWN  1.0 // "Wazir Manda district": a type word speaks for it, no gazetteer does
// A name that is surely a place in one sentence is likely one in the next.
#define CONSISTENCY_SHARE 0.5
#define ODDS_UNTOLD       (-0.6) // a name of nothing known, unless another sentence tells
#define UNKNOWN_MEAN_ODDS (-0.1)
#define UNKNOWN_MAX_WORDS 4
#define UNKNOWN_MIN_BYTES 2
// Towns of thirty thousand and more keep their name before other capitalised words.
#define FAME_OF_TOWNS 5.5
#define FIRST_FOUND   32
// More bases, camps and fields than this no report calls by a shorter name.
#define HEADS_MAX 32
// Larger ones are landscapes, of which towns have the shorter names.
#define HEAD_RADIUS_MAX_M 10000.0
// What such a shorter name is worth: the longer one has told already what it is.
#define ODDS_FOLLOWS 1.5

// A name that was found with its type word inside, "Conoco gas field": later "Conoco" alone is it.
typedef struct head {
    dln_str key; // folded, without the type word
    const dln_candidate *candidates;
    size_t candidate_count;
} head;

typedef struct finder {
    dln_scan scan;
    head heads[HEADS_MAX];
    size_t head_count;
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
        if (f->count > 0)
            memcpy(items, f->items, f->count * sizeof *items);
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
    if (f->count == 0)
        return false;
    const dln_found *last = &f->items[f->count - 1];
    uint32_t at = last->first_token + last->token_count;
    if (last->place_odds <= 0 || at >= first || first - at > 2)
        return false;
    for (; at < first; at++) {
        const dln_token *token = token_at(f, at);
        bool joint = token->mark == ',' || token->mark == '-' || token->mark == '/' ||
                     token->mark == '&' || dln_str_equal(token->folded, DLN_STR("and")) ||
                     dln_str_equal(token->folded, DLN_STR("or"));
        if (!joint)
            return false;
    }
    return true;
}

// "Bangor, " or "Bangor (" before it, where this name holds a Bangor.
static bool is_contained(const finder *f, uint32_t first) {
    if (f->count == 0)
        return false;
    const dln_found *last = &f->items[f->count - 1];
    uint32_t behind = last->first_token + last->token_count;
    return last->container == DLN_MENTION_NEXT && last->place_odds > 0 && behind < first &&
           first - behind <= 2;
}

// The folded name that these tokens spell, in the arena.
static dln_str key_of(finder *f, uint32_t first, uint32_t end) {
    dln_name_key key = {.len = 0};
    for (uint32_t at = first; at < end; at++)
        if (!dln_name_key_add(&key, token_at(f, at)))
            break;
    dln_str copy = dln_arena_copy(f->scan.arena, (dln_str){key.bytes, key.len});
    f->out_of_memory = f->out_of_memory || !copy.data;
    return copy;
}

static bool is_bearing(const finder *f, uint32_t at) {
    const dln_lexeme *direction = dln_scan_lexeme(&f->scan, at, DLN_WORD_DIRECTION);
    return direction && dln_is_proper(token_at(f, at)) &&
           !dln_str_equal(direction->value, DLN_STR("centre"));
}

// A capitalised direction belongs to the name: "Northwest Syria", "South Kilburn Estate".
static uint32_t add_direction_before(const finder *f, const dln_site *site) {
    bool bearing = !site->sentence->capitals && site->first > site->run.begin &&
                   is_bearing(f, site->first - 1) && !token_at(f, site->first - 1)->starts_sentence;
    return site->first - bearing;
}

// "Tonj South"
static uint32_t add_direction_behind(const finder *f, const dln_site *site) {
    bool last = !site->sentence->capitals && site->end + 1 == site->run.end;
    return site->end + (last && is_bearing(f, site->end));
}

static void set_span(finder *f, const dln_site *site, const dln_type_word *type, dln_found *found) {
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
    found->span = (dln_span){token_at(f, first)->span.begin, token_at(f, end - 1)->span.end};
    const dln_token *last = token_at(f, end - 1);
    bool abbreviated = site->match && site->match->candidates[0].kind == DLN_NAME_ABBREVIATION &&
                       last->letter_case == DLN_CASE_TITLE &&
                       last->folded.len == last->span.end - last->span.begin;
    if (abbreviated && end < site->sentence_end && token_at(f, end)->mark == '.' &&
        !token_at(f, end)->space_before)
        found->span.end = token_at(f, end)->span.end; // the full stop of "Calif."
}

static dln_found found_at(finder *f, const dln_site *site, const dln_type_word *type) {
    dln_found found = {
        .sentence = (uint32_t)(site->sentence - f->scan.segments->sentences),
        .type = type->lexeme,
        .qualifier_token = site->first,
        .qualifier_begin = token_at(f, site->first)->span.begin,
        .container = DLN_NO_MENTION,
        .place = DLN_NO_PLACE,
    };
    if (site->match) {
        found.candidates = site->match->candidates;
        found.candidate_count = site->match->count;
        found.place_odds = dln_place_odds(&f->scan, site, type, &found);
        found.qualifier_begin = token_at(f, found.qualifier_token)->span.begin;
    } else {
        found.place_odds = ODDS_UNKNOWN;
    }
    return found;
}

static bool touches_person(const finder *f, uint32_t first, uint32_t end) {
    for (uint32_t at = first; at < end; at++)
        if (f->scan.person[at])
            return true;
    return false;
}

// "Northwest" is a province somewhere, but not before "Syria".
static bool only_directs(const finder *f, const dln_site *site) {
    size_t left = site->sentence_end - site->first;
    const dln_token *tokens = token_at(f, site->first);
    const dln_lexeme *direction = dln_lexicon_match(f->scan.knowledge->lexicon, tokens, left,
                                                    dln_kind_bit(DLN_WORD_DIRECTION));
    return direction && site->end < site->run.end &&
           dln_lexeme_tokens(direction, tokens, left) >= site->end - site->first &&
           dln_is_proper(token_at(f, site->end)) &&
           !dln_scan_is(&f->scan, site->end, DLN_WORD_PLACE_TYPE);
}

// "the Damascus-Aleppo highway" leads from one to the other; "Aleppo Highway" is a street.
static bool is_road_between(const finder *f, const dln_site *site, const dln_type_word *type) {
    return site->listed && token_at(f, site->first - 1)->mark == '-' &&
           dln_str_equal(dln_value_get(type->lexeme->value, "part"), DLN_STR("road"));
}

// Whether nobody would take the words alone for something else that is known.
static bool may_stand_alone(const finder *f, uint32_t first, uint32_t end, dln_str key) {
    const dln_word_kinds others =
        dln_kind_bit(DLN_WORD_NOT_PLACE) | dln_kind_bit(DLN_WORD_TITLE) |
        dln_kind_bit(DLN_WORD_DIRECTION) | dln_kind_bit(DLN_WORD_PLACE_TYPE) |
        dln_kind_bit(DLN_WORD_DEMONYM) | dln_kind_bit(DLN_WORD_ORGANISATION);
    for (uint32_t at = first; at < end; at++)
        if ((f->scan.kinds[at] & others) != 0)
            return false;
    size_t count;
    const dln_candidate *known =
        dln_gazetteer_find_folded(f->scan.knowledge->gazetteer, key, &count);
    if (count == 0)
        return true;
    dln_place place = dln_gazetteer_place(f->scan.knowledge->gazetteer, known[0].place);
    return dln_place_fame(&place, known[0].kind) < FAME_OF_TOWNS;
}

// Remembers the head of a spot's name: "Shati" of "Shati refugee camp".
static void remember_head(finder *f, const dln_site *site) {
    const dln_lexeme *type;
    uint32_t end = dln_name_tail(&f->scan, site->first, site->end, &type);
    dln_place place =
        dln_gazetteer_place(f->scan.knowledge->gazetteer, site->match->candidates[0].place);
    bool spot = (place.feature_class == 'S' || place.feature_class == 'L') &&
                place.radius_m <= HEAD_RADIUS_MAX_M;
    if (end == site->end || f->head_count == HEADS_MAX || !spot ||
        !dln_is_proper(token_at(f, end - 1)))
        return;
    dln_str key = key_of(f, site->first, end);
    if (key.data && may_stand_alone(f, site->first, end, key))
        f->heads[f->head_count++] = (head){key, site->match->candidates, site->match->count};
}

// "Conoco" where "Conoco gas field" was named before.
static uint32_t take_head(finder *f, dln_site site) {
    for (size_t h = 0; h < f->head_count; h++) {
        dln_name_key key = {.len = 0};
        uint32_t at = site.first;
        while (at < site.run.end && key.len < f->heads[h].key.len &&
               dln_name_key_add(&key, token_at(f, at)))
            at++;
        if (!dln_str_equal((dln_str){key.bytes, key.len}, f->heads[h].key) ||
            touches_person(f, site.first, at) ||
            (at < site.run.end && dln_is_proper(token_at(f, at))))
            continue;
        dln_type_word none = {0};
        dln_name_match match = {at - site.first, f->heads[h].candidates,
                                f->heads[h].candidate_count};
        site.match = &match;
        site.end = at;
        dln_found found = found_at(f, &site, &none);
        found.place_odds = found.place_odds > ODDS_FOLLOWS ? found.place_odds : ODDS_FOLLOWS;
        set_span(f, &site, &none, &found);
        found.key = key_of(f, site.first, site.end);
        add_found(f, found);
        return site.end;
    }
    return site.first;
}

// The best reading of a name that begins at site->first; returns the token behind it, or
// site->first when there is none.
static uint32_t take_known(finder *f, dln_site site) {
    dln_name_match matches[DLN_NAME_MAX_TOKENS];
    size_t count = dln_match_names(f->scan.knowledge->gazetteer, token_at(f, site.first),
                                   site.sentence_end - site.first, matches);
    uint32_t prefix = 0;
    if (count == 0 && dln_match_inflected(&f->scan, token_at(f, site.first),
                                          site.sentence_end - site.first, matches, &prefix))
        count = 1;
    dln_found best = {.place_odds = ODDS_HOPELESS};
    dln_site best_site = site;
    dln_type_word best_type = {0};
    for (size_t m = count; m-- > 0 && best.place_odds <= 0;) {
        site.match = &matches[m];
        site.end = site.first + matches[m].token_count;
        if (touches_person(f, site.first, site.end) || only_directs(f, &site) ||
            !dln_tail_fits(&f->scan, &site) ||
            (m > 0 && dln_is_state_school(&f->scan, &matches[m - 1], &site)))
            continue;
        dln_type_word type = dln_find_type(&f->scan, &site);
        if (dln_type_is_street(type.lexeme) && type.in_span) {
            if (!is_road_between(f, &site, &type))
                return type.end;
            type = (dln_type_word){0};
        }
        dln_found found = found_at(f, &site, &type);
        if (found.place_odds > best.place_odds) {
            best = found;
            best_site = site;
            best_type = type;
        }
    }
    if (best.place_odds <= ODDS_HOPELESS)
        return site.first;
    if (best.place_odds > 0)
        remember_head(f, &best_site);
    set_span(f, &best_site, &best_type, &best);
    best.span.begin += prefix;
    if (dln_is_other_water(&f->scan, &best_site, &best_type)) {
        best.candidates = NULL;
        best.candidate_count = 0;
        best.key = key_of(f, best.first_token, best.first_token + best.token_count);
    } else {
        best.key = key_of(f, best_site.first, best_site.end);
    }
    add_found(f, best);
    uint32_t end = best.first_token + best.token_count;
    return best.place_odds > 0 && end > best_site.end ? end : best_site.end;
}

// "Houthi", "Boko Haram", "Al Qaeda": what the lexicon has as a group.
static bool begins_with_group(const finder *f, uint32_t first, uint32_t end) {
    return dln_lexicon_match(f->scan.knowledge->lexicon, token_at(f, first), end - first,
                             dln_kind_bit(DLN_WORD_ACTOR) | dln_kind_bit(DLN_WORD_ORGANISATION)) !=
           NULL;
}

// Whether the token is an article or the like of the name that goes on behind it: "Al" in "Al Asad"
// is not the code that is written alike.
static bool goes_on_name(const finder *f, uint32_t at, uint32_t end) {
    return at + 1 < end && dln_scan_is(&f->scan, at, DLN_WORD_NAME_PARTICLE) &&
           token_at(f, at)->letter_case == DLN_CASE_TITLE;
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
    if (begins_with_group(f, first, end))
        return false;
    for (uint32_t at = first; at < end; at++) {
        bool proper = dln_is_proper(token_at(f, at));
        bool other = proper && (f->scan.kinds[at] & others) != 0 && !goes_on_name(f, at, end);
        if (f->scan.person[at] || other)
            return false;
        words += proper;
    }
    return words > 0 && words <= UNKNOWN_MAX_WORDS;
}

// The end of the part of a run before its first type word.
static uint32_t name_end(const finder *f, dln_run run, uint32_t first) {
    uint32_t end = first + 1;
    while (end < run.end && !dln_scan_is(&f->scan, end, DLN_WORD_PLACE_TYPE))
        end++;
    return end;
}

// Whether a row of unknown capitalised words stands where places stand: behind "in" or "near", or
// in a list of places that goes on.
static bool stands_as_place(const finder *f, const dln_site *site) {
    if (site->first == site->sentence->first)
        return false;
    const dln_lexeme *route = dln_scan_lexeme(&f->scan, site->first - 1, DLN_WORD_ROUTE);
    dln_str role = route ? dln_value_get(route->value, "role") : DLN_STR_NONE;
    bool in = role.len > 0 && !dln_str_equal(route->phrase, DLN_STR("at")) &&
              !dln_str_equal(route->phrase, DLN_STR("on")) &&
              (dln_str_equal(role, DLN_STR("place")) || dln_str_equal(role, DLN_STR("near")));
    bool goes_on = site->end >= site->sentence_end ||
                   token_at(f, site->end)->kind == DLN_TOKEN_PUNCTUATION ||
                   dln_str_equal(token_at(f, site->end)->folded, DLN_STR("and"));
    bool possessive = site->end < site->sentence_end && !token_at(f, site->end)->space_before &&
                      dln_str_equal(token_at(f, site->end)->folded, DLN_STR("s"));
    in = in && !possessive; // "in Noma's case"
    bool closed = token_at(f, site->first - 1)->kind == DLN_TOKEN_WORD || goes_on;
    return in || (site->listed && goes_on && closed);
}

// Names that nothing knows look like names: "Kampungu", "Ain Zara", not "IDP" or "X".
static bool looks_like_name(const finder *f, const dln_site *site) {
    for (uint32_t at = site->first; at < site->end; at++) {
        const dln_token *token = token_at(f, at);
        if (token->kind == DLN_TOKEN_WORD && dln_is_proper(token) &&
            (token->letter_case != DLN_CASE_TITLE || token->folded.len < UNKNOWN_MIN_BYTES))
            return false;
    }
    return !site->sentence->capitals && may_be_name(f, site->first, site->end);
}

// A name that no gazetteer has but what surrounds it tells: "Wazir Manda district", "village of X",
// "in Kampungu". Others are kept below the threshold, for the second look.
static uint32_t take_unknown(finder *f, dln_site site) {
    site.match = NULL;
    site.end = name_end(f, site.run, site.first);
    if (!looks_like_name(f, &site))
        return site.first;
    dln_type_word type = dln_find_type(&f->scan, &site);
    bool told = type.lexeme && dln_type_tells(type.lexeme);
    bool whole = site.end == site.run.end && site.first == site.run.begin;
    if (!told && (!whole || token_at(f, site.first)->starts_sentence))
        return site.first;
    type = told ? type : (dln_type_word){0};
    dln_found found = found_at(f, &site, &type);
    found.place_odds = told || stands_as_place(f, &site) ? ODDS_UNKNOWN : ODDS_UNTOLD;
    set_span(f, &site, &type, &found);
    found.key = key_of(f, site.first, site.end);
    add_found(f, found);
    uint32_t end = found.first_token + found.token_count;
    return end > site.end ? end : site.end;
}

// Whether the run is a longer name of which the gazetteer knows a little place's only:
// "in Ain Zara" is not Ain.
static uint32_t take_longer(finder *f, dln_site site, uint32_t end) {
    const dln_found *last = f->count > 0 ? &f->items[f->count - 1] : NULL;
    if (!last || last->candidate_count == 0 || last->first_token != site.first ||
        last->in_organisation || site.first != site.run.begin || end >= site.run.end)
        return end;
    dln_place place = dln_gazetteer_place(f->scan.knowledge->gazetteer, last->candidates[0].place);
    site.match = NULL;
    site.end = site.run.end;
    if (dln_place_fame(&place, last->candidates[0].kind) >= FAME_OF_TOWNS || last->type ||
        !looks_like_name(f, &site) || !stands_as_place(f, &site))
        return end;
    f->count--;
    return take_unknown(f, site);
}

// "ar-Ramadi": the article is a part of the name also in lower case.
static bool is_article(const finder *f, uint32_t at, uint32_t end) {
    const dln_token *token = token_at(f, at);
    bool inside = at > 0 && token[-1].mark == '-' && !token->space_before; // "Bab el-Oued"
    return !inside && at + 2 < end && token->letter_case == DLN_CASE_LOWER &&
           token[1].mark == '-' && !token[1].space_before && !token[2].space_before &&
           dln_is_proper(&token[2]) && dln_scan_is(&f->scan, at, DLN_WORD_NAME_PARTICLE);
}

static void find_in_sentence(finder *f, const dln_sentence *sentence) {
    dln_run run = {0};
    uint32_t end = sentence->first + sentence->count;
    for (uint32_t at = sentence->first; at < end && !f->out_of_memory;) {
        if (!dln_is_proper(token_at(f, at)) && !is_article(f, at, end)) {
            at++;
            continue;
        }
        if (at >= run.end)
            run = dln_run_at(&f->scan, at, end);
        dln_site site = {.sentence = sentence, .sentence_end = end, .run = run, .first = at};
        site.listed = is_listed(f, at);
        site.contained = is_contained(f, at);
        uint32_t next = f->head_count > 0 ? take_head(f, site) : at;
        next = next == at ? take_known(f, site) : next;
        next = next > at ? take_longer(f, site, next) : next;
        if (next == at && dln_scan_opens(&f->scan, at))
            run.begin = next = at + 1;
        next = next == at ? take_unknown(f, site) : next;
        at = next <= at ? at + 1 : next; // never back: the walk must end
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

// All mentions of one name: order[begin, end).
static void settle_name(finder *f, const ranked *order, size_t begin, size_t end) {
    double best = ODDS_HOPELESS, sum = 0;
    for (size_t i = begin; i < end; i++) {
        double odds = order[i].found->place_odds;
        best = odds > best ? odds : best;
        sum += odds;
    }
    // A name that nothing knows must stand as a place in every second sentence or so: products and
    // persons stand behind "in", too, but seldom.
    bool known = order[begin].found->candidate_count > 0;
    bool seldom = !known && sum / (double)(end - begin) < UNKNOWN_MEAN_ODDS;
    for (size_t i = begin; i < end; i++) {
        dln_found *found = &f->items[order[i].index];
        if (seldom && !found->type)
            found->place_odds = ODDS_HOPELESS;
        else if (best > found->place_odds)
            found->place_odds += CONSISTENCY_SHARE * (best - found->place_odds);
    }
}

// Lets the mentions of each name decide together.
static bool make_consistent(finder *f) {
    ranked *order = DLN_ARENA_ARRAY(f->scan.arena, ranked, f->count + 1);
    if (!order)
        return false;
    for (size_t i = 0; i < f->count; i++)
        order[i] = (ranked){&f->items[i], i};
    qsort(order, f->count, sizeof *order, by_key);
    for (size_t begin = 0, end; begin < f->count; begin = end) {
        for (end = begin + 1; end < f->count; end++)
            if (!dln_str_equal(order[end].found->key, order[begin].found->key))
                break;
        settle_name(f, order, begin, end);
    }
    return true;
}

static void drop_unlikely(finder *f) {
    size_t kept = 0;
    for (size_t i = 0; i < f->count; i++) {
        bool overlaps = kept > 0 && f->items[i].span.begin < f->items[kept - 1].span.end;
        if (f->items[i].place_odds > 0 && !overlaps)
            f->items[kept++] = f->items[i];
    }
    f->count = kept;
}

dln_status dln_find_places(const dln_knowledge *knowledge, const dln_report *report,
                           const dln_segments *segments, dln_arena *arena, dln_found_list *out,
                           dln_error *err) {
    finder f = {0};
    dln_status status = dln_scan_init(&f.scan, knowledge, segments, arena, err);
    if (status != DLN_OK)
        return status;
    if (!dln_scan_people(&f.scan))
        return dln_fail_memory(err);
    for (size_t s = 0; s < segments->sentence_count && !f.out_of_memory; s++)
        find_in_sentence(&f, &segments->sentences[s]);
    if (f.out_of_memory || !dln_find_similar_places(&f.scan, f.items, f.count) ||
        !make_consistent(&f))
        return dln_fail_memory(err);
    drop_unlikely(&f);
    dln_found_list list = {f.items, f.count};
    status = dln_resolve(&f.scan, report, &list, err);
    if (status == DLN_OK) {
        dln_relate(&f.scan, &list);
        *out = list;
    }
    return status;
}
