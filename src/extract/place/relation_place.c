// Working relations out: from the places of the names to where an event there was.
#include <math.h>
#include <string.h>

#include "extract/place/border.h"
#include "extract/place/relation.h"
#include "extract/place/resolve_confidence.h"
#include "extract/place/resolve_prior.h"
#include "extract/place/side.h"

// A compass point is right within an eighth of a circle and a round number within a tenth: together
// about a quarter of the way.
#define OFFSET_ERROR    0.25
#define OFFSET_RADIUS_M 2000.0
// "north of X" without a distance: what is meant is seldom farther out than the next town.
#define SIDE_DISTANCE_M 10000.0
#define PAIR_RADIUS_M   5000.0
// "between X and Y" of places farther apart tells of talks or flights, not of a place.
#define PAIR_APART_MAX_M 300000.0
#define BORDER_RADIUS_M  20000.0
// Places of the report within a day's reach of a border or coast say which stretch is meant.
#define ANCHOR_REACH_M 200000.0
#define OTHER_SENTENCE_M                                                                           \
    100000.0 // a place named in the same sentence is preferred over nearer ones
// Two peoples and the word: nothing else is called so, only the stretch is a guess.
#define NAMED_BORDER_SURE 0.9
#define ANCHORS_MAX       16
// The mentions around one that are looked at for such places.
#define ANCHOR_WINDOW 256
#define COAST_REACH_M 25000.0
// Beyond a lake or a short river: what lies so many times its own extent from it.
#define WATER_REACH 1.5
// Outlines cost time: a report with more borders and coasts than this gets the rest without.
#define LINES_MAX 16
// Nor does a report that is read by anybody name more stretches of them.
#define STRETCHES_MAX 256
// So many mentions to each side may say whose border it is.
#define NEIGHBOURS_MAX 16

typedef struct known_line {
    dln_place_index a, b; // b DLN_NO_PLACE: the coast of a
    bool exists;
    dln_line line;
} known_line;

typedef struct relater {
    const dln_scan *scan;
    dln_found_list *list;
    known_line lines[LINES_MAX];
    size_t line_count;
    size_t stretches; // worked out so far
} relater;

static dln_place place_of(const relater *r, const dln_found *found) {
    return dln_gazetteer_place(r->scan->knowledge->gazetteer, found->place);
}

static bool is_settlement(const dln_found *found) {
    return found->where.located && found->where.precision == DLN_GEO_EXACT;
}

static dln_line outline(relater *r, dln_place_index a, dln_place_index b) {
    const dln_gazetteer *gazetteer = r->scan->knowledge->gazetteer;
    if (r->stretches >= STRETCHES_MAX)
        return (dln_line){0};
    for (size_t i = 0; i < r->line_count; i++) {
        const known_line *known = &r->lines[i];
        if ((known->a == a && known->b == b) || (known->a == b && known->b == a))
            return known->line;
    }
    if (r->line_count == LINES_MAX)
        return (dln_line){0};
    known_line *made = &r->lines[r->line_count++];
    *made = (known_line){.a = a, .b = b};
    dln_line line = {0};
    bool exists = b == DLN_NO_PLACE
                      ? dln_coast_of(gazetteer, a, COAST_REACH_M, r->scan->arena, &line)
                      : dln_shared_border(gazetteer, a, b, r->scan->arena, &line);
    made->line = exists ? line : (dln_line){0};
    return made->line;
}

// The stretch of a line that the report's other places point at, or its middle.
static dln_line_point stretch_of(relater *r, const dln_line *line, uint32_t mention) {
    r->stretches++;
    dln_line_point best = dln_line_middle(line);
    double best_cost = INFINITY;
    size_t tried = 0;
    uint32_t sentence = r->list->items[mention].sentence;
    uint32_t begin = mention > ANCHOR_WINDOW ? mention - ANCHOR_WINDOW : 0;
    for (uint32_t i = begin;
         i < r->list->count && i < mention + ANCHOR_WINDOW && tried < ANCHORS_MAX; i++) {
        const dln_found *anchor = &r->list->items[i];
        if (i == mention || !is_settlement(anchor))
            continue;
        tried++;
        dln_line_point point = dln_line_nearest(line, anchor->where.at);
        double cost = point.distance_m + (anchor->sentence == sentence ? 0 : OTHER_SENTENCE_M);
        if (point.distance_m < ANCHOR_REACH_M && cost < best_cost) {
            best_cost = cost;
            best = point;
        }
    }
    return best;
}

static void set_scene(dln_found *found, dln_where scene) {
    if (scene.name.data) {
        scene.precision = DLN_GEO_NEAR;
        scene.place_id = DLN_STR_NONE;
        scene.located = true;
        found->related = true;
        found->scene = scene;
    }
}

// The words of the relation, as the report has them.
static dln_str words_before(const relater *r, const dln_relation *relation,
                            const dln_found *found) {
    const dln_token *tokens = r->scan->segments->tokens;
    uint32_t begin = tokens[relation->first_token].span.begin;
    uint32_t end = found->first_token; // "north of *the* Iraqi capital" is north of Baghdad
    end -= found->described && end > relation->first_token &&
           dln_str_equal(tokens[end - 1].folded, DLN_STR("the"));
    dln_span span = {begin, tokens[end].span.begin};
    return dln_on_one_line(r->scan->segments->text, span, r->scan->arena);
}

static bool is_inland_water(const relater *r, const dln_found *found) {
    if (!found->where.located || found->place == DLN_NO_PLACE)
        return false;
    dln_place place = place_of(r, found);
    return place.feature_class == 'H' && !dln_feature_begins(&place, "SEA") &&
           !dln_feature_begins(&place, "OCN");
}

// The country that another mention lies in, if it is another country.
static dln_place_index neighbour_by(const relater *r, uint32_t mention, uint32_t other) {
    const dln_found *found = &r->list->items[other];
    if (!found->where.located || found->place == DLN_NO_PLACE)
        return DLN_NO_PLACE;
    dln_place place = place_of(r, found);
    dln_place_index country = dln_place_is_country(&place) ? place.index : place.country_place;
    return country == r->list->items[mention].place ? DLN_NO_PLACE : country;
}

// The country of the nearest other mention, of the same sentence first.
static dln_place_index country_beside(const relater *r, uint32_t mention) {
    uint32_t sentence = r->list->items[mention].sentence;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t step = 1; step <= NEIGHBOURS_MAX; step++) {
            for (int side = 0; side < 2; side++) {
                uint32_t i = side ? mention + step : mention - step; // wraps below 0: no mention
                if (i >= r->list->count || (pass == 0) != (r->list->items[i].sentence == sentence))
                    continue;
                dln_place_index country = neighbour_by(r, mention, i);
                if (country != DLN_NO_PLACE)
                    return country;
            }
        }
    }
    return DLN_NO_PLACE;
}

// "east of the Euphrates": that side of the country that is spoken of.
static void place_beyond_water(relater *r, const dln_relation *relation, uint32_t mention) {
    const dln_gazetteer *gazetteer = r->scan->knowledge->gazetteer;
    dln_found *found = &r->list->items[mention];
    dln_place water = place_of(r, found);
    dln_place_index country =
        water.country_place != DLN_NO_PLACE ? water.country_place : country_beside(r, mention);
    if (country == DLN_NO_PLACE || r->stretches++ >= STRETCHES_MAX)
        return;
    dln_side side = {
        .bearing_deg = relation->bearing_deg,
        .from_middle = water.country[0] == '\0' && dln_feature_begins(&water, "STM"),
        .pivot = water.at,
        .reach_m = WATER_REACH * water.radius_m,
    };
    dln_where scene = found->where;
    if (!dln_side_of(gazetteer, country, &side, r->scan->arena, &scene.at, &scene.radius_m))
        return;
    dln_place land = dln_gazetteer_place(gazetteer, country);
    scene.country = dln_arena_copy(r->scan->arena, (dln_str){land.country, 2});
    scene.name = dln_join_name(words_before(r, relation, found), found->where.name, r->scan->arena);
    set_scene(found, scene);
}

static void place_offset(relater *r, const dln_relation *relation, dln_found *found) {
    bool measured = relation->kind == DLN_RELATION_OFFSET;
    if (!found->where.located || (!measured && !is_settlement(found)))
        return; // "north of Syria": of a country nobody knows how far
    dln_where scene = found->where;
    double way_m = measured ? relation->distance_m : SIDE_DISTANCE_M + scene.radius_m;
    if (relation->kind == DLN_RELATION_SIDE && !relation->has_bearing) {
        scene.radius_m += SIDE_DISTANCE_M; // "outside X"
    } else if (relation->has_bearing) {
        scene.at = dln_travel(scene.at, relation->bearing_deg, way_m);
        scene.radius_m = (measured ? OFFSET_ERROR * way_m + OFFSET_RADIUS_M : way_m) +
                         (is_settlement(found) ? 0 : found->where.radius_m);
    } else {
        scene.radius_m += way_m;
    }
    dln_str words = words_before(r, relation, found);
    scene.name = dln_join_name(words, found->where.name, r->scan->arena);
    dln_location inside = dln_gazetteer_locate(r->scan->knowledge->gazetteer, scene.at);
    if (inside.country != DLN_NO_PLACE) {
        dln_place country = dln_gazetteer_place(r->scan->knowledge->gazetteer, inside.country);
        scene.country = dln_arena_copy(r->scan->arena, (dln_str){country.country, 2});
        scene.admin1 = inside.admin1 != DLN_NO_PLACE
                           ? dln_gazetteer_place(r->scan->knowledge->gazetteer, inside.admin1).name
                           : DLN_STR_NONE;
    }
    set_scene(found, scene);
}

static bool contains_name(dln_str longer, dln_str name) {
    for (size_t at = 0; name.len > 0 && at + name.len <= longer.len; at++)
        if (memcmp(longer.data + at, name.data, name.len) == 0)
            return true;
    return false;
}

static bool ends_with(dln_str name, dln_str word) {
    return name.len >= word.len &&
           dln_str_equal(dln_str_slice(name, name.len - word.len, name.len), word);
}

// "A–B crossing"; a name that ends with the word has it already.
static dln_str name_of_way(const relater *r, const char *word, dln_str a, dln_str b) {
    bool said = ends_with(b, dln_str_from(word));
    return dln_arena_printf(r->scan->arena, "%.*s–%.*s%s%s", DLN_STR_ARG(a), DLN_STR_ARG(b),
                            said ? "" : " ", said ? "" : word);
}

static dln_str name_of_pair(const relater *r, dln_relation_kind kind, dln_str a, dln_str b) {
    switch (kind) {
    case DLN_RELATION_ROAD:
        return name_of_way(r, "road", a, b);
    case DLN_RELATION_CROSSING:
        return name_of_way(r, "crossing", a, b);
    default:
        return dln_arena_printf(r->scan->arena, "between %.*s and %.*s", DLN_STR_ARG(a),
                                DLN_STR_ARG(b));
    }
}

static void place_half_way(relater *r, dln_relation_kind kind, dln_found *a, dln_found *b) {
    double apart_m = dln_great_circle_m(a->where.at, b->where.at);
    bool capitals = dln_str_equal(a->where.feature, DLN_STR("PPLC")) &&
                    dln_str_equal(b->where.feature, DLN_STR("PPLC"));
    bool far = apart_m > PAIR_APART_MAX_M && kind != DLN_RELATION_ROAD;
    if (!is_settlement(a) || !is_settlement(b) || a->place == b->place || capitals || far)
        return;
    if (kind != DLN_RELATION_BETWEEN && contains_name(b->where.name, a->where.name)) {
        set_scene(a, b->where); // "Bukamal-Qaim crossing", where that is a name of the gazetteer
        set_scene(b, b->where);
        return;
    }
    dln_where scene = a->where;
    scene.at = dln_midpoint(a->where.at, b->where.at);
    scene.radius_m = apart_m / 2 > PAIR_RADIUS_M ? apart_m / 2 : PAIR_RADIUS_M;
    scene.name = name_of_pair(r, kind, a->where.name, b->where.name);
    set_scene(a, scene);
    set_scene(b, scene);
}

// A border of two areas, at the stretch that the report speaks of.
static bool place_on_border(relater *r, uint32_t first, dln_place_index other, dln_str other_name) {
    dln_found *found = &r->list->items[first];
    dln_line line = outline(r, found->place, other);
    if (line.count == 0)
        return false;
    dln_line_point point = stretch_of(r, &line, first);
    dln_where scene = found->where;
    scene.at = point.at;
    scene.radius_m = point.distance_m > BORDER_RADIUS_M ? point.distance_m : BORDER_RADIUS_M;
    scene.admin1 = DLN_STR_NONE;
    scene.name = dln_arena_printf(r->scan->arena, "border between %.*s and %.*s",
                                  DLN_STR_ARG(found->where.name), DLN_STR_ARG(other_name));
    set_scene(found, scene);
    return true;
}

// "the border with X": that of the country of the nearest other place, of the same sentence first.
static void place_on_own_border(relater *r, uint32_t mention) {
    uint32_t sentence = r->list->items[mention].sentence;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t step = 1; step <= NEIGHBOURS_MAX; step++) {
            for (int side = 0; side < 2; side++) {
                uint32_t i = side ? mention + step : mention - step; // wraps below 0: no mention
                if (i >= r->list->count || (pass == 0) != (r->list->items[i].sentence == sentence))
                    continue;
                dln_place_index country = neighbour_by(r, mention, i);
                if (country != DLN_NO_PLACE &&
                    place_on_border(
                        r, mention, country,
                        dln_gazetteer_place(r->scan->knowledge->gazetteer, country).name))
                    return;
            }
        }
    }
}

static void place_border(relater *r, const dln_relation *relation, uint32_t mention) {
    dln_found *found = &r->list->items[mention];
    if (!found->where.located || found->where.precision == DLN_GEO_EXACT)
        return;
    if (relation->partner == DLN_NO_MENTION) {
        place_on_own_border(r, mention);
        return;
    }
    dln_found *partner = &r->list->items[relation->partner];
    if (partner->where.located && place_on_border(r, mention, partner->place, partner->where.name))
        set_scene(partner, found->scene);
}

// "the Syrian-Turkish border": of the countries themselves. The mention is that line and no more.
static void place_named_border(relater *r, uint32_t mention) {
    const dln_gazetteer *gazetteer = r->scan->knowledge->gazetteer;
    dln_found *found = &r->list->items[mention];
    dln_str text = found->where.name;
    dln_place first = dln_gazetteer_place(gazetteer, found->bounds[0]);
    found->place = first.index;
    found->where.name = first.name;
    if (found->bounds[1] == DLN_NO_PLACE)
        place_on_own_border(r, mention);
    else
        place_on_border(r, mention, found->bounds[1],
                        dln_gazetteer_place(gazetteer, found->bounds[1]).name);
    found->place = DLN_NO_PLACE;
    found->where.name = text;
    if (found->related) {
        found->where = found->scene;
        found->confidence = dln_calibrate(NAMED_BORDER_SURE);
    }
}

static void place_coast(relater *r, dln_found *found, uint32_t mention) {
    if (!found->where.located || found->where.feature.len == 0)
        return;
    dln_where scene = found->where;
    if (is_settlement(found)) {
        double reach_m = COAST_REACH_M + scene.radius_m;
        if (!dln_move_seawards(r->scan->knowledge->gazetteer, &scene.at, reach_m, r->scan->arena))
            return;
        scene.radius_m = reach_m;
    } else {
        dln_line line = outline(r, found->place, DLN_NO_PLACE);
        if (line.count == 0)
            return;
        dln_line_point point = stretch_of(r, &line, mention);
        scene.at = point.at;
        scene.radius_m = point.distance_m > COAST_REACH_M ? point.distance_m : COAST_REACH_M;
        scene.admin1 = DLN_STR_NONE;
    }
    scene.name = dln_arena_printf(r->scan->arena, "off %.*s", DLN_STR_ARG(found->where.name));
    set_scene(found, scene);
}

// "Tel Zamira, 20 km north of Raqqa" where no gazetteer has Tel Zamira.
static void place_apposition(relater *r, const dln_relation *relation, uint32_t mention) {
    const dln_found *found = &r->list->items[mention];
    dln_found *before = mention > 0 ? &r->list->items[mention - 1] : NULL;
    if (!before || before->where.located || before->sentence != found->sentence ||
        relation->kind != DLN_RELATION_OFFSET || !found->related)
        return;
    const dln_token *tokens = r->scan->segments->tokens;
    uint32_t at = before->first_token + before->token_count;
    at += at < relation->first_token && (tokens[at].mark == ',' || tokens[at].mark == '(');
    const dln_word_kinds hedges = dln_kind_bit(DLN_WORD_GRAMMAR) | dln_kind_bit(DLN_WORD_NUMBER);
    while (at < relation->first_token && (r->scan->kinds[at] & hedges) != 0)
        at++; // "about", "some"
    if (at == relation->first_token) {
        dln_str name = before->where.name;
        before->where = found->scene;
        before->where.name = name;
        before->where.feature = DLN_STR_NONE;
    }
}

// A border of one people whose neighbour nothing tells is no place that anybody could find.
static void drop_untold_borders(dln_found_list *list) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        dln_found found = list->items[i];
        if (found.is_border && !found.related)
            continue;
        if (found.container != DLN_NO_MENTION)
            found.container -= i - kept; // always a neighbour, so nothing was dropped between
        list->items[kept++] = found;
    }
    list->count = kept;
}

void dln_relate(const dln_scan *scan, dln_found_list *list) {
    relater r = {.scan = scan, .list = list};
    for (uint32_t i = 0; i < list->count; i++) {
        dln_found *found = &list->items[i];
        if (found->related)
            continue; // the second of a pair
        if (found->is_border) {
            place_named_border(&r, i);
            continue;
        }
        dln_relation relation = dln_relation_read(scan, list, i);
        switch (relation.kind) {
        case DLN_RELATION_NONE:
            break;
        case DLN_RELATION_OFFSET:
        case DLN_RELATION_SIDE:
            if (relation.kind == DLN_RELATION_SIDE && relation.has_bearing &&
                is_inland_water(&r, found))
                place_beyond_water(&r, &relation, i);
            else
                place_offset(&r, &relation, found);
            place_apposition(&r, &relation, i);
            break;
        case DLN_RELATION_BETWEEN:
        case DLN_RELATION_ROAD:
        case DLN_RELATION_CROSSING:
            place_half_way(&r, relation.kind, found, &list->items[relation.partner]);
            break;
        case DLN_RELATION_BORDER:
            place_border(&r, &relation, i);
            break;
        case DLN_RELATION_COAST:
            place_coast(&r, found, i);
            break;
        }
    }
    drop_untold_borders(list);
}
