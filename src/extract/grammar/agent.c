#include "extract/grammar/agent.h"

#include "extract/grammar/role.h"

#define AGENTS                                                                                     \
    (dln_kind_bit(DLN_WORD_ACTOR) | dln_kind_bit(DLN_WORD_ACTOR_HEAD) |                            \
     dln_kind_bit(DLN_WORD_DEMONYM))
#define TARGETS                                                                                    \
    (dln_kind_bit(DLN_WORD_TARGET) | dln_kind_bit(DLN_WORD_ACTOR) |                                \
     dln_kind_bit(DLN_WORD_ACTOR_HEAD))

static bool has_name(const dln_reading *reading, dln_phrase phrase) {
    for (uint32_t i = phrase.first; i < phrase.end; i++)
        if (reading->words[i].class == DLN_CLASS_NAME)
            return true;
    return false;
}

static bool has_place(const dln_reading *reading, dln_phrase phrase) {
    for (uint32_t i = phrase.first; i < phrase.end; i++)
        if (reading->words[i].place != DLN_NO_MENTION)
            return true;
    return false;
}

// "a drone": a weapon does nothing by itself, "Israeli jets" and "a suicide bomber" do.
static bool is_bare_weapon(const dln_term *term) {
    const dln_lexeme *head = dln_term_meaning(term, DLN_WORD_ACTOR_HEAD);
    bool person = head && !dln_value_is(head->value, "kind", "aircraft");
    return dln_term_is(term, DLN_WORD_WEAPON) && !dln_term_is(term, DLN_WORD_ACTOR) && !person;
}

static bool is_media(const dln_reading *reading, uint32_t at) {
    uint16_t modifier = reading->words[at].modifier;
    const dln_lexeme *hedge = modifier == DLN_NO_TERM
                                  ? NULL
                                  : dln_term_meaning(&reading->modifiers[modifier], DLN_WORD_HEDGE);
    return hedge && dln_value_is(hedge->value, "class", "media");
}

static bool looks_like_a_name(const dln_reading *reading, uint32_t at) {
    return at < reading->count && dln_class_at(reading, at) == DLN_CLASS_NAME &&
           !dln_term_at(reading, at) && !dln_in_date(reading, at);
}

// "Sirens sounded", "Second …", "Fierce fighting": the capital of a first word names nobody, unless
// it is all capitals, a known first name or surname, or a further name stands behind it.
static bool is_capital_of_sentence(const dln_reading *reading, uint32_t at) {
    bool starts =
        at == 0 || at == reading->body ||
        (reading->tokens[at - 1].kind == DLN_TOKEN_PUNCTUATION &&
         !dln_joins_words(reading, at - 1) && !dln_is_mark(&reading->tokens[at - 1], ','));
    if (!starts || reading->tokens[at].letter_case == DLN_CASE_UPPER)
        return false;
    dln_word_kinds names = dln_kind_bit(DLN_WORD_FIRST_NAME) | dln_kind_bit(DLN_WORD_SURNAME);
    if (dln_lexicon_match(reading->lexicon, &reading->tokens[at], 1, names))
        return false;
    return !looks_like_a_name(reading, at + 1) && !dln_joins_words(reading, at + 1);
}

bool dln_names_an_agent(const dln_reading *reading, uint32_t at) {
    const dln_term *term = dln_term_at(reading, at);
    if (dln_in_date(reading, at) || is_media(reading, at))
        return false;
    if (term)
        return (term->kinds & AGENTS) && !is_bare_weapon(term);
    uint32_t place = reading->words[at].place;
    if (place != DLN_NO_MENTION)
        return dln_str_starts_with(reading->found->items[place].where.feature, DLN_STR("PCL"));
    return dln_class_at(reading, at) == DLN_CLASS_NAME && !is_capital_of_sentence(reading, at);
}

// "Unknown men", "Angry residents" at the head of a sentence.
static bool opens_with_persons(const dln_reading *reading, dln_phrase phrase) {
    if (phrase.end == phrase.first || dln_class_at(reading, phrase.first) != DLN_CLASS_NAME)
        return false;
    const dln_lexeme *target =
        dln_term_meaning(dln_term_at(reading, phrase.end - 1), DLN_WORD_TARGET);
    return target && dln_value_is(target->value, "class", "civilian") &&
           is_capital_of_sentence(reading, phrase.first);
}

// "a YouTube video", "the Westgate mall": a name before a noun for a thing is part of its name.
static bool describes_a_thing(const dln_reading *reading, dln_phrase phrase, uint32_t name) {
    uint32_t head = name;
    while (head + 1 < phrase.end && (dln_class_at(reading, head + 1) == DLN_CLASS_NAME ||
                                     dln_class_at(reading, head + 1) == DLN_CLASS_NOUN))
        head++;
    const dln_term *term = dln_term_at(reading, head);
    return dln_class_at(reading, head) == DLN_CLASS_NOUN && reading->tokens[head].folded.len > 1 &&
           !(term && (term->kinds & AGENTS));
}

// "Israel and the army", not "the outskirts of Yemen's third city": a country acts where it is the
// head of the phrase.
static bool is_head_country(const dln_reading *reading, dln_phrase phrase, uint32_t at) {
    for (uint32_t i = phrase.first; i < at; i++)
        if (reading->words[i].role == DLN_ROLE_OF)
            return false;
    while (at + 1 < phrase.end && reading->words[at + 1].place == reading->words[at].place)
        at++;
    return at + 1 >= phrase.end || dln_class_at(reading, at + 1) == DLN_CLASS_AND;
}

bool dln_can_act(const dln_reading *reading, dln_phrase phrase) {
    for (uint32_t i = phrase.first; i < phrase.end; i++) {
        if (!dln_names_an_agent(reading, i))
            continue;
        bool country = reading->words[i].place != DLN_NO_MENTION;
        if (country ? is_head_country(reading, phrase, i)
                    : dln_term_at(reading, i) || !describes_a_thing(reading, phrase, i))
            return true;
    }
    return opens_with_persons(reading, phrase);
}

bool dln_is_person(const dln_reading *reading, dln_phrase phrase) {
    const dln_lexeme *head = NULL;
    for (uint32_t i = phrase.first; i < phrase.end && reading->words[i].role != DLN_ROLE_OF; i++) {
        const dln_lexeme *target = dln_term_meaning(dln_term_at(reading, i), DLN_WORD_TARGET);
        head = target ? target : head;
    }
    return head && (dln_value_is(head->value, "class", "civilian") ||
                    dln_value_is(head->value, "class", "official") ||
                    dln_value_is(head->value, "class", "fighters"));
}

bool dln_is_person_by_name(const dln_reading *reading, dln_phrase phrase) {
    bool thing = dln_phrase_term(reading, phrase, dln_kind_bit(DLN_WORD_ACTOR)) ||
                 has_place(reading, phrase);
    uint32_t last = phrase.end - 1;
    return phrase.end > phrase.first && !thing && looks_like_a_name(reading, last) &&
           (dln_is_person(reading, phrase) ||
            (last > phrase.first && looks_like_a_name(reading, last - 1)));
}

// "Camp Bastion", "Ain al-Asad air base": a place whose name says what was struck; a town's does
// not.
static bool names_a_site(const dln_reading *reading, dln_phrase phrase) {
    for (uint32_t i = phrase.first; i < phrase.end; i++) {
        if (reading->words[i].place == DLN_NO_MENTION)
            continue;
        const dln_lexeme *target = dln_lexicon_match(reading->lexicon, &reading->tokens[i],
                                                     phrase.end - i, dln_kind_bit(DLN_WORD_TARGET));
        if (target && (dln_value_is(target->value, "class", "military") ||
                       dln_value_is(target->value, "class", "civil")))
            return true;
    }
    return false;
}

bool dln_can_suffer(const dln_reading *reading, dln_phrase phrase) {
    if (dln_phrase_is_empty(phrase))
        return false;
    if (dln_phrase_term(reading, phrase, TARGETS) || names_a_site(reading, phrase))
        return true;
    return has_name(reading, phrase) && !has_place(reading, phrase);
}

// ---------------------------------------------------------------- names and descriptions

bool dln_is_named(const dln_reading *reading, dln_phrase phrase) {
    dln_word_kinds names = dln_kind_bit(DLN_WORD_ACTOR) | dln_kind_bit(DLN_WORD_DEMONYM);
    if (dln_phrase_term(reading, phrase, names))
        return true;
    for (uint32_t i = phrase.first; i < phrase.end; i++)
        if (looks_like_a_name(reading, i) && !is_capital_of_sentence(reading, i))
            return !describes_a_thing(reading, phrase, i) &&
                   !dln_possessive_follows(reading, i + 1); // "Diaz' driver" has no name
    return false;
}

// The phrase behind "believed to be" or between commas that says who a phrase is: "gunmen, believed
// to be X mercenaries, …", "an armed group, Ansar X, …".
static dln_phrase name_behind(const dln_reading *reading, dln_phrase phrase) {
    uint32_t at = phrase.end;
    bool comma = at < reading->count && dln_is_mark(&reading->tokens[at], ',');
    at += comma;
    bool link = at < reading->count && reading->words[at].link;
    while (at < reading->count && reading->words[at].link)
        at++;
    if (!link && !comma)
        return (dln_phrase){0, 0};
    dln_phrase name = dln_phrase_starting(reading, at);
    bool closed = name.end < reading->count && dln_is_mark(&reading->tokens[name.end], ',');
    return link || closed ? name : (dln_phrase){0, 0};
}

// "militants from the Islamic State group"
static dln_phrase name_in_origin(const dln_reading *reading, dln_phrase phrase) {
    bool from = phrase.end < reading->count &&
                dln_class_at(reading, phrase.end) == DLN_CLASS_PREPOSITION &&
                reading->words[phrase.end].role == DLN_ROLE_ORIGIN;
    dln_phrase name = from ? dln_phrase_starting(reading, phrase.end + 1) : (dln_phrase){0, 0};
    bool group = dln_phrase_term(reading, name, dln_kind_bit(DLN_WORD_ACTOR)) ||
                 (name.end > name.first &&
                  dln_term_is(dln_term_at(reading, name.end - 1), DLN_WORD_ACTOR_HEAD));
    return group ? name : (dln_phrase){0, 0};
}

dln_phrase dln_name_of(const dln_reading *reading, dln_phrase phrase) {
    if (dln_phrase_is_empty(phrase) || dln_is_named(reading, phrase))
        return phrase;
    dln_phrase name = name_behind(reading, phrase);
    bool linked = phrase.end < reading->count && reading->words[phrase.end].link;
    if (dln_phrase_is_empty(name))
        name = name_in_origin(reading, phrase);
    // "gunmen suspected to be herders" says more with its last word than with its first
    bool agent = dln_phrase_term(reading, name, AGENTS) || (linked && dln_can_act(reading, name));
    return agent && (linked || dln_is_named(reading, name)) ? name : phrase;
}

// An adjective tells nobody: "a terrorist attack", "criminal violence".
static bool is_adjective(const dln_term *term) {
    const dln_lexeme *head = dln_term_meaning(term, DLN_WORD_ACTOR_HEAD);
    return head && !dln_term_is(term, DLN_WORD_ACTOR) &&
           dln_value_is(head->value, "adjective", "yes");
}

// "Israeli" of "an unprecedented Israeli": from the first to the last word that names an agent. A
// name that nobody knows is as often what was struck ("the Westgate attack") as who struck.
dln_phrase dln_agent_before(const dln_reading *reading, uint32_t noun) {
    dln_phrase before = dln_phrase_before(reading, noun), core = {0, 0};
    for (uint32_t i = before.first; i < before.end; i++) {
        const dln_term *term = dln_term_at(reading, i);
        if (!dln_names_an_agent(reading, i) || is_adjective(term))
            continue;
        if (dln_phrase_is_empty(core))
            core.first = i;
        core.end = i + 1;
    }
    bool known = dln_phrase_term(reading, core, AGENTS) != NULL;
    bool owner = core.end > core.first && dln_possessive_follows(reading, core.end);
    bool country = core.end > core.first && reading->words[core.first].place != DLN_NO_MENTION;
    return known || owner || country ? core : (dln_phrase){0, 0};
}

dln_phrase dln_victim_before(const dln_reading *reading, const dln_trigger *t) {
    dln_phrase before = dln_phrase_before(reading, t->first), none = {0, 0};
    if (!t->kills || (t->end < reading->count && reading->words[t->end].role == DLN_ROLE_OF))
        return none;
    for (uint32_t end = before.end; end > before.first; end--) {
        dln_phrase owner = {before.first, end};
        if (dln_possessive_follows(reading, end))
            return dln_can_suffer(reading, owner) ? owner : none;
    }
    return none;
}
