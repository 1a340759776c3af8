// The values of a correction as they are typed: days, numbers of people.
#ifndef DLN_CLI_CORRECTION_VALUES_H
#define DLN_CLI_CORRECTION_VALUES_H

#include "cli/options.h"

// dln_count: "7", "3+" (at least), "3-5", "" (not said).
bool cli_parse_number(dln_str value, void *target, dln_error *err);
// dln_when: YYYY-MM-DD, YYYY-MM, YYYY, DAY/DAY, "" (not known).
bool cli_parse_when(dln_str value, void *target, dln_error *err);
// How precise a date is that spans these days.
dln_date_precision cli_date_precision(dln_day first, dln_day last);
bool cli_parse_type(dln_str value, void *target, dln_error *err);   // dln_incident_type
bool cli_parse_status(dln_str value, void *target, dln_error *err); // dln_incident_status
// double: degrees.
bool cli_parse_latitude(dln_str value, void *target, dln_error *err);
bool cli_parse_longitude(dln_str value, void *target, dln_error *err);

#endif
