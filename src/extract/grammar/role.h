// Roles of places: what the words before a place name say of it.
#ifndef DLN_EXTRACT_GRAMMAR_ROLE_H
#define DLN_EXTRACT_GRAMMAR_ROLE_H

#include "extract/grammar/trigger.h"
#include "extract/grammar/unlisted.h"

// Places of one sentence that get a role; more is a list of constituencies, not a report.
#define DLN_ROLES_MAX 64

// The places of a sentence in its order: its mentions and the names that no gazetteer has.
typedef struct dln_roles {
    const dln_found *place[DLN_ROLES_MAX];
    uint32_t mention[DLN_ROLES_MAX]; // in the report's list; DLN_NO_MENTION of an unlisted name
    bool told[DLN_ROLES_MAX];        // known, or a kind word says that it is a place
    dln_role role[DLN_ROLES_MAX];
    uint32_t first[DLN_ROLES_MAX]; // its first token in the sentence
    uint32_t end[DLN_ROLES_MAX];
    uint32_t preposition[DLN_ROLES_MAX]; // or DLN_NO_TOKEN
    bool shared[DLN_ROLES_MAX];          // one of several names under that preposition
    uint32_t count;
    dln_found unlisted[DLN_UNLISTED_MAX]; // what `place` of an unlisted name points to
} dln_roles;

// `caption`: the sentence is one, see dln_unlisted_find.
void dln_roles_assign(const dln_reading *reading, bool caption, dln_roles *out);
// Whether a genitive follows the name that ends at a token: "Yemen's".
bool dln_possessive_follows(const dln_reading *reading, uint32_t end);
// "for" leads to a place only behind a word of leaving, "left Homs for Hama"; "bound for" always.
bool dln_is_bare_for(const dln_reading *reading, uint32_t preposition);
bool dln_found_is_country(const dln_found *found);

#endif
