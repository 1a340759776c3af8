// Mentions and incidents: the values that extraction, store, map and export share.
#ifndef DATELINE_INCIDENT_H
#define DATELINE_INCIDENT_H

#include "dateline/base.h"
#include "dateline/day.h"
#include "dateline/geo.h"

DLN_BEGIN_DECLS

// How well a position is known, with ACLED's numbers.
typedef enum dln_geo_precision {
    DLN_GEO_UNKNOWN = 0,
    DLN_GEO_EXACT = 1, // the place itself
    DLN_GEO_NEAR = 2,  // near it, or a part of a region ("eastern Deir Ezzor", a border)
    DLN_GEO_REGION = 3 // a region or country
} dln_geo_precision;

// A place as an incident or mention names it. `located` false: named, but not placed.
typedef struct dln_where {
    dln_str name;     // as the gazetteer spells it, with the qualifier: "eastern Deir ez-Zor"
    dln_str place_id; // gazetteer's stable id, none if unplaced
    dln_str feature;  // GeoNames feature code
    dln_str country;  // ISO 3166-1 alpha-2
    dln_str admin1;
    bool located;
    dln_lonlat at;
    double radius_m;
    dln_geo_precision precision;
} dln_where;

// A place name found in a text. A mention that cannot be placed is kept, unlocated.
typedef struct dln_mention {
    dln_span span;
    dln_where where;
    bool has_scene;    // its words say where near it: "20 km north of X", "eastern X"
    dln_where scene;   // then where an event there is
    bool metonym;      // stands for a government or team: "Washington said"
    double confidence; // 0..1
} dln_mention;

typedef enum dln_incident_type {
    DLN_STRIKE,
    DLN_EXPLOSION,
    DLN_CLASH,
    DLN_ATTACK,
    DLN_INTERCEPTION,
    DLN_ABDUCTION,
    DLN_ARREST,
    DLN_SEIZURE,
    DLN_MOVEMENT,
    DLN_PROTEST,
    DLN_RIOT,
    DLN_MEETING,
    DLN_INCIDENT_TYPES, // how many
} dln_incident_type;

typedef enum dln_incident_status {
    DLN_REPORTED,
    DLN_CLAIMED,
    DLN_ALLEGED,
    DLN_DENIED,
    DLN_PLANNED,
    DLN_THREATENED,
    DLN_PREVENTED,
    DLN_INCIDENT_STATUSES, // how many
} dln_incident_status;

// The words of design.md: "strike", "reported", "day". Never NULL for a valid value.
DLN_API const char *dln_type_name(dln_incident_type type);
DLN_API const char *dln_status_name(dln_incident_status status);
DLN_API bool dln_type_parse(dln_str name, dln_incident_type *out);
DLN_API bool dln_status_parse(dln_str name, dln_incident_status *out);

// A number as the text gives it: "at least 3" is low 3, high DLN_COUNT_OPEN; not said is `said`
// false.
typedef struct dln_count {
    bool said;
    int32_t low, high;
} dln_count;
#define DLN_COUNT_OPEN INT32_MAX

#define DLN_PLACE_SPANS_MAX 8
#define DLN_VIA_MAX         4
#define DLN_TOLD_MAX        6 // further sentences that are kept; more prove nothing more

// One incident in one report. Strings that are not said are DLN_STR_NONE, never "".
typedef struct dln_incident {
    dln_incident_type type;
    dln_str subtype; // "airstrike", "drone" …, none if only the type is known
    dln_incident_status status;
    dln_when when;
    dln_where where;               // of a movement: its destination, else its origin
    dln_where origin, destination; // name none where not said
    dln_where via[DLN_VIA_MAX];
    size_t via_count;
    dln_str actor, target, weapon, object;
    dln_count count; // strikes, vehicles, people moved
    dln_count fatalities, injured;
    double confidence; // 0..1
    dln_span sentence, trigger;
    dln_span
        told[DLN_TOLD_MAX]; // other sentences of the report that something of this was taken from
    size_t told_count;
    dln_span place_spans[DLN_PLACE_SPANS_MAX]; // the words that decided `where`
    size_t place_span_count;
    dln_str place_reason, date_reason; // one phrase each: how place and date were decided
} dln_incident;

// Whether origin, via and destination make a line: at least two located points.
DLN_API size_t dln_incident_line(const dln_incident *incident, dln_lonlat out[DLN_VIA_MAX + 2]);

DLN_END_DECLS

#endif
