#include "map/colors.h"

#include <stdlib.h>
#include <string.h>

// A picture has its tints and, along every rim, mixtures of them. More different colours than
// this are told apart to seven bits, which nobody sees.
#define TABLE_SIZE  (1u << 17)
#define TABLE_FULL  (TABLE_SIZE / 2)
#define COARSE_MASK 0xFEFEFEu

struct tint {
    uint32_t color;
    uint32_t pixels;
    uint32_t miss; // squared distance to the nearest colour chosen
    uint8_t nearest;
};

struct choosing {
    uint32_t *keys;
    uint32_t *counts;
    size_t count;
    bool coarse;
    struct tint *tints;
};

static uint32_t slot_of(const uint32_t *keys, uint32_t color) {
    uint32_t slot = color * 2654435761u >> 15; // Knuth's multiplicative hash, to 17 bits
    while (keys[slot] && keys[slot] != color + 1)
        slot = (slot + 1) % TABLE_SIZE;
    return slot;
}

static uint32_t pixel_at(const unsigned char *row, int x) {
    uint32_t pixel;
    memcpy(&pixel, row + 4 * (size_t)x, sizeof pixel);
    return pixel & 0xFFFFFF;
}

// False when there are too many to count.
static bool count_colors(struct choosing *c, const unsigned char *pixels, int width, int height,
                         int stride) {
    uint32_t mask = c->coarse ? COARSE_MASK : 0xFFFFFF;
    for (int y = 0; y < height; y++) {
        const unsigned char *row = pixels + (size_t)y * (size_t)stride;
        for (int x = 0; x < width; x++) {
            uint32_t color = pixel_at(row, x) & mask, slot = slot_of(c->keys, color);
            if (!c->keys[slot]) {
                if (c->count == TABLE_FULL)
                    return false;
                c->keys[slot] = color + 1;
                c->count++;
            }
            c->counts[slot]++;
        }
    }
    return true;
}

static uint32_t apart(uint32_t a, uint32_t b) {
    int r = (int)(a >> 16 & 255) - (int)(b >> 16 & 255);
    int g = (int)(a >> 8 & 255) - (int)(b >> 8 & 255), blue = (int)(a & 255) - (int)(b & 255);
    return (uint32_t)(r * r + g * g + blue * blue);
}

static size_t most_missed(const struct choosing *c) {
    size_t most = 0;
    for (size_t i = 1; i < c->count; i++)
        if ((uint64_t)c->tints[i].pixels * c->tints[i].miss >
            (uint64_t)c->tints[most].pixels * c->tints[most].miss)
            most = i;
    return most;
}

static void choose(struct choosing *c, dln_colors *out) {
    while (out->count < DLN_COLORS_MAX) {
        const struct tint *most = &c->tints[most_missed(c)];
        if (!most->miss)
            break;
        uint32_t color = most->color;
        out->palette[out->count] = color;
        for (size_t i = 0; i < c->count; i++) {
            uint32_t miss = apart(c->tints[i].color, color);
            if (miss < c->tints[i].miss) {
                c->tints[i].miss = miss;
                c->tints[i].nearest = (uint8_t)out->count;
            }
        }
        out->count++;
    }
}

static void list_tints(struct choosing *c) {
    size_t count = 0;
    for (uint32_t slot = 0; slot < TABLE_SIZE; slot++)
        if (c->keys[slot])
            c->tints[count++] = (struct tint){
                .color = c->keys[slot] - 1, .pixels = c->counts[slot], .miss = UINT32_MAX};
}

dln_status dln_colors_choose(const unsigned char *pixels, int width, int height, int stride,
                             dln_arena *arena, dln_colors *out, dln_error *err) {
    struct choosing c = {.keys = DLN_ARENA_ARRAY(arena, uint32_t, TABLE_SIZE),
                         .counts = DLN_ARENA_ARRAY(arena, uint32_t, TABLE_SIZE)};
    uint8_t *values = DLN_ARENA_ARRAY(arena, uint8_t, TABLE_SIZE);
    if (!c.keys || !c.counts || !values)
        return dln_fail_memory(err);
    while (!count_colors(&c, pixels, width, height, stride)) {
        if (c.coarse)
            return dln_fail(err, DLN_TOO_LARGE, "a picture has too many colours for a GIF");
        memset(c.keys, 0, TABLE_SIZE * sizeof *c.keys);
        memset(c.counts, 0, TABLE_SIZE * sizeof *c.counts);
        c.count = 0;
        c.coarse = true;
    }
    c.tints = DLN_ARENA_ARRAY(arena, struct tint, c.count + 1);
    if (!c.tints)
        return dln_fail_memory(err);
    list_tints(&c);
    *out = (dln_colors){.keys = c.keys, .values = values};
    choose(&c, out);
    for (size_t i = 0; i < c.count; i++)
        values[slot_of(c.keys, c.tints[i].color)] = c.tints[i].nearest;
    return DLN_OK;
}

uint8_t dln_colors_find(const dln_colors *colors, uint32_t color) {
    uint32_t slot = slot_of(colors->keys, color);
    if (!colors->keys[slot])
        slot = slot_of(colors->keys, color & COARSE_MASK);
    return colors->values[slot];
}
