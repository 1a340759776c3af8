// Countries by their codes, as the tables of ACLED and UCDP name them.
#ifndef DLN_EXPORT_COUNTRY_H
#define DLN_EXPORT_COUNTRY_H

#include "dateline/base.h"

typedef struct dln_country {
    char code[3];                           // ISO 3166-1 alpha-2
    int number;                             // ISO 3166-1 numeric; 0 where there is none
    const char *acled_region, *ucdp_region; // "" where they have none
    const char *name;
} dln_country;

// Made at build time from gazetteer/codes/countries.tsv, which is in the order of the codes.
extern const dln_country dln_countries[];
extern const size_t dln_country_count;

// NULL for an unknown code.
const dln_country *dln_country_of(dln_str code);
// By its number (0: not said), else by its name as the tables of ACLED and UCDP have it.
const dln_country *dln_country_named(int number, dln_str name);

#endif
