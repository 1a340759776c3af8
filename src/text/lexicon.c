#include "text/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "base/str_hash.h"
#include "text/lexicon_insert.h"
#include "text/segment.h"

// A phrase, or only the first word of phrases, and what is known of it.
typedef struct entry {
    dln_str phrase; // data NULL: a free slot
    uint32_t hash;
    uint32_t longest; // words of the longest phrase that begins with this word
    uint32_t count, capacity;
    dln_lexeme *lexemes;
} entry;

// What decides most look-ups, eight bytes a slot so that it stays in the cache: few words of a text
// are in the lexicon, and fewer begin a phrase of the kinds asked for.
typedef struct probe {
    uint32_t hash; // of the phrase, made odd; 0: a free slot
    dln_word_kinds starting;
} probe;

struct dln_lexicon {
    dln_arena *arena; // phrases, values and lexemes
    entry *slots;     // open addressing, a power of two of them, at most half full
    probe *probes;    // one for each slot
    size_t slot_count, used;
    uint32_t files;
};

enum { FIRST_SLOTS = 1024 };

uint32_t dln_word_hash(dln_str folded) {
    return dln_str_hash(DLN_HASH_START, folded);
}

dln_status dln_lexicon_new(dln_lexicon **out, dln_error *err) {
    dln_lexicon *lexicon = calloc(1, sizeof *lexicon);
    if (!lexicon)
        return dln_fail_memory(err);
    lexicon->slots = calloc(FIRST_SLOTS, sizeof *lexicon->slots);
    lexicon->probes = calloc(FIRST_SLOTS, sizeof *lexicon->probes);
    if (!lexicon->slots || !lexicon->probes || dln_arena_new(&lexicon->arena, NULL) != DLN_OK) {
        dln_lexicon_free(lexicon);
        return dln_fail_memory(err);
    }
    lexicon->slot_count = FIRST_SLOTS;
    *out = lexicon;
    return DLN_OK;
}

void dln_lexicon_free(dln_lexicon *lexicon) {
    if (!lexicon)
        return;
    dln_arena_free(lexicon->arena);
    free(lexicon->slots);
    free(lexicon->probes);
    free(lexicon);
}

// The number of the slot of `phrase`, or of the free one where it belongs.
static size_t slot_number(const dln_lexicon *lexicon, uint32_t hash, dln_str phrase) {
    size_t at = hash & (lexicon->slot_count - 1);
    for (;; at = (at + 1) & (lexicon->slot_count - 1)) {
        uint32_t here = lexicon->probes[at].hash;
        if (!here || (here == (hash | 1) && dln_str_equal(lexicon->slots[at].phrase, phrase)))
            return at;
    }
}

static entry *slot_of(const dln_lexicon *lexicon, uint32_t hash, dln_str phrase) {
    return &lexicon->slots[slot_number(lexicon, hash, phrase)];
}

static bool grow(dln_lexicon *lexicon) {
    dln_lexicon bigger = *lexicon;
    bigger.slot_count *= 2;
    bigger.slots = calloc(bigger.slot_count, sizeof *bigger.slots);
    bigger.probes = calloc(bigger.slot_count, sizeof *bigger.probes);
    if (!bigger.slots || !bigger.probes) {
        free(bigger.slots);
        free(bigger.probes);
        return false;
    }
    for (size_t i = 0; i < lexicon->slot_count; i++) {
        entry *old = &lexicon->slots[i];
        if (old->phrase.data) {
            entry *moved = slot_of(&bigger, old->hash, old->phrase);
            *moved = *old;
            bigger.probes[moved - bigger.slots] = lexicon->probes[i];
        }
    }
    free(lexicon->slots);
    free(lexicon->probes);
    *lexicon = bigger;
    return true;
}

// The entry of `phrase`, made if there is none; NULL: no memory.
static entry *entry_for(dln_lexicon *lexicon, dln_str phrase) {
    uint32_t hash = dln_word_hash(phrase);
    entry *slot = slot_of(lexicon, hash, phrase);
    if (slot->phrase.data)
        return slot;
    if (lexicon->used * 2 >= lexicon->slot_count) {
        if (!grow(lexicon))
            return NULL;
        slot = slot_of(lexicon, hash, phrase);
    }
    dln_str copy = dln_arena_copy(lexicon->arena, phrase);
    if (!copy.data)
        return NULL;
    *slot = (entry){.phrase = copy, .hash = hash};
    lexicon->probes[slot - lexicon->slots].hash = hash | 1;
    lexicon->used++;
    return slot;
}

static bool append_lexeme(dln_lexicon *lexicon, entry *to, const dln_lexeme *lexeme) {
    for (uint32_t i = 0; i < to->count; i++) {
        if (to->lexemes[i].kind == lexeme->kind && to->lexemes[i].file < lexeme->file) {
            to->lexemes[i] = *lexeme;
            return true;
        }
    }
    if (to->count == to->capacity) {
        uint32_t capacity = to->capacity ? to->capacity * 2 : 1;
        dln_lexeme *lexemes = DLN_ARENA_ARRAY(lexicon->arena, dln_lexeme, capacity);
        if (!lexemes)
            return false;
        if (to->count)
            memcpy(lexemes, to->lexemes, to->count * sizeof *lexemes);
        to->lexemes = lexemes;
        to->capacity = capacity;
    }
    to->lexemes[to->count++] = *lexeme;
    return true;
}

bool dln_lexicon_insert(dln_lexicon *lexicon, dln_lexeme lexeme) {
    entry *whole = entry_for(lexicon, lexeme.phrase);
    if (!whole)
        return false;
    lexeme.phrase = whole->phrase;
    if (!append_lexeme(lexicon, whole, &lexeme))
        return false;
    dln_str rest = lexeme.phrase;
    entry *first = entry_for(lexicon, dln_str_cut(&rest, ' '));
    if (!first)
        return false;
    lexicon->probes[first - lexicon->slots].starting |= dln_kind_bit(lexeme.kind);
    first->longest = lexeme.words > first->longest ? lexeme.words : first->longest;
    return true;
}

dln_arena *dln_lexicon_begin_file(dln_lexicon *lexicon, uint32_t *file) {
    *file = ++lexicon->files;
    return lexicon->arena;
}

// Marks that stand inside names and abbreviations: "Al-Nujaba", "Lt. Gen.", "R&D", "9/11".
static bool joins_words(const dln_token *token, const dln_token *next) {
    switch (token->mark) {
    case '-':
        return !token->space_before && !next->space_before;
    case '.':
    case '/':
    case '&':
    case '\'':
        return !token->space_before;
    default:
        return false;
    }
}

// The next word at or behind `*at` that may belong to the same phrase; false at the phrase's end.
static bool next_word(const dln_token *tokens, size_t count, size_t *at) {
    for (size_t i = *at; i < count && !(i > 0 && tokens[i].starts_sentence); i++) {
        if (tokens[i].kind != DLN_TOKEN_PUNCTUATION) {
            *at = i;
            return true;
        }
        if (i == 0 || i + 1 == count || !joins_words(&tokens[i], &tokens[i + 1]))
            return false;
    }
    return false;
}

static bool tokens_spell(const dln_token *tokens, size_t count, dln_str phrase) {
    size_t at = 0;
    while (phrase.len > 0) {
        if (!next_word(tokens, count, &at) || !dln_str_starts_with(phrase, tokens[at].folded))
            return false;
        size_t used = tokens[at++].folded.len;
        if (used < phrase.len && phrase.data[used++] != ' ')
            return false;
        phrase = dln_str_slice(phrase, used, phrase.len);
    }
    return true;
}

static const entry *find_spelled(const dln_lexicon *lexicon, uint32_t hash, const dln_token *tokens,
                                 size_t count) {
    size_t at = hash & (lexicon->slot_count - 1);
    for (;; at = (at + 1) & (lexicon->slot_count - 1)) {
        uint32_t here = lexicon->probes[at].hash;
        if (!here)
            return NULL;
        if (here == (hash | 1) && tokens_spell(tokens, count, lexicon->slots[at].phrase))
            return &lexicon->slots[at];
    }
}

static const dln_lexeme *meaning_of(const entry *of, dln_word_kinds kinds) {
    for (uint32_t i = 0; i < of->count; i++)
        if (dln_kind_bit(of->lexemes[i].kind) & kinds)
            return &of->lexemes[i];
    return NULL;
}

// The entry of a word with which phrases of these kinds begin; NULL if none do.
static const entry *find_first_word(const dln_lexicon *lexicon, uint32_t hash, dln_str word,
                                    dln_word_kinds kinds) {
    size_t at = hash & (lexicon->slot_count - 1);
    for (;; at = (at + 1) & (lexicon->slot_count - 1)) {
        probe here = lexicon->probes[at];
        if (!here.hash)
            return NULL;
        if (here.hash == (hash | 1) && here.starting & kinds &&
            dln_str_equal(lexicon->slots[at].phrase, word))
            return &lexicon->slots[at];
    }
}

const dln_lexeme *dln_lexicon_match(const dln_lexicon *lexicon, const dln_token *tokens,
                                    size_t count, dln_word_kinds kinds) {
    if (count == 0 || tokens[0].folded.len == 0)
        return NULL;
    uint32_t hash = tokens[0].hash;
    const entry *found = find_first_word(lexicon, hash, tokens[0].folded, kinds);
    if (!found)
        return NULL;
    const dln_lexeme *best = meaning_of(found, kinds);
    uint32_t longest = found->longest;
    size_t at = 1;
    for (uint32_t words = 2; words <= longest && next_word(tokens, count, &at); words++, at++) {
        hash = dln_str_hash(dln_str_hash(hash, DLN_STR(" ")), tokens[at].folded);
        found = find_spelled(lexicon, hash, tokens, at + 1);
        const dln_lexeme *longer = found ? meaning_of(found, kinds) : NULL;
        best = longer ? longer : best;
    }
    return best;
}

size_t dln_lexeme_tokens(const dln_lexeme *lexeme, const dln_token *tokens, size_t count) {
    size_t at = 0;
    for (uint32_t words = 0; words < lexeme->words && next_word(tokens, count, &at); words++)
        at++;
    return at;
}

const dln_lexeme *dln_lexicon_find(const dln_lexicon *lexicon, dln_str folded, size_t *count) {
    size_t at = slot_number(lexicon, dln_word_hash(folded), folded);
    bool known = lexicon->probes[at].hash != 0; // else its slot need not be read
    *count = known ? lexicon->slots[at].count : 0;
    return *count ? lexicon->slots[at].lexemes : NULL;
}

// In one pass and without a call: the grammar asks this more often than anything else.
dln_str dln_value_get(dln_str value, const char *key) {
    for (size_t at = 0; at < value.len; at++) {
        while (at < value.len && value.data[at] == ' ')
            at++;
        size_t matched = 0;
        while (key[matched] && at < value.len && value.data[at] == key[matched]) {
            at++;
            matched++;
        }
        while (at < value.len && value.data[at] == ' ')
            at++;
        bool named = !key[matched] && at < value.len && value.data[at] == '=';
        size_t begin = at;
        while (at < value.len && value.data[at] != ';')
            at++;
        if (named)
            return dln_str_trim(dln_str_slice(value, begin + 1, at));
    }
    return DLN_STR_NONE;
}
