#include "extract/incident/cast.h"

#include "extract/grammar/agent.h"

// "the rebels" are still those named so many sentences before; "they" only those just named.
enum { DESCRIPTION_REACH = 12, PRONOUN_REACH = 1 };

static dln_str kind_of(const dln_term *term) {
    const dln_lexeme *name = dln_term_meaning(term, DLN_WORD_ACTOR);
    const dln_lexeme *head = dln_term_meaning(term, DLN_WORD_ACTOR_HEAD);
    return name ? dln_value_get(name->value, "kind")
                : (head ? dln_value_get(head->value, "kind") : DLN_STR_NONE);
}

static bool is_one_of(dln_str kind, const char *const *kinds, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (dln_str_equal(kind, dln_str_from(kinds[i])))
            return true;
    return false;
}

static bool is_irregular(dln_str kind) {
    static const char *const kinds[] = {"rebels", "militia", "group", "gang", "named", "settlers"};
    return is_one_of(kind, kinds, sizeof kinds / sizeof *kinds);
}

static bool is_regular(dln_str kind) {
    static const char *const kinds[] = {"army", "police", "coalition", "peacekeepers"};
    return is_one_of(kind, kinds, sizeof kinds / sizeof *kinds);
}

// The name alone where the lexicon has it, else the whole phrase: "Saraya X", "unknown gunmen".
static dln_phrase phrase_of(const dln_reading *reading, const dln_term *term) {
    if (dln_term_is(term, DLN_WORD_ACTOR))
        return (dln_phrase){term->first, term->end};
    dln_phrase phrase = dln_phrase_before(reading, term->first);
    phrase.end = term->end;
    while (phrase.end < reading->count && dln_class_at(reading, phrase.end) == DLN_CLASS_NAME &&
           !dln_term_at(reading, phrase.end))
        phrase.end++;
    return phrase;
}

// A name, or a noun in the singular: what "it" may stand for.
static bool is_body(const dln_reading *reading, const dln_term *term) {
    dln_str last = reading->tokens[term->end - 1].folded;
    return dln_term_is(term, DLN_WORD_ACTOR) ||
           (!dln_str_ends_with(last, DLN_STR("s")) && !dln_str_ends_with(last, DLN_STR("men")));
}

void dln_cast_note(dln_cast *cast, const dln_reading *reading) {
    for (uint32_t i = 0; i < reading->term_count; i++) {
        const dln_term *term = &reading->terms[i];
        dln_str kind = kind_of(term);
        bool irregular = is_irregular(kind);
        if (!irregular && !is_regular(kind))
            continue;
        dln_phrase phrase = phrase_of(reading, term);
        cast->members[cast->count++ % DLN_CAST_MAX] = (dln_cast_member){
            .name = dln_phrase_text(reading, phrase),
            .at = dln_reading_span(reading, phrase.first, phrase.end),
            .said_in = reading->segments->sentences[reading->sentence].span,
            .sentence = reading->sentence,
            .named = dln_is_named(reading, phrase),
            .body = is_body(reading, term),
            .irregular = irregular,
        };
    }
}

// The i-th of the cast, the last first.
static const dln_cast_member *nth_last(const dln_cast *cast, uint32_t i) {
    return &cast->members[(cast->count - 1 - i) % DLN_CAST_MAX];
}

static const dln_lexeme *grammar_of(const dln_reading *reading, uint32_t at) {
    return dln_lexicon_match(reading->lexicon, &reading->tokens[at], 1,
                             dln_kind_bit(DLN_WORD_GRAMMAR));
}

static bool points_back(const dln_reading *reading, uint32_t at) {
    const dln_lexeme *word = grammar_of(reading, at);
    return word && dln_value_is(word->value, "refers", "back");
}

// What a reference asks of the member that it means.
typedef struct wanted {
    uint32_t before; // where it stands
    bool pronoun, it, irregular;
} wanted;

static const dln_cast_member *find(const dln_cast *cast, const dln_reading *reading, wanted what) {
    uint32_t kept = cast->count < DLN_CAST_MAX ? cast->count : DLN_CAST_MAX;
    uint32_t reach = what.pronoun ? PRONOUN_REACH : DESCRIPTION_REACH;
    for (uint32_t i = 0; i < kept; i++) {
        const dln_cast_member *member = nth_last(cast, i);
        if (reading->sentence - member->sentence > reach)
            break;
        bool fits = what.pronoun ? !what.it || member->body
                                 : member->named && member->irregular == what.irregular;
        if (member->at.end <= what.before && fits)
            return member;
    }
    return NULL;
}

const dln_cast_member *dln_cast_find(const dln_cast *cast, const dln_reading *reading,
                                     dln_phrase reference) {
    if (dln_phrase_is_empty(reference) || !points_back(reading, reference.first))
        return NULL;
    uint32_t before = reading->tokens[reference.first].span.begin;
    if (dln_class_at(reading, reference.first) == DLN_CLASS_PRONOUN)
        return find(
            cast, reading,
            (wanted){.before = before,
                     .pronoun = true,
                     .it = dln_str_equal(reading->tokens[reference.first].folded, DLN_STR("it"))});
    const dln_term *head = dln_phrase_term(reading, reference, dln_kind_bit(DLN_WORD_ACTOR_HEAD));
    dln_str kind = kind_of(head);
    if (dln_is_named(reading, reference) || (!is_irregular(kind) && !is_regular(kind)))
        return NULL;
    return find(cast, reading, (wanted){.before = before, .irregular = is_irregular(kind)});
}
