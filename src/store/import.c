// Incidents that come from a file: they keep their ids, and none comes in twice.
#include "store/claim.h"
#include "store/record.h"
#include "store/remake.h"

// Ids that JSON keeps whole. Behind a larger one SQLite would soon have none left for new
// incidents.
static const int64_t largest_id = INT64_C(1) << 53;

typedef struct import_job {
    dln_store *store;
    const dln_record *record;
    dln_arena *arena;
} import_job;

// The sentence that an incident is known again by: the first that a source names it with.
static const dln_evidence *quoted(const dln_record *record) {
    for (size_t i = 0; i < record->evidence_count; i++)
        if (!record->evidence[i].further && record->evidence[i].sentence.len)
            return &record->evidence[i];
    size_t first = 0;
    while (record->evidence[first].further)
        first++;
    return &record->evidence[first];
}

static dln_status ask(dln_binding *binding, int64_t *out, dln_error *err) {
    bool found = false;
    dln_status status = dln_binding_step(binding, &found, err);
    if (status != DLN_OK || !found)
        return status;
    *out = sqlite3_column_int64(binding->statement, 0);
    dln_binding_end(binding);
    return DLN_OK;
}

// Whether the incident of the record's id, or the one it was merged into, tells the same sentence.
static dln_status find_by_id(const import_job *in, int64_t root, int64_t *out, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(in->store, DLN_SQL_IMPORT_BY_ID, &binding, err);
    if (status != DLN_OK)
        return status;
    const dln_evidence *said = quoted(in->record);
    dln_bind_int(&binding, root);
    dln_bind_str(&binding, said->sentence);
    dln_bind_str(&binding, said->report_id);
    return ask(&binding, out, err);
}

// One that came in under another id, because its own was taken.
static dln_status find_by_words(const import_job *in, int64_t *out, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(in->store, DLN_SQL_IMPORT_BY_WORDS, &binding, err);
    if (status != DLN_OK)
        return status;
    const dln_incident *incident = &in->record->incident;
    const dln_evidence *said = quoted(in->record);
    dln_bind_str(&binding, said->report_id);
    dln_bind_str(&binding, said->sentence);
    dln_bind_text(&binding, dln_type_name(incident->type));
    dln_bind_str(&binding, incident->subtype);
    dln_bind_str(&binding, incident->where.name);
    dln_bind_day(&binding, incident->when.first);
    dln_bind_str(&binding, incident->actor);
    dln_bind_str(&binding, incident->target);
    return ask(&binding, out, err);
}

static dln_status find_known(const import_job *in, bool *known, bool *taken, dln_error *err) {
    int64_t root = in->record->id, unused = 0, found = 0;
    *taken = root > largest_id;
    dln_status status = DLN_OK;
    if (root && !*taken) {
        status = dln_incident_root(in->store, in->record->id, &root, err);
        if (status == DLN_OK)
            status =
                dln_database_ask(in->store, DLN_SQL_INCIDENT_EXISTS, root, taken, &unused, err);
        if (status == DLN_OK && *taken)
            status = find_by_id(in, root, &found, err);
    }
    if (status == DLN_OK && !found && (*taken || !root))
        status = find_by_words(in, &found, err);
    *known = found != 0;
    return status;
}

static dln_status fill_report(const import_job *in, const dln_evidence *said, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(in->store, DLN_SQL_IMPORT_REPORT_FILL, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_str(&binding, said->report_id);
    dln_bind_str(&binding, said->title);
    dln_bind_str(&binding, said->source);
    dln_bind_str(&binding, said->url);
    dln_bind_day(&binding, said->published);
    return dln_binding_run(&binding, err);
}

static dln_status put_report(const import_job *in, const dln_evidence *said, int64_t *key,
                             dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(in->store, DLN_SQL_IMPORT_REPORT, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_str(&binding, said->report_id);
    status = ask(&binding, key, err);
    if (status == DLN_OK && *key)
        return fill_report(in, said, err);
    if (status != DLN_OK)
        return status;
    status = dln_binding_begin(in->store, DLN_SQL_REPORT_INSERT, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_str(&binding, said->report_id);
    dln_bind_text(&binding, ""); // nobody told its text
    dln_bind_str(&binding, said->title);
    dln_bind_str(&binding, said->source);
    dln_bind_str(&binding, said->url);
    dln_bind_day(&binding, said->published);
    dln_bind_int(&binding, said->published == DLN_DAY_NONE ? DLN_DATE_UNKNOWN : DLN_DATE_METADATA);
    status = dln_binding_run(&binding, err);
    *key = sqlite3_last_insert_rowid(in->store->db);
    return status;
}

// What a source says is the whole incident: files do not tell who said which part.
static dln_status put_evidence(const import_job *in, int64_t id, const dln_evidence *said,
                               bool has_stops, int64_t *evidence_id, dln_error *err) {
    int64_t report_key = 0;
    dln_status status = put_report(in, said, &report_key, err);
    dln_binding binding;
    if (status == DLN_OK)
        status = dln_binding_begin(in->store, DLN_SQL_EVIDENCE_INSERT, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_incident claim = in->record->incident;
    claim.confidence = said->confidence;
    claim.place_reason = said->place_reason;
    claim.date_reason = said->date_reason;
    dln_bind_int(&binding, id);
    dln_bind_int(&binding, id);
    dln_bind_int(&binding, report_key);
    dln_bind_str(&binding, said->sentence);
    dln_bind_int(&binding, said->begin);
    dln_bind_int(&binding, said->end);
    dln_bind_null(&binding); // the trigger, its place, and the words of the place
    dln_bind_int(&binding, 0);
    dln_bind_int(&binding, 0);
    dln_bind_null(&binding);
    dln_bind_str(&binding, said->merge_reason);
    dln_claim_bind(&binding, &claim);
    status = dln_binding_run(&binding, err);
    *evidence_id = sqlite3_last_insert_rowid(in->store->db);
    return status == DLN_OK && has_stops
               ? dln_stops_insert(in->store, DLN_SQL_STOP_INSERT, *evidence_id, &claim, err)
               : status;
}

static dln_status put_further(const import_job *in, int64_t evidence_id, const dln_evidence *said,
                              dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(in->store, DLN_SQL_TOLD_INSERT, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, evidence_id);
    dln_bind_int(&binding, said->begin);
    dln_bind_int(&binding, said->end);
    dln_bind_str(&binding, said->sentence);
    return dln_binding_run(&binding, err);
}

// The evidence of the same report that names the incident.
static int64_t main_of(const dln_record *record, const int64_t *ids, dln_str report) {
    for (size_t i = 0; i < record->evidence_count; i++)
        if (ids[i] && dln_str_equal(record->evidence[i].report_id, report))
            return ids[i];
    return 0;
}

// The first source carries the way. A further sentence may stand before the one that it belongs to.
static dln_status put_sources(const import_job *in, int64_t id, int64_t *first, dln_error *err) {
    const dln_record *record = in->record;
    int64_t *ids = DLN_ARENA_ARRAY(in->arena, int64_t, record->evidence_count);
    if (!ids)
        return dln_fail_memory(err);
    dln_status status = DLN_OK;
    for (size_t i = 0; i < record->evidence_count && status == DLN_OK; i++) {
        if (record->evidence[i].further)
            continue;
        status = put_evidence(in, id, &record->evidence[i], !*first, &ids[i], err);
        *first = *first ? *first : ids[i];
    }
    for (size_t i = 0; i < record->evidence_count && status == DLN_OK; i++) {
        const dln_evidence *said = &record->evidence[i];
        int64_t owner = said->further ? main_of(record, ids, said->report_id) : 0;
        if (owner)
            status = put_further(in, owner, said, err);
    }
    return status;
}

static dln_status put(const import_job *in, int64_t id, dln_error *err) {
    const dln_record *record = in->record;
    int64_t first = 0;
    dln_status status = dln_record_write_as(in->store, &record->incident,
                                            dln_record_source_count(record), in->arena, &id, err);
    if (status == DLN_OK)
        status = put_sources(in, id, &first, err);
    if (status == DLN_OK)
        status =
            dln_record_write_way(in->store, id, &record->incident, first, true, in->arena, err);
    return status;
}

static dln_status import_one(const import_job *in, dln_import_outcome *out, dln_error *err) {
    bool known = false, taken = false;
    dln_status status = find_known(in, &known, &taken, err);
    if (status != DLN_OK)
        return status;
    *out = known ? DLN_IMPORT_KNOWN : taken ? DLN_IMPORT_RENUMBERED : DLN_IMPORT_NEW;
    return known ? DLN_OK : put(in, taken ? 0 : in->record->id, err);
}

dln_status dln_store_import(dln_store *store, const dln_record *record, dln_import_outcome *out,
                            dln_error *err) {
    if (!store->writable)
        return dln_fail(err, DLN_INVALID, "%s was opened for reading only", store->path);
    if (!dln_record_source_count(record) || record->id < 0)
        return dln_fail(err, DLN_INVALID, "an incident without a source cannot be stored");
    dln_arena_reset(store->arena);
    import_job in = {store, record, store->arena};
    dln_import_outcome outcome = DLN_IMPORT_NEW;
    dln_status status = dln_store_begin_one(store, err);
    if (status != DLN_OK)
        return status;
    status = dln_store_end_one(store, import_one(&in, &outcome, err), err);
    if (status == DLN_OK)
        *out = outcome;
    return status;
}
