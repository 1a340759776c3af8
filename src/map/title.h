// The title of a map that was given none: what happened most, and where.
#ifndef DLN_MAP_TITLE_H
#define DLN_MAP_TITLE_H

#include "map/basemap.h"
#include "map/counts.h"

// From the fullest wording (0) to the shortest, for narrow pictures.
#define DLN_TITLE_WORDINGS 4
dln_str dln_title_made(const dln_words *words, const dln_counts *counts, const dln_basemap *basemap,
                       int wording, dln_arena *arena);

#endif
