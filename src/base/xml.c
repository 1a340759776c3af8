#include "base/xml.h"

#include "base/utf8.h"

bool dln_xml_next(dln_str text, size_t *at) {
    size_t begin = *at;
    unsigned char first = (unsigned char)text.data[begin];
    if (first < 0x80) {
        (*at)++;
        return first >= 0x20 || first == '\t' || first == '\n' || first == '\r';
    }
    uint32_t code_point = dln_utf8_next(text, at);
    bool is_bad_byte = code_point == DLN_REPLACEMENT && *at == begin + 1;
    return !is_bad_byte && code_point != 0xFFFE && code_point != 0xFFFF;
}

// Tabs and line ends are numbers, so that attributes keep them, and carriage returns everything.
static const char *entity_of(char c) {
    switch (c) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '"':
        return "&quot;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    case '\r':
        return "&#13;";
    default:
        return NULL;
    }
}

void dln_xml_append(dln_buffer *out, dln_str text) {
    size_t plain = 0;
    for (size_t at = 0; at < text.len;) {
        size_t begin = at;
        const char *instead =
            dln_xml_next(text, &at) ? entity_of(text.data[begin]) : "\xef\xbf\xbd";
        if (!instead)
            continue;
        dln_buffer_append(out, dln_str_slice(text, plain, begin));
        dln_buffer_append(out, dln_str_from(instead));
        plain = at;
    }
    dln_buffer_append(out, dln_str_slice(text, plain, text.len));
}
