#include "unit/gazetteer/fixture.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

static void keep_complaint(void *context, const char *message) {
    complaints *said = context;
    size_t used = strlen(said->text);
    snprintf(said->text + used, sizeof said->text - used, "%s\n", message);
    said->count++;
}

dln_status build(const char *path, const char *const *sources, complaints *said, dln_error *err) {
    size_t count = 0;
    while (sources[count])
        count++;
    dln_gazetteer_sources all = {.paths = sources,
                                 .path_count = count,
                                 .complain = said ? keep_complaint : NULL,
                                 .context = said};
    return dln_gazetteer_build(&all, path, err);
}

dln_gazetteer *must_open(const char *path) {
    dln_error err = {0};
    dln_gazetteer *gazetteer = NULL;
    if (dln_gazetteer_open(path, &gazetteer, &err) != DLN_OK)
        fail_msg("%s", err.message);
    return gazetteer;
}

dln_gazetteer *must_build(const fixture *f, const char *const *sources, complaints *said) {
    char path[160];
    dln_error err = {0};
    snprintf(path, sizeof path, "%s/other.gazetteer", f->folder);
    if (build(path, sources, said, &err) != DLN_OK)
        fail_msg("%s", err.message);
    return must_open(path);
}

int make_fixture(void **state) {
    static const char *const sources[] = {DLN_TEST_DATA "/small", NULL};
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    snprintf(f->folder, sizeof f->folder, "gazetteer-test-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    snprintf(f->path, sizeof f->path, "%s/small.gazetteer", f->folder);
    dln_error err = {0};
    if (build(f->path, sources, NULL, &err) != DLN_OK)
        fail_msg("%s", err.message);
    f->gazetteer = must_open(f->path);
    *state = f;
    return 0;
}

int remove_fixture(void **state) {
    fixture *f = *state;
    dln_gazetteer_close(f->gazetteer);
    DIR *folder = opendir(f->folder);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char path[400];
        snprintf(path, sizeof path, "%s/%s", f->folder, entry->d_name);
        unlink(path);
    }
    if (folder)
        closedir(folder);
    int failed = rmdir(f->folder);
    free(f);
    return failed;
}

void write_file(const fixture *f, const char *name, dln_str bytes, char path[160]) {
    snprintf(path, 160, "%s/%s", f->folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.data, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

dln_buffer read_whole_file(const char *path) {
    dln_buffer contents = {0};
    char block[4096];
    size_t got;
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        dln_buffer_append(&contents, (dln_str){block, got});
    fclose(file);
    return contents;
}

dln_str best(const dln_gazetteer *gazetteer, const char *name) {
    size_t count;
    const dln_candidate *found = dln_gazetteer_find(gazetteer, dln_str_from(name), &count);
    return found ? dln_gazetteer_place(gazetteer, found[0].place).id : DLN_STR_NONE;
}

int kind_of(const dln_gazetteer *gazetteer, const char *name, const char *id) {
    size_t count;
    const dln_candidate *found = dln_gazetteer_find(gazetteer, dln_str_from(name), &count);
    dln_place_index wanted = dln_gazetteer_find_id(gazetteer, dln_str_from(id));
    for (size_t i = 0; i < count; i++)
        if (found[i].place == wanted)
            return (int)found[i].kind;
    return -1;
}

dln_place place_of(const dln_gazetteer *gazetteer, const char *id) {
    dln_place_index index = dln_gazetteer_find_id(gazetteer, dln_str_from(id));
    assert_int_not_equal(index, DLN_NO_PLACE);
    return dln_gazetteer_place(gazetteer, index);
}
