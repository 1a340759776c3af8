// Whether two tellings of a report agree in type, place, day, numbers and names: what speaks for or
// against their being one event (retelling.h decides).
#ifndef DLN_EXTRACT_INCIDENT_AGREEMENT_H
#define DLN_EXTRACT_INCIDENT_AGREEMENT_H

#include "extract/incident/incident.h"

// Two names for one scene ("the base", "the town beside it") lie within this distance.
#define DLN_SAME_PLACE_M 15000.0

// "killed", "came under fire": says that it happened, not what it was.
bool dln_draft_is_open(const dln_draft *draft);
bool dln_drafts_types_agree(const dln_draft *a, const dln_draft *b);
// The same place, two names for one scene, or one within the rough other.
bool dln_wheres_agree(const dln_where *a, const dln_where *b);
// "eastern Homs" ends with "Homs".
bool dln_name_ends_with(dln_str longer, dln_str name);
// Whether `b` says more precisely where `a` was.
bool dln_draft_says_where(const dln_draft *a, const dln_draft *b);
// Both said, equal, and not none.
bool dln_counts_equal(dln_count a, dln_count b);
// What is not said contradicts nothing.
bool dln_drafts_dates_agree(const dln_draft *a, const dln_draft *b);
bool dln_drafts_harm_agrees(const dln_draft *a, const dln_draft *b);
// "Israel" and "Israeli": two forms of one name.
bool dln_names_share_a_word(dln_str a, dln_str b);
bool dln_is_a_name(dln_str words);
// Two names of actors without a word in common are two actors; "gunmen" may be anybody.
bool dln_names_clash(dln_str a, dln_str b);
// Two targets without a word in common; "seven people" and "five soldiers" may be the same.
bool dln_aims_differ(dln_str a, dln_str b);

#endif
