#include "map/paint.h"

dln_status dln_paint_svg(const dln_display_list *list, const dln_paint_options *options,
                         dln_buffer *out, dln_error *err) {
    (void)list;
    (void)options;
    (void)out;
    return dln_fail(err, DLN_UNSUPPORTED, "soon");
}
