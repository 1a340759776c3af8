#include "extract/incident/scene.h"

#include "extract/incident/scene_parts.h"
#include "extract/incident/way.h"

static void find_second(const dln_reading *reading, const dln_roles *roles, dln_scene *out) {
    uint32_t next = out->place + 1;
    uint32_t at = roles->preposition[out->place];
    if (next >= roles->count || at == DLN_NO_TOKEN || roles->preposition[next] != at)
        return;
    if (dln_str_equal(reading->tokens[at].folded, DLN_STR("between")) ||
        (at > 0 && dln_str_equal(reading->tokens[at - 1].folded, DLN_STR("between"))))
        out->second = next;
}

// "Planes from Texas struck": where a strike came from is no scene; "a house in A" may be left.
static bool is_launched_from(const dln_reading *reading, const dln_roles *roles,
                             const dln_scene_query *query, uint32_t i) {
    uint32_t at = roles->preposition[i];
    return query->type == DLN_STRIKE && query->projectile && roles->role[i] == DLN_ROLE_ORIGIN &&
           at != DLN_NO_TOKEN && reading->words[at].role == DLN_ROLE_ORIGIN;
}

void dln_scene_find(const dln_reading *reading, const dln_roles *roles,
                    const dln_scene_query *query, dln_scene *out) {
    *out = (dln_scene){.place = DLN_NO_PLACE_ROLE,
                       .second = DLN_NO_PLACE_ROLE,
                       .outer = DLN_NO_PLACE_ROLE,
                       .around = DLN_NO_PLACE_ROLE,
                       .origin = DLN_NO_PLACE_ROLE,
                       .destination = DLN_NO_PLACE_ROLE,
                       .score = DLN_FIT_ENOUGH};
    double points[DLN_ROLES_MAX];
    dln_way_find(reading, roles, query, out);
    for (uint32_t i = 0; i < roles->count; i++) {
        points[i] = dln_scene_fit(reading, roles, query, i);
        if (i != out->origin && points[i] > out->score &&
            !is_launched_from(reading, roles, query, i)) {
            out->score = points[i];
            out->place = i;
        }
    }
    if (dln_scene_moves(query) && out->destination != DLN_NO_PLACE_ROLE)
        out->place = out->destination;
    else if (dln_scene_moves(query) && out->place == DLN_NO_PLACE_ROLE)
        out->place = out->origin;
    if (out->place == DLN_NO_PLACE_ROLE)
        return;
    dln_scene_refine(reading, roles, query, points, out);
    find_second(reading, roles, out);
}
