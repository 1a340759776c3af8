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

const dln_country *dln_country_named(int number, dln_str name) {
    for (size_t i = 0; number && i < dln_country_count; i++)
        if (dln_countries[i].number == number)
            return &dln_countries[i];
    for (size_t i = 0; name.len && i < dln_country_count; i++)
        if (dln_str_equal(dln_str_from(dln_countries[i].name), name))
            return &dln_countries[i];
    return NULL;
}
