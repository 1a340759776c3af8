#include "cli/filter_places.h"

#include <string.h>

#include "cli/cli.h"
#include "cli/options.h"
#include "cli/suggestion.h"

// A way that ends in a town's surroundings ends there: as far as a town's name reaches in reports.
static const double way_end_m = 25e3;

enum { MOST_OTHERS = 3 };

// What a typed name may mean. "Georgia, United States" is a Georgia inside what is behind the
// comma.
typedef struct named {
    dln_place_index *items;
    size_t count;
    bool *is_usual;                   // item by item: it is the place's usual name
    const dln_geocode_match *similar; // without any: names that are like it
    size_t similar_count;
} named;

static dln_status find_named(const dln_gazetteer *gazetteer, const char *name, dln_arena *arena,
                             named *out, dln_error *err) {
    size_t count = 0;
    const dln_candidate *candidates = dln_gazetteer_find(gazetteer, dln_str_from(name), &count);
    const dln_geocode_match *matches = NULL;
    size_t match_count = 0;
    dln_geocode_options options = {.limit = 0};
    dln_status status = DLN_OK;
    if (count == 0)
        status = dln_geocode(gazetteer, dln_str_from(name), &options, arena, &matches, &match_count,
                             err);
    *out = (named){0};
    if (match_count && matches[0].similar) {
        out->similar = matches;
        out->similar_count = match_count;
        match_count = 0;
    }
    out->items = DLN_ARENA_ARRAY(arena, dln_place_index, count + match_count + 1);
    out->is_usual = DLN_ARENA_ARRAY(arena, bool, count + match_count + 1);
    if (status == DLN_OK && (!out->items || !out->is_usual))
        return dln_fail_memory(err);
    for (size_t i = 0; i < count; i++) {
        out->is_usual[out->count] = candidates[i].kind == DLN_NAME_MAIN;
        out->items[out->count++] = candidates[i].place;
    }
    for (size_t i = 0; i < match_count; i++)
        out->items[out->count++] = matches[i].place.index;
    return status;
}

// A city has no borders, but often the division around it has its name: whoever writes the city's
// name in another script means that one. DLN_NO_PLACE: none has.
static dln_place_index area_around(const dln_gazetteer *gazetteer, const named *places,
                                   dln_arena *arena, dln_polygon *area) {
    for (size_t i = 0; i < places->count; i++) {
        dln_place place = dln_gazetteer_place(gazetteer, places->items[i]);
        if (dln_str_equal(place.name, place.admin1) && place.admin1_place != DLN_NO_PLACE &&
            dln_gazetteer_polygon(gazetteer, place.admin1_place, arena, area))
            return place.admin1_place;
    }
    return DLN_NO_PLACE;
}

static void append_place(dln_buffer *out, const dln_gazetteer *gazetteer, dln_place_index index) {
    dln_place place = dln_gazetteer_place(gazetteer, index);
    dln_buffer_append(out, place.name);
    if (place.country_place == DLN_NO_PLACE || place.country_place == index)
        dln_buffer_append(out, DLN_STR(", the country"));
    else
        dln_buffer_printf(out, ", %.*s",
                          DLN_STR_ARG(dln_gazetteer_place(gazetteer, place.country_place).name));
}

// "--in Georgia: taken for Georgia, the country; there is also Georgia, United States"
static void say_others(const dln_gazetteer *gazetteer, const char *name, const named *places,
                       size_t chosen, dln_arena *arena) {
    dln_buffer said = {0};
    size_t others = 0;
    dln_buffer_printf(&said, "--in %s: taken for ", name);
    append_place(&said, gazetteer, places->items[chosen]);
    for (size_t i = chosen + 1; i < places->count && others < MOST_OTHERS; i++) {
        dln_polygon area;
        if (!dln_gazetteer_polygon(gazetteer, places->items[i], arena, &area))
            continue;
        dln_buffer_append(&said, others++ ? DLN_STR("; ") : DLN_STR("; there is also "));
        append_place(&said, gazetteer, places->items[i]);
    }
    if (others && !said.failed)
        cli_say("%s: write it so to mean it", said.data);
    dln_buffer_free(&said);
}

// "--near Tripoli: taken for Tripoli, Libya; there is also Tripoli, Lebanon"
static void say_other_centers(const dln_gazetteer *gazetteer, const char *name,
                              const named *places) {
    dln_buffer said = {0};
    size_t others = 0;
    dln_place chosen = dln_gazetteer_place(gazetteer, places->items[0]);
    dln_buffer_printf(&said, "--near %s: taken for ", name);
    append_place(&said, gazetteer, places->items[0]);
    for (size_t i = 1; i < places->count && others < MOST_OTHERS; i++) {
        dln_place other = dln_gazetteer_place(gazetteer, places->items[i]);
        if (!places->is_usual[i] || strcmp(other.country, chosen.country) == 0)
            continue;
        dln_buffer_append(&said, others++ ? DLN_STR("; ") : DLN_STR("; there is also "));
        append_place(&said, gazetteer, places->items[i]);
    }
    if (others && !said.failed)
        cli_say("%s: write it so to mean it", said.data);
    dln_buffer_free(&said);
}

// The first of them that has borders.
static dln_place_index area_among(const dln_gazetteer *gazetteer, const char *name,
                                  const named *places, dln_arena *arena, dln_polygon *area) {
    for (size_t i = 0; i < places->count; i++)
        if (dln_gazetteer_polygon(gazetteer, places->items[i], arena, area)) {
            say_others(gazetteer, name, places, i, arena);
            return places->items[i];
        }
    return area_around(gazetteer, places, arena, area);
}

static dln_place_index area_of_code(const dln_gazetteer *gazetteer, const char *code,
                                    dln_arena *arena, dln_polygon *area) {
    char iso[3];
    if (!cli_parse_country(dln_str_from(code), iso, NULL))
        return DLN_NO_PLACE;
    dln_place_index country = dln_gazetteer_country(gazetteer, iso);
    bool found = country != DLN_NO_PLACE && dln_gazetteer_polygon(gazetteer, country, arena, area);
    return found ? country : DLN_NO_PLACE;
}

// The country or division whose borders they are; DLN_NO_PLACE: none are known.
static dln_place_index find_borders(const dln_gazetteer *gazetteer, const char *name,
                                    const named *places, dln_arena *arena, dln_polygon *area) {
    dln_place_index country = area_of_code(gazetteer, name, arena, area);
    return country != DLN_NO_PLACE ? country : area_among(gazetteer, name, places, arena, area);
}

// What incidents there say of their place. Of smaller divisions they say nothing.
static dln_status name_area(const dln_gazetteer *gazetteer, dln_place_index index, dln_arena *arena,
                            dln_filter *filter, dln_error *err) {
    dln_place area = dln_gazetteer_place(gazetteer, index);
    bool country = dln_gazetteer_country(gazetteer, area.country) == index;
    if (!country && !dln_str_equal(area.feature, DLN_STR("ADM1")))
        return DLN_OK;
    filter->area_country = dln_arena_copy(arena, dln_str_from(area.country));
    filter->area_admin1 = country ? DLN_STR_NONE : dln_arena_copy(arena, area.name);
    return filter->area_country.data && (country || filter->area_admin1.data)
               ? DLN_OK
               : dln_fail_memory(err);
}

dln_status cli_find_area(const dln_gazetteer *gazetteer, const char *name, dln_arena *arena,
                         dln_filter *filter, dln_error *err) {
    named places = {0};
    dln_polygon *area = DLN_ARENA_ARRAY(arena, dln_polygon, 1);
    if (!area)
        return dln_fail_memory(err);
    dln_status status = find_named(gazetteer, name, arena, &places, err);
    if (status != DLN_OK)
        return status;
    dln_place_index whole = find_borders(gazetteer, name, &places, arena, area);
    if (whole != DLN_NO_PLACE) {
        filter->area = area;
        filter->area_count = 1;
        return name_area(gazetteer, whole, arena, filter, err);
    }
    if (places.count == 0)
        return cli_fail_unknown("--in", name, places.similar, places.similar_count,
                                "--polygon FILE takes any area", err);
    return dln_fail(err, DLN_NOT_FOUND,
                    "--in: no borders are known of '%s', only of countries and governorates; "
                    "--near '%s' --within KM looks around it",
                    name, name);
}

dln_status cli_find_center(const dln_gazetteer *gazetteer, const char *name, dln_lonlat *out,
                           dln_error *err) {
    dln_arena *arena = NULL;
    named places = {0};
    dln_status status = dln_arena_new(&arena, err);
    if (status == DLN_OK)
        status = find_named(gazetteer, name, arena, &places, err);
    if (status == DLN_OK && places.count == 0)
        status = cli_fail_unknown("--near", name, places.similar, places.similar_count,
                                  "LON,LAT gives any position", err);
    if (status == DLN_OK) {
        *out = dln_gazetteer_place(gazetteer, places.items[0]).at;
        say_other_centers(gazetteer, name, &places);
    }
    dln_arena_free(arena);
    return status;
}

dln_status cli_find_way_end(const dln_gazetteer *gazetteer, const char *name, dln_arena *arena,
                            const dln_way_end **out, dln_error *err) {
    named places = {0};
    dln_way_end *end = DLN_ARENA_ARRAY(arena, dln_way_end, 1);
    dln_polygon *area = DLN_ARENA_ARRAY(arena, dln_polygon, 1);
    if (!end || !area)
        return dln_fail_memory(err);
    dln_status status = find_named(gazetteer, name, arena, &places, err);
    if (status != DLN_OK)
        return status;
    // Of a town and its governorate of one name the wider is meant: "from Aleppo" says no more.
    if (find_borders(gazetteer, name, &places, arena, area) != DLN_NO_PLACE) {
        end->area = area;
    } else if (places.count) {
        dln_place place = dln_gazetteer_place(gazetteer, places.items[0]);
        end->at = place.at;
        end->within_m = place.radius_m > way_end_m ? place.radius_m : way_end_m;
    } else {
        return cli_fail_unknown("--between", name, places.similar, places.similar_count,
                                "both ends need a name that it knows", err);
    }
    *out = end;
    return DLN_OK;
}
