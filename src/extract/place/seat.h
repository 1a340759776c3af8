// Towns that are told by what they are: "the Somali capital", "Yemen's capital", "the capital of
// Helmand province".
#ifndef DLN_EXTRACT_PLACE_SEAT_H
#define DLN_EXTRACT_PLACE_SEAT_H

#include "extract/place/mentions_scan.h"

// Of a placed list. Of "Yemen's capital" the mention stays Yemen and its scene is Sanaa; where no
// name says whose capital it is, the words themselves join the list, marked `described`. False: no
// memory.
bool dln_find_seats(const dln_scan *scan, dln_found_list *list);

#endif
