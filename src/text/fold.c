#include "text/fold.h"

#include <string.h>

#include "text/unicode.h"
#include "base/utf8.h"

// ASCII, the hot path: the folded byte, 0 to drop, ' ' for what separates words.
static const char ASCII[] = "                                " // controls
                            "       \0      \0 "               // ' and .
                            "0123456789      "
                            " abcdefghijklmnopqrstuvwxyz     "
                            "\0abcdefghijklmnopqrstuvwxyz     "; // `

// Where folded text goes. A space waits until a letter follows: none stand at the ends or in pairs.
typedef struct sink {
    char *out;
    size_t len, capacity;
    bool space_waits;
} sink;

static bool put(sink *to, const char *bytes, size_t length) {
    bool space = to->space_waits && to->len > 0;
    if (to->len + space + length > to->capacity)
        return false;
    if (space)
        to->out[to->len++] = ' ';
    to->space_waits = false;
    memcpy(to->out + to->len, bytes, length);
    to->len += length;
    return true;
}

// A folded form out of the pool may hold spaces of its own ("﷽").
static bool put_pooled(sink *to, const unsigned char *form) {
    const char *bytes = (const char *)form + 1;
    size_t begin = 0;
    for (size_t i = 0; i <= form[0]; i++) {
        if (i < form[0] && bytes[i] != ' ')
            continue;
        if (i > begin && !put(to, bytes + begin, i - begin))
            return false;
        to->space_waits |= i < form[0];
        begin = i + 1;
    }
    return true;
}

// Hangul syllables decompose by arithmetic (Unicode 15, section 3.12).
static bool put_hangul(sink *to, uint32_t syllable) {
    enum { FIRST = 0xAC00, LEAD = 0x1100, VOWEL = 0x1161, TAIL = 0x11A7, VOWELS = 21, TAILS = 28 };
    uint32_t index = syllable - FIRST;
    uint32_t tail = index % TAILS;
    char bytes[12];
    size_t length = dln_utf8_encode(LEAD + index / (VOWELS * TAILS), bytes);
    length += dln_utf8_encode(VOWEL + index / TAILS % VOWELS, bytes + length);
    length += tail ? dln_utf8_encode(TAIL + tail, bytes + length) : 0;
    return put(to, bytes, length);
}

static bool put_code_point(sink *to, uint32_t code_point, const char *bytes, size_t length) {
    dln_char entry = dln_char_of(code_point);
    switch (entry.fold) {
    case DLN_FOLD_SAME:
        return put(to, bytes, length);
    case DLN_FOLD_DROP:
        return true;
    case DLN_FOLD_SPACE:
        to->space_waits = true;
        return true;
    case DLN_FOLD_HANGUL:
        return put_hangul(to, code_point);
    default:
        return put_pooled(to, dln_fold_pool + entry.fold);
    }
}

bool dln_fold_into(dln_str text, char *out, size_t capacity, size_t *len) {
    sink to = {.out = out, .capacity = capacity};
    for (size_t at = 0; at < text.len;) {
        unsigned char byte = (unsigned char)text.data[at];
        if (byte < 0x80) {
            char folded = ASCII[byte];
            at++;
            if (folded == ' ')
                to.space_waits = true;
            else if (folded && !put(&to, &folded, 1))
                return false;
            continue;
        }
        size_t begin = at;
        uint32_t code_point = dln_utf8_next(text, &at);
        if (!put_code_point(&to, code_point, text.data + begin, at - begin))
            return false;
    }
    *len = to.len;
    return true;
}

// Most text shrinks when folded; a ligature may grow eleven-fold (U+FDFA), and then we ask again.
dln_str dln_fold(dln_arena *arena, dln_str text) {
    for (size_t capacity = text.len + 1;; capacity *= 4) {
        char *out = DLN_ARENA_ARRAY(arena, char, capacity);
        size_t len;
        if (!out)
            return DLN_STR_NONE;
        if (dln_fold_into(text, out, capacity - 1, &len)) {
            out[len] = '\0';
            return (dln_str){out, len};
        }
    }
}
