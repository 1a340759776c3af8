// Rows of GeoNames dumps.
#include "gazetteer/cells.h"
#include "gazetteer/rows.h"

#include <stdio.h>
#include <string.h>

// "dateline:adm2:IQ.01.9166576"; codes of GeoNames have up to 80 bytes (readme.txt).
#define BUNDLED_ID_MAX 192

// Columns of a GeoNames dump (geonames.org, readme.txt).
enum {
    GEONAMES_ID,
    GEONAMES_NAME,
    GEONAMES_ASCII_NAME,
    GEONAMES_ALTERNATES,
    GEONAMES_LAT,
    GEONAMES_LON,
    GEONAMES_CLASS,
    GEONAMES_CODE,
    GEONAMES_COUNTRY,
    GEONAMES_ADMIN1 = 10,
    GEONAMES_ADMIN2,
    GEONAMES_POPULATION = 14,
    GEONAMES_COLUMNS = 19
};
// Columns of alternateNamesV2.txt and of the lists of codes.
enum { ALTERNATE_PLACE = 1, ALTERNATE_LANGUAGE, ALTERNATE_NAME };
enum { CODE_KEY, CODE_NAME, CODE_ASCII_NAME, CODE_PLACE };

static size_t count_char(dln_str s, char c) {
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++)
        count += s.data[i] == c;
    return count;
}

dln_table_kind dln_recognise_geonames(const dln_table *table) {
    dln_str first = dln_table_field(table, 0);
    if (table->field_count == GEONAMES_COLUMNS && dln_is_number(first))
        return DLN_TABLE_GEONAMES;
    if (table->field_count > ALTERNATE_NAME && dln_is_number(first) &&
        dln_is_number(dln_table_field(table, ALTERNATE_PLACE)))
        return DLN_TABLE_GEONAMES_ALTERNATES;
    if (table->field_count == CODE_PLACE + 1 && dln_is_number(dln_table_field(table, CODE_PLACE)))
        return count_char(first, '.') == 2 ? DLN_TABLE_GEONAMES_ADMIN2 : DLN_TABLE_GEONAMES_ADMIN1;
    return DLN_TABLE_UNKNOWN;
}

// "geonames:NUMBER" into `out`; none when the number is none or too long.
static dln_str geonames_id(dln_str number, char out[32]) {
    static const char prefix[] = "geonames:";
    size_t prefix_len = sizeof prefix - 1;
    if (!dln_is_number(number) || number.len > 32 - prefix_len)
        return DLN_STR_NONE;
    memcpy(out, prefix, prefix_len);
    memcpy(out + prefix_len, number.data, number.len);
    return (dln_str){out, prefix_len + number.len};
}

// Whole countries and territories: not historical ones (PCLH), not sections of one (PCLIX).
static bool is_country_code(dln_str feature) {
    static const char *const codes[] = {"PCL", "PCLI", "PCLD", "PCLF", "PCLS", "TERR"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (dln_str_equal(feature, dln_str_from(codes[i])))
            return true;
    return false;
}

// The id that the bundled tables give to a country or division of these codes (gazetteer/README.md,
// "Identifiers"); none for other places.
static dln_str bundled_id(const dln_new_place *place, char *out, size_t capacity) {
    dln_str code = place->admin1_code, second = place->admin2_code;
    int len = 0;
    if (place->feature_class != 'A' || place->country[0] == '\0')
        return DLN_STR_NONE;
    if (dln_str_equal(place->feature, DLN_STR("ADM1")) && code.len > 0)
        len = snprintf(out, capacity, "dateline:adm1:%.2s.%.*s", place->country, DLN_STR_ARG(code));
    else if (dln_str_equal(place->feature, DLN_STR("ADM2")) && code.len > 0 && second.len > 0)
        len = snprintf(out, capacity, "dateline:adm2:%.2s.%.*s.%.*s", place->country,
                       DLN_STR_ARG(code), DLN_STR_ARG(second));
    else if (is_country_code(place->feature))
        len = snprintf(out, capacity, "dateline:country:%.2s", place->country);
    return len > 0 && (size_t)len < capacity ? (dln_str){out, (size_t)len} : DLN_STR_NONE;
}

// A division that the bundled tables have is the same place under both ids: without this a dump
// read beside them would bring each governorate a second time.
static dln_status meet_bundled(dln_builder *builder, const dln_new_place *place, dln_error *err) {
    char id[BUNDLED_ID_MAX];
    dln_str bundled = bundled_id(place, id, sizeof id);
    if (!bundled.data || dln_builder_find(builder, place->id) != DLN_NO_PLACE)
        return DLN_OK;
    dln_place_index index = dln_builder_find(builder, bundled);
    return index != DLN_NO_PLACE ? dln_builder_add_alias(builder, place->id, index, err) : DLN_OK;
}

dln_status dln_take_geonames(dln_row_reader *reader, dln_error *err) {
    const dln_table *table = reader->table;
    if (table->field_count != GEONAMES_COLUMNS) {
        return dln_fail(err, DLN_BAD_INPUT, "%zu columns where GeoNames has %d", table->field_count,
                        GEONAMES_COLUMNS);
    }
    char id[32];
    dln_str feature_class = dln_table_field(table, GEONAMES_CLASS);
    dln_new_place place = {
        .id = geonames_id(dln_table_field(table, GEONAMES_ID), id),
        .name = dln_table_field(table, GEONAMES_NAME),
        .feature = dln_table_field(table, GEONAMES_CODE),
        .feature_class = feature_class.len == 1 ? feature_class.data[0] : '\0',
        .admin1_code = dln_table_field(table, GEONAMES_ADMIN1),
        .admin2_code = dln_table_field(table, GEONAMES_ADMIN2),
    };
    dln_fact_cells cells = {
        .lat = dln_table_field(table, GEONAMES_LAT),
        .lon = dln_table_field(table, GEONAMES_LON),
        .country = dln_table_field(table, GEONAMES_COUNTRY),
        .population = dln_table_field(table, GEONAMES_POPULATION),
    };
    dln_status status = dln_check_identity(&place, err);
    if (status == DLN_OK)
        status = dln_read_facts(&cells, &place, err);
    if (status != DLN_OK)
        return status;
    status = meet_bundled(reader->builder, &place, err);
    if (status != DLN_OK)
        return status;
    dln_place_index index;
    bool known;
    status = dln_builder_add_place(reader->builder, &place, &index, &known, err);
    if (status == DLN_OK) {
        status = dln_add_name(reader->builder, index, dln_table_field(table, GEONAMES_ASCII_NAME),
                              known ? DLN_NAME_ALTERNATE : DLN_NAME_MAIN, DLN_STR_NONE, err);
    }
    if (status == DLN_OK) {
        status = dln_add_names(reader->builder, index, dln_table_field(table, GEONAMES_ALTERNATES),
                               ',', err);
    }
    reader->known_places += known;
    return status;
}

// Languages of alternateNamesV2 that are no names: links, postal and transport codes. Part of that
// file's format, as its columns are, and nothing that a user would add to: so they stand here.
static bool is_code_language(dln_str language) {
    static const char *const codes[] = {"link", "wkdt", "post", "iata", "icao",
                                        "faac", "unlc", "tcid", "phon", "piny"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (dln_str_equal(language, dln_str_from(codes[i])))
            return true;
    return false;
}

// A file of alternate names covers the world, the places often do not: unknown ids are usual here
// and counted, not said one by one.
dln_status dln_take_alternate(dln_row_reader *reader, dln_error *err) {
    const dln_table *table = reader->table;
    char id[32];
    dln_str place_id = geonames_id(dln_table_field(table, ALTERNATE_PLACE), id);
    if (!place_id.data || table->field_count <= ALTERNATE_NAME)
        return dln_fail(err, DLN_BAD_INPUT, "not a line of alternate names");
    dln_str language = dln_table_field(table, ALTERNATE_LANGUAGE);
    dln_place_index place = dln_builder_find(reader->builder, place_id);
    if (is_code_language(language))
        return DLN_OK;
    if (place == DLN_NO_PLACE) {
        reader->strange_names++;
        return DLN_OK;
    }
    bool abbreviation = dln_str_equal(language, DLN_STR("abbr"));
    return dln_add_name(reader->builder, place, dln_table_field(table, ALTERNATE_NAME),
                        abbreviation ? DLN_NAME_ABBREVIATION : DLN_NAME_ALTERNATE, language, err);
}

dln_status dln_take_division_code(dln_row_reader *reader, dln_error *err) {
    const dln_table *table = reader->table;
    dln_str code = dln_table_field(table, CODE_KEY);
    dln_str country = dln_str_cut(&code, '.');
    dln_str name = dln_table_field(table, CODE_NAME);
    char iso[2];
    dln_status status = dln_read_country(country, iso, err);
    if (status == DLN_OK && (country.len == 0 || code.len == 0 || name.len == 0))
        status = dln_fail(err, DLN_BAD_INPUT, "not a line of division codes");
    if (status == DLN_OK && reader->kind == DLN_TABLE_GEONAMES_ADMIN1)
        status = dln_builder_add_division(reader->builder, iso, code, name, err);
    char id[32];
    dln_str place_id = geonames_id(dln_table_field(table, CODE_PLACE), id);
    dln_place_index place = dln_builder_find(reader->builder, place_id);
    if (status == DLN_OK && place != DLN_NO_PLACE)
        status = dln_add_name(reader->builder, place, name, DLN_NAME_ALTERNATE, DLN_STR_NONE, err);
    return status;
}
