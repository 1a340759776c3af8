#include "store/retold.h"

#include "store/claim.h"
#include "store/match.h"

static void read_told(void *context, dln_row *row) {
    dln_told *told = dln_row_add(row, context, sizeof *told);
    if (!told)
        return;
    *told = (dln_told){.incident_id = dln_row_int(row)};
    told->home_id = dln_row_int(row);
    told->merge_reason = dln_row_str(row);
    told->sentence = dln_row_str(row);
    told->words = dln_row_str(row);
    told->words_at = dln_row_int(row);
    dln_claim_read(row, &told->claim);
}

dln_status dln_told_read(dln_store *store, int64_t report_key, dln_arena *arena, dln_told_list *out,
                         dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, DLN_SQL_REPORT_EVIDENCE, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, report_key);
    dln_list list = {0};
    status = dln_binding_read_all(&binding, arena, read_told, &list, err);
    *out = (dln_told_list){list.items, list.count};
    return status;
}

// An incident as the report tells it now, in the terms of what was stored of it before.
typedef struct telling {
    const dln_incident *incident;
    dln_str sentence, words;
    int64_t words_at; // in code points
} telling;

static telling telling_of(const dln_report *report, const dln_incident *incident) {
    telling t = {.incident = incident};
    t.sentence = dln_str_of_span(report->text, incident->sentence);
    t.words = dln_str_of_span(report->text, incident->trigger);
    if (t.words.len && incident->trigger.begin >= incident->sentence.begin)
        t.words_at = (int64_t)dln_codepoints_between(report->text, incident->sentence.begin,
                                                     incident->trigger.begin);
    return t;
}

static bool is_same_sentence(const dln_told *before, const telling *now) {
    return before->sentence.len && dln_str_equal(before->sentence, now->sentence);
}

static bool is_same_trigger(const dln_told *before, const telling *now) {
    return is_same_sentence(before, now) && dln_str_equal(before->words, now->words) &&
           before->words_at == now->words_at;
}

static bool is_same_trigger_and_place(const dln_told *before, const telling *now) {
    return is_same_trigger(before, now) &&
           dln_str_equal(before->claim.where.name, now->incident->where.name);
}

static bool is_same_type_in_sentence(const dln_told *before, const telling *now) {
    return is_same_sentence(before, now) && before->claim.type == now->incident->type;
}

static bool is_same_day_and_place(const dln_told *before, const telling *now) {
    return dln_match_retold(&before->claim, now->incident);
}

// From the surest sign to the weakest; what a surer one has joined is left out by the next.
static bool (*const signs[])(const dln_told *, const telling *) = {
    is_same_trigger_and_place, is_same_trigger,  is_same_type_in_sentence,
    is_same_day_and_place,     is_same_sentence,
};

const dln_told **dln_told_again(dln_told_list *before, const dln_report *report,
                                const dln_incidents *now, dln_arena *arena) {
    const dln_told **found = DLN_ARENA_ARRAY(arena, const dln_told *, now->count + 1);
    for (size_t sign = 0; found && sign < sizeof signs / sizeof signs[0]; sign++)
        for (size_t i = 0; i < now->count; i++) {
            telling t = telling_of(report, &now->items[i]);
            for (size_t b = 0; b < before->count && !found[i]; b++)
                if (!before->items[b].taken && signs[sign](&before->items[b], &t)) {
                    before->items[b].taken = true;
                    found[i] = &before->items[b];
                }
        }
    return found;
}
