// Reading: bytes of any format become reports, one at a time.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "extract/report/encoding.h"
#include "extract/report/html.h"
#include "extract/report/read_date.h"
#include "extract/report/read_json.h"
#include "base/utf8.h"

// So many bytes decide format and encoding.
#define PROBE_BYTES ((size_t)64 << 10)

struct dln_reader {
    dln_input input;
    dln_json_cutter cutter;
    const dln_lexicon *lexicon;
    char *name, *encoding; // owned
    dln_report_format format;
    dln_day date;
    bool started, finished;
    bool encoding_guessed;
    size_t reports; // read so far, to name those without an id
};

static char *copy_of(dln_str s) {
    char *copy = malloc(s.len + 1);
    if (copy) {
        memcpy(copy, s.data ? s.data : "", s.len);
        copy[s.len] = '\0';
    }
    return copy;
}

dln_status dln_reader_new(const dln_read_options *options, const dln_lexicon *lexicon,
                          dln_read_bytes read_bytes, void *context, dln_reader **out,
                          dln_error *err) {
    dln_reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        return dln_fail_memory(err);
    dln_input_init(&reader->input, read_bytes, context);
    reader->lexicon = lexicon;
    reader->format = options->format;
    reader->date = options->date;
    reader->name = copy_of(options->name.len ? options->name : DLN_STR("-"));
    reader->encoding = copy_of(options->encoding);
    if (!reader->name || !reader->encoding) {
        dln_reader_free(reader);
        return dln_fail_memory(err);
    }
    *out = reader;
    return DLN_OK;
}

void dln_reader_free(dln_reader *reader) {
    if (reader) {
        dln_input_free(&reader->input);
        free(reader->name);
        free(reader->encoding);
        free(reader);
    }
}

// Puts file (and line, if not 0) before what is said in `problem`.
static dln_status located(const dln_reader *reader, size_t line, const dln_error *problem,
                          dln_error *err) {
    const char *name = strcmp(reader->name, "-") == 0 ? "standard input" : reader->name;
    if (line > 0)
        return dln_fail(err, problem->status, "%s:%zu: %s", name, line, problem->message);
    return dln_fail(err, problem->status, "%s: %s", name, problem->message);
}

static const struct {
    const char *suffix;
    dln_report_format format;
} suffixes[] = {
    {".txt", DLN_FORMAT_TEXT},  {".text", DLN_FORMAT_TEXT},   {".md", DLN_FORMAT_TEXT},
    {".html", DLN_FORMAT_HTML}, {".htm", DLN_FORMAT_HTML},    {".xhtml", DLN_FORMAT_HTML},
    {".json", DLN_FORMAT_JSON}, {".jsonl", DLN_FORMAT_JSONL}, {".ndjson", DLN_FORMAT_JSONL},
};

static dln_report_format format_of_name(const char *name) {
    size_t len = strlen(name);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        size_t suffix_len = strlen(suffixes[i].suffix);
        if (len > suffix_len && strcasecmp(name + len - suffix_len, suffixes[i].suffix) == 0)
            return suffixes[i].format;
    }
    return DLN_FORMAT_AUTO;
}

static bool begins_like(dln_str s, const char *prefix) {
    size_t len = strlen(prefix);
    return s.len >= len && strncasecmp(s.data, prefix, len) == 0;
}

// The first byte that is no white space, at or behind `at`; 0 at the end.
static char next_visible(dln_str s, size_t at) {
    while (at < s.len && strchr(" \t\r\n", s.data[at]) && s.data[at] != '\0')
        at++;
    return at < s.len ? s.data[at] : '\0';
}

static dln_report_format format_of_json(dln_str head) {
    const char *newline = memchr(head.data, '\n', head.len);
    dln_str first =
        dln_str_trim(dln_str_slice(head, 0, newline ? (size_t)(newline - head.data) : head.len));
    char second = next_visible(head, 1);
    if (head.data[0] == '[')
        return second == '{' || second == ']' ? DLN_FORMAT_JSON : DLN_FORMAT_TEXT;
    if (second != '"' && second != '}')
        return DLN_FORMAT_TEXT;
    // One object a line, or one object over several lines.
    bool whole_line = !newline || dln_str_ends_with(first, DLN_STR("}"));
    return whole_line ? DLN_FORMAT_JSONL : DLN_FORMAT_JSON;
}

static dln_report_format format_of_bytes(dln_str head) {
    static const char *const tags[] = {"<!doctype", "<html", "<head", "<body", "<?xml", "<article",
                                       "<!--",      "<div",  "<p>",   "<meta", "<h1",   "<main"};
    head = dln_str_trim(head);
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (begins_like(head, tags[i]))
            return DLN_FORMAT_HTML;
    bool json = head.len > 1 && (head.data[0] == '{' || head.data[0] == '[');
    return json ? format_of_json(head) : DLN_FORMAT_TEXT;
}

// Fails when a single report is larger than the limit.
static dln_status read_whole(dln_reader *reader, dln_error *err) {
    dln_status status = dln_input_fill(&reader->input, DLN_REPORT_MAX_BYTES + 1, err);
    if (status == DLN_OK && dln_input_window(&reader->input).len > DLN_REPORT_MAX_BYTES) {
        reader->finished = true;
        return dln_fail(err, DLN_TOO_LARGE, "is longer than %zu MiB: split it",
                        DLN_REPORT_MAX_BYTES >> 20);
    }
    return status;
}

static bool is_utf8(dln_str encoding) {
    return begins_like(encoding, "utf-8") || begins_like(encoding, "utf8");
}

// Converts the whole input when its encoding is not that of the formats, which are cut as UTF-8.
static dln_status convert_input(dln_reader *reader, bool whole, dln_error *err) {
    dln_str window = dln_input_window(&reader->input);
    dln_encoding found =
        dln_encoding_of(window, dln_str_from(reader->encoding), reader->format == DLN_FORMAT_HTML);
    dln_str encoding = found.name;
    size_t mark_len = found.mark_len;
    bool single = reader->format == DLN_FORMAT_TEXT || reader->format == DLN_FORMAT_HTML;
    bool said = mark_len > 0 || reader->encoding[0] != '\0';
    if (!single && (is_utf8(encoding) || !said)) { // lines are mended one by one
        dln_input_skip(&reader->input, mark_len);
        return DLN_OK;
    }
    reader->encoding_guessed = found.guessed;
    dln_status status = whole ? DLN_OK : read_whole(reader, err);
    if (status != DLN_OK)
        return status;
    window = dln_input_window(&reader->input);
    dln_str bytes = dln_str_slice(window, mark_len, window.len), text;
    const char *binary = begins_like(encoding, "utf-16") || begins_like(encoding, "utf-32")
                             ? NULL
                             : dln_binary_reason(bytes);
    if (binary)
        return dln_fail(err, DLN_BAD_INPUT, "is %s", binary);
    dln_arena *scratch;
    status = dln_arena_new(&scratch, err);
    if (status != DLN_OK)
        return status;
    status = dln_decode(bytes, encoding, scratch, &text, err);
    if (status == DLN_OK)
        status = dln_input_replace(&reader->input, text, err);
    dln_arena_free(scratch);
    return status;
}

// UTF-16 hides the first bytes of a format behind NULs; its mark says so.
static dln_report_format guess_format(const dln_reader *reader, dln_str head) {
    dln_report_format format = format_of_name(reader->name);
    if (format != DLN_FORMAT_AUTO)
        return format;
    dln_encoding encoding = dln_encoding_of(head, DLN_STR_NONE, false);
    if (encoding.mark_len > 0 && !is_utf8(encoding.name))
        return DLN_FORMAT_TEXT;
    return format_of_bytes(dln_str_slice(head, encoding.mark_len, head.len));
}

static dln_status start(dln_reader *reader, dln_error *err) {
    reader->started = true;
    dln_status status = dln_input_fill(&reader->input, PROBE_BYTES, err);
    if (status != DLN_OK)
        return status;
    dln_str head = dln_input_window(&reader->input);
    if (reader->format == DLN_FORMAT_AUTO)
        reader->format = guess_format(reader, head);
    bool single = reader->format == DLN_FORMAT_TEXT || reader->format == DLN_FORMAT_HTML;
    if (single && (status = read_whole(reader, err)) != DLN_OK)
        return status;
    head = dln_input_window(&reader->input);
    if (dln_str_trim(head).len == 0 && reader->input.at_end) {
        reader->finished = true;
        return dln_fail(err, DLN_BAD_INPUT, "is empty: nothing to read");
    }
    status = convert_input(reader, single, err);
    reader->finished = status != DLN_OK;
    return status;
}

// An id for reports that bring none: the file name, and the number of the report where one file
// may hold several.
static dln_str made_id(const dln_reader *reader, dln_arena *arena) {
    const char *slash = strrchr(reader->name, '/');
    const char *base = slash ? slash + 1 : reader->name;
    bool single = reader->format == DLN_FORMAT_TEXT || reader->format == DLN_FORMAT_HTML;
    return single ? dln_arena_printf(arena, "%s", base)
                  : dln_arena_printf(arena, "%s#%zu", base, reader->reports);
}

// "https://www.example.org/x" → "example.org": better than no source.
static dln_str host_of(dln_str url) {
    for (size_t i = 0; i + 3 <= url.len; i++) {
        if (memcmp(url.data + i, "://", 3) == 0) {
            dln_str rest = dln_str_slice(url, i + 3, url.len);
            dln_str host = dln_str_cut(&rest, '/');
            return dln_str_starts_with(host, DLN_STR("www.")) ? dln_str_slice(host, 4, host.len)
                                                              : host;
        }
    }
    return DLN_STR_NONE;
}

static dln_str or_none(dln_str s) {
    return s.len > 0 ? s : DLN_STR_NONE;
}

static dln_status finish(const dln_reader *reader, const dln_raw_report *raw, dln_arena *arena,
                         dln_report *out, dln_error *err) {
    dln_report report = {
        .id = raw->id.len ? raw->id : made_id(reader, arena),
        .text = raw->text,
        .title = or_none(raw->title),
        .source = raw->source.len ? raw->source : or_none(host_of(raw->url)),
        .url = or_none(raw->url),
        .encoding_guessed = reader->encoding_guessed,
    };
    if (!report.id.data)
        return dln_fail_memory(err);
    dln_status status = dln_read_date(&report, reader->date, raw->date, dln_str_from(reader->name),
                                      reader->lexicon, arena, err);
    if (status == DLN_OK)
        *out = report;
    return status;
}

static dln_status next_single(dln_reader *reader, dln_arena *arena, dln_report *out,
                              dln_error *err) {
    if (reader->reports++ > 0)
        return DLN_NOT_FOUND;
    dln_raw_report raw = {.text = dln_arena_copy(arena, dln_input_window(&reader->input))};
    if (!raw.text.data)
        return dln_fail_memory(err);
    if (reader->format == DLN_FORMAT_HTML) {
        dln_status status = dln_raw_from_html(raw.text, arena, &raw, err);
        if (status != DLN_OK)
            return status;
    }
    return finish(reader, &raw, arena, out, err);
}

static dln_status report_from_json(dln_reader *reader, dln_str json, dln_arena *arena,
                                   dln_report *out, dln_error *err) {
    const char *binary = dln_binary_reason(json);
    if (binary)
        return dln_fail(err, DLN_BAD_INPUT, "is %s", binary);
    if (!dln_utf8_is_valid(json))
        json = dln_utf8_repair(arena, json);
    dln_raw_report raw;
    dln_status status =
        json.data ? dln_raw_from_json(json, arena, &raw, err) : dln_fail_memory(err);
    if (status != DLN_OK)
        return status;
    if (raw.text.len == 0 && raw.html.len > 0) {
        dln_raw_report page;
        status = dln_raw_from_html(raw.html, arena, &page, err);
        if (status != DLN_OK)
            return status;
        raw.text = page.text;
        raw.title = raw.title.len ? raw.title : page.title;
        raw.date = raw.date.len ? raw.date : page.date;
    }
    return finish(reader, &raw, arena, out, err);
}

static dln_status next_json(dln_reader *reader, dln_arena *arena, dln_report *out, size_t *line,
                            dln_error *err) {
    for (;;) {
        dln_str json;
        dln_status status = reader->format == DLN_FORMAT_JSONL
                                ? dln_input_line(&reader->input, &json, line, err)
                                : dln_json_cut(&reader->cutter, &reader->input, &json, line, err);
        if (status != DLN_OK)
            return status;
        json = dln_str_trim(json);
        if (json.len > 0) {
            reader->reports++;
            return report_from_json(reader, json, arena, out, err);
        }
    }
}

static dln_status read_next(dln_reader *reader, dln_arena *arena, dln_report *out, size_t *line,
                            dln_error *err) {
    dln_status status = reader->started ? DLN_OK : start(reader, err);
    if (status != DLN_OK)
        return status;
    if (reader->format == DLN_FORMAT_JSON || reader->format == DLN_FORMAT_JSONL)
        return next_json(reader, arena, out, line, err);
    return next_single(reader, arena, out, err);
}

dln_status dln_reader_next(dln_reader *reader, dln_arena *arena, dln_report *out, dln_error *err) {
    if (reader->finished)
        return DLN_NOT_FOUND;
    dln_error problem = {0};
    size_t line = 0;
    dln_status status = read_next(reader, arena, out, &line, &problem);
    reader->finished = status == DLN_NOT_FOUND || reader->finished;
    if (status == DLN_OK || status == DLN_NOT_FOUND)
        return status;
    return located(reader, line, &problem, err);
}
