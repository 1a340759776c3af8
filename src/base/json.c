#include "base/json.h"

#include <math.h>

dln_json dln_json_to(dln_buffer *out) {
    return (dln_json){.out = out};
}

static bool needs_escape(unsigned char c) {
    return c < 0x20 || c == '"' || c == '\\' || c == 0x7f;
}

static void append_escape(dln_buffer *out, unsigned char c) {
    static const char hex[] = "0123456789abcdef";
    char escape[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
    const char *brief = c == '"'    ? "\\\""
                        : c == '\\' ? "\\\\"
                        : c == '\n' ? "\\n"
                        : c == '\t' ? "\\t"
                                    : NULL;
    dln_buffer_append(out, brief ? dln_str_from(brief) : (dln_str){escape, sizeof escape});
}

static void append_quoted(dln_buffer *out, dln_str s) {
    dln_buffer_append_char(out, '"');
    size_t plain = 0; // where the run begins that needs no escape
    for (size_t i = 0; i < s.len; i++) {
        if (!needs_escape((unsigned char)s.data[i]))
            continue;
        dln_buffer_append(out, dln_str_slice(s, plain, i));
        append_escape(out, (unsigned char)s.data[i]);
        plain = i + 1;
    }
    dln_buffer_append(out, dln_str_slice(s, plain, s.len));
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
    if (json->has_member[json->depth])
        dln_buffer_append_char(json->out, ',');
    json->has_member[json->depth] = true;
    if (key) {
        append_quoted(json->out, dln_str_from(key));
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
