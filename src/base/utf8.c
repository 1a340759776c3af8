#include "base/utf8.h"

#include <string.h>

// The scalar value at `bytes`, and how many bytes it takes; 0 bytes when ill-formed (Unicode 15,
// table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF).
static uint32_t decode(const unsigned char *bytes, size_t left, size_t *taken) {
    uint32_t lead = bytes[0];
    *taken = 0;
    if (lead < 0x80) {
        *taken = 1;
        return lead;
    }
    if (lead < 0xC2 || lead > 0xF4)
        return DLN_REPLACEMENT;
    size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (left < length)
        return DLN_REPLACEMENT;
    uint32_t value = lead & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return DLN_REPLACEMENT;
        value = value << 6 | (bytes[i] & 0x3Fu);
    }
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (value < least[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return DLN_REPLACEMENT;
    *taken = length;
    return value;
}

static uint32_t decode_at(dln_str text, size_t at, size_t *taken) {
    return decode((const unsigned char *)text.data + at, text.len - at, taken);
}

uint32_t dln_utf8_next(dln_str text, size_t *at) {
    size_t taken;
    uint32_t value = decode_at(text, *at, &taken);
    *at += taken ? taken : 1;
    return value;
}

uint32_t dln_utf8_previous(dln_str text, size_t *at) {
    size_t end = *at;
    for (size_t length = 1; length <= 4 && length <= end; length++) {
        size_t taken;
        uint32_t value = decode_at(text, end - length, &taken);
        if (taken == length) {
            *at = end - length;
            return value;
        }
    }
    *at = end - 1;
    return DLN_REPLACEMENT;
}

size_t dln_utf8_encode(uint32_t code_point, char out[4]) {
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
        code_point = DLN_REPLACEMENT;
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    size_t length = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(lead[length] | code_point);
    return length;
}

// Eight bytes at a time while they are ASCII: most text is.
static size_t skip_ascii(dln_str text, size_t at) {
    uint64_t word;
    while (at + sizeof word <= text.len) {
        memcpy(&word, text.data + at, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
        at += sizeof word;
    }
    return at;
}

bool dln_utf8_is_valid(dln_str text) {
    size_t at = 0;
    while ((at = skip_ascii(text, at)) < text.len) {
        size_t taken;
        decode_at(text, at, &taken);
        if (!taken)
            return false;
        at += taken;
    }
    return true;
}

// What stands for the bytes at `at` in the copy; steps behind them.
typedef uint32_t (*substitute)(dln_str text, size_t *at);

static uint32_t repaired(dln_str text, size_t *at) {
    uint32_t value = dln_utf8_next(text, at);
    if (value == '\f' || value == '\v')
        return '\n';
    bool control = value < 0x20 && value != '\t' && value != '\n' && value != '\r';
    return control ? DLN_REPLACEMENT : value;
}

static uint32_t mended(dln_str text, size_t *at) {
    uint32_t value = dln_utf8_next(text, at);
    return value ? value : DLN_REPLACEMENT;
}

static dln_str copy_with(dln_arena *arena, dln_str text, substitute value_at) {
    char encoded[4];
    size_t len = 0;
    for (size_t at = 0; at < text.len;)
        len += dln_utf8_encode(value_at(text, &at), encoded);
    char *copy = DLN_ARENA_ARRAY(arena, char, len + 1);
    if (!copy)
        return DLN_STR_NONE;
    size_t end = 0;
    for (size_t at = 0; at < text.len;) {
        size_t length = dln_utf8_encode(value_at(text, &at), encoded);
        memcpy(copy + end, encoded, length);
        end += length;
    }
    return (dln_str){copy, len};
}

// Without a branch in the loop, so that it looks at many bytes at once.
static bool has_bad_control(dln_str text) {
    unsigned bad = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bad |= (c < 0x20) & (c != '\t') & (c != '\n') & (c != '\r');
    }
    return bad != 0;
}

dln_str dln_utf8_repair(dln_arena *arena, dln_str text) {
    bool good = text.data && dln_utf8_is_valid(text) && !has_bad_control(text); // nearly always
    return good ? dln_arena_copy(arena, text) : copy_with(arena, text, repaired);
}

bool dln_utf8_is_whole(dln_str text) {
    return !text.len || (!memchr(text.data, 0, text.len) && dln_utf8_is_valid(text));
}

dln_str dln_utf8_mend(dln_arena *arena, dln_str text) {
    return text.data && dln_utf8_is_whole(text) ? dln_arena_copy(arena, text)
                                                : copy_with(arena, text, mended);
}
