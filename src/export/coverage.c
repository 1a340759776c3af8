#include <stdlib.h>

#include "dateline/export.h"
#include "export/extent.h"
#include "export/way.h"

struct dln_coverage {
    dln_extent extent;
    dln_day first, last;
};

dln_status dln_coverage_new(dln_coverage **out, dln_error *err) {
    dln_coverage *coverage = calloc(1, sizeof *coverage);
    if (!coverage)
        return dln_fail_memory(err);
    coverage->first = coverage->last = DLN_DAY_NONE;
    *out = coverage;
    return DLN_OK;
}

static void add_way(dln_extent *extent, const dln_incident *incident) {
    dln_way way;
    dln_way_of(incident, &way);
    uint32_t begin = 0;
    for (size_t part = 0; part < way.part_count; part++) {
        dln_extent_add_line(extent, way.points + begin, way.part_ends[part] - begin);
        begin = way.part_ends[part];
    }
}

void dln_coverage_add(dln_coverage *coverage, const dln_record *record) {
    const dln_incident *incident = &record->incident;
    if (incident->where.located && dln_lonlat_is_valid(incident->where.at))
        dln_extent_add_point(&coverage->extent, incident->where.at);
    add_way(&coverage->extent, incident);
    dln_when when = incident->when;
    if (when.first == DLN_DAY_NONE || when.last == DLN_DAY_NONE)
        return;
    if (coverage->first == DLN_DAY_NONE || when.first < coverage->first)
        coverage->first = when.first;
    if (coverage->last == DLN_DAY_NONE || when.last > coverage->last)
        coverage->last = when.last;
}

bool dln_coverage_box(const dln_coverage *coverage, dln_box *out) {
    return dln_extent_box(&coverage->extent, out);
}

bool dln_coverage_days(const dln_coverage *coverage, dln_day *first, dln_day *last) {
    *first = coverage->first;
    *last = coverage->last;
    return coverage->first != DLN_DAY_NONE;
}

void dln_coverage_free(dln_coverage *coverage) {
    free(coverage);
}
