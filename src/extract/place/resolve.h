// Placing: which of the places of a name is meant, decided over the whole report.
//
// Every name of the report is one group with up to DLN_CHOICES_MAX candidates. Each candidate
// scores for its fame, for lying in the country and division that the rest of the report speaks
// of, for lying near the other places, for the type word beside the name and for what contains it
// by the text's own words ("Bangor, Maine"). A few rounds let the names decide each other.
#ifndef DLN_EXTRACT_PLACE_RESOLVE_H
#define DLN_EXTRACT_PLACE_RESOLVE_H

#include "extract/place/mentions_scan.h"

// Fills container, place, where and confidence of every mention of `list`.
dln_status dln_resolve(const dln_scan *scan, const dln_report *report, dln_found_list *list,
                       dln_error *err) DLN_MUST_CHECK;

#endif
