#include "gazetteer/taught.h"

#include <stdlib.h>
#include <string.h>

#include "text/fold.h"

// The first taught place whose name is not before `folded`.
static size_t lower_bound(const dln_gazetteer *gazetteer, dln_str folded) {
    size_t low = 0, high = gazetteer->taught_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (dln_str_compare(gazetteer->taught[middle].folded, folded) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static dln_taught *find(const dln_gazetteer *gazetteer, dln_str folded) {
    if (gazetteer->taught_count == 0) // nearly always
        return NULL;
    size_t at = lower_bound(gazetteer, folded);
    bool found =
        at < gazetteer->taught_count && dln_str_equal(gazetteer->taught[at].folded, folded);
    return found ? &gazetteer->taught[at] : NULL;
}

const dln_candidate *dln_gazetteer_find_taught(const dln_gazetteer *gazetteer, dln_str folded) {
    const dln_taught *taught = find(gazetteer, folded);
    return taught ? &taught->candidate : NULL;
}

bool dln_taught_has_prefix(const dln_gazetteer *gazetteer, dln_str folded) {
    if (gazetteer->taught_count == 0)
        return false;
    size_t at = lower_bound(gazetteer, folded);
    return at < gazetteer->taught_count &&
           dln_str_starts_with(gazetteer->taught[at].folded, folded);
}

bool dln_gazetteer_has_taught(const dln_gazetteer *gazetteer) {
    return gazetteer->taught_count > 0;
}

const dln_place *dln_taught_place_at(const dln_gazetteer *gazetteer, dln_place_index index) {
    if (index < gazetteer->place_count)
        return NULL;
    for (size_t i = 0; i < gazetteer->taught_count; i++)
        if (gazetteer->taught[i].place.index == index)
            return &gazetteer->taught[i].place;
    return NULL;
}

static dln_str own(dln_gazetteer *gazetteer, dln_str s, bool *failed) {
    dln_str copy = dln_arena_copy(gazetteer->arena, s);
    *failed |= s.data && !copy.data;
    return copy;
}

// Room for one more, in its place by name.
static dln_taught *insert(dln_gazetteer *gazetteer, dln_str folded) {
    size_t count = gazetteer->taught_count, at = lower_bound(gazetteer, folded);
    dln_taught *items = realloc(gazetteer->taught, (count + 1) * sizeof *items);
    if (!items)
        return NULL;
    memmove(items + at + 1, items + at, (count - at) * sizeof *items);
    items[at] = (dln_taught){.folded = folded};
    items[at].place.index = (dln_place_index)(gazetteer->place_count + count);
    gazetteer->taught = items;
    gazetteer->taught_count = count + 1;
    return &items[at];
}

dln_status dln_gazetteer_teach(dln_gazetteer *gazetteer, dln_str name, const dln_place *place,
                               dln_error *err) {
    if (!gazetteer->arena && dln_arena_new(&gazetteer->arena, err) != DLN_OK)
        return DLN_NO_MEMORY;
    dln_str folded = dln_fold(gazetteer->arena, name);
    if (!folded.data)
        return dln_fail_memory(err);
    if (folded.len == 0 || !dln_lonlat_is_valid(place->at))
        return dln_fail(err, DLN_INVALID,
                        "a place to be taught has a name with letters and a "
                        "position");
    dln_taught *taught = find(gazetteer, folded);
    if (!taught && gazetteer->taught_count == DLN_TAUGHT_MAX)
        return dln_fail(err, DLN_TOO_LARGE, "more than %d places were taught", DLN_TAUGHT_MAX);
    if (!taught && !(taught = insert(gazetteer, folded)))
        return dln_fail_memory(err);
    bool failed = false;
    dln_place copy = *place;
    copy.index = taught->place.index;
    copy.id = own(gazetteer, place->id, &failed);
    copy.name = own(gazetteer, place->name, &failed);
    copy.feature = own(gazetteer, place->feature, &failed);
    copy.admin1_code = own(gazetteer, place->admin1_code, &failed);
    copy.admin1 = own(gazetteer, place->admin1, &failed);
    copy.admin2_code = own(gazetteer, place->admin2_code, &failed);
    taught->place = copy;
    taught->candidate = (dln_candidate){copy.index, DLN_NAME_MAIN};
    return failed ? dln_fail_memory(err) : DLN_OK;
}
