#include "map/gif.h"

#include <gif_lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "map/colors.h"

struct dln_gif {
    GifFileType *file;
    int width, height;
    unsigned char *row;
};

static int append(GifFileType *file, const GifByteType *bytes, int len) {
    dln_buffer *out = file->UserData;
    dln_buffer_append(out, (dln_str){(const char *)bytes, (size_t)len});
    return out->failed ? 0 : len;
}

// Netscape's extension of 1995, which every reader knows: how often to repeat, 0 for ever.
static bool put_repeat(GifFileType *file) {
    static const unsigned char times[] = {1, 0, 0};
    return EGifPutExtensionLeader(file, APPLICATION_EXT_FUNC_CODE) == GIF_OK &&
           EGifPutExtensionBlock(file, 11, "NETSCAPE2.0") == GIF_OK &&
           EGifPutExtensionBlock(file, sizeof times, times) == GIF_OK &&
           EGifPutExtensionTrailer(file) == GIF_OK;
}

dln_status dln_gif_new(int width, int height, dln_buffer *out, dln_gif **gif, dln_error *err) {
    dln_gif *g = calloc(1, sizeof *g);
    if (!g)
        return dln_fail_memory(err);
    *g = (dln_gif){.width = width, .height = height, .row = malloc((size_t)width)};
    int reason = 0;
    g->file = g->row ? EGifOpen(out, append, &reason) : NULL;
    if (g->file)
        EGifSetGifVersion(g->file, true);
    if (!g->file || EGifPutScreenDesc(g->file, width, height, 8, 0, NULL) != GIF_OK ||
        !put_repeat(g->file)) {
        dln_gif_abandon(g);
        return dln_fail_memory(err);
    }
    *gif = g;
    return DLN_OK;
}

static ColorMapObject *color_map(const dln_colors *colors) {
    ColorMapObject *map = GifMakeMapObject(DLN_COLORS_MAX, NULL);
    for (size_t i = 0; map && i < colors->count; i++)
        map->Colors[i] =
            (GifColorType){(GifByteType)(colors->palette[i] >> 16),
                           (GifByteType)(colors->palette[i] >> 8), (GifByteType)colors->palette[i]};
    return map;
}

static bool put_delay(GifFileType *file, double seconds) {
    GraphicsControlBlock control = {.DisposalMode = DISPOSE_DO_NOT,
                                    .DelayTime = (int)lround(seconds * 100),
                                    .TransparentColor = NO_TRANSPARENT_COLOR};
    GifByteType bytes[4];
    size_t len = EGifGCBToExtension(&control, bytes);
    return EGifPutExtension(file, GRAPHICS_EXT_FUNC_CODE, (int)len, bytes) == GIF_OK;
}

static bool put_rows(dln_gif *gif, const dln_colors *colors, const unsigned char *pixels,
                     int stride) {
    for (int y = 0; y < gif->height; y++) {
        const unsigned char *from = pixels + (size_t)y * (size_t)stride;
        for (int x = 0; x < gif->width; x++) {
            uint32_t pixel;
            memcpy(&pixel, from + 4 * (size_t)x, sizeof pixel);
            gif->row[x] = dln_colors_find(colors, pixel & 0xFFFFFF);
        }
        if (EGifPutLine(gif->file, gif->row, gif->width) != GIF_OK)
            return false;
    }
    return true;
}

dln_status dln_gif_add(dln_gif *gif, const unsigned char *pixels, int stride, double seconds,
                       dln_error *err) {
    dln_arena *arena;
    dln_colors colors;
    dln_status status = dln_arena_new(&arena, err);
    if (status != DLN_OK)
        return status;
    status = dln_colors_choose(pixels, gif->width, gif->height, stride, arena, &colors, err);
    ColorMapObject *map = status == DLN_OK ? color_map(&colors) : NULL;
    // giflib only fails when a write does, and writes go to memory.
    if (status == DLN_OK &&
        (!map || !put_delay(gif->file, seconds) ||
         EGifPutImageDesc(gif->file, 0, 0, gif->width, gif->height, false, map) != GIF_OK ||
         !put_rows(gif, &colors, pixels, stride)))
        status = dln_fail_memory(err);
    GifFreeMapObject(map);
    dln_arena_free(arena);
    return status;
}

dln_status dln_gif_finish(dln_gif *gif, dln_error *err) {
    int reason = 0;
    bool closed = EGifCloseFile(gif->file, &reason) == GIF_OK;
    gif->file = NULL;
    dln_gif_abandon(gif);
    return closed ? DLN_OK : dln_fail_memory(err);
}

void dln_gif_abandon(dln_gif *gif) {
    if (!gif)
        return;
    int reason;
    if (gif->file)
        (void)EGifCloseFile(gif->file, &reason);
    free(gif->row);
    free(gif);
}
