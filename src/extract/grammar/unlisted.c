#include "extract/grammar/unlisted.h"

// Names of one sentence that are looked at, mentions among them.
enum { NAMES_MAX = 64 };
// "the Project 1070 area": words of one name.
enum { NAME_MAX_TOKENS = 8 };
// ", and", "(three times), ": tokens between two names of one list.
enum { LIST_GAP_MAX = 6 };

// A capitalised name, known or not.
typedef struct name {
    uint32_t first, end;
    bool known;  // a mention
    bool told;   // a kind word stands beside it
    bool opens;  // "the villages of": what is listed behind it is told as well
    bool closes; // "… districts": what is listed before it is told as well
    bool joined; // to the name before it, by a comma or "and"
} name;

static bool is_space_before(const dln_reading *reading, uint32_t at) {
    return at < reading->count && reading->tokens[at].space_before;
}

static bool means(const dln_reading *reading, uint32_t at, dln_word_kinds kinds) {
    return at < reading->count &&
           dln_lexicon_match(reading->lexicon, &reading->tokens[at], reading->count - at, kinds);
}

// A word that may be part of a name: capitalised, and nothing else that is known; no "UN" or "MFO".
static bool is_name_word(const dln_reading *reading, uint32_t at) {
    return dln_class_at(reading, at) == DLN_CLASS_NAME && !dln_term_at(reading, at) &&
           reading->words[at].modifier == DLN_NO_TERM &&
           reading->tokens[at].letter_case == DLN_CASE_TITLE && !dln_in_date(reading, at);
}

// "Al-Zor", "Abu’l", "al-Zor": a mark between two words without a blank.
static bool is_joint(const dln_reading *reading, uint32_t at) {
    return at < reading->count && reading->tokens[at].kind == DLN_TOKEN_PUNCTUATION &&
           !is_space_before(reading, at + 1) &&
           (dln_is_mark(&reading->tokens[at], '-') || dln_is_mark(&reading->tokens[at], '\''));
}

// "‘Ayn": a letter that is written like an opening quotation mark.
static bool is_ayn(const dln_reading *reading, uint32_t at) {
    return at < reading->count && dln_is_mark(&reading->tokens[at], '\'') &&
           !is_space_before(reading, at + 1) && is_name_word(reading, at + 1);
}

// "al" of "al-Zor", in small letters.
static bool is_article(const dln_reading *reading, uint32_t at) {
    return at + 2 < reading->count && is_joint(reading, at + 1) &&
           !is_space_before(reading, at + 1) &&
           (is_name_word(reading, at + 2) || is_ayn(reading, at + 2)) &&
           dln_lexicon_match(reading->lexicon, &reading->tokens[at], 1,
                             dln_kind_bit(DLN_WORD_NAME_PARTICLE));
}

static const dln_lexeme *kind_word(const dln_reading *reading, uint32_t at) {
    if (at >= reading->count)
        return NULL;
    return dln_lexicon_match(reading->lexicon, &reading->tokens[at], reading->count - at,
                             dln_kind_bit(DLN_WORD_PLACE_TYPE));
}

// "the village of", "districts of", and "in the town of" as one preposition.
static const dln_lexeme *kind_before(const dln_reading *reading, uint32_t first) {
    if (first < 2 || !dln_str_equal(reading->tokens[first - 1].folded, DLN_STR("of")))
        return NULL;
    for (uint32_t words = 1; words <= 2 && words < first; words++) {
        const dln_lexeme *kind = kind_word(reading, first - 1 - words);
        if (kind && kind->words == words)
            return kind;
    }
    return NULL;
}

static bool is_several(const dln_lexeme *kind) {
    return kind && dln_str_ends_with(kind->phrase, DLN_STR("s"));
}

// Whether a name goes on, or begins, at a token: its words, articles and the marks inside it.
static bool is_in_name(const dln_reading *reading, uint32_t first, uint32_t at) {
    if (is_name_word(reading, at) || is_article(reading, at) || is_ayn(reading, at))
        return true;
    if (at == first)
        return false;
    bool joint =
        is_joint(reading, at) && !is_space_before(reading, at) &&
        (is_name_word(reading, at + 1) || is_article(reading, at + 1) || is_ayn(reading, at + 1));
    return joint || (dln_class_at(reading, at) == DLN_CLASS_NUMBER && kind_word(reading, at - 1) &&
                     !dln_in_date(reading, at)); // "Hill 30"
}

static uint32_t name_end(const dln_reading *reading, uint32_t first) {
    uint32_t end = first;
    while (end < reading->count && end - first < NAME_MAX_TOKENS && is_in_name(reading, first, end))
        end++;
    return end;
}

// Capitalised kind words belong to the name, "Sayl Ward"; a name is more than that.
static bool is_kind_alone(const dln_reading *reading, const name *n) {
    const dln_lexeme *kind = kind_word(reading, n->first);
    return kind && n->first + dln_lexeme_tokens(kind, &reading->tokens[n->first],
                                                reading->count - n->first) >=
                       n->end;
}

static bool has_kind_inside(const dln_reading *reading, const name *n) {
    return kind_word(reading, n->first) || kind_word(reading, n->end - 1);
}

static void read_kinds(const dln_reading *reading, name *n) {
    const dln_lexeme *before = kind_before(reading, n->first);
    const dln_lexeme *behind = kind_word(reading, n->end);
    n->opens = is_several(before);
    n->closes = is_several(behind);
    n->told = before || behind || (!n->known && has_kind_inside(reading, n));
}

// Only a comma, "and" or a remark in brackets stands between two names.
static bool is_joined(const dln_reading *reading, uint32_t from, uint32_t to) {
    bool joint = false, inside = false;
    if (to <= from || to - from > LIST_GAP_MAX)
        return false;
    for (uint32_t at = from; at < to; at++) {
        const dln_token *token = &reading->tokens[at];
        bool opens = dln_is_mark(token, '('), closes = dln_is_mark(token, ')');
        bool links = dln_is_mark(token, ',') || dln_class_at(reading, at) == DLN_CLASS_AND;
        if (!inside && !opens && !links && dln_class_at(reading, at) != DLN_CLASS_DETERMINER)
            return false;
        joint = joint || (links && !inside);
        inside = opens || (inside && !closes);
    }
    return joint;
}

static uint32_t mention_end(const dln_reading *reading, uint32_t at) {
    uint32_t end = at + 1;
    while (end < reading->count && reading->words[end].place == reading->words[at].place)
        end++;
    return end;
}

// "Wadi Qurzan area", where the gazetteer has a Wadi: a name that goes on behind a mention and has
// a kind word beside it is a name of its own.
static bool outgrows_mention(const dln_reading *reading, uint32_t first, uint32_t mention,
                             uint32_t end) {
    for (uint32_t at = mention; at < end; at++)
        if (reading->words[at].place != DLN_NO_MENTION)
            return false; // "the A-B crossing"
    return end > mention && (kind_before(reading, first) || kind_word(reading, end));
}

static name name_at(const dln_reading *reading, uint32_t at) {
    name n = {.first = at, .end = at};
    if (is_name_word(reading, at) || is_article(reading, at) || is_ayn(reading, at))
        n.end = name_end(reading, at);
    if (reading->words[at].place == DLN_NO_MENTION)
        return n;
    uint32_t mention = mention_end(reading, at);
    n.known = !outgrows_mention(reading, at, mention, n.end);
    n.end = n.known ? mention : n.end;
    return n;
}

// "Coastal troops": the first word of a sentence is capitalised, name or not. "the United Nations
// Conference", "General Harun": names of other things.
static bool is_something_else(const dln_reading *reading, const name *n) {
    const dln_word_kinds others = dln_kind_bit(DLN_WORD_ORGANISATION) |
                                  dln_kind_bit(DLN_WORD_TITLE) | dln_kind_bit(DLN_WORD_NOT_PLACE) |
                                  dln_kind_bit(DLN_WORD_FIRST_NAME);
    uint32_t first = n->first;
    bool article = first + 2 < n->end && is_joint(reading, first + 1) &&
                   means(reading, first, dln_kind_bit(DLN_WORD_NAME_PARTICLE));
    first += article ? 2 : 0; // "Al-Zor" is no Al
    bool single = n->end - first == 1;
    if (single && means(reading, first, dln_kind_bit(DLN_WORD_NOT_PLACE)))
        return true; // "the Jewish settlement"
    if (first > 0 && dln_class_at(reading, first - 1) == DLN_CLASS_NUMBER)
        return true; // "the 4th Mechanised Division"
    return !n->told &&
           (means(reading, first, others) || (single && reading->tokens[first].starts_sentence));
}

static size_t collect(const dln_reading *reading, name out[NAMES_MAX]) {
    size_t count = 0;
    for (uint32_t at = reading->body; at < reading->count && count < NAMES_MAX;) {
        name n = name_at(reading, at);
        if (n.end == at) {
            at++;
            continue;
        }
        at = n.end;
        read_kinds(reading, &n);
        if (!n.known && (is_kind_alone(reading, &n) || is_something_else(reading, &n)))
            continue;
        n.joined = count > 0 && is_joined(reading, out[count - 1].end, n.first);
        out[count++] = n;
    }
    return count;
}

static void tell_lists(name *names, size_t count) {
    for (size_t i = 1; i < count; i++)
        if (names[i].joined && names[i - 1].opens)
            names[i].told = names[i].opens = true;
    for (size_t i = count; i-- > 1;)
        if (names[i].joined && names[i].closes)
            names[i - 1].told = names[i - 1].closes = true;
}

// "near Kisik", "in the Baykal", not "in Noma's case".
static bool stands_as_place(const dln_reading *reading, const name *n, bool caption) {
    uint32_t at = n->first;
    while (at > reading->body && dln_class_at(reading, at - 1) == DLN_CLASS_DETERMINER)
        at--;
    if (at == reading->body)
        return false;
    dln_role role = (dln_role)reading->words[at - 1].role;
    bool possessive = n->end < reading->count && !is_space_before(reading, n->end) &&
                      dln_str_equal(reading->tokens[n->end].folded, DLN_STR("s"));
    return !possessive &&
           (role == DLN_ROLE_PLACE || role == DLN_ROLE_NEAR ||
            (caption && (role == DLN_ROLE_OF || dln_is_mark(&reading->tokens[at - 1], ','))));
}

static bool tells_motion(const dln_reading *reading) {
    for (uint32_t i = 0; i < reading->term_count; i++) {
        const dln_lexeme *trigger = dln_term_meaning(&reading->terms[i], DLN_WORD_TRIGGER);
        if (trigger && (dln_value_is(trigger->value, "type", "movement") ||
                        dln_value_is(trigger->value, "needs", "projectile")))
            return true;
    }
    return false;
}

static bool is_way(dln_role role) {
    return role == DLN_ROLE_ORIGIN || role == DLN_ROLE_DESTINATION || role == DLN_ROLE_VIA;
}

// The end of a way that a name stands for: behind its preposition, or as the object of a verb that
// governs one, "reached Akobo".
static dln_role way_of(const dln_reading *reading, const name *n) {
    if (n->first == reading->body)
        return DLN_ROLE_NONE;
    uint32_t at = n->first - 1;
    const dln_lexeme *verb = dln_term_meaning(dln_term_at(reading, at), DLN_WORD_TRIGGER);
    if (verb && dln_class_at(reading, at) == DLN_CLASS_VERB &&
        dln_value_get(verb->value, "end").data)
        return DLN_ROLE_OBJECT;
    return is_way((dln_role)reading->words[at].role) ? (dln_role)reading->words[at].role
                                                     : DLN_ROLE_NONE;
}

// "moved from Osipovichi"; "to Akobo from Juba", "left Sake for Goma": where a known name is one
// end of the way, the name at the other end is a place, too.
static bool stands_on_a_way(const dln_reading *reading, const name *names, size_t count,
                            const name *n) {
    dln_role own = way_of(reading, n);
    if (own == DLN_ROLE_ORIGIN && tells_motion(reading))
        return true;
    for (size_t i = 0; own != DLN_ROLE_NONE && i < count; i++) {
        dln_role other = names[i].known ? way_of(reading, &names[i]) : DLN_ROLE_NONE;
        if (other != DLN_ROLE_NONE && other != own)
            return tells_motion(reading);
    }
    return false;
}

size_t dln_unlisted_find(const dln_reading *reading, bool caption,
                         dln_unlisted out[DLN_UNLISTED_MAX]) {
    name names[NAMES_MAX];
    size_t found = 0, count = reading->capitals ? 0 : collect(reading, names);
    tell_lists(names, count);
    for (size_t i = 0; i < count && found < DLN_UNLISTED_MAX; i++) {
        const name *n = &names[i];
        if (!n->known && (n->told || stands_as_place(reading, n, caption) ||
                          stands_on_a_way(reading, names, count, n)))
            out[found++] = (dln_unlisted){n->first, n->end, n->told};
    }
    return found;
}
