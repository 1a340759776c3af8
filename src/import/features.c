#include "import/features.h"

void dln_features_free(dln_features *features) {
    dln_buffer_free(&features->text);
}

// From behind the opening quote to the closing one, both taken over.
static void take_string(dln_features *features, dln_import_input *input) {
    for (int c; (c = dln_import_input_next(input)) >= 0;) {
        dln_buffer_append_char(&features->text, (char)c);
        if (c == '"' || features->text.len > DLN_IMPORT_MAX_BYTES)
            return;
        if (c == '\\' && (c = dln_import_input_next(input)) >= 0)
            dln_buffer_append_char(&features->text, (char)c);
    }
}

// Whether the text ends in the key "features" and its colon.
static bool at_features(const dln_buffer *text) {
    dln_str before = dln_str_trim(dln_buffer_str(text));
    if (!dln_str_ends_with(before, DLN_STR(":")))
        return false;
    before = dln_str_trim(dln_str_slice(before, 0, before.len - 1));
    return dln_str_ends_with(before, DLN_STR("\"features\""));
}

// Where a feature begins: outside of everything, or in the array.
static int feature_depth(const dln_features *features) {
    return features->inside ? 2 : 0;
}

static void open(dln_features *features, dln_import_input *input, int c) {
    if (c == '[' && features->depth == 1 && !features->inside && at_features(&features->text)) {
        features->inside = true;
        dln_buffer_clear(&features->text);
    } else if (features->depth == feature_depth(features)) {
        features->line = input->line;
        dln_buffer_clear(&features->text);
    }
    features->depth++;
    if (!features->inside || features->depth > 2)
        dln_buffer_append_char(&features->text, (char)c);
}

// True when a feature is whole.
static bool close(dln_features *features, int c) {
    if (features->depth > 0)
        features->depth--;
    dln_buffer_append_char(&features->text, (char)c);
    if (features->inside && features->depth == 1) { // the array is over
        features->inside = false;
        dln_buffer_clear(&features->text);
        return false;
    }
    return features->depth == feature_depth(features) && c == '}' && features->text.data[0] == '{';
}

static dln_status fail_at_end(dln_features *features, const dln_import_input *input,
                              dln_error *err) {
    if (features->text.failed)
        return dln_fail_memory(err);
    if (input->failed)
        return dln_fail(err, DLN_IO, "%s", input->reason);
    if (features->depth > 0 && !features->broken) {
        features->broken = true;
        return dln_fail(err, DLN_BAD_INPUT,
                        "line %zu: the file ends inside of what begins in line %zu", input->line,
                        features->line);
    }
    return DLN_NOT_FOUND;
}

dln_status dln_features_next(dln_features *features, dln_import_input *input, dln_error *err) {
    dln_buffer_clear(&features->text);
    for (int c; !features->broken && (c = dln_import_input_next(input)) >= 0;) {
        bool whole = false;
        if (c == '{' || c == '[')
            open(features, input, c);
        else if (c == '}' || c == ']')
            whole = close(features, c);
        else if (features->depth > 0)
            dln_buffer_append_char(&features->text, (char)c);
        if (c == '"')
            take_string(features, input);
        if (features->text.failed)
            break;
        if (features->text.len > DLN_IMPORT_MAX_BYTES) {
            features->broken = true;
            return dln_fail(err, DLN_TOO_LARGE, "line %zu: a feature longer than %zu MiB",
                            features->line, DLN_IMPORT_MAX_BYTES >> 20);
        }
        if (whole)
            return DLN_OK;
    }
    return fail_at_end(features, input, err);
}
