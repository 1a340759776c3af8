// The lexicon: phrases of one or more words, each with one or more kinds and values.
//
// Filling it is public (dateline/lexicon.h), reading it internal. A phrase may have several
// meanings; a file added later replaces what earlier ones said of the same kind and phrase, so that
// an analyst's own file can correct a value.
#ifndef DLN_TEXT_LEXICON_H
#define DLN_TEXT_LEXICON_H

#include "dateline/lexicon.h"

struct dln_token;

// Every kind a lexicon line may have. The words that stand in the files are in lexicon.c's table
// and in gazetteer/README.md; add both when adding one.
typedef enum dln_word_kind {
    // time
    DLN_WORD_MONTH,   // value 1-12
    DLN_WORD_WEEKDAY, // value 0-6, Monday first
    DLN_WORD_NUMBER,  // value: the number, or "low-high" ("dozens" 24-99, "several" 3-9)
    DLN_WORD_TIME,    // words of relative dates; value says what (see date.h's rules)
    // reading
    DLN_WORD_ABBREVIATION,   // its full stop ends no sentence; value: "always", "number", "either"
    DLN_WORD_SENTENCE_START, // begins a sentence when capitalised: "The", "However"
    // mentions
    DLN_WORD_TITLE, // before a person: "Gen.", "Sheikh", "spokesman"
    DLN_WORD_FIRST_NAME,
    DLN_WORD_NOT_PLACE,     // looks like a place and is none; value: "always", "sentence-start" or
                            // "alone"
    DLN_WORD_PLACE_TYPE,    // "city", "governorate", "airbase"; value: feature=…;
                            // side=before|after|both
    DLN_WORD_DIRECTION,     // "north", "eastern"; value: bearing in degrees, or "centre"
    DLN_WORD_DEMONYM,       // "Syrian"; value: ISO code of the country
    DLN_WORD_ORGANISATION,  // head of an organisation's name: "University", "Police", "FC"
    DLN_WORD_SPEECH,        // "said", "told", "warned": what governments and persons do
    DLN_WORD_SURNAME,       // "Kennedy": common ones that are names of places, too
    DLN_WORD_LENGTH_UNIT,   // "km", "miles"; value: metres
    DLN_WORD_CLITIC,        // Arabic and Hebrew prefixes; value: what the word begins with without
    DLN_WORD_ENDING,        // Slavic endings of cases; value: those of the nominative, by '/'
    DLN_WORD_NAME_PARTICLE, // lower-case words inside names: "al", "de", "bin"
    DLN_WORD_SPORT,         // "beat", "win over", "quarterback": what teams do; value: team=…
    // incidents
    DLN_WORD_TRIGGER,    // value: type=…; subtype=…; and how it is built
    DLN_WORD_WEAPON,     // value: subtype it implies
    DLN_WORD_ACTOR,      // named armed groups, armies, services; value: kind=…; country=…
    DLN_WORD_ACTOR_HEAD, // nouns that make an actor: "militia", "gunmen", "brigade"
    DLN_WORD_TARGET,     // nouns that make a target: "convoy", "outpost", "civilians"
    DLN_WORD_OBJECT,     // what movements move: "weapons", "troops", "aid"
    DLN_WORD_CASUALTY,   // "killed", "wounded", "dead"; value: fatal|injured and how it is built
    DLN_WORD_STATUS,     // "claimed", "threatened", "denied"; value: the status
    DLN_WORD_HEDGE,      // "if", "could", "anniversary": what follows is no incident, or not yet
    DLN_WORD_ROUTE,      // "from", "via", "to", "through": roles of places
    DLN_WORD_GRAMMAR, // "the", "was", "which", "not": words that build sentences; value: class=…
    DLN_WORD_TOPIC, // "goalkeeper", "investors": what a report is about that is no violence;
                      // value:
                      // about=…
    DLN_WORD_KINDS,   // how many
} dln_word_kind;

typedef uint32_t dln_word_kinds; // bit 1 << dln_word_kind

// One meaning of a phrase. Borrowed from the lexicon.
typedef struct dln_lexeme {
    dln_word_kind kind;
    dln_str phrase;              // folded, its words separated by one space
    dln_str value;               // as in the file
    int32_t number, number_high; // parsed value of MONTH, WEEKDAY, NUMBER; TIME: see time_word.h
    uint32_t words;              // words of the phrase; for tokens see dln_lexeme_tokens
    uint32_t file;               // which dln_lexicon_add it came with, counted from 1
} dln_lexeme;

// A phrase longer than this is an error in the file that has it.
#define DLN_LEXICON_MAX_WORDS 16

// The longest phrase of the kinds asked for that begins at tokens[0]; NULL if none. Hyphens,
// slashes and full stops inside words ("Al-Nujaba", "Lt. Gen.") are no hindrance; a phrase never
// reaches over the end of a sentence. Of several meanings of one phrase the first of the kinds
// asked for.
const dln_lexeme *dln_lexicon_match(const dln_lexicon *lexicon, const struct dln_token *tokens,
                                    size_t count, dln_word_kinds kinds);
// How many of the tokens a match found there covers: its words and the hyphens between them.
size_t dln_lexeme_tokens(const dln_lexeme *lexeme, const struct dln_token *tokens, size_t count);
// All meanings of exactly this folded phrase; NULL and *count 0 if none.
const dln_lexeme *dln_lexicon_find(const dln_lexicon *lexicon, dln_str folded, size_t *count);
// What the lexicon finds a word by; segmentation puts it into each token.
uint32_t dln_word_hash(dln_str folded);
// As the files write it: "actor-head".
const char *dln_word_kind_name(dln_word_kind kind);
// The value of `key` in "key=word; key=word", or DLN_STR_NONE.
dln_str dln_value_get(dln_str value, const char *key);

static inline dln_word_kinds dln_kind_bit(dln_word_kind kind) {
    return (dln_word_kinds)1 << kind;
}

#endif
