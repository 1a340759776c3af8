#include "extract/place/seat.h"

#include <string.h>

#include "extract/place/where.h"

// "Yemen's rebel-held capital", "the besieged Somali capital": words between.
enum { OWNER_REACH = 4 };
// "the capital" is that of what was told so many sentences before at most.
enum { TOLD_BEFORE_SENTENCES = 2 };
// A described town is as sure as the country it is told by, which is not said here.
#define SEAT_CONFIDENCE 0.8

typedef enum seat_kind { SEAT_NONE, SEAT_COUNTRY, SEAT_DIVISION } seat_kind;

typedef struct seats {
    const dln_scan *scan;
    dln_found_list *list;
    dln_found *added; // in order of the text
    size_t added_count, capacity;
    uint32_t begin, end; // of the sentence
    uint32_t sentence;
    size_t next; // the first mention behind the token looked at
} seats;

static const dln_token *token_at(const seats *s, uint32_t at) {
    return &s->scan->segments->tokens[at];
}

static bool is_word(const seats *s, uint32_t at, const char *word) {
    return at >= s->begin && at < s->end &&
           dln_str_equal(token_at(s, at)->folded, dln_str_from(word));
}

static bool is_mark(const seats *s, uint32_t at, char mark) {
    return at >= s->begin && at < s->end && token_at(s, at)->mark == mark;
}

static uint32_t end_of(const dln_found *found) {
    return found->first_token + found->token_count;
}

// The word "capital" at a token, and how many tokens it has.
static seat_kind read_kind(const seats *s, uint32_t at, uint32_t *tokens) {
    if (!dln_scan_is(s->scan, at, DLN_WORD_PLACE_TYPE) &&
        !(at + 1 < s->end && dln_scan_is(s->scan, at + 1, DLN_WORD_PLACE_TYPE)))
        return SEAT_NONE;
    const dln_lexeme *type = dln_lexicon_match(s->scan->knowledge->lexicon, token_at(s, at),
                                               s->end - at, dln_kind_bit(DLN_WORD_PLACE_TYPE));
    if (!type || token_at(s, at)->letter_case != DLN_CASE_LOWER)
        return SEAT_NONE;
    *tokens = (uint32_t)dln_lexeme_tokens(type, token_at(s, at), s->end - at);
    dln_str part = dln_value_get(type->value, "part");
    return dln_str_equal(part, DLN_STR("capital")) ? SEAT_COUNTRY
           : dln_str_equal(part, DLN_STR("seat"))  ? SEAT_DIVISION
                                                   : SEAT_NONE;
}

static dln_place place_of(const seats *s, dln_place_index index) {
    return dln_gazetteer_place(s->scan->knowledge->gazetteer, index);
}

// The seat of a country or division, or of the country or division that a place lies in.
static dln_place_index seat_of(const seats *s, const dln_found *found, seat_kind kind) {
    if (found->place == DLN_NO_PLACE || !found->where.located)
        return DLN_NO_PLACE;
    dln_place place = place_of(s, found->place);
    if (place.seat != DLN_NO_PLACE && (kind == SEAT_COUNTRY || place.feature_class != 'A' ||
                                       dln_str_starts_with(place.feature, DLN_STR("ADM1"))))
        return place.seat;
    dln_place_index holder = kind == SEAT_COUNTRY ? place.country_place : place.admin1_place;
    return holder == DLN_NO_PLACE ? DLN_NO_PLACE : place_of(s, holder).seat;
}

// "Sanaa, Yemen's capital", "Lashkar Gah, the capital of Helmand": the name stands before.
static bool is_apposition(const seats *s, uint32_t first) {
    uint32_t at = first;
    for (uint32_t left = OWNER_REACH; at > s->begin && left-- > 0;) {
        const dln_token *before = token_at(s, at - 1); // "the legislative"
        if (before->kind != DLN_TOKEN_WORD || before->letter_case != DLN_CASE_LOWER)
            break;
        at--;
        if (is_word(s, at, "the") || is_word(s, at, "a"))
            break;
    }
    bool mark = at > s->begin &&
                (is_mark(s, at - 1, ',') || is_mark(s, at - 1, '(') || is_mark(s, at - 1, '-'));
    for (size_t i = s->next; mark && i-- > 0 && s->list->items[i].sentence == s->sentence;)
        if (end_of(&s->list->items[i]) == at - 1)
            return true;
    return is_word(s, at - 1, "is") || is_word(s, at - 1, "was");
}

// "the capital Bangui", "its capital, Kabul": the name stands behind.
static bool is_named(const seats *s, uint32_t end) {
    uint32_t at = end + (is_mark(s, end, ',') || is_mark(s, end, '('));
    at += is_word(s, at, "of") && !is_word(s, at + 1, "the");
    return at < s->end && dln_is_proper(token_at(s, at));
}

static void take_scene(const seats *s, dln_found *found, dln_place_index seat) {
    if (seat == DLN_NO_PLACE || found->related || found->is_border)
        return;
    dln_place place = place_of(s, seat);
    found->scene = dln_where_of_place(&place, s->scan->arena);
    found->related = found->scene.located;
}

// "Yemen's capital": the mention that owns it, or NULL.
static dln_found *owner_before(const seats *s, uint32_t at) {
    for (size_t i = s->next; i-- > 0;) {
        dln_found *found = &s->list->items[i];
        uint32_t end = end_of(found);
        if (found->sentence != s->sentence || at - end > OWNER_REACH || !is_word(s, end, "s"))
            return NULL;
        return found;
    }
    return NULL;
}

// "the capital of Yemen", "the capital of Helmand province": whose it is, or NULL.
static dln_found *owner_behind(const seats *s, uint32_t end) {
    if (!is_word(s, end, "of") || s->next >= s->list->count)
        return NULL;
    dln_found *found = &s->list->items[s->next];
    if (!dln_str_starts_with(found->where.feature, DLN_STR("PCL")) &&
        !dln_str_starts_with(found->where.feature, DLN_STR("ADM1")))
        return NULL; // "the commercial capital of Potiskum"
    bool beside = found->first_token == end + 1 ||
                  (is_word(s, end + 1, "the") && found->first_token <= end + 3);
    return found->sentence == s->sentence && beside ? found : NULL;
}

// "the Somali capital": the country of a people's name before the word, and its first token.
static dln_place_index of_a_people(const seats *s, uint32_t at, uint32_t *first) {
    for (uint32_t i = at, left = OWNER_REACH; i-- > s->begin && left-- > 0;) {
        const dln_lexeme *people = dln_scan_lexeme(s->scan, i, DLN_WORD_DEMONYM);
        if (people && people->value.len == 2 && dln_is_proper(token_at(s, i))) {
            const char iso[3] = {people->value.data[0], people->value.data[1], '\0'};
            *first = i;
            return dln_gazetteer_country(s->scan->knowledge->gazetteer, iso);
        }
        if (token_at(s, i)->letter_case != DLN_CASE_LOWER && token_at(s, i)->mark != '-')
            break;
    }
    return DLN_NO_PLACE;
}

// The mention told last before a token: "the capital" is that of its country.
static const dln_found *told_before(const seats *s) {
    for (size_t i = s->next; i-- > 0;) {
        const dln_found *found = &s->list->items[i];
        if (found->sentence + TOLD_BEFORE_SENTENCES < s->sentence)
            return NULL;
        if (found->where.located && found->place != DLN_NO_PLACE && found->where.country.data)
            return found;
    }
    return NULL;
}

static bool add(seats *s, uint32_t first, uint32_t end, dln_place_index index) {
    if (s->added_count == s->capacity) {
        size_t capacity = s->capacity ? s->capacity * 2 : 8;
        dln_found *items = DLN_ARENA_ARRAY(s->scan->arena, dln_found, capacity);
        if (!items)
            return false;
        if (s->added_count)
            memcpy(items, s->added, s->added_count * sizeof *items);
        s->added = items;
        s->capacity = capacity;
    }
    dln_place place = place_of(s, index);
    dln_span span = {token_at(s, first)->span.begin, token_at(s, end - 1)->span.end};
    s->added[s->added_count++] = (dln_found){.span = span,
                                             .first_token = first,
                                             .token_count = end - first,
                                             .sentence = s->sentence,
                                             .qualifier_token = first,
                                             .qualifier_begin = span.begin,
                                             .container = DLN_NO_MENTION,
                                             .place_odds = 1,
                                             .place = index,
                                             .where = dln_where_of_place(&place, s->scan->arena),
                                             .described = true,
                                             .confidence = SEAT_CONFIDENCE};
    return true;
}

// One "capital" at `at`; false: no memory.
static bool read_seat(seats *s, uint32_t at, uint32_t end, seat_kind kind) {
    dln_found *owner = owner_behind(s, end);
    if (owner && is_apposition(s, at))
        return true;
    owner = owner ? owner : owner_before(s, at);
    if (owner) {
        if (!is_named(s, end) || owner->first_token > at)
            take_scene(s, owner, seat_of(s, owner, kind));
        return true;
    }
    if (is_named(s, end))
        return true;
    uint32_t first = at;
    dln_place_index country =
        kind == SEAT_COUNTRY ? of_a_people(s, at, &first) : (dln_place_index)DLN_NO_PLACE;
    dln_place_index seat = country == DLN_NO_PLACE ? DLN_NO_PLACE : place_of(s, country).seat;
    const dln_found *told =
        country == DLN_NO_PLACE && is_word(s, at - 1, "the") ? told_before(s) : NULL;
    if (told)
        seat = seat_of(s, told, kind);
    return seat == DLN_NO_PLACE || is_apposition(s, first) || add(s, first, end, seat);
}

static bool find_in_sentence(seats *s) {
    const dln_sentence *sentence = &s->scan->segments->sentences[s->sentence];
    s->begin = sentence->first;
    s->end = sentence->first + sentence->count;
    for (uint32_t at = s->begin; at < s->end;) {
        while (s->next < s->list->count && s->list->items[s->next].first_token < at)
            s->next++;
        uint32_t tokens = 1;
        seat_kind kind = read_kind(s, at, &tokens);
        if (kind != SEAT_NONE && at > s->begin && !read_seat(s, at, at + tokens, kind))
            return false;
        at += kind == SEAT_NONE ? 1 : tokens;
    }
    return true;
}

// Merges the two lists, and lets containers point to where their mentions stand now.
static bool join(seats *s) {
    const dln_found_list *old = s->list;
    dln_found *items = DLN_ARENA_ARRAY(s->scan->arena, dln_found, old->count + s->added_count);
    uint32_t *moved = DLN_ARENA_ARRAY(s->scan->arena, uint32_t, old->count + 1);
    if (!items || !moved)
        return false;
    size_t count = 0, added = 0;
    for (size_t i = 0; i <= old->count; i++) {
        while (added < s->added_count &&
               (i == old->count || s->added[added].first_token < old->items[i].first_token))
            items[count++] = s->added[added++];
        moved[i] = (uint32_t)count;
        if (i < old->count)
            items[count++] = old->items[i];
    }
    for (size_t i = 0; i < count; i++)
        if (items[i].container != DLN_NO_MENTION)
            items[i].container = moved[items[i].container];
    *s->list = (dln_found_list){items, count};
    return true;
}

bool dln_find_seats(const dln_scan *scan, dln_found_list *list) {
    seats s = {.scan = scan, .list = list};
    for (; s.sentence < scan->segments->sentence_count; s.sentence++)
        if (!find_in_sentence(&s))
            return false;
    return s.added_count == 0 || join(&s);
}
