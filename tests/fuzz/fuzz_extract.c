// Any text through the whole pipeline: incidents with spans in bounds, days in order, numbers that
// can be; a second run gives the same GeoJSON, byte for byte.
#include "knowledge.h"

#include "dateline/export.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require_when(dln_when when) {
    bool open = when.precision == DLN_DATE_OPEN;
    require(when.precision < DLN_DATE_PRECISIONS && when.first <= when.last);
    require((when.first == DLN_DAY_NONE) == open && (when.last == DLN_DAY_NONE) == open);
}

static void require_count(dln_count count) {
    require(!count.said || (count.low >= 0 && count.low <= count.high));
}

static void require_incident(dln_str text, const dln_incident *incident) {
    require(incident->type < DLN_INCIDENT_TYPES && incident->status < DLN_INCIDENT_STATUSES);
    require(incident->confidence >= 0 && incident->confidence <= 1);
    require_when(incident->when);
    require_where(&incident->where);
    require_where(&incident->origin);
    require_where(&incident->destination);
    require(incident->via_count <= DLN_VIA_MAX);
    for (size_t i = 0; i < incident->via_count; i++)
        require_where(&incident->via[i]);
    require_count(incident->count);
    require_count(incident->fatalities);
    require_count(incident->injured);
    require_span(text, incident->sentence);
    require_span(text, incident->trigger);
    require(dln_span_contains(incident->sentence, incident->trigger));
    require(incident->place_span_count <= DLN_PLACE_SPANS_MAX);
    for (size_t i = 0; i < incident->place_span_count; i++)
        require_span(text, incident->place_spans[i]);
}

static dln_status append(void *context, dln_str bytes, dln_error *err) {
    (void)err;
    dln_buffer_append(context, bytes);
    return DLN_OK;
}

static dln_buffer as_geojson(const dln_incidents *incidents) {
    dln_buffer out = {0};
    dln_text_export *writer = NULL;
    require(dln_text_export_new(DLN_EXPORT_GEOJSON, DLN_PROFILE_DATELINE, append, &out, &writer,
                                NULL) == DLN_OK);
    for (size_t i = 0; i < incidents->count; i++) {
        dln_record record = {.id = (int64_t)i + 1, .incident = incidents->items[i]};
        require(dln_text_export_add(writer, &record, NULL) == DLN_OK);
    }
    require(dln_text_export_finish(writer, NULL) == DLN_OK);
    dln_text_export_free(writer);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    dln_arena *arena = NULL;
    dln_extraction found, again;
    require(dln_arena_new(&arena, NULL) == DLN_OK);
    dln_report report = fuzz_report(data, size, arena);
    require(dln_extract(fuzz_knowledge(), &report, arena, &found, NULL) == DLN_OK);
    require_mentions(report.text, &found.mentions);
    for (size_t i = 0; i < found.incidents.count; i++)
        require_incident(report.text, &found.incidents.items[i]);
    require(dln_extract(fuzz_knowledge(), &report, arena, &again, NULL) == DLN_OK);
    dln_buffer first = as_geojson(&found.incidents), second = as_geojson(&again.incidents);
    require(dln_str_equal(dln_buffer_str(&first), dln_buffer_str(&second)));
    dln_buffer_free(&first);
    dln_buffer_free(&second);
    dln_arena_free(arena);
    return 0;
}
