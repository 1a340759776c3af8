// Names made by rule: forms under which a place is found besides the names its sources give it.
#ifndef DLN_GAZETTEER_NAMES_H
#define DLN_GAZETTEER_NAMES_H

#include "dateline/gazetteer.h"

// Longest name that is kept, folded or not. GeoNames allows 400 bytes.
#define DLN_NAME_MAX_BYTES ((size_t)512)
#define DLN_NAME_MAX_WORDS ((size_t)24)

typedef struct dln_name_context {
    const char *country; // two letters, two NULs where none
    dln_str feature;     // GeoNames code
} dln_name_context;

// Calls `take` for each form of the folded name (see names.c for the rules); never for the name
// itself. Stops at the first failure of `take` and returns it.
typedef dln_status (*dln_take_name)(void *context, dln_str folded, dln_error *err);
dln_status dln_derive_names(const dln_name_context *place, dln_str folded, dln_take_name take,
                            void *context, dln_error *err);

// Whether the romanisation key means anything for names of this country.
bool dln_country_is_romanised(const char country[2]);
// The romanisation key of a folded name (see romanise.c); returns its length, 0 if the name is
// too short for one or not in Latin letters.
size_t dln_romanisation_key(dln_str folded, char *out, size_t capacity);

// A word that is an Arabic article before `next`: "al", "el", or "ar" before "raqqah".
bool dln_word_is_article(dln_str word, dln_str next);

#endif
