// Incidents of a report.
//
// The grammar in one page. A sentence is read into words, phrases and parts (clause.h); its
// triggers are told apart as verbs and nouns (trigger.h); triggers that tell one event are put
// together (incident_group.h):
//
//   event    := [light] blow { effect }      "carried out an airstrike …, killing nine"
//             | effect [weapon]              "a roadside bomb killed two"
//             | movement | arrest | protest | …
//
// Each event is judged (status.h), gets its participants (participant.h), numbers (casualty.h),
// its places (scene.h) and its date, and becomes a draft (incident_build.c). Of a movement it is
// read what moves (mover.h), which way (way.h) and whether that is told (incident_move.c). What a
// sentence leaves open is taken from the sentences before it. Drafts that tell the same event are
// one incident (retelling.h, incident_merge.c), and the most important one stands first.
#ifndef DLN_EXTRACT_INCIDENT_INCIDENT_H
#define DLN_EXTRACT_INCIDENT_INCIDENT_H

#include "extract/incident/cast.h"

// More than that in one report is a database dump; the rest is left out.
#define DLN_DRAFTS_MAX 4096

// An incident and what only matters while the report is being read.
typedef struct dln_draft {
    dln_incident incident;
    uint32_t sentence, paragraph;
    uint32_t last_sentence; // in which it was told on
    uint32_t first, end;    // its triggers, tokens of the sentence
    bool own_place;         // named in its own sentence
    bool own_date;          // said in its own sentence
    bool day_unsaid;        // said nowhere: the day of publication stands for it
    bool aside;             // told as what another deed answers: the report does not go on with it
    bool heading_place;     // its place is that of a headline, which names the larger one
    bool effect_only;       // "killed": gives way to a more telling type
    bool only_refers; // "the incident took place …": tells when and where, no deed of its own
    bool refers_back; // "the attack": told before
    bool pronoun;     // "they hit": whoever the sentence before was about
    bool single;      // "a strike": one
    bool plural;      // "the strikes": several, or none in particular
    bool heading;
    bool actor_named; // "Boko Haram", not "gunmen"
    bool armed;       // a weapon, an army or a group is named
    bool weak;        // its trigger says little
    bool flies;       // a movement of what strikes: "the planes came from B"
    bool told_on;     // "Thirty were injured": nothing unless a blow was told before
    bool revised;     // "the toll rose to 12": its numbers take the place of those before
    bool renames;     // "the outpost, known as X": says what its place is called
    bool launch;      // "the rockets were fired from": its place is where they came from
    uint32_t listed;  // its place is the second, third … of a list: 1, 2 …; 0: it is no such
    double place_fit;
    dln_where around; // of a scene that is named and not placed: what is told beside it
} dln_draft;

typedef struct dln_drafts {
    dln_draft *items;
    size_t count, capacity;
} dln_drafts;

// What the sentences before leave behind.
typedef struct dln_context {
    const dln_report *report;
    dln_arena *arena;
    dln_buffer *explanation; // where to write what is read and decided (explain.h), or NULL
    bool has_place;
    dln_where place;
    dln_span place_span;
    uint32_t place_sentence, place_paragraph;
    bool violent;                           // a blow has been told: who moves now is part of it
    uint32_t blow_sentence, blow_paragraph; // where the last one was
    bool has_move;                          // the last movement: what "it then went on" counts from
    dln_where move_end;
    dln_str move_object, move_subtype;
    uint32_t move_sentence, move_paragraph;
    bool has_date;
    dln_when date;
    uint32_t date_sentence, date_paragraph;
    bool has_day; // the last date that was one day: what "days later" counts from
    dln_when day;
    uint32_t day_sentence;
    dln_cast cast;
} dln_context;

// Appends the incidents of the sentence just read.
dln_status dln_incidents_of_sentence(dln_reading *reading, dln_context *context, dln_drafts *out,
                                     dln_error *err);
// All sentences of a report, merged and in order of importance. `explanation` may be NULL.
dln_status dln_find_incidents(const dln_knowledge *knowledge, const dln_report *report,
                              const dln_segments *segments, const dln_found_list *found,
                              const dln_date_mentions *dates, dln_arena *arena,
                              dln_buffer *explanation, dln_incidents *out,
                              dln_error *err) DLN_MUST_CHECK;

// incident_merge.c: puts drafts of one event together, in place; returns how many are left.
size_t dln_drafts_merge(dln_draft *drafts, size_t count);
// Most important first; stable.
void dln_drafts_sort(dln_draft *drafts, size_t count);
// Strikes, explosions, attacks, clashes, riots: types that one event may be told as.
bool dln_type_is_blow(dln_incident_type type);
// Reported, claimed or alleged: said to have happened.
bool dln_status_happened(dln_incident_status status);

#endif
