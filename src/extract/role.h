// Roles of places: what the words before a place name say of it.
#ifndef DLN_EXTRACT_ROLE_H
#define DLN_EXTRACT_ROLE_H

#include "extract/trigger.h"

// Mentions of one sentence that get a role; more is a list of constituencies, not a report.
#define DLN_ROLES_MAX 64

typedef struct dln_roles {
    dln_role role[DLN_ROLES_MAX];  // of the sentence's i-th mention
    uint32_t first[DLN_ROLES_MAX]; // its first token in the sentence
    uint32_t end[DLN_ROLES_MAX];
    uint32_t preposition[DLN_ROLES_MAX]; // or DLN_NO_TOKEN
    bool shared[DLN_ROLES_MAX];          // one of several names under that preposition
    uint32_t count;
} dln_roles;

void dln_roles_assign(const dln_reading *reading, dln_roles *out);

// The mention behind a role's number.
const dln_found *dln_role_mention(const dln_reading *reading, uint32_t role);
// Whether a genitive follows the name that ends at a token: "Yemen's".
bool dln_possessive_follows(const dln_reading *reading, uint32_t end);
bool dln_found_is_country(const dln_found *found);

#endif
