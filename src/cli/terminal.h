// Text from reports on a terminal: how wide it is, and printed so that it steers nothing.
#ifndef DLN_CLI_TERMINAL_H
#define DLN_CLI_TERMINAL_H

#include <stdio.h>

#include "dateline/base.h"

// The columns that it takes: two for Chinese, Japanese, Korean and pictures, none for marks.
size_t cli_text_width(dln_str text);
// As much of it as fits into `width` columns, with the marks of the last letter.
dln_str cli_text_fit(dln_str text, size_t width);
// On one line: controls become blanks, those that turn the direction of text go, and what is no
// UTF-8 becomes U+FFFD.
void cli_text_print(FILE *out, dln_str text);

#endif
