// A filter as SQL: the R-trees narrow down, functions of ours decide.
#ifndef DLN_STORE_FILTER_SQL_H
#define DLN_STORE_FILTER_SQL_H

#include "store/database.h"

typedef struct dln_filter_sql {
    const dln_filter *filter;
    dln_buffer sql;
    dln_binding binding;
    struct dln_asked *asked;
    bool binds;
    bool has_condition;
} dln_filter_sql;

// What is asked of the incidents (i, with the way m where there is a spatial condition).
typedef struct dln_selection {
    const char *columns;
    bool with_way;      // m always, of NULLs where there is none
    bool with_distance; // one more column, distance_m: of has_near
    bool scans;         // all rows are read anyway: in the order they lie
    const char *tail;   // what follows the conditions; its values are bound by the caller
} dln_selection;

// "SELECT columns FROM … WHERE … tail", with the filter's values bound; binding.next is the number
// of the first value of `tail`. The filter must live until dln_filter_finish.
dln_status dln_filter_prepare(dln_store *store, const dln_filter *filter,
                              const dln_selection *selection, dln_filter_sql *out,
                              dln_error *err) DLN_MUST_CHECK;
void dln_filter_finish(dln_filter_sql *q);
bool dln_filter_is_spatial(const dln_filter *filter); // it goes by the R-trees
// DLN_INVALID for a filter that makes no sense.
dln_status dln_filter_check(const dln_filter *filter, dln_error *err) DLN_MUST_CHECK;

#endif
