// Who did it, where the verb of the deed does not say so: "a bomb placed by guerrillas exploded",
// "were killed when gunmen blocked the road", "a conflict that broke out between herders and
// farmers". Empty: nobody is named that way.
#ifndef DLN_EXTRACT_INCIDENT_DOER_H
#define DLN_EXTRACT_INCIDENT_DOER_H

#include "extract/grammar/phrase.h"

// Whoever stands behind "by" and a participle that tells a deed, from a token on, if armed.
dln_phrase dln_doer_behind(const dln_reading *reading, uint32_t from);
// Armed men who do something in the part that says when the victims of `trigger` were hit.
dln_phrase dln_doer_meanwhile(const dln_reading *reading, const dln_trigger *trigger);
// The sides behind "between", from a token on, as far as no other event begins.
dln_phrase dln_sides_behind(const dln_reading *reading, uint32_t from);

#endif
