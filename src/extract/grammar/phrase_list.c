#include "extract/grammar/phrase_list.h"

#include <string.h>

#define PERSONS                                                                                    \
    (dln_kind_bit(DLN_WORD_TARGET) | dln_kind_bit(DLN_WORD_ACTOR_HEAD) |                           \
     dln_kind_bit(DLN_WORD_ACTOR))
// A name behind a comma has at most so many words: "…, Angela Piedad de Guerrero, …".
enum { NAME_MAX_TOKENS = 6 };
// An abbreviation in brackets behind a member.
enum { BRACKET_MAX_TOKENS = 4 };

static bool is_comma(const dln_reading *reading, uint32_t at) {
    return at < reading->count && dln_is_mark(&reading->tokens[at], ',');
}

static bool has_and(const dln_reading *reading, dln_phrase phrase) {
    return dln_and_between(reading, phrase.first, phrase.end);
}

static bool is_name(const dln_reading *reading, dln_phrase phrase);
static bool describes_one(const dln_reading *reading, dln_phrase phrase);

// A town or a day between commas is no member.
static bool may_be_member(const dln_reading *reading, dln_phrase phrase) {
    return !dln_phrase_is_empty(phrase) && !dln_in_date(reading, phrase.first) &&
           (reading->words[phrase.end - 1].place == DLN_NO_MENTION ||
            describes_one(reading, phrase)); // "the mayor of Goma"
}

static bool verb_follows(const dln_reading *reading, uint32_t at) {
    switch (dln_class_at(reading, at)) {
    case DLN_CLASS_VERB:
    case DLN_CLASS_BE:
    case DLN_CLASS_HAVE:
    case DLN_CLASS_SPEECH:
    case DLN_CLASS_AUXILIARY:
        return true;
    default:
        return false;
    }
}

dln_phrase dln_phrase_list_behind(const dln_reading *reading, dln_phrase phrase) {
    uint32_t end = phrase.end;
    for (uint32_t i = 0; i < DLN_PHRASE_LIST_MAX && !dln_phrase_is_empty(phrase); i++) {
        if (!is_comma(reading, end))
            break;
        bool last = dln_class_at(reading, end + 1) == DLN_CLASS_AND;
        dln_phrase next = dln_phrase_starting(reading, end + 1 + last);
        if (!may_be_member(reading, next) || verb_follows(reading, next.end))
            break;
        end = next.end;
        if (last || has_and(reading, next))
            return (dln_phrase){phrase.first, end};
    }
    return phrase;
}

// What may stand before the first member of a subject: "said *five men*, …", the start of a part.
static bool opens_list(const dln_reading *reading, uint32_t first) {
    if (first == 0 || first == reading->body ||
        reading->parts[reading->words[first].part].first == first)
        return true;
    dln_class left = dln_class_at(reading, first - 1);
    return left == DLN_CLASS_SPEECH || left == DLN_CLASS_RELATIVE || left == DLN_CLASS_CONJUNCTION;
}

// "Ana Perez, a teacher at the school were killed": the name before the description, which no
// second comma closes.
static dln_phrase name_described(const dln_reading *reading, dln_phrase phrase) {
    if (phrase.first < 2 || !is_comma(reading, phrase.first - 1) ||
        dln_class_at(reading, phrase.first) != DLN_CLASS_DETERMINER ||
        !describes_one(reading, phrase))
        return phrase;
    dln_phrase name = dln_phrase_ending(reading, phrase.first - 1);
    uint32_t last = name.first; // of "A and B, a teacher" the whole is the subject
    for (uint32_t i = name.first; i < name.end; i++)
        last = dln_class_at(reading, i) == DLN_CLASS_AND ? i + 1 : last;
    return is_name(reading, (dln_phrase){last, name.end}) ? name : phrase;
}

// "the university (UCA), five …": where a short bracket before a comma opens.
static uint32_t before_bracket(const dln_reading *reading, uint32_t comma) {
    if (comma == 0 || !dln_is_mark(&reading->tokens[comma - 1], ')'))
        return comma;
    for (uint32_t i = comma - 1, left = BRACKET_MAX_TOKENS; left-- > 0 && i-- > 0;)
        if (dln_is_mark(&reading->tokens[i], '('))
            return i;
    return comma;
}

dln_phrase dln_phrase_list_before(const dln_reading *reading, dln_phrase phrase) {
    phrase = name_described(reading, phrase);
    uint32_t first = phrase.first;
    if (dln_phrase_is_empty(phrase) || first == 0)
        return phrase;
    bool joined = dln_class_at(reading, first - 1) == DLN_CLASS_AND;
    first -= joined;
    for (uint32_t i = 0; i < DLN_PHRASE_LIST_MAX && first > 1 && is_comma(reading, first - 1);
         i++) {
        dln_phrase before = dln_phrase_ending(reading, before_bracket(reading, first - 1));
        // "Ana Perez, a judge, and two guards": the name that a member describes
        bool named =
            is_name(reading, before) && describes_one(reading, (dln_phrase){first, phrase.end});
        if (!may_be_member(reading, before) ||
            !(named || dln_phrase_term(reading, before, PERSONS)))
            break;
        first = before.first;
        if (opens_list(reading, first) && (joined || has_and(reading, phrase)))
            return (dln_phrase){first, phrase.end};
    }
    return phrase;
}

// ---------------------------------------------------------------- members

// "and" before an article, a number or a name opens a member; "women and children" are one.
static bool opens_member(const dln_reading *reading, uint32_t first, uint32_t at) {
    dln_class right = dln_class_at(reading, at + 1);
    bool range = first > 0 && dln_class_at(reading, at - 1) == DLN_CLASS_NUMBER &&
                 right == DLN_CLASS_NUMBER &&
                 dln_str_equal(reading->tokens[first - 1].folded, DLN_STR("between"));
    if (range)
        return false; // "between three and five soldiers"
    bool opens = right == DLN_CLASS_DETERMINER || right == DLN_CLASS_NUMBER ||
                 (right == DLN_CLASS_NAME && at > first &&
                  !dln_term_is(dln_term_at(reading, at - 1), DLN_WORD_DEMONYM));
    bool of = false; // "the leaders of A and B"
    for (uint32_t i = first; i < at; i++)
        of = of || reading->words[i].role == DLN_ROLE_OF;
    return opens && !(of && right == DLN_CLASS_NAME);
}

static bool is_name(const dln_reading *reading, dln_phrase phrase) {
    if (phrase.end - phrase.first > NAME_MAX_TOKENS || dln_phrase_is_empty(phrase))
        return false;
    for (uint32_t i = phrase.first; i < phrase.end; i++)
        if (reading->tokens[i].letter_case == DLN_CASE_LOWER &&
            reading->tokens[i].folded.len > 3) // "de", "al"
            return false;
    return dln_class_at(reading, phrase.end - 1) == DLN_CLASS_NAME &&
           reading->words[phrase.end - 1].place == DLN_NO_MENTION &&
           dln_class_at(reading, phrase.first) == DLN_CLASS_NAME;
}

// "the mayor", "a judge of the court": one person, who may be named behind it.
static bool describes_one(const dln_reading *reading, dln_phrase phrase) {
    uint32_t head = phrase.first;
    for (uint32_t i = phrase.first; i < phrase.end && reading->words[i].role != DLN_ROLE_OF; i++)
        head = i;
    return dln_phrase_term(reading, (dln_phrase){head, head + 1}, PERSONS) &&
           dln_class_at(reading, head) == DLN_CLASS_NOUN &&
           !dln_str_ends_with(reading->tokens[head].folded, DLN_STR("s"));
}

static bool begins_with_article(const dln_reading *reading, dln_phrase phrase) {
    return dln_class_at(reading, phrase.first) == DLN_CLASS_DETERMINER;
}

// Two wordings for one: the name behind the description stays with it, a description behind the
// name is left out.
static bool join_apposition(const dln_reading *reading, dln_phrase *before, dln_phrase member) {
    bool touches = is_comma(reading, before->end) && before->end + 1 == member.first;
    if (!touches)
        return false;
    if (is_name(reading, member) && describes_one(reading, *before)) {
        before->end = member.end;
        return true;
    }
    uint32_t last = before->end - 1;
    bool named = dln_class_at(reading, last) == DLN_CLASS_NAME &&
                 reading->words[last].place == DLN_NO_MENTION;
    dln_class first = dln_class_at(reading, member.first);
    bool title = first == DLN_CLASS_NOUN || // "Ana Perez, rector of the school, …"
                 (first == DLN_CLASS_NUMBER && is_name(reading, *before)); // "third judge of …"
    return named && (begins_with_article(reading, member) || title) &&
           describes_one(reading, member);
}

static void add_member(const dln_reading *reading, dln_phrase member, dln_phrase_list *out) {
    while (member.first < member.end && (is_comma(reading, member.first) ||
                                         dln_class_at(reading, member.first) == DLN_CLASS_AND))
        member.first++;
    while (member.end > member.first && dln_class_at(reading, member.end - 1) == DLN_CLASS_AND)
        member.end--; // "as well as"
    if (dln_phrase_is_empty(member) || out->count == DLN_PHRASE_LIST_MAX)
        return;
    if (out->count > 0 && join_apposition(reading, &out->items[out->count - 1], member))
        return;
    out->items[out->count++] = member;
}

// "the governor, John Smith, was killed": a name right behind the last member.
static void take_name_behind(const dln_reading *reading, dln_phrase *last) {
    if (!is_comma(reading, last->end) || !describes_one(reading, *last))
        return;
    dln_phrase name = dln_phrase_starting(reading, last->end + 1);
    if (is_name(reading, name))
        last->end = name.end;
}

void dln_phrase_list_add(const dln_reading *reading, dln_phrase phrase, dln_phrase_list *out) {
    uint32_t before = out->count, first = phrase.first;
    for (uint32_t i = phrase.first; i < phrase.end; i++) {
        bool cut = is_comma(reading, i) ||
                   (dln_class_at(reading, i) == DLN_CLASS_AND && opens_member(reading, first, i));
        if (!cut)
            continue;
        add_member(reading, (dln_phrase){first, i}, out);
        first = i + 1;
    }
    add_member(reading, (dln_phrase){first, phrase.end}, out);
    if (out->count > before)
        take_name_behind(reading, &out->items[out->count - 1]);
}

dln_str dln_phrase_list_text(const dln_reading *reading, const dln_phrase_list *list,
                             dln_arena *arena) {
    if (list->count == 1)
        return dln_phrase_text(reading, list->items[0]);
    size_t size = 0;
    for (uint32_t i = 0; i < list->count; i++)
        size += dln_phrase_text(reading, list->items[i]).len + 2;
    char *text = size > 0 ? DLN_ARENA_ARRAY(arena, char, size) : NULL;
    if (!text)
        return DLN_STR_NONE;
    size_t len = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        dln_str item = dln_phrase_text(reading, list->items[i]);
        if (item.len == 0)
            continue;
        if (len > 0) {
            memcpy(text + len, "; ", 2);
            len += 2;
        }
        memcpy(text + len, item.data, item.len);
        len += item.len;
    }
    return len > 0 ? (dln_str){text, len} : DLN_STR_NONE;
}
