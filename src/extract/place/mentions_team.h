// Teams: towns and countries that play, "Chicago beat Boston", and are no places.
#ifndef DLN_EXTRACT_PLACE_MENTIONS_TEAM_H
#define DLN_EXTRACT_PLACE_MENTIONS_TEAM_H

#include "extract/place/mentions_evidence.h"

// Marks the teams of a report by the words of games beside them. False: no memory.
bool dln_scan_teams(dln_scan *scan);

// Whether the name is a team here.
bool dln_is_team(const dln_scan *scan, const dln_site *site);

#endif
