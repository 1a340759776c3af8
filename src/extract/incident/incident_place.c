// The places of an incident.
#include <string.h>

#include "extract/incident/incident_build.h"
#include "text/fold.h"

// What a place adds to the confidence; see incident_build.c for the scale.
#define FOR_PLACE 0.14 // named in the same sentence and placed
#define FOR_NAME  0.06 // named, but the gazetteer does not have it

// The place of the sentences before holds inside a paragraph; for so many sentences beyond it
// where "the attack" is told on.
enum { PLACE_CARRIES_SENTENCES = 2 };
// The villages of a town lie around it: so far is a morning's walk to its market.
#define VILLAGE_RADIUS_M 10000.0
// "In the same area" reaches as far.
enum { SAME_PLACE_SENTENCES = 4 };
// A border point is known no better than this.
#define BORDER_RADIUS_MIN_M 20000.0

// Longest name that is compared; longer ones are shown as the gazetteer has them.
enum { NAME_BYTES_MAX = 128 };

static bool holds(dln_str text, dln_str part) {
    for (size_t i = 0; i + part.len <= text.len; i++)
        if (memcmp(text.data + i, part.data, part.len) == 0)
            return true;
    return false;
}

static bool is_word(const dln_reading *reading, uint32_t at, const char *word) {
    return dln_str_equal(reading->tokens[at].folded, dln_str_from(word));
}

static dln_span span_of_role(const dln_building *b, uint32_t role) {
    return b->roles->place[role]->span;
}

// Whether the report spells a name so differently that a reader would look for it in vain.
static bool is_spelled_otherwise(dln_str name, dln_str words) {
    char a[NAME_BYTES_MAX], b[NAME_BYTES_MAX];
    size_t a_len, b_len;
    if (!dln_fold_into(name, a, sizeof a, &a_len) || !dln_fold_into(words, b, sizeof b, &b_len))
        return false;
    bool latin = b_len > 0 && (unsigned char)b[0] < 0x80; // no foreign script on a map's label
    dln_str x = {a, a_len}, y = {b, b_len};
    return latin && !holds(x, y) && !holds(y, x);
}

// The place as the gazetteer names it, with the report's own spelling behind it where they differ:
// "Al-Bukamal (Abu Kamal)".
static dln_where where_of_role(const dln_building *b, uint32_t role) {
    const dln_found *found = b->roles->place[role];
    dln_str text = b->reading->segments->text;
    dln_where where = dln_found_where(found, text, b->context->arena);
    dln_str words = dln_str_of_span(text, found->span);
    bool named = !found->is_border && !found->related && !found->described;
    if (where.located && named && is_spelled_otherwise(where.name, words))
        where.name = dln_arena_printf(b->context->arena, "%.*s (%.*s)", DLN_STR_ARG(where.name),
                                      DLN_STR_ARG(words));
    return where;
}

static void add_place_span(dln_incident *incident, dln_span span) {
    if (incident->place_span_count < DLN_PLACE_SPANS_MAX)
        incident->place_spans[incident->place_span_count++] = span;
}

static const char *role_words(dln_role role) {
    switch (role) {
    case DLN_ROLE_PLACE:
    case DLN_ROLE_NEAR:
        return "the event stands beside it:";
    case DLN_ROLE_TARGET:
    case DLN_ROLE_OBJECT:
        return "it was hit:";
    case DLN_ROLE_DESTINATION:
        return "it went there:";
    case DLN_ROLE_ORIGIN:
        return "it left from there:";
    default:
        return "nearest place of the sentence:";
    }
}

// "between the hills and Syria": half-way, and as rough as half the distance, unless the relation
// has been worked out already.
static void move_between(const dln_building *b, dln_where *where) {
    if (b->roles->place[b->scene.place]->related)
        return;
    dln_where other = where_of_role(b, b->scene.second);
    if (!where->located || !other.located)
        return;
    double apart_m = dln_great_circle_m(where->at, other.at);
    where->at = dln_midpoint(where->at, other.at);
    where->radius_m = apart_m / 2 > BORDER_RADIUS_MIN_M ? apart_m / 2 : BORDER_RADIUS_MIN_M;
    where->precision = DLN_GEO_NEAR;
    where->name = dln_arena_printf(b->context->arena, "between %.*s and %.*s",
                                   DLN_STR_ARG(b->roles->place[b->scene.place]->where.name),
                                   DLN_STR_ARG(b->roles->place[b->scene.second]->where.name));
    where->place_id = DLN_STR_NONE;
}

// Whether the place of the sentences before still holds.
static bool place_holds(const dln_building *b) {
    const dln_context *context = b->context;
    const dln_sentence *s = &b->reading->segments->sentences[b->reading->sentence];
    return context->has_place &&
           (context->place_paragraph == s->paragraph ||
            b->reading->sentence - context->place_sentence <= PLACE_CARRIES_SENTENCES);
}

void dln_where_lie_in(dln_where *where, dln_where outer) {
    if (!outer.located)
        return;
    dln_str name = where->name;
    *where = outer;
    where->name = name.data ? name : outer.name;
    where->place_id = DLN_STR_NONE;
    if (where->radius_m < VILLAGE_RADIUS_M)
        where->radius_m = VILLAGE_RADIUS_M;
    if (where->precision == DLN_GEO_EXACT)
        where->precision = DLN_GEO_NEAR;
}

static bool is_between(const dln_building *b, uint32_t i) {
    uint32_t at = b->roles->preposition[i];
    return at != DLN_NO_TOKEN && (is_word(b->reading, at, "between") ||
                                  (at > 0 && is_word(b->reading, at - 1, "between")));
}

// Another place of the list that the scene stands in: "bombed A, B and C", "in A and in B". What
// lies between two places, in an unnamed part of a country, or in a country itself is one scene.
static bool is_another_scene(const dln_building *b, uint32_t i) {
    uint32_t head = b->scene.place;
    const dln_roles *roles = b->roles;
    const dln_where *where = &roles->place[i]->where;
    bool listed = roles->shared[i] && roles->role[i] == roles->role[head] &&
                  roles->preposition[i] == roles->preposition[head];
    bool same =
        where->place_id.data && dln_str_equal(where->place_id, b->draft->incident.where.place_id);
    return i != head && listed && !same && where->located && !is_between(b, i) &&
           !dln_found_is_country(roles->place[i]);
}

// Whether each place of a list is a scene of its own: two towns are bombed in two strikes.
static bool stand_apart(const dln_building *b) {
    return dln_type_is_blow(b->draft->incident.type) && b->scene.second == DLN_NO_PLACE_ROLE &&
           b->scene.outer == DLN_NO_PLACE_ROLE;
}

// "in Iraq and Syria": all names under one preposition are the scene, unless each is one.
static void add_places_beside(dln_building *b) {
    uint32_t at = b->roles->preposition[b->scene.place];
    for (uint32_t i = 0; i < b->roles->count && at != DLN_NO_TOKEN; i++) {
        dln_role role = b->roles->role[i];
        if (i != b->scene.place && b->roles->preposition[i] == at && role != DLN_ROLE_CHAIN &&
            role != DLN_ROLE_BARRED && b->roles->shared[i] &&
            !(stand_apart(b) && is_another_scene(b, i)))
            add_place_span(&b->draft->incident, span_of_role(b, i));
    }
}

static void take_own_place(dln_building *b) {
    dln_incident *incident = &b->draft->incident;
    dln_span span = span_of_role(b, b->scene.place);
    incident->where = where_of_role(b, b->scene.place);
    add_place_span(incident, span);
    if (b->scene.outer != DLN_NO_PLACE_ROLE)
        dln_where_lie_in(&incident->where, where_of_role(b, b->scene.outer));
    else if (b->scene.around != DLN_NO_PLACE_ROLE)
        b->draft->around = where_of_role(b, b->scene.around);
    else if (place_holds(b))
        b->draft->around = b->context->place;
    add_places_beside(b);
    if (b->scene.second != DLN_NO_PLACE_ROLE)
        move_between(b, &incident->where);
    incident->place_reason = dln_arena_printf(
        b->context->arena, "%s \"%.*s\"", role_words(b->roles->role[b->scene.place]),
        DLN_STR_ARG(dln_str_of_span(b->reading->segments->text, span)));
    b->draft->own_place = true;
    b->draft->place_fit = b->scene.score;
    b->support += incident->where.located ? FOR_PLACE : FOR_NAME;
}

void dln_building_find_scene(const dln_building *b, dln_scene *out) {
    const dln_incident *incident = &b->draft->incident;
    const dln_lexeme *weapon = dln_building_weapon(b);
    bool flies = weapon && dln_value_is(weapon->value, "projectile", "yes");
    dln_scene_query query = {.first = b->event->first,
                             .end = b->event->end,
                             .parts = b->event->parts,
                             .type = incident->type,
                             .subtype = incident->subtype,
                             .projectile = flies || incident->type == DLN_STRIKE,
                             .verb = b->main,
                             .triggers = b->triggers,
                             .trigger_count = b->trigger_count,
                             .members = b->event->members,
                             .member_count = b->event->count};
    dln_scene_find(b->reading, b->roles, &query, out);
}

void dln_building_take_places(dln_building *b) {
    dln_incident *incident = &b->draft->incident;
    dln_building_find_scene(b, &b->scene);
    if (b->scene.origin != DLN_NO_PLACE_ROLE)
        incident->origin = where_of_role(b, b->scene.origin);
    if (b->scene.destination != DLN_NO_PLACE_ROLE)
        incident->destination = where_of_role(b, b->scene.destination);
    for (uint32_t i = 0; i < b->scene.via_count; i++)
        incident->via[incident->via_count++] = where_of_role(b, b->scene.via[i]);
    if (b->scene.place != DLN_NO_PLACE_ROLE)
        take_own_place(b);
    else
        dln_place_carry(b);
    bool strike_with_way = incident->type == DLN_STRIKE && incident->origin.name.data;
    if (strike_with_way && b->draft->own_place)
        incident->destination = incident->where;
}

// The further scenes of a blow and the further ends of a way.
static size_t find_more_places(const dln_building *b, uint32_t more[DLN_PLACES_MORE_MAX]) {
    bool moves = b->draft->incident.type == DLN_MOVEMENT;
    uint32_t first = moves ? b->scene.destination : b->scene.place;
    size_t count = 0;
    if (!b->draft->own_place || first == DLN_NO_PLACE_ROLE || !(moves || stand_apart(b)))
        return 0;
    for (uint32_t i = moves ? first + 1 : 0; i < b->roles->count; i++) {
        bool way = b->roles->shared[i] && b->roles->role[i] == DLN_ROLE_DESTINATION &&
                   b->roles->preposition[i] == b->roles->preposition[first];
        if (count < DLN_PLACES_MORE_MAX && (moves ? way : is_another_scene(b, i)))
            more[count++] = i;
    }
    return count;
}

// What the list has in common is told once: the numbers stay with the place named first, so that
// sums over the incidents are right.
size_t dln_building_more_places(const dln_building *b, dln_draft out[DLN_PLACES_MORE_MAX]) {
    uint32_t more[DLN_PLACES_MORE_MAX];
    size_t count = find_more_places(b, more);
    for (size_t i = 0; i < count; i++) {
        dln_incident *incident = &out[i].incident;
        out[i] = *b->draft;
        out[i].listed = (uint32_t)i + 1;
        incident->where = where_of_role(b, more[i]);
        if (incident->destination.name.data)
            incident->destination = incident->where;
        incident->place_span_count = 0;
        add_place_span(incident, span_of_role(b, more[i]));
        incident->fatalities = incident->injured = incident->count = (dln_count){0};
    }
    return count;
}
