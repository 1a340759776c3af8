#include "cases/case_file.h"

#include <string.h>
#include <strings.h>

static const char *const keys[] = {"case",  "dated", "text",  "place",
                                   "scene", "event", "never", "count"};

static case_key key_of(dln_str word) {
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (dln_str_equal(word, dln_str_from(keys[i])))
            return (case_key)i;
    return KEY_UNKNOWN;
}

bool case_next_line(dln_str *file, int *number, case_line *out) {
    while (file->data && file->len > 0) {
        dln_str line = dln_str_trim(dln_str_cut(file, '\n'));
        ++*number;
        if (line.len == 0 || line.data[0] == '#')
            continue;
        dln_str word = case_cut_word(&line);
        *out = (case_line){.key = key_of(word), .rest = line, .number = *number};
        return true;
    }
    return false;
}

dln_str case_cut_word(dln_str *rest) {
    size_t end = 0;
    while (end < rest->len && rest->data[end] != ' ' && rest->data[end] != '\t')
        end++;
    dln_str word = dln_str_slice(*rest, 0, end);
    *rest = dln_str_trim(dln_str_slice(*rest, end, rest->len));
    return word;
}

dln_str case_cut_phrase(dln_str *rest) {
    size_t end = 0;
    while (end < rest->len && rest->data[end] != '\t' &&
           !(rest->data[end] == ' ' && end + 1 < rest->len && rest->data[end + 1] == ' '))
        end++;
    dln_str phrase = dln_str_trim(dln_str_slice(*rest, 0, end));
    *rest = dln_str_trim(dln_str_slice(*rest, end, rest->len));
    return phrase;
}

bool case_contains(dln_str text, dln_str part) {
    for (size_t i = 0; i + part.len <= text.len; i++)
        if (strncasecmp(text.data + i, part.data, part.len) == 0)
            return true;
    return false;
}
