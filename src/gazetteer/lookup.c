// Finding places by name, id and country: hash tables in the mapped file, no allocation.
#include "gazetteer/file.h"
#include "gazetteer/hash.h"
#include "gazetteer/language.h"
#include "gazetteer/names.h"
#include "gazetteer/taught.h"

#include "text/fold.h"

#include <string.h>

dln_place dln_gazetteer_place(const dln_gazetteer *gazetteer, dln_place_index index) {
    const dln_place *taught = dln_taught_place_at(gazetteer, index);
    if (taught)
        return *taught;
    if (index >= gazetteer->place_count) {
        return (dln_place){.index = DLN_NO_PLACE,
                           .country_place = DLN_NO_PLACE,
                           .admin1_place = DLN_NO_PLACE,
                           .seat = DLN_NO_PLACE};
    }
    const dln_place_record *record = &gazetteer->places[index];
    dln_place place = {
        .index = index,
        .id = dln_pool_string(gazetteer, record->id),
        .name = dln_pool_string(gazetteer, record->name),
        .feature = dln_pool_string(gazetteer, record->feature),
        .feature_class = record->feature_class,
        .country = {record->country[0], record->country[1], '\0'},
        .admin1_code = dln_pool_string(gazetteer, record->admin1_code),
        .admin1 = dln_pool_string(gazetteer, record->admin1_name),
        .admin2_code = dln_pool_string(gazetteer, record->admin2_code),
        .country_place = record->country_place,
        .admin1_place = record->admin1_place,
        .seat = record->seat > 0 && record->seat <= gazetteer->place_count ? record->seat - 1
                                                                           : DLN_NO_PLACE,
        .at = {record->lon / DLN_POSITION_SCALE, record->lat / DLN_POSITION_SCALE},
        .population = (int64_t)record->population,
        .radius_m = record->radius_m,
        .score = record->score,
    };
    if (place.country_place >= gazetteer->place_count)
        place.country_place = DLN_NO_PLACE;
    if (place.admin1_place >= gazetteer->place_count)
        place.admin1_place = DLN_NO_PLACE;
    return place;
}

dln_place_index dln_gazetteer_find_id(const dln_gazetteer *gazetteer, dln_str id) {
    size_t count = gazetteer->id_slot_count;
    size_t slot = dln_home_slot(dln_hash(id), count);
    for (size_t probes = 0; probes < count; probes++) {
        uint32_t number = gazetteer->id_slots[slot];
        if (number == 0)
            break;
        if (number <= gazetteer->place_count &&
            dln_str_equal(dln_pool_string(gazetteer, gazetteer->places[number - 1].id), id))
            return number - 1;
        slot = slot + 1 < count ? slot + 1 : 0;
    }
    return DLN_NO_PLACE;
}

dln_place_index dln_gazetteer_country(const dln_gazetteer *gazetteer, const char iso[3]) {
    size_t number = iso ? dln_country_number(iso) : DLN_COUNTRY_CODES;
    if (number == DLN_COUNTRY_CODES || iso[2] != '\0')
        return DLN_NO_PLACE;
    uint32_t found = gazetteer->countries[number];
    return found > 0 && found <= gazetteer->place_count ? found - 1 : DLN_NO_PLACE;
}

// Whether a candidate names a place of this file, in a way that there is.
static bool is_sound(const dln_gazetteer *gazetteer, const dln_candidate *candidate) {
    return candidate->place < gazetteer->place_count &&
           (unsigned)candidate->kind <= (unsigned)DLN_NAME_DERIVED;
}

// The candidates of a slot, cut off before the first that is not sound.
static const dln_candidate *slot_candidates(const dln_gazetteer *gazetteer,
                                            const dln_name_slot *slot, size_t *count) {
    if (slot->first > gazetteer->candidate_count ||
        slot->count > gazetteer->candidate_count - slot->first)
        return NULL;
    const dln_candidate *found = &gazetteer->candidates[slot->first];
    size_t good = 0;
    while (good < slot->count && is_sound(gazetteer, &found[good]))
        good++;
    *count = good;
    return good > 0 ? found : NULL;
}

static const dln_candidate *find_key(const dln_gazetteer *gazetteer, const dln_name_slot *slots,
                                     size_t slot_count, dln_str key, size_t *count) {
    *count = 0;
    uint64_t hash = dln_hash(key);
    size_t at = dln_home_slot(hash, slot_count);
    for (size_t probes = 0; probes < slot_count; probes++) {
        const dln_name_slot *slot = &slots[at];
        if (slot->key == 0)
            return NULL;
        if (slot->tag == (uint32_t)hash &&
            dln_str_equal(dln_pool_string(gazetteer, slot->key), key))
            return slot_candidates(gazetteer, slot, count);
        at = at + 1 < slot_count ? at + 1 : 0;
    }
    return NULL;
}

const dln_candidate *dln_gazetteer_find_folded(const dln_gazetteer *gazetteer, dln_str folded,
                                               size_t *count) {
    const dln_candidate *taught = dln_gazetteer_find_taught(gazetteer, folded);
    if (taught) {
        *count = 1;
        return taught;
    }
    return find_key(gazetteer, gazetteer->name_slots, gazetteer->name_slot_count, folded, count);
}

const dln_candidate *dln_gazetteer_find(const dln_gazetteer *gazetteer, dln_str name,
                                        size_t *count) {
    char folded[DLN_NAME_MAX_BYTES];
    size_t len;
    *count = 0;
    if (!dln_fold_into(name, folded, sizeof folded, &len))
        return NULL; // longer than any name that build accepts
    return dln_gazetteer_find_folded(gazetteer, (dln_str){folded, len}, count);
}

const dln_candidate *dln_gazetteer_find_similar(const dln_gazetteer *gazetteer, dln_str folded,
                                                size_t *count) {
    char key[DLN_NAME_MAX_BYTES];
    size_t len = dln_romanisation_key(folded, key, sizeof key);
    *count = 0;
    if (len == 0)
        return NULL;
    return find_key(gazetteer, gazetteer->similar_slots, gazetteer->similar_slot_count,
                    (dln_str){key, len}, count);
}

bool dln_gazetteer_has_prefix(const dln_gazetteer *gazetteer, dln_str folded) {
    if (dln_taught_has_prefix(gazetteer, folded))
        return true;
    if (gazetteer->prefix_count == 0)
        return false;
    uint64_t hash = dln_hash(folded);
    const dln_prefix_block *block =
        &gazetteer->prefixes[dln_home_slot(hash, gazetteer->prefix_count)];
    for (unsigned i = 0; i < DLN_PREFIX_PROBES; i++) {
        unsigned bit = dln_prefix_bit(hash, i);
        if (!(block->words[bit / 64] >> (bit % 64) & 1u))
            return false;
    }
    return true;
}

static int compare_with(const dln_local_name *entry, dln_place_index place, dln_language language) {
    if (entry->place != place)
        return entry->place < place ? -1 : 1;
    return memcmp(entry->language.code, language.code, sizeof language.code);
}

dln_str dln_gazetteer_name_in(const dln_gazetteer *gazetteer, dln_place_index index, dln_str code) {
    dln_language language;
    if (index >= gazetteer->place_count || !dln_language_parse(code, &language))
        return DLN_STR_NONE;
    if (dln_str_equal(code, DLN_STR("en")))
        return dln_pool_string(gazetteer, gazetteer->places[index].name);
    size_t low = 0, high = gazetteer->local_name_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const dln_local_name *entry = &gazetteer->local_names[middle];
        int order = compare_with(entry, index, language);
        if (order == 0)
            return dln_pool_string(gazetteer, entry->name);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return DLN_STR_NONE;
}
