#include "text/line.h"

#include <string.h>

#include "text/unicode.h"
#include "base/utf8.h"

// Nobody wraps prose wider than this: such a line is a paragraph.
#define WRAP_MAX_COLUMNS 120
// Nor narrower than this, if there are only a few lines to judge by.
#define WRAP_MIN_COLUMNS 50
#define FEW_LINES        3

dln_line_walk dln_line_walk_of(dln_str text) {
    return (dln_line_walk){.text = text};
}

// Columns of a line; of one that is too wide to be wrapped only that it is.
static size_t columns(dln_str text, size_t begin, size_t end) {
    if (end - begin > 4 * WRAP_MAX_COLUMNS)
        return WRAP_MAX_COLUMNS + 1;
    return dln_codepoints_between(text, begin, end);
}

static size_t find_line_end(dln_str text, size_t at) {
    const char *end = at < text.len ? memchr(text.data + at, '\n', text.len - at) : NULL;
    return end ? (size_t)(end - text.data) : text.len;
}

static void measure_block(dln_line_walk *walk) {
    walk->block_columns = walk->block_lines = 0;
    size_t at = walk->line_begin;
    while (at < walk->text.len) {
        size_t end = find_line_end(walk->text, at);
        if (dln_str_trim(dln_str_slice(walk->text, at, end)).len == 0)
            break;
        size_t width = columns(walk->text, at, end);
        walk->block_columns = width > walk->block_columns ? width : walk->block_columns;
        walk->block_lines++;
        at = end + 1;
    }
    walk->block_end = at;
}

// Columns of the first word of a line: what a wrapping writer would have had to fit.
static size_t first_word_columns(dln_str text, size_t at) {
    size_t count = 0;
    while (at < text.len && count <= WRAP_MAX_COLUMNS) {
        if (dln_char_of(dln_utf8_next(text, &at)).flags & DLN_CHAR_SPACE)
            break;
        count++;
    }
    return count;
}

static bool space_at(dln_str text, size_t at) {
    return at >= text.len || dln_char_of(dln_utf8_next(text, &at)).flags & DLN_CHAR_SPACE;
}

bool dln_is_bullet(dln_str text, size_t at) {
    size_t next = at;
    dln_char first = dln_char_of(dln_utf8_next(text, &next));
    if (first.mark == '*' || first.mark == '-')
        return space_at(text, next);
    if (first.mark == '(' && next < text.len)
        first = dln_char_of(dln_utf8_next(text, &next));
    if (first.flags & DLN_CHAR_DIGIT && next < text.len && text.data[next] >= '0' &&
        text.data[next] <= '9')
        next++;
    bool numbered = first.flags & DLN_CHAR_DIGIT && next < text.len &&
                    (text.data[next] == '.' || text.data[next] == ')');
    bool lettered = first.flags & DLN_CHAR_LETTER && next < text.len && text.data[next] == ')';
    return (numbered || lettered) && space_at(text, next + 1);
}

// A writer who wraps breaks a line only where the next word no longer fits.
static bool would_have_fitted(const dln_line_walk *walk, size_t line_end, size_t next) {
    size_t width = columns(walk->text, walk->line_begin, line_end);
    size_t wrap = walk->block_columns;
    if (walk->block_lines <= FEW_LINES && wrap < WRAP_MIN_COLUMNS)
        wrap = WRAP_MIN_COLUMNS;
    return width > WRAP_MAX_COLUMNS || width + 1 + first_word_columns(walk->text, next) <= wrap;
}

dln_break dln_line_break(dln_line_walk *walk, size_t line_end, size_t next) {
    if (walk->line_begin >= walk->block_end)
        measure_block(walk);
    if (next >= walk->text.len || dln_is_bullet(walk->text, next))
        return DLN_BREAK_LINE;
    size_t after = next;
    bool lower = dln_char_of(dln_utf8_next(walk->text, &after)).flags & DLN_CHAR_LOWER;
    bool open = line_end > 0 && walk->text.data[line_end - 1] == ',';
    return !lower && !open && would_have_fitted(walk, line_end, next) ? DLN_BREAK_LINE
                                                                      : DLN_BREAK_WRAP;
}
