#include "extract/participant.h"

#define ACTORS (dln_kind_bit(DLN_WORD_ACTOR) | dln_kind_bit(DLN_WORD_ACTOR_HEAD))
#define TARGETS                                                                                    \
    (dln_kind_bit(DLN_WORD_TARGET) | dln_kind_bit(DLN_WORD_ACTOR) |                                \
     dln_kind_bit(DLN_WORD_ACTOR_HEAD))
#define AGENTS (ACTORS | dln_kind_bit(DLN_WORD_DEMONYM))
// "gunmen in two cars near the market killed": more prepositions than that end the search.
enum { PREPOSITIONS_MAX = 4, COORDINATIONS_MAX = 3 };

static dln_class class_at(const dln_reading *reading, uint32_t at) {
    return at < reading->count ? (dln_class)reading->words[at].class : DLN_CLASS_PUNCTUATION;
}

static bool same_part(const dln_reading *reading, uint32_t a, uint32_t b) {
    return a < reading->count && b < reading->count &&
           reading->words[a].part == reading->words[b].part;
}

// "Deir-ez-Zor", "U.S.", "rebels' positions": marks inside a name.
static bool joins_words(const dln_reading *reading, uint32_t at) {
    if (at + 1 >= reading->count || reading->tokens[at].space_before)
        return false;
    char mark = reading->tokens[at].mark;
    return mark == '\'' || mark == '.' || (mark == '-' && !reading->tokens[at + 1].space_before);
}

// Words that a noun phrase is made of.
static bool in_noun_phrase(const dln_reading *reading, uint32_t at) {
    switch (class_at(reading, at)) {
    case DLN_CLASS_NOUN:
    case DLN_CLASS_NAME:
    case DLN_CLASS_NUMBER:
    case DLN_CLASS_DETERMINER:
        return true;
    case DLN_CLASS_PUNCTUATION:
        return joins_words(reading, at);
    default:
        return false;
    }
}

static bool joins_phrases(const dln_reading *reading, uint32_t at) {
    return at < reading->count &&
           (reading->words[at].role == DLN_ROLE_OF || reading->words[at].class == DLN_CLASS_AND);
}

// An article or "its" behind a noun opens a phrase of its own: "watch *the* camp".
static bool opens_phrase(const dln_reading *reading, dln_phrase phrase, uint32_t end) {
    if (phrase.first == 0 || phrase.first >= end ||
        class_at(reading, phrase.first) != DLN_CLASS_DETERMINER)
        return false;
    dln_class left = class_at(reading, phrase.first - 1);
    return left == DLN_CLASS_NOUN || left == DLN_CLASS_NAME;
}

static dln_phrase phrase_ending(const dln_reading *reading, uint32_t end) {
    dln_phrase phrase = {end, end};
    uint32_t limit = end > DLN_REACH_TOKENS ? end - DLN_REACH_TOKENS : 0;
    while (phrase.first > limit) {
        uint32_t left = phrase.first - 1;
        if (in_noun_phrase(reading, left) && !opens_phrase(reading, phrase, end))
            phrase.first = left;
        else if (phrase.first < end && left > limit && joins_phrases(reading, left) &&
                 same_part(reading, left - 1, phrase.first) && in_noun_phrase(reading, left - 1))
            phrase.first = left - 1;
        else
            break;
    }
    return phrase;
}

static dln_phrase phrase_starting(const dln_reading *reading, uint32_t first) {
    dln_phrase phrase = {first, first};
    uint32_t limit =
        first + DLN_REACH_TOKENS < reading->count ? first + DLN_REACH_TOKENS : reading->count;
    while (phrase.end < limit) {
        bool adverb = phrase.end > first && class_at(reading, phrase.end) == DLN_CLASS_ADVERB &&
                      !dln_in_date(reading, phrase.end) &&
                      class_at(reading, phrase.end - 1) == DLN_CLASS_DETERMINER;
        if (adverb || in_noun_phrase(reading, phrase.end)) // "the mainly Serb towns"
            phrase.end++;
        else if (phrase.end > first && joins_phrases(reading, phrase.end) &&
                 same_part(reading, first, phrase.end) && in_noun_phrase(reading, phrase.end + 1))
            phrase.end += 2;
        else
            break;
    }
    return phrase;
}

// ---------------------------------------------------------------- subject and object

static bool stands_before_a_verb(const dln_reading *reading, uint32_t at) {
    switch (class_at(reading, at)) {
    case DLN_CLASS_ADVERB:
    case DLN_CLASS_AUXILIARY:
    case DLN_CLASS_BE:
    case DLN_CLASS_HAVE:
    case DLN_CLASS_NEGATION:
        return true;
    case DLN_CLASS_VERB: // "vowed to", "was found", "were feared"
        return reading->words[at].modifier != DLN_NO_TERM ||
               (at > 0 && !dln_term_at(reading, at) &&
                (class_at(reading, at - 1) == DLN_CLASS_BE ||
                 class_at(reading, at - 1) == DLN_CLASS_HAVE));
    case DLN_CLASS_PREPOSITION: // "are said to have"
        return dln_str_equal(reading->tokens[at].folded, DLN_STR("to"));
    default:
        return false;
    }
}

// "killed five and wounded …": the subject of the verb before "and".
static uint32_t verb_before(const dln_reading *reading, uint32_t at) {
    for (uint32_t i = at; i-- > 0 && same_part(reading, i, at);)
        if (class_at(reading, i) == DLN_CLASS_VERB)
            return i;
    return DLN_NO_TOKEN;
}

// Behind a comma: "The group, based in Mosul, attacked": the phrase before the comma before.
static uint32_t over_parenthesis(const dln_reading *reading, uint32_t comma) {
    uint32_t limit = comma > DLN_REACH_TOKENS / 2 ? comma - DLN_REACH_TOKENS / 2 : 0;
    char mark = reading->tokens[comma].mark;
    while (comma > limit && dln_is_mark(&reading->tokens[comma - 1], mark))
        comma--;
    for (uint32_t i = comma; i-- > limit;)
        if (dln_is_mark(&reading->tokens[i], mark)) {
            while (i > limit && dln_is_mark(&reading->tokens[i - 1], mark))
                i--; // "--"
            return i;
        }
    return comma;
}

// The "(" that a ")" closes; the ")" itself if there is none near.
static uint32_t opening_before(const dln_reading *reading, uint32_t close) {
    uint32_t limit = close > DLN_REACH_TOKENS / 2 ? close - DLN_REACH_TOKENS / 2 : 0;
    for (uint32_t i = close; i-- > limit;)
        if (dln_is_mark(&reading->tokens[i], '('))
            return i;
    return close;
}

dln_phrase dln_subject_of(const dln_reading *reading, uint32_t verb) {
    dln_phrase none = {0, 0};
    uint32_t end = verb, steps = 0, coordinations = 0;
    bool relative = false;
    while (end > 0 && steps++ < DLN_REACH_TOKENS) {
        uint32_t left = end - 1;
        if (stands_before_a_verb(reading, left)) {
            end = left;
            continue;
        }
        dln_class class = class_at(reading, left);
        if (class == DLN_CLASS_PREPOSITION && end < verb && dln_in_date(reading, end)) {
            end = left; // "gunmen on Saturday killed"
            continue;
        }
        if (class == DLN_CLASS_RELATIVE) {
            relative = true;
            end = left > 0 && dln_is_mark(&reading->tokens[left - 1], ',') ? left - 1 : left;
            continue;
        }
        if (class == DLN_CLASS_AND) {
            uint32_t other = verb_before(reading, left);
            if (other == DLN_NO_TOKEN || coordinations++ >= COORDINATIONS_MAX)
                return none;
            end = other;
            continue;
        }
        const dln_token *mark = &reading->tokens[left];
        bool dash = dln_is_mark(mark, '-') &&
                    (mark->space_before || (left > 0 && dln_is_mark(mark - 1, '-')));
        if (dln_is_mark(mark, ')') && opening_before(reading, left) != left) {
            end = opening_before(reading, left); // "the group (ABC) attacked"
            continue;
        }
        if (dln_is_mark(mark, ',') || dash) {
            uint32_t other = over_parenthesis(reading, left);
            if (other == left || coordinations++ >= COORDINATIONS_MAX)
                return none;
            end = other;
            continue;
        }
        break;
    }
    for (int i = 0; i < PREPOSITIONS_MAX && end > 0; i++) {
        dln_phrase phrase = phrase_ending(reading, end);
        if (relative && dln_term_is(dln_term_at(reading, end - 1), DLN_WORD_TRIGGER))
            return phrase; // "a strike that killed": no further back
        if (dln_phrase_is_empty(phrase) && class_at(reading, end - 1) != DLN_CLASS_VERB)
            return phrase;
        if (dln_phrase_is_empty(phrase)) {
            end--; // "a journalist working for", "men belonging to": a participle describes
            continue;
        }
        uint32_t left = phrase.first;
        if (left == 0 || class_at(reading, left - 1) != DLN_CLASS_PREPOSITION)
            return phrase;
        while (left > 0 && class_at(reading, left - 1) == DLN_CLASS_PREPOSITION)
            left--;
        end = left;
    }
    return none;
}

dln_phrase dln_object_of(const dln_reading *reading, uint32_t verb_end) {
    uint32_t at = verb_end;
    while (at < reading->count &&
           (class_at(reading, at) == DLN_CLASS_ADVERB || dln_is_mark(&reading->tokens[at], '"')))
        at++;
    return phrase_starting(reading, at);
}

dln_phrase dln_phrase_of_role(const dln_reading *reading, uint32_t from, dln_role role) {
    uint32_t limit =
        from + DLN_REACH_TOKENS < reading->count ? from + DLN_REACH_TOKENS : reading->count;
    for (uint32_t i = from; i < limit && same_part(reading, from, i); i++) {
        dln_class class = class_at(reading, i);
        if (class == DLN_CLASS_VERB && i > from && reading->words[i].role == DLN_ROLE_NONE)
            break;
        if (reading->words[i].role != role ||
            (class != DLN_CLASS_PREPOSITION && class != DLN_CLASS_VERB))
            continue;
        while (i + 1 < limit && reading->words[i + 1].role == role)
            i++;
        dln_phrase phrase = phrase_starting(reading, i + 1);
        if (!dln_phrase_is_empty(phrase))
            return phrase;
    }
    return (dln_phrase){0, 0};
}

dln_phrase dln_phrase_before(const dln_reading *reading, uint32_t noun) {
    dln_phrase phrase = {noun, noun};
    // an article opens the phrase: "told reporters *the* drone attack"
    while (phrase.first > 0 &&
           (in_noun_phrase(reading, phrase.first - 1) || dln_in_date(reading, phrase.first - 1)) &&
           (phrase.first == noun || class_at(reading, phrase.first) != DLN_CLASS_DETERMINER))
        phrase.first--;
    return phrase;
}

const dln_term *dln_phrase_term(const dln_reading *reading, dln_phrase phrase,
                                dln_word_kinds kinds) {
    for (uint32_t i = phrase.first; i < phrase.end && i < reading->count; i++) {
        const dln_term *term = dln_term_at(reading, i);
        if (term && (term->kinds & kinds))
            return term;
    }
    return NULL;
}

// ---------------------------------------------------------------- who is who

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
    return at < reading->count && class_at(reading, at) == DLN_CLASS_NAME &&
           !dln_term_at(reading, at) && !dln_in_date(reading, at);
}

// "Sirens sounded", "Second …", "Fierce fighting": the capital of a first word names nobody, unless
// it is all capitals, a known first name or surname, or a further name stands behind it.
static bool is_capital_of_sentence(const dln_reading *reading, uint32_t at) {
    bool starts = at == 0 || at == reading->body ||
                  (reading->tokens[at - 1].kind == DLN_TOKEN_PUNCTUATION &&
                   !joins_words(reading, at - 1) && !dln_is_mark(&reading->tokens[at - 1], ','));
    if (!starts || reading->tokens[at].letter_case == DLN_CASE_UPPER)
        return false;
    dln_word_kinds names = dln_kind_bit(DLN_WORD_FIRST_NAME) | dln_kind_bit(DLN_WORD_SURNAME);
    if (dln_lexicon_match(reading->lexicon, &reading->tokens[at], 1, names))
        return false;
    return !looks_like_a_name(reading, at + 1) && !joins_words(reading, at + 1);
}

// A group, a people, a government, a person's name; no date, no weapon, no newspaper, no town.
static bool names_an_agent(const dln_reading *reading, uint32_t at) {
    const dln_term *term = dln_term_at(reading, at);
    if (dln_in_date(reading, at) || is_media(reading, at))
        return false;
    if (term)
        return (term->kinds & AGENTS) && !is_bare_weapon(term);
    uint32_t place = reading->words[at].place;
    if (place != DLN_NO_MENTION)
        return dln_str_starts_with(reading->found->items[place].where.feature, DLN_STR("PCL"));
    return class_at(reading, at) == DLN_CLASS_NAME && !is_capital_of_sentence(reading, at);
}

// "Unknown men", "Angry residents" at the head of a sentence.
static bool opens_with_persons(const dln_reading *reading, dln_phrase phrase) {
    if (phrase.end == phrase.first || class_at(reading, phrase.first) != DLN_CLASS_NAME)
        return false;
    const dln_lexeme *target =
        dln_term_meaning(dln_term_at(reading, phrase.end - 1), DLN_WORD_TARGET);
    return target && dln_value_is(target->value, "class", "civilian") &&
           is_capital_of_sentence(reading, phrase.first);
}

// A person, a group, a government: what can act.
static bool can_act(const dln_reading *reading, dln_phrase phrase) {
    for (uint32_t i = phrase.first; i < phrase.end; i++)
        if (names_an_agent(reading, i))
            return true;
    return opens_with_persons(reading, phrase);
}

static bool can_suffer(const dln_reading *reading, dln_phrase phrase) {
    if (dln_phrase_is_empty(phrase))
        return false;
    if (dln_phrase_term(reading, phrase, TARGETS))
        return true;
    return has_name(reading, phrase) && !has_place(reading, phrase);
}

static const dln_term *weapon_in(const dln_reading *reading, dln_phrase phrase) {
    return dln_phrase_term(reading, phrase, dln_kind_bit(DLN_WORD_WEAPON));
}

static void take(dln_phrase *slot, dln_phrase phrase, bool fits) {
    if (fits && dln_phrase_is_empty(*slot))
        *slot = phrase;
}

// "Israeli" of "an unprecedented Israeli": from the first to the last word that names an actor.
static dln_phrase core_of_actor(const dln_reading *reading, dln_phrase phrase) {
    dln_phrase core = {0, 0};
    for (uint32_t i = phrase.first; i < phrase.end; i++) {
        bool names = names_an_agent(reading, i);
        if (names && dln_phrase_is_empty(core))
            core = (dln_phrase){i, i + 1};
        if (names)
            core.end = i + 1;
    }
    return core;
}

// "a delegation of A, B and C, and D, had travelled": behind a long list of who they were the
// first noun of the part says what moved.
static dln_phrase mover_before(const dln_reading *reading, uint32_t verb, dln_phrase otherwise) {
    for (uint32_t i = 0; i < reading->term_count && reading->terms[i].first < verb; i++) {
        const dln_term *term = &reading->terms[i];
        const dln_lexeme *object = dln_term_meaning(term, DLN_WORD_OBJECT);
        bool moves = object && !dln_value_is(object->value, "class", "goods");
        if (moves && same_part(reading, term->first, verb)) {
            dln_phrase phrase = dln_phrase_before(reading, term->first);
            phrase.end = term->end;
            return phrase;
        }
    }
    return otherwise;
}

static void read_verb(const dln_reading *reading, const dln_trigger *t, dln_participants *out) {
    dln_phrase subject = dln_subject_of(reading, t->first);
    dln_phrase object = dln_object_of(reading, t->end);
    if (!out->weapon)
        out->weapon = weapon_in(reading, subject);
    if (t->form == DLN_FORM_PASSIVE) {
        dln_phrase by = dln_phrase_of_role(reading, t->end, DLN_ROLE_ACTOR);
        if (!out->weapon)
            out->weapon = weapon_in(reading, by);
        take(&out->actor, by, can_act(reading, by));
        take(&out->target, subject, t->frame != DLN_FRAME_CARRY && can_suffer(reading, subject));
        take(&out->object, subject, true);
        return;
    }
    switch (t->frame) {
    case DLN_FRAME_SELF:
    case DLN_FRAME_HAPPEN:
        break;
    case DLN_FRAME_SUFFER:
        take(&out->target, subject, can_suffer(reading, subject));
        break;
    case DLN_FRAME_MOVER:
        if (!can_act(reading, subject) || t->need == DLN_NEED_DELEGATION)
            subject = mover_before(reading, t->first, subject);
        take(&out->actor, subject, can_act(reading, subject));
        take(&out->object, subject, true);
        break;
    case DLN_FRAME_CARRY:
    case DLN_FRAME_PLANT:
        take(&out->actor, subject, can_act(reading, subject));
        take(&out->object, object, true);
        if (!out->weapon)
            out->weapon = weapon_in(reading, object);
        break;
    default: {
        take(&out->actor, subject, can_act(reading, subject));
        take(&out->target, object, can_suffer(reading, object));
        take(&out->object, object, true);
        break;
    }
    }
}

static void read_noun(const dln_reading *reading, const dln_trigger *t, dln_participants *out) {
    dln_phrase before = dln_phrase_before(reading, t->first);
    if (!out->weapon)
        out->weapon = weapon_in(reading, before);
    if (t->caption) {
        dln_phrase shown = phrase_starting(reading, reading->body);
        take(&out->target, shown, can_suffer(reading, shown));
    }
    dln_phrase by = dln_phrase_of_role(reading, t->end, DLN_ROLE_ACTOR);
    take(&out->actor, by, can_act(reading, by));
    dln_phrase core = core_of_actor(reading, before);
    take(&out->actor, core, can_act(reading, core));
    if (t->harm != DLN_HARM_NONE || t->type == DLN_ABDUCTION || t->type == DLN_ARREST ||
        t->type == DLN_ATTACK) {
        dln_phrase of = dln_phrase_of_role(reading, t->end, DLN_ROLE_OF);
        take(&out->target, of, of.first == t->end + 1 && can_suffer(reading, of));
    }
    if (t->type == DLN_MOVEMENT) {
        dln_phrase of = dln_phrase_of_role(reading, t->end, DLN_ROLE_OF);
        take(&out->object, of, of.first == t->end + 1);
        take(&out->object, before,
             dln_phrase_term(reading, before, dln_kind_bit(DLN_WORD_OBJECT)) != NULL);
    }
}

// "clashes between A and B", "A and B clashed": the two sides of one phrase.
static void split_sides(const dln_reading *reading, dln_phrase both, dln_participants *out) {
    for (uint32_t i = both.first + 1; i + 1 < both.end; i++)
        if (class_at(reading, i) == DLN_CLASS_AND) {
            out->actor = (dln_phrase){both.first, i};
            out->target = (dln_phrase){i + 1, both.end};
            return;
        }
}

static void read_between(const dln_reading *reading, const dln_trigger *t, dln_participants *out) {
    if (t->frame == DLN_FRAME_MUTUAL && t->form != DLN_FORM_NOUN &&
        dln_phrase_is_empty(out->target)) {
        split_sides(reading, out->actor, out);
        return;
    }
    dln_phrase between = dln_phrase_of_role(reading, t->end, DLN_ROLE_NEAR);
    if (between.first > 0 && dln_phrase_term(reading, between, TARGETS) &&
        dln_str_equal(reading->tokens[between.first - 1].folded, DLN_STR("between")))
        split_sides(reading, between, out);
}

// "on a convoy", "against militia positions", "at the base"; a date or a bare place is no target.
static void read_prepositions(const dln_reading *reading, const dln_trigger *t,
                              dln_participants *out) {
    dln_phrase against = dln_phrase_of_role(reading, t->end, DLN_ROLE_TARGET);
    take(&out->target, against, can_suffer(reading, against));
    for (uint32_t from = t->end, i = 0; i < 3 && dln_phrase_is_empty(out->target); i++) {
        dln_phrase on = dln_phrase_of_role(reading, from, DLN_ROLE_PLACE);
        if (dln_phrase_is_empty(on) || on.first <= from)
            break;
        take(&out->target, on, dln_phrase_term(reading, on, TARGETS) != NULL);
        from = on.end;
    }
    if (t->type == DLN_CLASH)
        read_between(reading, t, out);
    dln_phrase with = dln_phrase_of_role(reading, t->end, DLN_ROLE_WITH);
    if (!out->weapon)
        out->weapon = weapon_in(reading, with);
    bool mutual = t->frame == DLN_FRAME_MUTUAL || t->type == DLN_CLASH;
    take(&out->target, with, mutual && can_act(reading, with));
}

// The weapon that stands nearest in the same parts, when nothing says it better.
static const dln_term *nearest_weapon(const dln_reading *reading, const dln_trigger *t) {
    const dln_term *best = NULL;
    uint32_t best_distance = DLN_REACH_TOKENS;
    for (uint32_t i = 0; i < reading->term_count; i++) {
        const dln_term *term = &reading->terms[i];
        if (!dln_term_is(term, DLN_WORD_WEAPON) || !same_part(reading, term->first, t->first))
            continue;
        uint32_t distance =
            term->first > t->first ? term->first - t->first : t->first - term->first;
        bool other = dln_background_between(reading, term->end, t->first) ||
                     dln_background_between(reading, t->end, term->first);
        if (distance < best_distance && !other) {
            best_distance = distance;
            best = term;
        }
    }
    return best;
}

dln_participants dln_participants_find(const dln_reading *reading, const dln_trigger *triggers,
                                       const size_t *members, size_t count) {
    dln_participants out = {0};
    for (size_t i = 0; i < count; i++) {
        const dln_trigger *t = &triggers[members[i]];
        if (t->form == DLN_FORM_NOUN)
            read_noun(reading, t, &out);
        else
            read_verb(reading, t, &out);
    }
    for (size_t i = 0; i < count; i++)
        read_prepositions(reading, &triggers[members[i]], &out);
    for (size_t i = 0; i < count && !out.weapon; i++)
        out.weapon = nearest_weapon(reading, &triggers[members[i]]);
    return out;
}

dln_str dln_phrase_text(const dln_reading *reading, dln_phrase phrase) {
    while (phrase.first < phrase.end && (class_at(reading, phrase.first) == DLN_CLASS_DETERMINER ||
                                         class_at(reading, phrase.first) == DLN_CLASS_PUNCTUATION))
        phrase.first++;
    while (phrase.end > phrase.first) {
        const dln_token *last = &reading->tokens[phrase.end - 1];
        bool genitive = dln_str_equal(last->folded, DLN_STR("s")) && !last->space_before;
        if (!genitive && last->kind != DLN_TOKEN_PUNCTUATION)
            break;
        phrase.end--;
    }
    if (dln_phrase_is_empty(phrase))
        return DLN_STR_NONE;
    return dln_reading_text(reading, phrase.first, phrase.end);
}
