// One call of dln_map_render: what its pictures share, and the steps that make one of them.
#ifndef DLN_MAP_SESSION_H
#define DLN_MAP_SESSION_H

#include "map/layout.h"
#include "map/paint.h"

typedef enum dln_picture_format {
    DLN_PICTURE_PNG,
    DLN_PICTURE_SVG,
    DLN_PICTURE_PDF,
    DLN_PICTURE_GIF, // of a series: one animated file
} dln_picture_format;

typedef struct dln_session {
    const dln_map_options *options;
    dln_picture_format format;
    dln_layout_options layout;
    dln_fonts *fonts;
    dln_typesetter typesetter;
    dln_arena *arena;
    dln_str overlay_layers; // as read by dln_session_ground
    dln_scene scene;        // of everything
    dln_projection *projection;
    dln_projection *locator; // NULL: none is wanted
} dln_session;

// Builds the scene and chooses the projection. DLN_NOT_FOUND: there is nothing to show.
dln_status dln_session_open(dln_session *session, const dln_map_options *options,
                            dln_picture_format format, const dln_shown *shown, size_t count,
                            dln_error *err) DLN_MUST_CHECK;
// What is shown: points when a density is asked for. In the session's arena.
dln_status dln_session_scene(const dln_session *session, const dln_shown *shown, size_t count,
                             dln_scene *out, dln_error *err) DLN_MUST_CHECK;
void dln_session_close(dln_session *session); // also of one that failed to open
// What lies under the incidents of a plan: the bundled basemap and the user's file.
dln_status dln_session_ground(dln_session *session, const dln_plan *plan, dln_basemap *out,
                              dln_error *err) DLN_MUST_CHECK;
// Saves a picture at `path`, and what stands beside it.
dln_status dln_session_save(const dln_session *session, const dln_plan *plan, const char *path,
                            const dln_display_list *list, dln_arena *arena,
                            dln_error *err) DLN_MUST_CHECK;
// Any picture but a GIF as the bytes of its file.
dln_status dln_session_paint(const dln_session *session, const dln_display_list *list,
                             dln_buffer *out, dln_error *err) DLN_MUST_CHECK;
void dln_session_sum_up(const dln_session *session, const dln_plan *plan,
                        const dln_display_list *list, dln_map_summary *summary);

// One picture of everything, saved.
dln_status dln_session_draw(dln_session *session, dln_map_summary *summary,
                            dln_error *err) DLN_MUST_CHECK;
// One a period, all saved.
dln_status dln_session_draw_series(dln_session *session, const dln_shown *shown, size_t count,
                                   dln_map_summary *summary, dln_error *err) DLN_MUST_CHECK;

#endif
