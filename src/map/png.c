// PNG: the file by libpng, its pixels by libdeflate, which is twice as fast as the zlib of libpng.
#include "map/paint.h"

#include <libdeflate.h>
#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

// Measured on a map of 1658x1045: 15 ms for 791 KB; level 6 takes 20 ms for 766 KB. zlib's level 3
// takes 24 ms for 800 KB, and with rows predicted from the row above 29 ms for 976 KB: flat tints
// repeat as they are, and so do the greys of a hillshade.
#define COMPRESSION     2
#define METRES_PER_INCH 0.0254

static void append(png_structp png, png_bytep bytes, png_size_t len) {
    dln_buffer *out = png_get_io_ptr(png);
    dln_buffer_append(out, (dln_str){(const char *)bytes, len});
    if (out->failed)
        png_error(png, "no memory");
}

static void flush(png_structp png) {
    (void)png;
}

static void quiet(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

typedef void unpack(const unsigned char *from, int width, unsigned char *to);

static void unpack_opaque(const unsigned char *from, int width, unsigned char *to) {
    for (int x = 0; x < width; x++) {
        uint32_t pixel;
        memcpy(&pixel, from + 4 * x, sizeof pixel);
        to[3 * x] = (unsigned char)(pixel >> 16);
        to[3 * x + 1] = (unsigned char)(pixel >> 8);
        to[3 * x + 2] = (unsigned char)pixel;
    }
}

// A PNG keeps colours as they were before they were multiplied.
static void unpack_alpha(const unsigned char *from, int width, unsigned char *to) {
    for (int x = 0; x < width; x++) {
        uint32_t pixel;
        memcpy(&pixel, from + 4 * x, sizeof pixel);
        uint32_t alpha = pixel >> 24;
        for (int i = 0; i < 3; i++) {
            uint32_t channel = pixel >> (16 - 8 * i) & 255;
            to[4 * x + i] = (unsigned char)(alpha ? (channel * 255 + alpha / 2) / alpha : 0);
        }
        to[4 * x + 3] = (unsigned char)alpha;
    }
}

struct picture {
    const unsigned char *pixels;
    int width, height, stride;
    bool alpha;
    double dpi; // 0: not said
};

static size_t row_len(const struct picture *p) {
    return (p->alpha ? 4u : 3u) * (size_t)p->width + 1;
}

// All rows as PNG wants them: each behind the byte that says it is not predicted from another.
// `to` may be the pixels themselves: no row of three bytes a pixel overtakes those of four, if that
// byte is written last.
static void pack_rows(const struct picture *p, unsigned char *to) {
    unpack *unpack_row = p->alpha ? unpack_alpha : unpack_opaque;
    for (int y = 0; y < p->height; y++) {
        unsigned char *row = to + (size_t)y * row_len(p);
        unpack_row(p->pixels + (size_t)y * (size_t)p->stride, p->width, row + 1);
        row[0] = PNG_FILTER_VALUE_NONE;
    }
}

struct compressed {
    unsigned char *bytes;
    size_t len; // 0: no memory
};

// `rows` of p->height * row_len(p) bytes are scratch.
static struct compressed compress(const struct picture *p, unsigned char *rows) {
    struct compressed c = {0};
    size_t len = row_len(p) * (size_t)p->height;
    pack_rows(p, rows);
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(COMPRESSION);
    size_t bound = libdeflate_zlib_compress_bound(compressor, len);
    if (compressor && (c.bytes = malloc(bound)))
        c.len = libdeflate_zlib_compress(compressor, rows, len, c.bytes, bound);
    libdeflate_free_compressor(compressor);
    return c;
}

// libpng reports failures by jumping back to the caller, which owns all that is passed. It is given
// the chunks of the pixels and of the end ready-made, as it would compress the pixels itself.
static void write_all(png_structp png, png_infop info, const struct picture *p,
                      const struct compressed *pixels) {
    png_set_IHDR(png, info, (png_uint_32)p->width, (png_uint_32)p->height, 8,
                 p->alpha ? PNG_COLOR_TYPE_RGBA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_uint_32 per_metre = (png_uint_32)lround(p->dpi / METRES_PER_INCH);
    if (per_metre)
        png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
    png_write_info(png, info);
    png_write_chunk(png, (png_const_bytep) "IDAT", pixels->bytes, pixels->len);
    png_write_chunk(png, (png_const_bytep) "IEND", NULL, 0);
}

static dln_status encode(const struct picture *picture, unsigned char *rows, dln_buffer *out,
                         dln_error *err) {
    struct compressed pixels = compress(picture, rows);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, quiet);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    volatile bool written = false; // it must survive the jump
    if (pixels.len && info && !setjmp(png_jmpbuf(png))) {
        png_set_write_fn(png, out, append, flush);
        write_all(png, info, picture, &pixels);
        written = true;
    }
    png_destroy_write_struct(&png, &info);
    free(pixels.bytes);
    return written ? DLN_OK : dln_fail_memory(err);
}

dln_status dln_png_encode(unsigned char *pixels, int width, int height, int stride, double dpi,
                          dln_buffer *out, dln_error *err) {
    struct picture picture = {pixels, width, height, stride, false, dpi};
    return encode(&picture, pixels, out, err);
}

dln_status dln_png_encode_alpha(const uint32_t *pixels, int width, int height, dln_buffer *out,
                                dln_error *err) {
    struct picture picture = {(const unsigned char *)pixels, width, height,
                              width * (int)sizeof *pixels,   true,  0};
    unsigned char *rows = malloc(row_len(&picture) * (size_t)height);
    dln_status status = rows ? encode(&picture, rows, out, err) : dln_fail_memory(err);
    free(rows);
    return status;
}
