// Values of single cells, checked: what own tables and GeoNames dumps have in common.
#ifndef DLN_GAZETTEER_CELLS_H
#define DLN_GAZETTEER_CELLS_H

#include "gazetteer/builder.h"

// All readers return DLN_BAD_INPUT with a reason that names the value.
bool dln_is_number(dln_str s);
// A number from 0 to 1e12; 0 for an empty cell. `what` is the column, for the message.
dln_status dln_read_amount(dln_str s, const char *what, double *out, dln_error *err) DLN_MUST_CHECK;
// An ISO code, or two NULs for an empty cell.
dln_status dln_read_country(dln_str s, char out[2], dln_error *err) DLN_MUST_CHECK;
// The cells that every table of places has, into `place`.
typedef struct dln_fact_cells {
    dln_str lat, lon, country, population;
} dln_fact_cells;
dln_status dln_read_facts(const dln_fact_cells *cells, dln_new_place *place,
                          dln_error *err) DLN_MUST_CHECK;
// Whether a place has an id, a name of bearable length and a class.
dln_status dln_check_identity(const dln_new_place *place, dln_error *err) DLN_MUST_CHECK;
// The complaint about an id that was there before.
dln_status dln_fail_known(dln_str id, dln_error *err) DLN_MUST_CHECK;

// Adds a name if the cell has one; DLN_BAD_INPUT when it is too long. `language` none: not said.
dln_status dln_add_name(dln_builder *builder, dln_place_index place, dln_str name,
                        dln_name_kind kind, dln_str language, dln_error *err) DLN_MUST_CHECK;
// Adds the names of a list. Those separated by '|' may carry a mark: "ar:…", "abbr:…". A name that
// is too long gives DLN_BAD_INPUT after all others have been added.
dln_status dln_add_names(dln_builder *builder, dln_place_index place, dln_str names, char separator,
                         dln_error *err) DLN_MUST_CHECK;

#endif
