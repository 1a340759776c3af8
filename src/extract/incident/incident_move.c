// Movements: whether one is told, and what it takes from the sentence before.
#include "extract/incident/incident_build.h"
#include "extract/incident/mover.h"

// "It then crossed the border": a movement is told on in the next sentence or the one behind it.
enum { MOVE_CARRIES_SENTENCES = 2 };

// A year that ended so long before the report is told as history.
enum { HISTORY_DAYS = 366 };

static bool has(uint32_t role) {
    return role != DLN_NO_PLACE_ROLE;
}

static bool is_flight(const dln_trigger *t) {
    return dln_str_equal(t->subtype, DLN_STR("displacement"));
}

static bool goes_on(const dln_building *b) {
    const dln_context *context = b->context;
    const dln_sentence *s = &b->reading->segments->sentences[b->reading->sentence];
    return context->has_move && context->move_paragraph == s->paragraph &&
           b->reading->sentence - context->move_sentence <= MOVE_CARRIES_SENTENCES &&
           b->reading->sentence > context->move_sentence;
}

// The trigger of the event that says what moves: its main one, else the first that names it.
static const dln_trigger *teller(const dln_building *b) {
    const dln_trigger *found = b->main;
    for (size_t i = 0; found->cargo == DLN_CARGO_UNSAID && i < b->event->count; i++) {
        const dln_trigger *t = &b->triggers[b->event->members[i]];
        if (t->type == DLN_MOVEMENT && t->cargo != DLN_CARGO_UNSAID)
            found = t;
    }
    return found;
}

// An object that is no place and nothing that can be taken: "the militia left the coalition".
static bool has_other_object(const dln_building *b) {
    const dln_trigger *t = b->main;
    if (t->form == DLN_FORM_NOUN || t->form == DLN_FORM_PASSIVE || t->frame == DLN_FRAME_CARRY)
        return false;
    dln_phrase object = dln_object_of(b->reading, t->end);
    dln_word_kinds known = dln_kind_bit(DLN_WORD_TARGET) | dln_kind_bit(DLN_WORD_OBJECT) |
                           dln_kind_bit(DLN_WORD_ACTOR);
    if (dln_phrase_is_empty(object) || dln_phrase_term(b->reading, object, known))
        return false;
    for (uint32_t i = object.first; i < object.end; i++)
        if (b->reading->words[i].place != DLN_NO_MENTION)
            return false;
    return true;
}

// "supplied the rebels with rifles", "sent drones to the Houthis": to whom is a way, too.
static bool has_receiver(const dln_building *b, const dln_trigger *mover) {
    dln_word_kinds receivers = dln_kind_bit(DLN_WORD_ACTOR) | dln_kind_bit(DLN_WORD_ACTOR_HEAD) |
                               dln_kind_bit(DLN_WORD_DEMONYM);
    bool things = mover->cargo == DLN_CARGO_ARMS || mover->cargo == DLN_CARGO_GOODS;
    if (!things || mover->frame != DLN_FRAME_CARRY)
        return false;
    dln_phrase to = dln_phrase_of_role(b->reading, mover->end, DLN_ROLE_DESTINATION);
    dln_phrase object = dln_object_of(b->reading, mover->end);
    bool given = object.first != mover->mover_first; // "with" named the thing
    return dln_phrase_term(b->reading, to, receivers) ||
           (given && dln_phrase_term(b->reading, object, receivers));
}

// "a withdrawal from the treaty": the end that is named is no place.
static bool goes_elsewhere(const dln_building *b) {
    const dln_role ends[] = {DLN_ROLE_ORIGIN, DLN_ROLE_DESTINATION};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        dln_phrase end = dln_phrase_of_role(b->reading, b->main->end, ends[i]);
        if (!dln_phrase_is_empty(end) && !dln_in_date(b->reading, end.first) &&
            !dln_phrase_term(b->reading, end, dln_kind_bit(DLN_WORD_TARGET)))
            return true;
    }
    return false;
}

// "They then moved to Goma": the rebels of the sentence before.
static const dln_cast_member *force_before(const dln_building *b) {
    if (dln_phrase_is_empty(b->who.pronoun))
        return NULL;
    return dln_cast_find(&b->context->cast, b->reading, b->who.pronoun);
}

static bool beside_a_blow(const dln_building *b) {
    for (size_t i = 0; i < b->trigger_count; i++)
        if (b->triggers[i].typed && dln_type_is_blow(b->triggers[i].type))
            return true;
    return false;
}

// Whether a blow is told beside a "fled": those who fled are as likely those who struck.
static bool tells_a_blow(const dln_building *b) {
    if (b->main->frame != DLN_FRAME_MOVER)
        return false; // "evacuated"
    return beside_a_blow(b);
}

static bool is_believed(const dln_building *b, const dln_trigger *mover, const dln_scene *scene) {
    bool way = has(scene->origin) || has(scene->destination) || scene->via_count > 0 ||
               has_receiver(b, mover);
    bool both = has(scene->origin) + has(scene->destination) + (scene->via_count > 0) >= 2;
    bool lenient = b->main->need == DLN_NEED_MOVER;
    if (b->main->need == DLN_NEED_DELEGATION)
        return mover->cargo == DLN_CARGO_OFFICIAL && way;
    switch (mover->cargo) {
    case DLN_CARGO_UNSAID:
        if (b->main->form == DLN_FORM_NOUN)
            return lenient && (way || !goes_elsewhere(b));
        if (is_flight(b->main)) // "many fled", but not "shot him and fled"
            return way || (lenient && !tells_a_blow(b));
        return way && (goes_on(b) || force_before(b));
    case DLN_CARGO_OTHER: // "the dissident escaped from A to B"
        return mover->anybody ? way : both;
    case DLN_CARGO_NAME:
    case DLN_CARGO_PERSON:
        return both || ((is_flight(b->main) || mover->anybody || b->context->violent) && way);
    case DLN_CARGO_FORCE:
    case DLN_CARGO_ARMS:
        if (is_flight(b->main)) // "the gunmen fled": the end of what they did
            return way;
        return way || (lenient && !has_other_object(b) && !goes_elsewhere(b));
    case DLN_CARGO_PEOPLE:
        if (!is_flight(b->main) && !b->context->violent)
            return both;
        return way || (lenient && !tells_a_blow(b));
    case DLN_CARGO_FLEEING:
        return way || (is_flight(b->main) && lenient);
    case DLN_CARGO_GOODS: // "smuggled cocaine"; "gas delivered to Rotterdam cost" is a price
        if (mover->form == DLN_FORM_PASSIVE && !dln_behind_be(b->reading, mover->first))
            return both;
        return way || (lenient && b->main->frame == DLN_FRAME_CARRY && has(scene->place));
    default:
        return way;
    }
}

bool dln_movement_stands_alone(const dln_building *b) {
    dln_scene scene;
    dln_building_find_scene(b, &scene);
    bool way = has(scene.origin) || has(scene.destination) || scene.via_count > 0;
    return way || (has(scene.place) && !beside_a_blow(b));
}

static void take_subtype(dln_incident *incident, const dln_trigger *mover, bool arrives) {
    bool forced = dln_str_equal(incident->subtype, DLN_STR("incursion")) &&
                  mover->cargo != DLN_CARGO_FORCE && mover->cargo != DLN_CARGO_ARMS &&
                  mover->cargo != DLN_CARGO_UNSAID; // a minister who entered a country
    if (!incident->subtype.data || forced)
        incident->subtype = dln_movement_subtype(mover, arrives);
}

// "fled to Athens in 1922", where the report is of another year.
static bool is_history(const dln_building *b) {
    const dln_reading *reading = b->reading;
    const dln_report *report = b->context->report;
    for (uint32_t i = 0; i < reading->date_count; i++) {
        dln_when when = reading->dates->items[reading->first_date + i].when;
        if (when.precision == DLN_DATE_YEAR && report->date != DLN_DAY_NONE &&
            (int64_t)report->date - when.last > HISTORY_DAYS)
            return true;
    }
    for (uint32_t i = 0; i < reading->modifier_count && // "the day when the tanks entered"
                         reading->modifiers[i].first < b->main->first;
         i++) {
        const dln_lexeme *hedge = dln_term_meaning(&reading->modifiers[i], DLN_WORD_HEDGE);
        if (hedge && dln_value_is(hedge->value, "class", "history"))
            return true;
    }
    return false;
}

// Drones, missiles, aircraft that come themselves; what is shipped or smuggled flies nowhere.
static bool flies(const dln_reading *reading, const dln_trigger *mover, dln_phrase who) {
    if (mover->frame != DLN_FRAME_MOVER)
        return false;
    for (uint32_t i = who.first; i < who.end; i++) {
        const dln_term *term = dln_term_at(reading, i);
        const dln_lexeme *weapon = dln_term_meaning(term, DLN_WORD_WEAPON);
        const dln_lexeme *head = dln_term_meaning(term, DLN_WORD_ACTOR_HEAD);
        if ((weapon && dln_value_is(weapon->value, "type", "strike")) ||
            (head && dln_value_is(head->value, "kind", "aircraft")))
            return true;
    }
    return false;
}

// "where displaced families live": what they are, not what is told of them.
static bool is_description(const dln_reading *reading, const dln_trigger *t) {
    dln_class before = dln_class_at(reading, t->first > 0 ? t->first - 1 : reading->count);
    bool opens = t->first == reading->body || before == DLN_CLASS_RELATIVE ||
                 before == DLN_CLASS_CONJUNCTION;
    return t->form == DLN_FORM_ACTIVE && is_flight(t) && t->frame == DLN_FRAME_CARRY && opens;
}

bool dln_movement_is_told(dln_building *b) {
    const dln_trigger *t = b->main, *mover = teller(b);
    bool habit = t->form == DLN_FORM_PRESENT && !t->infinitive && !b->reading->heading;
    if (is_description(b->reading, t))
        return false;
    dln_scene scene;
    dln_building_find_scene(b, &scene);
    if (habit || is_history(b) || !is_believed(b, mover, &scene))
        return false;
    b->who.object = (dln_phrase){mover->mover_first, mover->mover_end};
    b->draft->flies = flies(b->reading, mover, b->who.object);
    take_subtype(&b->draft->incident, mover, has(scene.destination));
    return true;
}

// "They", "the trucks": told before.
static bool refers_back(const dln_building *b) {
    const dln_reading *reading = b->reading;
    dln_phrase who = b->who.object;
    uint32_t at = dln_phrase_is_empty(who) ? reading->body : who.first;
    while (at < b->main->first && dln_class_at(reading, at) == DLN_CLASS_ADVERB)
        at++;
    const dln_lexeme *word = dln_lexicon_match(reading->lexicon, &reading->tokens[at], 1,
                                               dln_kind_bit(DLN_WORD_GRAMMAR));
    return word && dln_value_is(word->value, "refers", "back");
}

void dln_movement_take_over(dln_building *b) {
    dln_incident *incident = &b->draft->incident;
    const dln_context *context = b->context;
    if (incident->type != DLN_MOVEMENT)
        return;
    const dln_cast_member *force = force_before(b);
    if (!incident->object.data && force)
        incident->object = force->name;
    if (!incident->subtype.data && force)
        incident->subtype = dln_movement_subtype(&(dln_trigger){.cargo = DLN_CARGO_FORCE}, true);
    if (!goes_on(b) || !refers_back(b))
        return;
    if (!incident->object.data) {
        incident->object = context->move_object;
        incident->subtype = incident->subtype.data ? incident->subtype : context->move_subtype;
    }
    bool elsewhere = !dln_str_equal(context->move_end.name, incident->destination.name);
    if (!incident->origin.name.data && incident->destination.name.data && elsewhere)
        incident->origin = context->move_end;
}
