// What is asked of the database: by query, by maps, by exports.
#ifndef DATELINE_FILTER_H
#define DATELINE_FILTER_H

#include "dateline/geo.h"
#include "dateline/incident.h"

DLN_BEGIN_DECLS

// What an analyst has said of an incident as a whole; see dateline/edit.h.
typedef enum dln_review {
    DLN_REVIEW_NONE, // nobody has looked at it yet
    DLN_REVIEW_ACCEPTED,
    DLN_REVIEW_REJECTED,
    DLN_REVIEWS, // how many
} dln_review;
// "unreviewed", "accepted", "rejected".
DLN_API const char *dln_review_name(dln_review review);
DLN_API bool dln_review_parse(dln_str name, dln_review *out);

// An end of a way that is asked for: inside an area, or around a position.
typedef struct dln_way_end {
    const dln_polygon *area; // NULL: around `at`
    dln_lonlat at;
    double within_m;
} dln_way_end;

// A line to look along, a road or border: great circles between points 100 km apart at most.
typedef struct dln_polyline {
    const dln_lonlat *points;
    size_t count; // at least 2
} dln_polyline;

// What query, map and export are asked for. Zero-initialise, then set; dln_filter_init does it.
typedef struct dln_filter {
    uint32_t types;          // bit 1 << dln_incident_type; 0 all
    uint32_t statuses;       // bit 1 << dln_incident_status; 0 what is said to have happened:
                             // reported, claimed, alleged
    uint32_t reviews;        // bit 1 << dln_review; 0 all but the rejected
    dln_str actor, weapon;   // contained in, case folded
    dln_day since, until;    // inclusive; DLN_DAY_NONE open
    const dln_polygon *area; // --in and --polygon: any of them
    size_t area_count;
    // What the areas are called: an incident that says it is in this country, and this division if
    // one is told, is in there also where an outline misses a town by a shore. Two letters; NONE.
    dln_str area_country, area_admin1;
    bool has_near;
    dln_lonlat near;
    double within_m;
    bool has_box;
    dln_box box;
    const dln_polyline *along; // --along: within along_m of any of them
    size_t along_count;
    double along_m;
    const dln_way_end *from, *to; // ways only, that lead from the one to the other; both or NULL
    dln_str subtypes;             // names with commas between them
    double min_confidence;
    dln_str report; // report id
    size_t limit;   // 0 all
    size_t nearest; // with has_near: the so many nearest, nearest first; 0: all, by day
} dln_filter;
DLN_API void dln_filter_init(dln_filter *filter);

DLN_END_DECLS

#endif
