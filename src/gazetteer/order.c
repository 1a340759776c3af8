#include "gazetteer/order.h"

#include "gazetteer/sort.h"
#include "gazetteer/spatial.h"

#include <stdlib.h>
#include <string.h>

// new_index[old index], or NULL without memory.
static uint32_t *hilbert_order(const dln_builder *builder) {
    size_t count = builder->places.count;
    const dln_place_record *places = builder->places.items;
    uint64_t *keys = malloc((count + 1) * sizeof *keys);
    uint32_t *new_index = malloc((count + 1) * sizeof *new_index);
    bool good = keys && new_index;
    for (size_t i = 0; good && i < count; i++)
        keys[i] = (uint64_t)dln_hilbert(dln_record_position(&places[i])) << 32 | i;
    good = good && dln_sort_numbers(keys, count);
    for (size_t i = 0; good && i < count; i++)
        new_index[(uint32_t)keys[i]] = (uint32_t)i;
    free(keys);
    if (!good) {
        free(new_index);
        return NULL;
    }
    return new_index;
}

// Moves items[i] to new_index[i].
static bool permute(dln_list *list, const uint32_t *new_index) {
    char *moved = malloc((list->count + 1) * list->item_size);
    if (!moved)
        return false;
    const char *items = list->items;
    for (size_t i = 0; i < list->count; i++) {
        memcpy(moved + new_index[i] * list->item_size, items + i * list->item_size,
               list->item_size);
    }
    free(list->items);
    list->items = moved;
    list->capacity = list->count + 1;
    return true;
}

static void renumber_names(dln_list *names, const uint32_t *new_index) {
    dln_name_entry *entries = names->items;
    for (size_t i = 0; i < names->count; i++) {
        entries[i] = dln_name_entry_make(dln_name_entry_key(entries[i]),
                                         new_index[dln_name_entry_place(entries[i])],
                                         dln_name_entry_kind(entries[i]));
    }
}

static int compare_areas(const void *a, const void *b) {
    uint32_t x = ((const dln_area_record *)a)->place;
    uint32_t y = ((const dln_area_record *)b)->place;
    return (x > y) - (x < y);
}

dln_status dln_order_places(dln_builder *builder, dln_error *err) {
    dln_list_free(&builder->ids); // by old indexes, and no longer needed
    uint32_t *new_index = hilbert_order(builder);
    if (!new_index || !permute(&builder->places, new_index)) {
        free(new_index);
        return dln_fail_memory(err);
    }
    renumber_names(&builder->names, new_index);
    renumber_names(&builder->similar, new_index);
    dln_local_entry *local = builder->local.items;
    for (size_t i = 0; i < builder->local.count; i++)
        local[i].name.place = new_index[local[i].name.place];
    dln_area_record *areas = builder->areas.items;
    for (size_t i = 0; i < builder->areas.count; i++)
        areas[i].place = new_index[areas[i].place];
    free(new_index);
    if (builder->areas.count > 0)
        qsort(areas, builder->areas.count, sizeof *areas, compare_areas);
    return DLN_OK;
}

// A first-order division by country and code: a place, a name from a list of codes, or both.
typedef struct division {
    char country[2];
    uint32_t code, name, place;
} division;

// Places before bare names, and of several places the most important, then the first.
static int compare_divisions(const void *a, const void *b) {
    const division *x = a;
    const division *y = b;
    int order = memcmp(x->country, y->country, 2);
    if (order == 0)
        order = (x->code > y->code) - (x->code < y->code);
    return order != 0 ? order : (x->place > y->place) - (x->place < y->place);
}

static dln_status collect_divisions(const dln_builder *builder, dln_list *out, dln_error *err) {
    const dln_place_record *places = builder->places.items;
    for (size_t i = 0; i < builder->places.count; i++) {
        dln_str feature = dln_string_pool_get(&builder->strings, places[i].feature);
        if (places[i].feature_class != 'A' || !dln_str_equal(feature, DLN_STR("ADM1")))
            continue;
        division *added = dln_list_add(out, 1);
        if (!added)
            return dln_fail_memory(err);
        *added = (division){{places[i].country[0], places[i].country[1]},
                            places[i].admin1_code,
                            places[i].name,
                            (uint32_t)i};
    }
    const dln_division_name *names = builder->divisions.items;
    for (size_t i = 0; i < builder->divisions.count; i++) {
        division *added = dln_list_add(out, 1);
        if (!added)
            return dln_fail_memory(err);
        *added = (division){
            {names[i].country[0], names[i].country[1]}, names[i].code, names[i].name, DLN_NO_PLACE};
    }
    if (out->count > 0)
        qsort(out->items, out->count, out->item_size, compare_divisions);
    return DLN_OK;
}

// The first of those with this country and code.
static const division *find_division(const dln_list *divisions, const char country[2],
                                     uint32_t code) {
    const division *all = divisions->items;
    division wanted = {{country[0], country[1]}, code, 0, 0};
    size_t low = 0;
    size_t high = divisions->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_divisions(&all[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < divisions->count && all[low].code == code &&
                 memcmp(all[low].country, country, 2) == 0;
    return found ? &all[low] : NULL;
}

// The most important country-like place of each code: PCLI before a dependency or a former state.
static uint64_t find_countries(const dln_builder *builder, uint32_t countries[DLN_COUNTRY_CODES]) {
    const dln_place_record *places = builder->places.items;
    uint64_t count = 0;
    memset(countries, 0, DLN_COUNTRY_CODES * sizeof *countries);
    for (size_t i = 0; i < builder->places.count; i++) {
        dln_str feature = dln_string_pool_get(&builder->strings, places[i].feature);
        size_t number = dln_country_number(places[i].country);
        bool country =
            places[i].feature_class == 'A' && (dln_str_starts_with(feature, DLN_STR("PCL")) ||
                                               dln_str_equal(feature, DLN_STR("TERR")));
        if (!country || number == DLN_COUNTRY_CODES)
            continue;
        count += countries[number] == 0;
        uint32_t known = countries[number];
        bool independent = dln_str_equal(feature, DLN_STR("PCLI"));
        int32_t known_score = known > 0 ? places[known - 1].score : INT32_MIN;
        bool better =
            places[i].score > known_score || (independent && places[i].score == known_score);
        if (better)
            countries[number] = (uint32_t)i + 1;
    }
    return count;
}

// Seats of government are known to the country or division that they lie in; of several the most
// important.
static void link_seats(dln_builder *builder) {
    dln_place_record *places = builder->places.items;
    for (size_t i = 0; i < builder->places.count; i++) {
        dln_str feature = dln_string_pool_get(&builder->strings, places[i].feature);
        bool capital = dln_str_equal(feature, DLN_STR("PPLC"));
        bool seat = capital || dln_str_equal(feature, DLN_STR("PPLA"));
        uint32_t owners[] = {capital ? places[i].country_place : DLN_NO_PLACE,
                             seat ? places[i].admin1_place : DLN_NO_PLACE};
        for (size_t k = 0; k < sizeof owners / sizeof *owners; k++) {
            dln_place_record *owner = owners[k] == DLN_NO_PLACE ? NULL : &places[owners[k]];
            if (owner && (owner->seat == 0 || places[owner->seat - 1].score < places[i].score))
                owner->seat = (uint32_t)i + 1;
        }
    }
}

dln_status dln_link_places(dln_builder *builder, uint32_t countries[DLN_COUNTRY_CODES],
                           uint64_t *count, dln_error *err) {
    dln_list divisions = DLN_LIST(division);
    dln_status status = collect_divisions(builder, &divisions, err);
    if (status != DLN_OK) {
        dln_list_free(&divisions);
        return status;
    }
    *count = find_countries(builder, countries);
    dln_place_record *places = builder->places.items;
    for (size_t i = 0; i < builder->places.count; i++) {
        dln_place_record *place = &places[i];
        size_t number = dln_country_number(place->country);
        if (number < DLN_COUNTRY_CODES && countries[number] > 0)
            place->country_place = countries[number] - 1;
        const division *found = place->admin1_code != 0
                                    ? find_division(&divisions, place->country, place->admin1_code)
                                    : NULL;
        if (found) {
            place->admin1_place = found->place;
            place->admin1_name = found->name;
        }
    }
    dln_list_free(&divisions);
    link_seats(builder);
    return DLN_OK;
}
