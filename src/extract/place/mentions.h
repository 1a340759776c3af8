// Place mentions inside a report: found first, then placed by looking at the whole report.
//
// What dln_extract needs and dln_mention cannot carry: tokens, sentence, qualifiers.
#ifndef DLN_EXTRACT_PLACE_MENTIONS_H
#define DLN_EXTRACT_PLACE_MENTIONS_H

#include "dateline/extract.h"
#include "text/segment.h"

// What stands beside a name and says which part of it, or how near, is meant.
typedef enum dln_qualifier {
    DLN_QUALIFIER_NONE = 0,
    DLN_QUALIFIER_PART,   // "northeast Syria", "southern Lebanon": bearing_deg is set
    DLN_QUALIFIER_CENTRE, // "central Tripoli", "downtown Pineville"
    DLN_QUALIFIER_NEAR,   // "near Kharkiv", "outside Baghdad", "the outskirts of Aleppo"
    DLN_QUALIFIER_AROUND, // "rural Idlib", "the Hama countryside": the division around the town
} dln_qualifier;

#define DLN_NO_MENTION   UINT32_MAX
#define DLN_MENTION_NEXT (UINT32_MAX - 1) // while finding: the name that comes next, if it is one

// One place mention. Borrowed parts point into the arena, the lexicon or the gazetteer.
typedef struct dln_found {
    dln_span span;                     // the name, with the type word that belongs to it
    uint32_t first_token, token_count; // the tokens of that span
    uint32_t sentence;                 // index into dln_segments.sentences
    dln_str key;                       // the folded name without its type word
    const dln_candidate *candidates;   // places of that name, most important first
    size_t candidate_count;            // 0: a name the gazetteer does not have
    const dln_lexeme *type;            // "Governorate", "camp" beside the name, or NULL
    dln_qualifier qualifier;
    double bearing_deg;        // of QUALIFIER_PART
    uint32_t qualifier_token;  // first token of "near", "eastern"; first_token when none
    uint32_t qualifier_begin;  // its first byte
    uint32_t container;        // the mention beside it that says where it lies: "Bangor, *Maine*"
    bool in_organisation;      // "Tehran Police Department": names a body, not a scene
    bool speaks;               // "Washington said": a government or team
    bool addressed;            // "talks with Tehran": a government as well
    double place_odds;         // log-odds that it is a place at all
    dln_place_index place;     // chosen by resolving, or DLN_NO_PLACE
    dln_where where;           // the place itself, not moved by the qualifier
    bool is_border;            // "the Syrian-Turkish border": no place of the gazetteer
    dln_place_index bounds[2]; // then its countries; the second DLN_NO_PLACE: not told
    bool described;            // "the Somali capital": a place without its name, no mention
    bool related;              // "20 km north of X", "the X-Y border": `scene` is worked out
    dln_where scene;           // where an event there is, when `related`
    double confidence;         // 0..1
} dln_found;

typedef struct dln_found_list {
    dln_found *items; // in order of the text, not overlapping
    size_t count;
} dln_found_list;

// Finds and places all mentions of a report. `segments` must be the report's.
dln_status dln_find_places(const dln_knowledge *knowledge, const dln_report *report,
                           const dln_segments *segments, dln_arena *arena, dln_found_list *out,
                           dln_error *err) DLN_MUST_CHECK;

// Where an event at this mention is: the place, moved and roughened by the qualifier, with it in
// the name ("eastern Deir ez-Zor"). `text` is the report's.
dln_where dln_found_where(const dln_found *found, dln_str text, dln_arena *arena);

// The words of a text on one line: line ends and rows of blanks become one blank.
dln_str dln_on_one_line(dln_str text, dln_span span, dln_arena *arena);

// "north of" and "Hit" in one. What the name says itself is not said twice: "near the city of" and
// "Kuwait City" are "near Kuwait City".
dln_str dln_join_name(dln_str words, dln_str name, dln_arena *arena);

// The public form of a list. `text` is the report's.
dln_status dln_mentions_from_found(const dln_found_list *found, dln_str text, dln_arena *arena,
                                   dln_mentions *out, dln_error *err) DLN_MUST_CHECK;

#endif
