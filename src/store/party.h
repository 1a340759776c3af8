// Whether two reports name one party: who did it, to whom.
#ifndef DLN_STORE_PARTY_H
#define DLN_STORE_PARTY_H

#include "dateline/base.h"

typedef enum dln_party {
    DLN_PARTY_UNSURE, // "gunmen" and "the rebels" may be the same
    DLN_PARTY_SAME,   // "Israel" and "the Israeli army", "RSF" and "Rapid Support Forces"
    DLN_PARTY_OTHER,
} dln_party;

// Symmetric. Two descriptions without a name in them and without words in common are UNSURE.
dln_party dln_party_compare(dln_str a, dln_str b);

#endif
