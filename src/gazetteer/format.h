// The layout of a compiled gazetteer: one file, mapped read-only, never parsed.
//
//   header, section table | sections, each at a multiple of 64 bytes, in the order of the enum
//
// All numbers are in the byte order of the machine that built it (`byte_order` tells). Nothing in
// the file is trusted: open checks that every section lies inside the file and has a whole number
// of records; every index and offset read from a record is compared with its table before use.
//
// A string reference is an offset into DLN_SECTION_STRINGS where a 16-bit length and the bytes
// stand; 0 is "none". Equal strings are stored once, so that references compare like strings.
#ifndef DLN_GAZETTEER_FORMAT_H
#define DLN_GAZETTEER_FORMAT_H

#include "dateline/gazetteer.h"

#define DLN_FORMAT_MAGIC      "dlngaz\r\n" // 8 bytes; \r\n shows a file mangled as text
#define DLN_FORMAT_VERSION    2u
#define DLN_FORMAT_BYTE_ORDER 0x01020304u
#define DLN_FORMAT_ALIGNMENT  64u // a cache line, and a block of the prefix filter

typedef enum dln_section {
    DLN_SECTION_STRINGS,       // bytes
    DLN_SECTION_PLACES,        // dln_place_record, in Hilbert order of their positions
    DLN_SECTION_NAME_SLOTS,    // dln_name_slot, hashed by folded name
    DLN_SECTION_SIMILAR_SLOTS, // dln_name_slot, hashed by romanisation key
    DLN_SECTION_CANDIDATES,    // dln_candidate, runs that the slots point at
    DLN_SECTION_ID_SLOTS,      // uint32_t: place index + 1, hashed by id
    DLN_SECTION_PREFIXES,      // dln_prefix_block
    DLN_SECTION_COUNTRIES,     // uint32_t: place index + 1 of "AA", "AB" … "ZZ"
    DLN_SECTION_TREE,          // dln_tree_box, levels from the leaves up
    DLN_SECTION_AREAS,         // dln_area_record, by place index
    DLN_SECTION_RINGS,         // dln_ring_record
    DLN_SECTION_POINTS,        // dln_area_point
    DLN_SECTION_LOCAL_NAMES,   // dln_local_name, by place and language
    DLN_SECTION_LEXICON,       // dln_blob_record
    DLN_SECTION_BLOBS,         // bytes
    DLN_SECTION_INFO,          // one dln_info_record
    DLN_SECTIONS,              // how many
} dln_section;

typedef struct dln_section_record {
    uint64_t offset, size; // bytes
} dln_section_record;

typedef struct dln_file_header {
    char magic[8];
    uint32_t byte_order, version;
    uint64_t file_size;
    uint64_t content_hash; // XXH64 of everything behind the header; dln_gazetteer_check
    uint64_t section_count;
    dln_section_record sections[DLN_SECTIONS];
    uint64_t header_hash; // XXH64 of everything before it in the header; dln_gazetteer_open
} dln_file_header;

#define DLN_POSITION_SCALE 1e7 // places: 1 cm, and exact for what has up to seven decimals

// 64 bytes: a place costs one cache line.
typedef struct dln_place_record {
    uint32_t id, name, feature, admin1_code, admin2_code, admin1_name; // string references
    uint32_t country_place, admin1_place;                              // DLN_NO_PLACE: none
    int32_t lon, lat;                                                  // 1 / DLN_POSITION_SCALE deg
    uint32_t radius_m;
    int32_t score; // dln_place_score
    char country[2], feature_class;
    uint8_t has_area;  // 1: a record of DLN_SECTION_AREAS is this place's
    uint32_t seat; // place index + 1 of a country's capital, a division's seat; 0: none
    uint64_t population;
} dln_place_record;

typedef struct dln_language {
    char code[4]; // ISO 639, filled up with NULs
} dln_language;
typedef struct dln_local_name {
    uint32_t place, name; // index; string reference
    dln_language language;
} dln_local_name;

// An open-addressing table: home slot from the upper half of the hash, then the next ones.
typedef struct dln_name_slot {
    uint32_t key;          // string reference; 0: the slot is empty
    uint32_t tag;          // lower half of the key's hash: most mismatches cost no string
    uint32_t first, count; // run of candidates
} dln_name_slot;

// One cache line of a blocked Bloom filter over all names cut at word boundaries.
typedef struct dln_prefix_block {
    uint64_t words[8];
} dln_prefix_block;
#define DLN_PREFIX_PROBES 8u
// 20 bits an entry and 8 probes give 3 false answers in 10,000, below the promised 1 in 1,000.
#define DLN_PREFIX_BITS_EACH 20u

// Box around unit vectors: no seam at 180 degrees, no special case at the poles.
typedef struct dln_tree_box {
    float low[3], high[3];
} dln_tree_box;
#define DLN_TREE_FANOUT 16u
#define DLN_TREE_LEVELS 8u // 16 to the 8th: all 32-bit indexes

#define DLN_AREA_SCALE 1e5 // areas: 1 m, finer than any source

typedef struct dln_area_point {
    int32_t lon, lat; // 1 / DLN_AREA_SCALE degrees, |lon| <= 180
} dln_area_point;
typedef struct dln_area_box {
    int32_t west, south, east, north; // west > east crosses the antimeridian
} dln_area_box;
typedef struct dln_ring_record {
    uint32_t first, count; // points, closed implicitly
    dln_area_box box;
} dln_ring_record;
typedef struct dln_area_record {
    uint32_t place, first, count; // rings
    uint32_t level;               // dln_area_level
    float size_km2;               // where areas overlap, the smaller one decides
    dln_area_box box;
} dln_area_record;
typedef enum dln_area_level {
    DLN_AREA_COUNTRY,
    DLN_AREA_ADMIN1,
    DLN_AREA_OTHER,
} dln_area_level;

typedef struct dln_blob_record {
    uint64_t name, name_size, contents, contents_size; // bytes of DLN_SECTION_BLOBS
} dln_blob_record;
typedef struct dln_info_record {
    uint64_t names, countries;
    uint64_t built_from, built_from_size; // bytes of DLN_SECTION_BLOBS
} dln_info_record;

#define DLN_COUNTRY_CODES (26u * 26u)
// Number of an ISO code in DLN_SECTION_COUNTRIES, or DLN_COUNTRY_CODES if it is none.
static inline size_t dln_country_number(const char iso[2]) {
    if (iso[0] < 'A' || iso[0] > 'Z' || iso[1] < 'A' || iso[1] > 'Z')
        return DLN_COUNTRY_CODES;
    return (size_t)(iso[0] - 'A') * 26u + (size_t)(iso[1] - 'A');
}

// Home slot of a hash in a table of `count` slots: a multiplication instead of a division.
static inline size_t dln_home_slot(uint64_t hash, size_t count) {
    return (size_t)(((hash >> 32) * (uint64_t)count) >> 32);
}

// Which bit of its block probe `i` of a hash looks at (double hashing inside the block).
static inline unsigned dln_prefix_bit(uint64_t hash, unsigned i) {
    return (unsigned)((hash & 511u) + i * (((hash >> 9) & 511u) | 1u)) & 511u;
}

#endif
