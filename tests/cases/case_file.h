// Case files: one report a case, and what must and must never be found in it.
//
//   case   title before a surname          begins a case
//   dated  2022-03-14                      day of publication
//   text   On Saturday Gen. Paris said …   one line; a second text line is a new paragraph
//   place  Derhachi  50.11 36.12  within 2 km     a mention of these words, placed there
//   place  Derhachi                        a mention of these words
//   place  Wazir Manda  unplaced           found, and not placed
//   place  Georgia  in US                  placed in this country
//   place  Washington  metonym             marked as standing for a government
//   place  Shati  feature CMPRF            a place of this kind (beginning of the feature code)
//   scene  Raqqa  36.13 39.01  within 5 km    where an event at these words is: "20 km north of
//   Raqqa" scene  Jordan  rough 100 300           known to between so many kilometres never  place
//   Paris                     no mention has any part of these words, in either case never  mention
//   Paris                   no mention is just these words; longer or shorter may be event  strike
//   2022-03-12  at Derhachi  target school  killed 2  injured 3  status reported
//          actor army  weapon drone  from Iraq  to Golan  via Syria     (one line, any of them;
//          "none" for a place: not said)
//   never  event strike [at PLACE]         no incident of this type (there)
//   count  2                               so many incidents
//
// A name ends at two spaces or at a number. Lines that begin with # are remarks.
#ifndef DLN_TESTS_CASE_FILE_H
#define DLN_TESTS_CASE_FILE_H

#include "dateline/dateline.h"

typedef enum case_key {
    KEY_CASE,
    KEY_DATED,
    KEY_TEXT,
    KEY_PLACE,
    KEY_SCENE,
    KEY_EVENT,
    KEY_NEVER,
    KEY_COUNT,
    KEY_UNKNOWN,
} case_key;

// One line of a case file that says something; `rest` is what stands behind the key.
typedef struct case_line {
    case_key key;
    dln_str rest;
    int number;
} case_line;

// Cuts the next such line off `*file`; false at the end. `*number` counts the lines read.
bool case_next_line(dln_str *file, int *number, case_line *out);

// A phrase of an expectation up to two spaces, a tab or the end; then the rest is trimmed.
dln_str case_cut_phrase(dln_str *rest);
// A word up to white space.
dln_str case_cut_word(dln_str *rest);
// Contains, ignoring case in ASCII.
bool case_contains(dln_str text, dln_str part);

#endif
