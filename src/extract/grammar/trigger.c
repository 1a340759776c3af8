#include "extract/grammar/trigger.h"

// "launched several indiscriminate mortar": what a light verb carries stands so near.
enum { CARRIED_REACH = 10 };
// "were pulled out of the town of A in the night and *flown* to": words up to the "were".
enum { SHARED_REACH = 14 };
// "continued to the town of X"
enum { NAME_REACH = 5 };
// A caption is short; a longer line without a verb is a list.
enum { CAPTION_MAX_TOKENS = 40 };

static const struct {
    const char *word;
    dln_frame frame;
} FRAMES[] = {
    {"self", DLN_FRAME_SELF},     {"bomber", DLN_FRAME_BOMBER}, {"mutual", DLN_FRAME_MUTUAL},
    {"mover", DLN_FRAME_MOVER},   {"carry", DLN_FRAME_CARRY},   {"plant", DLN_FRAME_PLANT},
    {"suffer", DLN_FRAME_SUFFER}, {"light", DLN_FRAME_LIGHT},   {"happen", DLN_FRAME_HAPPEN},
    {"alone", DLN_FRAME_ALONE},
};

static const struct {
    const char *word;
    dln_need need;
} NEEDS[] = {
    {"arms", DLN_NEED_ARMS},     {"projectile", DLN_NEED_PROJECTILE},
    {"weapon", DLN_NEED_WEAPON}, {"object", DLN_NEED_OBJECT},
    {"force", DLN_NEED_FORCE},   {"people", DLN_NEED_PEOPLE},
    {"place", DLN_NEED_PLACE},   {"capture", DLN_NEED_CAPTURE},
    {"target", DLN_NEED_TARGET}, {"delegation", DLN_NEED_DELEGATION},
    {"crowd", DLN_NEED_CROWD},   {"mover", DLN_NEED_MOVER},
    {"way", DLN_NEED_WAY},
};

static dln_frame frame_of(dln_str value) {
    dln_str word = dln_value_get(value, "frame");
    for (size_t i = 0; word.data && i < sizeof FRAMES / sizeof *FRAMES; i++)
        if (dln_str_equal(word, dln_str_from(FRAMES[i].word)))
            return FRAMES[i].frame;
    return DLN_FRAME_ACT;
}

static dln_need need_of(dln_str value) {
    dln_str word = dln_value_get(value, "needs");
    for (size_t i = 0; word.data && i < sizeof NEEDS / sizeof *NEEDS; i++)
        if (dln_str_equal(word, dln_str_from(NEEDS[i].word)))
            return NEEDS[i].need;
    return DLN_NEED_NOTHING;
}

static dln_role ends_of(dln_str value) {
    dln_str word = dln_value_get(value, "end");
    return !word.data                               ? DLN_ROLE_NONE
           : dln_str_equal(word, DLN_STR("origin")) ? DLN_ROLE_ORIGIN
           : dln_str_equal(word, DLN_STR("via"))    ? DLN_ROLE_VIA
                                                    : DLN_ROLE_DESTINATION;
}

static bool is_motion(const dln_lexeme *lexeme) {
    dln_need need = need_of(lexeme->value);
    return need == DLN_NEED_MOVER || need == DLN_NEED_WAY;
}

// ---------------------------------------------------------------- noun or verb

// The last token before `at` that is neither adverb nor part of a quotation; DLN_NO_TOKEN at the
// start.
static uint32_t before(const dln_reading *reading, uint32_t at) {
    while (at-- > 0) {
        dln_class class = reading->words[at].class;
        if (class != DLN_CLASS_ADVERB && class != DLN_CLASS_NEGATION &&
            !dln_is_mark(&reading->tokens[at], '"'))
            return at;
    }
    return DLN_NO_TOKEN;
}

static uint32_t after_adverbs(const dln_reading *reading, uint32_t at) {
    while (at < reading->count && reading->words[at].class == DLN_CLASS_ADVERB)
        at++;
    return at;
}

// A noun phrase may begin with such a word: "struck *two* villages".
static bool opens_noun_phrase(dln_class class) {
    return class == DLN_CLASS_NOUN || class == DLN_CLASS_NAME || class == DLN_CLASS_NUMBER ||
           class == DLN_CLASS_DETERMINER || class == DLN_CLASS_PRONOUN;
}

static bool is_word(const dln_reading *reading, uint32_t at, const char *word) {
    return at < reading->count && dln_str_equal(reading->tokens[at].folded, dln_str_from(word));
}

static bool is_infinitive(const dln_reading *reading, uint32_t at) {
    uint32_t left = before(reading, at);
    return left != DLN_NO_TOKEN &&
           (is_word(reading, left, "to") || reading->words[left].class == DLN_CLASS_AUXILIARY);
}

// "attacks", "strike", "raid" are both. After "to" and auxiliaries a verb; in a headline, or behind
// a plural subject, with an object behind it too ("Israel strikes Hodeidah"). Else a noun.
static bool present_is_a_verb(const dln_reading *reading, uint32_t first, uint32_t end) {
    if (is_infinitive(reading, first))
        return true;
    uint32_t left = before(reading, first);
    if (left == DLN_NO_TOKEN)
        return false;
    dln_class behind = dln_class_at(reading, end), ahead = dln_class_at(reading, left);
    if (ahead == DLN_CLASS_PRONOUN || ahead == DLN_CLASS_RELATIVE)
        return true;
    bool subject = ahead == DLN_CLASS_NAME || ahead == DLN_CLASS_NOUN;
    return subject && (behind == DLN_CLASS_DETERMINER || behind == DLN_CLASS_NAME ||
                       behind == DLN_CLASS_NUMBER);
}

static bool leads_a_way(const dln_reading *reading, uint32_t at) {
    dln_role role = at < reading->count ? (dln_role)reading->words[at].role : DLN_ROLE_NONE;
    return role == DLN_ROLE_ORIGIN || role == DLN_ROLE_VIA || role == DLN_ROLE_DESTINATION;
}

// "head", "move", "supply", "land" are mostly nouns: verbs behind "to" and auxiliaries, and in a
// headline behind a subject; in a sentence the present tells a habit.
static bool motion_is_a_verb(const dln_reading *reading, uint32_t first, uint32_t end) {
    uint32_t left = before(reading, first);
    if (is_infinitive(reading, first) || left == DLN_NO_TOKEN)
        return left != DLN_NO_TOKEN;
    dln_class ahead = dln_class_at(reading, left);
    bool subject = ahead == DLN_CLASS_NAME || ahead == DLN_CLASS_NOUN || ahead == DLN_CLASS_NUMBER;
    dln_class behind = dln_class_at(reading, end);
    bool object = behind == DLN_CLASS_DETERMINER || behind == DLN_CLASS_NAME ||
                  behind == DLN_CLASS_NUMBER ||
                  dln_term_is(dln_term_at(reading, end), DLN_WORD_OBJECT);
    return reading->heading && subject && (leads_a_way(reading, end) || object);
}

// "shelling of the town" is a noun, ", shelling the town" a verb.
static bool ing_is_a_verb(const dln_reading *reading, uint32_t first, uint32_t end) {
    uint32_t left = before(reading, first);
    uint32_t next = after_adverbs(reading, end);
    dln_class behind = dln_class_at(reading, next);
    bool object = opens_noun_phrase(behind) &&
                  !dln_term_is(dln_term_at(reading, next), DLN_WORD_TRIGGER); // "Fighting erupted"
    if (left == DLN_NO_TOKEN)
        return object;
    dln_class ahead = dln_class_at(reading, left);
    if (ahead == DLN_CLASS_BE)
        return true;
    if (ahead == DLN_CLASS_DETERMINER || ahead == DLN_CLASS_NUMBER)
        return false;
    // "a mortar firing position", "a shipping container": between nouns it describes the second
    bool between = ahead == DLN_CLASS_NOUN && behind == DLN_CLASS_NOUN &&
                   !dln_term_is(dln_term_at(reading, left), DLN_WORD_ACTOR_HEAD);
    return object && !between && !is_word(reading, end, "of");
}

bool dln_behind_be(const dln_reading *reading, uint32_t first) {
    uint32_t left = before(reading, first);
    if (left == DLN_NO_TOKEN)
        return false;
    return reading->words[left].class == DLN_CLASS_BE || is_word(reading, left, "be"); // "will be"
}

// "were pulled out of A and *flown* to": behind "and" the "were" of the verb before still holds.
static bool shares_be(const dln_reading *reading, uint32_t first) {
    uint32_t at = before(reading, first);
    if (at == DLN_NO_TOKEN || dln_class_at(reading, at) != DLN_CLASS_AND)
        return false;
    bool behind_verb = false;
    for (uint32_t left = SHARED_REACH; left-- > 0 && at-- > 0;) {
        dln_class class = dln_class_at(reading, at);
        if (class == DLN_CLASS_BE)
            return behind_verb;
        bool ends = class == DLN_CLASS_CONJUNCTION || class == DLN_CLASS_RELATIVE ||
                    class == DLN_CLASS_PUNCTUATION || class == DLN_CLASS_PRONOUN;
        bool verb = class == DLN_CLASS_VERB || (behind_verb && class == DLN_CLASS_ADVERB);
        if (ends || (behind_verb && !verb))
            return false;
        behind_verb = verb;
    }
    return false;
}

// "was struck", "soldiers killed in", "struck by": without an object the past is a passive.
static dln_trigger_form form_of_past(const dln_reading *reading, uint32_t first, uint32_t end) {
    if (dln_behind_be(reading, first) || is_word(reading, end, "by"))
        return DLN_FORM_PASSIVE;
    uint32_t behind = after_adverbs(reading, end);
    uint32_t left = before(reading, first);
    bool had = left != DLN_NO_TOKEN && reading->words[left].class == DLN_CLASS_HAVE;
    if (!had && !opens_noun_phrase(dln_class_at(reading, behind)))
        return DLN_FORM_PASSIVE;
    return DLN_FORM_ACTIVE;
}

typedef struct meanings {
    const dln_lexeme *noun, *present, *past, *ing;
} meanings;

// "launched an offensive" carries a noun, "launched 20 rockets" throws a thing: the first noun of
// either sort behind the verb decides.
static bool carries_a_noun(const dln_reading *reading, const dln_term *term) {
    uint32_t limit = term->end + CARRIED_REACH;
    for (uint32_t i = term->end; i < limit && i < reading->count; i++) {
        const dln_term *next = dln_term_at(reading, i);
        if (!next)
            continue;
        for (uint32_t k = 0; k < next->meaning_count; k++)
            if (next->meanings[k].kind == DLN_WORD_TRIGGER &&
                dln_value_is(next->meanings[k].value, "form", "noun"))
                return true;
        if (dln_term_is(next, DLN_WORD_WEAPON))
            return false;
    }
    return false;
}

static bool names_a_weapon(const dln_reading *reading, uint32_t before, bool flying) {
    for (uint32_t i = 0; i < reading->term_count && reading->terms[i].first < before; i++) {
        const dln_lexeme *weapon = dln_term_meaning(&reading->terms[i], DLN_WORD_WEAPON);
        if (weapon && (!flying || dln_value_is(weapon->value, "projectile", "yes")))
            return true;
    }
    return false;
}

static meanings meanings_of(const dln_reading *reading, const dln_term *term) {
    meanings found = {0};
    bool carries = carries_a_noun(reading, term);
    for (uint32_t i = 0; i < term->meaning_count; i++) {
        const dln_lexeme *lexeme = &term->meanings[i];
        if (lexeme->kind != DLN_WORD_TRIGGER)
            continue;
        bool light = dln_value_is(lexeme->value, "frame", "light");
        if (light && !carries && found.past)
            continue;
        dln_str form = dln_value_get(lexeme->value, "form");
        const dln_lexeme **slot = dln_str_equal(form, DLN_STR("noun"))      ? &found.noun
                                  : dln_str_equal(form, DLN_STR("present")) ? &found.present
                                  : dln_str_equal(form, DLN_STR("past"))    ? &found.past
                                                                            : &found.ing;
        bool carry = dln_value_is(lexeme->value, "frame", "carry") && *slot &&
                     dln_value_is((*slot)->value, "frame", "mover") &&
                     dln_term_is(dln_term_at(reading, term->end), DLN_WORD_OBJECT);
        // "Rockets landed in A", not "The minister landed in A", nor "the plane"
        bool arrival = *slot && is_motion(lexeme) && !is_motion(*slot) &&
                       !names_a_weapon(reading, term->first, true);
        if (!*slot || (light && carries) || carry || arrival) // "moved drones" is no "moved to"
            *slot = lexeme;
    }
    return found;
}

// "three men carrying rifles", not "a shipping container".
static bool carries_on(const dln_reading *reading, const dln_term *term) {
    dln_class ahead = dln_class_at(reading, term->first - 1);
    return (ahead == DLN_CLASS_NOUN || ahead == DLN_CLASS_NAME) &&
           dln_term_is(dln_term_at(reading, term->first - 1), DLN_WORD_OBJECT) &&
           dln_term_is(dln_term_at(reading, term->end), DLN_WORD_OBJECT);
}

static bool is_title_case(const dln_reading *reading, uint32_t at) {
    return at < reading->count && reading->tokens[at].letter_case == DLN_CASE_TITLE;
}

// "Die Presse", "Kill Bill": a base form with a capital is a name, or bids somebody.
static bool is_name_or_order(const dln_reading *reading, const dln_term *term) {
    bool headline = reading->heading || reading->capitals;
    return !headline && is_title_case(reading, term->first) &&
           (term->first == reading->body || is_title_case(reading, term->end));
}

// Which of the meanings it is here; NULL: none of them ("bomb" as the weapon).
static const dln_lexeme *choose(const dln_reading *reading, const dln_term *term,
                                dln_trigger_form *form) {
    meanings m = meanings_of(reading, term);
    *form = DLN_FORM_NOUN;
    bool on_its_way = m.ing && is_motion(m.ing) && term->first > 0 &&
                      (leads_a_way(reading, term->end) || carries_on(reading, term));
    if (m.ing && (on_its_way || ing_is_a_verb(reading, term->first, term->end))) {
        *form = DLN_FORM_PARTICIPLE;
        return m.ing;
    }
    if (m.past && !(m.noun && !dln_behind_be(reading, term->first) &&
                    !opens_noun_phrase(dln_class_at(reading, term->end)))) {
        *form = form_of_past(reading, term->first, term->end);
        return m.past;
    }
    bool other_noun =
        term->kinds & (dln_kind_bit(DLN_WORD_WEAPON) | dln_kind_bit(DLN_WORD_TARGET) |
                       dln_kind_bit(DLN_WORD_OBJECT) | dln_kind_bit(DLN_WORD_ACTOR_HEAD));
    bool verb = m.present && !is_name_or_order(reading, term) &&
                (is_motion(m.present) ? motion_is_a_verb(reading, term->first, term->end)
                                      : (!m.noun && !other_noun) ||
                                            present_is_a_verb(reading, term->first, term->end));
    if (verb) {
        *form = DLN_FORM_PRESENT;
        return m.present;
    }
    return m.noun;
}

// "the attacked village", "a captured tank": before a noun a past form describes it.
static bool describes_a_noun(const dln_reading *reading, const dln_trigger *trigger) {
    if (trigger->form != DLN_FORM_NOUN && trigger->form != DLN_FORM_PRESENT && trigger->first > 0 &&
        dln_is_mark(&reading->tokens[trigger->first - 1], '-') &&
        !reading->tokens[trigger->first].space_before)
        return true; // "Israel-occupied", "self-driving"
    if (trigger->form == DLN_FORM_PASSIVE && trigger->first > 0 &&
        is_word(reading, trigger->first - 1, "the") &&
        dln_term_is(dln_term_at(reading, trigger->first), DLN_WORD_OBJECT))
        return true; // "the wounded"
    if (trigger->form != DLN_FORM_ACTIVE || trigger->first == 0)
        return false;
    dln_class ahead = dln_class_at(reading, trigger->first - 1),
              behind = dln_class_at(reading, trigger->end);
    // "of displaced families", "two captured tanks"
    bool led = ahead == DLN_CLASS_DETERMINER || ahead == DLN_CLASS_PREPOSITION ||
               ahead == DLN_CLASS_NUMBER;
    return led && behind == DLN_CLASS_NOUN;
}

// "It continued to Misrata", not "continued to fire": behind a preposition of its own a name must
// follow. Without any place in the sentence there is no way.
static bool has_a_place(const dln_reading *reading, uint32_t end) {
    dln_role own = (dln_role)reading->words[end - 1].role;
    if (reading->place_count == 0 || (own != DLN_ROLE_DESTINATION && own != DLN_ROLE_ORIGIN))
        return reading->place_count > 0;
    for (uint32_t at = end; at < reading->count && at < end + NAME_REACH; at++)
        if (reading->words[at].place != DLN_NO_MENTION)
            return true;
    return false;
}

static bool read_trigger(const dln_reading *reading, const dln_term *term, dln_trigger *out) {
    dln_trigger_form form;
    const dln_lexeme *lexeme = choose(reading, term, &form);
    if (!lexeme)
        return false;
    dln_str type = dln_value_get(lexeme->value, "type");
    *out = (dln_trigger){.first = term->first,
                         .end = term->end,
                         .form = form,
                         .subtype = dln_value_get(lexeme->value, "subtype"),
                         .frame = frame_of(lexeme->value),
                         .need = need_of(lexeme->value),
                         .ends = ends_of(lexeme->value)};
    if (out->need == DLN_NEED_WAY && !has_a_place(reading, term->end))
        return false;
    if (out->need == DLN_NEED_WEAPON && !names_a_weapon(reading, reading->count, false))
        return false; // "thrown into mourning"
    out->typed = type.data && dln_type_parse(type, &out->type);
    bool intransitive = out->frame == DLN_FRAME_MUTUAL || out->frame == DLN_FRAME_MOVER ||
                        out->frame == DLN_FRAME_SELF || out->frame == DLN_FRAME_BOMBER ||
                        out->frame == DLN_FRAME_ALONE;
    if (intransitive && form == DLN_FORM_PASSIVE && !dln_behind_be(reading, term->first) &&
        !is_word(reading, term->end, "by") && !shares_be(reading, term->first))
        out->form = DLN_FORM_ACTIVE; // "clashed with": no passive without "was"
    dln_str harm = dln_value_get(lexeme->value, "harm");
    out->harm = !harm.data                              ? DLN_HARM_NONE
                : dln_str_equal(harm, DLN_STR("fatal")) ? DLN_HARM_FATAL
                                                        : DLN_HARM_INJURED;
    out->effect = dln_value_is(lexeme->value, "effect", "yes");
    out->weak = dln_value_is(lexeme->value, "weak", "yes");
    out->kills = dln_value_is(lexeme->value, "kills", "yes");
    out->refers = dln_value_is(lexeme->value, "refers", "yes");
    if (out->type == DLN_MOVEMENT && out->typed) {
        out->to_place = dln_value_is(lexeme->value, "object", "place");
        out->anybody = dln_value_is(lexeme->value, "moves", "anybody");
    }
    out->infinitive = form == DLN_FORM_PRESENT && is_infinitive(reading, term->first);
    return !describes_a_noun(reading, out);
}

static bool is_finite_verb(dln_class class) {
    return class == DLN_CLASS_VERB || class == DLN_CLASS_BE || class == DLN_CLASS_SPEECH ||
           class == DLN_CLASS_AUXILIARY;
}

// "(attack drone)" at the end of a line: what did it, under a picture of what it was done to.
static bool closes_in_brackets(const dln_reading *reading, const dln_term *weapon) {
    if (reading->count == 0 || !dln_is_mark(&reading->tokens[reading->count - 1], ')'))
        return false;
    for (uint32_t i = weapon->end; i + 1 < reading->count; i++)
        if (reading->tokens[i].kind == DLN_TOKEN_PUNCTUATION)
            return false;
    for (uint32_t i = weapon->first; i-- > 0;)
        if (reading->tokens[i].kind == DLN_TOKEN_PUNCTUATION)
            return dln_is_mark(&reading->tokens[i], '(');
    return false;
}

// "Merkava tank, outskirts of Khiam (attack drone)": a caption names weapon, target and place and
// has no verb but those that describe ("a newly set-up tent"); then the weapon itself tells the
// event.
static bool read_caption(const dln_reading *reading, dln_trigger *out) {
    const dln_term *weapon = NULL;
    bool target = false, verb = false;
    if (reading->count > CAPTION_MAX_TOKENS)
        return false;
    for (uint32_t i = 0; i < reading->count; i++) {
        const dln_term *term = dln_term_at(reading, i);
        verb = verb || is_finite_verb(dln_class_at(reading, i));
        if (dln_term_is(term, DLN_WORD_WEAPON) &&
            dln_value_is(dln_term_meaning(term, DLN_WORD_WEAPON)->value, "projectile", "yes"))
            weapon = term;
        else
            target = target || dln_term_is(term, DLN_WORD_TARGET);
    }
    if (!weapon || ((verb || !target) && !closes_in_brackets(reading, weapon)))
        return false;
    dln_str value = dln_term_meaning(weapon, DLN_WORD_WEAPON)->value;
    *out = (dln_trigger){.first = weapon->first,
                         .end = weapon->end,
                         .form = DLN_FORM_NOUN,
                         .subtype = dln_value_get(value, "subtype")};
    out->typed = dln_type_parse(dln_value_get(value, "type"), &out->type);
    out->caption = true;
    return out->typed;
}

size_t dln_triggers_find(dln_reading *reading, dln_trigger out[DLN_TRIGGERS_MAX]) {
    size_t count = 0;
    for (uint32_t i = 0; i < reading->term_count && count < DLN_TRIGGERS_MAX; i++) {
        const dln_term *term = &reading->terms[i];
        bool month = dln_in_date(reading, term->first); // "late in March"
        if (month || !dln_term_is(term, DLN_WORD_TRIGGER) ||
            !read_trigger(reading, term, &out[count]))
            continue;
        if (out[count].form != DLN_FORM_NOUN)
            for (uint32_t t = term->first; t < term->end; t++)
                reading->words[t].class = DLN_CLASS_VERB;
        count++;
    }
    return count > 0 ? count : read_caption(reading, out);
}
