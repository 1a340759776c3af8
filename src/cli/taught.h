// The places that a database was taught, for the commands that read reports into it.
#ifndef DLN_CLI_TAUGHT_H
#define DLN_CLI_TAUGHT_H

#include "dateline/dateline.h"

// Teaches the gazetteer what the database was taught.
dln_status cli_teach_gazetteer(dln_store *store, dln_gazetteer *gazetteer,
                               dln_error *err) DLN_MUST_CHECK;

#endif
