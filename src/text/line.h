// Line ends: which of them separate, and which only wrap prose.
#ifndef DLN_TEXT_LINE_H
#define DLN_TEXT_LINE_H

#include "text/segment.h"

// A walk over the lines of a text, front to back. Lines between two blank lines form a block.
typedef struct dln_line_walk {
    dln_str text;
    size_t line_begin; // of the line that was reached; the walker sets it behind each line end
    size_t block_end;  // of the block that was measured
    size_t block_columns, block_lines;
} dln_line_walk;

dln_line_walk dln_line_walk_of(dln_str text);
// What the single line end at `line_end` is; the next line's first visible byte is at `next`.
// Asked front to back.
dln_break dln_line_break(dln_line_walk *walk, size_t line_end, size_t next);
// Whether a list item begins at `at`: "• ", "- ", "1. ", "(a) ".
bool dln_is_bullet(dln_str text, size_t at);

#endif
