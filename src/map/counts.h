// What a map says in words and numbers: only of what can be seen on it.
#ifndef DLN_MAP_COUNTS_H
#define DLN_MAP_COUNTS_H

#include "map/scene.h"

typedef struct dln_counts {
    size_t shown, outside;                          // incidents in the frame and beyond it
    size_t types[DLN_INCIDENT_TYPES];               // shown, of each type
    size_t symbols[DLN_INCIDENT_TYPES];             // those of them that have a symbol
    size_t symbol_statuses[DLN_INCIDENT_STATUSES];  // symbols, of each status
    size_t movements, launches, open_arrows, rough; // incidents with an arrow; known roughly
    dln_incident_type launch_type;                  // of one of the launches
    dln_day first, last;                            // DLN_DAY_NONE when nothing is dated
    dln_str *sources;                               // publishers, most used first
    size_t source_count, report_count;
    char (*countries)[3]; // that incidents happened in, most first
    size_t country_count;
} dln_counts;

// `site_seen` and `move_seen` say what lies in the frame; NULL: everything.
dln_status dln_counts_make(const dln_scene *scene, const bool *site_seen, const bool *move_seen,
                           dln_arena *arena, dln_counts *out, dln_error *err) DLN_MUST_CHECK;
// Whether anything happened in a country; "" is none.
bool dln_counts_has_country(const dln_counts *counts, const char *country);

#endif
