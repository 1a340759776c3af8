// The ground under a QGIS project: the part of the basemap around the incidents, in a file that can
// travel with them.
#include <math.h>

#include "dateline/export.h"
#include "export/staging.h"
#include "vector/vector.h"

#define BASEMAP_FILE "/basemap.gpkg"
// How far beyond the incidents the ground reaches, as a share of their extent, and at least.
#define AROUND_SHARE   0.5
#define AROUND_MIN_DEG 2.0
// From here on the coarse countries serve: finer corners would not be seen.
#define COARSE_FROM_DEG 60.0

static const struct {
    const char *from, *coarse, *name; // `coarse` NULL: left out of wide maps
} layers[] = {
    {"countries", "countries_coarse", "countries"},
    {"borders", "borders", "borders"},
    {"disputed", "disputed", "disputed"},
    {"admin1", NULL, "admin1"},
    {"lakes", "lakes", "lakes"},
    {"rivers", "rivers", "rivers"},
    {"cities", "cities", "cities"},
};
// In the Gulf of Guinea, where the basemap has nothing.
static const dln_box nowhere = {0, 0, 0.001, 0.001};

static double width_of(dln_box box) {
    return box.east - box.west + (box.west > box.east ? 360 : 0);
}

static dln_box around(dln_box box) {
    double width = width_of(box), height = box.north - box.south;
    double more = fmax(AROUND_MIN_DEG, AROUND_SHARE * fmax(width, height));
    dln_box wide = {box.west - more, fmax(-90, box.south - more), box.east + more,
                    fmin(90, box.north + more)};
    if (width + 2 * more >= 360 || box.west > box.east || wide.west < -180 || wide.east > 180)
        wide.west = -180, wide.east = 180;
    return wide;
}

static dln_status copy_layers(dln_vector_file *file, dln_box box, const char *to, dln_error *err) {
    bool coarse = width_of(box) > COARSE_FROM_DEG;
    dln_status status = DLN_OK;
    for (size_t i = 0; i < sizeof layers / sizeof *layers && status == DLN_OK; i++) {
        const char *from = coarse ? layers[i].coarse : layers[i].from;
        // The project names every layer: one that is left out is there and empty.
        dln_box wanted = from ? box : nowhere;
        status =
            dln_vector_copy(file, from ? from : layers[i].from, wanted, to, layers[i].name, err);
    }
    return status;
}

dln_status dln_basemap_cut(const char *folder, dln_box box, const char *path, dln_error *err) {
    dln_buffer from = {0}, to = {0};
    dln_vector_file *file = NULL;
    dln_staging *staging = NULL;
    dln_buffer_append(&from, dln_str_from(folder));
    dln_buffer_append(&from, DLN_STR(BASEMAP_FILE));
    dln_status status = from.failed ? dln_fail_memory(err) : dln_staging_new(path, &staging, err);
    if (status == DLN_OK) {
        dln_staging_append_path(staging, "", &to);
        status = to.failed ? dln_fail_memory(err) : dln_vector_open(from.data, &file, err);
    }
    if (status == DLN_OK)
        status = copy_layers(file, around(box), to.data, err);
    dln_vector_close(file);
    if (status == DLN_OK)
        status = dln_staging_publish(staging, err);
    dln_staging_free(staging);
    dln_buffer_free(&from);
    dln_buffer_free(&to);
    return status;
}
