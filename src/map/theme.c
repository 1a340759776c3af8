#include "map/theme.h"

#include "base/palette.h"

#define RGB(hex)                                                                                   \
    { ((hex) >> 16) & 0xFF, ((hex) >> 8) & 0xFF, (hex)&0xFF, 255 }
#define RGBA(hex, alpha)                                                                           \
    { ((hex) >> 16) & 0xFF, ((hex) >> 8) & 0xFF, (hex)&0xFF, (alpha) }

static const dln_theme light = {
    .paper = RGB(0xFFFFFF),
    .sea = RGB(0xC9DCE8),
    .land = RGB(0xECE9E2),
    .focus_land = RGB(0xFCFAF4),
    .coast = RGB(0x8FA9BA),
    .border = RGB(0x8C8378),
    .admin1 = RGB(0xCBC3B6),
    .water = RGB(0x9CBFD4),
    .graticule = RGBA(0x5B7C92, 70),
    .ink = RGB(0x1B1B1B),
    .quiet_ink = RGB(0x55524D),
    .faint_ink = RGB(0x8E8779),
    .water_ink = RGB(0x4F7F9E),
    .halo = RGBA(0xFFFFFF, 220),
    .panel = RGBA(0xFFFFFF, 238),
    .panel_edge = RGB(0xB9B3A8),
    .frame = RGB(0x6E6A63),
    .casing = RGB(0xFFFFFF),
    .overlay = RGB(0x7A5C8E),
    .locator = RGB(0xC0301C),
    .highlight = RGB(0xFFDD55),
    .casing_quiet = RGBA(0xFFFFFF, 150),
};

static const dln_theme dark = {
    .paper = RGB(0x15181C),
    .sea = RGB(0x10161D),
    .land = RGB(0x23282E),
    .focus_land = RGB(0x323940),
    .coast = RGB(0x3F5566),
    .border = RGB(0x87909A),
    .admin1 = RGB(0x4A525B),
    .water = RGB(0x3F7396),
    .graticule = RGBA(0x8FB0C8, 45),
    .ink = RGB(0xF4F4F2),
    .quiet_ink = RGB(0xB9BEC4),
    .faint_ink = RGB(0x818A94),
    .water_ink = RGB(0x6FA3C7),
    .halo = RGBA(0x0C0F12, 215),
    .panel = RGBA(0x1B2026, 238),
    .panel_edge = RGB(0x505860),
    .frame = RGB(0x5E6670),
    .casing = RGB(0xF4F4F2),
    .overlay = RGB(0xB79BCB),
    .locator = RGB(0xFF8A6E),
    .highlight = RGB(0x8A6D1F),
    .casing_quiet = RGBA(0x15181C, 150),
    .dark = true,
};

// For offset print: no tint below the 10 % that a press holds, stronger lines, white land.
static const dln_theme print = {
    .paper = RGB(0xFFFFFF),
    .sea = RGB(0xDCE9F1),
    .land = RGB(0xF1F1EE),
    .focus_land = RGB(0xFFFFFF),
    .coast = RGB(0x6A8CA3),
    .border = RGB(0x5F5A54),
    .admin1 = RGB(0xB8B3AB),
    .water = RGB(0x8DB6CE),
    .graticule = RGBA(0x406078, 80),
    .ink = RGB(0x000000),
    .quiet_ink = RGB(0x3D3B38),
    .faint_ink = RGB(0x77716A),
    .water_ink = RGB(0x2F6B91),
    .halo = RGBA(0xFFFFFF, 235),
    .panel = RGB(0xFFFFFF),
    .panel_edge = RGB(0x77716A),
    .frame = RGB(0x000000),
    .casing = RGB(0xFFFFFF),
    .overlay = RGB(0x6A4A80),
    .locator = RGB(0xB5121B),
    .highlight = RGB(0xFFE066),
    .casing_quiet = RGBA(0xFFFFFF, 150),
};

static const dln_theme grey = {
    .paper = RGB(0xFFFFFF),
    .sea = RGB(0xD9D9D9),
    .land = RGB(0xEFEFEF),
    .focus_land = RGB(0xFFFFFF),
    .coast = RGB(0x8F8F8F),
    .border = RGB(0x6B6B6B),
    .admin1 = RGB(0xC4C4C4),
    .water = RGB(0xBDBDBD),
    .graticule = RGBA(0x505050, 70),
    .ink = RGB(0x000000),
    .quiet_ink = RGB(0x444444),
    .faint_ink = RGB(0x7F7F7F),
    .water_ink = RGB(0x666666),
    .halo = RGBA(0xFFFFFF, 230),
    .panel = RGBA(0xFFFFFF, 240),
    .panel_edge = RGB(0x8F8F8F),
    .frame = RGB(0x333333),
    .casing = RGB(0xFFFFFF),
    .overlay = RGB(0x505050),
    .locator = RGB(0x000000),
    .highlight = RGB(0xC4C4C4),
    .casing_quiet = RGBA(0xFFFFFF, 150),
    .grey = true,
};

const dln_theme *dln_theme_of(dln_map_theme theme) {
    switch (theme) {
    case DLN_THEME_LIGHT:
        return &light;
    case DLN_THEME_DARK:
        return &dark;
    case DLN_THEME_PRINT:
        return &print;
    case DLN_THEME_GREY:
        return &grey;
    }
    return NULL;
}

// On a dark ground a colour below this luma sinks in: it is mixed with white up to it.
#define DARK_LUMA_MIN 128.0

static double luma_of(dln_color c) {
    return 0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b; // Rec. 709
}

static dln_color lifted(dln_color c, double least) {
    double luma = luma_of(c), share = luma < least ? (least - luma) / (255 - luma) : 0;
    return (dln_color){(uint8_t)(c.r + share * (255 - c.r)), (uint8_t)(c.g + share * (255 - c.g)),
                       (uint8_t)(c.b + share * (255 - c.b)), c.a};
}

dln_color dln_theme_incident(const dln_theme *theme, dln_incident_type type) {
    const dln_swatch *swatch = dln_palette_of(type);
    dln_color color = {swatch->red, swatch->green, swatch->blue, 255};
    if (!theme->grey)
        return theme->dark ? lifted(color, DARK_LUMA_MIN) : color;
    // Kept dark enough to stand on white: shape tells the types apart in grey.
    uint8_t level = (uint8_t)(luma_of(color) * 0.6 + 0.5);
    return (dln_color){level, level, level, 255};
}
