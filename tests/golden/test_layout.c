// First layer: the display list of each scene as text, with made-up type and ground.
// Second layer: the same scenes as pixels, with real type. See README.md.
#include "unit/cmocka_main.h"

#include <cairo.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "golden/laid_out.h"
#include "map/paint.h"

// Two pixels differ when a channel does by more than that: less no eye can see.
#define CHANNEL_TOLERANCE 12
// Rendering is the same bytes on one machine; another FreeType may move the edge of a letter.
#define PIXELS_TOLERANCE 0.002

static const char *const scenes[] = {"kinds",   "crowd", "thumbnail", "extent", "dateline",
                                     "hexagon", "heat",  "sizes",     "arabic"};
#define SCENES (sizeof scenes / sizeof *scenes)

static bool refreshing(void) {
    return getenv("DATELINE_REFRESH_GOLDEN") != NULL;
}

static dln_buffer path_of(const char *folder, const char *scene, const char *suffix) {
    dln_buffer path = {0};
    dln_buffer_printf(&path, "%s%s%s%s", folder, *folder ? "/" : "", scene, suffix);
    assert_false(path.failed);
    return path;
}

static dln_buffer content_of(const char *path) {
    dln_buffer content = {0};
    FILE *file = fopen(path, "rb");
    if (!file)
        return content;
    char chunk[8192];
    for (size_t got; (got = fread(chunk, 1, sizeof chunk, file)) > 0;)
        dln_buffer_append(&content, (dln_str){chunk, got});
    fclose(file);
    return content;
}

static void write_file(const char *path, dln_str content) {
    FILE *file = fopen(path, "wb");
    if (!file)
        fail_msg("%s: %s", path, strerror(errno));
    assert_int_equal(fwrite(content.data, 1, content.len, file), content.len);
    assert_int_equal(fclose(file), 0);
}

static void lay_out_scene(const char *scene, const dln_typesetter *typesetter, laid_out *out) {
    dln_buffer path = path_of(DATELINE_GOLDEN_FOLDER "/scenes", scene, ".scene");
    dln_buffer text = content_of(path.data);
    dln_error err = {0};
    if (laid_out_make(dln_buffer_str(&text), typesetter, NULL, out, &err) != DLN_OK)
        fail_msg("%s: %s", path.data, err.message);
    dln_buffer_free(&path);
    dln_buffer_free(&text);
}

// The first line in which two texts differ, for the message.
static void fail_at_difference(const char *scene, dln_str want, dln_str got) {
    for (int line = 1; want.data || got.data; line++) {
        dln_str a = want.data ? dln_str_cut(&want, '\n') : DLN_STR_NONE;
        dln_str b = got.data ? dln_str_cut(&got, '\n') : DLN_STR_NONE;
        if (!dln_str_equal(a, b))
            fail_msg("%s.list, line %d\nwanted %.*s\ngot    %.*s\n(all of it: %s.list here)", scene,
                     line, DLN_STR_ARG(a), DLN_STR_ARG(b), scene);
    }
}

static void compare_list(const char *scene) {
    laid_out l;
    lay_out_scene(scene, NULL, &l);
    dln_buffer got = {0};
    dln_list_dump(&l.list, &got);
    dln_buffer path = path_of(DATELINE_GOLDEN_FOLDER "/lists", scene, ".list");
    if (refreshing())
        write_file(path.data, dln_buffer_str(&got));
    dln_buffer want = content_of(path.data);
    if (!dln_str_equal(dln_buffer_str(&want), dln_buffer_str(&got))) {
        dln_buffer beside = path_of("", scene, ".list");
        write_file(beside.data, dln_buffer_str(&got));
        dln_buffer_free(&beside);
        fail_at_difference(scene, dln_buffer_str(&want), dln_buffer_str(&got));
    }
    dln_buffer_free(&got);
    dln_buffer_free(&want);
    dln_buffer_free(&path);
    laid_out_free(&l);
}

static void every_scene_has_its_display_list(void **state) {
    (void)state;
    for (size_t i = 0; i < SCENES; i++)
        compare_list(scenes[i]);
}

static void the_same_scene_gives_the_same_list(void **state) {
    (void)state;
    laid_out a, b;
    lay_out_scene("kinds", NULL, &a);
    lay_out_scene("kinds", NULL, &b);
    dln_buffer first = {0}, second = {0};
    dln_list_dump(&a.list, &first);
    dln_list_dump(&b.list, &second);
    assert_string_equal(first.data, second.data);
    dln_buffer_free(&first);
    dln_buffer_free(&second);
    laid_out_free(&a);
    laid_out_free(&b);
}

static dln_buffer painted(const char *scene, dln_fonts *fonts) {
    dln_typesetter typesetter = dln_fonts_typesetter(fonts);
    laid_out l;
    lay_out_scene(scene, &typesetter, &l);
    dln_buffer png = {0};
    dln_paint_options options = {.dpi = 96};
    assert_int_equal(dln_paint_png(&l.list, fonts, &options, &png, NULL), DLN_OK);
    laid_out_free(&l);
    return png;
}

static uint32_t pixel_at(cairo_surface_t *image, int x, int y) {
    const unsigned char *row = cairo_image_surface_get_data(image) +
                               (size_t)y * (size_t)cairo_image_surface_get_stride(image);
    uint32_t pixel;
    memcpy(&pixel, row + 4 * x, sizeof pixel);
    return pixel;
}

static bool differ(uint32_t a, uint32_t b) {
    for (int shift = 0; shift < 24; shift += 8)
        if (abs((int)(a >> shift & 0xFF) - (int)(b >> shift & 0xFF)) > CHANNEL_TOLERANCE)
            return true;
    return false;
}

// Red where the two differ, pale where they agree.
static size_t compare_images(cairo_surface_t *want, cairo_surface_t *got, const char *difference) {
    int width = cairo_image_surface_get_width(got), height = cairo_image_surface_get_height(got);
    cairo_surface_t *red = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_surface_flush(red);
    size_t count = 0;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            uint32_t b = pixel_at(got, x, y);
            bool other = differ(pixel_at(want, x, y), b);
            uint32_t shown = other ? 0xFF0000u : 0x808080u + (b >> 1 & 0x7F7F7Fu);
            unsigned char *row = cairo_image_surface_get_data(red) +
                                 (size_t)y * (size_t)cairo_image_surface_get_stride(red);
            memcpy(row + 4 * x, &shown, sizeof shown);
            count += other;
        }
    }
    cairo_surface_mark_dirty(red);
    if (count)
        cairo_surface_write_to_png(red, difference);
    cairo_surface_destroy(red);
    return count;
}

static void compare_picture(const char *scene, dln_fonts *fonts) {
    dln_buffer path = path_of(DATELINE_GOLDEN_FOLDER "/pictures", scene, ".png");
    dln_buffer beside = path_of("", scene, ".png"), red = path_of("", scene, "-difference.png");
    dln_buffer png = painted(scene, fonts);
    if (refreshing())
        write_file(path.data, dln_buffer_str(&png));
    write_file(beside.data, dln_buffer_str(&png));
    cairo_surface_t *want = cairo_image_surface_create_from_png(path.data);
    cairo_surface_t *got = cairo_image_surface_create_from_png(beside.data);
    assert_int_equal(cairo_surface_status(want), CAIRO_STATUS_SUCCESS);
    int width = cairo_image_surface_get_width(got), height = cairo_image_surface_get_height(got);
    assert_int_equal(cairo_image_surface_get_width(want), width);
    assert_int_equal(cairo_image_surface_get_height(want), height);
    size_t count = compare_images(want, got, red.data);
    if ((double)count > PIXELS_TOLERANCE * width * height)
        fail_msg("%zu pixels of %s.png are others: look at %s", count, scene, red.data);
    unlink(beside.data);
    unlink(red.data);
    cairo_surface_destroy(want);
    cairo_surface_destroy(got);
    dln_buffer_free(&png);
    dln_buffer_free(&path);
    dln_buffer_free(&beside);
    dln_buffer_free(&red);
}

static void every_scene_has_its_picture(void **state) {
    (void)state;
    dln_fonts *fonts;
    assert_int_equal(dln_fonts_new(&fonts, NULL), DLN_OK);
    for (size_t i = 0; i < SCENES; i++)
        compare_picture(scenes[i], fonts);
    dln_fonts_free(fonts);
}

static void the_pixel_under_an_incident_has_its_colour(void **state) {
    (void)state;
    dln_fonts *fonts;
    assert_int_equal(dln_fonts_new(&fonts, NULL), DLN_OK);
    dln_typesetter typesetter = dln_fonts_typesetter(fonts);
    laid_out l;
    lay_out_scene("dateline", &typesetter, &l);
    dln_px at = l.plan.site_px[1]; // the protest on the east atoll
    dln_color want = dln_theme_incident(l.options.theme, DLN_PROTEST);
    dln_buffer png = painted("dateline", fonts);
    write_file("incident.png", dln_buffer_str(&png));
    cairo_surface_t *image = cairo_image_surface_create_from_png("incident.png");
    uint32_t got = pixel_at(image, (int)at.x, (int)at.y);
    assert_int_equal(got & 0xFFFFFF, (uint32_t)want.r << 16 | (uint32_t)want.g << 8 | want.b);
    cairo_surface_destroy(image);
    unlink("incident.png");
    dln_buffer_free(&png);
    laid_out_free(&l);
    dln_fonts_free(fonts);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scene_has_its_display_list),
        cmocka_unit_test(the_same_scene_gives_the_same_list),
        cmocka_unit_test(every_scene_has_its_picture),
        cmocka_unit_test(the_pixel_under_an_incident_has_its_colour),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
