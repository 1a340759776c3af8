#include "unit/extract/places_fixture.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#define MAX_FILE_BYTES ((size_t)1 << 20)

static void add_lexicon_file(dln_lexicon *lexicon, const char *name) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", DLN_TEST_LEXICON, name);
    FILE *file = fopen(path, "rb");
    char *contents = malloc(MAX_FILE_BYTES);
    assert_true(file && contents);
    dln_str all = {contents, fread(contents, 1, MAX_FILE_BYTES, file)};
    fclose(file);
    dln_error err = {0};
    if (dln_lexicon_add(lexicon, dln_str_from(name), all, &err) != DLN_OK)
        fail_msg("%s", err.message);
    free(contents);
}

static dln_lexicon *read_lexicon(void) {
    dln_lexicon *lexicon;
    assert_int_equal(dln_lexicon_new(&lexicon, NULL), DLN_OK);
    DIR *folder = opendir(DLN_TEST_LEXICON);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        if (dln_str_ends_with(dln_str_from(entry->d_name), DLN_STR(".tsv")))
            add_lexicon_file(lexicon, entry->d_name);
    closedir(folder);
    return lexicon;
}

static dln_gazetteer *build_gazetteer(void) {
    char path[] = "places-test-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    const char *const sources[] = {DLN_TEST_PLACES};
    dln_gazetteer_sources all = {.paths = sources, .path_count = 1};
    dln_error err = {0};
    dln_gazetteer *gazetteer = NULL;
    if (dln_gazetteer_build(&all, path, &err) != DLN_OK ||
        dln_gazetteer_open(path, &gazetteer, &err) != DLN_OK)
        fail_msg("%s", err.message);
    unlink(path); // the mapping stays
    return gazetteer;
}

int places_fixture_open(void **state) {
    places_fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->gazetteer = build_gazetteer();
    f->lexicon = read_lexicon();
    f->knowledge = (dln_knowledge){f->gazetteer, f->lexicon};
    assert_int_equal(dln_arena_new(&f->arena, NULL), DLN_OK);
    *state = f;
    return 0;
}

int places_fixture_close(void **state) {
    places_fixture *f = *state;
    dln_arena_free(f->arena);
    dln_lexicon_free(f->lexicon);
    dln_gazetteer_close(f->gazetteer);
    free(f);
    return 0;
}

void geoparse(places_fixture *f, const char *text) {
    dln_arena_reset(f->arena);
    f->text = dln_str_from(text);
    dln_report report = {.id = DLN_STR("test"), .text = f->text, .date = DLN_DAY_NONE};
    dln_error err = {0};
    if (dln_geoparse(&f->knowledge, &report, f->arena, &f->mentions, &err) != DLN_OK)
        fail_msg("%s", err.message);
    for (size_t i = 0; i < f->mentions.count; i++) {
        dln_span span = f->mentions.items[i].span;
        assert_true(span.begin < span.end && span.end <= f->text.len);
        assert_true(i == 0 || f->mentions.items[i - 1].span.end <= span.begin);
        double confidence = f->mentions.items[i].confidence;
        assert_true(confidence >= 0 && confidence <= 1);
    }
}

const dln_mention *mention_of(const places_fixture *f, const char *words) {
    for (size_t i = 0; i < f->mentions.count; i++) {
        dln_str text = dln_str_of_span(f->text, f->mentions.items[i].span);
        if (dln_str_equal(text, dln_str_from(words)))
            return &f->mentions.items[i];
    }
    return NULL;
}

void assert_placed(const places_fixture *f, const char *words, const char *place_id) {
    const dln_mention *mention = mention_of(f, words);
    if (!mention) {
        fail_msg("no mention \"%s\"", words);
        return;
    }
    assert_str(mention->where.place_id, place_id);
}

void assert_no_mention(const places_fixture *f, const char *words) {
    if (mention_of(f, words))
        fail_msg("\"%s\" was taken for a place", words);
}
