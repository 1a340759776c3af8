#include "extract/incident/cargo.h"

#include "extract/grammar/number.h"

// So many people on their way are a crowd.
enum { CROWD_MIN = 20 };
// "last Sunday's planned *withdrawal* from": a head is looked for among so many phrases of a list.
enum { PHRASES_MAX = 4 };

typedef struct head {
    dln_cargo cargo;
    bool amount;  // "tonnes", "a group": what it measures stands behind "of"
    bool crowded; // people who are news in crowds only
} head;

static dln_cargo cargo_of_actor_head(const dln_lexeme *lexeme, bool capital) {
    if (dln_value_is(lexeme->value, "kind", "named") && !capital)
        return DLN_CARGO_OTHER; // "a cold front"
    if (dln_value_is(lexeme->value, "kind", "people"))
        return DLN_CARGO_PEOPLE;
    if (dln_value_is(lexeme->value, "kind", "official"))
        return DLN_CARGO_OFFICIAL;
    return dln_value_is(lexeme->value, "kind", "aircraft") ? DLN_CARGO_ARMS : DLN_CARGO_FORCE;
}

static dln_cargo cargo_of_object(dln_str value, head *out) {
    if (dln_value_is(value, "class", "delegation"))
        return DLN_CARGO_OFFICIAL;
    if (dln_value_is(value, "class", "force"))
        return DLN_CARGO_FORCE;
    if (dln_value_is(value, "class", "arms"))
        return DLN_CARGO_ARMS;
    if (dln_value_is(value, "class", "goods"))
        return DLN_CARGO_GOODS;
    out->amount = out->amount || dln_value_is(value, "class", "amount");
    out->crowded = out->crowded || dln_value_is(value, "moves", "many");
    if (dln_value_is(value, "moves", "yes"))
        return DLN_CARGO_FLEEING;
    return dln_value_is(value, "class", "people") ? DLN_CARGO_PEOPLE : DLN_CARGO_OTHER;
}

static dln_cargo cargo_of_target(dln_str value) {
    if (dln_value_is(value, "class", "fighters"))
        return DLN_CARGO_FORCE;
    bool people =
        dln_value_is(value, "class", "civilian") || dln_value_is(value, "class", "official");
    return people ? DLN_CARGO_PEOPLE : DLN_CARGO_OTHER;
}

// "an aid convoy", "a shipment", "reinforcements": nouns that tell a movement move themselves.
static dln_cargo cargo_of_trigger(dln_str value) {
    if (!dln_value_is(value, "form", "noun") || !dln_value_is(value, "type", "movement"))
        return DLN_CARGO_OTHER;
    if (dln_value_is(value, "subtype", "convoy") || dln_value_is(value, "subtype", "shipment"))
        return DLN_CARGO_GOODS;
    return dln_value_is(value, "subtype", "deployment") ? DLN_CARGO_FORCE : DLN_CARGO_OTHER;
}

static dln_cargo cargo_of_meaning(const dln_lexeme *lexeme, bool capital, head *out) {
    switch (lexeme->kind) {
    case DLN_WORD_OBJECT:
        return cargo_of_object(lexeme->value, out);
    case DLN_WORD_ACTOR: // "Yazidis"
        out->crowded = out->crowded || dln_value_is(lexeme->value, "kind", "people");
        return dln_value_is(lexeme->value, "kind", "people") ? DLN_CARGO_PEOPLE : DLN_CARGO_FORCE;
    case DLN_WORD_ACTOR_HEAD:
        return cargo_of_actor_head(lexeme, capital);
    case DLN_WORD_TARGET:
        return cargo_of_target(lexeme->value);
    case DLN_WORD_WEAPON:
        return DLN_CARGO_ARMS;
    case DLN_WORD_CASUALTY: // "the bodies of": carried to hospital, mostly
        return dln_value_is(lexeme->value, "build", "noun") ? DLN_CARGO_PERSON : DLN_CARGO_OTHER;
    case DLN_WORD_TRIGGER:
        return cargo_of_trigger(lexeme->value);
    case DLN_WORD_DEMONYM:
        out->crowded = true;
        return DLN_CARGO_PEOPLE;
    default:
        return DLN_CARGO_OTHER;
    }
}

// Of several meanings the one that is most surely news: "leader" is one of the people and an
// official.
static head head_of_term(const dln_reading *reading, const dln_term *term) {
    head found = {.cargo = DLN_CARGO_OTHER};
    bool capital = reading->tokens[term->end - 1].letter_case != DLN_CASE_LOWER;
    for (uint32_t i = 0; i < term->meaning_count; i++) {
        dln_cargo cargo = cargo_of_meaning(&term->meanings[i], capital, &found);
        if (cargo > found.cargo)
            found.cargo = cargo;
    }
    return found;
}

static bool is_mark_or_genitive(const dln_reading *reading, uint32_t at) {
    const dln_token *token = &reading->tokens[at];
    return token->kind == DLN_TOKEN_PUNCTUATION ||
           (dln_str_equal(token->folded, DLN_STR("s")) && !token->space_before);
}

// "Emma *Stone*", "Robert *Gates*": a word with a meaning, but capitalised behind a name.
static bool is_surname(const dln_reading *reading, uint32_t at) {
    const dln_word_kinds things = dln_kind_bit(DLN_WORD_WEAPON) | dln_kind_bit(DLN_WORD_OBJECT);
    const dln_term *term = dln_term_at(reading, at);
    return term && !(term->kinds & ~things) && reading->tokens[at].letter_case == DLN_CASE_TITLE &&
           dln_class_at(reading, at - 1) == DLN_CLASS_NAME && !dln_term_at(reading, at - 1);
}

// "Monica *de* Greiff"
static bool is_particle(const dln_reading *reading, uint32_t at) {
    return dln_class_at(reading, at + 1) == DLN_CLASS_NAME &&
           dln_lexicon_match(reading->lexicon, &reading->tokens[at], 1,
                             dln_kind_bit(DLN_WORD_NAME_PARTICLE));
}

// "foreign minister *Sameh Shoukry*": how many names stand at the end of [first, end).
static uint32_t names_at_end(const dln_reading *reading, uint32_t first, uint32_t end) {
    uint32_t names = 0;
    while (end - names > first) {
        uint32_t at = end - names - 1;
        bool name = (dln_class_at(reading, at) == DLN_CLASS_NAME && !dln_term_at(reading, at) &&
                     reading->words[at].place == DLN_NO_MENTION) ||
                    (at > first && is_surname(reading, at));
        bool joined = names > 0 && (dln_joins_words(reading, at) || is_particle(reading, at));
        if (!name && !joined)
            break;
        names++;
    }
    return names;
}

static bool is_named_head(const dln_term *term) {
    const dln_lexeme *meaning = dln_term_meaning(term, DLN_WORD_ACTOR_HEAD);
    return meaning && dln_value_is(meaning->value, "kind", "named");
}

// "Wagner *men*", "a military *group*", "the dead *workers*": what stands before says more.
static head with_word_before(const dln_reading *reading, const dln_term *term, head found) {
    const dln_term *before = dln_term_at(reading, term->first - 1);
    const dln_lexeme *actor = dln_term_meaning(before, DLN_WORD_ACTOR);
    const dln_lexeme *army = dln_term_meaning(before, DLN_WORD_ACTOR_HEAD);
    const dln_lexeme *harm = dln_term_meaning(before, DLN_WORD_CASUALTY);
    bool people = found.cargo == DLN_CARGO_PEOPLE;
    if (people && actor && !dln_value_is(actor->value, "kind", "people"))
        found.cargo = DLN_CARGO_FORCE;
    else if (people && harm && dln_value_is(harm->value, "build", "state"))
        found.cargo = DLN_CARGO_FLEEING;
    else if (found.cargo == DLN_CARGO_OTHER && is_named_head(term) && army)
        found.cargo = cargo_of_actor_head(army, false);
    return found;
}

// The head of tokens [first, end), which have no "of" and no "and" inside.
static head head_of(const dln_reading *reading, uint32_t first, uint32_t end) {
    while (end > first && (is_mark_or_genitive(reading, end - 1) ||
                           (end > first + 1 && reading->tokens[end - 1].kind == DLN_TOKEN_NUMBER)))
        end--; // "a Boeing 747"
    uint32_t names = names_at_end(reading, first, end);
    uint32_t last = end - names;
    const dln_term *term = last > first ? dln_term_at(reading, last - 1) : NULL;
    if (names > 0) {
        head titled = term ? head_of_term(reading, term) : (head){.cargo = DLN_CARGO_OTHER};
        if (titled.cargo > DLN_CARGO_PEOPLE)
            return titled;                // "General Aoun", "the cargo ship Rhodos"
        bool first_name = last > first && // "Roman Petrov": no Roman
                          dln_lexicon_match(reading->lexicon, &reading->tokens[last - 1], 1,
                                            dln_kind_bit(DLN_WORD_FIRST_NAME));
        bool lower =
            last > first && !first_name && dln_class_at(reading, last - 1) == DLN_CLASS_NOUN;
        if (lower)
            return (head){.cargo = DLN_CARGO_OTHER};
        return (head){.cargo = names > 1 || first_name ? DLN_CARGO_PERSON : DLN_CARGO_NAME};
    }
    dln_class class = end > first ? dln_class_at(reading, end - 1) : DLN_CLASS_PUNCTUATION;
    if (!term) // "300 of its citizens", "some of the tanks"
        return (head){.cargo = DLN_CARGO_OTHER,
                      .amount = class == DLN_CLASS_NUMBER || class == DLN_CLASS_DETERMINER};
    if (term->kinds == dln_kind_bit(DLN_WORD_NUMBER)) // "thousands", "dozens of"
        return (head){.cargo = DLN_CARGO_PEOPLE, .amount = true, .crowded = true};
    head found = head_of_term(reading, term);
    return term->first > first ? with_word_before(reading, term, found) : found;
}

uint32_t dln_first_phrase_end(const dln_reading *reading, uint32_t at, uint32_t end) {
    while (at < end && reading->words[at].role != DLN_ROLE_OF &&
           dln_class_at(reading, at) != DLN_CLASS_AND)
        at++;
    return at;
}

dln_cargo dln_cargo_of(const dln_reading *reading, dln_phrase phrase) {
    head best = {.cargo = dln_phrase_is_empty(phrase) ? DLN_CARGO_UNSAID : DLN_CARGO_OTHER};
    uint32_t first = phrase.first;
    for (int i = 0; i < PHRASES_MAX && first < phrase.end; i++) {
        uint32_t end = dln_first_phrase_end(reading, first, phrase.end);
        head found = head_of(reading, first, end);
        if (found.cargo > best.cargo)
            best = found;
        bool over_of = end < phrase.end && reading->words[end].role == DLN_ROLE_OF;
        if (over_of && found.amount)
            best.cargo = DLN_CARGO_OTHER; // "thousands of fans" are fans
        else if (over_of)
            end = phrase.end; // "the price of oil" is a price
        first = end + 1;
    }
    dln_count count = dln_count_things(reading, phrase);
    if (best.cargo == DLN_CARGO_PEOPLE && best.crowded && count.said && count.high >= CROWD_MIN)
        return DLN_CARGO_FLEEING;
    return best.cargo;
}

bool dln_ends_in_place(const dln_reading *reading, uint32_t first, uint32_t end) {
    while (end > first && is_mark_or_genitive(reading, end - 1))
        end--;
    return end > first && reading->words[end - 1].place != DLN_NO_MENTION;
}

dln_cargo dln_cargo_of_term(const dln_reading *reading, const dln_term *term) {
    return head_of_term(reading, term).cargo;
}
