// Runs case files (see case_file.h) through the public API:
//   run_cases GAZETTEER FILE.case…
// Prints one line for each expectation that fails, then "N passed, N failed". Exit status 0 when
// all passed.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cases/case_file.h"

#define MAX_FILE_BYTES ((size_t)1 << 20)
// A place without "within" must be this near.
#define DEFAULT_WITHIN_KM 25.0

typedef struct runner {
    dln_knowledge knowledge;
    dln_arena *arena;
    const char *file;
    int passed, failed;
    // of the case that is being read
    dln_str name;
    dln_buffer text;
    dln_day dated;
    bool parsed;
    dln_mentions mentions;
    dln_incidents incidents;
} runner;

static bool fail_line(const runner *r, const case_line *line, const char *why) {
    printf("%s:%d: %.*s: %s: %.*s\n", r->file, line->number, DLN_STR_ARG(r->name), why,
           DLN_STR_ARG(line->rest));
    return false;
}

static bool analyse(runner *r, const case_line *line) {
    if (r->parsed)
        return true;
    dln_report report = {.id = DLN_STR("case"),
                         .text = dln_buffer_str(&r->text),
                         .date = r->dated,
                         .date_source =
                             r->dated == DLN_DAY_NONE ? DLN_DATE_UNKNOWN : DLN_DATE_METADATA};
    dln_extraction extraction;
    dln_error err = {0};
    if (dln_extract(&r->knowledge, &report, r->arena, &extraction, &err) != DLN_OK)
        return fail_line(r, line, err.message);
    r->mentions = extraction.mentions;
    r->incidents = extraction.incidents;
    r->parsed = true;
    return true;
}

// ---- places

static dln_str words_of(const runner *r, const dln_mention *mention) {
    return dln_str_of_span(dln_buffer_str(&r->text), mention->span);
}

typedef struct wanted_place {
    bool has_point, unplaced, metonym;
    dln_lonlat at;
    double within_km;
    double rough_from_km, rough_to_km; // 0: any
    dln_str country, feature;
} wanted_place;

static wanted_place read_wanted(dln_str rest) {
    wanted_place wanted = {.within_km = DEFAULT_WITHIN_KM};
    while (rest.len > 0) {
        dln_str word = case_cut_word(&rest);
        if (dln_str_equal(word, DLN_STR("unplaced"))) {
            wanted.unplaced = true;
        } else if (dln_str_equal(word, DLN_STR("metonym"))) {
            wanted.metonym = true;
        } else if (dln_str_equal(word, DLN_STR("in"))) {
            wanted.country = case_cut_word(&rest);
        } else if (dln_str_equal(word, DLN_STR("feature"))) {
            wanted.feature = case_cut_word(&rest);
        } else if (dln_str_equal(word, DLN_STR("rough"))) {
            dln_str_to_double(case_cut_word(&rest), &wanted.rough_from_km);
            dln_str_to_double(case_cut_word(&rest), &wanted.rough_to_km);
        } else if (dln_str_equal(word, DLN_STR("within"))) {
            dln_str_to_double(case_cut_word(&rest), &wanted.within_km);
        } else if (dln_str_to_double(word, &wanted.at.lat)) {
            wanted.has_point = dln_str_to_double(case_cut_word(&rest), &wanted.at.lon);
        }
    }
    return wanted;
}

static bool where_is(const dln_where *where, const wanted_place *wanted) {
    if (wanted->unplaced)
        return !where->located;
    if (wanted->country.len > 0 && !dln_str_equal(where->country, wanted->country))
        return false;
    if (wanted->feature.len > 0 && !dln_str_starts_with(where->feature, wanted->feature))
        return false;
    bool rough = wanted->rough_to_km > 0;
    if (rough && (where->radius_m < wanted->rough_from_km * 1000 ||
                  where->radius_m > wanted->rough_to_km * 1000))
        return false;
    return !wanted->has_point || (where->located && dln_great_circle_m(where->at, wanted->at) <=
                                                        wanted->within_km * 1000);
}

static bool place_fits(const dln_mention *mention, const wanted_place *wanted, bool scene) {
    if (scene)
        return mention->has_scene && where_is(&mention->scene, wanted);
    return where_is(&mention->where, wanted) && (!wanted->metonym || mention->metonym);
}

static bool check_place(runner *r, const case_line *line) {
    dln_str rest = line->rest;
    dln_str name = case_cut_phrase(&rest);
    wanted_place wanted = read_wanted(rest);
    bool seen = false;
    for (size_t i = 0; i < r->mentions.count; i++) {
        if (dln_str_equal(words_of(r, &r->mentions.items[i]), name)) {
            if (place_fits(&r->mentions.items[i], &wanted, line->key == KEY_SCENE))
                return true;
            seen = true;
        }
    }
    return fail_line(r, line, seen ? "placed elsewhere" : "no such mention");
}

static bool is_word_byte(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// Whether the words stand at `at`, in either case and not inside a longer word: "Hit" is not in
// "White". Scripts that write prefixes together with the word have it there all the same.
static bool stands_at(dln_str text, size_t at, dln_str words) {
    size_t end = at + words.len;
    bool inside =
        (at > 0 && is_word_byte(text.data[at - 1]) && is_word_byte(words.data[0])) ||
        (end < text.len && is_word_byte(text.data[end]) && is_word_byte(words.data[words.len - 1]));
    return !inside && strncasecmp(text.data + at, words.data, words.len) == 0;
}

static bool touches_mention(const runner *r, size_t begin, size_t end) {
    for (size_t i = 0; i < r->mentions.count; i++) {
        dln_span span = r->mentions.items[i].span;
        if (span.begin < end && begin < span.end)
            return true;
    }
    return false;
}

// No mention may have any part of these words.
static bool check_no_place(runner *r, const case_line *line, dln_str words) {
    dln_str text = dln_buffer_str(&r->text);
    bool seen = false;
    for (size_t at = 0; words.len > 0 && at + words.len <= text.len; at++) {
        if (!stands_at(text, at, words))
            continue;
        seen = true;
        if (touches_mention(r, at, at + words.len))
            return fail_line(r, line, "found all the same");
    }
    return seen || fail_line(r, line, "no such words in the text");
}

// No mention may be just these words; a part of them may.
static bool check_no_mention(runner *r, const case_line *line, dln_str words) {
    for (size_t i = 0; i < r->mentions.count; i++) {
        dln_str got = words_of(r, &r->mentions.items[i]);
        if (got.len == words.len && strncasecmp(got.data, words.data, words.len) == 0)
            return fail_line(r, line, "found all the same");
    }
    return true;
}

// ---- events

static bool text_fits(dln_str got, dln_str wanted) {
    return got.data && case_contains(got, wanted);
}

// "none": not said.
static bool where_fits(const dln_where *where, dln_str wanted) {
    if (dln_str_equal(wanted, DLN_STR("none")))
        return !where->name.data;
    return text_fits(where->name, wanted);
}

static bool via_fits(const dln_incident *incident, dln_str wanted) {
    if (dln_str_equal(wanted, DLN_STR("none")))
        return incident->via_count == 0;
    for (size_t i = 0; i < incident->via_count; i++)
        if (where_fits(&incident->via[i], wanted))
            return true;
    return false;
}

static bool count_fits(dln_count count, dln_str wanted) {
    int64_t number;
    return dln_str_to_int(wanted, &number) && count.said && count.low == number;
}

// One "key value" of an event line.
static bool role_fits(const dln_incident *incident, dln_str key, dln_str value) {
    dln_incident_status status;
    if (dln_str_equal(key, DLN_STR("at")))
        return where_fits(&incident->where, value);
    if (dln_str_equal(key, DLN_STR("from")))
        return where_fits(&incident->origin, value);
    if (dln_str_equal(key, DLN_STR("to")))
        return where_fits(&incident->destination, value);
    if (dln_str_equal(key, DLN_STR("via")))
        return via_fits(incident, value);
    if (dln_str_equal(key, DLN_STR("actor")))
        return text_fits(incident->actor, value);
    if (dln_str_equal(key, DLN_STR("target")))
        return text_fits(incident->target, value);
    if (dln_str_equal(key, DLN_STR("weapon")))
        return text_fits(incident->weapon, value);
    if (dln_str_equal(key, DLN_STR("object")))
        return text_fits(incident->object, value);
    if (dln_str_equal(key, DLN_STR("subtype")))
        return text_fits(incident->subtype, value);
    if (dln_str_equal(key, DLN_STR("killed")))
        return count_fits(incident->fatalities, value);
    if (dln_str_equal(key, DLN_STR("injured")))
        return count_fits(incident->injured, value);
    return dln_str_equal(key, DLN_STR("status")) && dln_status_parse(value, &status) &&
           status == incident->status;
}

static bool event_fits(const dln_incident *incident, dln_str rest) {
    dln_incident_type type;
    if (!dln_type_parse(case_cut_word(&rest), &type) || type != incident->type)
        return false;
    dln_day day;
    if (dln_day_parse(rest, &day)) {
        case_cut_word(&rest);
        if (incident->when.precision == DLN_DATE_OPEN || day < incident->when.first ||
            day > incident->when.last)
            return false;
    }
    while (rest.len > 0) {
        dln_str key = case_cut_word(&rest);
        if (!role_fits(incident, key, case_cut_phrase(&rest)))
            return false;
    }
    return true;
}

static bool any_event(const runner *r, dln_str wanted) {
    for (size_t i = 0; i < r->incidents.count; i++)
        if (event_fits(&r->incidents.items[i], wanted))
            return true;
    return false;
}

// ---- lines

static bool check_never(runner *r, const case_line *line) {
    dln_str rest = line->rest;
    dln_str what = case_cut_word(&rest);
    if (dln_str_equal(what, DLN_STR("place")))
        return check_no_place(r, line, rest);
    if (dln_str_equal(what, DLN_STR("mention")))
        return check_no_mention(r, line, rest);
    if (!dln_str_equal(what, DLN_STR("event")))
        return fail_line(r, line, "never place NAME, never mention NAME or never event TYPE");
    return !any_event(r, rest) || fail_line(r, line, "found all the same");
}

static bool check_count(runner *r, const case_line *line) {
    int64_t count;
    if (!dln_str_to_int(line->rest, &count))
        return fail_line(r, line, "no number");
    if ((size_t)count == r->incidents.count)
        return true;
    printf("%s:%d: %.*s: %zu incidents, not %d\n", r->file, line->number, DLN_STR_ARG(r->name),
           r->incidents.count, (int)count);
    return false;
}

static bool check(runner *r, const case_line *line) {
    if (!analyse(r, line))
        return false;
    switch (line->key) {
    case KEY_PLACE:
    case KEY_SCENE:
        return check_place(r, line);
    case KEY_EVENT:
        return any_event(r, line->rest) || fail_line(r, line, "no such event");
    case KEY_NEVER:
        return check_never(r, line);
    case KEY_COUNT:
        return check_count(r, line);
    default:
        return fail_line(r, line, "unknown word at the beginning of the line");
    }
}

static void begin_case(runner *r, dln_str name) {
    dln_arena_reset(r->arena);
    dln_buffer_clear(&r->text);
    r->name = name;
    r->dated = DLN_DAY_NONE;
    r->parsed = false;
}

static void take_line(runner *r, const case_line *line) {
    if (line->key == KEY_CASE) {
        begin_case(r, line->rest);
    } else if (line->key == KEY_DATED && dln_day_parse(line->rest, &r->dated)) {
        return;
    } else if (line->key == KEY_TEXT) {
        if (r->text.len > 0)
            dln_buffer_append(&r->text, DLN_STR("\n\n"));
        dln_buffer_append(&r->text, line->rest);
        r->parsed = false;
    } else if (check(r, line)) {
        r->passed++;
    } else {
        r->failed++;
    }
}

static bool run_file(runner *r, const char *path) {
    FILE *file = fopen(path, "rb");
    char *contents = malloc(MAX_FILE_BYTES);
    if (!file || !contents) {
        fprintf(stderr, "%s: cannot be read\n", path);
        free(contents);
        if (file)
            fclose(file);
        return false;
    }
    dln_str rest = {contents, fread(contents, 1, MAX_FILE_BYTES, file)};
    fclose(file);
    r->file = path;
    case_line line;
    int number = 0;
    while (case_next_line(&rest, &number, &line))
        take_line(r, &line);
    free(contents);
    return true;
}

int main(int argc, char **argv) {
    runner r = {.dated = DLN_DAY_NONE};
    dln_gazetteer *gazetteer = NULL;
    dln_lexicon *lexicon = NULL;
    dln_error err = {0};
    if (argc < 3) {
        fprintf(stderr, "usage: run_cases GAZETTEER FILE.case...\n");
        return 2;
    }
    if (dln_gazetteer_open(argv[1], &gazetteer, &err) != DLN_OK ||
        dln_lexicon_from_gazetteer(gazetteer, &lexicon, &err) != DLN_OK ||
        dln_arena_new(&r.arena, &err) != DLN_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 2;
    }
    r.knowledge = (dln_knowledge){gazetteer, lexicon};
    bool read = true;
    for (int i = 2; i < argc; i++)
        read = run_file(&r, argv[i]) && read;
    printf("%d passed, %d failed\n", r.passed, r.failed);
    dln_buffer_free(&r.text);
    dln_arena_free(r.arena);
    dln_lexicon_free(lexicon);
    dln_gazetteer_close(gazetteer);
    return read && r.failed == 0 ? 0 : 1;
}
