// What places are called in the language of a map, as the gazetteer knows it.
#ifndef DLN_CLI_LOCAL_NAMES_H
#define DLN_CLI_LOCAL_NAMES_H

#include "dateline/gazetteer.h"

typedef struct cli_local_names {
    dln_gazetteer *gazetteer; // NULL: nothing is known
    dln_str language;         // "ar"
} cli_local_names;

// For dln_map_namer; `context` is a cli_local_names.
dln_str cli_local_name(void *context, dln_str name, dln_lonlat at);

#endif
