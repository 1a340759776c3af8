// Counting: what passes a filter, by type, place, day and so on.
#ifndef DATELINE_TALLY_H
#define DATELINE_TALLY_H

#include "dateline/store.h"

DLN_BEGIN_DECLS

typedef enum dln_grouping {
    DLN_BY_NOTHING, // one group of all
    DLN_BY_TYPE,
    DLN_BY_ACTOR,
    DLN_BY_COUNTRY,
    DLN_BY_ADMIN1,
    DLN_BY_PLACE,
    DLN_BY_DAY,   // of an incident of several days the first
    DLN_BY_WEEK,  // its Monday
    DLN_BY_MONTH, // YYYY-MM
    DLN_BY_STATUS,
    DLN_GROUPINGS, // how many
} dln_grouping;
// "type", "actor" …; "nothing".
DLN_API const char *dln_grouping_name(dln_grouping grouping);
DLN_API bool dln_grouping_parse(dln_str name, dln_grouping *out);

// Of the incidents that say nothing of a number, nothing is counted: a sum is what is told at
// least, `_high` what at most, where "at least 3" counts 3.
typedef struct dln_tally {
    dln_str key;     // none: not said
    dln_str country; // of DLN_BY_ADMIN1 and DLN_BY_PLACE
    int64_t incidents;
    int64_t fatalities, fatalities_high, injured, injured_high;
    int64_t rough;    // placed as a country or region only
    int64_t unplaced; // without a position
    int64_t unsure;   // claimed, alleged, or of low confidence
    int64_t sources;
    dln_day first, last; // DLN_DAY_NONE: none has a date
    dln_lonlat at;       // of DLN_BY_PLACE; 0, 0 where unplaced
} dln_tally;
// An incident counts as unsure below this.
#define DLN_UNSURE_CONFIDENCE 0.5

typedef dln_status (*dln_tally_visitor)(void *context, const dln_tally *tally, dln_error *err);
// Visits the groups: days, weeks and months in order, others the largest first. `limit` limits the
// groups; `nearest` is no filter of groups and refused.
DLN_API dln_status dln_store_tally(dln_store *store, const dln_filter *filter,
                                   dln_grouping grouping, dln_tally_visitor visit, void *context,
                                   dln_error *err) DLN_MUST_CHECK;

DLN_END_DECLS

#endif
