#include "cli/suggestion.h"

// Whether a suggestion before this one has its name.
static bool is_named_before(const dln_geocode_match *matches, size_t at) {
    for (size_t i = 0; i < at; i++)
        if (dln_str_equal(matches[i].place.name, matches[at].place.name))
            return true;
    return false;
}

void cli_append_suggestions(dln_buffer *out, const dln_geocode_match *matches, size_t count) {
    enum { MOST_NAMED = 3 };
    size_t named = 0;
    for (size_t i = 0; i < count && named < MOST_NAMED; i++)
        if (!is_named_before(matches, i))
            dln_buffer_printf(out, "%s%.*s", named++ ? ", " : "; did you mean ",
                              DLN_STR_ARG(matches[i].place.name));
    if (named)
        dln_buffer_append_char(out, '?');
}

dln_status cli_fail_unknown(const char *option, const char *name, const dln_geocode_match *matches,
                            size_t count, const char *else_do, dln_error *err) {
    dln_buffer said = {0};
    dln_buffer_printf(&said, "%s: the gazetteer knows no '%s'", option, name);
    cli_append_suggestions(&said, matches, count);
    dln_status status =
        said.failed ? dln_fail_memory(err)
                    : dln_fail(err, DLN_NOT_FOUND, "%.*s%s %s", DLN_STR_ARG(dln_buffer_str(&said)),
                               said.data[said.len - 1] == '?' ? "" : ";", else_do);
    dln_buffer_free(&said);
    return status;
}
