// Whether two reports tell of the same incident. Pure; the numbers are named in match.c.
#ifndef DLN_STORE_MATCH_H
#define DLN_STORE_MATCH_H

#include "dateline/incident.h"

// Two reports' places for one incident never lie further apart, unless one is a country or a part
// of one that holds the other.
#define DLN_MATCH_MAX_M 50e3
// Days spanned by the roughest date that may still be merged by: a month.
#define DLN_MATCH_MAX_DAYS 31
// A report that does not say the day tells of its own day or of one so shortly before.
#define DLN_MATCH_UNSAID_DAYS 3

// The days that an incident told then may be known under: a day that was not said reaches back, its
// own and that of the other.
dln_when dln_match_window(dln_when told);

// Exactly the same number of victims tells two reports to be of one incident from here on: ones and
// twos are everywhere.
#define DLN_MATCH_TELLING 3

typedef struct dln_match {
    double distance_m; // between the places; -1 when they are known by name only
    dln_str inside;    // the rougher place, when it is far wider than DLN_MATCH_MAX_M
    unsigned agree;    // what both say alike: bits, see match.c
    unsigned differ;   // what they say differently
    bool is_undated;   // one of them or both
    int telling_numbers;
    bool has_same_number; // of killed or injured, one or more
    bool is_only;         // one agreement is wanting, but nothing else is known that it could be
    int surplus;          // agreement beyond what was needed; the best candidate has most
} dln_match;

// True when `told` is taken for the incident `known`. Symmetric.
bool dln_match_incidents(const dln_incident *known, const dln_incident *told, dln_match *out);
// True when no more than one agreement is wanting, the place is the same and nothing differs: taken
// for one when it is the only such incident known. Symmetric.
bool dln_match_nearly(const dln_incident *known, const dln_incident *told, dln_match *out);
// False when their type, status, days, places or numbers of victims alone already tell them apart:
// subtype, parties and stops are not looked at.
bool dln_match_is_possible(const dln_incident *known, const dln_incident *told);
// True when a report that was changed tells an incident as it did before.
bool dln_match_retold(const dln_incident *before, const dln_incident *now);
// "same day 2024-08-05, 0.0 km apart; same place, actor; differs in weapon"
void dln_match_reason(const dln_incident *told, const dln_match *match, dln_buffer *out);

// The grid that candidates are searched by: one cell a square degree.
int64_t dln_match_cell(dln_lonlat at);

#endif
