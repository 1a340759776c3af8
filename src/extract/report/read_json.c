#include "extract/report/read_json.h"

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// The byte at `at` of the window, pulling more when needed. DLN_NOT_FOUND behind the end.
static dln_status byte_at(dln_input *input, size_t at, char *out, dln_error *err) {
    dln_str window = dln_input_window(input);
    while (at >= window.len) {
        dln_status status = dln_input_pull(input, err);
        if (status != DLN_OK)
            return status;
        window = dln_input_window(input);
    }
    *out = window.data[at];
    return DLN_OK;
}

static dln_status breaks_off(dln_input *input, const char *where, dln_error *err) {
    dln_input_skip(input, dln_input_window(input).len);
    return dln_fail(err, DLN_BAD_INPUT, "the JSON breaks off in the middle of %s", where);
}

static dln_status skip_between(dln_json_cutter *cutter, dln_input *input, dln_error *err) {
    for (;;) {
        char c;
        dln_status status = byte_at(input, 0, &c, err);
        if (status == DLN_NOT_FOUND && cutter->in_array) {
            cutter->in_array = false;
            return breaks_off(input, "the array", err);
        }
        if (status != DLN_OK)
            return status;
        if (c == '[' && !cutter->in_array)
            cutter->in_array = true;
        else if (c == ']')
            cutter->in_array = false;
        else if (!is_space(c) && c != ',')
            return DLN_OK;
        dln_input_skip(input, 1);
    }
}

// How far a value goes: braces and brackets outside strings are counted.
typedef struct scan {
    size_t at, depth;
    bool in_string, escaped, done;
} scan;

static void step(scan *s, char c) {
    s->at++;
    if (s->in_string) {
        s->in_string = s->escaped || c != '"';
        s->escaped = !s->escaped && c == '\\';
    } else if (c == '"') {
        s->in_string = true;
    } else if (c == '{' || c == '[') {
        s->depth++;
    } else if (c == '}' || c == ']') {
        s->depth -= s->depth > 0;
    }
    s->done = !s->in_string && s->depth == 0;
}

static bool ends_scalar(char c) {
    return is_space(c) || c == ',' || c == ']';
}

dln_status dln_json_cut(dln_json_cutter *cutter, dln_input *input, dln_str *value, size_t *line,
                        dln_error *err) {
    *line = input->line;
    dln_status status = skip_between(cutter, input, err);
    if (status != DLN_OK)
        return status;
    *line = input->line;
    scan s = {0};
    char c;
    while ((status = byte_at(input, s.at, &c, err)) == DLN_OK) {
        if (s.at > 0 && s.done && (dln_input_window(input).data[0] == '{' || ends_scalar(c)))
            break;
        if (s.at >= DLN_REPORT_MAX_BYTES) {
            dln_input_skip(input, s.at); // the rest cannot be told from garbage any more
            input->end = input->begin;
            input->at_end = true;
            cutter->in_array = false;
            return dln_fail(err, DLN_TOO_LARGE, "the report is longer than %zu MiB: split it",
                            DLN_REPORT_MAX_BYTES >> 20);
        }
        step(&s, c);
    }
    if (status != DLN_OK && status != DLN_NOT_FOUND)
        return status;
    if (!s.done) {
        cutter->in_array = false;
        return breaks_off(input, "a report", err);
    }
    *value = dln_str_slice(dln_input_window(input), 0, s.at);
    dln_input_skip(input, s.at);
    return DLN_OK;
}
