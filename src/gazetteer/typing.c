#include "gazetteer/typing.h"

#include <string.h>

#include "gazetteer/names.h"
#include "base/utf8.h"

// Longer names are rarely typed and would cost seconds.
enum { LONGEST_NAME = 40 };
enum { LETTERS_FOR_ONE_ERROR = 4, LETTERS_FOR_TWO_ERRORS = 8 };
enum { MOST_ERRORS = 2 };
// A word of sixteen letters with two errors; at 0.2 to 0.4 µs each a tenth of a second.
enum { MOST_LOOKUPS = 400000 };

// Letters that may be missing or wrong: those of the script that a name is written in.
typedef struct letter_range {
    uint32_t first, last;
} letter_range;

static const letter_range scripts[] = {
    {'a', 'z'},       // Latin, folded
    {0x03B1, 0x03C9}, // Greek
    {0x0430, 0x045F}, // Cyrillic
    {0x05D0, 0x05EA}, // Hebrew
    {0x0621, 0x064A}, // Arabic
};

typedef struct spelling {
    uint32_t letters[LONGEST_NAME + MOST_ERRORS];
    size_t len;
} spelling;

typedef struct name_search {
    const dln_gazetteer *gazetteer;
    letter_range script;
    dln_take_candidates take;
    void *context;
    size_t lookups;
    bool stop;
} name_search;

static bool spell(dln_str folded, spelling *out) {
    out->len = 0;
    for (size_t at = 0; at < folded.len;) {
        if (out->len == LONGEST_NAME)
            return false;
        out->letters[out->len++] = dln_utf8_next(folded, &at);
    }
    return true;
}

static letter_range script_of(const spelling *s) {
    for (size_t i = 0; i < s->len; i++)
        for (size_t k = 0; k < sizeof scripts / sizeof *scripts; k++)
            if (s->letters[i] >= scripts[k].first && s->letters[i] <= scripts[k].last)
                return scripts[k];
    return (letter_range){1, 0}; // none: letters too many and swapped ones are found all the same
}

static size_t encode(const spelling *s, size_t len, char *out) {
    size_t bytes = 0;
    for (size_t i = 0; i < len; i++)
        bytes += dln_utf8_encode(s->letters[i], out + bytes);
    return bytes;
}

static void look_up(name_search *search, const spelling *s) {
    char bytes[sizeof s->letters];
    if (++search->lookups > MOST_LOOKUPS) {
        search->stop = true;
        return;
    }
    size_t count;
    dln_str folded = {bytes, encode(s, s->len, bytes)};
    const dln_candidate *found = dln_gazetteer_find_folded(search->gazetteer, folded, &count);
    if (count > 0)
        search->stop = !search->take(search->context, found, count);
}

// Whether some name begins with the words before letters[end], a space.
static bool words_begin_a_name(const name_search *search, const spelling *s, size_t end) {
    char bytes[sizeof s->letters];
    return dln_gazetteer_has_prefix(search->gazetteer, (dln_str){bytes, encode(s, end, bytes)});
}

static void edit_from(name_search *search, const spelling *s, size_t from, unsigned errors);

static void try_out(name_search *search, const spelling *s, size_t at, unsigned errors) {
    look_up(search, s);
    if (errors > 1)
        edit_from(search, s, at, errors - 1);
}

// Each letter of the script, and the space, in turn at letters[at].
static void try_letters(name_search *search, spelling *s, size_t at, size_t next, unsigned errors) {
    uint32_t before = s->letters[at];
    for (uint32_t c = search->script.first; c <= search->script.last && !search->stop; c++) {
        s->letters[at] = c;
        if (c != before)
            try_out(search, s, next, errors);
    }
    s->letters[at] = ' ';
    if (before != ' ' && !search->stop)
        try_out(search, s, next, errors);
}

// The four errors at one place. A later error never stands before an earlier one.
static void edit_at(name_search *search, const spelling *s, size_t at, unsigned errors) {
    spelling edited = *s;
    size_t behind = s->len - at;
    memmove(edited.letters + at + 1, s->letters + at, behind * sizeof *s->letters);
    edited.len = s->len + 1;
    edited.letters[at] = 0;
    try_letters(search, &edited, at, at + 1, errors); // one was missing
    if (behind == 0 || search->stop)
        return;
    edited = *s;
    try_letters(search, &edited, at, at + 1, errors); // a wrong one
    memmove(edited.letters + at, s->letters + at + 1, (behind - 1) * sizeof *s->letters);
    edited.len = s->len - 1;
    if (!search->stop)
        try_out(search, &edited, at, errors); // one too many
    if (behind == 1 || s->letters[at] == s->letters[at + 1] || search->stop)
        return;
    edited = *s;
    edited.letters[at] = s->letters[at + 1];
    edited.letters[at + 1] = s->letters[at];
    try_out(search, &edited, at + 2, errors); // two swapped
}

static void edit_from(name_search *search, const spelling *s, size_t from, unsigned errors) {
    for (size_t at = from; at <= s->len && !search->stop; at++) {
        edit_at(search, s, at, errors);
        // Errors behind a space leave the words before it as they are.
        if (at < s->len && s->letters[at] == ' ' && !words_begin_a_name(search, s, at))
            return;
    }
}

unsigned dln_typing_errors_allowed(dln_str folded) {
    size_t letters = 0;
    for (size_t at = 0; at < folded.len;)
        letters += dln_utf8_next(folded, &at) != ' ';
    return letters < LETTERS_FOR_ONE_ERROR ? 0 : letters < LETTERS_FOR_TWO_ERRORS ? 1 : MOST_ERRORS;
}

void dln_typing_search(const dln_gazetteer *gazetteer, dln_str folded, unsigned errors,
                       dln_take_candidates take, void *context) {
    spelling typed;
    name_search search = {.gazetteer = gazetteer, .take = take, .context = context};
    if (errors == 0 || !spell(folded, &typed))
        return;
    search.script = script_of(&typed);
    edit_from(&search, &typed, 0, errors < MOST_ERRORS ? errors : MOST_ERRORS);
}
