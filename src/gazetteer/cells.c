#include "gazetteer/cells.h"

#include "gazetteer/names.h"

#include <string.h>

bool dln_is_number(dln_str s) {
    int64_t number;
    return dln_str_to_int(s, &number);
}

static dln_status read_position(dln_str lat, dln_str lon, dln_lonlat *out, dln_error *err) {
    dln_lonlat at;
    if (!dln_str_to_double(lat, &at.lat) || !dln_str_to_double(lon, &at.lon) ||
        !dln_lonlat_is_valid(at)) {
        return dln_fail(err, DLN_BAD_INPUT, "no position: lat \"%.*s\", lon \"%.*s\"",
                        DLN_STR_ARG(lat), DLN_STR_ARG(lon));
    }
    *out = at;
    return DLN_OK;
}

dln_status dln_read_amount(dln_str s, const char *what, double *out, dln_error *err) {
    double amount = 0;
    if (s.len > 0 && (!dln_str_to_double(s, &amount) || amount < 0 || amount > 1e12)) {
        return dln_fail(err, DLN_BAD_INPUT, "%s \"%.*s\" is no number up to 1e12", what,
                        DLN_STR_ARG(s));
    }
    *out = amount;
    return DLN_OK;
}

dln_status dln_read_country(dln_str s, char out[2], dln_error *err) {
    if (s.len > 0 && (s.len != 2 || dln_country_number(s.data) == DLN_COUNTRY_CODES)) {
        return dln_fail(err, DLN_BAD_INPUT, "country \"%.*s\" is no ISO 3166-1 code",
                        DLN_STR_ARG(s));
    }
    memcpy(out, s.len > 0 ? s.data : "\0", 2);
    return DLN_OK;
}

dln_status dln_read_facts(const dln_fact_cells *cells, dln_new_place *place, dln_error *err) {
    double population = 0;
    dln_status status = read_position(cells->lat, cells->lon, &place->at, err);
    if (status == DLN_OK)
        status = dln_read_country(cells->country, place->country, err);
    if (status == DLN_OK)
        status = dln_read_amount(cells->population, "population", &population, err);
    place->population = (uint64_t)population;
    return status;
}

dln_status dln_check_identity(const dln_new_place *place, dln_error *err) {
    if (place->id.len == 0)
        return dln_fail(err, DLN_BAD_INPUT, "no id");
    if (place->name.len == 0 || place->name.len >= DLN_NAME_MAX_BYTES) {
        return dln_fail(err, DLN_BAD_INPUT, "no name, or one of %zu bytes or more",
                        DLN_NAME_MAX_BYTES);
    }
    return strchr("APHLSTURV", place->feature_class) && place->feature_class
               ? DLN_OK
               : dln_fail(err, DLN_BAD_INPUT,
                          "feature: no class (one of A P H L S T U V R) and code, as in P.PPL");
}

dln_status dln_fail_known(dln_str id, dln_error *err) {
    return dln_fail(err, DLN_BAD_INPUT, "id %.*s is there already; only its names were added",
                    DLN_STR_ARG(id));
}

dln_status dln_add_name(dln_builder *builder, dln_place_index place, dln_str name,
                        dln_name_kind kind, dln_str language, dln_error *err) {
    name = dln_str_trim(name);
    if (name.len == 0)
        return DLN_OK;
    if (name.len >= DLN_NAME_MAX_BYTES) {
        return dln_fail(err, DLN_BAD_INPUT, "a name of %zu bytes; at most %zu", name.len,
                        DLN_NAME_MAX_BYTES - 1);
    }
    dln_status status = dln_builder_add_name(builder, place, name, kind, err);
    return status == DLN_OK && kind == DLN_NAME_ALTERNATE
               ? dln_builder_add_local_name(builder, place, language, name, err)
               : status;
}

// "ar:…", "ku-Latn:…", "abbr:…": takes the mark off and says which kind of name it announces, and
// in which language it is.
static dln_name_kind cut_mark(dln_str *name, dln_str *language_out) {
    dln_str rest = *name;
    dln_str mark = dln_str_cut(&rest, ':');
    if (!rest.data || mark.len < 2)
        return DLN_NAME_ALTERNATE;
    if (dln_str_equal(mark, DLN_STR("abbr"))) {
        *name = rest;
        return DLN_NAME_ABBREVIATION;
    }
    dln_str tail = mark;
    dln_str language = dln_str_cut(&tail, '-');
    bool is_language = language.len == 2 || language.len == 3;
    for (size_t i = 0; i < language.len; i++)
        is_language = is_language && language.data[i] >= 'a' && language.data[i] <= 'z';
    if (is_language)
        *name = rest;
    // In another script than usual ("ku-Latn") it is not how the language writes it.
    if (is_language && !tail.data)
        *language_out = language;
    return DLN_NAME_ALTERNATE;
}

dln_status dln_add_names(dln_builder *builder, dln_place_index place, dln_str names, char separator,
                         dln_error *err) {
    dln_status result = DLN_OK;
    for (dln_str rest = names; rest.data;) {
        dln_str name = dln_str_trim(dln_str_cut(&rest, separator));
        dln_str language = DLN_STR_NONE;
        dln_name_kind kind = separator == '|' ? cut_mark(&name, &language) : DLN_NAME_ALTERNATE;
        dln_status status = dln_add_name(builder, place, name, kind, language, err);
        if (status != DLN_OK)
            result = status;
        if (status != DLN_OK && status != DLN_BAD_INPUT)
            break; // one bad name does not cost the others
    }
    return result;
}
