// Reports read with a gazetteer whose contents are damaged: opening looks at the layout only, so
// any byte behind the header may be wrong. Places may be wrong then; nothing may crash, no span may
// leave the text.
#include "unit/extract/places_fixture.h"

#include <stdlib.h>
#include <unistd.h>

#include "gazetteer/format.h"

#define FILE_MAX      ((size_t)4 << 20)
#define ROUNDS        60
#define FLIPS_A_ROUND 4000 // of a file of some hundred kilobytes: no record stays as it was
#define RANDOM_STEP   6364136223846793005u // Knuth's MMIX generator
#define RANDOM_ADDEND 1442695040888963407u

static const char text[] =
    "Syrian soldiers fired at Homs on Monday, 20 km north of Tripoli, Lebanon. Shelling was heard "
    "between Mosul and Homs, on the border between Syria and Lebanon, on the Syrian-Lebanese "
    "border and off the coast of Tripoli. In Athens, Georgia, and east of the Euphrates it was "
    "quiet. Deir Azzour district was calm, Iraqi officials said.";

static size_t compile(const char *path, char *bytes) {
    const char *const sources[] = {DLN_TEST_PLACES};
    dln_gazetteer_sources all = {.paths = sources, .path_count = 1};
    assert_int_equal(dln_gazetteer_build(&all, path, NULL), DLN_OK);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t size = fread(bytes, 1, FILE_MAX, file);
    assert_true(size < FILE_MAX && fclose(file) == 0);
    return size;
}

static void write_bytes(const char *path, const char *bytes, size_t size) {
    FILE *file = fopen(path, "wb");
    assert_true(file && fwrite(bytes, 1, size, file) == size && fclose(file) == 0);
}

static void read_with(places_fixture *f, const char *path) {
    dln_gazetteer *sound = f->gazetteer, *damaged = NULL;
    assert_int_equal(dln_gazetteer_open(path, &damaged, NULL), DLN_OK);
    f->knowledge.gazetteer = damaged;
    geoparse(f, text); // checks spans and confidence
    f->knowledge.gazetteer = sound;
    dln_gazetteer_close(damaged);
}

static void a_damaged_gazetteer_places_wrongly_and_never_crashes(void **state) {
    places_fixture *f = *state;
    char path[] = "damaged-test-XXXXXX";
    int made = mkstemp(path);
    assert_true(made >= 0 && close(made) == 0);
    char *sound = malloc(FILE_MAX), *bytes = malloc(FILE_MAX);
    assert_true(sound && bytes);
    size_t size = compile(path, sound);
    uint64_t random = 88172645463325252u;
    for (int round = 0; round < ROUNDS; round++) {
        memcpy(bytes, sound, size);
        // From one wrong byte in the first rounds to thousands in the last.
        int flips = 1 + FLIPS_A_ROUND * round / ROUNDS;
        for (int i = 0; i < flips; i++) {
            random = random * RANDOM_STEP + RANDOM_ADDEND;
            size_t room = size - sizeof(dln_file_header);
            bytes[sizeof(dln_file_header) + (size_t)(random >> 20) % room] = (char)(random >> 12);
        }
        write_bytes(path, bytes, size);
        read_with(f, path);
    }
    write_bytes(path, sound, size);
    read_with(f, path);
    assert_non_null(mention_of(f, "Homs")); // and the sound file still has what it had
    unlink(path);
    free(sound);
    free(bytes);
}

int run_damaged_tests(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_damaged_gazetteer_places_wrongly_and_never_crashes),
    };
    return cmocka_run_group_tests_name("damaged", tests, places_fixture_open, places_fixture_close);
}
