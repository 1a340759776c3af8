#include "text/date_reader.h"

enum { MAX_DIGITS = 4 };

static const dln_word_kinds DATE_KINDS =
    1u << DLN_WORD_MONTH | 1u << DLN_WORD_WEEKDAY | 1u << DLN_WORD_NUMBER | 1u << DLN_WORD_TIME;

// "26", "26th", "1980s"; nothing of "3.5", "1,500" and numbers too long for a date.
static dln_date_word digits_word(const dln_token *token) {
    dln_date_word word = {.tokens = 1};
    size_t at = 0;
    while (at < token->folded.len && token->folded.data[at] >= '0' &&
           token->folded.data[at] <= '9' && at <= MAX_DIGITS) {
        word.value = word.value * 10 + (token->folded.data[at] - '0');
        at++;
    }
    size_t suffix = token->folded.len - at;
    if (at > 0 && at <= MAX_DIGITS && suffix <= 2 && token->number == word.value) {
        word.kind = DLN_DATE_WORD_DIGITS;
        word.digits = (uint8_t)at;
        word.suffix = (uint8_t)suffix;
        word.high = word.value;
    }
    return word;
}

// Whether the phrase is also listed as a name or ordinary word.
static bool is_doubtful(const dln_lexicon *lexicon, const dln_token *token) {
    const dln_lexeme *other = dln_lexicon_match(lexicon, token, 1, dln_kind_bit(DLN_WORD_TIME));
    return other && other->number == DLN_TIME_DOUBTFUL;
}

static bool is_plural(const dln_token *token) {
    return token->folded.len > 3 && token->folded.data[token->folded.len - 1] == 's';
}

static dln_date_word lexeme_word(const dln_lexicon *lexicon, const dln_lexeme *lexeme,
                                 const dln_token *tokens, size_t count) {
    dln_date_word word = {.value = lexeme->number, .high = lexeme->number_high};
    size_t covered = lexeme->words == 1 ? 1 : dln_lexeme_tokens(lexeme, tokens, count);
    word.tokens = (uint8_t)covered;
    switch (lexeme->kind) {
    case DLN_WORD_MONTH:
    case DLN_WORD_WEEKDAY:
        // Names of months and days are capitalised, where a script has capitals.
        if (tokens->letter_case != DLN_CASE_LOWER) {
            word.kind =
                lexeme->kind == DLN_WORD_MONTH ? DLN_DATE_WORD_MONTH : DLN_DATE_WORD_WEEKDAY;
            word.doubtful = is_doubtful(lexicon, tokens);
            word.plural = dln_str_ends_with(tokens->folded, DLN_STR("days"));
        }
        return word;
    case DLN_WORD_NUMBER:
        word.kind = DLN_DATE_WORD_COUNT;
        return word;
    default:
        word.kind = DLN_DATE_WORD_TIME;
        word.role = (uint8_t)lexeme->number;
        word.value = lexeme->number_high;
        word.plural = word.role == DLN_TIME_UNIT && is_plural(tokens);
        return word;
    }
}

// Words that only help others are no reason to look at a sentence.
static bool may_begin(const dln_date_word *word) {
    switch (word->kind) {
    case DLN_DATE_WORD_MONTH:
    case DLN_DATE_WORD_WEEKDAY:
        return true;
    case DLN_DATE_WORD_DIGITS:
        return word->digits == MAX_DIGITS || word->suffix == 0;
    case DLN_DATE_WORD_TIME:
        return word->role == DLN_TIME_DAY || word->role == DLN_TIME_UNIT ||
               word->role == DLN_TIME_HOURS || word->role == DLN_TIME_REPEAT;
    default:
        return false;
    }
}

bool dln_date_words(const dln_lexicon *lexicon, const dln_token *tokens, size_t count,
                    dln_date_word *words) {
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        words[i] = (dln_date_word){.tokens = 1};
        if (tokens[i].kind == DLN_TOKEN_NUMBER) {
            words[i] = digits_word(&tokens[i]);
        } else if (tokens[i].kind == DLN_TOKEN_WORD) {
            const dln_lexeme *lexeme =
                dln_lexicon_match(lexicon, tokens + i, count - i, DATE_KINDS);
            if (lexeme)
                words[i] = lexeme_word(lexicon, lexeme, tokens + i, count - i);
        }
        any |= may_begin(&words[i]);
    }
    return any;
}

dln_date_word dln_word_at(const dln_date_reader *reader, size_t at) {
    return at < reader->count ? reader->words[at] : (dln_date_word){.tokens = 1};
}

bool dln_is_time(const dln_date_reader *reader, size_t at, dln_time_role role, int32_t what) {
    dln_date_word word = dln_word_at(reader, at);
    return word.kind == DLN_DATE_WORD_TIME && word.role == role &&
           (what == DLN_ANY_WHAT || word.value == what);
}

bool dln_is_link(const dln_date_reader *reader, size_t at, dln_time_link link) {
    return dln_is_time(reader, at, DLN_TIME_LINK, (int32_t)link);
}

bool dln_is_mark(const dln_date_reader *reader, size_t at, char mark) {
    return at < reader->count && reader->tokens[at].mark == mark;
}
