// Any text: tokens and sentences in order, in bounds, on code-point edges, nothing visible lost.
#include "text/segment.h"
#include "text/unicode.h"
#include "base/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char words[] = "abbreviation\tGen. | St.\talways\nabbreviation\tNo.\tnumber\n"
                            "abbreviation\tInc. | Oct.\teither\nsentence-start\tThe | In | He\t\n";

static void require(bool holds) {
    if (!holds)
        abort();
}

static bool is_edge(dln_str text, size_t at) {
    return at == text.len || ((unsigned char)text.data[at] & 0xC0) != 0x80;
}

static void require_blank(dln_str text, size_t from, size_t to) {
    while (from < to)
        require(dln_char_of(dln_utf8_next(text, &from)).flags & (DLN_CHAR_SPACE | DLN_CHAR_HIDDEN));
}

static void check_tokens(const dln_segments *segments) {
    size_t end = 0;
    for (size_t i = 0; i < segments->token_count; i++) {
        const dln_token *token = &segments->tokens[i];
        require(token->span.begin >= end && token->span.begin < token->span.end);
        require(token->span.end <= segments->text.len);
        require(is_edge(segments->text, token->span.begin));
        require(is_edge(segments->text, token->span.end));
        require(token->folded.data != NULL && dln_utf8_is_valid(token->folded));
        require_blank(segments->text, end, token->span.begin);
        end = token->span.end;
    }
    require_blank(segments->text, end, segments->text.len);
}

static void check_sentences(const dln_segments *segments) {
    size_t token = 0;
    uint32_t paragraph = 0;
    for (size_t i = 0; i < segments->sentence_count; i++) {
        const dln_sentence *sentence = &segments->sentences[i];
        require(sentence->first == token && sentence->count > 0);
        require(sentence->count <= DLN_SENTENCE_MAX_TOKENS && sentence->paragraph >= paragraph);
        require(segments->tokens[token].starts_sentence);
        paragraph = sentence->paragraph;
        token += sentence->count;
    }
    require(token == segments->token_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    dln_arena *arena = NULL;
    dln_lexicon *lexicon = NULL;
    dln_segments segments;
    if (dln_arena_new(&arena, NULL) == DLN_OK && dln_lexicon_new(&lexicon, NULL) == DLN_OK &&
        dln_lexicon_add(lexicon, DLN_STR("words"), dln_str_from(words), NULL) == DLN_OK) {
        dln_str text = dln_utf8_repair(arena, (dln_str){(const char *)data, size});
        require(text.data && dln_segment(text, lexicon, arena, &segments, NULL) == DLN_OK);
        check_tokens(&segments);
        check_sentences(&segments);
    }
    dln_lexicon_free(lexicon);
    dln_arena_free(arena);
    return 0;
}
