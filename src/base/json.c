#include "base/json.h"

#include <math.h>

dln_json dln_json_to(dln_buffer *out) {
    return (dln_json){.out = out};
}

static void append_escaped(dln_buffer *out, dln_str s) {
    static const char hex[] = "0123456789abcdef";
    dln_buffer_append_char(out, '"');
    size_t plain = 0; // where the run begins that needs no escape
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
            continue;
        dln_buffer_append(out, dln_str_slice(s, plain, i));
        plain = i + 1;
        char escape[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
        const char *brief = c == '"'    ? "\\\""
                            : c == '\\' ? "\\\\"
                            : c == '\n' ? "\\n"
                            : c == '\t' ? "\\t"
                                        : NULL;
        dln_buffer_append(out, brief ? dln_str_from(brief) : (dln_str){escape, sizeof escape});
    }
    dln_buffer_append(out, dln_str_slice(s, plain, s.len));
    dln_buffer_append_char(out, '"');
}

// The comma before a value and the key in front of it.
static void begin_value(dln_json *json, const char *key) {
    if (json->has_member[json->depth])
        dln_buffer_append_char(json->out, ',');
    json->has_member[json->depth] = true;
    if (key) {
        append_escaped(json->out, dln_str_from(key));
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
    append_escaped(json->out, value);
}

void dln_json_int(dln_json *json, const char *key, int64_t value) {
    begin_value(json, key);
    dln_buffer_printf(json->out, "%lld", (long long)value);
}

// Not printf's %f, which writes the decimal comma of a program that called setlocale.
static void append_decimal(dln_buffer *out, double value, int decimals) {
    enum { MOST_DECIMALS = 9 };
    if (decimals > MOST_DECIMALS)
        decimals = MOST_DECIMALS;
    int64_t scale = 1;
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    int64_t scaled = llround(fabs(value) * (double)scale);
    int64_t whole = scaled / scale, part = scaled % scale;
    dln_buffer_printf(out, "%s%lld", value < 0 && scaled ? "-" : "", (long long)whole);
    if (!part)
        return;
    while (part % 10 == 0) {
        part /= 10;
        decimals--;
    }
    dln_buffer_printf(out, ".%0*lld", decimals, (long long)part);
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
