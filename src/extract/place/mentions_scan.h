// What finding mentions keeps about one report: words with their kinds, proper-noun runs, persons.
#ifndef DLN_EXTRACT_PLACE_MENTIONS_SCAN_H
#define DLN_EXTRACT_PLACE_MENTIONS_SCAN_H

#include "extract/place/mentions.h"
#include "extract/place/mentions_match.h"

// A word of a person's name, as this report uses it.
typedef struct dln_person_word {
    dln_str word;   // folded; data NULL: a free slot
    uint32_t count; // persons seen with it
} dln_person_word;

typedef struct dln_scan {
    const dln_knowledge *knowledge;
    const dln_segments *segments;
    dln_arena *arena;
    dln_word_kinds *kinds;  // per token: kinds of the lexicon that this one word has
    bool *person;           // per token: part of a person's name
    uint32_t *lower;        // hashes of the words written in lower case, 0 a free slot
    size_t lower_slots;     // a power of two, at most half full
    dln_person_word *words; // open addressing, a power of two of them, at most half full
    size_t word_slots, word_count;
    bool *team; // per token: part of a team's name; NULL: nothing is told of games
} dln_scan;

// Names of the lexicon are looked up once for every token here.
dln_status dln_scan_init(dln_scan *scan, const dln_knowledge *knowledge,
                         const dln_segments *segments, dln_arena *arena,
                         dln_error *err) DLN_MUST_CHECK;

// Tokens [begin, end).
typedef struct dln_run {
    uint32_t begin, end;
} dln_run;

// The run of proper nouns that begins at `at` (which is proper): capitalised words, hyphens and
// full stops between them, and particles ("al", "de", "bin") followed by one.
dln_run dln_run_at(const dln_scan *scan, uint32_t at, uint32_t sentence_end);

// "In", "The", "A" at the beginning of a sentence: no part of the name that follows.
bool dln_scan_opens(const dln_scan *scan, uint32_t token);
// Whether the report has the same word in lower case, too: "Cars … the cars".
bool dln_scan_is_ordinary_here(const dln_scan *scan, uint32_t token);
// Whether it is a capital letter alone, as of "J. Smith" or "D-Charleston".
bool dln_scan_is_letter(const dln_scan *scan, uint32_t token);
// Whether the one word has a meaning of that kind.
bool dln_scan_is(const dln_scan *scan, uint32_t token, dln_word_kind kind);
// The meaning of one word that is known to have the kind; NULL if it has not.
const dln_lexeme *dln_scan_lexeme(const dln_scan *scan, uint32_t token, dln_word_kind kind);

// Marks persons: titles, first names, initials, what is said to speak or to be 51; remembers their
// words, so that a surname alone is known later. False: no memory.
bool dln_scan_people(dln_scan *scan);
// How many persons of this report have that word in their name.
uint32_t dln_scan_person_count(const dln_scan *scan, dln_str word);

#endif
