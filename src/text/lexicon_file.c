// Reading lexicon files; the format is in gazetteer/README.md.
#include <string.h>

#include "text/lexicon_insert.h"
#include "text/time_word.h"
#include "text/token.h"
#include "base/utf8.h"

// As the files write the kinds, in the order of dln_word_kind.
static const char *const KIND_NAMES[DLN_WORD_KINDS] = {
    [DLN_WORD_MONTH] = "month",
    [DLN_WORD_WEEKDAY] = "weekday",
    [DLN_WORD_NUMBER] = "number",
    [DLN_WORD_TIME] = "time",
    [DLN_WORD_ABBREVIATION] = "abbreviation",
    [DLN_WORD_SENTENCE_START] = "sentence-start",
    [DLN_WORD_TITLE] = "title",
    [DLN_WORD_FIRST_NAME] = "first-name",
    [DLN_WORD_NOT_PLACE] = "not-place",
    [DLN_WORD_PLACE_TYPE] = "place-type",
    [DLN_WORD_DIRECTION] = "direction",
    [DLN_WORD_DEMONYM] = "demonym",
    [DLN_WORD_ORGANISATION] = "organisation",
    [DLN_WORD_SPEECH] = "speech",
    [DLN_WORD_SURNAME] = "surname",
    [DLN_WORD_LENGTH_UNIT] = "length-unit",
    [DLN_WORD_CLITIC] = "clitic",
    [DLN_WORD_ENDING] = "ending",
    [DLN_WORD_NAME_PARTICLE] = "name-particle",
    [DLN_WORD_SPORT] = "sport",
    [DLN_WORD_TRIGGER] = "trigger",
    [DLN_WORD_WEAPON] = "weapon",
    [DLN_WORD_ACTOR] = "actor",
    [DLN_WORD_ACTOR_HEAD] = "actor-head",
    [DLN_WORD_TARGET] = "target",
    [DLN_WORD_OBJECT] = "object",
    [DLN_WORD_CASUALTY] = "casualty",
    [DLN_WORD_STATUS] = "status",
    [DLN_WORD_HEDGE] = "hedge",
    [DLN_WORD_ROUTE] = "route",
    [DLN_WORD_GRAMMAR] = "grammar",
    [DLN_WORD_TOPIC] = "topic",
};

const char *dln_word_kind_name(dln_word_kind kind) {
    return KIND_NAMES[kind];
}

// Where reading stands, for messages and for what a line becomes.
typedef struct reading {
    dln_lexicon *lexicon;
    dln_arena *arena;   // the lexicon's
    dln_arena *scratch; // emptied after each phrase
    dln_str name;
    uint32_t line, file;
    dln_error *err;
} reading;

static dln_status bad_line(const reading *at, const char *what, dln_str word, const char *advice) {
    return dln_fail(at->err, DLN_BAD_INPUT, "%.*s:%u: %s \"%.*s\"; %s", DLN_STR_ARG(at->name),
                    (unsigned)at->line, what, DLN_STR_ARG(dln_str_slice(word, 0, 60)), advice);
}

static bool parse_kind(dln_str word, dln_word_kind *out) {
    for (int kind = 0; kind < DLN_WORD_KINDS; kind++) {
        if (KIND_NAMES[kind] && dln_str_equal(word, dln_str_from(KIND_NAMES[kind]))) {
            *out = (dln_word_kind)kind;
            return true;
        }
    }
    return false;
}

static bool parse_number(dln_str text, int32_t *out) {
    int64_t number;
    if (!dln_str_to_int(text, &number) || number < 0 || number > INT32_MAX)
        return false;
    *out = (int32_t)number;
    return true;
}

// "7", or "3-9" for a word that says no number exactly.
static bool parse_range(dln_str value, int32_t *low, int32_t *high) {
    dln_str rest = value;
    if (!parse_number(dln_str_cut(&rest, '-'), low))
        return false;
    *high = *low;
    return !rest.data || (parse_number(rest, high) && *high >= *low);
}

static dln_status parse_value(const reading *at, dln_lexeme *lexeme) {
    dln_str value = lexeme->value;
    switch (lexeme->kind) {
    case DLN_WORD_MONTH:
        if (!parse_number(value, &lexeme->number) || lexeme->number < 1 || lexeme->number > 12)
            return bad_line(at, "no month", value, "write 1 to 12 into the third column");
        return DLN_OK;
    case DLN_WORD_WEEKDAY:
        if (!parse_number(value, &lexeme->number) || lexeme->number > 6)
            return bad_line(at, "no weekday", value, "write 0 (Monday) to 6 into the third column");
        return DLN_OK;
    case DLN_WORD_NUMBER:
        if (!parse_range(value, &lexeme->number, &lexeme->number_high))
            return bad_line(at, "no number", value, "write a number or low-high, as 24-99");
        return DLN_OK;
    case DLN_WORD_TIME:
        if (!dln_time_word_parse(value, &lexeme->number, &lexeme->number_high)) {
            return bad_line(at, "unknown time value", value,
                            "see the table in gazetteer/README.md");
        }
        return DLN_OK;
    default:
        return DLN_OK;
    }
}

// The words of a phrase as segmentation would find them, joined by one space.
static dln_status fold_phrase(const reading *at, dln_str phrase, dln_str *out, uint32_t *words) {
    dln_token *tokens;
    size_t count;
    dln_status status = dln_tokenize(phrase, at->scratch, &tokens, &count, at->err);
    if (status != DLN_OK)
        return status;
    size_t room = 0;
    for (size_t i = 0; i < count; i++)
        room += tokens[i].folded.len + 1;
    char *joined = DLN_ARENA_ARRAY(at->scratch, char, room + 1);
    if (!joined)
        return dln_fail_memory(at->err);
    size_t len = 0;
    *words = 0;
    for (size_t i = 0; i < count; i++) {
        if (tokens[i].folded.len > 0) {
            if (len > 0)
                joined[len++] = ' ';
            memcpy(joined + len, tokens[i].folded.data, tokens[i].folded.len);
            len += tokens[i].folded.len;
            ++*words;
        }
    }
    *out = (dln_str){joined, len};
    return DLN_OK;
}

static dln_status add_phrase(const reading *at, dln_lexeme lexeme, dln_str phrase) {
    dln_status status = fold_phrase(at, phrase, &lexeme.phrase, &lexeme.words);
    if (status != DLN_OK)
        return status;
    if (lexeme.words == 0)
        return bad_line(at, "no word in the phrase", phrase, "phrases are separated by one \"|\"");
    if (lexeme.words > DLN_LEXICON_MAX_WORDS)
        return bad_line(at, "more than 16 words in", phrase, "shorten the phrase");
    bool added = dln_lexicon_insert(at->lexicon, lexeme);
    dln_arena_reset(at->scratch);
    return added ? DLN_OK : dln_fail_memory(at->err);
}

static dln_status add_line(const reading *at, dln_str line) {
    dln_str rest = line;
    dln_str kind = dln_str_trim(dln_str_cut(&rest, '\t'));
    if (!rest.data)
        return bad_line(at, "no tab in", line, "write kind, phrases and value, separated by tabs");
    dln_str phrases = dln_str_cut(&rest, '\t');
    dln_str value = dln_str_trim(rest.data ? dln_str_cut(&rest, '\t') : DLN_STR(""));
    if (rest.data && memchr(rest.data, '\t', rest.len))
        return bad_line(at, "more than four columns in", line, "remove a tab");
    dln_lexeme lexeme = {.file = at->file, .value = dln_arena_copy(at->arena, value)};
    if (!lexeme.value.data)
        return dln_fail_memory(at->err);
    if (!parse_kind(kind, &lexeme.kind))
        return bad_line(at, "unknown kind", kind, "the kinds are in gazetteer/README.md");
    dln_status status = parse_value(at, &lexeme);
    while (status == DLN_OK && phrases.data)
        status = add_phrase(at, lexeme, dln_str_cut(&phrases, '|'));
    return status;
}

static dln_status add_lines(reading *at, dln_str contents) {
    dln_status status = DLN_OK;
    while (status == DLN_OK && contents.data) {
        dln_str line = dln_str_cut(&contents, '\n');
        at->line++;
        if (!dln_utf8_is_valid(line))
            return bad_line(at, "not UTF-8", DLN_STR("the line"), "save the file as UTF-8");
        if (line.len > 0 && line.data[line.len - 1] == '\r')
            line.len--;
        if (dln_str_trim(line).len > 0 && line.data[0] != '#')
            status = add_line(at, line);
    }
    return status;
}

dln_status dln_lexicon_add(dln_lexicon *lexicon, dln_str name, dln_str contents, dln_error *err) {
    reading at = {.lexicon = lexicon, .name = name, .err = err};
    dln_status status = dln_arena_new(&at.scratch, err);
    if (status != DLN_OK)
        return status;
    at.arena = dln_lexicon_begin_file(lexicon, &at.file);
    dln_str mark = DLN_STR("\xEF\xBB\xBF");
    if (dln_str_starts_with(contents, mark))
        contents = dln_str_slice(contents, mark.len, contents.len);
    status = add_lines(&at, contents);
    dln_arena_free(at.scratch);
    return status;
}
