#include "dateline/edit.h"
#include "store/candidates.h"
#include "store/claim.h"
#include "store/known.h"
#include "store/match.h"
#include "store/offsets.h"
#include "store/record.h"
#include "store/remake.h"
#include "store/retold.h"

// What one call of dln_store_ingest works on.
typedef struct ingest {
    dln_store *store;
    const dln_report *report;
    dln_arena *arena;
    int64_t report_key;
    dln_offsets offsets;
    // Incidents that this report has evidence for by now, each part of a merged one for itself. No
    // report tells one twice: what it holds apart, extraction had reason to hold apart.
    dln_ids used;
    bool has_likenesses;  // something was corrected
    dln_told_list before; // what an earlier content of this report was evidence for
    dln_ingest_counts counts;
} ingest;

static void bind_report(dln_binding *binding, const dln_report *report) {
    dln_bind_str(binding, report->id);
    dln_bind_str(binding, report->text.data ? report->text : DLN_STR(""));
    dln_bind_str(binding, report->title);
    dln_bind_str(binding, report->source);
    dln_bind_str(binding, report->url);
    dln_bind_day(binding, report->date);
}

// Whether the report is stored, and if so whether nothing in it differs.
static dln_status find_report(ingest *in, bool *known, bool *same, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(in->store, DLN_SQL_REPORT_FIND, &binding, err);
    if (status != DLN_OK)
        return status;
    bind_report(&binding, in->report);
    status = dln_binding_step(&binding, known, err);
    if (status == DLN_OK && *known) {
        in->report_key = sqlite3_column_int64(binding.statement, 0);
        *same = sqlite3_column_int(binding.statement, 1) != 0;
        dln_binding_end(&binding);
    }
    return status;
}

static dln_status put_report(ingest *in, bool known, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(
        in->store, known ? DLN_SQL_REPORT_UPDATE : DLN_SQL_REPORT_INSERT, &binding, err);
    if (status != DLN_OK)
        return status;
    bind_report(&binding, in->report);
    dln_bind_int(&binding, in->report->date_source);
    status = dln_binding_run(&binding, err);
    if (status == DLN_OK && !known)
        in->report_key = sqlite3_last_insert_rowid(in->store->db);
    return status;
}

// The ways that go with the report's evidence leave their R-tree as well.
static dln_status forget_ways(ingest *in, dln_error *err) {
    dln_ids ways = {0};
    dln_binding binding;
    dln_status status = dln_binding_begin(in->store, DLN_SQL_REPORT_WAYS, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, in->report_key);
    status = dln_ids_read(&ways, &binding, in->arena, err);
    for (size_t i = 0; i < ways.count && status == DLN_OK; i++)
        status = dln_rtree_remove(in->store, DLN_LAYER_MOVEMENT, ways.items[i], err);
    return status;
}

// Forgets what an earlier content of the report said, but not of which incidents it spoke.
static dln_status clear_before(ingest *in, dln_error *err) {
    static const dln_sql keeping[] = {DLN_SQL_REPORT_KEEP_STOPS, DLN_SQL_REPORT_KEEP_WAYS};
    static const dln_sql clearing[] = {DLN_SQL_REPORT_CLEAR_EVIDENCE,
                                       DLN_SQL_REPORT_CLEAR_MENTIONS};
    dln_status status = dln_told_read(in->store, in->report_key, in->arena, &in->before, err);
    for (int i = 0; i < 2 && status == DLN_OK; i++)
        status = dln_database_do_with(in->store, keeping[i], in->report_key, err);
    if (status == DLN_OK)
        status = forget_ways(in, err);
    for (int i = 0; i < 2 && status == DLN_OK; i++)
        status = dln_database_do_with(in->store, clearing[i], in->report_key, err);
    return status;
}

static dln_status put_mention(ingest *in, const dln_mention *mention, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(in->store, DLN_SQL_MENTION_INSERT, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, in->report_key);
    dln_bind_int(&binding, dln_offsets_of(&in->offsets, mention->span.begin));
    dln_bind_int(&binding, dln_offsets_of(&in->offsets, mention->span.end));
    dln_bind_str(&binding, dln_str_of_span(in->report->text, mention->span));
    dln_bind_int(&binding, mention->metonym);
    dln_bind_double(&binding, mention->confidence);
    dln_where_bind(&binding, &mention->where);
    return dln_binding_run(&binding, err);
}

// "[[12,20],[31,40]]" in code points, or none.
static dln_str place_spans(const ingest *in, const dln_incident *incident) {
    dln_str list = DLN_STR_NONE;
    for (size_t i = 0; i < incident->place_span_count; i++)
        list = dln_arena_printf(in->arena, "%.*s%s[%u,%u]", DLN_STR_ARG(list), i ? "," : "[",
                                dln_offsets_of(&in->offsets, incident->place_spans[i].begin),
                                dln_offsets_of(&in->offsets, incident->place_spans[i].end));
    return list.data ? dln_arena_printf(in->arena, "%.*s]", DLN_STR_ARG(list)) : list;
}

_Static_assert(DLN_TOLD_MAX < 16, "the view incident_sources numbers the sentences of a report");

static dln_status put_told(ingest *in, int64_t evidence_id, dln_span span, dln_error *err) {
    dln_str sentence = dln_str_of_span(in->report->text, span);
    dln_binding binding;
    dln_status status = dln_binding_begin(in->store, DLN_SQL_TOLD_INSERT, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, evidence_id);
    dln_bind_int(&binding, dln_offsets_of(&in->offsets, span.begin));
    dln_bind_int(&binding, dln_offsets_of(&in->offsets, span.end));
    dln_bind_str(&binding, sentence.data ? sentence : DLN_STR(""));
    return dln_binding_run(&binding, err);
}

// The other sentences that something was taken from; the one with the trigger stands in evidence.
static dln_status put_all_told(ingest *in, int64_t evidence_id, const dln_incident *incident,
                               dln_error *err) {
    dln_status status = DLN_OK;
    for (size_t i = 0; i < incident->told_count && status == DLN_OK; i++)
        if (incident->told[i].begin != incident->sentence.begin)
            status = put_told(in, evidence_id, incident->told[i], err);
    return status;
}

// The incident that a piece of evidence belongs to, and the part of it that it was told of.
typedef struct target {
    int64_t id, part;
} target;

static dln_status put_evidence(ingest *in, target to, const dln_incident *incident,
                               dln_str merge_reason, int64_t *evidence_id, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(in->store, DLN_SQL_EVIDENCE_INSERT, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_str sentence = dln_str_of_span(in->report->text, incident->sentence);
    dln_bind_int(&binding, to.id);
    dln_bind_int(&binding, to.part);
    dln_bind_int(&binding, in->report_key);
    dln_bind_str(&binding, sentence.data ? sentence : DLN_STR(""));
    dln_bind_int(&binding, dln_offsets_of(&in->offsets, incident->sentence.begin));
    dln_bind_int(&binding, dln_offsets_of(&in->offsets, incident->sentence.end));
    dln_bind_str(&binding, dln_str_of_span(in->report->text, incident->trigger));
    dln_bind_int(&binding, dln_offsets_of(&in->offsets, incident->trigger.begin));
    dln_bind_int(&binding, dln_offsets_of(&in->offsets, incident->trigger.end));
    dln_bind_str(&binding, place_spans(in, incident));
    dln_bind_str(&binding, merge_reason);
    dln_claim_bind(&binding, incident);
    status = dln_binding_run(&binding, err);
    if (status != DLN_OK)
        return status;
    *evidence_id = sqlite3_last_insert_rowid(in->store->db);
    status = put_all_told(in, *evidence_id, incident, err);
    return status == DLN_OK
               ? dln_stops_insert(in->store, DLN_SQL_STOP_INSERT, *evidence_id, incident, err)
               : status;
}

// The incident to merge with: the one that most agrees, then the nearest, then the oldest.
typedef struct best_match {
    target to; // id 0: none
    dln_match match;
    target near; // what it may be if there is but one such
    dln_match near_match;
    int near_count;
} best_match;

static bool is_better(const dln_match *a, const dln_match *b) {
    return a->surplus != b->surplus ? a->surplus > b->surplus : a->distance_m < b->distance_m;
}

static void consider(const ingest *in, const dln_incident *told, const dln_incident *known,
                     target to, best_match *best) {
    dln_match match;
    if (dln_ids_contain(&in->used, to.part))
        return;
    if (dln_match_incidents(known, told, &match)) {
        if (!best->to.id || is_better(&match, &best->match)) {
            best->to = to;
            best->match = match;
        }
    } else if (dln_match_nearly(known, told, &match)) {
        best->near = to;
        best->near_match = match;
        best->near_count++;
    }
}

// "A strike on A last month": the only one known there then.
static void take_the_only_one(best_match *best) {
    if (best->to.id || best->near_count != 1)
        return;
    best->to = best->near;
    best->match = best->near_match;
}

// What the machine says of an incident that an analyst has changed or merged, or of a part of it.
typedef struct likeness {
    target to;
    int64_t way_by; // the evidence that tells its way
    dln_incident known;
} likeness;

static void read_likeness(void *context, dln_row *row) {
    likeness *item = dln_row_add(row, context, sizeof *item);
    if (!item)
        return;
    item->to.part = dln_row_int(row);
    item->to.id = dln_row_int(row);
    item->way_by = dln_row_int(row);
    item->known = (dln_incident){0};
    dln_claim_read(row, &item->known);
}

static dln_status find_likeness(ingest *in, const dln_incident *told, best_match *best,
                                dln_error *err) {
    dln_binding binding;
    dln_list list = {0};
    dln_status status = dln_binding_begin(in->store, DLN_SQL_LIKENESS_ON_DAYS, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_day(&binding, told->when.first == DLN_DAY_NONE
                               ? DLN_DAY_NONE
                               : told->when.first - DLN_MATCH_MAX_DAYS);
    dln_bind_day(&binding, told->when.last);
    dln_bind_day(&binding, told->when.first);
    status = dln_binding_read_all(&binding, in->arena, read_likeness, &list, err);
    likeness *items = list.items;
    for (size_t i = 0; i < list.count && status == DLN_OK; i++) {
        status = dln_stops_read(in->store, DLN_SQL_STOP_SELECT, items[i].way_by, in->arena,
                                &items[i].known, err);
        if (status == DLN_OK)
            consider(in, told, &items[i].known, items[i].to, best);
    }
    return status;
}

static dln_status find_match(ingest *in, const dln_incident *told, best_match *best,
                             dln_error *err) {
    dln_ids ids = {0};
    dln_status status = in->store->known
                            ? dln_known_find(in->store->known, told, in->arena, &ids, err)
                            : dln_candidates_find(in->store, told, in->arena, &ids, err);
    in->store->searches++;
    dln_ids_sort(&ids); // the oldest first, however they were found
    for (size_t i = 0; i < ids.count && status == DLN_OK; i++) {
        dln_incident known;
        bool is_twice = i > 0 && ids.items[i] == ids.items[i - 1];
        if (is_twice || dln_ids_contain(&in->used, ids.items[i]))
            continue;
        status = dln_record_read_incident(in->store, ids.items[i], in->arena, &known, err);
        if (status == DLN_OK)
            consider(in, told, &known, (target){ids.items[i], ids.items[i]}, best);
    }
    return status == DLN_OK && in->has_likenesses ? find_likeness(in, told, best, err) : status;
}

static dln_status put_new(ingest *in, const dln_incident *incident, dln_error *err) {
    int64_t id = 0, evidence_id = 0;
    dln_status status = dln_record_write(in->store, incident, 1, in->arena, &id, err);
    if (status == DLN_OK)
        status = put_evidence(in, (target){id, id}, incident, DLN_STR_NONE, &evidence_id, err);
    if (status == DLN_OK)
        status = dln_record_write_way(in->store, id, incident, evidence_id, true, in->arena, err);
    if (status == DLN_OK)
        status = dln_ids_append(&in->used, id, in->arena, err);
    in->counts.incidents_new++;
    return status;
}

static dln_status merge_into(ingest *in, target to, const dln_incident *incident,
                             dln_str merge_reason, dln_error *err) {
    int64_t evidence_id = 0;
    dln_status status = put_evidence(in, to, incident, merge_reason, &evidence_id, err);
    if (status == DLN_OK)
        status = dln_ids_append(&in->used, to.part, in->arena, err);
    return status == DLN_OK ? dln_incident_remake(in->store, to.id, in->arena, err) : status;
}

static dln_status put_matched(ingest *in, const best_match *best, const dln_incident *incident,
                              dln_error *err) {
    dln_buffer reason = {0};
    dln_match_reason(incident, &best->match, &reason);
    dln_status status = reason.failed
                            ? dln_fail_memory(err)
                            : merge_into(in, best->to, incident, dln_buffer_str(&reason), err);
    dln_buffer_free(&reason);
    in->counts.incidents_merged++;
    return status;
}

static dln_status put_incident(ingest *in, const dln_incident *incident, const dln_told *before,
                               dln_error *err) {
    if (before)
        return merge_into(in, (target){before->incident_id, before->home_id}, incident,
                          before->merge_reason, err);
    best_match best = {0};
    dln_status status = find_match(in, incident, &best, err);
    if (status != DLN_OK)
        return status;
    take_the_only_one(&best);
    return best.to.id ? put_matched(in, &best, incident, err) : put_new(in, incident, err);
}

// What the report told before keeps its place, and no other incident of the report takes it.
static dln_status reserve(ingest *in, const dln_told *const *again, size_t count, dln_error *err) {
    dln_status status = DLN_OK;
    for (size_t i = 0; i < count && status == DLN_OK; i++)
        if (again[i])
            status = dln_ids_append(&in->used, again[i]->home_id, in->arena, err);
    return status;
}

// Incidents that the report does not tell any more.
static dln_status remake_the_rest(ingest *in, dln_error *err) {
    dln_status status = DLN_OK;
    for (size_t i = 0; i < in->before.count && status == DLN_OK; i++) {
        const dln_told *told = &in->before.items[i];
        bool done = i > 0 && told[-1].incident_id == told->incident_id;
        if (!done)
            status = dln_incident_remake(in->store, told->incident_id, in->arena, err);
    }
    return status;
}

static dln_status put_extraction(ingest *in, const dln_extraction *extraction, dln_error *err) {
    int64_t unused = 0;
    dln_status status = dln_offsets_init(&in->offsets, in->report->text, in->arena, err);
    if (status == DLN_OK)
        status = dln_known_prepare(in->store, err);
    if (status == DLN_OK)
        status =
            dln_database_ask(in->store, DLN_SQL_LIKENESS_ANY, 0, &in->has_likenesses, &unused, err);
    for (size_t i = 0; i < extraction->mentions.count && status == DLN_OK; i++)
        status = put_mention(in, &extraction->mentions.items[i], err);
    const dln_told **again =
        dln_told_again(&in->before, in->report, &extraction->incidents, in->arena);
    if (!again)
        return dln_fail_memory(err);
    if (status == DLN_OK)
        status = reserve(in, again, extraction->incidents.count, err);
    for (size_t i = 0; i < extraction->incidents.count && status == DLN_OK; i++)
        status = put_incident(in, &extraction->incidents.items[i], again[i], err);
    return status == DLN_OK ? remake_the_rest(in, err) : status;
}

static dln_status put_all(ingest *in, const dln_extraction *extraction, bool anew, dln_error *err) {
    bool known = false, same = false;
    dln_status status = find_report(in, &known, &same, err);
    if (status == DLN_OK && known && same && !anew) {
        in->counts.unchanged = true;
        return DLN_OK;
    }
    if (status == DLN_OK && known)
        status = clear_before(in, err);
    if (status == DLN_OK)
        status = put_report(in, known, err);
    return status == DLN_OK ? put_extraction(in, extraction, err) : status;
}

static dln_status store_report(dln_store *store, const dln_report *report,
                               const dln_extraction *extraction, bool anew, dln_ingest_counts *out,
                               dln_error *err) {
    if (!store->writable)
        return dln_fail(err, DLN_INVALID, "%s was opened for reading only", store->path);
    if (!report->id.data)
        return dln_fail(err, DLN_INVALID, "a report without an id cannot be stored");
    dln_arena_reset(store->arena);
    ingest in = {.store = store, .report = report, .arena = store->arena};
    dln_status status = dln_store_begin_one(store, err);
    if (status != DLN_OK)
        return status;
    status = put_all(&in, extraction, anew, err);
    status = dln_store_end_one(store, status, err);
    if (status == DLN_OK)
        *out = in.counts;
    return status;
}

dln_status dln_store_ingest(dln_store *store, const dln_report *report,
                            const dln_extraction *extraction, dln_ingest_counts *out,
                            dln_error *err) {
    return store_report(store, report, extraction, false, out, err);
}

dln_status dln_store_reextract(dln_store *store, const dln_report *report,
                               const dln_extraction *extraction, dln_ingest_counts *out,
                               dln_error *err) {
    return store_report(store, report, extraction, true, out, err);
}
