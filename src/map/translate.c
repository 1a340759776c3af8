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
    struct named *next;
};

struct dictionary {
    dln_arena *arena;
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

// "near Al-Mayadin": the relation and the name each by itself.
static dln_str translated(const struct dictionary *d, const dln_relation_words *relation,
                          dln_str name, dln_lonlat at) {
    const struct named *whole = look_up(d, name, at);
    if (whole)
        return whole->other;
    for (; relation->english; relation++) {
        dln_str before = dln_str_from(relation->english);
        if (!dln_str_starts_with(name, before))
            continue;
        dln_str rest = dln_str_slice(name, before.len, name.len);
        const struct named *known = look_up(d, rest, at);
        return dln_arena_printf(d->arena, DLN_TEXT_RTL_MARK "%s%.*s", relation->other,
                                DLN_STR_ARG(known ? known->other : rest));
    }
    return name;
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

dln_status dln_translate_scene(const char *folder, dln_map_language language, dln_scene *scene,
                               dln_arena *arena, dln_error *err) {
    const dln_relation_words *relations = dln_words_relations(language);
    if (!relations)
        return DLN_OK;
    struct dictionary d = {.arena = arena};
    d.chains = dln_arena_alloc(arena, CHAINS, sizeof *d.chains);
    if (!d.chains)
        return dln_fail_memory(err);
    char path[4096];
    if (snprintf(path, sizeof path, "%s/%s", folder, DLN_BASEMAP_FILE) >= (int)sizeof path)
        return dln_fail(err, DLN_INVALID, "the path of the basemap is too long");
    dln_geopackage *file;
    dln_status status = dln_geopackage_open(path, &file, err);
    if (status != DLN_OK)
        return status;
    status = read_all(&d, file, err);
    dln_geopackage_close(file);
    for (size_t i = 0; i < scene->site_count && status == DLN_OK; i++) {
        dln_site *site = &scene->sites[i];
        site->name = translated(&d, relations, site->name, site->at);
        site->first_name = site->all_names = site->name;
        status = site->name.data || !site->name.len ? DLN_OK : dln_fail_memory(err);
    }
    return status;
}
