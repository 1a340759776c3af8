// Triggers: the words of a sentence that tell an event, and what each of them means.
#ifndef DLN_EXTRACT_GRAMMAR_TRIGGER_H
#define DLN_EXTRACT_GRAMMAR_TRIGGER_H

#include "extract/grammar/clause.h"

// More than this in one sentence is a list of words, no report.
#define DLN_TRIGGERS_MAX 48

typedef enum dln_trigger_form {
    DLN_FORM_NOUN,       // "an airstrike"
    DLN_FORM_ACTIVE,     // "struck the base"
    DLN_FORM_PASSIVE,    // "was struck by"
    DLN_FORM_PRESENT,    // "strikes", "to strike", "will strike"
    DLN_FORM_PARTICIPLE, // ", injuring seven"
} dln_trigger_form;

typedef enum dln_frame {
    DLN_FRAME_ACT = 0, // the subject does it to the object
    DLN_FRAME_SELF,    // the subject is what blows up
    DLN_FRAME_BOMBER,  // the subject does it and dies
    DLN_FRAME_MUTUAL,
    DLN_FRAME_MOVER,  // the subject moves
    DLN_FRAME_CARRY,  // the subject moves the object
    DLN_FRAME_PLANT,  // the object waits
    DLN_FRAME_SUFFER, // the subject is the victim
    DLN_FRAME_ALONE,  // the subject acts, whom it hits stands behind a preposition
    DLN_FRAME_LIGHT,  // carries a noun trigger
    DLN_FRAME_HAPPEN, // says that a noun trigger took place
} dln_frame;

typedef enum dln_harm { DLN_HARM_NONE = 0, DLN_HARM_FATAL, DLN_HARM_INJURED } dln_harm;

typedef enum dln_need {
    DLN_NEED_NOTHING = 0,
    DLN_NEED_ARMS,
    DLN_NEED_PROJECTILE,
    DLN_NEED_WEAPON, // what is thrown or laid down is one
    DLN_NEED_OBJECT,
    DLN_NEED_FORCE,
    DLN_NEED_PEOPLE,
    DLN_NEED_CROWD,
    DLN_NEED_PLACE,
    DLN_NEED_CAPTURE,
    DLN_NEED_TARGET,
    DLN_NEED_DELEGATION,
    DLN_NEED_MOVER, // what moves is a thing that incidents are about; see mover.h
    DLN_NEED_WAY,   // the same, and a place that it came from, went to or through
} dln_need;

// What moves, as far as that decides whether to believe a movement.
typedef enum dln_cargo {
    DLN_CARGO_UNSAID = 0, // "the evacuation began", "they fled"
    DLN_CARGO_OTHER,      // "the talks", "the orchestra"
    DLN_CARGO_NAME,       // one capitalised word: a person, a club, a firm
    DLN_CARGO_PERSON,     // a full name and nothing more
    DLN_CARGO_PEOPLE,     // "students": news when they flee or are taken out
    DLN_CARGO_FLEEING,    // refugees, prisoners, a crowd of people
    DLN_CARGO_FORCE,
    DLN_CARGO_ARMS,
    DLN_CARGO_GOODS, // and what carries them
    DLN_CARGO_OFFICIAL,
} dln_cargo;

typedef struct dln_trigger {
    uint32_t first, end; // tokens
    bool typed;          // false: light verbs, "occurred"
    dln_incident_type type;
    dln_str subtype;
    dln_trigger_form form;
    dln_frame frame;
    dln_harm harm;
    dln_need need;
    bool effect, weak, infinitive;
    bool kills;    // a noun: whom it names behind "of" is dead
    bool refers;   // "the incident": means a deed told before and is none itself
    bool caption;  // a weapon beside a target, in a line without a verb
    bool to_place; // of a movement: its object is a place or nothing that moves: "reached"
    bool anybody;  // of a movement: whoever it is, that he is moved so is news: "extradited"
    dln_role ends; // of a movement: what the place is that the word itself governs; none: nothing
    // of a movement, set by dln_movers_find: what moves, and its phrase, empty where not said
    dln_cargo cargo;
    uint32_t mover_first, mover_end;
} dln_trigger;

// In order of the text. Sets the class of the verbs among them in the reading. Returns how many.
size_t dln_triggers_find(dln_reading *reading, dln_trigger out[DLN_TRIGGERS_MAX]);

// Whether "was", "are" or the like stands before a verb.
bool dln_behind_be(const dln_reading *reading, uint32_t first);

#endif
