// What may have been meant by a name that the gazetteer does not know.
#ifndef DLN_CLI_SUGGESTION_H
#define DLN_CLI_SUGGESTION_H

#include "dateline/dateline.h"

// "; did you mean Deir ez-Zor, Deir Hafer?", or nothing where no name is like it.
void cli_append_suggestions(dln_buffer *out, const dln_geocode_match *matches, size_t count);
// DLN_NOT_FOUND: "--near: the gazetteer knows no 'Dier Ezor'; did you mean Deir ez-Zor? <else_do>".
dln_status cli_fail_unknown(const char *option, const char *name, const dln_geocode_match *matches,
                            size_t count, const char *else_do, dln_error *err);

#endif
