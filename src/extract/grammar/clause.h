// What the grammar sees in one sentence: words with their classes, phrases of the lexicon, parts.
//
//   sentence := part { boundary part }
//   part     := { noun-phrase | verb | preposition noun-phrase | adverb }
//   boundary := ";" | ":" | " - " | relative | conjunction | "and" before a subject of its own
//
// It is a shallow reading: one pass to name the words, one to cut the parts. Nothing looks further
// than DLN_REACH_TOKENS, so that the work is linear in the length of the sentence.
#ifndef DLN_EXTRACT_GRAMMAR_CLAUSE_H
#define DLN_EXTRACT_GRAMMAR_CLAUSE_H

#include "extract/place/mentions.h"
#include "text/date.h"
#include "text/segment.h"

// How far a phrase may stand from the word it belongs to. A participant more than 40 tokens away
// belongs to another verb; longer sentences are lists.
#define DLN_REACH_TOKENS 40
// Lexicon phrases of one sentence that are kept; a sentence has at most DLN_SENTENCE_MAX_TOKENS.
#define DLN_TERMS_MAX DLN_SENTENCE_MAX_TOKENS
#define DLN_PARTS_MAX 64
#define DLN_NO_TERM   UINT16_MAX
#define DLN_NO_TOKEN  UINT32_MAX

typedef enum dln_class {
    DLN_CLASS_NOUN = 0, // and every word that nothing better is known of
    DLN_CLASS_NAME,     // capitalised inside a sentence
    DLN_CLASS_NUMBER,
    DLN_CLASS_DETERMINER,
    DLN_CLASS_PRONOUN,
    DLN_CLASS_BE,
    DLN_CLASS_HAVE,
    DLN_CLASS_AUXILIARY,
    DLN_CLASS_RELATIVE,
    DLN_CLASS_CONJUNCTION,
    DLN_CLASS_AND,
    DLN_CLASS_PREPOSITION,
    DLN_CLASS_NEGATION,
    DLN_CLASS_ADVERB,
    DLN_CLASS_VERB,
    DLN_CLASS_SPEECH,
    DLN_CLASS_PUNCTUATION,
} dln_class;

// The role that a preposition gives to what follows it.
typedef enum dln_role {
    DLN_ROLE_NONE = 0,
    DLN_ROLE_PLACE,
    DLN_ROLE_NEAR,
    DLN_ROLE_TARGET,
    DLN_ROLE_ORIGIN,
    DLN_ROLE_VIA,
    DLN_ROLE_DESTINATION,
    DLN_ROLE_ACTOR,
    DLN_ROLE_OF,
    DLN_ROLE_WITH,
    DLN_ROLE_ABOUT,
    DLN_ROLE_HOME,
    DLN_ROLE_VICTIM,
    // roles that no preposition gives
    DLN_ROLE_OBJECT,     // behind a trigger verb
    DLN_ROLE_SUBJECT,    // before a verb
    DLN_ROLE_POSSESSIVE, // "Yemen's"
    DLN_ROLE_CHAIN,      // "Mosul, *Iraq*": says where the mention before it lies
    DLN_ROLE_BARRED,     // dateline, adjective ("Iran-backed"), speaker, part of an actor's name
} dln_role;

// A phrase of the lexicon found in the sentence, with all its meanings.
typedef struct dln_term {
    const dln_lexeme *meanings;
    uint32_t meaning_count;
    dln_word_kinds kinds;
    uint32_t first, end; // tokens of the sentence, half-open
} dln_term;

typedef struct dln_word {
    uint8_t class; // dln_class
    uint8_t role;  // dln_role that it gives, as a preposition
    bool link;     // "believed to be": what stands before it is what stands behind it
    uint16_t part;
    uint16_t term;     // index into terms or DLN_NO_TERM
    uint16_t modifier; // index into modifiers or DLN_NO_TERM: status and hedges
    uint32_t place;    // index into the found list or DLN_NO_MENTION
} dln_word;

typedef struct dln_part {
    uint32_t first, end;
    bool conditional; // begins with "if" or the like
    bool relative;    // begins with "who", "which", "that"
    bool breaks;      // begins behind ";", "while", "but": another event is likely
    bool meanwhile;   // begins with "when", "as", "where", "while", "during": at the same time
    bool speaks;      // its verb is "said", "told"
} dln_part;

// One sentence. Filled by dln_sentence_read, kept for the whole report and overwritten.
typedef struct dln_reading {
    const dln_lexicon *lexicon;
    const dln_segments *segments;
    const dln_found_list *found;
    const dln_date_mentions *dates;
    uint32_t sentence; // index
    bool heading, capitals;
    const dln_token *tokens; // the sentence's
    uint32_t count;
    uint32_t body;                     // first token behind a dateline
    uint32_t first_place, place_count; // its mentions, in the found list
    uint32_t first_date, date_count;   // its dates
    dln_word words[DLN_SENTENCE_MAX_TOKENS + 1];
    dln_term terms[DLN_TERMS_MAX], modifiers[DLN_TERMS_MAX];
    uint32_t term_count, modifier_count;
    dln_part parts[DLN_PARTS_MAX];
    uint32_t part_count;
} dln_reading;

// Words, phrases and their classes; trigger verbs still stand as nouns until dln_triggers_find has
// told verbs from nouns, and dln_sentence_split wants that done.
void dln_sentence_read(dln_reading *reading, uint32_t sentence);
void dln_sentence_split(dln_reading *reading);

// The meaning of that kind, or NULL.
const dln_lexeme *dln_term_meaning(const dln_term *term, dln_word_kind kind);
// The content term at a token, NULL if none.
const dln_term *dln_term_at(const dln_reading *reading, uint32_t token);
bool dln_term_is(const dln_term *term, dln_word_kind kind);
// Whether the value of `key` is `word`.
bool dln_value_is(dln_str value, const char *key, const char *word);
// Text of tokens [first, end).
dln_str dln_reading_text(const dln_reading *reading, uint32_t first, uint32_t end);
dln_span dln_reading_span(const dln_reading *reading, uint32_t first, uint32_t end);
// Whether an "and" stands in tokens [from, to): what is before it belongs to something else.
bool dln_and_between(const dln_reading *reading, uint32_t from, uint32_t to);
// "in response to", "a day after" (not "a day later"): behind this word another event is told.
bool dln_leads_to_another(const dln_reading *reading, uint32_t at);
// Whether "in retaliation for" or the like stands in tokens [from, to): what is behind it is why.
bool dln_motive_between(const dln_reading *reading, uint32_t from, uint32_t to);
// Whether "over", "in response to" or the like stands in tokens [from, to): what is behind it is
// another event than what is before it.
bool dln_background_between(const dln_reading *reading, uint32_t from, uint32_t to);
// Whether a token belongs to a date: "the October 26 attack" counts and names nothing.
bool dln_in_date(const dln_reading *reading, uint32_t at);
// The class of a token; behind the end of the sentence stands punctuation.
static inline dln_class dln_class_at(const dln_reading *reading, uint32_t at) {
    return at < reading->count ? (dln_class)reading->words[at].class : DLN_CLASS_PUNCTUATION;
}
// The text of a token equals `mark` (punctuation).
static inline bool dln_is_mark(const dln_token *token, char mark) {
    return token->kind == DLN_TOKEN_PUNCTUATION && token->mark == mark;
}

#endif
