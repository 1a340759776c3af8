// A row as named cells of text, and reading cells as what they must be. The first cell that is
// wrong spoils the row: it is told, and what is read after it is ignored.
#ifndef DLN_IMPORT_ROW_H
#define DLN_IMPORT_ROW_H

#include "dateline/import.h"

typedef struct dln_row_cells {
    const dln_str *values;    // in the order of `names`; "" and none are not said
    const char *const *names; // of the columns, for messages
    dln_str file;
    size_t line;
    dln_arena *arena;
    bool bad;
    dln_error *err;
} dln_row_cells;

// Spoils the row: "a.csv:7: lat: '95.3' is no latitude".
void dln_row_spoil(dln_row_cells *row, int column, const char *what);

dln_str dln_row_text(const dln_row_cells *row, int column); // none when empty
bool dln_row_whole(dln_row_cells *row, int column, int64_t low, int64_t high, int64_t *out);
bool dln_row_number(dln_row_cells *row, int column, double low, double high, double *out);
bool dln_row_date(dln_row_cells *row, int column, dln_day *out);
dln_count dln_row_counts(dln_row_cells *row, int low, int high);
// Latitude and longitude, both or none, with how well they are known.
void dln_row_position(dln_row_cells *row, int lat, int lon, dln_where *out);

// Sources as parts of cells with "; " between them: as many as there are ids, each with its title
// and so on where there are as many of those.
typedef struct dln_row_sources {
    dln_str ids, titles, publishers, urls;
    size_t count; // how many there must be
} dln_row_sources;
void dln_row_put_sources(dln_row_cells *row, const dln_row_sources *sources,
                         const dln_evidence *quoted, dln_record *out);

// The columns of each kind of table, and what makes a record of them.
typedef struct dln_row_format {
    const char *const *names;
    int count;
    int key; // a column that no other kind has: the table is of this one
    void (*read)(dln_row_cells *row, dln_record *out);
} dln_row_format;
extern const dln_row_format dln_row_own, dln_row_acled, dln_row_ucdp;

// Columns of our own tables that a GeoJSON feature has as well, outside of its properties.
enum { DLN_OWN_ID = 0, DLN_OWN_LON = 1, DLN_OWN_LAT = 2 };
// Half the way round the globe: nothing is rougher.
#define DLN_ROW_RADIUS_MOST_M 2.004e7

#define DLN_ROW_COLUMNS_MAX 64

// A stop that is the place of the incident was one position before each was rounded in its own way:
// it becomes one again, the finer of both.
void dln_row_join_stop(dln_where *stop, int stop_decimals, dln_where *place);

// An incident of which nothing is said.
dln_record dln_row_empty_record(void);
// "NAME:LINE": the id of the report that a row without one comes from.
dln_str dln_row_report_id(const dln_row_cells *row);

#endif
