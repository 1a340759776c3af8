// Reading: every format and encoding, and what cannot be read.
#include <stdlib.h>
#include <time.h>

#include "dateline/report.h"
#include "unit/cmocka_main.h"

typedef struct source {
    const char *data;
    size_t len, at, step; // step: bytes a read gives at most
} source;

static ptrdiff_t read_source(void *context, char *out, size_t capacity) {
    source *s = context;
    size_t len = s->len - s->at;
    len = len < capacity ? len : capacity;
    len = s->step && len > s->step ? s->step : len;
    memcpy(out, s->data + s->at, len);
    s->at += len;
    return (ptrdiff_t)len;
}

static ptrdiff_t read_nothing(void *context, char *out, size_t capacity) {
    (void)context, (void)out, (void)capacity;
    return -1;
}

typedef struct session {
    source bytes;
    dln_lexicon *lexicon;
    dln_reader *reader;
    dln_arena *arena;
    dln_report report;
    dln_error err;
} session;

static session begin_bytes(const char *name, const char *data, size_t len, dln_str encoding) {
    session s = {.bytes = {.data = data, .len = len}};
    assert_int_equal(dln_lexicon_new(&s.lexicon, NULL), DLN_OK);
    assert_int_equal(dln_arena_new(&s.arena, NULL), DLN_OK);
    dln_read_options options = {
        .name = dln_str_from(name), .encoding = encoding, .date = DLN_DAY_NONE};
    source *bytes = malloc(sizeof *bytes);
    assert_non_null(bytes);
    *bytes = s.bytes;
    assert_int_equal(dln_reader_new(&options, s.lexicon, read_source, bytes, &s.reader, NULL),
                     DLN_OK);
    s.bytes.data = (const char *)bytes; // freed at the end
    return s;
}

static session begin(const char *name, const char *text) {
    return begin_bytes(name, text, strlen(text), DLN_STR_NONE);
}

static dln_status next(session *s) {
    return dln_reader_next(s->reader, s->arena, &s->report, &s->err);
}

static void end(session *s) {
    dln_reader_free(s->reader);
    dln_arena_free(s->arena);
    dln_lexicon_free(s->lexicon);
    union {
        const char *borrowed;
        void *owned;
    } bytes = {.borrowed = s->bytes.data};
    free(bytes.owned);
}

static void assert_says(const session *s, const char *part) {
    if (!strstr(s->err.message, part))
        fail_msg("\"%s\" does not say \"%s\"", s->err.message, part);
}

static void plain_text_is_one_report_named_after_its_file(void **state) {
    (void)state;
    session s = begin("news/2024-08-13-basra.txt", "Two rockets fell.\n");
    assert_int_equal(next(&s), DLN_OK);
    assert_str(s.report.text, "Two rockets fell.\n");
    assert_str(s.report.id, "2024-08-13-basra.txt");
    assert_int_equal(s.report.date, dln_day_from_civil((dln_civil){2024, 8, 13}));
    assert_int_equal(s.report.date_source, DLN_DATE_FILE_NAME);
    assert_int_equal(next(&s), DLN_NOT_FOUND);
    end(&s);
}

static void text_without_a_date_says_so(void **state) {
    (void)state;
    session s = begin("x.txt", "On Saturday two rockets fell.");
    assert_int_equal(next(&s), DLN_OK);
    assert_int_equal(s.report.date, DLN_DAY_NONE);
    assert_int_equal(s.report.date_source, DLN_DATE_UNKNOWN);
    end(&s);
}

static void jsonl_gives_a_report_a_line(void **state) {
    (void)state;
    session s = begin("-", "{\"id\":\"a\",\"text\":\" One. \",\"date\":\"2024-02-03\"}\n\n"
                           "{\"id\":7,\"body\":\"Two.\",\"headline\":\"H\",\"published\":"
                           "\"2024-02-04T10:00:00Z\",\"url\":\"https://www.example.org/x\"}");
    assert_int_equal(next(&s), DLN_OK);
    assert_str(s.report.id, "a");
    assert_str(s.report.text, " One. "); // nothing trimmed: spans count in it
    assert_int_equal(s.report.date_source, DLN_DATE_METADATA);
    assert_int_equal(next(&s), DLN_OK);
    assert_str(s.report.id, "7");
    assert_str(s.report.title, "H");
    assert_str(s.report.source, "example.org");
    assert_int_equal(s.report.date, dln_day_from_civil((dln_civil){2024, 2, 4}));
    assert_int_equal(next(&s), DLN_NOT_FOUND);
    end(&s);
}

static void a_bad_line_spoils_one_report_and_is_named(void **state) {
    (void)state;
    session s = begin("in.jsonl", "{\"text\":\"One.\"}\n{\"text\":\"Tw\n{\"text\":\"Three.\"}\n");
    assert_int_equal(next(&s), DLN_OK);
    assert_int_equal(next(&s), DLN_BAD_INPUT);
    assert_says(&s, "in.jsonl:2:");
    assert_int_equal(next(&s), DLN_OK);
    assert_str(s.report.text, "Three.");
    end(&s);
}

static void bad_code_points_are_replaced_one_by_one(void **state) {
    (void)state;
    session s =
        begin("x.jsonl", "{\"text\":\"a\\u0000b\\ud800c\\ud83d\\ude00\"}\n{\"text\":\"\xFFz\"}");
    assert_int_equal(next(&s), DLN_OK);
    assert_str(s.report.text, "a\xEF\xBF\xBD"
                              "b\xEF\xBF\xBD"
                              "c\xF0\x9F\x98\x80");
    assert_int_equal(next(&s), DLN_OK);
    assert_str(s.report.text, "\xEF\xBF\xBDz");
    end(&s);
}

static void an_array_gives_its_objects(void **state) {
    (void)state;
    session s = begin("x.json", "[ {\"text\": \"One }]\"},\n {\"text\": \"Two\"} ]\n");
    assert_int_equal(next(&s), DLN_OK);
    assert_str(s.report.text, "One }]");
    assert_int_equal(next(&s), DLN_OK);
    assert_str(s.report.id, "x.json#2");
    assert_int_equal(next(&s), DLN_NOT_FOUND);
    end(&s);
}

static void json_that_breaks_off_keeps_what_came_before(void **state) {
    (void)state;
    session s = begin("x.json", "[{\"text\":\"One\"},\n{\"text\":\"Tw");
    assert_int_equal(next(&s), DLN_OK);
    assert_int_equal(next(&s), DLN_BAD_INPUT);
    assert_says(&s, "x.json:2: the JSON breaks off");
    assert_int_equal(next(&s), DLN_NOT_FOUND);
    end(&s);
}

static void a_report_without_text_is_refused(void **state) {
    (void)state;
    session s = begin("x.jsonl", "{\"id\":\"a\"}\n[1]\n{\"id\":\"b\",\"text\":5}\n");
    assert_int_equal(next(&s), DLN_BAD_INPUT);
    assert_says(&s, "no field \"text\"");
    assert_int_equal(next(&s), DLN_BAD_INPUT);
    assert_int_equal(next(&s), DLN_BAD_INPUT);
    assert_says(&s, "\"text\" is no string");
    end(&s);
}

static void empty_and_binary_input_are_told_apart(void **state) {
    (void)state;
    session s = begin("x.txt", " \n ");
    assert_int_equal(next(&s), DLN_BAD_INPUT);
    assert_says(&s, "x.txt: is empty");
    assert_int_equal(next(&s), DLN_NOT_FOUND);
    end(&s);
    s = begin_bytes("x.bin", "ab\0cd", 5, DLN_STR_NONE);
    assert_int_equal(next(&s), DLN_BAD_INPUT);
    assert_says(&s, "binary");
    end(&s);
    s = begin("x", "%PDF-1.7 ...");
    assert_int_equal(next(&s), DLN_BAD_INPUT);
    assert_says(&s, "pdftotext");
    end(&s);
}

static void encodings_are_found_or_taken_as_declared(void **state) {
    (void)state;
    static const char *const want = "Caf\xC3\xA9 \xE2\x80\x93 x";
    session s = begin("x.txt", "Caf\xE9 \x96 x"); // windows-1252
    assert_int_equal(next(&s), DLN_OK);
    assert_str(s.report.text, want);
    end(&s);
    s = begin_bytes("x.txt",
                    "\xFF\xFE"
                    "a\0b\0",
                    6, DLN_STR_NONE);
    assert_int_equal(next(&s), DLN_OK);
    assert_str(s.report.text, "ab");
    end(&s);
    s = begin_bytes("x.txt", "\xC7\xE1", 2, DLN_STR("windows-1256"));
    assert_int_equal(next(&s), DLN_OK);
    assert_str(s.report.text, "\xD8\xA7\xD9\x84");
    end(&s);
    s = begin_bytes("x.txt", "ab", 2, DLN_STR("klingon-8"));
    assert_int_equal(next(&s), DLN_INVALID);
    assert_says(&s, "unknown encoding 'klingon-8'");
    end(&s);
}

static const char PAGE[] =
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Bridge falls - The Wire</title>"
    "<meta property='og:site_name' content='The Wire'>"
    "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":"
    "\"Bridge falls\",\"datePublished\":\"2023-05-06T07:08:09Z\"}]}</script></head><body>"
    "<nav><a href='/'>Home</a> <a href='/w'>World</a></nav>"
    "<div class='cookie-banner'><p>We use cookies to make this page better for you, "
    "agreed?</p></div>"
    "<article><h1>Bridge falls</h1><p>The bridge over the river fell into the water on Friday"
    " night after the flood, officials in the town said.</p><div class='ad'>Buy shoes now!</div>"
    "<h2>Repairs</h2><p>Engineers said that repairs would take at least four months &amp; cost"
    " a lot of money.</p><h3>Related stories</h3><ul><li><a href='/1'>Another flood</a></li></ul>"
    "</article><footer>Copyright</footer><script>var x = '<p>no</p>';</script></body></html>";

static void a_page_gives_its_article_and_metadata(void **state) {
    (void)state;
    session s = begin("page.html", PAGE);
    assert_int_equal(next(&s), DLN_OK);
    assert_str(
        s.report.text,
        "Bridge falls\n\nThe bridge over the river fell into the water on Friday night after "
        "the flood, officials in the town said.\n\nRepairs\n\nEngineers said that repairs "
        "would take at least four months & cost a lot of money.");
    assert_str(s.report.title, "Bridge falls");
    assert_str(s.report.source, "The Wire");
    assert_int_equal(s.report.date, dln_day_from_civil((dln_civil){2023, 5, 6}));
    end(&s);
}

// What a hostile page costs: bounded by time, whatever the answer is.
static void assert_ends_soon(const char *head, const char *unit, size_t times) {
    size_t head_len = strlen(head), unit_len = strlen(unit), len = head_len + unit_len * times;
    char *page = malloc(len + 1);
    assert_non_null(page);
    memcpy(page, head, head_len);
    for (size_t i = 0; i < times; i++)
        memcpy(page + head_len + i * unit_len, unit, unit_len);
    session s = begin_bytes("bomb.html", page, len, DLN_STR_NONE);
    clock_t started = clock();
    dln_status status = next(&s);
    double seconds = (double)(clock() - started) / CLOCKS_PER_SEC;
    assert_true(status == DLN_OK || status == DLN_BAD_INPUT);
    assert_true(seconds < 10); // under sanitizers; a plain build takes a tenth of it
    end(&s);
    free(page);
}

static void bombs_of_html_end_soon(void **state) {
    (void)state;
    assert_ends_soon("<html><body>", "<div>", 200000);
    assert_ends_soon("<html><body><p>", "&lt;", 250000);
    assert_ends_soon("<html><body><p class='", "nav ", 250000);
    assert_ends_soon("<html><body>", "<p>", 300000);
    assert_ends_soon("<html><body>", "<a><b>", 100000);
}

static void a_reader_that_fails_says_what_failed(void **state) {
    (void)state;
    dln_lexicon *lexicon;
    dln_reader *reader;
    dln_arena *arena;
    dln_report report;
    dln_error err = {0};
    assert_int_equal(dln_lexicon_new(&lexicon, NULL), DLN_OK);
    assert_int_equal(dln_arena_new(&arena, NULL), DLN_OK);
    dln_read_options options = {.name = DLN_STR("gone.txt"), .date = DLN_DAY_NONE};
    assert_int_equal(dln_reader_new(&options, lexicon, read_nothing, NULL, &reader, NULL), DLN_OK);
    assert_int_equal(dln_reader_next(reader, arena, &report, &err), DLN_IO);
    assert_non_null(strstr(err.message, "gone.txt: cannot be read"));
    dln_reader_free(reader);
    dln_arena_free(arena);
    dln_lexicon_free(lexicon);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_is_one_report_named_after_its_file),
        cmocka_unit_test(text_without_a_date_says_so),
        cmocka_unit_test(jsonl_gives_a_report_a_line),
        cmocka_unit_test(a_bad_line_spoils_one_report_and_is_named),
        cmocka_unit_test(bad_code_points_are_replaced_one_by_one),
        cmocka_unit_test(an_array_gives_its_objects),
        cmocka_unit_test(json_that_breaks_off_keeps_what_came_before),
        cmocka_unit_test(a_report_without_text_is_refused),
        cmocka_unit_test(empty_and_binary_input_are_told_apart),
        cmocka_unit_test(encodings_are_found_or_taken_as_declared),
        cmocka_unit_test(a_page_gives_its_article_and_metadata),
        cmocka_unit_test(bombs_of_html_end_soon),
        cmocka_unit_test(a_reader_that_fails_says_what_failed),
    };
    return cmocka_run_group_tests_name("reading", tests, NULL, NULL);
}
