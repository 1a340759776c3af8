// The places that filters name: areas, centres, ends of ways.
#ifndef DLN_CLI_FILTER_PLACES_H
#define DLN_CLI_FILTER_PLACES_H

#include "dateline/dateline.h"

// The borders of a country or governorate, into filter->area; says when others have the name, too.
dln_status cli_find_area(const dln_gazetteer *gazetteer, const char *name, dln_arena *arena,
                         dln_filter *filter, dln_error *err) DLN_MUST_CHECK;
dln_status cli_find_center(const dln_gazetteer *gazetteer, const char *name, dln_lonlat *out,
                           dln_error *err) DLN_MUST_CHECK;
// A country or governorate by its borders, another place by its surroundings.
dln_status cli_find_way_end(const dln_gazetteer *gazetteer, const char *name, dln_arena *arena,
                            const dln_way_end **out, dln_error *err) DLN_MUST_CHECK;

#endif
