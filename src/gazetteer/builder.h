// What a build has read so far, before it is put in order and written.
#ifndef DLN_GAZETTEER_BUILDER_H
#define DLN_GAZETTEER_BUILDER_H

#include "gazetteer/format.h"
#include "gazetteer/list.h"
#include "gazetteer/rank.h"

// A name of a place before sorting: key reference, place, kind, most significant first, so that
// sorting numbers groups the names by key and finds doubles side by side.
typedef uint64_t dln_name_entry;
static inline dln_name_entry dln_name_entry_make(uint32_t key, uint32_t place, dln_name_kind kind) {
    return (uint64_t)key << 32 | (uint64_t)place << 2 | (uint64_t)kind;
}
static inline uint32_t dln_name_entry_key(dln_name_entry entry) {
    return (uint32_t)(entry >> 32);
}
static inline uint32_t dln_name_entry_place(dln_name_entry entry) {
    return (uint32_t)entry >> 2;
}
static inline dln_name_kind dln_name_entry_kind(dln_name_entry entry) {
    return (dln_name_kind)(entry & 3u);
}
// What is left for places when two bits are the kind; GeoNames has 12 million.
#define DLN_PLACES_MAX ((size_t)1 << 30)

// Name of a division that may have no place of its own ("IQ.01 Al Anbar").
typedef struct dln_division_name {
    char country[2];
    uint32_t code, name; // string references
} dln_division_name;

// A second id of a place: a row of GeoNames about a division that the bundled tables have.
typedef struct dln_id_alias {
    uint32_t id; // string reference
    uint32_t place;
} dln_id_alias;

// A name of a place in a language before they are sorted: the one with the lowest order counts.
typedef struct dln_local_entry {
    dln_local_name name;
    uint32_t order;
} dln_local_entry;
// Behind all names that a source gives a language.
#define DLN_LOCAL_GUESSED 0x80000000u

typedef struct dln_builder {
    dln_string_pool strings;
    dln_list places;  // dln_place_record; country_place and admin1_place are not set yet
    dln_list names;   // dln_name_entry
    dln_list similar; // dln_name_entry by romanisation key
    dln_list ids;     // uint32_t slots: place + 1, hashed by the reference of the id
    dln_list aliases; // dln_id_alias, slots hashed by id; id 0: free
    size_t alias_count;
    dln_list local;     // dln_local_entry
    dln_list divisions; // dln_division_name
    dln_list areas, rings, points;
    dln_list lexicon; // dln_blob_record
    dln_buffer blobs;
    dln_buffer built_from;
} dln_builder;

dln_status dln_builder_init(dln_builder *builder, dln_error *err) DLN_MUST_CHECK;
void dln_builder_free(dln_builder *builder);

// A place as a source gives it. Strings are borrowed.
typedef struct dln_new_place {
    dln_str id, name, feature, admin1_code, admin2_code;
    char feature_class;
    char country[2]; // two NULs: none
    dln_lonlat at;
    uint64_t population;
    double radius_m;  // 0: by feature and population
    bool handwritten; // ranks above what mass data say of the same name
} dln_new_place;

// Adds a place under its name. A known id keeps its first facts and gets the name: *known true.
dln_status dln_builder_add_place(dln_builder *builder, const dln_new_place *place,
                                 dln_place_index *out, bool *known, dln_error *err) DLN_MUST_CHECK;
// One more name, with all forms that are derived from it.
dln_status dln_builder_add_name(dln_builder *builder, dln_place_index place, dln_str name,
                                dln_name_kind kind, dln_error *err) DLN_MUST_CHECK;
// The same name as what the place is called in `language`, none: to be guessed from its letters.
dln_status dln_builder_add_local_name(dln_builder *builder, dln_place_index place, dln_str language,
                                      dln_str name, dln_error *err) DLN_MUST_CHECK;
// By its id or an alias of it.
dln_place_index dln_builder_find(const dln_builder *builder, dln_str id);
// From now on `id`, which no place has, finds this place.
dln_status dln_builder_add_alias(dln_builder *builder, dln_str id, dln_place_index place,
                                 dln_error *err) DLN_MUST_CHECK;
dln_status dln_builder_add_division(dln_builder *builder, const char country[2], dln_str code,
                                    dln_str name, dln_error *err) DLN_MUST_CHECK;
dln_status dln_builder_add_lexicon(dln_builder *builder, dln_str name, dln_str contents,
                                   dln_error *err) DLN_MUST_CHECK;
// Polygon of a place from well-known text. DLN_BAD_INPUT says what is wrong with it.
dln_status dln_builder_add_area(dln_builder *builder, dln_place_index place, dln_str wkt,
                                dln_error *err) DLN_MUST_CHECK;

// Puts everything in order and writes it; the builder is used up.
dln_status dln_builder_write(dln_builder *builder, const char *path, dln_error *err) DLN_MUST_CHECK;

// Reads one source (file or folder) after the other into the builder; none of them may be the file
// `output`.
dln_status dln_sources_read(const dln_gazetteer_sources *sources, const char *output,
                            dln_builder *builder, dln_error *err) DLN_MUST_CHECK;

#endif
