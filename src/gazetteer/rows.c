#include "gazetteer/rows.h"

#include "gazetteer/names.h"

#include "text/utf8.h"

#include <string.h>

static const char *const column_names[DLN_COLUMNS] = {
    "id",     "name",       "lat",      "lon",     "feature", "country", "admin1",
    "admin2", "population", "radius_m", "precise", "names",   "source",  "wkt",
};

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

#define NOWHERE DLN_TABLE_MAX_COLUMNS

static size_t column_of(const dln_table *table, dln_column column) {
    for (size_t i = 0; i < table->field_count; i++) {
        if (dln_str_equal(dln_table_field(table, i), dln_str_from(column_names[column]))) {
            return i;
        }
    }
    return NOWHERE;
}

static bool is_number(dln_str s) {
    int64_t number;
    return dln_str_to_int(s, &number);
}

static size_t count_char(dln_str s, char c) {
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++) {
        count += s.data[i] == c;
    }
    return count;
}

dln_table_kind dln_table_recognise(const dln_table *table) {
    if (column_of(table, DLN_COLUMN_ID) != NOWHERE) {
        if (column_of(table, DLN_COLUMN_WKT) != NOWHERE) {
            return DLN_TABLE_AREAS;
        }
        bool has_name = column_of(table, DLN_COLUMN_NAME) != NOWHERE;
        return has_name ? DLN_TABLE_PLACES : DLN_TABLE_ALIASES;
    }
    dln_str first = dln_table_field(table, 0);
    if (table->field_count == GEONAMES_COLUMNS && is_number(first)) {
        return DLN_TABLE_GEONAMES;
    }
    if (table->field_count > ALTERNATE_NAME && is_number(first) &&
        is_number(dln_table_field(table, ALTERNATE_PLACE))) {
        return DLN_TABLE_GEONAMES_ALTERNATES;
    }
    if (table->field_count == CODE_PLACE + 1 && is_number(dln_table_field(table, CODE_PLACE))) {
        return count_char(first, '.') == 2 ? DLN_TABLE_GEONAMES_ADMIN2 : DLN_TABLE_GEONAMES_ADMIN1;
    }
    return DLN_TABLE_UNKNOWN;
}

bool dln_table_has_header(dln_table_kind kind) {
    return kind == DLN_TABLE_PLACES || kind == DLN_TABLE_ALIASES || kind == DLN_TABLE_AREAS;
}

static dln_status check_header_names(const dln_table *table, dln_error *err) {
    for (size_t i = 0; i < table->field_count; i++) {
        dln_str name = dln_table_field(table, i);
        size_t known = 0;
        while (known < DLN_COLUMNS && !dln_str_equal(name, dln_str_from(column_names[known]))) {
            known++;
        }
        if (known == DLN_COLUMNS) {
            return dln_fail(err, DLN_BAD_INPUT, "%s:%zu: unknown column \"%.*s\"", table->path,
                            table->line_number, DLN_STR_ARG(name));
        }
    }
    return DLN_OK;
}

dln_status dln_row_reader_header(dln_row_reader *reader, dln_error *err) {
    const dln_table *table = reader->table;
    dln_status status = check_header_names(table, err);
    for (dln_column column = 0; column < DLN_COLUMNS && status == DLN_OK; column++) {
        reader->columns[column] = column_of(table, column);
        bool required = column == DLN_COLUMN_ID ||
                        (reader->kind == DLN_TABLE_PLACES && column <= DLN_COLUMN_FEATURE) ||
                        (reader->kind == DLN_TABLE_ALIASES && column == DLN_COLUMN_NAMES);
        if (required && reader->columns[column] == NOWHERE) {
            status = dln_fail(err, DLN_BAD_INPUT, "%s:%zu: no column \"%s\"", table->path,
                              table->line_number, column_names[column]);
        }
    }
    return status;
}

static dln_str cell(const dln_row_reader *reader, dln_column column) {
    return dln_table_field(reader->table, reader->columns[column]);
}

// Adds a name if it is one; DLN_BAD_INPUT otherwise.
static dln_status add_name(dln_builder *builder, dln_place_index place, dln_str name,
                           dln_name_kind kind, dln_error *err) {
    name = dln_str_trim(name);
    if (name.len == 0) {
        return DLN_OK;
    }
    if (name.len >= DLN_NAME_MAX_BYTES) {
        return dln_fail(err, DLN_BAD_INPUT, "a name of %zu bytes; at most %zu", name.len,
                        DLN_NAME_MAX_BYTES - 1);
    }
    return dln_builder_add_name(builder, place, name, kind, err);
}

// "ar:…", "ku-Latn:…", "abbr:…": takes the mark off and says which kind of name it announces.
static dln_name_kind cut_mark(dln_str *name) {
    dln_str rest = *name;
    dln_str mark = dln_str_cut(&rest, ':');
    if (!rest.data || mark.len < 2) {
        return DLN_NAME_ALTERNATE;
    }
    if (dln_str_equal(mark, DLN_STR("abbr"))) {
        *name = rest;
        return DLN_NAME_ABBREVIATION;
    }
    dln_str tail = mark;
    dln_str language = dln_str_cut(&tail, '-');
    bool is_language = language.len == 2 || language.len == 3;
    for (size_t i = 0; i < language.len; i++) {
        is_language = is_language && language.data[i] >= 'a' && language.data[i] <= 'z';
    }
    if (is_language) {
        *name = rest;
    }
    return DLN_NAME_ALTERNATE;
}

static dln_status add_names(dln_builder *builder, dln_place_index place, dln_str names,
                            char separator, dln_error *err) {
    dln_status status = DLN_OK;
    for (dln_str rest = names; rest.data && status == DLN_OK;) {
        dln_str name = dln_str_trim(dln_str_cut(&rest, separator));
        dln_name_kind kind = separator == '|' ? cut_mark(&name) : DLN_NAME_ALTERNATE;
        status = add_name(builder, place, name, kind, err);
    }
    return status;
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

static dln_status read_amount(dln_str s, const char *what, double *out, dln_error *err) {
    double amount = 0;
    if (s.len > 0 && (!dln_str_to_double(s, &amount) || amount < 0 || amount > 1e12)) {
        return dln_fail(err, DLN_BAD_INPUT, "%s \"%.*s\" is no number", what, DLN_STR_ARG(s));
    }
    *out = amount;
    return DLN_OK;
}

static dln_status read_country(dln_str s, char out[2], dln_error *err) {
    if (s.len > 0 && (s.len != 2 || dln_country_number(s.data) == DLN_COUNTRY_CODES)) {
        return dln_fail(err, DLN_BAD_INPUT, "country \"%.*s\" is no ISO 3166-1 code",
                        DLN_STR_ARG(s));
    }
    memcpy(out, s.len > 0 ? s.data : "\0", 2);
    return DLN_OK;
}

static dln_status check_identity(const dln_new_place *place, dln_error *err) {
    if (place->id.len == 0) {
        return dln_fail(err, DLN_BAD_INPUT, "no id");
    }
    if (place->name.len == 0 || place->name.len >= DLN_NAME_MAX_BYTES) {
        return dln_fail(err, DLN_BAD_INPUT, "no name, or one of %zu bytes or more",
                        DLN_NAME_MAX_BYTES);
    }
    return strchr("APHLSTURV", place->feature_class) && place->feature_class
               ? DLN_OK
               : dln_fail(err, DLN_BAD_INPUT, "no feature class: one of A P H L S T U V R");
}

// How rough a hand-written position is at least: the limits that its `precise` stands for.
static double precise_radius_m(dln_str precise) {
    if (dln_str_equal(precise, DLN_STR("exact"))) {
        return 1e3;
    }
    return dln_str_equal(precise, DLN_STR("near")) ? 10e3 : 30e3;
}

static dln_status read_facts(const dln_row_reader *reader, dln_new_place *place, dln_error *err) {
    double population = 0;
    dln_status status =
        read_position(cell(reader, DLN_COLUMN_LAT), cell(reader, DLN_COLUMN_LON), &place->at, err);
    if (status == DLN_OK) {
        status = read_country(cell(reader, DLN_COLUMN_COUNTRY), place->country, err);
    }
    if (status == DLN_OK) {
        status = read_amount(cell(reader, DLN_COLUMN_POPULATION), "population", &population, err);
    }
    if (status == DLN_OK) {
        status = read_amount(cell(reader, DLN_COLUMN_RADIUS_M), "radius_m", &place->radius_m, err);
    }
    place->population = (uint64_t)population;
    return status;
}

static dln_status fail_known(dln_str id, dln_error *err) {
    return dln_fail(err, DLN_BAD_INPUT, "id %.*s is there already; only its names were added",
                    DLN_STR_ARG(id));
}

static dln_status take_place(dln_row_reader *reader, dln_error *err) {
    dln_str code = cell(reader, DLN_COLUMN_FEATURE);
    dln_str feature_class = dln_str_cut(&code, '.');
    dln_str precise = cell(reader, DLN_COLUMN_PRECISE);
    dln_new_place place = {
        .id = cell(reader, DLN_COLUMN_ID),
        .name = cell(reader, DLN_COLUMN_NAME),
        .feature = code,
        .feature_class = feature_class.len == 1 ? feature_class.data[0] : '\0',
        .admin1_code = cell(reader, DLN_COLUMN_ADMIN1),
        .admin2_code = cell(reader, DLN_COLUMN_ADMIN2),
        .handwritten = precise.len > 0,
    };
    dln_status status = check_identity(&place, err);
    if (status == DLN_OK) {
        status = read_facts(reader, &place, err);
    }
    if (status != DLN_OK) {
        return status;
    }
    if (place.handwritten && place.radius_m == 0) {
        place.radius_m = precise_radius_m(precise);
    }
    dln_place_index index;
    bool known;
    status = dln_builder_add_place(reader->builder, &place, &index, &known, err);
    if (status == DLN_OK) {
        status = add_names(reader->builder, index, cell(reader, DLN_COLUMN_NAMES), '|', err);
    }
    return status == DLN_OK && known ? fail_known(place.id, err) : status;
}

// "geonames:NUMBER" into `out`; none when the number is none or too long.
static dln_str geonames_id(dln_str number, char out[32]) {
    static const char prefix[] = "geonames:";
    size_t prefix_len = sizeof prefix - 1;
    if (!is_number(number) || number.len > 32 - prefix_len) {
        return DLN_STR_NONE;
    }
    memcpy(out, prefix, prefix_len);
    memcpy(out + prefix_len, number.data, number.len);
    return (dln_str){out, prefix_len + number.len};
}

static dln_status take_geonames(dln_row_reader *reader, dln_error *err) {
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
    double population = 0;
    dln_status status = check_identity(&place, err);
    if (status == DLN_OK) {
        status = read_position(dln_table_field(table, GEONAMES_LAT),
                               dln_table_field(table, GEONAMES_LON), &place.at, err);
    }
    if (status == DLN_OK) {
        status = read_country(dln_table_field(table, GEONAMES_COUNTRY), place.country, err);
    }
    if (status == DLN_OK) {
        status = read_amount(dln_table_field(table, GEONAMES_POPULATION), "population", &population,
                             err);
    }
    if (status != DLN_OK) {
        return status;
    }
    place.population = (uint64_t)population;
    dln_place_index index;
    bool known;
    status = dln_builder_add_place(reader->builder, &place, &index, &known, err);
    if (status == DLN_OK) {
        status = add_name(reader->builder, index, dln_table_field(table, GEONAMES_ASCII_NAME),
                          known ? DLN_NAME_ALTERNATE : DLN_NAME_MAIN, err);
    }
    if (status == DLN_OK) {
        status = add_names(reader->builder, index, dln_table_field(table, GEONAMES_ALTERNATES), ',',
                           err);
    }
    return status == DLN_OK && known ? fail_known(place.id, err) : status;
}

static dln_status find_place(const dln_row_reader *reader, dln_str id, dln_place_index *out,
                             dln_error *err) {
    *out = dln_builder_find(reader->builder, id);
    return *out != DLN_NO_PLACE
               ? DLN_OK
               : dln_fail(err, DLN_BAD_INPUT, "no place has the id \"%.*s\"", DLN_STR_ARG(id));
}

static dln_status take_aliases(dln_row_reader *reader, dln_error *err) {
    dln_place_index place;
    dln_status status = find_place(reader, cell(reader, DLN_COLUMN_ID), &place, err);
    return status == DLN_OK
               ? add_names(reader->builder, place, cell(reader, DLN_COLUMN_NAMES), '|', err)
               : status;
}

// Languages of alternateNamesV2 that are no names: links, postal and transport codes.
static bool is_code_language(dln_str language) {
    static const char *const codes[] = {"link", "wkdt", "post", "iata", "icao",
                                        "faac", "unlc", "tcid", "phon", "piny"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (dln_str_equal(language, dln_str_from(codes[i]))) {
            return true;
        }
    }
    return false;
}

// A file of alternate names covers the world, the places often do not: unknown ids are usual here
// and passed over in silence.
static dln_status take_alternate(dln_row_reader *reader, dln_error *err) {
    const dln_table *table = reader->table;
    char id[32];
    dln_str place_id = geonames_id(dln_table_field(table, ALTERNATE_PLACE), id);
    if (!place_id.data || table->field_count <= ALTERNATE_NAME) {
        return dln_fail(err, DLN_BAD_INPUT, "not a line of alternate names");
    }
    dln_str language = dln_table_field(table, ALTERNATE_LANGUAGE);
    dln_place_index place = dln_builder_find(reader->builder, place_id);
    if (place == DLN_NO_PLACE || is_code_language(language)) {
        return DLN_OK;
    }
    bool abbreviation = dln_str_equal(language, DLN_STR("abbr"));
    return add_name(reader->builder, place, dln_table_field(table, ALTERNATE_NAME),
                    abbreviation ? DLN_NAME_ABBREVIATION : DLN_NAME_ALTERNATE, err);
}

static dln_status take_code(dln_row_reader *reader, dln_error *err) {
    const dln_table *table = reader->table;
    dln_str code = dln_table_field(table, CODE_KEY);
    dln_str country = dln_str_cut(&code, '.');
    dln_str name = dln_table_field(table, CODE_NAME);
    char iso[2];
    dln_status status = read_country(country, iso, err);
    if (status == DLN_OK && (country.len == 0 || code.len == 0 || name.len == 0)) {
        status = dln_fail(err, DLN_BAD_INPUT, "not a line of division codes");
    }
    if (status == DLN_OK && reader->kind == DLN_TABLE_GEONAMES_ADMIN1) {
        status = dln_builder_add_division(reader->builder, iso, code, name, err);
    }
    char id[32];
    dln_str place_id = geonames_id(dln_table_field(table, CODE_PLACE), id);
    dln_place_index place = dln_builder_find(reader->builder, place_id);
    if (status == DLN_OK && place != DLN_NO_PLACE) {
        status = add_name(reader->builder, place, name, DLN_NAME_ALTERNATE, err);
    }
    return status;
}

static dln_status take_area(dln_row_reader *reader, dln_error *err) {
    dln_place_index place;
    dln_status status = find_place(reader, cell(reader, DLN_COLUMN_ID), &place, err);
    return status == DLN_OK
               ? dln_builder_add_area(reader->builder, place, cell(reader, DLN_COLUMN_WKT), err)
               : status;
}

dln_status dln_row_reader_take(dln_row_reader *reader, dln_error *err) {
    static dln_status (*const take[DLN_TABLE_KINDS])(dln_row_reader *, dln_error *) = {
        [DLN_TABLE_PLACES] = take_place,         [DLN_TABLE_GEONAMES] = take_geonames,
        [DLN_TABLE_ALIASES] = take_aliases,      [DLN_TABLE_GEONAMES_ALTERNATES] = take_alternate,
        [DLN_TABLE_GEONAMES_ADMIN1] = take_code, [DLN_TABLE_GEONAMES_ADMIN2] = take_code,
        [DLN_TABLE_AREAS] = take_area,
    };
    for (size_t i = 0; i < reader->table->field_count; i++) {
        if (!dln_utf8_is_valid(reader->table->fields[i])) {
            return dln_fail(err, DLN_BAD_INPUT, "not UTF-8");
        }
    }
    return take[reader->kind](reader, err);
}
