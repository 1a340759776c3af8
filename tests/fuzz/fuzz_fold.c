// Any bytes: folding never fails into enough room, gives valid UTF-8, and is idempotent; repair
// gives valid UTF-8 of as many code points; stepping back undoes stepping forward.
#include "text/fold.h"
#include "base/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
    if (!holds)
        abort();
}

static void check_fold(dln_arena *arena, dln_str text) {
    dln_str once = dln_fold(arena, text);
    require(once.data != NULL && dln_utf8_is_valid(once));
    require(once.len == 0 || (once.data[0] != ' ' && once.data[once.len - 1] != ' '));
    require(dln_str_equal(dln_fold(arena, once), once));
    size_t len;
    char *exact = DLN_ARENA_ARRAY(arena, char, once.len + 1);
    require(exact && dln_fold_into(text, exact, once.len, &len) && len == once.len);
    require(once.len == 0 || !dln_fold_into(text, exact, once.len - 1, &len));
}

static void check_steps(dln_str text) {
    for (size_t at = 0; at < text.len;) {
        size_t begin = at;
        uint32_t value = dln_utf8_next(text, &at);
        size_t back = at;
        require(dln_utf8_previous(text, &back) == value && back == begin);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    dln_arena *arena;
    if (dln_arena_new(&arena, NULL) != DLN_OK)
        return 0;
    dln_str text = {(const char *)data, size};
    dln_str repaired = dln_utf8_repair(arena, text);
    require(repaired.data && dln_utf8_is_valid(repaired));
    require(!dln_utf8_is_valid(text) || repaired.len >= text.len);
    check_steps(repaired);
    check_fold(arena, text);
    check_fold(arena, repaired);
    dln_arena_free(arena);
    return 0;
}
