#include "extract/incident/incident.h"

#include "extract/incident/explain.h"
#include "extract/incident/incident_build.h"
#include "extract/incident/incident_date.h"
#include "extract/incident/topic.h"

static dln_status read_sentences(dln_reading *reading, dln_context *context, dln_topics *topics,
                                 dln_drafts *drafts, dln_error *err) {
    for (size_t i = 0; i < reading->segments->sentence_count; i++) {
        dln_sentence_read(reading, (uint32_t)i);
        dln_topics_note(topics, reading);
        dln_status status = dln_incidents_of_sentence(reading, context, drafts, err);
        if (status != DLN_OK)
            return status;
        dln_context_note_day(reading, context);
    }
    return DLN_OK;
}

// What the whole report is about speaks against some of what its sentences tell.
static void drop_figures_of_speech(const dln_context *context, const dln_topics *topics,
                                   dln_drafts *drafts) {
    size_t kept = 0;
    for (size_t i = 0; i < drafts->count; i++) {
        const char *topic = dln_topics_against(topics, &drafts->items[i], context->report);
        if (!topic)
            drafts->items[kept++] = drafts->items[i];
        else if (context->explanation)
            dln_explain_topic(context->explanation, &drafts->items[i], topic);
    }
    drafts->count = kept;
}

// Last of all, so that two villages that nobody knows are not one for lying in one region.
static void place_the_unknown(dln_drafts *drafts) {
    for (size_t i = 0; i < drafts->count; i++) {
        dln_where *where = &drafts->items[i].incident.where;
        if (where->name.data && !where->located)
            dln_where_lie_in(where, drafts->items[i].around);
    }
}

static dln_status publish(const dln_drafts *drafts, dln_arena *arena, dln_incidents *out,
                          dln_error *err) {
    dln_incident *items = NULL;
    if (drafts->count > 0) {
        items = DLN_ARENA_ARRAY(arena, dln_incident, drafts->count);
        if (!items)
            return dln_fail_memory(err);
    }
    for (size_t i = 0; i < drafts->count; i++)
        items[i] = drafts->items[i].incident;
    *out = (dln_incidents){items, drafts->count};
    return DLN_OK;
}

dln_status dln_find_incidents(const dln_knowledge *knowledge, const dln_report *report,
                              const dln_segments *segments, const dln_found_list *found,
                              const dln_date_mentions *dates, dln_arena *arena,
                              dln_buffer *explanation, dln_incidents *out, dln_error *err) {
    dln_reading *reading = DLN_ARENA_ARRAY(arena, dln_reading, 1);
    if (!reading)
        return dln_fail_memory(err);
    reading->lexicon = knowledge->lexicon;
    reading->segments = segments;
    reading->found = found;
    reading->dates = dates;
    dln_context context = {.report = report, .arena = arena, .explanation = explanation};
    dln_drafts drafts = {0};
    dln_topics topics = {0};
    dln_status status = read_sentences(reading, &context, &topics, &drafts, err);
    if (status != DLN_OK)
        return status;
    drop_figures_of_speech(&context, &topics, &drafts);
    drafts.count = dln_drafts_merge(drafts.items, drafts.count);
    dln_drafts_take_places(&drafts);
    place_the_unknown(&drafts);
    dln_drafts_take_days(&drafts);
    dln_drafts_sort(drafts.items, drafts.count);
    status = publish(&drafts, arena, out, err);
    if (status == DLN_OK && explanation)
        dln_explain_incidents(explanation, segments, out);
    return status;
}
