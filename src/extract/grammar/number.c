#include "extract/grammar/number.h"

// "at least", "no fewer than": longest wording before a number, in words.
enum { BOUND_WORDS_MAX = 3 };
// Between a number and the people it counts: "five unarmed young Palestinian men".
enum { ADJECTIVES_MAX = 5 };
// More dead than that in one incident is a misread year or a country's population.
#define COUNT_MAX 1000000.0

dln_count dln_count_exactly(int32_t n) {
    return (dln_count){true, n, n};
}

// "68-year-old", "nine year-old": no count.
static bool is_age(const dln_reading *reading, uint32_t at) {
    at += at < reading->count && dln_is_mark(&reading->tokens[at], '-');
    if (at >= reading->count)
        return false;
    const dln_lexeme *word =
        dln_lexicon_match(reading->lexicon, &reading->tokens[at], reading->count - at,
                          dln_kind_bit(DLN_WORD_CASUALTY));
    return word && dln_value_is(word->value, "build", "age");
}

// "B-1", "F-16": a number that a hyphen ties to a capital.
static bool is_behind_hyphen(const dln_reading *reading, uint32_t at) {
    return at > 1 && dln_is_mark(&reading->tokens[at - 1], '-') &&
           !reading->tokens[at].space_before && !reading->tokens[at - 1].space_before &&
           reading->tokens[at - 2].letter_case != DLN_CASE_LOWER &&
           reading->tokens[at - 2].kind == DLN_TOKEN_WORD;
}

// "Tower 22", "at Camp 4": a figure inside the name of a place, or behind a name with nothing
// behind it that it could count.
static bool is_of_a_name(const dln_reading *reading, uint32_t at) {
    if (at == 0 || reading->tokens[at].kind != DLN_TOKEN_NUMBER)
        return false;
    const dln_word *word = &reading->words[at], *before = &reading->words[at - 1];
    if (word->place != DLN_NO_MENTION && word->place == before->place)
        return true;
    dln_class behind = dln_class_at(reading, at + 1);
    return is_behind_hyphen(reading, at) ||
           (before->class == DLN_CLASS_NAME && before->place == DLN_NO_MENTION &&
            !dln_in_date(reading, at - 1) && behind != DLN_CLASS_NOUN && behind != DLN_CLASS_NAME &&
            behind != DLN_CLASS_VERB);
}

static bool plain_number(const dln_reading *reading, uint32_t at, dln_count *out, uint32_t *end) {
    if (at >= reading->count || dln_in_date(reading, at) || is_of_a_name(reading, at))
        return false;
    const dln_token *token = &reading->tokens[at];
    const dln_term *term = dln_term_at(reading, at);
    const dln_lexeme *word = dln_term_meaning(term, DLN_WORD_NUMBER);
    if (word && term->first == at && !is_age(reading, term->end)) {
        *out = (dln_count){true, word->number, word->number_high};
        *end = term->end;
        return true;
    }
    if (token->kind != DLN_TOKEN_NUMBER || token->number < 0 || token->number > COUNT_MAX)
        return false;
    char last = token->span.end > token->span.begin
                    ? reading->segments->text.data[token->span.end - 1]
                    : '0';
    if (last < '0' || last > '9' || is_age(reading, at + 1))
        return false; // "26th", "107mm"
    *out = dln_count_exactly((int32_t)token->number);
    *end = at + 1;
    return true;
}

static int32_t capped_product(int32_t a, int32_t b) {
    int64_t product = (int64_t)a * b;
    return product > (int64_t)COUNT_MAX ? (int32_t)COUNT_MAX : (int32_t)product;
}

// "two hundred", "3 dozen", "twenty-five": words that multiply or add.
static void compound(const dln_reading *reading, dln_count *number, uint32_t *end) {
    for (int i = 0; i < 2; i++) {
        uint32_t at = *end, next;
        bool hyphen = at < reading->count && dln_is_mark(&reading->tokens[at], '-');
        dln_count more;
        if (!plain_number(reading, at + hyphen, &more, &next) ||
            reading->tokens[at + hyphen].kind == DLN_TOKEN_NUMBER)
            return;
        bool scale = more.low == more.high && more.low >= 12 && number->low < more.low &&
                     (more.low == 12 || more.low % 100 == 0);
        if (scale) {
            number->low = capped_product(number->low, more.low);
            number->high = capped_product(number->high, more.low);
        } else if (number->low >= 20 && more.low < number->low && more.low < 100) {
            number->low += more.low;
            number->high += more.high;
        } else {
            return;
        }
        *end = next;
    }
}

static bool is_between(const dln_reading *reading, uint32_t at) {
    return at > 0 && dln_str_equal(reading->tokens[at - 1].folded, DLN_STR("between"));
}

// "3 to 5", "between 3 and 5", "3-5"; `first` is where the number begins.
static void range(const dln_reading *reading, uint32_t first, dln_count *number, uint32_t *end) {
    uint32_t at = *end, next;
    if (at >= reading->count)
        return;
    const dln_token *token = &reading->tokens[at];
    bool joins = dln_is_mark(token, '-') || dln_str_equal(token->folded, DLN_STR("to")) ||
                 dln_str_equal(token->folded, DLN_STR("or")) ||
                 (reading->words[at].class == DLN_CLASS_AND && is_between(reading, first));
    dln_count more;
    if (joins && plain_number(reading, at + 1, &more, &next) && more.high > number->low) {
        number->high = more.high;
        *end = next;
    }
}

typedef enum bound { BOUND_NONE, BOUND_LOW, BOUND_HIGH } bound;

// "at least", "up to" right before the number.
static bound bound_before(const dln_reading *reading, uint32_t at) {
    // the longest first: "no fewer than" is the opposite of "fewer than"
    for (uint32_t words = at < BOUND_WORDS_MAX ? at : BOUND_WORDS_MAX; words > 0; words--) {
        const dln_token *tokens = &reading->tokens[at - words];
        const dln_lexeme *found =
            dln_lexicon_match(reading->lexicon, tokens, words, dln_kind_bit(DLN_WORD_GRAMMAR));
        if (!found || found->words != words)
            continue;
        size_t meanings;
        const dln_lexeme *all = dln_lexicon_find(reading->lexicon, found->phrase, &meanings);
        for (size_t i = 0; i < meanings; i++) {
            if (dln_value_is(all[i].value, "number", "low"))
                return BOUND_LOW;
            if (dln_value_is(all[i].value, "number", "high"))
                return BOUND_HIGH;
        }
    }
    return BOUND_NONE;
}

dln_count dln_number_at(const dln_reading *reading, uint32_t token, uint32_t *end) {
    dln_count number;
    if (!plain_number(reading, token, &number, end))
        return (dln_count){0};
    compound(reading, &number, end);
    range(reading, token, &number, end);
    switch (bound_before(reading, token)) {
    case BOUND_LOW:
        number.high = DLN_COUNT_OPEN;
        break;
    case BOUND_HIGH:
        number.high = number.low;
        number.low = 1;
        break;
    case BOUND_NONE:
        break;
    }
    return number;
}

dln_count dln_count_sum(dln_count a, dln_count b) {
    if (!a.said)
        return b;
    if (!b.said)
        return a;
    bool open = a.high == DLN_COUNT_OPEN || b.high == DLN_COUNT_OPEN;
    int64_t low = (int64_t)a.low + b.low;
    int64_t high = (int64_t)a.high + b.high;
    return (dln_count){true, low > (int64_t)COUNT_MAX ? (int32_t)COUNT_MAX : (int32_t)low,
                       open || high > (int64_t)COUNT_MAX ? DLN_COUNT_OPEN : (int32_t)high};
}

#define PEOPLE                                                                                     \
    (dln_kind_bit(DLN_WORD_TARGET) | dln_kind_bit(DLN_WORD_ACTOR_HEAD) |                           \
     dln_kind_bit(DLN_WORD_OBJECT) | dln_kind_bit(DLN_WORD_DEMONYM))

// "drones", "a gunboat" do things as an actor does; nobody counts their dead.
static bool is_craft(const dln_lexeme *lexeme) {
    return lexeme->kind == DLN_WORD_ACTOR_HEAD && dln_value_is(lexeme->value, "kind", "aircraft");
}

static bool is_person(const dln_term *term) {
    for (uint32_t i = 0; term && i < term->meaning_count; i++) {
        const dln_lexeme *lexeme = &term->meanings[i];
        if (lexeme->kind == DLN_WORD_DEMONYM ||
            (lexeme->kind == DLN_WORD_ACTOR_HEAD && !is_craft(lexeme)))
            return true;
        if ((lexeme->kind == DLN_WORD_TARGET || lexeme->kind == DLN_WORD_OBJECT) &&
            (dln_value_is(lexeme->value, "class", "civilian") ||
             dln_value_is(lexeme->value, "class", "official") ||
             dln_value_is(lexeme->value, "class", "fighters") ||
             dln_value_is(lexeme->value, "class", "people")))
            return true;
    }
    return false;
}

static bool is_thing(const dln_term *term) {
    for (uint32_t i = 0; term && i < term->meaning_count; i++) {
        const dln_lexeme *lexeme = &term->meanings[i];
        if ((lexeme->kind == DLN_WORD_TARGET &&
             (dln_value_is(lexeme->value, "class", "civil") ||
              dln_value_is(lexeme->value, "class", "area") ||
              dln_value_is(lexeme->value, "class", "military"))) ||
            lexeme->kind == DLN_WORD_WEAPON || is_craft(lexeme))
            return true;
    }
    return false;
}

// English plurals of people: "-s", and the irregular ones, whose last letters tell them.
static bool is_plural(dln_str folded) {
    return dln_str_ends_with(folded, DLN_STR("s")) || dln_str_ends_with(folded, DLN_STR("men")) ||
           dln_str_ends_with(folded, DLN_STR("people")) ||
           dln_str_ends_with(folded, DLN_STR("children")) ||
           dln_str_equal(folded, DLN_STR("police")) ||
           dln_str_ends_with(folded, DLN_STR("personnel"));
}

// "including two children": counted already.
static bool is_part_word(const dln_term *term) {
    const dln_lexeme *harm = dln_term_meaning(term, DLN_WORD_CASUALTY);
    return harm && dln_value_is(harm->value, "build", "part");
}

// Whether a number counts people: the noun behind it is no thing and no measure.
static bool counts_people(const dln_reading *reading, uint32_t behind, uint32_t end) {
    for (uint32_t i = behind, seen = 0; i < end && seen < ADJECTIVES_MAX; i++, seen++) {
        const dln_term *term = dln_term_at(reading, i);
        if (is_person(term) && term->end > i)
            return true;
        // "three cattle thieves" are no cattle
        bool compound = term && is_person(dln_term_at(reading, term->end));
        if (is_thing(term) && !compound)
            return false;
    }
    return true; // "killed five"
}

dln_count dln_count_numbers(const dln_reading *reading, dln_phrase phrase, bool people) {
    dln_count total = {0};
    for (uint32_t i = phrase.first; i < phrase.end;) {
        uint32_t end = i + 1;
        if (is_part_word(dln_term_at(reading, i)))
            break;
        dln_count number = dln_number_at(reading, i, &end);
        if (number.said && (!people || counts_people(reading, end, phrase.end))) {
            total = dln_count_sum(total, number);
            bool part = end < phrase.end && reading->words[end].role == DLN_ROLE_OF;
            if (!people || part) // "one of the five"
                return total;
        }
        i = end > i ? end : i + 1;
    }
    return total;
}

bool dln_says_one(const dln_reading *reading, uint32_t at) {
    const dln_lexeme *word = dln_lexicon_match(reading->lexicon, &reading->tokens[at], 1,
                                               dln_kind_bit(DLN_WORD_GRAMMAR));
    return word && dln_value_is(word->value, "number", "one");
}

// The last noun before "of": what a phrase is about. DLN_NO_TOKEN if it has none.
static uint32_t head_of(const dln_reading *reading, dln_phrase phrase) {
    uint32_t head = DLN_NO_TOKEN;
    for (uint32_t i = phrase.first; i < phrase.end; i++) {
        dln_class class = (dln_class)reading->words[i].class;
        if (reading->words[i].role == DLN_ROLE_OF)
            break;
        if ((class == DLN_CLASS_NOUN || class == DLN_CLASS_NAME) &&
            reading->tokens[i].folded.len > 1)
            head = i;
    }
    return head;
}

// "a policeman", "the mayor", "Fouad Shukr" are one; "civilians" are several, and nobody says how
// many; things are none.
static dln_count count_one(const dln_reading *reading, dln_phrase phrase) {
    uint32_t head = head_of(reading, phrase);
    if (head == DLN_NO_TOKEN && phrase.end == phrase.first + 1 &&
        dln_says_one(reading, phrase.first))
        return dln_count_exactly(1); // "wounded another"
    if (head == DLN_NO_TOKEN || reading->words[head].place != DLN_NO_MENTION)
        return (dln_count){0};
    const dln_term *term = dln_term_at(reading, head);
    bool article = reading->words[phrase.first].class == DLN_CLASS_DETERMINER;
    bool name = reading->words[head].class == DLN_CLASS_NAME && !term;
    if (is_thing(term) && !is_person(term))
        return (dln_count){0};
    if (!name && (is_plural(reading->tokens[head].folded) || (!article && !is_person(term))))
        return (dln_count){0};
    return dln_count_exactly(1);
}

static dln_phrase until_part_word(const dln_reading *reading, dln_phrase phrase) {
    for (uint32_t i = phrase.first; i < phrase.end; i++)
        if (is_part_word(dln_term_at(reading, i)))
            phrase.end = i;
    return phrase;
}

// Each member of "a teacher and five relatives" on its own.
dln_count dln_count_people(const dln_reading *reading, dln_phrase phrase) {
    dln_phrase_list members = {0};
    dln_phrase_list_add(reading, until_part_word(reading, phrase), &members);
    dln_count total = {0};
    for (uint32_t i = 0; i < members.count; i++) {
        dln_count numbers = dln_count_numbers(reading, members.items[i], true);
        total = dln_count_sum(total, numbers.said ? numbers : count_one(reading, members.items[i]));
    }
    return total;
}

dln_count dln_count_things(const dln_reading *reading, dln_phrase phrase) {
    return dln_count_numbers(reading, phrase, false);
}
