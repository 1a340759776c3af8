// A claim: what one report says of an incident, and what the reports together say. Both tables,
// `evidence` and `incident`, carry it in the same columns, in this order.
#ifndef DLN_STORE_CLAIM_H
#define DLN_STORE_CLAIM_H

#include "store/database.h"

// For CREATE TABLE. Days are declared DATE, so that QGIS takes them for its time slider.
#define DLN_CLAIM_DECLARATIONS                                                                     \
    " type TEXT NOT NULL, subtype TEXT, status TEXT NOT NULL,"                                     \
    " date_start DATE, date_end DATE, date_precision TEXT NOT NULL,"                               \
    " place TEXT, place_id TEXT, feature TEXT, country TEXT, admin1 TEXT,"                         \
    " lon DOUBLE, lat DOUBLE, radius_m DOUBLE, geo_precision INTEGER,"                             \
    " actor TEXT, target TEXT, weapon TEXT, object TEXT,"                                          \
    " count_low INTEGER, count_high INTEGER, fatalities_low INTEGER, fatalities_high INTEGER,"     \
    " injured_low INTEGER, injured_high INTEGER, confidence DOUBLE NOT NULL,"                      \
    " place_reason TEXT, date_reason TEXT"
#define DLN_CLAIM_COLUMNS                                                                          \
    " type, subtype, status, date_start, date_end, date_precision,"                                \
    " place, place_id, feature, country, admin1, lon, lat, radius_m, geo_precision,"               \
    " actor, target, weapon, object, count_low, count_high, fatalities_low, fatalities_high,"      \
    " injured_low, injured_high, confidence, place_reason, date_reason"
#define DLN_CLAIM_VALUES                                                                           \
    " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"

// place … geo_precision: nine values.
void dln_where_bind(dln_binding *binding, const dln_where *where);
void dln_where_read(dln_row *row, dln_where *out);
void dln_position_read(dln_row *row, dln_where *out); // lon … geo_precision: the last four of them
void dln_claim_bind(dln_binding *binding, const dln_incident *incident);
// Leaves origin, destination, via and the spans alone.
void dln_claim_read(dln_row *row, dln_incident *out);
void dln_kind_read(dln_row *row, dln_incident *out); // type … date_precision: the first six columns

// The stops of a way: rows of `stop`, `way_stop` or `edit_stop`, as the statement says.
dln_status dln_stops_insert(dln_store *store, dln_sql into, int64_t key,
                            const dln_incident *incident, dln_error *err) DLN_MUST_CHECK;
dln_status dln_stops_read(dln_store *store, dln_sql from, int64_t key, dln_arena *arena,
                          dln_incident *out, dln_error *err) DLN_MUST_CHECK;
bool dln_incident_has_stops(const dln_incident *incident);

#endif
