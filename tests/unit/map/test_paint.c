#include "map_tests.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "map/paint.h"

static dln_arena *arena;
static dln_fonts *fonts;
static dln_display_list list;

static int set_up(void **state) {
    (void)state;
    if (dln_arena_new(&arena, NULL) != DLN_OK || dln_fonts_new(&fonts, NULL) != DLN_OK)
        return 1;
    dln_typesetter typesetter = dln_fonts_typesetter(fonts);
    dln_list_init(&list, arena, 200, 100);
    dln_list_rect(&list, "paper", (dln_rect){0, 0, 200, 100}, (dln_color){255, 255, 255, 255},
                  (dln_stroke){0});
    dln_list_clip(&list, (dln_rect){10, 10, 190, 90});
    dln_list_add(&list, (dln_item){.kind = DLN_ITEM_DISC,
                                   .role = "rough",
                                   .at = {60, 50},
                                   .radius = 20,
                                   .fill = {200, 60, 30, 120}});
    dln_list_unclip(&list);
    const char *texts[] = {"<Deir & \"Zor\">", "البوكمال"};
    for (int i = 0; i < 2; i++)
        dln_text_add(&list, &typesetter, "place-label", dln_str_from(texts[i]),
                     (dln_px){100, 40 + 30.0 * i}, (dln_font){.size = 12, .bold = true},
                     (dln_color){0, 0, 0, 255}, (dln_color){255, 255, 255, 255});
    return list.failed;
}

static int tear_down(void **state) {
    (void)state;
    dln_fonts_free(fonts);
    dln_arena_free(arena);
    return 0;
}

static const dln_paint_options options = {.dpi = 300, .title = {"A & B", 5}};

static uint32_t big_endian(const char *bytes) {
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static const char *find(const dln_buffer *in, const char *what) {
    size_t len = strlen(what);
    for (size_t i = 0; i + len <= in->len; i++)
        if (memcmp(in->data + i, what, len) == 0)
            return in->data + i;
    return NULL;
}

static void a_png_has_its_pixels_and_its_resolution(void **state) {
    (void)state;
    dln_buffer png = {0};
    assert_int_equal(dln_paint_png(&list, fonts, &options, &png, NULL), DLN_OK);
    assert_memory_equal(png.data, "\x89PNG\r\n\x1a\n", 8);
    assert_int_equal(big_endian(png.data + 16), 200);
    assert_int_equal(big_endian(png.data + 20), 100);
    const char *resolution = find(&png, "pHYs");
    assert_non_null(resolution);
    assert_int_equal(big_endian(resolution + 4), 11811); // 300 / 0.0254
    dln_buffer_free(&png);
}

static void an_svg_keeps_its_text_and_escapes_it(void **state) {
    (void)state;
    dln_buffer svg = {0};
    assert_int_equal(dln_paint_svg(&list, &options, &svg, NULL), DLN_OK);
    assert_non_null(find(&svg, ">&lt;Deir &amp; &quot;Zor&quot;&gt;</text>"));
    assert_non_null(find(&svg, "<title>A &amp; B</title>"));
    assert_non_null(find(&svg, "direction=\"rtl\" text-anchor=\"end\""));
    assert_non_null(find(&svg, ">البوكمال</text>"));
    assert_non_null(find(&svg, "width=\"48.00pt\"")); // 200 px at 300 dpi
    dln_buffer_free(&svg);
}

static void a_pdf_embeds_its_font_and_has_its_size(void **state) {
    (void)state;
    dln_buffer pdf = {0};
    assert_int_equal(dln_paint_pdf(&list, fonts, &options, &pdf, NULL), DLN_OK);
    assert_memory_equal(pdf.data, "%PDF-", 5);
    assert_non_null(find(&pdf, "DejaVu"));
    assert_non_null(find(&pdf, "FontFile"));
    assert_non_null(find(&pdf, "/MediaBox [ 0 0 48 24 ]"));
    dln_buffer_free(&pdf);
}

typedef dln_status (*painter)(const dln_display_list *, dln_fonts *, const dln_paint_options *,
                              dln_buffer *, dln_error *);

static void the_same_list_gives_the_same_bytes(void **state) {
    (void)state;
    const painter painters[] = {dln_paint_png, dln_paint_pdf};
    for (int i = 0; i < 2; i++) {
        dln_buffer a = {0}, b = {0};
        assert_int_equal(painters[i](&list, fonts, &options, &a, NULL), DLN_OK);
        assert_int_equal(painters[i](&list, fonts, &options, &b, NULL), DLN_OK);
        assert_int_equal(a.len, b.len);
        assert_memory_equal(a.data, b.data, a.len);
        dln_buffer_free(&a);
        dln_buffer_free(&b);
    }
}

// How many pixels of a picture of one word, black with a red halo, are red and how many black.
static void count_inks(const char *word, size_t *red, size_t *black) {
    const char *file = "halo.png";
    dln_typesetter typesetter = dln_fonts_typesetter(fonts);
    dln_display_list one;
    dln_list_init(&one, arena, 200, 60);
    dln_list_rect(&one, "paper", (dln_rect){0, 0, 200, 60}, (dln_color){255, 255, 255, 255},
                  (dln_stroke){0});
    dln_text_add(&one, &typesetter, "place-label", dln_str_from(word), (dln_px){10, 40},
                 (dln_font){.size = 30, .bold = true}, (dln_color){0, 0, 0, 255},
                 (dln_color){255, 0, 0, 255});
    dln_buffer png = {0};
    assert_int_equal(dln_paint_png(&one, fonts, &options, &png, NULL), DLN_OK);
    FILE *out = fopen(file, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(png.data, 1, png.len, out), png.len);
    assert_int_equal(fclose(out), 0);
    cairo_surface_t *image = cairo_image_surface_create_from_png(file);
    const unsigned char *rows = cairo_image_surface_get_data(image);
    *red = *black = 0;
    for (int y = 0; y < 60; y++) {
        for (int x = 0; x < 200; x++) {
            uint32_t pixel;
            memcpy(&pixel, rows + y * cairo_image_surface_get_stride(image) + 4 * x, sizeof pixel);
            *red += (pixel & 0xFFFFFF) == 0xFF0000;
            *black += (pixel & 0xFFFFFF) == 0;
        }
    }
    cairo_surface_destroy(image);
    remove(file);
    dln_buffer_free(&png);
}

static void a_halo_stands_round_every_letter(void **state) {
    (void)state;
    const char *words[] = {"Raqqa", "رقة", "Í¸"}; // the last is a letter of no font: its box
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t red, black, red_again, black_again;
        count_inks(words[i], &red, &black);
        assert_true(red > 50 && black > 20);
        count_inks(words[i], &red_again, &black_again); // out of what is kept
        assert_int_equal(red, red_again);
        assert_int_equal(black, black_again);
    }
    size_t one_red, two_red, black;
    count_inks("H", &one_red, &black);
    count_inks("H H", &two_red, &black);
    assert_int_equal(two_red, 2 * one_red);
}

static double width_of(dln_font font, const char *text) {
    dln_typesetter typesetter = dln_fonts_typesetter(fonts);
    return dln_text_measure(&typesetter, font, dln_str_from(text)).width;
}

// What is measured word by word is drawn whole.
static void a_text_is_measured_as_wide_as_it_is_drawn(void **state) {
    (void)state;
    const char *texts[] = {"To A Town AV",  "Tal Afar, 44 km W of Yayladagi", " a  b ", "L'Aquila",
                           "Wau (Way) Ty.", "Đakovo, Łódź and Kyïv",          "",       "رقة AV"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (int face = 0; face < 8; face++) {
            dln_font font = {.size = 11,
                             .bold = face & 1,
                             .italic = (face & 2) != 0,
                             .spacing = face & 4 ? 2.5 : 0};
            PangoRectangle logical;
            PangoLayout *layout = dln_fonts_layout(fonts, font, dln_str_from(texts[i]));
            pango_layout_get_extents(layout, NULL, &logical);
            double drawn = dln_font_scale(font) * logical.width / PANGO_SCALE;
            assert_true(fabs(width_of(font, texts[i]) - drawn) < 0.01);
        }
    }
}

static void type_of_any_size_is_in_proportion(void **state) {
    (void)state;
    double of_one = width_of((dln_font){.size = 1}, "Deir ez-Zor");
    assert_true(of_one > 4 && of_one < 8); // eleven letters about half as wide as high
    for (double size = 3.7; size < 400; size *= 2.1)
        assert_true(fabs(width_of((dln_font){.size = size}, "Deir ez-Zor") - size * of_one) < 1e-6);
}

int paint_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_png_has_its_pixels_and_its_resolution),
        cmocka_unit_test(an_svg_keeps_its_text_and_escapes_it),
        cmocka_unit_test(a_pdf_embeds_its_font_and_has_its_size),
        cmocka_unit_test(the_same_list_gives_the_same_bytes),
        cmocka_unit_test(a_halo_stands_round_every_letter),
        cmocka_unit_test(a_text_is_measured_as_wide_as_it_is_drawn),
        cmocka_unit_test(type_of_any_size_is_in_proportion),
    };
    return cmocka_run_group_tests_name("paint", tests, set_up, tear_down);
}
