#include "extract/report/encoding.h"

#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>

#include "base/utf8.h"

// HTML says that <meta charset> must lie within the first 1,024 bytes.
#define META_BYTES 1024
// A text is allowed one control character in fifty: broken feeds have some, binary files a third.
#define CONTROL_SHARE 50
// How much of a file decides whether it is binary.
#define PROBE_BYTES ((size_t)64 << 10)

typedef struct mark {
    const char *bytes;
    size_t len;
    dln_str encoding;
} mark;

// UTF-32LE begins as UTF-16LE does, so it stands first.
static const mark marks[] = {
    {"\xEF\xBB\xBF", 3, {"UTF-8", 5}},    {"\xFF\xFE\0\0", 4, {"UTF-32LE", 8}},
    {"\0\0\xFE\xFF", 4, {"UTF-32BE", 8}}, {"\xFF\xFE", 2, {"UTF-16LE", 8}},
    {"\xFE\xFF", 2, {"UTF-16BE", 8}},
};

static size_t find_ignoring_case(dln_str text, size_t from, const char *needle) {
    size_t len = strlen(needle);
    for (size_t i = from; i + len <= text.len; i++)
        if (strncasecmp(text.data + i, needle, len) == 0)
            return i + len;
    return 0;
}

static bool is_label_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == ':' || c == '.';
}

// The label behind "charset=" in <meta charset=…>, <meta http-equiv …> or <?xml encoding=…?>.
static dln_str meta_charset(dln_str bytes) {
    dln_str head = dln_str_slice(bytes, 0, META_BYTES);
    size_t at = find_ignoring_case(head, 0, "charset=");
    if (at == 0 && dln_str_starts_with(head, DLN_STR("<?xml")))
        at = find_ignoring_case(head, 0, "encoding=");
    if (at == 0)
        return DLN_STR_NONE;
    while (at < head.len && (head.data[at] == '"' || head.data[at] == '\'' || head.data[at] == ' '))
        at++;
    size_t end = at;
    while (end < head.len && is_label_byte(head.data[end]))
        end++;
    return end > at ? dln_str_slice(head, at, end) : DLN_STR_NONE;
}

dln_encoding dln_encoding_of(dln_str bytes, dln_str declared, bool markup) {
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (bytes.len >= marks[i].len && memcmp(bytes.data, marks[i].bytes, marks[i].len) == 0)
            return (dln_encoding){marks[i].encoding, marks[i].len, false};
    if (declared.len > 0)
        return (dln_encoding){.name = declared};
    dln_str meta = markup ? meta_charset(bytes) : DLN_STR_NONE;
    if (meta.len > 0)
        return (dln_encoding){.name = meta};
    if (dln_utf8_is_valid(bytes))
        return (dln_encoding){.name = DLN_STR("UTF-8")};
    return (dln_encoding){.name = DLN_STR("windows-1252"), .guessed = true};
}

static bool is_utf8_label(dln_str encoding) {
    return (encoding.len == 5 && strncasecmp(encoding.data, "utf-8", 5) == 0) ||
           (encoding.len == 4 && strncasecmp(encoding.data, "utf8", 4) == 0);
}

static dln_status unknown_encoding(dln_str encoding, dln_error *err) {
    return dln_fail(err, DLN_INVALID, "unknown encoding '%.*s': try UTF-8 or windows-1256",
                    DLN_STR_ARG(encoding));
}

// HTML says that pages labelled ISO-8859-1 are windows-1252, which has letters where it has none.
static dln_str usual_meaning(dln_str encoding) {
    static const char *const labels[] = {"iso-8859-1", "latin1", "us-ascii", "ascii"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strlen(labels[i]) == encoding.len &&
            strncasecmp(labels[i], encoding.data, encoding.len) == 0)
            return DLN_STR("windows-1252");
    return encoding;
}

// Through ICU, in two steps: measure, then fill.
static dln_status convert(dln_str bytes, dln_str encoding, dln_arena *arena, dln_str *out,
                          dln_error *err) {
    char label[64];
    if (encoding.len >= sizeof label)
        return unknown_encoding(encoding, err);
    memcpy(label, encoding.data, encoding.len);
    label[encoding.len] = '\0';
    UErrorCode code = U_ZERO_ERROR;
    UConverter *from = ucnv_open(label, &code);
    if (U_FAILURE(code))
        return unknown_encoding(encoding, err);
    // No byte of an encoding that ICU knows becomes more than three bytes of UTF-8.
    size_t capacity = bytes.len * 3 + 16;
    char *target = dln_arena_alloc(arena, capacity, 1);
    if (!target) {
        ucnv_close(from);
        return dln_fail_memory(err);
    }
    int32_t len = ucnv_toAlgorithmic(UCNV_UTF8, from, target, (int32_t)capacity, bytes.data,
                                     (int32_t)bytes.len, &code);
    ucnv_close(from);
    if (U_FAILURE(code))
        return dln_fail(err, DLN_BAD_INPUT, "cannot be read as %s: %s", label, u_errorName(code));
    *out = dln_utf8_repair(arena, (dln_str){target, (size_t)len});
    return out->data || len == 0 ? DLN_OK : dln_fail_memory(err);
}

dln_status dln_decode(dln_str bytes, dln_str encoding, dln_arena *arena, dln_str *out,
                      dln_error *err) {
    if (bytes.len == 0) {
        *out = DLN_STR("");
        return DLN_OK;
    }
    if (!is_utf8_label(encoding))
        return convert(bytes, usual_meaning(encoding), arena, out, err);
    dln_str repaired = dln_utf8_repair(arena, bytes);
    if (!repaired.data)
        return dln_fail_memory(err);
    *out = repaired;
    return DLN_OK;
}

static bool is_stray_control(unsigned char c) {
    return c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\b' && c != 0x1B;
}

const char *dln_binary_reason(dln_str bytes) {
    static const struct {
        dln_str magic;
        const char *reason;
    } known[] = {
        {{"%PDF-", 5}, "a PDF file: convert it with pdftotext first"},
        {{"PK\x03\x04", 4}, "a ZIP or office file: unpack it or save it as text first"},
        {{"\x1F\x8B", 2}, "compressed: unpack it with gunzip first"},
        {{"\xD0\xCF\x11\xE0", 4}, "an office file: save it as text first"},
        {{"SQLite format 3", 15}, "a database, not a report"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (dln_str_starts_with(bytes, known[i].magic))
            return known[i].reason;
    size_t probed = bytes.len < PROBE_BYTES ? bytes.len : PROBE_BYTES, controls = 0;
    for (size_t i = 0; i < probed; i++) {
        if (bytes.data[i] == '\0')
            return "binary (it has NUL bytes): give text, HTML or JSON, or name its --encoding";
        controls += is_stray_control((unsigned char)bytes.data[i]);
    }
    return controls * CONTROL_SHARE > probed
               ? "binary (too many control characters): give text, HTML or JSON"
               : NULL;
}
