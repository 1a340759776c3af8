// The state of placing one report, and the stages that share it.
#ifndef DLN_EXTRACT_PLACE_RESOLVE_GROUPS_H
#define DLN_EXTRACT_PLACE_RESOLVE_GROUPS_H

#include "extract/place/resolve.h"
#include "extract/place/resolve_votes.h"
#include "gazetteer/spatial.h"

#define DLN_ANCHORS_MAX 48 // places whose nearness counts
// Candidates of a name that are looked through for one that lies in its container, and candidates
// of the container.
#define DLN_CHOICES_SEARCHED 400
#define DLN_MANY_CHOICES_MAX 6
// Votes a name casts: saturating, since twenty mentions of one town are not twenty towns.
#define DLN_MENTIONS_COUNTED 3

// A place that a name may mean.
typedef struct dln_choice {
    dln_place place;
    dln_vector direction; // of the place from the middle of the Earth
    double base;          // fame, container, type: what never changes
    double score;         // with what the report says
    double share;         // probability among the choices
    double vote;          // what the share counts for where the names vote
} dln_choice;

// A name of the report.
typedef struct dln_group {
    uint32_t first_mention; // in the order array
    uint32_t mentions;
    dln_choice *choices;
    size_t choice_count, best;
    bool stranger; // a hamlet of a country that nothing else speaks of
} dln_group;

typedef struct dln_resolver {
    const dln_scan *scan;
    dln_found_list *list;
    uint32_t *order; // mentions sorted by key
    dln_group *groups;
    size_t group_count;
    uint32_t *group_of;                      // mention -> group
    dln_votes countries, divisions, outside; // outside: demonyms and the source, cast once
    const dln_choice *anchors[DLN_ANCHORS_MAX];
    uint32_t anchor_groups[DLN_ANCHORS_MAX];
    size_t anchor_count;
} dln_resolver;

// Fills `outside`: votes of demonyms, of the source's home, of names in title and source.
dln_status dln_vote_outside(dln_resolver *resolver, const dln_report *report,
                            dln_error *err) DLN_MUST_CHECK;

// Finds what says where a name lies: "Bangor, Maine", "Sanaa's Al-Thawra district". Comes first.
void dln_resolve_containers(dln_resolver *resolver);

// Leaves names without a choice whose best place is a hamlet of a country that nothing else in the
// report speaks of.
void dln_resolve_strangers(dln_resolver *resolver);

// Gives every mention the place that its group has settled on, or its own words single out.
void dln_resolve_answer(dln_resolver *resolver);

#endif
