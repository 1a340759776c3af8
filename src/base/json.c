#include "base/json.h"

#include <math.h>
#include <string.h>

dln_json dln_json_to(dln_buffer *out) {
    return (dln_json){.out = out};
}

static bool needs_escape(unsigned char c) {
    return c < 0x20 || c == '"' || c == '\\' || c == 0x7f;
}

#define EACH(byte) (~(uint64_t)0 / 255 * (byte))
// The high bit of each byte that is zero; of a byte above a zero one it may be wrong ("Bit
// Twiddling Hacks", S. E. Anderson: determine if a word has a zero byte).
static uint64_t zero_bytes(uint64_t word) {
    return (word - EACH(1)) & ~word & EACH(0x80);
}

// How many bytes at the begin of `s` need no escape: eight at a time while none of them does.
static size_t plain_run(dln_str s, size_t at) {
    size_t end = at;
    for (uint64_t word; end + sizeof word <= s.len; end += sizeof word) {
        memcpy(&word, s.data + end, sizeof word);
        uint64_t below_space = (word - EACH(0x20)) & ~word & EACH(0x80);
        if (below_space | zero_bytes(word ^ EACH('"')) | zero_bytes(word ^ EACH('\\')) |
            zero_bytes(word ^ EACH(0x7f)))
            break;
    }
    while (end < s.len && !needs_escape((unsigned char)s.data[end]))
        end++;
    return end - at;
}

static char *put_escape(char *out, unsigned char c) {
    static const char hex[] = "0123456789abcdef";
    char brief = c == '"' ? '"' : c == '\\' ? '\\' : c == '\n' ? 'n' : c == '\t' ? 't' : '\0';
    *out++ = '\\';
    if (brief) {
        *out++ = brief;
        return out;
    }
    memcpy(out, "u00", 3);
    out[3] = hex[c >> 4];
    out[4] = hex[c & 15];
    return out + 5;
}

static void append_quoted(dln_buffer *out, dln_str s) {
    dln_buffer_append_char(out, '"');
    for (size_t at = 0; at < s.len; at++) {
        enum { LONGEST_ESCAPE = 6 };
        size_t plain = plain_run(s, at);
        char *end = dln_buffer_room(out, plain + LONGEST_ESCAPE + 1);
        if (!end)
            return;
        memcpy(end, s.data + at, plain);
        at += plain;
        end += plain;
        if (at < s.len)
            end = put_escape(end, (unsigned char)s.data[at]);
        dln_buffer_take(out, end);
    }
    dln_buffer_append_char(out, '"');
}

// Not printf, which takes longer over the numbers of a mention than all the rest of its line.
static void append_int(dln_buffer *out, bool negative, uint64_t value, int least_digits) {
    char digits[20]; // of UINT64_MAX
    size_t at = sizeof digits;
    for (; value > 0 || least_digits > 0; least_digits--, value /= 10)
        digits[--at] = (char)('0' + value % 10);
    if (negative)
        dln_buffer_append_char(out, '-');
    dln_buffer_append(out, (dln_str){digits + at, sizeof digits - at});
}

// The comma before a value and the key in front of it.
static void begin_value(dln_json *json, const char *key) {
    dln_str name = dln_str_from(key);
    bool comma = json->has_member[json->depth];
    json->has_member[json->depth] = true;
    char *end = dln_buffer_room(json->out, name.len + sizeof ",\"\":");
    if (!end)
        return;
    if (comma)
        *end++ = ',';
    bool plain = key && plain_run(name, 0) == name.len;
    if (plain) {
        *end++ = '"';
        memcpy(end, name.data, name.len);
        end += name.len;
        *end++ = '"';
        *end++ = ':';
    }
    dln_buffer_take(json->out, end);
    if (key && !plain) {
        append_quoted(json->out, name);
        dln_buffer_append_char(json->out, ':');
    }
}

void dln_json_open(dln_json *json, const char *key, char bracket) {
    begin_value(json, key);
    dln_buffer_append_char(json->out, bracket);
    if (json->depth + 1 < DLN_JSON_MAX_DEPTH)
        json->depth++;
    else
        json->out->failed = true;
    json->has_member[json->depth] = false;
}

void dln_json_close(dln_json *json, char bracket) {
    if (json->depth)
        json->depth--;
    dln_buffer_append_char(json->out, bracket);
}

void dln_json_null(dln_json *json, const char *key) {
    begin_value(json, key);
    dln_buffer_append(json->out, DLN_STR("null"));
}

void dln_json_str(dln_json *json, const char *key, dln_str value) {
    if (!value.data) {
        dln_json_null(json, key);
        return;
    }
    begin_value(json, key);
    append_quoted(json->out, value);
}

void dln_json_int(dln_json *json, const char *key, int64_t value) {
    begin_value(json, key);
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value; // INT64_MIN has no negative
    append_int(json->out, value < 0, size, 1);
}

// Not printf's %f either, which writes the decimal comma of a program that called setlocale.
static void append_decimal(dln_buffer *out, double value, int decimals) {
    enum { MOST_DECIMALS = 9 };
    if (decimals > MOST_DECIMALS)
        decimals = MOST_DECIMALS;
    uint64_t scale = 1;
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    uint64_t scaled = (uint64_t)llround(fabs(value) * (double)scale);
    uint64_t whole = scaled / scale, part = scaled % scale;
    append_int(out, value < 0 && scaled, whole, 1);
    if (!part)
        return;
    while (part % 10 == 0) {
        part /= 10;
        decimals--;
    }
    dln_buffer_append_char(out, '.');
    append_int(out, false, part, decimals);
}

void dln_json_double(dln_json *json, const char *key, double value, int decimals) {
    // Beyond this a scaled value would not fit 64 bits; nothing dateline writes comes near.
    const double largest = 1e9;
    if (!isfinite(value) || fabs(value) > largest) {
        dln_json_null(json, key);
        return;
    }
    begin_value(json, key);
    append_decimal(json->out, value, decimals);
}

void dln_json_bool(dln_json *json, const char *key, bool value) {
    begin_value(json, key);
    dln_buffer_append(json->out, value ? DLN_STR("true") : DLN_STR("false"));
}

void dln_json_day(dln_json *json, const char *key, dln_day day) {
    char text[DLN_DAY_TEXT_SIZE];
    dln_json_str(json, key,
                 day == DLN_DAY_NONE ? DLN_STR_NONE : dln_str_from(dln_day_format(day, text)));
}
