// A compiled gazetteer in memory: the mapped bytes and typed views of its sections.
#ifndef DLN_GAZETTEER_FILE_H
#define DLN_GAZETTEER_FILE_H

#include "gazetteer/format.h"

// A place that was taught, with the folded name that means it. By name.
typedef struct dln_taught {
    dln_str folded;
    dln_place place; // its index is place_count of the file and on
    dln_candidate candidate;
} dln_taught;

struct dln_gazetteer {
    const unsigned char *bytes;
    size_t size;
    const char *path; // for messages; owned
    const dln_file_header *header;
    dln_str strings, blobs;
    const dln_place_record *places;
    size_t place_count;
    const dln_name_slot *name_slots, *similar_slots;
    size_t name_slot_count, similar_slot_count;
    const dln_candidate *candidates;
    size_t candidate_count;
    const uint32_t *id_slots;
    size_t id_slot_count;
    const dln_prefix_block *prefixes;
    size_t prefix_count;
    const uint32_t *countries; // DLN_COUNTRY_CODES of them
    const dln_tree_box *tree;
    size_t tree_count;
    const dln_area_record *areas;
    size_t area_count;
    const dln_ring_record *rings;
    size_t ring_count;
    const dln_area_point *points;
    size_t point_count;
    const dln_local_name *local_names;
    size_t local_name_count;
    const dln_blob_record *lexicon;
    size_t lexicon_count;
    const dln_info_record *info;
    dln_taught *taught; // by folded name
    size_t taught_count;
    dln_arena *arena; // of what was taught, or NULL
};

// A string of the pool; none when the reference is 0 or points outside.
dln_str dln_pool_string(const dln_gazetteer *gazetteer, uint32_t reference);

#endif
