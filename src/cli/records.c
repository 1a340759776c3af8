#include "cli/records.h"

#include <stdlib.h>

enum { FIRST_RECORDS = 256 };

static void own(dln_arena *arena, dln_str *s, bool *failed) {
    dln_str copy = dln_arena_copy(arena, *s);
    *failed |= s->data && !copy.data;
    *s = copy;
}

static void own_where(dln_arena *arena, dln_where *where, bool *failed) {
    own(arena, &where->name, failed);
    own(arena, &where->place_id, failed);
    own(arena, &where->feature, failed);
    own(arena, &where->country, failed);
    own(arena, &where->admin1, failed);
}

static void own_incident(dln_arena *arena, dln_incident *incident, bool *failed) {
    dln_str *strings[] = {&incident->subtype, &incident->actor, &incident->target,
                          &incident->weapon, &incident->object};
    incident->place_reason = incident->date_reason = DLN_STR_NONE;
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        own(arena, strings[i], failed);
    own_where(arena, &incident->where, failed);
    own_where(arena, &incident->origin, failed);
    own_where(arena, &incident->destination, failed);
    for (size_t i = 0; i < incident->via_count; i++)
        own_where(arena, &incident->via[i], failed);
}

static const dln_evidence *own_evidence(dln_arena *arena, const dln_record *record, bool *failed) {
    dln_evidence *copy = DLN_ARENA_ARRAY(arena, dln_evidence, record->evidence_count);
    if (!copy) {
        *failed = true;
        return NULL;
    }
    for (size_t i = 0; i < record->evidence_count; i++) {
        const dln_evidence *from = &record->evidence[i];
        copy[i] = (dln_evidence){.report_id = from->report_id,
                                 .title = from->title,
                                 .source = from->source,
                                 .published = from->published,
                                 .confidence = from->confidence,
                                 .further = from->further};
        dln_str *strings[] = {&copy[i].report_id, &copy[i].title, &copy[i].source};
        for (size_t s = 0; s < sizeof strings / sizeof *strings; s++)
            own(arena, strings[s], failed);
    }
    return copy;
}

static bool grow(cli_records *records) {
    size_t capacity = records->capacity ? records->capacity * 2 : FIRST_RECORDS;
    dln_record *items = realloc(records->items, capacity * sizeof *items);
    if (!items)
        return false;
    records->items = items;
    records->capacity = capacity;
    return true;
}

dln_status cli_records_gather(void *context, const dln_record *record, dln_error *err) {
    cli_records *records = context;
    if (records->count == records->capacity && !grow(records))
        return dln_fail_memory(err);
    bool failed = false;
    dln_record copy = *record;
    own_incident(records->arena, &copy.incident, &failed);
    copy.evidence = own_evidence(records->arena, record, &failed);
    if (failed)
        return dln_fail_memory(err);
    records->items[records->count++] = copy;
    return DLN_OK;
}

void cli_records_free(cli_records *records) {
    free(records->items);
    dln_arena_free(records->arena);
    *records = (cli_records){0};
}
