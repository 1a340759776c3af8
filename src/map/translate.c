#include "map/translate.h"

#include <stdio.h>
#include <string.h>

#include "base/str_hash.h"
#include "map/basemap.h"
#include "map/text.h"
#include "map/words.h"
#include "vector/geopackage.h"

// A name means the place that bears it near by: towns of one name lie farther apart than the
// middles that two sources give one province.
#define TOWN_REACH_M   60e3
#define REGION_REACH_M 500e3
#define CHAINS         4096

struct named {
    dln_str name, other;
    dln_lonlat at;
    double reach_m; // 0: wherever it is meant
    bool is_town;
    struct named *next;
};

struct dictionary {
    dln_arena *arena;
    const dln_map_namer *namer;
    double reach_m;
    struct named **chains;
    bool failed;
};

static size_t chain_of(dln_str name) {
    return dln_str_hash(DLN_HASH_START, name) % CHAINS;
}

static dln_status note(void *context, const dln_feature *feature, dln_error *err) {
    struct dictionary *d = context;
    if (!feature->values[0].len || !feature->values[1].len)
        return DLN_OK;
    struct named *named = DLN_ARENA_ARRAY(d->arena, struct named, 1);
    if (!named)
        return dln_fail_memory(err);
    struct named **chain = &d->chains[chain_of(feature->values[0])];
    *named = (struct named){.name = dln_arena_copy(d->arena, feature->values[0]),
                            .other = dln_arena_copy(d->arena, feature->values[1]),
                            .reach_m = d->reach_m,
                            .is_town = d->reach_m == TOWN_REACH_M,
                            .next = *chain};
    if (feature->geometry.part_count)
        named->at = feature->geometry.points[0];
    *chain = named;
    return named->name.data && named->other.data ? DLN_OK : dln_fail_memory(err);
}

static const struct named *look_up(const struct dictionary *d, dln_str name, dln_lonlat at) {
    for (const struct named *n = d->chains[chain_of(name)]; n; n = n->next)
        if (dln_str_equal(n->name, name) &&
            (!(n->reach_m > 0) || dln_great_circle_m(n->at, at) <= n->reach_m))
            return n;
    return NULL;
}

dln_str dln_namer_ask(const dln_map_namer *namer, dln_str name, dln_lonlat at) {
    return namer && namer->name ? namer->name(namer->context, name, at) : DLN_STR_NONE;
}

// Of towns the basemap knows in which language its names are; of all else, bases and seas, the
// caller knows better which one is meant.
static dln_str name_of(const struct dictionary *d, const dln_shown_place *where, dln_str name) {
    const struct named *found = look_up(d, name, where->at);
    if (found && found->is_town)
        return found->other;
    dln_str known = dln_namer_ask(d->namer, name, where->at);
    return known.len || !found ? known : found->other;
}

// "near Al-Mayadin": the relation and the name each by itself.
static dln_str translated(const struct dictionary *d, const dln_relation_words *relation,
                          const dln_shown_place *where) {
    dln_str whole = name_of(d, where, where->name);
    if (whole.len)
        return whole;
    for (; relation->english; relation++) {
        dln_str before = dln_str_from(relation->english);
        if (!dln_str_starts_with(where->name, before))
            continue;
        dln_str rest = dln_str_slice(where->name, before.len, where->name.len);
        dln_str known = name_of(d, where, rest);
        return dln_arena_printf(d->arena, DLN_TEXT_RTL_MARK "%s%.*s", relation->other,
                                DLN_STR_ARG(known.len ? known : rest));
    }
    return where->name;
}

static void translate_where(struct dictionary *d, const dln_relation_words *relations,
                            dln_shown_place *where) {
    if (!where->name.len)
        return;
    where->name = translated(d, relations, where);
    d->failed |= !where->name.data;
}

static void translate_incident(struct dictionary *d, const dln_relation_words *relations,
                               dln_shown *incident) {
    translate_where(d, relations, &incident->where);
    if (!incident->way)
        return;
    dln_shown_way *way = DLN_ARENA_ARRAY(d->arena, dln_shown_way, 1);
    d->failed |= !way;
    if (!way)
        return;
    *way = *incident->way;
    translate_where(d, relations, &way->origin);
    translate_where(d, relations, &way->destination);
    for (size_t i = 0; i < way->via_count; i++)
        translate_where(d, relations, &way->via[i]);
    incident->way = way;
}

static dln_status read_all(struct dictionary *d, dln_geopackage *file, dln_error *err) {
    static const struct {
        const char *layer;
        double reach_m;
    } layers[] = {// The last is found first: of a town and its province the town is meant.
                  {"countries_coarse", 0},
                  {"seas", 0},
                  {"admin1_names", REGION_REACH_M},
                  {"cities", TOWN_REACH_M}};
    static const char *const fields[] = {"name", "name_ar", NULL};
    const dln_box world = {-180, -90, 180, 90};
    dln_status status = DLN_OK;
    for (size_t i = 0; i < sizeof layers / sizeof *layers && status == DLN_OK; i++) {
        d->reach_m = layers[i].reach_m;
        status = dln_geopackage_read(file, layers[i].layer, &world, fields, note, d, err);
    }
    return status;
}

static dln_status read_dictionary(struct dictionary *d, const char *folder, dln_error *err) {
    d->chains = dln_arena_alloc(d->arena, CHAINS, sizeof *d->chains);
    if (!d->chains)
        return dln_fail_memory(err);
    char path[4096];
    if (snprintf(path, sizeof path, "%s/%s", folder, DLN_BASEMAP_FILE) >= (int)sizeof path)
        return dln_fail(err, DLN_INVALID, "the path of the basemap is too long");
    dln_geopackage *file;
    dln_status status = dln_geopackage_open(path, &file, err);
    if (status != DLN_OK)
        return status;
    status = read_all(d, file, err);
    dln_geopackage_close(file);
    return status;
}

dln_status dln_translate_shown(const char *folder, dln_map_language language,
                               const dln_map_namer *namer, const dln_shown *shown, size_t count,
                               dln_arena *arena, const dln_shown **out, dln_error *err) {
    const dln_relation_words *relations = dln_words_relations(language);
    *out = shown;
    if (!relations || !count)
        return DLN_OK;
    struct dictionary d = {.arena = arena, .namer = namer};
    dln_status status = read_dictionary(&d, folder, err);
    dln_shown *copies = status == DLN_OK ? dln_arena_alloc(arena, count, sizeof *copies) : NULL;
    if (status != DLN_OK || !copies)
        return status != DLN_OK ? status : dln_fail_memory(err);
    memcpy(copies, shown, count * sizeof *copies);
    for (size_t i = 0; i < count && !d.failed; i++)
        translate_incident(&d, relations, &copies[i]);
    if (d.failed)
        return dln_fail_memory(err);
    *out = copies;
    return DLN_OK;
}
