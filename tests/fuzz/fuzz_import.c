// Any bytes read as a file of incidents: GeoJSON, or a table of ours, of ACLED's or of UCDP's.
// What comes out is sound, does not depend on how the bytes come in, and survives being written
// and read once more.
#include "base/utf8.h"
#include "dateline/export.h"
#include "dateline/import.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
    if (!holds)
        abort();
}

// Bytes that come in pieces of `piece`.
typedef struct source {
    const char *bytes;
    size_t size, piece;
} source;

static ptrdiff_t give(void *context, char *out, size_t capacity) {
    source *in = context;
    size_t count = in->piece < capacity ? in->piece : capacity;
    count = count < in->size ? count : in->size;
    if (count)
        memcpy(out, in->bytes, count);
    in->bytes += count;
    in->size -= count;
    return (ptrdiff_t)count;
}

static dln_status append(void *context, dln_str bytes, dln_error *err) {
    (void)err;
    dln_buffer_append(context, bytes);
    return DLN_OK;
}

static void check_text(dln_str text) {
    require(dln_utf8_is_valid(text));
    require(!text.len || !memchr(text.data, 0, text.len));
}

static void check_where(const dln_where *where) {
    check_text(where->name);
    check_text(where->place_id);
    check_text(where->feature);
    check_text(where->country);
    check_text(where->admin1);
    require(where->precision <= DLN_GEO_REGION);
    if (where->located)
        require(dln_lonlat_is_valid(where->at) && isfinite(where->radius_m) &&
                where->radius_m >= 0);
}

static void check_count(dln_count count) {
    if (count.said)
        require(count.low >= 0 && count.low <= count.high);
}

static void check_evidence(const dln_record *record) {
    require(record->evidence_count > 0 && dln_record_source_count(record) > 0);
    for (size_t i = 0; i < record->evidence_count; i++) {
        const dln_evidence *e = &record->evidence[i];
        require(e->report_id.len > 0);
        require(e->begin <= e->end);
        require(e->confidence >= 0 && e->confidence <= 1);
        check_text(e->report_id);
        check_text(e->title);
        check_text(e->source);
        check_text(e->url);
        check_text(e->sentence);
    }
}

static void check_record(const dln_record *record) {
    const dln_incident *incident = &record->incident;
    require(record->id >= 0);
    require(incident->type < DLN_INCIDENT_TYPES && incident->status < DLN_INCIDENT_STATUSES);
    require((incident->when.precision == DLN_DATE_OPEN) == (incident->when.first == DLN_DAY_NONE));
    require((incident->when.first == DLN_DAY_NONE) == (incident->when.last == DLN_DAY_NONE));
    require(incident->when.first <= incident->when.last);
    require(incident->via_count <= DLN_VIA_MAX);
    require(incident->confidence >= 0 && incident->confidence <= 1);
    check_where(&incident->where);
    check_where(&incident->origin);
    check_where(&incident->destination);
    for (size_t i = 0; i < incident->via_count; i++)
        check_where(&incident->via[i]);
    check_count(incident->count);
    check_count(incident->fatalities);
    check_count(incident->injured);
    check_text(incident->actor);
    check_text(incident->target);
    check_text(incident->weapon);
    check_text(incident->object);
    check_text(incident->subtype);
    check_evidence(record);
}

// Reads all of the bytes; writes what is found as GeoJSON into `out`, returns how many incidents.
static size_t read_all(dln_str bytes, size_t piece, dln_buffer *out) {
    source in = {bytes.data, bytes.len, piece};
    dln_importer *importer = NULL;
    dln_text_export *writer = NULL;
    dln_arena *arena = NULL;
    dln_error err = {0};
    size_t found = 0, spoilt = 0;
    require(dln_arena_new(&arena, NULL) == DLN_OK);
    require(dln_text_export_new(DLN_EXPORT_GEOJSON, DLN_PROFILE_DATELINE, append, out, &writer,
                                NULL) == DLN_OK);
    dln_status status = dln_importer_new(DLN_STR("fuzz"), give, &in, &importer, &err);
    while (status == DLN_OK || status == DLN_BAD_INPUT) {
        dln_record record;
        dln_arena_reset(arena);
        if (!importer)
            break;
        status = dln_importer_next(importer, arena, &record, &err);
        if (status == DLN_OK) {
            found++;
            check_record(&record);
            if (!record.id) // the database gives one
                record.id = (int64_t)found;
            require(dln_text_export_add(writer, &record, NULL) == DLN_OK);
        } else if (status == DLN_BAD_INPUT) {
            require(*err.message && !strchr(err.message, '\n'));
            require(++spoilt <= bytes.len + 1); // it ends
        }
    }
    require(dln_text_export_finish(writer, NULL) == DLN_OK);
    dln_text_export_free(writer);
    dln_importer_free(importer);
    dln_arena_free(arena);
    return found;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enum { SMALL_PIECE = 3, LARGE_PIECE = 1 << 16 };
    dln_str bytes = {(const char *)data, size};
    dln_buffer whole = {0}, pieces = {0}, again = {0};
    size_t found = read_all(bytes, LARGE_PIECE, &whole);
    require(read_all(bytes, SMALL_PIECE, &pieces) == found);
    require(dln_str_equal(dln_buffer_str(&whole), dln_buffer_str(&pieces)));
    require(read_all(dln_buffer_str(&whole), LARGE_PIECE, &again) == found);
    require(dln_str_equal(dln_buffer_str(&whole), dln_buffer_str(&again)));
    dln_buffer_free(&whole);
    dln_buffer_free(&pieces);
    dln_buffer_free(&again);
    return 0;
}
