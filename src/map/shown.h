// Incidents as a map shows them: a tenth of their records, so that a hundred thousand can be kept.
#ifndef DLN_MAP_SHOWN_H
#define DLN_MAP_SHOWN_H

#include "dateline/map.h"
#include "map/name_set.h"

typedef struct dln_shown_place {
    dln_str name; // without a second spelling in brackets
    dln_lonlat at;
    double radius_m;
    dln_geo_precision precision;
    char country[3];
    bool located;
    bool whole_country; // or a region as large: its middle says nothing
} dln_shown_place;

typedef struct dln_shown_way {
    dln_shown_place origin, destination; // name none where not said
    dln_shown_place via[DLN_VIA_MAX];
    size_t via_count;
} dln_shown_way;

typedef struct dln_told_in {
    size_t report;  // its number among the reports of all that is shown
    dln_str source; // none where not said
} dln_told_in;

typedef struct dln_shown {
    int64_t id;
    dln_incident_type type;
    dln_incident_status status;
    dln_when when;
    uint32_t killed, injured; // at least; 0 where not said
    dln_str subtype, actor, target;
    dln_shown_place where;
    const dln_shown_way *way;    // NULL: none
    const dln_told_in *evidence; // oldest report first
    size_t evidence_count;
} dln_shown;

#define DLN_SHOWN_TEXTS 4096
typedef struct dln_shown_list {
    dln_arena *arena; // what the items point to
    dln_shown *items;
    size_t count, capacity;
    dln_str texts[DLN_SHOWN_TEXTS]; // the latest of each hash: most texts come again
    dln_name_set reports;           // by their ids
    bool failed;                    // no memory for a copy
} dln_shown_list;

dln_status dln_shown_list_init(dln_shown_list *list, dln_error *err) DLN_MUST_CHECK;
void dln_shown_list_free(dln_shown_list *list);
// Keeps what a map shows of a record; nothing of the record need live on.
dln_status dln_shown_list_add(dln_shown_list *list, const dln_record *record,
                              dln_error *err) DLN_MUST_CHECK;
void dln_shown_list_sort(dln_shown_list *list); // by day, without one last, then by id

#endif
