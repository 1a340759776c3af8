#include "export/country.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *code, const void *country) {
    return memcmp(code, ((const dln_country *)country)->code, 2);
}

const dln_country *dln_country_of(dln_str code) {
    if (code.len != 2)
        return NULL;
    return bsearch(code.data, dln_countries, dln_country_count, sizeof dln_countries[0], compare);
}
