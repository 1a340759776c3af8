#include "store/remake.h"

#include "store/claim.h"
#include "store/correction.h"
#include "store/record.h"

dln_status dln_incident_root(dln_store *store, int64_t id, int64_t *out, dln_error *err) {
    bool found = true;
    dln_status status = DLN_OK;
    *out = id;
    while (found && status == DLN_OK)
        status = dln_database_ask(store, DLN_SQL_MERGED_INTO, *out, &found, out, err);
    return status;
}

dln_status dln_incident_expect(dln_store *store, int64_t id, dln_error *err) {
    bool found = false;
    int64_t into = 0;
    dln_status status = dln_database_ask(store, DLN_SQL_INCIDENT_EXISTS, id, &found, &into, err);
    if (status != DLN_OK || found)
        return status;
    status = dln_incident_root(store, id, &into, err);
    if (status != DLN_OK)
        return status;
    if (into != id)
        return dln_fail(err, DLN_NOT_FOUND,
                        "incident %lld was merged into %lld: work on that, or \"dateline undo "
                        "%lld\" takes them apart",
                        (long long)id, (long long)into, (long long)into);
    return dln_fail(err, DLN_NOT_FOUND, "%s has no incident %lld", store->path, (long long)id);
}

static dln_status put_overlay(dln_store *store, int64_t id, const dln_overlay *overlay,
                              dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, DLN_SQL_INCIDENT_REVIEW, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, id);
    if (overlay->review == DLN_REVIEW_NONE)
        dln_bind_null(&binding);
    else
        dln_bind_text(&binding, dln_review_name(overlay->review));
    dln_bind_int(&binding, overlay->corrected);
    return dln_binding_run(&binding, err);
}

static dln_status put_likeness(dln_store *store, int64_t part, int64_t id, int64_t way_by,
                               const dln_incident *incident, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, DLN_SQL_LIKENESS_INSERT, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, part);
    dln_bind_int(&binding, id);
    dln_bind_int(&binding, way_by);
    dln_claim_bind(&binding, incident);
    return dln_binding_run(&binding, err);
}

// One likeness a part: what the machine makes of the claims that were told of it. `claims` hold
// those of one part in a row.
static dln_status put_likenesses(dln_store *store, int64_t id, const dln_claim *claims,
                                 size_t count, dln_error *err) {
    dln_status status = DLN_OK;
    for (size_t begin = 0, end; begin < count && status == DLN_OK; begin = end) {
        for (end = begin + 1; end < count && claims[end].home_id == claims[begin].home_id;)
            end++;
        dln_incident part;
        dln_merge_claims(claims + begin, end - begin, &part);
        size_t best = begin + dln_merge_best_way(claims + begin, end - begin);
        status =
            put_likeness(store, claims[begin].home_id, id, claims[best].evidence_id, &part, err);
    }
    return status;
}

static bool has_parts(const dln_claim *claims, size_t count, int64_t id) {
    for (size_t i = 0; i < count; i++)
        if (claims[i].home_id != id)
            return true;
    return false;
}

static dln_status write_all(dln_store *store, int64_t id, const dln_claim *claims, size_t count,
                            dln_arena *arena, dln_error *err) {
    dln_incident merged;
    dln_overlay overlay;
    dln_merge_claims(claims, count, &merged);
    dln_status status = dln_corrections_apply(store, id, arena, &merged, &overlay, err);
    if (status == DLN_OK)
        status = dln_record_write(store, &merged, count, arena, &id, err);
    if (status == DLN_OK)
        status = put_overlay(store, id, &overlay, err);
    int64_t told_by = overlay.way ? 0 : claims[dln_merge_best_way(claims, count)].evidence_id;
    if (status == DLN_OK)
        status = dln_record_write_way(store, id, &merged, told_by, false, arena, err);
    if (status == DLN_OK)
        status = dln_database_do_with(store, DLN_SQL_LIKENESS_DELETE, id, err);
    if (status == DLN_OK && (overlay.corrected || has_parts(claims, count, id)))
        status = put_likenesses(store, id, claims, count, err);
    return status;
}

// No report tells of it any more: the corrections that stand are laid over what it was.
static dln_status keep_without_evidence(dln_store *store, int64_t id, dln_arena *arena,
                                        dln_error *err) {
    dln_incident last;
    dln_overlay overlay;
    dln_status status = dln_record_remove(store, id, DLN_SQL_INCIDENT_DELETE, err);
    if (status == DLN_OK)
        status = dln_record_read_incident(store, id, arena, &last, err);
    if (status != DLN_OK)
        return status == DLN_NOT_FOUND ? DLN_OK : status;
    status = dln_corrections_apply(store, id, arena, &last, &overlay, err);
    if (status == DLN_OK)
        status = dln_record_write(store, &last, 0, arena, &id, err);
    if (status == DLN_OK) // what a report told of its way went with the report
        status = dln_record_write_way(store, id, &last, 0, false, arena, err);
    return status == DLN_OK ? put_overlay(store, id, &overlay, err) : status;
}

dln_status dln_incident_remake(dln_store *store, int64_t id, dln_arena *arena, dln_error *err) {
    const dln_claim *claims = NULL;
    size_t count = 0;
    dln_status status = dln_record_read_claims(store, id, arena, &claims, &count, err);
    if (status != DLN_OK)
        return status;
    return count ? write_all(store, id, claims, count, arena, err)
                 : keep_without_evidence(store, id, arena, err);
}
