// A halo is the letter's outline, stroked. Stroking every letter of a map anew takes a seventh of
// its time, so halos are made a font of their own: Cairo calls back for the shape of a letter once
// and keeps its pixels, as it does with the letters themselves.
#include "map/halo.h"

#include <math.h>
#include <stdlib.h>

#define SAME_WIDTH 1e-6 // a width that was multiplied and divided by the size is not quite the same

struct halo {
    cairo_font_face_t *letters; // which owns the face of their halos
    double width;               // as a share of the size of the type
};

// Where a face of letters keeps that of its halos, and that one its struct halo.
static const cairo_user_data_key_t halos_of_letters, halo_of_face;

static cairo_status_t stroke_letter(cairo_scaled_font_t *font, unsigned long glyph, cairo_t *cr,
                                    cairo_text_extents_t *extents) {
    (void)extents; // Cairo looks at what is drawn
    const struct halo *halo =
        cairo_font_face_get_user_data(cairo_scaled_font_get_font_face(font), &halo_of_face);
    cairo_font_options_t *unhinted = cairo_font_options_create();
    cairo_font_options_set_hint_style(unhinted, CAIRO_HINT_STYLE_NONE);
    cairo_set_font_options(cr, unhinted);
    cairo_font_options_destroy(unhinted);
    cairo_set_font_face(cr, halo->letters);
    cairo_set_font_size(cr, 1); // of the face that is drawn: the matrix has the size
    cairo_glyph_t at = {glyph, 0, 0};
    cairo_glyph_path(cr, &at, 1);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_width(cr, halo->width);
    cairo_stroke(cr);
    return cairo_status(cr);
}

static void destroy_face(void *face) {
    cairo_font_face_destroy(face);
}

static cairo_font_face_t *new_face(cairo_font_face_t *letters, double width) {
    struct halo *halo = malloc(sizeof *halo);
    cairo_font_face_t *face = cairo_user_font_face_create();
    cairo_user_font_face_set_render_glyph_func(face, stroke_letter);
    if (halo)
        *halo = (struct halo){letters, width};
    if (!halo || cairo_font_face_set_user_data(face, &halo_of_face, halo, free)) {
        free(halo);
        cairo_font_face_destroy(face);
        return NULL;
    }
    if (cairo_font_face_set_user_data(letters, &halos_of_letters, face, destroy_face)) {
        cairo_font_face_destroy(face);
        return NULL;
    }
    return face;
}

static cairo_font_face_t *face_for(cairo_font_face_t *letters, double width) {
    cairo_font_face_t *face = cairo_font_face_get_user_data(letters, &halos_of_letters);
    const struct halo *halo = face ? cairo_font_face_get_user_data(face, &halo_of_face) : NULL;
    return halo && fabs(halo->width - width) < SAME_WIDTH ? face : new_face(letters, width);
}

static double pixels(int pango_units) {
    return (double)pango_units / PANGO_SCALE;
}

#define LETTERS_AT_ONCE 64

// The letters of a run whose origin is `x` (Pango's units) right of the line's.
static void show_run(cairo_t *cr, const PangoGlyphItem *run, int x) {
    cairo_glyph_t letters[LETTERS_AT_ONCE];
    int count = 0;
    for (int i = 0; i < run->glyphs->num_glyphs; i++) {
        const PangoGlyphInfo *info = &run->glyphs->glyphs[i];
        if (info->glyph != PANGO_GLYPH_EMPTY)
            letters[count++] = (cairo_glyph_t){info->glyph, pixels(x + info->geometry.x_offset),
                                               pixels(info->geometry.y_offset)};
        x += info->geometry.width;
        if (count == LETTERS_AT_ONCE || i + 1 == run->glyphs->num_glyphs) {
            cairo_show_glyphs(cr, letters, count);
            count = 0;
        }
    }
}

static bool set_face(cairo_t *cr, PangoFont *font, double width) {
    cairo_scaled_font_t *letters = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
    if (!letters)
        return false;
    cairo_matrix_t size;
    cairo_scaled_font_get_font_matrix(letters, &size);
    cairo_font_face_t *face =
        face_for(cairo_scaled_font_get_font_face(letters), width / hypot(size.xx, size.yx));
    if (!face)
        return false;
    cairo_set_font_face(cr, face);
    cairo_set_font_matrix(cr, &size);
    return true;
}

static bool has_outlines(PangoLayoutLine *line) {
    for (const GSList *l = line->runs; l; l = l->next) {
        const PangoGlyphItem *run = l->data;
        for (int i = 0; i < run->glyphs->num_glyphs; i++)
            if (run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
                return false;
    }
    return true;
}

bool dln_halo_show(cairo_t *cr, PangoLayoutLine *line, double width) {
    if (!has_outlines(line))
        return false;
    int x = 0;
    for (const GSList *l = line->runs; l; l = l->next) {
        PangoGlyphItem *run = l->data;
        if (set_face(cr, run->item->analysis.font, width))
            show_run(cr, run, x);
        x += pango_glyph_string_get_width(run->glyphs);
    }
    return true;
}
