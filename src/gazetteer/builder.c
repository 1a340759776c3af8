// Collecting places and names.
#include "gazetteer/builder.h"

#include "gazetteer/language.h"
#include "gazetteer/names.h"

#include "text/fold.h"

#include <math.h>
#include <string.h>

dln_status dln_builder_init(dln_builder *builder, dln_error *err) {
    *builder = (dln_builder){
        .places = DLN_LIST(dln_place_record),
        .names = DLN_LIST(dln_name_entry),
        .similar = DLN_LIST(dln_name_entry),
        .ids = DLN_LIST(uint32_t),
        .aliases = DLN_LIST(dln_id_alias),
        .local = DLN_LIST(dln_local_entry),
        .divisions = DLN_LIST(dln_division_name),
        .areas = DLN_LIST(dln_area_record),
        .rings = DLN_LIST(dln_ring_record),
        .points = DLN_LIST(dln_area_point),
        .lexicon = DLN_LIST(dln_blob_record),
    };
    return dln_string_pool_init(&builder->strings, err);
}

void dln_builder_free(dln_builder *builder) {
    dln_string_pool_free(&builder->strings);
    dln_list_free(&builder->places);
    dln_list_free(&builder->names);
    dln_list_free(&builder->similar);
    dln_list_free(&builder->ids);
    dln_list_free(&builder->aliases);
    dln_list_free(&builder->local);
    dln_list_free(&builder->divisions);
    dln_list_free(&builder->areas);
    dln_list_free(&builder->rings);
    dln_list_free(&builder->points);
    dln_list_free(&builder->lexicon);
    dln_buffer_free(&builder->blobs);
    dln_buffer_free(&builder->built_from);
}

// Fibonacci hashing: references are offsets, so their low bits are far from even.
static size_t id_slot(uint32_t id, size_t slot_count) {
    return (size_t)((id * 0x9E3779B97F4A7C15u) >> 32) & (slot_count - 1);
}

static uint32_t *find_id_slot(const dln_builder *builder, uint32_t id) {
    uint32_t *slots = builder->ids.items;
    const dln_place_record *places = builder->places.items;
    size_t slot = id_slot(id, builder->ids.count);
    while (slots[slot] != 0 && places[slots[slot] - 1].id != id)
        slot = (slot + 1) & (builder->ids.count - 1);
    return &slots[slot];
}

#define FIRST_ID_SLOTS 1024u

// At most half full.
static bool make_room_for_id(dln_builder *builder) {
    size_t slot_count = builder->ids.count;
    if (builder->places.count < slot_count / 2)
        return true;
    if (!dln_list_add(&builder->ids, slot_count > 0 ? slot_count : FIRST_ID_SLOTS))
        return false;
    memset(builder->ids.items, 0, builder->ids.count * sizeof(uint32_t));
    const dln_place_record *places = builder->places.items;
    for (size_t i = 0; i < builder->places.count; i++)
        *find_id_slot(builder, places[i].id) = (uint32_t)i + 1;
    return true;
}

static dln_id_alias *find_alias_slot(const dln_list *aliases, uint32_t id) {
    dln_id_alias *slots = aliases->items;
    size_t slot = id_slot(id, aliases->count);
    while (slots[slot].id != 0 && slots[slot].id != id)
        slot = (slot + 1) & (aliases->count - 1);
    return &slots[slot];
}

// At most half full.
static bool make_room_for_alias(dln_builder *builder) {
    if (builder->alias_count < builder->aliases.count / 2)
        return true;
    dln_list bigger = DLN_LIST(dln_id_alias);
    size_t slots = builder->aliases.count > 0 ? builder->aliases.count * 2 : FIRST_ID_SLOTS;
    if (!dln_list_add(&bigger, slots))
        return false;
    const dln_id_alias *old = builder->aliases.items;
    for (size_t i = 0; i < builder->aliases.count; i++)
        if (old[i].id != 0)
            *find_alias_slot(&bigger, old[i].id) = old[i];
    dln_list_free(&builder->aliases);
    builder->aliases = bigger;
    return true;
}

dln_status dln_builder_add_alias(dln_builder *builder, dln_str id, dln_place_index place,
                                 dln_error *err) {
    uint32_t reference;
    dln_status status = dln_string_pool_add(&builder->strings, id, &reference, err);
    if (status != DLN_OK)
        return status;
    if (!make_room_for_alias(builder))
        return dln_fail_memory(err);
    dln_id_alias *slot = find_alias_slot(&builder->aliases, reference);
    builder->alias_count += slot->id == 0;
    *slot = (dln_id_alias){reference, place};
    return DLN_OK;
}

dln_place_index dln_builder_find(const dln_builder *builder, dln_str id) {
    uint32_t reference = dln_string_pool_find(&builder->strings, id);
    if (reference == 0 || builder->ids.count == 0)
        return DLN_NO_PLACE;
    uint32_t found = *find_id_slot(builder, reference);
    if (found > 0 || builder->aliases.count == 0)
        return found > 0 ? found - 1 : DLN_NO_PLACE;
    const dln_id_alias *alias = find_alias_slot(&builder->aliases, reference);
    return alias->id != 0 ? alias->place : DLN_NO_PLACE;
}

static dln_status intern_place(dln_builder *builder, const dln_new_place *place,
                               dln_place_record *record, dln_error *err) {
    const dln_str texts[] = {place->id, place->name, place->feature, place->admin1_code,
                             place->admin2_code};
    uint32_t *const references[] = {&record->id, &record->name, &record->feature,
                                    &record->admin1_code, &record->admin2_code};
    dln_status status = DLN_OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && status == DLN_OK; i++)
        status = dln_string_pool_add(&builder->strings, texts[i], references[i], err);
    return status;
}

static dln_status append_place(dln_builder *builder, const dln_new_place *place,
                               dln_place_index *out, dln_error *err) {
    if (builder->places.count >= DLN_PLACES_MAX)
        return dln_fail(err, DLN_TOO_LARGE, "more than %zu places", DLN_PLACES_MAX);
    dln_rank_facts facts = {place->feature_class, place->feature, place->population,
                            place->handwritten, place->radius_m};
    double radius_m = place->radius_m > 0 ? place->radius_m : dln_default_radius_m(&facts);
    dln_place_record record = {
        .country_place = DLN_NO_PLACE,
        .admin1_place = DLN_NO_PLACE,
        .lon = (int32_t)lround(place->at.lon * DLN_POSITION_SCALE),
        .lat = (int32_t)lround(place->at.lat * DLN_POSITION_SCALE),
        .radius_m = (uint32_t)lround(fmin(radius_m, 20e6)), // half the globe
        .score = dln_place_score(&facts),
        .country = {place->country[0], place->country[1]},
        .feature_class = place->feature_class,
        .population = place->population,
    };
    dln_status status = intern_place(builder, place, &record, err);
    if (status != DLN_OK)
        return status;
    uint32_t *slot = make_room_for_id(builder) ? find_id_slot(builder, record.id) : NULL;
    dln_place_record *added = slot ? dln_list_add(&builder->places, 1) : NULL;
    if (!added)
        return dln_fail_memory(err);
    *added = record;
    *out = (dln_place_index)(builder->places.count - 1);
    *slot = *out + 1;
    return DLN_OK;
}

dln_status dln_builder_add_place(dln_builder *builder, const dln_new_place *place,
                                 dln_place_index *out, bool *known, dln_error *err) {
    dln_place_index index = dln_builder_find(builder, place->id);
    *known = index != DLN_NO_PLACE;
    if (!*known) {
        dln_status status = append_place(builder, place, &index, err);
        if (status != DLN_OK)
            return status;
    }
    *out = index;
    return dln_builder_add_name(builder, index, place->name,
                                *known ? DLN_NAME_ALTERNATE : DLN_NAME_MAIN, err);
}

typedef struct name_sink {
    dln_builder *builder;
    dln_place_index place;
    dln_name_kind kind;
} name_sink;

static dln_status add_entry(dln_builder *builder, dln_list *list, dln_str key,
                            dln_place_index place, dln_name_kind kind, dln_error *err) {
    uint32_t reference;
    dln_status status = dln_string_pool_add(&builder->strings, key, &reference, err);
    if (status != DLN_OK || reference == 0)
        return status;
    dln_name_entry *entry = dln_list_add(list, 1);
    if (!entry)
        return dln_fail_memory(err);
    *entry = dln_name_entry_make(reference, place, kind);
    return DLN_OK;
}

static dln_status take_folded(void *context, dln_str folded, dln_error *err) {
    name_sink *sink = context;
    return add_entry(sink->builder, &sink->builder->names, folded, sink->place, sink->kind, err);
}

static dln_status add_romanisation_key(dln_builder *builder, dln_place_index place, dln_str folded,
                                       dln_error *err) {
    char key[DLN_NAME_MAX_BYTES];
    size_t len = dln_romanisation_key(folded, key, sizeof key);
    return len > 0 ? add_entry(builder, &builder->similar, (dln_str){key, len}, place,
                               DLN_NAME_DERIVED, err)
                   : DLN_OK;
}

dln_status dln_builder_add_name(dln_builder *builder, dln_place_index place, dln_str name,
                                dln_name_kind kind, dln_error *err) {
    char folded[DLN_NAME_MAX_BYTES];
    dln_str key = {folded, 0};
    if (!dln_fold_into(name, folded, sizeof folded, &key.len) || key.len == 0)
        return DLN_OK; // too long to be looked up, or nothing but signs
    name_sink sink = {builder, place, kind};
    dln_status status = take_folded(&sink, key, err);
    if (status != DLN_OK || kind == DLN_NAME_ABBREVIATION)
        return status;
    const dln_place_record *record = (const dln_place_record *)builder->places.items + place;
    bool romanised = dln_country_is_romanised(record->country);
    dln_str feature = dln_string_pool_get(&builder->strings, record->feature);
    char code[8] = ""; // a copy: the pool moves while names are added
    feature.len = feature.len < sizeof code ? feature.len : sizeof code;
    memcpy(code, feature.data ? feature.data : "", feature.len);
    char country[2] = {record->country[0], record->country[1]};
    dln_name_context rules = {country, {code, feature.len}};
    sink.kind = DLN_NAME_DERIVED;
    status = dln_derive_names(&rules, key, take_folded, &sink, err);
    return status == DLN_OK && romanised ? add_romanisation_key(builder, place, key, err) : status;
}

static dln_status add_local(dln_builder *builder, dln_place_index place, dln_language language,
                            dln_str name, bool guessed, dln_error *err) {
    dln_local_entry entry = {.name = {.place = place, .language = language}};
    dln_status status = dln_string_pool_add(&builder->strings, name, &entry.name.name, err);
    if (status != DLN_OK)
        return status;
    entry.order = (uint32_t)builder->local.count | (guessed ? DLN_LOCAL_GUESSED : 0);
    dln_local_entry *added = dln_list_add(&builder->local, 1);
    if (!added)
        return dln_fail_memory(err);
    *added = entry;
    return DLN_OK;
}

dln_status dln_builder_add_local_name(dln_builder *builder, dln_place_index place, dln_str language,
                                      dln_str name, dln_error *err) {
    dln_language languages[DLN_LANGUAGES_GUESSED];
    bool said = dln_language_parse(language, &languages[0]);
    size_t count = said ? 1 : dln_languages_by_letters(name, languages);
    dln_status status = DLN_OK;
    for (size_t i = 0; i < count && status == DLN_OK; i++)
        status = add_local(builder, place, languages[i], name, !said, err);
    return status;
}

dln_status dln_builder_add_division(dln_builder *builder, const char country[2], dln_str code,
                                    dln_str name, dln_error *err) {
    dln_division_name division = {.country = {country[0], country[1]}};
    dln_status status = dln_string_pool_add(&builder->strings, code, &division.code, err);
    if (status == DLN_OK)
        status = dln_string_pool_add(&builder->strings, name, &division.name, err);
    if (status != DLN_OK)
        return status;
    dln_division_name *added = dln_list_add(&builder->divisions, 1);
    if (!added)
        return dln_fail_memory(err);
    *added = division;
    return DLN_OK;
}

dln_status dln_builder_add_lexicon(dln_builder *builder, dln_str name, dln_str contents,
                                   dln_error *err) {
    dln_blob_record *record = dln_list_add(&builder->lexicon, 1);
    if (!record)
        return dln_fail_memory(err);
    *record = (dln_blob_record){builder->blobs.len, name.len, builder->blobs.len + name.len,
                                contents.len};
    dln_buffer_append(&builder->blobs, name);
    dln_buffer_append(&builder->blobs, contents);
    return builder->blobs.failed ? dln_fail_memory(err) : DLN_OK;
}
