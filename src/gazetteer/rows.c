#include "gazetteer/rows.h"

#include "gazetteer/cells.h"

#include "base/utf8.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

static const char *const column_names[DLN_COLUMNS] = {
    "id",     "name",       "lat",      "lon",     "feature", "country", "admin1",
    "admin2", "population", "radius_m", "precise", "names",   "source",  "wkt",
};

#define NOWHERE DLN_TABLE_MAX_COLUMNS

static size_t column_of(const dln_table *table, dln_column column) {
    for (size_t i = 0; i < table->field_count; i++)
        if (dln_str_equal(dln_table_field(table, i), dln_str_from(column_names[column])))
            return i;
    return NOWHERE;
}

dln_table_kind dln_table_recognise(const dln_table *table) {
    if (column_of(table, DLN_COLUMN_ID) != NOWHERE) {
        if (column_of(table, DLN_COLUMN_WKT) != NOWHERE)
            return DLN_TABLE_AREAS;
        bool has_name = column_of(table, DLN_COLUMN_NAME) != NOWHERE;
        return has_name ? DLN_TABLE_PLACES : DLN_TABLE_ALIASES;
    }
    bool has_least = column_of(table, DLN_COLUMN_NAME) != NOWHERE &&
                     column_of(table, DLN_COLUMN_LAT) != NOWHERE &&
                     column_of(table, DLN_COLUMN_LON) != NOWHERE;
    return has_least ? DLN_TABLE_PLACES : dln_recognise_geonames(table);
}

bool dln_table_has_header(dln_table_kind kind) {
    return kind == DLN_TABLE_PLACES || kind == DLN_TABLE_ALIASES || kind == DLN_TABLE_AREAS;
}

static dln_status fail_unknown_column(const dln_table *table, dln_str name, dln_error *err) {
    char known[sizeof err->message / 2];
    size_t len = 0;
    for (size_t i = 0; i < DLN_COLUMNS; i++) {
        len += (size_t)snprintf(known + len, sizeof known - len, "%s%s", i > 0 ? ", " : "",
                                column_names[i]);
    }
    return dln_fail(err, DLN_BAD_INPUT, "%s:%zu: unknown column \"%.*s\"; known are %s",
                    table->path, table->line_number, (int)(name.len < 40 ? name.len : 40),
                    name.data, known);
}

static dln_status check_header_names(const dln_table *table, dln_error *err) {
    for (size_t i = 0; i < table->field_count; i++) {
        dln_str name = dln_table_field(table, i);
        size_t known = 0;
        while (known < DLN_COLUMNS && !dln_str_equal(name, dln_str_from(column_names[known])))
            known++;
        if (known == DLN_COLUMNS)
            return fail_unknown_column(table, name, err);
    }
    return DLN_OK;
}

dln_status dln_row_reader_header(dln_row_reader *reader, dln_error *err) {
    const dln_table *table = reader->table;
    dln_status status = check_header_names(table, err);
    for (dln_column column = 0; column < DLN_COLUMNS && status == DLN_OK; column++) {
        reader->columns[column] = column_of(table, column);
        bool of_place =
            column == DLN_COLUMN_NAME || column == DLN_COLUMN_LAT || column == DLN_COLUMN_LON;
        bool required = (reader->kind == DLN_TABLE_PLACES ? of_place : column == DLN_COLUMN_ID) ||
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

// How rough a hand-written position is at least: the limits that its `precise` stands for.
static double precise_radius_m(dln_str precise) {
    if (dln_str_equal(precise, DLN_STR("exact")))
        return 1e3;
    return dln_str_equal(precise, DLN_STR("near")) ? 10e3 : 30e3;
}

static dln_status read_facts(const dln_row_reader *reader, dln_new_place *place, dln_error *err) {
    dln_fact_cells cells = {
        .lat = cell(reader, DLN_COLUMN_LAT),
        .lon = cell(reader, DLN_COLUMN_LON),
        .country = cell(reader, DLN_COLUMN_COUNTRY),
        .population = cell(reader, DLN_COLUMN_POPULATION),
    };
    dln_status status = dln_read_facts(&cells, place, err);
    return status == DLN_OK ? dln_read_amount(cell(reader, DLN_COLUMN_RADIUS_M), "radius_m",
                                              &place->radius_m, err)
                            : status;
}

// Of a table without a column "feature", and of a line that says none: towns and villages.
#define USUAL_FEATURE "P.PPL"

static dln_str feature_of(const dln_row_reader *reader) {
    dln_str feature = cell(reader, DLN_COLUMN_FEATURE);
    return feature.len > 0 ? feature : DLN_STR(USUAL_FEATURE);
}

// "FILE:LINE" for a place of a table without a column "id".
static dln_str made_id(const dln_row_reader *reader, char *out, size_t capacity) {
    const char *slash = strrchr(reader->table->path, '/');
    int len = snprintf(out, capacity, "%s:%zu", slash ? slash + 1 : reader->table->path,
                       reader->table->line_number);
    return len > 0 && (size_t)len < capacity ? (dln_str){out, (size_t)len} : DLN_STR_NONE;
}

static dln_status take_place(dln_row_reader *reader, dln_error *err) {
    bool has_id = reader->columns[DLN_COLUMN_ID] != NOWHERE;
    char made[NAME_MAX + 24]; // a file's name and a line's number
    dln_str id = has_id ? cell(reader, DLN_COLUMN_ID) : made_id(reader, made, sizeof made);
    if (!has_id && dln_builder_find(reader->builder, id) != DLN_NO_PLACE) {
        return dln_fail(err, DLN_BAD_INPUT,
                        "another table of this name has no column \"id\" either; rename one");
    }
    dln_str code = feature_of(reader);
    dln_str feature_class = dln_str_cut(&code, '.');
    dln_str precise = cell(reader, DLN_COLUMN_PRECISE);
    dln_new_place place = {
        .id = id,
        .name = cell(reader, DLN_COLUMN_NAME),
        .feature = code,
        .feature_class = feature_class.len == 1 ? feature_class.data[0] : '\0',
        .admin1_code = cell(reader, DLN_COLUMN_ADMIN1),
        .admin2_code = cell(reader, DLN_COLUMN_ADMIN2),
        .handwritten = precise.len > 0,
    };
    dln_status status = dln_check_identity(&place, err);
    if (status == DLN_OK)
        status = read_facts(reader, &place, err);
    if (status != DLN_OK)
        return status;
    if (place.handwritten && place.radius_m == 0)
        place.radius_m = precise_radius_m(precise);
    dln_place_index index;
    bool known;
    status = dln_builder_add_place(reader->builder, &place, &index, &known, err);
    if (status == DLN_OK)
        status = dln_add_names(reader->builder, index, cell(reader, DLN_COLUMN_NAMES), '|', err);
    return status == DLN_OK && known ? dln_fail_known(place.id, err) : status;
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
               ? dln_add_names(reader->builder, place, cell(reader, DLN_COLUMN_NAMES), '|', err)
               : status;
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
        [DLN_TABLE_PLACES] = take_place,
        [DLN_TABLE_GEONAMES] = dln_take_geonames,
        [DLN_TABLE_ALIASES] = take_aliases,
        [DLN_TABLE_GEONAMES_ALTERNATES] = dln_take_alternate,
        [DLN_TABLE_GEONAMES_ADMIN1] = dln_take_division_code,
        [DLN_TABLE_GEONAMES_ADMIN2] = dln_take_division_code,
        [DLN_TABLE_AREAS] = take_area,
    };
    for (size_t i = 0; i < reader->table->field_count; i++)
        if (!dln_utf8_is_valid(reader->table->fields[i]))
            return dln_fail(err, DLN_BAD_INPUT, "not UTF-8");
    return take[reader->kind](reader, err);
}
