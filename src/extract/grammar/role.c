#include "extract/grammar/role.h"

// Between a preposition and the name it governs: "in the Syrian northern town of Azaz".
enum { PREPOSITION_REACH = 8 };
// "the border between Jordan and Syria", "weapons from A via B to C": names of one chain.
enum { CHAIN_REACH = 3 };
// "A, the second largest city of B": words between two names.
enum { APPOSITION_REACH = 8 };
// "in the city of A and the areas of B": words between two names of one list.
enum { LIST_REACH = 5 };

// "Israel-occupied", "Iran-backed": the name is an adjective.
static bool is_adjective(const dln_reading *reading, uint32_t end) {
    return end + 1 < reading->count && dln_is_mark(&reading->tokens[end], '-') &&
           !reading->tokens[end].space_before && !reading->tokens[end + 1].space_before &&
           reading->tokens[end + 1].letter_case == DLN_CASE_LOWER;
}

bool dln_possessive_follows(const dln_reading *reading, uint32_t end) {
    if (end >= reading->count)
        return false;
    const dln_token *token = &reading->tokens[end];
    return !token->space_before &&
           (dln_str_equal(token->folded, DLN_STR("s")) || dln_is_mark(token, '\''));
}

// "of Benue State, Awuha Alev": behind a division stands no town that nobody knows.
static bool is_division(const dln_found *found) {
    return found->where.located && (dln_found_is_country(found) ||
                                    dln_str_starts_with(found->where.feature, DLN_STR("ADM1")));
}

// Towns beside towns, countries beside countries: none of them holds the other.
static bool is_same_rank(const dln_found *a, const dln_found *b) {
    if (!a->where.located || !b->where.located)
        return !b->where.located && !is_division(a);
    return !(dln_great_circle_m(a->where.at, b->where.at) <= b->where.radius_m &&
             a->where.radius_m < b->where.radius_m);
}

// The mention that ends right before a comma, "(" or "in" at `at`: this one says where that lies.
static bool continues_chain(const dln_reading *reading, const dln_roles *roles, uint32_t i,
                            uint32_t at) {
    if (i == 0 || at == 0)
        return false;
    uint32_t gap_from = roles->end[i - 1];
    if (at < gap_from || at - gap_from > CHAIN_REACH)
        return false;
    for (uint32_t t = gap_from; t < at; t++) {
        const dln_token *token = &reading->tokens[t];
        bool mark = dln_is_mark(token, ',') || dln_is_mark(token, '(') || dln_is_mark(token, '-');
        if (!mark && dln_class_at(reading, t) != DLN_CLASS_DETERMINER)
            return false;
    }
    return at > gap_from;
}

static bool ends_with(dln_str folded, const char *ending) {
    return dln_str_ends_with(folded, dln_str_from(ending));
}

// "moved to help Kyiv", "to condemn the coup in Niger": a bare word behind "to" that nothing is
// known of is a verb; "to nearby Goma", "to rebel-held Aleppo", "to bases in Homs" are ways.
static bool leads_a_verb(const dln_reading *reading, uint32_t preposition, uint32_t first) {
    uint32_t at = preposition + 1;
    bool to = dln_str_equal(reading->tokens[preposition].folded, DLN_STR("to"));
    if (!to || at >= first || dln_class_at(reading, at) != DLN_CLASS_NOUN ||
        dln_term_at(reading, at) || dln_is_mark(&reading->tokens[at + 1], '-'))
        return false;
    dln_str word = reading->tokens[at].folded;
    bool describes = ends_with(word, "ing") || ends_with(word, "ed") || ends_with(word, "ern") ||
                     ends_with(word, "by") || ends_with(word, "s");
    dln_class next = dln_class_at(reading, at + 1);
    bool object = at + 1 >= first || next == DLN_CLASS_DETERMINER || next == DLN_CLASS_NUMBER;
    return !describes && object;
}

// "in neighbouring A", "in the besieged town of A": a participle before a noun describes it.
static bool is_describing(const dln_reading *reading, uint32_t at) {
    if (at == 0 || dln_class_at(reading, at) != DLN_CLASS_VERB || dln_term_at(reading, at))
        return false;
    dln_class left = dln_class_at(reading, at - 1), right = dln_class_at(reading, at + 1);
    bool genitive = dln_possessive_follows(reading, at - 1); // "Iraq's disputed city of A"
    bool led = genitive || left == DLN_CLASS_PREPOSITION || left == DLN_CLASS_DETERMINER ||
               left == DLN_CLASS_ADVERB ||
               (left == DLN_CLASS_NOUN && dln_class_at(reading, at - 2) == DLN_CLASS_DETERMINER);
    return led && (right == DLN_CLASS_NAME || right == DLN_CLASS_NOUN);
}

// Walks left from a name to the preposition that governs it; stops at verbs and marks.
static uint32_t governing_preposition(const dln_reading *reading, uint32_t first) {
    uint32_t limit = first > PREPOSITION_REACH ? first - PREPOSITION_REACH : 0;
    for (uint32_t at = first; at-- > limit;) {
        dln_class class = dln_class_at(reading, at);
        if (reading->words[at].role == DLN_ROLE_OF) {
            // "the city of X", "outskirts of X": the preposition before says it; without one, of
            uint32_t outer = governing_preposition(reading, at);
            return outer == DLN_NO_TOKEN ? at : outer;
        }
        if (reading->words[at].role != DLN_ROLE_NONE)
            return leads_a_verb(reading, at, first) ? DLN_NO_TOKEN : at;
        bool mark = dln_is_mark(&reading->tokens[at], '"') ||
                    (dln_is_mark(&reading->tokens[at], '-') && !reading->tokens[at].space_before) ||
                    dln_is_mark(&reading->tokens[at], '.') ||
                    dln_is_mark(&reading->tokens[at], '\'');
        bool inside = class == DLN_CLASS_NOUN || class == DLN_CLASS_NAME ||
                      class == DLN_CLASS_DETERMINER || class == DLN_CLASS_NUMBER ||
                      class == DLN_CLASS_ADVERB || is_describing(reading, at) || mark;
        if (!inside)
            return DLN_NO_TOKEN;
    }
    return DLN_NO_TOKEN;
}

// Without a preposition: behind a trigger verb it is the object, before a verb the subject.
static dln_role role_without_preposition(const dln_reading *reading, uint32_t first, uint32_t end) {
    for (uint32_t at = first; at-- > 0;) {
        dln_class class = dln_class_at(reading, at);
        if (class == DLN_CLASS_VERB)
            return dln_term_is(dln_term_at(reading, at), DLN_WORD_TRIGGER) ? DLN_ROLE_OBJECT
                                                                           : DLN_ROLE_NONE;
        if (class != DLN_CLASS_NOUN && class != DLN_CLASS_NAME && class != DLN_CLASS_DETERMINER &&
            class != DLN_CLASS_NUMBER && class != DLN_CLASS_ADVERB)
            break;
    }
    for (uint32_t at = end; at < reading->count && at < end + CHAIN_REACH; at++) {
        dln_class class = dln_class_at(reading, at);
        if (class == DLN_CLASS_VERB || class == DLN_CLASS_BE || class == DLN_CLASS_HAVE ||
            class == DLN_CLASS_SPEECH || class == DLN_CLASS_AUXILIARY)
            return DLN_ROLE_SUBJECT;
        if (class != DLN_CLASS_ADVERB)
            break;
    }
    return DLN_ROLE_NONE;
}

bool dln_found_is_country(const dln_found *found) {
    return dln_str_starts_with(found->where.feature, DLN_STR("PCL"));
}

// "a U.S. airstrike", "Iraq militia": before a noun a country says whose it is, not where.
static bool is_owner(const dln_reading *reading, const dln_found *found, uint32_t end) {
    const dln_term *next = dln_term_at(reading, end);
    return dln_found_is_country(found) && next && dln_class_at(reading, end) == DLN_CLASS_NOUN &&
           next->first == end;
}

// "a port 1,700 km from Israel": measured without a direction and from afar, which says how far a
// place is and not where.
#define TELLS_WHERE_M 500e3

static bool is_only_far(const dln_found *found) {
    return found->related && !found->is_border && found->scene.located &&
           found->scene.radius_m > found->where.radius_m + TELLS_WHERE_M;
}

static bool is_barred(const dln_reading *reading, const dln_found *found, uint32_t first,
                      uint32_t end) {
    if (first < reading->body || found->speaks || is_only_far(found) ||
        is_adjective(reading, end) || is_owner(reading, found, end))
        return true;
    for (uint32_t t = first; t < end; t++)
        if (dln_term_is(dln_term_at(reading, t), DLN_WORD_ACTOR))
            return true;
    return false;
}

bool dln_is_bare_for(const dln_reading *reading, uint32_t preposition) {
    return dln_str_equal(reading->tokens[preposition].folded, DLN_STR("for")) &&
           (preposition == 0 || reading->words[preposition - 1].role != DLN_ROLE_DESTINATION);
}

// A depot, a camp, a family in Iraq can be left or reached; a treaty or a race in Geneva cannot.
static bool stands_somewhere(const dln_reading *reading, uint32_t at) {
    const dln_word_kinds things = dln_kind_bit(DLN_WORD_TARGET) | dln_kind_bit(DLN_WORD_OBJECT) |
                                  dln_kind_bit(DLN_WORD_ACTOR) | dln_kind_bit(DLN_WORD_ACTOR_HEAD) |
                                  dln_kind_bit(DLN_WORD_WEAPON);
    const dln_term *term = dln_term_at(reading, at);
    return (term && (term->kinds & things)) ||
           dln_lexicon_match(reading->lexicon, &reading->tokens[at], 1,
                             dln_kind_bit(DLN_WORD_PLACE_TYPE) | dln_kind_bit(DLN_WORD_DIRECTION));
}

static bool is_people(const dln_reading *reading, uint32_t at) {
    const dln_lexeme *target = dln_term_meaning(dln_term_at(reading, at), DLN_WORD_TARGET);
    const dln_lexeme *object = dln_term_meaning(dln_term_at(reading, at), DLN_WORD_OBJECT);
    return (target && (dln_value_is(target->value, "class", "civilian") ||
                       dln_value_is(target->value, "class", "official"))) ||
           (object && dln_value_is(object->value, "class", "people"));
}

// The way that the preposition before a depot, a camp, a position gives to the place of it.
static dln_role role_of_outer(const dln_reading *reading, uint32_t at, dln_role role) {
    uint32_t outer = governing_preposition(reading, at);
    if (outer == DLN_NO_TOKEN || outer + 1 >= at || dln_is_bare_for(reading, outer))
        return role;
    for (uint32_t t = outer; t < at; t++)
        if (reading->words[t].place != DLN_NO_MENTION)
            return role; // "from Tyre at Nahariya": the outer one has its own name
    for (uint32_t t = outer + 1; t < at; t++)
        if (is_people(reading, t))
            return role; // "five of the same family in A"
    dln_role way = (dln_role)reading->words[outer].role;
    bool leads = way == DLN_ROLE_ORIGIN || way == DLN_ROLE_DESTINATION;
    return leads && stands_somewhere(reading, at - 1) ? way : role;
}

// "from depots in Iraq", "to bases in Palmyra": the outer preposition says which way; "at the X
// border crossing" is a way whatever stands before it.
static dln_role role_through(const dln_reading *reading, const dln_found *found, uint32_t at) {
    dln_role role = (dln_role)reading->words[at].role;
    if (role == DLN_ROLE_NEAR) // "to new positions near Orlivka"
        return role_of_outer(reading, at, role);
    if (role != DLN_ROLE_PLACE)
        return role;
    if ((found->type && dln_str_ends_with(found->type->phrase, DLN_STR("crossing"))) ||
        dln_str_equal(found->where.feature, DLN_STR("PSTB")))
        return DLN_ROLE_VIA;
    while (at > 0 && reading->words[at - 1].role == DLN_ROLE_PLACE)
        at--; // "in the city of" is one preposition
    return role_of_outer(reading, at, role);
}

// "*A*, the legislative capital of *B*", "*A*, a town in *B*": what A is, and where.
static bool describes_the_last(const dln_reading *reading, const dln_roles *roles, uint32_t i) {
    if (i == 0)
        return false;
    uint32_t at = roles->end[i - 1], end = roles->first[i];
    bool kind = false;
    if (end < at + 4 || end > at + APPOSITION_REACH || !dln_is_mark(&reading->tokens[at], ',') ||
        dln_class_at(reading, at + 1) != DLN_CLASS_DETERMINER)
        return false;
    for (uint32_t t = at + 2; t + 1 < end; t++) {
        dln_class class = dln_class_at(reading, t);
        if (class != DLN_CLASS_NOUN && class != DLN_CLASS_ADVERB && !is_describing(reading, t))
            return false;
        kind = kind || dln_lexicon_match(reading->lexicon, &reading->tokens[t], 1,
                                         dln_kind_bit(DLN_WORD_PLACE_TYPE));
    }
    dln_role role = (dln_role)reading->words[end - 1].role;
    return kind && (role == DLN_ROLE_OF || role == DLN_ROLE_PLACE);
}

static void assign(const dln_reading *reading, dln_roles *roles, uint32_t i) {
    const dln_found *found = roles->place[i];
    uint32_t base = (uint32_t)(reading->tokens - reading->segments->tokens);
    uint32_t first = roles->first[i], end = roles->end[i];
    uint32_t start = found->qualifier_token >= base && found->qualifier_token - base < first
                         ? found->qualifier_token - base
                         : first;
    if (is_barred(reading, found, first, end)) {
        roles->role[i] = DLN_ROLE_BARRED;
        return;
    }
    if (continues_chain(reading, roles, i, first) || describes_the_last(reading, roles, i)) {
        roles->role[i] = roles->role[i - 1] == DLN_ROLE_BARRED ? DLN_ROLE_BARRED : DLN_ROLE_CHAIN;
        return;
    }
    uint32_t at = governing_preposition(reading, first);
    if (at != DLN_NO_TOKEN && found->related && reading->words[at].role == DLN_ROLE_WITH)
        at = governing_preposition(reading, at); // "to the border with Armenia"
    if (at == DLN_NO_TOKEN && start < first)
        at = governing_preposition(reading, start);
    roles->preposition[i] = at;
    if (at != DLN_NO_TOKEN)
        roles->role[i] = role_through(reading, found, at);
    else if (dln_possessive_follows(reading, end))
        roles->role[i] = DLN_ROLE_POSSESSIVE;
    else
        roles->role[i] = role_without_preposition(reading, start, end);
    if (found->in_organisation && roles->role[i] != DLN_ROLE_PLACE &&
        roles->role[i] != DLN_ROLE_NEAR)
        roles->role[i] = DLN_ROLE_BARRED;
}

// "and *the areas of* B"
static bool is_kind_of_place(const dln_reading *reading, uint32_t first, uint32_t end) {
    for (uint32_t t = first; t + 1 < end; t++)
        if (dln_class_at(reading, t) != DLN_CLASS_DETERMINER &&
            dln_class_at(reading, t) != DLN_CLASS_NOUN)
            return false;
    return first < end && reading->words[end - 1].role == DLN_ROLE_OF;
}

// "in A, B and C", "between A and B": names joined by "and" or a comma share the first one's role.
static bool is_listed(const dln_reading *reading, const dln_roles *roles, uint32_t i) {
    if (i == 0 || roles->role[i] == DLN_ROLE_BARRED)
        return false;
    uint32_t from = roles->end[i - 1], to = roles->first[i];
    if (to <= from || to - from > LIST_REACH)
        return false;
    bool comma = false;
    for (uint32_t t = from; t < to; t++)
        if (dln_class_at(reading, t) == DLN_CLASS_VERB)
            return false; // "bound for A, crossed B"
    for (uint32_t t = from; t < to; t++) {
        if (dln_class_at(reading, t) == DLN_CLASS_AND)
            return to - from <= CHAIN_REACH || (t == from && is_kind_of_place(reading, t + 1, to));
        if (t - from >= CHAIN_REACH)
            return false;
        comma = comma || dln_is_mark(&reading->tokens[t], ',');
    }
    // "Mosul, Iraq" says where Mosul lies; "Mosul, Tikrit" does not
    const dln_found *before = roles->place[i - 1];
    bool holds = roles->mention[i] != DLN_NO_MENTION && before->container == roles->mention[i];
    return comma && !holds && is_same_rank(before, roles->place[i]);
}

static void share_role(const dln_reading *reading, dln_roles *roles, uint32_t i) {
    if (!is_listed(reading, roles, i))
        return;
    uint32_t head = i - 1;
    while (head > 0 && roles->role[head] == DLN_ROLE_CHAIN)
        head--;
    bool governed = roles->preposition[i] != DLN_NO_TOKEN && roles->role[i] != DLN_ROLE_OF;
    if (roles->role[head] == DLN_ROLE_BARRED || governed)
        return;
    roles->role[i] = roles->role[head];
    roles->preposition[i] = roles->preposition[head];
    roles->shared[i] = roles->shared[head] = true;
}

// The mention with that number in the report's list.
static void add_mention(const dln_reading *reading, uint32_t mention, dln_roles *out) {
    const dln_found *found = &reading->found->items[mention];
    uint32_t i = out->count++;
    out->place[i] = found;
    out->mention[i] = mention;
    out->told[i] = found->where.located || found->type;
    out->first[i] = found->first_token - (uint32_t)(reading->tokens - reading->segments->tokens);
    out->end[i] = out->first[i] + found->token_count;
    if (out->end[i] > reading->count)
        out->end[i] = reading->count;
}

static void add_unlisted(const dln_reading *reading, const dln_unlisted *name, dln_found *found,
                         dln_roles *out) {
    uint32_t base = (uint32_t)(reading->tokens - reading->segments->tokens);
    uint32_t i = out->count++;
    *found = (dln_found){.span = dln_reading_span(reading, name->first, name->end),
                         .first_token = base + name->first,
                         .token_count = name->end - name->first,
                         .sentence = reading->sentence,
                         .qualifier_token = base + name->first,
                         .container = DLN_NO_MENTION,
                         .place = DLN_NO_PLACE};
    found->qualifier_begin = found->span.begin;
    found->where.name = dln_str_of_span(reading->segments->text, found->span);
    out->place[i] = found;
    out->mention[i] = DLN_NO_MENTION;
    out->told[i] = name->told;
    out->first[i] = name->first;
    out->end[i] = name->end;
}

// Mentions and unlisted names, each in order already, in the order of the sentence.
static void collect(const dln_reading *reading, bool caption, dln_roles *out) {
    dln_unlisted names[DLN_UNLISTED_MAX];
    size_t name_count = dln_unlisted_find(reading, caption, names), n = 0;
    uint32_t mention = reading->first_place, end = mention + reading->place_count;
    uint32_t base = (uint32_t)(reading->tokens - reading->segments->tokens);
    while (out->count < DLN_ROLES_MAX && (mention < end || n < name_count)) {
        bool unlisted =
            n < name_count &&
            (mention == end || base + names[n].first <= reading->found->items[mention].first_token);
        if (unlisted) {
            add_unlisted(reading, &names[n], &out->unlisted[n], out);
            while (mention < end &&
                   reading->found->items[mention].first_token < base + names[n].end)
                mention++; // a part of the longer name
            n++;
        } else {
            add_mention(reading, mention++, out);
        }
    }
}

void dln_roles_assign(const dln_reading *reading, bool caption, dln_roles *out) {
    out->count = 0;
    collect(reading, caption, out);
    for (uint32_t i = 0; i < out->count; i++) {
        out->preposition[i] = DLN_NO_TOKEN;
        out->shared[i] = false;
        assign(reading, out, i);
        share_role(reading, out, i);
    }
}
