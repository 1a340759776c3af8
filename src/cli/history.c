#include "cli/history.h"

#include <stdio.h>
#include <string.h>

#include "cli/terminal.h"

// Columns that say with others what a person wants to read once.
static bool is_detail(dln_str field) {
    static const char *const details[] = {"place_id", "feature", "geo_precision", "date_precision"};
    for (size_t i = 0; i < sizeof details / sizeof *details; i++)
        if (dln_str_equal(field, dln_str_from(details[i])))
            return true;
    return false;
}

// Where a place is: told by its name, unless that stays.
static bool is_position(dln_str field) {
    static const char *const columns[] = {"country", "admin1", "lon", "lat", "radius_m"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (dln_str_equal(field, dln_str_from(columns[i])))
            return true;
    return false;
}

static bool changes(const dln_edit *edit) {
    return !dln_str_equal(edit->before, edit->after) || !edit->before.data != !edit->after.data;
}

static bool names_another_place(const dln_edit *first, const dln_edit *end) {
    for (const dln_edit *e = first; e < end; e++)
        if (dln_str_equal(e->field, DLN_STR("place")) && changes(e))
            return true;
    return false;
}

// A number's upper end is told where it is not the lower one.
static bool is_same_end(const dln_edit *edit, const dln_edit *first) {
    if (!dln_str_ends_with(edit->field, DLN_STR("_high")) || edit == first)
        return false;
    if (!edit->after.len || (!edit->before.len && changes(&edit[-1])))
        return true; // "4+" says it
    return dln_str_equal(edit->before, edit[-1].before) &&
           dln_str_equal(edit->after, edit[-1].after);
}

static dln_str shown(dln_str value) {
    return value.len ? value : DLN_STR("–");
}

static dln_str field_name(dln_str field) {
    static const dln_str low = {"_low", 4};
    return dln_str_ends_with(field, low) ? dln_str_slice(field, 0, field.len - low.len) : field;
}

// "4+": at least 4, where the number has a lower end only. The row behind tells the upper one.
static const char *open_end(dln_str low, const dln_edit *edit, const dln_edit *end, bool after) {
    bool has_high = edit + 1 < end && dln_str_ends_with(edit[1].field, DLN_STR("_high"));
    dln_str high = !has_high ? DLN_STR("0") : after ? edit[1].after : edit[1].before;
    return low.len && !high.len ? "+" : "";
}

static void append_change(dln_buffer *out, const dln_edit *edit, const dln_edit *end, bool *begun) {
    dln_str name = field_name(edit->field);
    dln_buffer_printf(out, "%s%.*s %.*s%s → %.*s%s", *begun ? ", " : "", DLN_STR_ARG(name),
                      DLN_STR_ARG(shown(edit->before)), open_end(edit->before, edit, end, false),
                      DLN_STR_ARG(shown(edit->after)), open_end(edit->after, edit, end, true));
    *begun = true;
}

static void append_edit(dln_buffer *out, const dln_edit *first, const dln_edit *end) {
    bool begun = false, by_name = names_another_place(first, end);
    for (const dln_edit *e = first; e < end; e++)
        if (changes(e) && !is_detail(e->field) && !is_same_end(e, first) &&
            !(by_name && is_position(e->field)))
            append_change(out, e, end, &begun);
    for (const dln_edit *e = first; e < end && !begun; e++)
        if (e + 1 == end) // all as the machine says it: now an analyst does
            dln_buffer_printf(out, "%.*s %.*s, as it was", DLN_STR_ARG(field_name(first->field)),
                              DLN_STR_ARG(shown(first->after)));
}

static void append_what(dln_buffer *out, const dln_edit *first, const dln_edit *end) {
    dln_str action = first->action;
    dln_buffer_append(out, action);
    if (dln_str_equal(action, DLN_STR("edit"))) {
        dln_buffer_append(out, DLN_STR(": "));
        append_edit(out, first, end);
    } else if (dln_str_equal(action, DLN_STR("merge")) || dln_str_equal(action, DLN_STR("split"))) {
        dln_buffer_printf(out, " %.*s %.*s", DLN_STR_ARG(first->field), DLN_STR_ARG(first->after));
    } else if (dln_str_equal(action, DLN_STR("undo"))) {
        dln_buffer_printf(out, " of the %.*s", DLN_STR_ARG(first->before));
    }
    if (first->note.len)
        dln_buffer_printf(out, ": \"%.*s\"", DLN_STR_ARG(first->note));
    if (first->undone)
        dln_buffer_append(out, DLN_STR(" (undone)"));
}

static void print_operation(dln_buffer *line, const dln_edit *first, const dln_edit *end,
                            int64_t id) {
    enum { DAY_AND_MINUTE = 16 };
    dln_buffer_clear(line);
    append_what(line, first, end);
    dln_str when = dln_str_slice(first->made_at, 0, DAY_AND_MINUTE);
    printf("  ");
    for (size_t i = 0; i < when.len; i++) // "2024-08-05 14:00"
        putchar(when.data[i] == 'T' ? ' ' : when.data[i]);
    printf("  ");
    cli_text_print(stdout, shown(first->author));
    printf("  ");
    if (first->incident_id != id)
        printf("(%lld) ", (long long)first->incident_id);
    cli_text_print(stdout, dln_buffer_str(line));
    putchar('\n');
}

dln_status cli_history_print(const cli_history *history, int64_t id, dln_error *err) {

    dln_buffer line = {0};
    if (history->count)
        printf("\nhistory\n");
    const dln_edit *end = history->items + history->count;
    for (const dln_edit *first = history->items, *next; first < end; first = next) {
        next = first + 1;
        while (next < end && next->operation == first->operation &&
               next->incident_id == first->incident_id)
            next++;
        print_operation(&line, first, next, id);
    }
    bool failed = line.failed;
    dln_buffer_free(&line);
    return failed ? dln_fail_memory(err) : DLN_OK;
}

void cli_json_history(dln_json *json, const cli_history *history) {
    dln_json_open(json, "history", '[');
    for (size_t i = 0; i < history->count; i++) {
        const dln_edit *edit = &history->items[i];
        dln_json_open(json, NULL, '{');
        dln_json_int(json, "operation", edit->operation);
        dln_json_int(json, "incident", edit->incident_id);
        dln_json_str(json, "made_at", edit->made_at);
        dln_json_str(json, "author", edit->author);
        dln_json_str(json, "action", edit->action);
        dln_json_str(json, "field", edit->field);
        dln_json_str(json, "before", edit->before);
        dln_json_str(json, "after", edit->after);
        dln_json_str(json, "note", edit->note);
        dln_json_bool(json, "undone", edit->undone);
        dln_json_close(json, '}');
    }
    dln_json_close(json, ']');
}
