// A place that an analyst names: taught to the database, or one of the gazetteer.
#ifndef DLN_CLI_PLACING_H
#define DLN_CLI_PLACING_H

#include "cli/options.h"

// The options that say where something is, as they were typed. NAN, 0 and NULL: not given.
typedef struct cli_placing {
    const char *option; // that the name was given with, for messages
    const char *name, *admin1;
    double lat, lon, radius_km;
    char country[3];
} cli_placing;
void cli_placing_init(cli_placing *placing);
#define CLI_PLACING_OPTIONS(p)                                                                     \
    {"lat", "DEGREES", "latitude, south is negative", cli_parse_latitude, &(p).lat},               \
        {"lon", "DEGREES", "longitude, west is negative", cli_parse_longitude, &(p).lon},          \
        {"radius", "KM", "how far from there it may be", cli_parse_positive, &(p).radius_km},      \
        {"country", "CC", "the country, two letters", cli_parse_country, (p).country}, {           \
        "admin1", "NAME", "the governorate or province", cli_parse_name, &(p).admin1               \
    }

bool cli_placing_is_asked(const cli_placing *placing);
// Works out where that is and puts it into *where, which holds what is known so far: with a
// position that, else what `store` was taught of the name, else the gazetteer's most important
// place of it, which is said when there are others. Strings live in `arena`.
dln_status cli_placing_find(const cli_placing *placing, dln_store *store,
                            const dln_gazetteer *gazetteer, dln_arena *arena, dln_where *where,
                            dln_error *err) DLN_MUST_CHECK;
// The same of a stop of a way, typed as NAME, LON,LAT or NAME@LON,LAT; '' is no stop.
dln_status cli_stop_find(const char *option, const char *text, dln_store *store,
                         const dln_gazetteer *gazetteer, dln_arena *arena, dln_where *out,
                         dln_error *err) DLN_MUST_CHECK;

#endif
