// A user's program: one incident of its own on a map. picture BASEMAP OUT.png
#include <dateline/map.h>
#include <stdio.h>

int main(int argc, char **argv) {
    dln_record record = {.id = 1,
                         .incident = {.type = DLN_STRIKE,
                                      .when = {19941, 19941, DLN_DATE_DAY},
                                      .where = {.name = DLN_STR("Palmyra"),
                                                .located = true,
                                                .at = {38.28, 34.56},
                                                .precision = DLN_GEO_EXACT}}};
    dln_map_options options;
    dln_map_summary summary;
    dln_error err = {0};
    if (argc != 3)
        return 2;
    dln_map_options_init(&options);
    options.basemap = argv[1];
    options.path = argv[2];
    options.width_px = 320;
    options.height_px = 240;
    if (dln_map_render(&record, 1, &options, &summary, &err) != DLN_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    printf("%zu drawn\n", summary.incidents);
    return 0;
}
