#include "extract/report/read_date.h"

#include "text/date.h"

// Datelines and bylines stand in the first lines; further down dates are those of events.
#define HEAD_BYTES 2048
// News on paper begins 1605, and a typing error should not date a report to the year 9999.
#define FIRST_YEAR 1600
#define LAST_YEAR  2199
// A date in metadata is one line; what is longer is something else.
#define METADATA_BYTES 200

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static int digits(dln_str s, size_t at, size_t count) {
    int value = 0;
    for (size_t i = at; i < at + count; i++)
        value = value * 10 + (s.data[i] - '0');
    return value;
}

static size_t digit_run(dln_str s, size_t at) {
    size_t end = at;
    while (end < s.len && is_digit(s.data[end]))
        end++;
    return end - at;
}

static dln_day plausible_day(int year, int month, int day) {
    bool plausible = year >= FIRST_YEAR && year <= LAST_YEAR;
    return plausible ? dln_day_from_civil((dln_civil){year, month, day}) : DLN_DAY_NONE;
}

static bool is_date_separator(char c) {
    return c == '-' || c == '_' || c == '.';
}

// "2024-08-13" or "20240813" at `at`, where a run of `run` digits begins.
static dln_day day_at(dln_str s, size_t at, size_t run) {
    if (run == 8)
        return plausible_day(digits(s, at, 4), digits(s, at + 4, 2), digits(s, at + 6, 2));
    if (run == 4 && at + 10 <= s.len && is_date_separator(s.data[at + 4]) &&
        digit_run(s, at + 5) == 2 && s.data[at + 7] == s.data[at + 4] && digit_run(s, at + 8) == 2)
        return plausible_day(digits(s, at, 4), digits(s, at + 5, 2), digits(s, at + 8, 2));
    return DLN_DAY_NONE;
}

// "report-2024-08-13.txt", "20240813_letter.html"; DLN_DAY_NONE without one.
static dln_day day_in_file_name(dln_str file_name) {
    for (size_t i = file_name.len; i-- > 0;) { // folders say nothing about this one file
        if (file_name.data[i] == '/') {
            file_name = dln_str_slice(file_name, i + 1, file_name.len);
            break;
        }
    }
    for (size_t at = 0; at < file_name.len; at++) {
        size_t run = digit_run(file_name, at);
        if (run == 0)
            continue;
        dln_day day = day_at(file_name, at, run);
        if (day != DLN_DAY_NONE)
            return day;
        at += run;
    }
    return DLN_DAY_NONE;
}

static dln_status day_in_metadata(dln_str metadata, const dln_lexicon *lexicon, dln_arena *arena,
                                  dln_day *out, dln_error *err) {
    metadata = dln_str_trim(metadata);
    *out = DLN_DAY_NONE;
    if (metadata.len == 0 || dln_day_parse(metadata, out))
        return DLN_OK;
    if (digit_run(metadata, 0) >= 8 && (*out = day_at(metadata, 0, 8)) != DLN_DAY_NONE)
        return DLN_OK;
    dln_segments segments;
    dln_date_mentions dates;
    dln_status status =
        dln_segment(dln_str_slice(metadata, 0, METADATA_BYTES), lexicon, arena, &segments, err);
    if (status != DLN_OK ||
        (status = dln_find_dates(&segments, lexicon, DLN_DAY_NONE, arena, &dates, err)) != DLN_OK)
        return status;
    for (size_t i = 0; i < dates.count; i++) {
        if (dates.items[i].kind == DLN_DATE_ABSOLUTE &&
            dates.items[i].when.precision == DLN_DATE_DAY) {
            *out = dates.items[i].when.first;
            break;
        }
    }
    return DLN_OK;
}

// The head of the text, cut where a code point begins.
static dln_str head_of(dln_str text) {
    size_t end = text.len < HEAD_BYTES ? text.len : HEAD_BYTES;
    while (end > 0 && end < text.len && ((unsigned char)text.data[end] & 0xC0) == 0x80)
        end--;
    return dln_str_slice(text, 0, end);
}

static bool settle(dln_report *report, dln_day day, dln_date_source source) {
    if (day == DLN_DAY_NONE)
        return false;
    report->date = day;
    report->date_source = source;
    return true;
}

dln_status dln_read_date(dln_report *report, dln_day option, dln_str metadata, dln_str file_name,
                         const dln_lexicon *lexicon, dln_arena *arena, dln_error *err) {
    report->date = DLN_DAY_NONE;
    report->date_source = DLN_DATE_UNKNOWN;
    if (settle(report, option, DLN_DATE_OPTION))
        return DLN_OK;
    dln_day day;
    dln_status status = day_in_metadata(metadata, lexicon, arena, &day, err);
    if (status != DLN_OK || settle(report, day, DLN_DATE_METADATA))
        return status;
    dln_segments segments;
    status = dln_segment(head_of(report->text), lexicon, arena, &segments, err);
    if (status != DLN_OK || settle(report, dln_publication_day(&segments, lexicon), DLN_DATE_TEXT))
        return status;
    settle(report, day_in_file_name(file_name), DLN_DATE_FILE_NAME);
    return DLN_OK;
}
