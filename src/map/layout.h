// From a scene and a basemap to a display list. Pure: fonts are numbers, files are elsewhere.
//
// Two steps, because what the basemap has to hold depends on where the frame lies: dln_plan_make
// divides the picture and fits the view, then the basemap is read, then dln_layout_draw draws.
#ifndef DLN_MAP_LAYOUT_H
#define DLN_MAP_LAYOUT_H

#include "map/arrows.h"
#include "map/basemap.h"
#include "map/counts.h"
#include "map/density.h"
#include "map/key.h"
#include "map/labels.h"
#include "map/legend.h"
#include "map/scene.h"
#include "map/sizing.h"
#include "map/text.h"
#include "map/theme.h"
#include "map/words.h"

typedef struct dln_layout_options {
    double width, height; // pixels
    double unit;          // pixels of one CSS pixel: dpi / 96
    dln_str title, subtitle;
    const dln_theme *theme;
    const dln_words *words;
    bool has_extent;
    dln_box extent;
    const dln_projection *locator; // of the small map of the continent; NULL: none is wanted
    dln_box locator_extent;
    dln_map_density density;
    dln_map_size_by size_by;
    // Of one picture of a series: everything but what happened is as in `base`.
    const struct dln_plan *base; // NULL: a picture of its own
    dln_str period;              // its days, in words
    size_t undated;              // records whose date is too rough for any period
    // Of the base itself: room for what one of the pictures will need.
    bool is_base, base_has_key, base_has_gathered;
    double base_most; // the largest density; 0: its own
    size_t base_footer_lines;
} dln_layout_options;

#define DLN_TITLE_LINES  3
#define DLN_FOOTER_LINES 8 // four sentences of two lines

typedef struct dln_plan {
    const dln_layout_options *options; // its unit made smaller for a small picture
    const dln_typesetter *typesetter;
    const dln_scene *scene;     // as given, or gathered where it was too dense
    dln_event *gathered_events; // then its events, in one place however often it was gathered
    dln_counts counts;          // of what lies in the frame
    dln_counts overall;         // the same; of one picture of a series those of all of it
    bool wants_key;             // before anything was merged, some names had no room
    dln_str title[DLN_TITLE_LINES];
    size_t title_count; // 0: made in dln_layout_draw from names on the basemap, one line
    dln_str subtitle;
    dln_font title_font, subtitle_font, footer_font;
    dln_str footer[DLN_FOOTER_LINES];
    size_t footer_count, footer_wanted; // set, and more than a base has room for
    size_t foot_lines;                  // that the foot has room for
    bool furnished; // large enough for a title, a legend and a foot; else all map
    dln_rect head, foot, frame;
    dln_view view;
    dln_legend legend;
    dln_rect legend_box; // empty: no room
    bool legend_inside;  // on the map, in a corner where nothing happened
    dln_density density; // its kind says whether there is any
    dln_view locator;    // without a projection: there is none
    double symbol_radius;
    dln_sizing sizing; // its `by` says whether sizes mean anything
    dln_px *site_px;   // of the scene's sites
    dln_px *symbol_px; // where their symbols stand: moved where they would cover each other
    bool *site_seen;   // whether that lies in the frame
    dln_arrow *arrows; // of the scene's moves
    bool *move_seen;   // whether any of it lies in the frame
    dln_board *board;  // what the incidents, their names and the furniture take of the frame
    dln_label *labels;
    size_t *label_sites; // that they name; DLN_NOWHERE: the name of what lies beyond the frame
    size_t label_count;
    size_t *homes; // sites whose names had no room near them, ascending
    size_t homeless;
    dln_str country_notes; // those of them that the foot names, where there is no key
    dln_key key;           // places whose names had no room
    bool far_names;        // a few may stand farther off than usual, rather than in a key
    size_t key_effort;     // how much else gives way to that, below DLN_KEY_EFFORTS
} dln_plan;

// The box of degrees that has to be shown.
dln_box dln_scene_extent(const dln_scene *scene, const dln_layout_options *options);
dln_status dln_plan_make(const dln_scene *scene, const dln_projection *projection,
                         const dln_layout_options *options, const dln_typesetter *typesetter,
                         dln_arena *arena, dln_plan *out, dln_error *err) DLN_MUST_CHECK;
dln_status dln_layout_draw(const dln_plan *plan, const dln_basemap *basemap, dln_arena *arena,
                           dln_display_list *out, dln_error *err) DLN_MUST_CHECK;

#endif
