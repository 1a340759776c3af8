#include "export/country.h"

#include <stdlib.h>
#include <string.h>

// Made at build time from gazetteer/codes/countries.tsv, which is in the order of the codes.
static const dln_country countries[] = {
#include "country_table.inc"
};

static int compare(const void *code, const void *country) {
    return memcmp(code, ((const dln_country *)country)->code, 2);
}

const dln_country *dln_country_of(dln_str code) {
    if (code.len != 2)
        return NULL;
    return bsearch(code.data, countries, sizeof countries / sizeof countries[0],
                   sizeof countries[0], compare);
}
