#include "cli/layers.h"

#include <dlfcn.h>
#include <string.h>

// A function pointer from dlsym's void pointer: ISO C has no cast for it, POSIX promises the copy.
static bool find(void *library, const char *name, void *function, size_t size) {
    void *symbol = dlsym(library, name);
    memcpy(function, &symbol, size);
    return symbol != NULL;
}

#define FIND(library, table, member)                                                               \
    find((library), "dln_" #member, &(table).member, sizeof(table).member)

static dln_status load(const char *name, void **library, dln_error *err) {
    *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    return *library ? DLN_OK
                    : dln_fail(err, DLN_IO, "cannot load a part of dateline (%s); install it anew",
                               dlerror());
}

static dln_status fail_version(const char *name, dln_error *err) {
    return dln_fail(err, DLN_IO, "%s is of another version than dateline; install both anew", name);
}

dln_status cli_drawing_open(cli_drawing *out, dln_error *err) {
    void *library;
    dln_status status = load(DLN_MAP_LIBRARY, &library, err);
    if (status != DLN_OK)
        return status;
    cli_drawing found;
    if (!FIND(library, found, map_options_init) || !FIND(library, found, map_new) ||
        !FIND(library, found, map_free) || !FIND(library, found, map_add) ||
        !FIND(library, found, map_draw))
        return fail_version(DLN_MAP_LIBRARY, err);
    *out = found;
    return DLN_OK;
}

dln_status cli_layers_open(cli_layers *out, dln_error *err) {
    void *library;
    dln_status status = load(DLN_LAYERS_LIBRARY, &library, err);
    if (status != DLN_OK)
        return status;
    cli_layers found;
    if (!FIND(library, found, gdal_file_reader) || !FIND(library, found, layer_export_new) ||
        !FIND(library, found, layer_export_add) || !FIND(library, found, layer_export_finish) ||
        !FIND(library, found, layer_export_left_out) || !FIND(library, found, layer_export_ways) ||
        !FIND(library, found, layer_export_free) || !FIND(library, found, polygons_read) ||
        !FIND(library, found, basemap_cut) || !FIND(library, found, page_export_new) ||
        !FIND(library, found, page_export_add) || !FIND(library, found, page_export_finish) ||
        !FIND(library, found, page_export_ways) || !FIND(library, found, page_export_free) ||
        !FIND(library, found, lines_read))
        return fail_version(DLN_LAYERS_LIBRARY, err);
    *out = found;
    return DLN_OK;
}
