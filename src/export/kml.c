#include "export/kml.h"

#include "base/palette.h"
#include "base/xml.h"

// What stands for the character at `*at`, which is stepped over, where LIBKML cannot write it:
// what XML cannot say, and what would end the CDATA section that LIBKML puts text into.
static const char *instead_of(dln_str text, size_t *at) {
    static const dln_str end_of_section = {"]]>", 3};
    if (dln_str_starts_with(dln_str_slice(text, *at, text.len), end_of_section)) {
        *at += end_of_section.len;
        return "]] >";
    }
    return dln_xml_next(text, at) ? NULL : "\xef\xbf\xbd";
}

dln_str dln_kml_text(dln_str text, dln_buffer *out) {
    dln_buffer_clear(out);
    size_t plain = 0;
    for (size_t at = 0; at < text.len;) {
        size_t begin = at;
        const char *instead = instead_of(text, &at);
        if (!instead)
            continue;
        dln_buffer_append(out, dln_str_slice(text, plain, begin));
        dln_buffer_append(out, dln_str_from(instead));
        plain = at;
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
