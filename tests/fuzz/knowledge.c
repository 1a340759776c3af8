#include "knowledge.h"

#include "base/utf8.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PATH_SIZE 512

static dln_gazetteer *compile_world(void) {
    static const char *const paths[] = {DLN_FUZZ_WORLD};
    dln_gazetteer_sources sources = {.paths = paths, .path_count = 1};
    dln_gazetteer *gazetteer = NULL;
    const char *base = getenv("TMPDIR");
    char folder[PATH_SIZE], path[PATH_SIZE + 16];
    snprintf(folder, sizeof folder, "%s/dateline-fuzz-XXXXXX", base ? base : "/tmp");
    require(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/world", folder);
    require(dln_gazetteer_build(&sources, path, NULL) == DLN_OK);
    require(dln_gazetteer_open(path, &gazetteer, NULL) == DLN_OK);
    unlink(path); // stays mapped
    rmdir(folder);
    return gazetteer;
}

static dln_gazetteer *open_gazetteer(void) {
    const char *chosen = getenv("DATELINE_GAZETTEER");
    dln_gazetteer *gazetteer = NULL;
    if (!chosen)
        return compile_world();
    require(dln_gazetteer_open(chosen, &gazetteer, NULL) == DLN_OK);
    return gazetteer;
}

static void add_words(dln_lexicon *lexicon, const char *name) {
    static char contents[1 << 20];
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s", DLN_FUZZ_LEXICON, name);
    FILE *file = fopen(path, "rb");
    require(file != NULL);
    size_t size = fread(contents, 1, sizeof contents, file);
    fclose(file);
    require(size < sizeof contents);
    require(dln_lexicon_add(lexicon, dln_str_from(name), (dln_str){contents, size}, NULL) ==
            DLN_OK);
}

static dln_lexicon *read_lexicon(void) {
    struct dirent **entries = NULL;
    dln_lexicon *lexicon = NULL;
    int count = scandir(DLN_FUZZ_LEXICON, &entries, NULL, alphasort);
    require(count > 0 && dln_lexicon_new(&lexicon, NULL) == DLN_OK);
    for (int i = 0; i < count; i++) {
        if (dln_str_ends_with(dln_str_from(entries[i]->d_name), DLN_STR(".tsv")))
            add_words(lexicon, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return lexicon;
}

const dln_knowledge *fuzz_knowledge(void) {
    static dln_knowledge knowledge;
    if (!knowledge.gazetteer) {
        knowledge.gazetteer = open_gazetteer();
        knowledge.lexicon = read_lexicon();
    }
    return &knowledge;
}

static bool is_edge(dln_str text, size_t at) {
    return at == text.len || ((unsigned char)text.data[at] & 0xC0) != 0x80;
}

void require_span_or_none(dln_str text, dln_span span) {
    require(span.begin <= span.end && span.end <= text.len);
    require(is_edge(text, span.begin) && is_edge(text, span.end));
}

void require_span(dln_str text, dln_span span) {
    require(span.begin < span.end);
    require_span_or_none(text, span);
}

static void require_said(dln_str s) { // "not said" has one form only
    require((s.data == NULL) == (s.len == 0) && dln_utf8_is_valid(s));
}

void require_where(const dln_where *where) {
    require_said(where->name);
    require_said(where->place_id);
    require_said(where->feature);
    require_said(where->country);
    require_said(where->admin1);
    require(where->precision <= DLN_GEO_REGION);
    if (where->located) {
        require(dln_lonlat_is_valid(where->at));
        require(isfinite(where->radius_m) && where->radius_m >= 0);
        require(where->name.data != NULL && where->precision != DLN_GEO_UNKNOWN);
    }
}

void require_mentions(dln_str text, const dln_mentions *mentions) {
    size_t end = 0;
    for (size_t i = 0; i < mentions->count; i++) {
        const dln_mention *mention = &mentions->items[i];
        require_span(text, mention->span);
        require(mention->span.begin >= end);
        require(mention->confidence >= 0 && mention->confidence <= 1);
        require_where(&mention->where);
        end = mention->span.end;
    }
}

dln_report fuzz_report(const uint8_t *data, size_t size, dln_arena *arena) {
    dln_day day = size > 0 && data[0] < 0x80 ? 19700 + data[0] : DLN_DAY_NONE; // from 2023-12-09
    dln_str text = size > 0 ? (dln_str){(const char *)data + 1, size - 1} : DLN_STR("");
    return (dln_report){.id = DLN_STR("fuzz"),
                        .text = dln_utf8_repair(arena, text),
                        .date = day,
                        .date_source = day == DLN_DAY_NONE ? DLN_DATE_UNKNOWN : DLN_DATE_METADATA};
}
