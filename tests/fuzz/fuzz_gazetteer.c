// Any bytes behind a header with a right checksum: opens or refuses, answers or not, never crashes.
//
// The input is a list of changes to a small sound file (8 bytes each: where, what), because random
// bytes would hardly ever pass the header's checksum.
#include "../unit/gazetteer/exercise.h"

#include "gazetteer/format.h"
#include "gazetteer/hash.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char rows[] = "id\tname\tlat\tlon\tfeature\tcountry\tadmin1\tnames\n"
                           "t:iq\tIraq\t33\t44\tA.PCLI\tIQ\t\t\n"
                           "t:iq.13\tKirkuk Governorate\t35.4\t44\tA.ADM1\tIQ\t13\t\n"
                           "t:homs\tHoms\t34.7\t36.7\tP.PPLA\tSY\t11\tHims\n"
                           "t:deir\tDeir ez-Zor\t35.3\t40.1\tP.PPLA\tSY\t07\tDayr az-Zawr\n"
                           "t:paris\tParis\t48.9\t2.3\tP.PPLC\tFR\t11\t\n";
static const char outlines[] = "id\twkt\n"
                               "t:iq\tPOLYGON((42 29,48 29,48 37,42 37,42 29))\n"
                               "t:iq.13\tPOLYGON((43 35,45 35,45 36,43 36,43 35))\n";

typedef struct scratch {
    char places[64], areas[64], compiled[64], changed[64];
} scratch;

static bool write_bytes(const char *path, const char *bytes, size_t size) {
    FILE *file = fopen(path, "wb");
    bool good = file && fwrite(bytes, 1, size, file) == size;
    return file && fclose(file) == 0 && good;
}

static scratch scratch_paths(void) {
    scratch s;
    long id = (long)getpid();
    snprintf(s.places, sizeof s.places, "fuzz-%ld-places.tsv", id);
    snprintf(s.areas, sizeof s.areas, "fuzz-%ld-areas.tsv", id);
    snprintf(s.compiled, sizeof s.compiled, "fuzz-%ld.gazetteer", id);
    snprintf(s.changed, sizeof s.changed, "fuzz-%ld-changed.gazetteer", id);
    return s;
}

static size_t read_bytes(const char *path, char *out, size_t capacity) {
    FILE *file = fopen(path, "rb");
    size_t size = file ? fread(out, 1, capacity, file) : 0;
    if (file)
        fclose(file);
    return size;
}

// The sound file, built once.
static size_t sound_file(const scratch *s, char *out, size_t capacity) {
    const char *const paths[] = {s->places, s->areas};
    dln_gazetteer_sources sources = {.paths = paths, .path_count = 2};
    bool built = write_bytes(s->places, rows, sizeof rows - 1) &&
                 write_bytes(s->areas, outlines, sizeof outlines - 1) &&
                 dln_gazetteer_build(&sources, s->compiled, NULL) == DLN_OK;
    size_t size = built ? read_bytes(s->compiled, out, capacity) : 0;
    unlink(s->places);
    unlink(s->areas);
    unlink(s->compiled);
    return size;
}

#define FILE_MAX ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static char sound[FILE_MAX], bytes[FILE_MAX];
    static size_t sound_size;
    scratch s = scratch_paths();
    if (sound_size == 0 && (sound_size = sound_file(&s, sound, sizeof sound)) == 0)
        abort();
    memcpy(bytes, sound, sound_size);
    for (size_t i = 0; i + 8 <= size; i += 8) {
        uint32_t where, what;
        memcpy(&where, data + i, sizeof where);
        memcpy(&what, data + i + 4, sizeof what);
        memcpy(bytes + where % (sound_size - sizeof what), &what, sizeof what);
    }
    dln_file_header *header = (void *)bytes;
    header->header_hash = dln_hash((dln_str){bytes, offsetof(dln_file_header, header_hash)});
    dln_gazetteer *gazetteer = NULL;
    dln_error err = {0};
    if (!write_bytes(s.changed, bytes, sound_size))
        abort();
    dln_status status = dln_gazetteer_open(s.changed, &gazetteer, &err);
    unlink(s.changed);
    if (status == DLN_OK) {
        exercise_gazetteer(gazetteer);
        dln_gazetteer_close(gazetteer);
    } else if (!strstr(err.message, "dateline gazetteer build")) {
        abort(); // a refusal must say what to do
    }
    return 0;
}
