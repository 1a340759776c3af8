#include "dateline/base.h"

#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

dln_str dln_str_from(const char *terminated) {
    return terminated ? (dln_str){terminated, strlen(terminated)} : DLN_STR_NONE;
}

bool dln_str_equal(dln_str a, dln_str b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

int dln_str_compare(dln_str a, dln_str b) {
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.data, b.data, shorter) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool dln_str_starts_with(dln_str s, dln_str prefix) {
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.data, prefix.data, prefix.len) == 0);
}

bool dln_str_ends_with(dln_str s, dln_str suffix) {
    return s.len >= suffix.len &&
           (suffix.len == 0 || memcmp(s.data + s.len - suffix.len, suffix.data, suffix.len) == 0);
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

dln_str dln_str_trim(dln_str s) {
    while (s.len && is_space(s.data[s.len - 1]))
        s.len--;
    while (s.len && is_space(*s.data)) {
        s.data++;
        s.len--;
    }
    return s;
}

dln_str dln_str_slice(dln_str s, size_t begin, size_t end) {
    if (end > s.len)
        end = s.len;
    if (begin > end)
        begin = end;
    return s.data ? (dln_str){s.data + begin, end - begin} : DLN_STR_NONE;
}

dln_str dln_str_of_span(dln_str text, dln_span span) {
    return dln_str_slice(text, span.begin, span.end);
}

dln_str dln_str_cut(dln_str *rest, char separator) {
    const char *at = rest->len ? memchr(rest->data, separator, rest->len) : NULL;
    if (!at) {
        dln_str all = *rest;
        *rest = DLN_STR_NONE;
        return all;
    }
    size_t len = (size_t)(at - rest->data);
    dln_str before = {rest->data, len};
    *rest = (dln_str){at + 1, rest->len - len - 1};
    return before;
}

// strtod follows the program's locale, reports must not: the digits are summed up by strtod in a
// copy whose '.' became the locale's own separator.
bool dln_str_to_double(dln_str s, double *out) {
    enum { LONGEST = 64 }; // more digits than a double can tell apart
    char copy[LONGEST];
    if (s.len == 0 || s.len >= sizeof copy)
        return false;
    char point = *localeconv()->decimal_point;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        bool allowed =
            (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
        if (!allowed)
            return false;
        copy[i] = c == '.' ? point : c;
    }
    copy[s.len] = '\0';
    char *end = NULL;
    double value = strtod(copy, &end);
    if (end != copy + s.len || !isfinite(value))
        return false;
    *out = value;
    return true;
}

bool dln_str_to_int(dln_str s, int64_t *out) {
    enum { LONGEST = 24 }; // sign and 19 digits fit
    char copy[LONGEST];
    if (s.len == 0 || s.len >= sizeof copy)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        bool sign = i == 0 && s.len > 1 && (s.data[0] == '-' || s.data[0] == '+');
        if (!sign && (s.data[i] < '0' || s.data[i] > '9'))
            return false;
    }
    memcpy(copy, s.data, s.len);
    copy[s.len] = '\0';
    errno = 0;
    long long value = strtoll(copy, NULL, 10);
    if (errno)
        return false;
    *out = value;
    return true;
}

size_t dln_codepoints_between(dln_str text, size_t begin, size_t end) {
    size_t count = 0;
    if (end > text.len)
        end = text.len;
    for (size_t i = begin; i < end; i++)
        count += ((unsigned char)text.data[i] & 0xC0u) != 0x80u; // not a continuation byte
    return count;
}
