// The gazetteer: places and their names, compiled into one read-only memory-mapped file.
//
// A compiled file is immutable and shared between threads and processes; every offset in it is
// checked, so that a damaged file is DLN_BAD_INPUT and never a crash.
#ifndef DATELINE_GAZETTEER_H
#define DATELINE_GAZETTEER_H

#include "dateline/base.h"
#include "dateline/geo.h"

DLN_BEGIN_DECLS

typedef struct dln_gazetteer dln_gazetteer;

// Number of a place in one compiled file: dense from 0, not stable between builds.
typedef uint32_t dln_place_index;
#define DLN_NO_PLACE UINT32_MAX

// A place as the gazetteer knows it. All strings are borrowed from the mapped file.
typedef struct dln_place {
    dln_place_index index;
    dln_str id;          // stable: "geonames:98182", "dateline:ain-al-asad-air-base"
    dln_str name;        // the usual English name
    dln_str feature;     // GeoNames feature code: PPLC, ADM1, AIRB, RGN, SEA …
    char feature_class;  // GeoNames class: A P H L S T U V R
    char country[3];     // ISO 3166-1 alpha-2, "" where none (seas, continents)
    dln_str admin1_code; // GeoNames code, none where unknown
    dln_str admin1;      // name of that division, none where unknown
    dln_str admin2_code;
    dln_place_index country_place, admin1_place; // or DLN_NO_PLACE
    dln_place_index seat; // capital of a country, seat of a first-order division, or DLN_NO_PLACE
    dln_lonlat at;
    int64_t population; // 0 where unknown
    double radius_m;    // half its extent, from its area, class or population: how rough a point is
    int32_t score;      // importance among namesakes: country 11000, capital 9000, village 4000
} dln_place;

// How a name belongs to a place.
typedef enum dln_name_kind {
    DLN_NAME_MAIN = 0,     // the usual name, or its ASCII form
    DLN_NAME_ALTERNATE,    // another spelling, script or language
    DLN_NAME_ABBREVIATION, // "Calif.", "UAE"
    DLN_NAME_DERIVED,      // made by rule from another name (romanisation key, article dropped)
} dln_name_kind;

typedef struct dln_candidate {
    dln_place_index place;
    dln_name_kind kind;
} dln_candidate;

// `path` NULL: DATELINE_GAZETTEER's value must be passed by the caller; the library reads no
// environment. Looks at the header and the layout of the sections, which takes a millisecond; a
// wrong byte inside one is found by dln_gazetteer_check only, and until then read with bounds
// checked.
DLN_API dln_status dln_gazetteer_open(const char *path, dln_gazetteer **out,
                                      dln_error *err) DLN_MUST_CHECK;
DLN_API void dln_gazetteer_close(dln_gazetteer *gazetteer);
// Reads the whole file and compares its checksum (open checks structure only).
DLN_API dln_status dln_gazetteer_check(const dln_gazetteer *gazetteer,
                                       dln_error *err) DLN_MUST_CHECK;

typedef struct dln_gazetteer_info {
    size_t places, names, areas, countries, bytes;
    dln_str built_from; // newline-separated: file, rows, licence
} dln_gazetteer_info;
DLN_API dln_gazetteer_info dln_gazetteer_get_info(const dln_gazetteer *gazetteer);

// `index` below info.places.
DLN_API dln_place dln_gazetteer_place(const dln_gazetteer *gazetteer, dln_place_index index);
// What the place is called in a language ("ar", "he", "ckb": ISO 639), as it is written there; "en"
// is its usual name. None where no source says so. A name that its source gives no language counts
// as Arabic, Persian, Hebrew, Russian or Ukrainian where all its letters are that language's.
DLN_API dln_str dln_gazetteer_name_in(const dln_gazetteer *gazetteer, dln_place_index index,
                                      dln_str language);
DLN_API dln_place_index dln_gazetteer_find_id(const dln_gazetteer *gazetteer, dln_str id);
// The country's place by its ISO code, or DLN_NO_PLACE.
DLN_API dln_place_index dln_gazetteer_country(const dln_gazetteer *gazetteer, const char iso[3]);

// All places of one name, most important first; folds `name` itself. Borrowed from the file.
// *count 0 when there is none.
DLN_API const dln_candidate *dln_gazetteer_find(const dln_gazetteer *gazetteer, dln_str name,
                                                size_t *count);
// The same for a name that is folded already (dln_fold): the hot path, no allocation.
DLN_API const dln_candidate *dln_gazetteer_find_folded(const dln_gazetteer *gazetteer,
                                                       dln_str folded, size_t *count);
// Places of which some name sounds like this folded one (Deir Ezzor, Dayr az-Zawr): what to ask
// when find_folded knows nothing. Names from Arabic and Hebrew script only; all candidates are
// DLN_NAME_DERIVED. Much less certain than find_folded: ask it of what else looks like a place.
DLN_API const dln_candidate *dln_gazetteer_find_similar(const dln_gazetteer *gazetteer,
                                                        dln_str folded, size_t *count);
// Whether some name begins with these folded words ("deir" → yes, "deir ez" → yes): lets a
// matcher stop early. May say yes wrongly once in a thousand, never no wrongly.
DLN_API bool dln_gazetteer_has_prefix(const dln_gazetteer *gazetteer, dln_str folded);

// The country and first-order division whose polygons hold `at`; DLN_NO_PLACE outside all.
typedef struct dln_location {
    dln_place_index country, admin1;
} dln_location;
DLN_API dln_location dln_gazetteer_locate(const dln_gazetteer *gazetteer, dln_lonlat at);
// The polygon of a country or division; false if it has none. Memory lives in `arena`.
DLN_API bool dln_gazetteer_polygon(const dln_gazetteer *gazetteer, dln_place_index index,
                                   dln_arena *arena, dln_polygon *out);
// Up to `capacity` places of any kind nearest to `at` by great circle, nearest first; returns how
// many. A country or region is where its point is.
DLN_API size_t dln_gazetteer_nearest(const dln_gazetteer *gazetteer, dln_lonlat at, size_t capacity,
                                     dln_place_index *out);

// Teaches an open gazetteer a place, for as long as it is open and before other threads use it:
// from then on `name` means this place and no other, in whatever case it is written. Strings are
// copied; `place.index` is given. At most DLN_TAUGHT_MAX.
#define DLN_TAUGHT_MAX 10000
DLN_API dln_status dln_gazetteer_teach(dln_gazetteer *gazetteer, dln_str name,
                                       const dln_place *place, dln_error *err) DLN_MUST_CHECK;
// The taught place of a folded name, or NULL: what is said in lower case as well, "the base".
DLN_API const dln_candidate *dln_gazetteer_find_taught(const dln_gazetteer *gazetteer,
                                                       dln_str folded);
DLN_API bool dln_gazetteer_has_taught(const dln_gazetteer *gazetteer);

// The text files of the lexicon travel inside the compiled file; `index` from 0 while it returns
// true.
DLN_API bool dln_gazetteer_lexicon_file(const dln_gazetteer *gazetteer, size_t index, dln_str *name,
                                        dln_str *contents);

typedef struct dln_gazetteer_sources {
    const char *const *paths; // folders laid out like gazetteer/, GeoNames dumps, own TSV or CSV
    size_t path_count;
    // Called now and then with what is being done and how far (0..1); may be NULL.
    void (*progress)(void *context, const char *what, double done);
    // Called for each line that could not be used: "file:line: reason"; may be NULL.
    void (*complain)(void *context, const char *message);
    void *context;
} dln_gazetteer_sources;
// Compiles into `path`, by a temporary file beside it and a rename: never half a file.
DLN_API dln_status dln_gazetteer_build(const dln_gazetteer_sources *sources, const char *path,
                                       dln_error *err) DLN_MUST_CHECK;

DLN_END_DECLS

#endif
