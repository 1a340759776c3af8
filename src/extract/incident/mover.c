#include "extract/incident/mover.h"

static bool names_a_place(const dln_reading *reading, dln_phrase phrase) {
    for (uint32_t i = phrase.first; i < phrase.end; i++)
        if (reading->words[i].place != DLN_NO_MENTION)
            return true;
    return false;
}

// "the invasion of Kuwait", "the evacuation of the town of Avdiivka": what stands behind "of" is an
// end of the way.
static bool is_end_of_way(const dln_reading *reading, const dln_trigger *t, dln_phrase of) {
    return t->ends != DLN_ROLE_NONE && dln_ends_in_place(reading, of.first, of.end) &&
           !dln_cargo_is_movable(dln_cargo_of(reading, of));
}

static void take_mover(const dln_reading *reading, dln_trigger *t, dln_phrase phrase) {
    t->cargo = dln_cargo_of(reading, phrase);
    t->mover_first = phrase.first;
    t->mover_end = phrase.end;
}

// "the arrival *in Goma* of fresh troops": only a place and what leads to it stand between a
// noun and its "of".
static bool is_behind_a_place(const dln_reading *reading, const dln_trigger *t, dln_phrase of) {
    uint32_t at = t->end;
    while (dln_class_at(reading, at) == DLN_CLASS_ADVERB)
        at++;
    return of.first > at + 1 && dln_class_at(reading, at) == DLN_CLASS_PREPOSITION &&
           dln_ends_in_place(reading, at, of.first - 1) &&
           !dln_ends_in_place(reading, of.first, of.end);
}

// "the shipment of drones", "Putin's visit", "the troop withdrawal", "reinforcements".
static void read_noun(const dln_reading *reading, dln_trigger *t) {
    dln_phrase of = dln_phrase_of_role(reading, t->end, DLN_ROLE_OF);
    if ((of.first == t->end + 1 && !is_end_of_way(reading, t, of)) ||
        is_behind_a_place(reading, t, of)) {
        take_mover(reading, t, of);
        return;
    }
    dln_phrase before = dln_phrase_before(reading, t->first);
    take_mover(reading, t, before);
    if (dln_cargo_is_movable(t->cargo))
        return;
    take_mover(reading, t, dln_phrase_of_role(reading, t->end, DLN_ROLE_ACTOR));
    if (!dln_cargo_is_movable(t->cargo)) // "reinforcements", "a withdrawal"
        take_mover(reading, t, (dln_phrase){0, 0});
}

// "a delegation of A, B and C, and D, had travelled": behind a list of who they were the noun
// before "of" says what moved.
static dln_phrase over_list(const dln_reading *reading, dln_phrase subject, uint32_t verb) {
    for (uint32_t i = 0; i < reading->term_count && reading->terms[i].first < subject.first; i++) {
        const dln_term *term = &reading->terms[i];
        if (dln_term_is(term, DLN_WORD_OBJECT) &&
            dln_cargo_is_movable(dln_cargo_of_term(reading, term)) &&
            reading->words[term->end].role == DLN_ROLE_OF &&
            dln_same_part(reading, term->first, verb)) {
            dln_phrase phrase = dln_phrase_before(reading, term->first);
            phrase.end = term->end;
            return phrase;
        }
    }
    return subject;
}

// "officials leaving the base": right before a participle stands what moves.
static dln_phrase subject_of(const dln_reading *reading, const dln_trigger *t) {
    if (t->form == DLN_FORM_PARTICIPLE) {
        dln_phrase before = dln_phrase_ending(reading, t->first);
        if (dln_cargo_is_movable(dln_cargo_of(reading, before)))
            return before;
    }
    dln_phrase subject = dln_subject_of(reading, t->first);
    // "they"; "left Homs on 1 August, called at …": neither the day nor the town did
    uint32_t end = dln_first_phrase_end(reading, subject.first, subject.end);
    bool none =
        !dln_phrase_is_empty(subject) &&
        (dln_class_at(reading, subject.end - 1) == DLN_CLASS_PRONOUN ||
         dln_in_date(reading, subject.end - 1) || dln_ends_in_place(reading, subject.first, end));
    return none ? (dln_phrase){0, 0} : subject;
}

// "moved millions": of what, nobody says.
static bool is_number_alone(const dln_reading *reading, dln_phrase phrase) {
    for (uint32_t i = phrase.first; i < phrase.end; i++)
        if (dln_class_at(reading, i) != DLN_CLASS_NUMBER)
            return false;
    return !dln_phrase_is_empty(phrase);
}

// "he walked out of a mosque": one person, nobody knows who; "they" may be the rebels.
static bool is_one_person(const dln_reading *reading, const dln_trigger *t) {
    dln_phrase subject = dln_subject_of(reading, t->first);
    if (dln_phrase_is_empty(subject) || dln_class_at(reading, subject.end - 1) != DLN_CLASS_PRONOUN)
        return false;
    const dln_lexeme *word = dln_lexicon_match(reading->lexicon, &reading->tokens[subject.end - 1],
                                               1, dln_kind_bit(DLN_WORD_GRAMMAR));
    return word && dln_value_is(word->value, "number", "one");
}

// "hired killers and sent *them* to": what is named last before the verb and can be sent.
static void take_what_pronoun_means(const dln_reading *reading, dln_trigger *t) {
    const dln_term *found = NULL;
    for (uint32_t i = 0; i < reading->term_count && reading->terms[i].end < t->first; i++)
        if (dln_cargo_of_term(reading, &reading->terms[i]) > DLN_CARGO_PEOPLE)
            found = &reading->terms[i];
    if (found)
        take_mover(reading, t, dln_phrase_ending(reading, found->end));
}

static bool is_pronoun_of_many(const dln_reading *reading, uint32_t at) {
    const dln_lexeme *word = at < reading->count && dln_class_at(reading, at) == DLN_CLASS_PRONOUN
                                 ? dln_lexicon_match(reading->lexicon, &reading->tokens[at], 1,
                                                     dln_kind_bit(DLN_WORD_GRAMMAR))
                                 : NULL;
    return word && !dln_value_is(word->value, "number", "one");
}

// "rifles, *many of them* brought from"
static bool stands_for_others(const dln_reading *reading, dln_phrase subject) {
    return subject.end > subject.first && subject.first > 0 &&
           is_pronoun_of_many(reading, subject.end - 1) &&
           reading->words[subject.end > 1 ? subject.end - 2 : 0].role == DLN_ROLE_OF;
}

// "soldiers took the children to", "Cambodia returned the fishermen to": whom forces and states
// move is news.
static void rank_by_the_doer(const dln_reading *reading, dln_trigger *t) {
    dln_phrase doer = dln_subject_of(reading, t->first);
    dln_cargo cargo = dln_cargo_of(reading, doer);
    bool power = cargo == DLN_CARGO_FORCE || cargo == DLN_CARGO_OFFICIAL ||
                 dln_ends_in_place(reading, doer.first, doer.end);
    if (t->cargo == DLN_CARGO_PEOPLE && power)
        t->cargo = DLN_CARGO_FLEEING;
}

static void read_verb(const dln_reading *reading, dln_trigger *t) {
    dln_phrase object = dln_object_of(reading, t->end);
    bool active = t->form != DLN_FORM_PASSIVE;
    dln_cargo carried = dln_cargo_of(reading, object);
    if (active && t->frame == DLN_FRAME_CARRY) {
        dln_phrase with = dln_phrase_of_role(reading, t->end, DLN_ROLE_WITH);
        dln_cargo given = dln_cargo_of(reading, with); // "supplied the rebels with rifles"
        bool gives = given == DLN_CARGO_ARMS || given == DLN_CARGO_GOODS;
        take_mover(reading, t, gives && carried != given ? with : object);
        if (is_number_alone(reading, object) && t->mover_first == object.first)
            t->cargo = DLN_CARGO_OTHER;
        if (t->cargo == DLN_CARGO_UNSAID && is_pronoun_of_many(reading, t->end))
            take_what_pronoun_means(reading, t);
        rank_by_the_doer(reading, t);
        return;
    }
    bool carries = active && !t->to_place && dln_cargo_is_movable(carried) &&
                   !names_a_place(reading, object) && !is_number_alone(reading, object);
    dln_phrase subject = subject_of(reading, t);
    if (!active && stands_for_others(reading, dln_subject_of(reading, t->first))) {
        take_what_pronoun_means(reading, t);
        return;
    }
    take_mover(reading, t, carries ? object : over_list(reading, subject, t->first));
    if (carries)
        rank_by_the_doer(reading, t);
}

// "no troops had been sent"
static bool is_none(const dln_reading *reading, const dln_trigger *t) {
    uint32_t from = t->mover_first > 0 ? t->mover_first - 1 : 0;
    for (uint32_t i = from; i < t->mover_end; i++)
        if (dln_class_at(reading, i) == DLN_CLASS_NEGATION)
            return true;
    return false;
}

// Whether what moves is news, as far as it can be told without the places. People flee and are
// taken out; where violence is told, people and persons move as well.
static bool is_news(const dln_trigger *t, bool violent) {
    bool noun = t->form == DLN_FORM_NOUN;
    bool flight = dln_str_equal(t->subtype, DLN_STR("displacement"));
    bool withdrawal = dln_str_equal(t->subtype, DLN_STR("withdrawal"));
    bool of_forces = withdrawal || // "a man pushed his bike"
                     dln_str_equal(t->subtype, DLN_STR("deployment"));
    bool enters = dln_str_equal(t->subtype, DLN_STR("incursion")); // with two ends told
    switch (t->cargo) {
    case DLN_CARGO_UNSAID:
        return true;
    case DLN_CARGO_OTHER: // "extradited the drug lord", but no "transfer of power"
        return t->anybody && !noun;
    case DLN_CARGO_NAME:
        return !noun && !of_forces && (flight || violent || t->anybody || enters);
    case DLN_CARGO_PERSON:
        return !noun && !of_forces;
    case DLN_CARGO_PEOPLE: // "were driven from A to B"
        return flight || t->anybody || (violent && !of_forces) ||
               (t->form == DLN_FORM_PASSIVE && (!t->subtype.data || withdrawal)) ||
               (noun && dln_str_equal(t->subtype, DLN_STR("transfer")));
    case DLN_CARGO_OFFICIAL: // a candidate withdraws, an army from a town
        return !withdrawal || t->mover_first >= t->end || t->form == DLN_FORM_PASSIVE;
    default:
        return t->need != DLN_NEED_DELEGATION;
    }
}

static void read_mover(const dln_reading *reading, dln_trigger *t) {
    if (t->form == DLN_FORM_NOUN)
        read_noun(reading, t);
    else
        read_verb(reading, t);
}

// "the missile came from the north": it was fired; what came "to Latakia" as well was shipped.
static bool was_fired(const dln_reading *reading, const dln_trigger *t) {
    if (t->form == DLN_FORM_NOUN || t->form == DLN_FORM_PASSIVE || t->frame == DLN_FRAME_CARRY ||
        t->subtype.data || t->mover_first >= t->first ||
        !dln_phrase_is_empty(dln_phrase_of_role(reading, t->end, DLN_ROLE_DESTINATION)))
        return false;
    dln_phrase mover = {t->mover_first, t->mover_end};
    const dln_term *weapon = dln_phrase_term(reading, mover, dln_kind_bit(DLN_WORD_WEAPON));
    const dln_lexeme *meaning = dln_term_meaning(weapon, DLN_WORD_WEAPON);
    return t->cargo == DLN_CARGO_ARMS && meaning &&
           dln_value_is(meaning->value, "projectile", "yes");
}

// The class of the word before a trigger, over adverbs: "many *newly* displaced".
static dln_class class_before(const dln_reading *reading, uint32_t at) {
    while (at > 0 && (dln_class_at(reading, at - 1) == DLN_CLASS_ADVERB ||
                      dln_str_ends_with(reading->tokens[at - 1].folded, DLN_STR("ly"))))
        at--;
    if (at == 0)
        return DLN_CLASS_PUNCTUATION;
    const dln_term *term = dln_term_at(reading, at - 1);
    if (dln_term_is(term, DLN_WORD_OBJECT)) // "thousands"
        return DLN_CLASS_NOUN;
    bool gerund = !term && dln_str_ends_with(reading->tokens[at - 1].folded, DLN_STR("ing"));
    return gerund ? DLN_CLASS_VERB : dln_class_at(reading, at - 1); // "hosting"
}

static bool goes_somewhere(const dln_reading *reading, const dln_trigger *t) {
    const dln_role ends[] = {DLN_ROLE_ORIGIN, DLN_ROLE_DESTINATION, DLN_ROLE_VIA};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (names_a_place(reading, dln_phrase_of_role(reading, t->end, ends[i])))
            return true;
    return false;
}

// What may stand before a word that describes the next one: no subject, no "was".
static bool opens_description(const dln_reading *reading, const dln_trigger *t) {
    switch (class_before(reading, t->first)) {
    case DLN_CLASS_DETERMINER:
    case DLN_CLASS_NUMBER:
        return true;
    case DLN_CLASS_PREPOSITION: // "by withdrawing troops from" is none
        return t->form != DLN_FORM_PARTICIPLE || !goes_somewhere(reading, t);
    case DLN_CLASS_VERB: // "began withdrawing forces" neither
        return dln_str_equal(t->subtype, DLN_STR("displacement"));
    case DLN_CLASS_AND:
    case DLN_CLASS_CONJUNCTION:
    case DLN_CLASS_SPEECH:
    case DLN_CLASS_PUNCTUATION:
        return dln_str_equal(t->subtype, DLN_STR("displacement"));
    default:
        return false;
    }
}

// "ten *displaced* families", "shot at *fleeing* villagers", "the *displaced*": the word describes
// who it is said of and tells no more than that there are such people.
static bool describes_who_moves(const dln_reading *reading, const dln_trigger *t) {
    bool flight = dln_str_equal(t->subtype, DLN_STR("displacement"));
    bool past = flight && t->form == DLN_FORM_ACTIVE && t->frame == DLN_FRAME_CARRY;
    bool going = t->form == DLN_FORM_PARTICIPLE && t->frame == DLN_FRAME_MOVER;
    if (t->form == DLN_FORM_PASSIVE && class_before(reading, t->first) == DLN_CLASS_DETERMINER)
        return true; // "camps of the displaced"
    dln_class next = dln_class_at(reading, t->end);
    return (past || going) && (next == DLN_CLASS_NOUN || next == DLN_CLASS_NAME) &&
           reading->words[t->end].place == DLN_NO_MENTION && opens_description(reading, t) &&
           dln_cargo_is_movable(dln_cargo_of(reading, dln_phrase_starting(reading, t->end)));
}

// "aid reached 2,000 people", "left the car and ran", "abandoned it": what such a word says of
// things and people is no way.
static bool has_object_that_moves(const dln_reading *reading, const dln_trigger *t) {
    if (!t->to_place || t->form == DLN_FORM_NOUN)
        return false;
    if (t->form == DLN_FORM_PASSIVE) {
        dln_phrase reached = dln_subject_of(reading, t->first);
        return t->ends == DLN_ROLE_DESTINATION && !names_a_place(reading, reached) &&
               dln_cargo_is_movable(dln_cargo_of(reading, reached));
    }
    dln_phrase object = dln_object_of(reading, t->end);
    if (dln_phrase_is_empty(object))
        return dln_class_at(reading, t->end) == DLN_CLASS_PRONOUN;
    return dln_cargo_is_movable(dln_cargo_of(reading, object)) && !names_a_place(reading, object);
}

// "the dissident escaped from A to B": both ends make news of anybody who flees.
static bool flees_from_and_to(const dln_reading *reading, const dln_trigger *t) {
    bool flees = t->form != DLN_FORM_NOUN && t->frame == DLN_FRAME_MOVER &&
                 t->cargo == DLN_CARGO_OTHER && dln_str_equal(t->subtype, DLN_STR("displacement"));
    dln_phrase from = dln_object_of(reading, t->end); // of "fled", "escaped from"
    if (!names_a_place(reading, from))
        from = dln_phrase_of_role(reading, t->end, DLN_ROLE_ORIGIN);
    return flees && names_a_place(reading, from) &&
           names_a_place(reading, dln_phrase_of_role(reading, t->end, DLN_ROLE_DESTINATION));
}

// "the flow of cash", "the movement of troops": words of everyday, unless from or to somewhere.
static bool goes_nowhere(const dln_reading *reading, const dln_trigger *t) {
    return t->form == DLN_FORM_NOUN && !t->subtype.data && t->ends == DLN_ROLE_NONE &&
           !goes_somewhere(reading, t);
}

static bool tells_nothing(const dln_reading *reading, const dln_trigger *t, bool violent) {
    if (describes_who_moves(reading, t) || has_object_that_moves(reading, t))
        return true;
    if (t->need == DLN_NEED_NOTHING)
        return false;
    bool flight = dln_str_equal(t->subtype, DLN_STR("displacement"));
    bool nobody = t->cargo == DLN_CARGO_UNSAID && t->form != DLN_FORM_NOUN && !flight &&
                  is_one_person(reading, t);
    return nobody || goes_nowhere(reading, t) ||
           (!is_news(t, violent) && !flees_from_and_to(reading, t)) || is_none(reading, t) ||
           was_fired(reading, t);
}

size_t dln_movers_find(const dln_reading *reading, bool violent, dln_trigger *triggers,
                       size_t count) {
    dln_trigger others[DLN_TRIGGERS_MAX];
    size_t kept = 0, left_out = 0;
    for (size_t i = 0; i < count; i++) {
        dln_trigger *t = &triggers[i];
        bool movement = t->typed && t->type == DLN_MOVEMENT;
        if (movement)
            read_mover(reading, t);
        if (movement && tells_nothing(reading, t, violent))
            others[left_out++] = *t;
        else
            triggers[kept++] = *t;
    }
    for (size_t i = 0; i < left_out; i++)
        triggers[kept + i] = others[i];
    return kept;
}

dln_str dln_movement_subtype(const dln_trigger *t, bool arrives) {
    bool leaves = t->ends == DLN_ROLE_ORIGIN && !arrives;
    bool carried = t->frame == DLN_FRAME_CARRY || t->form == DLN_FORM_PASSIVE;
    switch (t->cargo) {
    case DLN_CARGO_OFFICIAL:
        return carried ? DLN_STR("transfer") : DLN_STR("visit");
    case DLN_CARGO_PEOPLE:
    case DLN_CARGO_PERSON:
    case DLN_CARGO_NAME:
        return carried ? DLN_STR("transfer") : DLN_STR_NONE;
    case DLN_CARGO_FLEEING:
        return carried ? DLN_STR("transfer") : DLN_STR("displacement");
    case DLN_CARGO_GOODS:
        return DLN_STR("shipment");
    case DLN_CARGO_ARMS:
        return carried ? DLN_STR("transfer") : DLN_STR("deployment");
    case DLN_CARGO_FORCE:
        if (carried && t->ends == DLN_ROLE_NONE)
            return DLN_STR("transfer");
        return leaves ? DLN_STR("withdrawal") : DLN_STR("deployment");
    default:
        return DLN_STR_NONE;
    }
}
