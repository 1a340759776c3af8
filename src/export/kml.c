#include "export/kml.h"

#include "base/palette.h"

// How many bytes at `at` LIBKML cannot write: XML 1.0 has no way to say most control characters,
// and LIBKML puts text into a CDATA section without breaking up what would end it.
static size_t unwritable_in_xml(dln_str text, size_t at) {
    unsigned char c = (unsigned char)text.data[at];
    if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
        return 1;
    return dln_str_starts_with(dln_str_slice(text, at, text.len), DLN_STR("]]>")) ? 3 : 0;
}

dln_str dln_kml_text(dln_str text, dln_buffer *out) {
    dln_buffer_clear(out);
    size_t plain = 0;
    for (size_t i = 0; i < text.len; i++) {
        size_t length = unwritable_in_xml(text, i);
        if (!length)
            continue;
        dln_buffer_append(out, dln_str_slice(text, plain, i));
        dln_buffer_append(out, length == 1 ? DLN_STR("\xef\xbf\xbd") : DLN_STR("]] >"));
        plain = i + length;
    }
    if (!plain)
        return text;
    dln_buffer_append(out, dln_str_slice(text, plain, text.len));
    return dln_buffer_str(out);
}

void dln_kml_append_title(dln_buffer *out, const dln_incident *incident) {
    const char *type = dln_type_name(incident->type);
    dln_buffer_append_char(out, (char)(type[0] - 'a' + 'A'));
    dln_buffer_append(out, dln_str_from(type + 1));
    if (incident->where.name.data) {
        dln_buffer_append(out, DLN_STR(" · "));
        dln_buffer_append(out, incident->where.name);
    }
}

void dln_kml_append_html(dln_buffer *out, dln_str text) {
    for (size_t i = 0; i < text.len; i++)
        switch (text.data[i]) {
        case '<':
            dln_buffer_append(out, DLN_STR("&lt;"));
            break;
        case '>':
            dln_buffer_append(out, DLN_STR("&gt;"));
            break;
        case '&':
            dln_buffer_append(out, DLN_STR("&amp;"));
            break;
        default:
            dln_buffer_append_char(out, text.data[i]);
        }
}

void dln_kml_append_style(dln_buffer *out, dln_incident_type type, bool is_line) {
    dln_buffer_printf(out, is_line ? "PEN(c:%sFF,w:3px)" : "SYMBOL(c:%sFF,s:1.0)",
                      dln_palette_of(type)->hex);
}
