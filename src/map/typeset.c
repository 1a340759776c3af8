#include "map/typeset.h"

#include <stdlib.h>
#include <string.h>

#include "base/str_hash.h"

// A size that was measured: labels are tried in many places, and most texts come again.
enum { MEASURED_TEXT_MAX = 80, MEASURED = 4096 };
struct measured {
    dln_font font;
    dln_text_size size;
    uint8_t len; // 0: free
    char text[MEASURED_TEXT_MAX];
};

struct dln_fonts {
    PangoFontMap *map;
    PangoContext *context;
    PangoLayout *layout;
    dln_font font; // that the layout is set to
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

static void set_font(dln_fonts *fonts, dln_font font) {
    PangoFontDescription *description = pango_font_description_new();
    pango_font_description_set_family_static(description, DLN_TYPE_FAMILY);
    pango_font_description_set_absolute_size(description, font.size * PANGO_SCALE);
    pango_font_description_set_weight(description,
                                      font.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(description,
                                     font.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_layout_set_font_description(fonts->layout, description);
    pango_font_description_free(description);
    PangoAttrList *attributes = pango_attr_list_new();
    if (font.spacing > 0)
        pango_attr_list_insert(attributes,
                               pango_attr_letter_spacing_new((int)(font.spacing * PANGO_SCALE)));
    pango_layout_set_attributes(fonts->layout, attributes);
    pango_attr_list_unref(attributes);
    fonts->font = font;
}

static bool same_font(const dln_font *a, const dln_font *b) {
    return a->size == b->size && a->bold == b->bold && a->italic == b->italic &&
           a->spacing == b->spacing;
}

PangoLayout *dln_fonts_layout(dln_fonts *fonts, dln_font font, dln_str text) {
    if (!same_font(&fonts->font, &font))
        set_font(fonts, font);
    pango_context_set_base_dir(fonts->context,
                               dln_text_is_rtl(text) ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    pango_layout_set_text(fonts->layout, text.data ? text.data : "", (int)text.len);
    return fonts->layout;
}

static dln_text_size measure_anew(dln_fonts *fonts, dln_font font, dln_str text) {
    PangoLayout *layout = dln_fonts_layout(fonts, font, text);
    PangoRectangle logical;
    pango_layout_get_extents(layout, NULL, &logical);
    double baseline = (double)pango_layout_get_baseline(layout) / PANGO_SCALE;
    double height = (double)logical.height / PANGO_SCALE;
    return (dln_text_size){(double)logical.width / PANGO_SCALE, baseline, height - baseline};
}

// Where a text of this font is kept, whether it is there yet or another text.
static struct measured *slot_of(dln_fonts *fonts, const dln_font *font, dln_str text) {
    uint32_t hash = dln_str_hash(DLN_HASH_START, text) ^ (uint32_t)(font->size * 64) ^
                    (uint32_t)font->bold << 8;
    return &fonts->measured[hash % MEASURED];
}

static dln_text_size measure(void *context, dln_font font, dln_str text) {
    dln_fonts *fonts = context;
    if (text.len == 0 || text.len > MEASURED_TEXT_MAX)
        return measure_anew(fonts, font, text);
    struct measured *slot = slot_of(fonts, &font, text);
    bool known = slot->len == text.len && same_font(&slot->font, &font) &&
                 memcmp(slot->text, text.data, text.len) == 0;
    if (!known) {
        slot->font = font;
        slot->size = measure_anew(fonts, font, text);
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
