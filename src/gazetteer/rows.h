// Rows of the tables that a gazetteer is built from become places, names and areas.
#ifndef DLN_GAZETTEER_ROWS_H
#define DLN_GAZETTEER_ROWS_H

#include "gazetteer/builder.h"
#include "gazetteer/table.h"

typedef enum dln_table_kind {
    DLN_TABLE_UNKNOWN,
    DLN_TABLE_PLACES,              // own format, columns named in its first line
    DLN_TABLE_GEONAMES,            // 19 columns: allCountries, cities500 …
    DLN_TABLE_ALIASES,             // own format: id, names
    DLN_TABLE_GEONAMES_ALTERNATES, // alternateNamesV2
    DLN_TABLE_GEONAMES_ADMIN1,     // admin1CodesASCII
    DLN_TABLE_GEONAMES_ADMIN2,     // admin2Codes
    DLN_TABLE_AREAS,               // own format: id, wkt
    DLN_TABLE_KINDS,
} dln_table_kind;

// Columns of the own formats; a GeoNames table has fixed ones.
typedef enum dln_column {
    DLN_COLUMN_ID,
    DLN_COLUMN_NAME,
    DLN_COLUMN_LAT,
    DLN_COLUMN_LON,
    DLN_COLUMN_FEATURE,
    DLN_COLUMN_COUNTRY,
    DLN_COLUMN_ADMIN1,
    DLN_COLUMN_ADMIN2,
    DLN_COLUMN_POPULATION,
    DLN_COLUMN_RADIUS_M,
    DLN_COLUMN_PRECISE,
    DLN_COLUMN_NAMES,
    DLN_COLUMN_SOURCE,
    DLN_COLUMN_WKT,
    DLN_COLUMNS,
} dln_column;

typedef struct dln_row_reader {
    dln_table *table;
    dln_table_kind kind;
    size_t columns[DLN_COLUMNS]; // where each column is; DLN_TABLE_MAX_COLUMNS: nowhere
    dln_builder *builder;
    // What a dump has thousands of, and is said once for the whole file.
    size_t known_places;  // rows of which only the names were new
    size_t strange_names; // names of places that are not here
} dln_row_reader;

// What the current line, the first of its table, says about the table: by its column names if they
// are "id" or at least "name", "lat" and "lon", else by its shape.
dln_table_kind dln_table_recognise(const dln_table *table);
// Whether the first line of such a table names columns.
bool dln_table_has_header(dln_table_kind kind);
// Takes the column names from the current line. DLN_BAD_INPUT for an unknown or missing one.
dln_status dln_row_reader_header(dln_row_reader *reader, dln_error *err) DLN_MUST_CHECK;
// Puts the current line into the builder. DLN_BAD_INPUT: the line cannot be used, or its id is
// known and only its names were taken (of an own table; a dump counts them); `err` has the reason
// without file and line.
dln_status dln_row_reader_take(dln_row_reader *reader, dln_error *err) DLN_MUST_CHECK;

// GeoNames tables (geonames.c): which one has such a first line, and taking a row of it as
// dln_row_reader_take does.
dln_table_kind dln_recognise_geonames(const dln_table *table);
dln_status dln_take_geonames(dln_row_reader *reader, dln_error *err) DLN_MUST_CHECK;
dln_status dln_take_alternate(dln_row_reader *reader, dln_error *err) DLN_MUST_CHECK;
dln_status dln_take_division_code(dln_row_reader *reader, dln_error *err) DLN_MUST_CHECK;

#endif
