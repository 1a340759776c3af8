// An incident in the making: one event of one sentence, and what has been found about it.
#ifndef DLN_EXTRACT_INCIDENT_INCIDENT_BUILD_H
#define DLN_EXTRACT_INCIDENT_INCIDENT_BUILD_H

#include "extract/incident/casualty.h"
#include "extract/incident/incident.h"
#include "extract/incident/incident_group.h"
#include "extract/incident/participant.h"
#include "extract/incident/scene.h"

typedef struct dln_building {
    dln_reading *reading;
    const dln_trigger *triggers;
    size_t trigger_count;
    const dln_event *event;
    const dln_trigger *main;
    const dln_roles *roles;
    dln_context *context;
    dln_participants who;
    dln_casualties harm;
    dln_scene scene;
    dln_draft *draft;
    bool aside;           // what another deed answers: no day and place to go on from
    double support;       // what its place and date add to the confidence
    const char *left_out; // why it is no incident; NULL: it is one
} dln_building;

// Whether the sentence names what the main trigger needs to be believed; it may change the type:
// what was captured decides between ground, arms and a person.
bool dln_need_is_met(dln_building *b);
// incident_move.c: whether a movement is told: something that is news moved, from, to or through a
// place. Sets its object and, where the word leaves it open, its subtype.
bool dln_movement_is_told(dln_building *b);
// The same of a noun that needs nothing beside it, "a military convoy": it stands somewhere, and is
// not only what was struck there.
bool dln_movement_stands_alone(const dln_building *b);
// "It then went on to Misrata": what moved is told before, and the way begins where that one ended.
void dln_movement_take_over(dln_building *b);
void dln_building_find_scene(const dln_building *b, dln_scene *out);
// A place that the gazetteer does not have lies in the one that the sentence puts it into, or that
// is told beside it: known as roughly as that one.
void dln_where_lie_in(dln_where *where, dln_where outer);
// Scene, origin, way and destination, with the words and the reason.
void dln_building_take_places(dln_building *b);
// incident_carry.c: the place told before, for an event whose sentence names none.
void dln_place_carry(dln_building *b);
// Gives the drafts of one sentence that have no place of their own the place of the deed told
// beside them: "was shot when gunmen raided a bank in A".
void dln_places_share(const dln_reading *reading, dln_draft *drafts, size_t count);
// Blows told without a place take that of the next one, told right behind. Of the drafts of a
// report, in order of the text.
void dln_drafts_take_places(dln_drafts *drafts);
// The further places of a list, each as a draft of its own: "moved to A and B", "bombed A, B and
// C". Returns how many were written, at most DLN_PLACES_MORE_MAX.
enum { DLN_PLACES_MORE_MAX = 8 };
size_t dln_building_more_places(const dln_building *b, dln_draft out[DLN_PLACES_MORE_MAX]);
// incident_facts.c: "the", "an", plural, arms: what its words say beside their roles.
void dln_building_read_words(dln_building *b);
// Sets the confidence, and `left_out` where the facts are not enough to report it.
void dln_building_judge(dln_building *b);
// What the lexicon says of its weapon, or NULL.
const dln_lexeme *dln_building_weapon(const dln_building *b);

#endif
