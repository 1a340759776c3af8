// The columns that files have, each with how a record fills it. One table a profile; README.md in
// this folder explains every column.
#ifndef DLN_EXPORT_COLUMNS_H
#define DLN_EXPORT_COLUMNS_H

#include "dateline/export.h"

typedef enum dln_cell_kind {
    DLN_CELL_NULL, // unknown: never 0 or ""
    DLN_CELL_TEXT,
    DLN_CELL_INTEGER,
    DLN_CELL_REAL,
    DLN_CELL_DAY,
} dln_cell_kind;

typedef struct dln_cell {
    dln_cell_kind kind;
    dln_str text; // borrowed from the record or from the scratch buffer
    int64_t integer;
    double real;
    int decimals; // worth writing
    dln_day day;
} dln_cell;

// Layers with geometry have no lon and lat; the layer of ways has what tells of a way.
#define DLN_IN_TABLE  1u
#define DLN_IN_POINTS 2u
#define DLN_IN_WAYS   4u
#define DLN_IN_ALL    (DLN_IN_TABLE | DLN_IN_POINTS | DLN_IN_WAYS)
#define DLN_IN_PLACES (DLN_IN_TABLE | DLN_IN_POINTS)

typedef struct dln_column {
    const char *name;
    const char *brief;  // at most 10 characters, for Shapefiles
    dln_cell_kind kind; // of its cells that are not null
    unsigned where;     // DLN_IN_…: which layers have it
    // `scratch` is cleared and its own: text may be built there. It lives until the next call.
    dln_cell (*get)(const dln_record *record, dln_buffer *scratch);
} dln_column;

typedef struct dln_columns {
    const dln_column *items;
    size_t count;
} dln_columns;

dln_columns dln_columns_of(dln_export_profile profile);
dln_columns dln_columns_acled(void);
dln_columns dln_columns_ucdp(void);

dln_cell dln_cell_null(void);
dln_cell dln_cell_text(dln_str text);         // null when it is DLN_STR_NONE
dln_cell dln_cell_constant(const char *text); // null when it is NULL or ""
dln_cell dln_cell_integer(int64_t value);
dln_cell dln_cell_real(double value, int decimals); // null when not finite
dln_cell dln_cell_day(dln_day day);
dln_cell dln_cell_low(dln_count count);
dln_cell dln_cell_high(dln_count count); // null when open
dln_cell dln_cell_lon(const dln_record *record);
dln_cell dln_cell_lat(const dln_record *record);

// Parts of several sources in one cell, each once, in order, "; " between them.
typedef dln_str (*dln_evidence_text)(const dln_evidence *evidence);
dln_cell dln_cell_joined(const dln_record *record, dln_evidence_text text, dln_buffer *scratch);
// The sentence to quote: of the most confident evidence, the oldest of equals. NULL without any.
const dln_evidence *dln_record_best_evidence(const dln_record *record);

// Decimals of a degree that a position known to `radius_m` deserves: the last digit is between a
// fiftieth and a five-hundredth of it, 2 at least, 6 at most (RFC 7946).
int dln_degree_decimals(double radius_m);
// The value as it stands in a file with so many decimals.
double dln_rounded(double value, int decimals);
dln_lonlat dln_rounded_position(dln_lonlat at, int decimals);

#endif
