#include "map/typeset.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str_hash.h"

// What one size of type has in common with all others. For every size that Pango meets it sorts all
// fonts of the system, in two threads of their own, and a map has sixty: so all type is set at one
// size and scaled, which changes nothing where nothing is hinted, and saves a sixth of a map's
// time.
struct face {
    bool bold, italic;
    double spacing; // as a share of the size
};

static struct face face_of(dln_font font) {
    return (struct face){font.bold, font.italic, font.spacing / font.size};
}

static bool same_face(struct face a, struct face b) {
    return a.bold == b.bold && a.italic == b.italic && a.spacing == b.spacing;
}

// A size that was measured: labels are tried in many places, and most words come again.
enum { MEASURED_TEXT_MAX = 80, MEASURED = 4096 };
struct measured {
    struct face face;
    dln_text_size size; // of type of one pixel
    uint8_t len;        // 0: free
    char text[MEASURED_TEXT_MAX];
};

struct dln_fonts {
    PangoFontMap *map;
    PangoContext *context;
    PangoLayout *layout;
    struct face face; // that the layout is set to
    bool face_set;
    struct measured measured[MEASURED];
};

// Everything that would make the picture depend on the machine is switched off: subpixel order,
// hinting and rounding of advances, the screen's resolution and the locale's language.
static void pin(dln_fonts *fonts) {
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(fonts->context, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(fonts->context, 96);
    pango_context_set_round_glyph_positions(fonts->context, FALSE);
    pango_context_set_language(fonts->context, pango_language_from_string("en"));
}

static bool has_a_font(dln_fonts *fonts) {
    PangoFontDescription *description = pango_font_description_from_string(DLN_TYPE_FAMILY " 10");
    PangoFont *font = pango_font_map_load_font(fonts->map, fonts->context, description);
    pango_font_description_free(description);
    if (font)
        g_object_unref(font);
    return font != NULL;
}

dln_status dln_fonts_new(dln_fonts **out, dln_error *err) {
    dln_fonts *fonts = calloc(1, sizeof *fonts);
    if (!fonts)
        return dln_fail_memory(err);
    fonts->map = pango_cairo_font_map_new();
    fonts->context = pango_font_map_create_context(fonts->map);
    pin(fonts);
    if (!has_a_font(fonts)) {
        dln_fonts_free(fonts);
        return dln_fail(err, DLN_UNSUPPORTED,
                        "there is no font to label a map with: install fonts-dejavu-core");
    }
    fonts->layout = pango_layout_new(fonts->context);
    pango_layout_set_single_paragraph_mode(fonts->layout, TRUE);
    pango_layout_set_auto_dir(fonts->layout, FALSE); // dln_text_is_rtl decides, as in an SVG
    *out = fonts;
    return DLN_OK;
}

void dln_fonts_free(dln_fonts *fonts) {
    if (!fonts)
        return;
    g_clear_object(&fonts->layout);
    g_clear_object(&fonts->context);
    g_clear_object(&fonts->map);
    free(fonts);
}

static void set_face(dln_fonts *fonts, struct face face) {
    PangoFontDescription *description = pango_font_description_new();
    pango_font_description_set_family_static(description, DLN_TYPE_FAMILY);
    pango_font_description_set_absolute_size(description, DLN_TYPE_SET_PX * PANGO_SCALE);
    pango_font_description_set_weight(description,
                                      face.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(description,
                                     face.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_layout_set_font_description(fonts->layout, description);
    pango_font_description_free(description);
    PangoAttrList *attributes = pango_attr_list_new();
    int spacing = (int)lround(face.spacing * DLN_TYPE_SET_PX * PANGO_SCALE);
    if (spacing > 0)
        pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(spacing));
    pango_layout_set_attributes(fonts->layout, attributes);
    pango_attr_list_unref(attributes);
    fonts->face = face;
    fonts->face_set = true;
}

static PangoLayout *layout_of(dln_fonts *fonts, struct face face, dln_str text) {
    if (!fonts->face_set || !same_face(fonts->face, face))
        set_face(fonts, face);
    pango_context_set_base_dir(fonts->context,
                               dln_text_is_rtl(text) ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    pango_layout_set_text(fonts->layout, text.data ? text.data : "", (int)text.len);
    return fonts->layout;
}

PangoLayout *dln_fonts_layout(dln_fonts *fonts, dln_font font, dln_str text) {
    return layout_of(fonts, face_of(font), text);
}

static dln_text_size measure_anew(dln_fonts *fonts, struct face face, dln_str text) {
    const double pixel = PANGO_SCALE * DLN_TYPE_SET_PX;
    PangoLayout *layout = layout_of(fonts, face, text);
    PangoRectangle logical;
    pango_layout_get_extents(layout, NULL, &logical);
    double baseline = pango_layout_get_baseline(layout) / pixel;
    return (dln_text_size){logical.width / pixel, baseline, logical.height / pixel - baseline};
}

// Where a text of this face is kept, whether it is there yet or another text.
static struct measured *slot_of(dln_fonts *fonts, struct face face, dln_str text) {
    uint32_t hash = dln_str_hash(DLN_HASH_START, text) ^ (uint32_t)(face.spacing * 4096) ^
                    (uint32_t)face.bold << 8 ^ (uint32_t)face.italic << 9;
    return &fonts->measured[hash % MEASURED];
}

static dln_text_size measure_once(dln_fonts *fonts, struct face face, dln_str text) {
    if (text.len == 0 || text.len > MEASURED_TEXT_MAX)
        return measure_anew(fonts, face, text);
    struct measured *slot = slot_of(fonts, face, text);
    bool known = slot->len == text.len && same_face(slot->face, face) &&
                 memcmp(slot->text, text.data, text.len) == 0;
    if (!known) {
        slot->face = face;
        slot->size = measure_anew(fonts, face, text);
        slot->len = (uint8_t)text.len;
        memcpy(slot->text, text.data, text.len);
    }
    return slot->size;
}

static bool is_ascii(dln_str text) {
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.data[i] >= 0x80)
            return false;
    return true;
}

// A text that is only ASCII is as wide as its words and the spaces between them, and names of
// places share most of their words: shaping a word once is a tenth of the work.
static dln_text_size measure_words(dln_fonts *fonts, struct face face, dln_str text) {
    dln_text_size space = measure_once(fonts, face, DLN_STR(" ")), all = space;
    all.width = -space.width;
    while (text.data) {
        dln_str word = dln_str_cut(&text, ' ');
        all.width += space.width + (word.len ? measure_once(fonts, face, word).width : 0);
    }
    return all;
}

static dln_text_size measure(void *context, dln_font font, dln_str text) {
    dln_fonts *fonts = context;
    struct face face = face_of(font);
    // Between spaced letters Pango shares the space out over the whole text.
    dln_text_size size = text.len && is_ascii(text) && !(face.spacing > 0)
                             ? measure_words(fonts, face, text)
                             : measure_once(fonts, face, text);
    return (dln_text_size){size.width * font.size, size.ascent * font.size,
                           size.descent * font.size};
}

// As much of a text as fits, without half a letter.
static void keep_example(dln_map_summary *summary, dln_str text) {
    size_t len = text.len < sizeof summary->missing_in ? text.len : sizeof summary->missing_in - 1;
    while (len < text.len && len && ((unsigned char)text.data[len] & 0xC0) == 0x80)
        len--;
    memcpy(summary->missing_in, text.data, len);
    summary->missing_in[len] = 0;
}

void dln_fonts_count_missing(dln_fonts *fonts, const dln_display_list *list,
                             dln_map_summary *summary) {
    for (size_t i = 0; i < list->count; i++) {
        const dln_item *item = &list->items[i];
        if (item->kind != DLN_ITEM_TEXT || is_ascii(item->text))
            continue;
        size_t missing = (size_t)pango_layout_get_unknown_glyphs_count(
            dln_fonts_layout(fonts, item->font, item->text));
        size_t cjk = dln_text_count_cjk(item->text);
        if (missing && !summary->missing_glyphs)
            keep_example(summary, item->text);
        summary->missing_glyphs += missing;
        summary->missing_cjk += cjk < missing ? cjk : missing;
    }
}

dln_typesetter dln_fonts_typesetter(dln_fonts *fonts) {
    return (dln_typesetter){fonts, measure};
}
