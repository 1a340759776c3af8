// Any bytes as a file of the lexicon: read, or refused with file and line; what was read is found
// again by each of its own words, and a second reading adds nothing and refuses nothing.
#include "text/fold.h"
#include "text/segment.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
    if (!holds)
        abort();
}

static void require_lexeme(const dln_lexeme *lexeme) {
    require(lexeme->kind < DLN_WORD_KINDS && lexeme->words >= 1);
    require(lexeme->words <= DLN_LEXICON_MAX_WORDS && lexeme->phrase.len > 0);
    require(lexeme->file >= 1 && dln_utf8_is_valid(lexeme->phrase));
}

// Every phrase that stands in the file's own text.
static void require_matches(const dln_lexicon *lexicon, dln_str text, dln_arena *arena) {
    dln_segments segments;
    require(dln_segment(text, lexicon, arena, &segments, NULL) == DLN_OK);
    for (size_t i = 0; i < segments.token_count; i++) {
        size_t left = segments.token_count - i, count = 0;
        const dln_token *tokens = segments.tokens + i;
        const dln_lexeme *found = dln_lexicon_match(lexicon, tokens, left, ~(dln_word_kinds)0);
        if (found) {
            require_lexeme(found);
            size_t covered = dln_lexeme_tokens(found, tokens, left);
            require(covered >= found->words && covered <= left);
            require(dln_lexicon_find(lexicon, found->phrase, &count) != NULL && count > 0);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    dln_arena *arena = NULL;
    dln_lexicon *lexicon = NULL;
    dln_error err = {0};
    dln_str contents = {(const char *)data, size};
    require(dln_arena_new(&arena, NULL) == DLN_OK && dln_lexicon_new(&lexicon, NULL) == DLN_OK);
    dln_status status = dln_lexicon_add(lexicon, DLN_STR("fuzz"), contents, &err);
    if (status == DLN_OK) {
        require(dln_lexicon_add(lexicon, DLN_STR("again"), contents, NULL) == DLN_OK);
        require_matches(lexicon, dln_utf8_repair(arena, contents), arena);
    } else {
        require(status == DLN_BAD_INPUT && strncmp(err.message, "fuzz:", 5) == 0);
    }
    dln_lexicon_free(lexicon);
    dln_arena_free(arena);
    return 0;
}
