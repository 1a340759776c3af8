#include "cli/placing.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "cli/cli.h"
#include "cli/knowledge.h"
#include "cli/suggestion.h"

enum { MOST_CHOICES = 6, MOST_OTHERS = 2 };

static const char *const place_option = "--place";
// A position that somebody gives is meant to the kilometre unless --radius says otherwise.
static const double given_radius_m = 1000;
// From this radius on a position is a region to the filters and maps.
static const double region_radius_m = 30e3;
// A town and the province around it are one place of one name: what lies further off is another.
static const double same_place_m = 100e3;

void cli_placing_init(cli_placing *placing) {
    *placing = (cli_placing){.option = place_option, .lat = NAN, .lon = NAN};
}

// A stop of a way is typed in one word, without the options of a place.
static bool is_stop(const cli_placing *placing) {
    return placing->option != place_option;
}

bool cli_placing_is_asked(const cli_placing *p) {
    return p->name || p->admin1 || !isnan(p->lat) || !isnan(p->lon) || p->radius_km > 0 ||
           p->country[0];
}

static dln_str own(dln_arena *arena, dln_str s, bool *failed) {
    dln_str copy = dln_arena_copy(arena, s);
    *failed |= s.data && !copy.data;
    return copy;
}

// The country and division whose polygons hold the position.
static void locate(const dln_gazetteer *gazetteer, dln_arena *arena, dln_where *where,
                   bool *failed) {
    dln_location inside = dln_geocode_locate(gazetteer, where->at);
    where->country = where->admin1 = DLN_STR_NONE;
    if (inside.country != DLN_NO_PLACE) {
        dln_place country = dln_gazetteer_place(gazetteer, inside.country);
        where->country = own(arena, dln_str_from(country.country), failed);
    }
    if (inside.admin1 != DLN_NO_PLACE)
        where->admin1 = own(arena, dln_gazetteer_place(gazetteer, inside.admin1).name, failed);
}

static dln_status place_at_position(const cli_placing *p, const dln_gazetteer *gazetteer,
                                    dln_arena *arena, dln_where *where, dln_error *err) {
    bool failed = false;
    if (isnan(p->lat) || isnan(p->lon))
        return dln_fail(err, DLN_INVALID, "a position is --lat and --lon together");
    where->located = true;
    where->at = (dln_lonlat){p->lon, p->lat};
    where->place_id = where->feature = DLN_STR_NONE;
    where->radius_m = given_radius_m;
    where->precision = DLN_GEO_EXACT;
    if (p->name)
        where->name = dln_str_from(p->name);
    locate(gazetteer, arena, where, &failed);
    return failed ? dln_fail_memory(err) : DLN_OK;
}

static dln_status find_taught(dln_store *store, const char *name, dln_arena *arena,
                              dln_where *where, bool *found, dln_error *err) {
    const dln_taught_place *places = NULL;
    size_t count = 0;
    dln_status status = dln_store_taught(store, arena, &places, &count, err);
    for (size_t i = 0; i < count && status == DLN_OK && !*found; i++)
        if (strcasecmp(places[i].name.data, name) == 0) {
            *where = places[i].where;
            *found = true;
        }
    return status;
}

static void append_place(dln_buffer *out, const dln_place *place) {
    dln_buffer_printf(out, "%.*s (%.*s%s%s; %.2f, %.2f)", DLN_STR_ARG(place->name),
                      DLN_STR_ARG(place->admin1), place->admin1.len ? ", " : "", place->country,
                      place->at.lat, place->at.lon);
}

// "--place: 'Tripoli' is taken for Tripoli …; there is also …: --country CC … say which is meant"
static void say_others(const cli_placing *p, const dln_geocode_match *matches, size_t count) {
    dln_buffer said = {0};
    size_t others = 0;
    dln_buffer_printf(&said, "%s: '%s' is taken for ", p->option, p->name);
    append_place(&said, &matches[0].place);
    for (size_t i = 1; i < count && others < MOST_OTHERS; i++) {
        if (dln_distance_m(matches[i].place.at, matches[0].place.at) < same_place_m)
            continue;
        dln_buffer_append(&said, others++ ? DLN_STR(" and ") : DLN_STR("; there is also "));
        append_place(&said, &matches[i].place);
    }
    dln_buffer_append(
        &said, is_stop(p) ? DLN_STR(": 'NAME, COUNTRY' or NAME@LON,LAT says which is meant")
                          : DLN_STR(": --country CC, or --lat and --lon, say which is meant"));
    if (others && !said.failed)
        cli_say("%s", said.data);
    dln_buffer_free(&said);
}

static dln_status find_by_name(const cli_placing *p, const dln_gazetteer *gazetteer,
                               dln_arena *arena, dln_where *where, dln_error *err) {
    dln_geocode_options options = {.limit = MOST_CHOICES};
    memcpy(options.country, p->country, sizeof options.country);
    const dln_geocode_match *matches = NULL;
    size_t count = 0;
    dln_status status =
        dln_geocode(gazetteer, dln_str_from(p->name), &options, arena, &matches, &count, err);
    if (status != DLN_OK)
        return status;
    const char *name =
        *p->country ? dln_arena_printf(arena, "%s, %s", p->name, p->country).data : p->name;
    if (!name)
        return dln_fail_memory(err);
    if (count == 0 || matches[0].similar)
        return cli_fail_unknown(p->option, name, matches, count,
                                is_stop(p) ? "NAME@LON,LAT gives any name a position"
                                           : "with --lat and --lon it may have any name",
                                err);
    if (count > 1)
        say_others(p, matches, count);
    bool failed = false;
    dln_where found = dln_where_of_place(&matches[0].place, arena);
    found.name = own(arena, found.name, &failed);
    found.place_id = own(arena, found.place_id, &failed);
    found.feature = own(arena, found.feature, &failed);
    found.admin1 = own(arena, found.admin1, &failed);
    *where = found;
    return failed ? dln_fail_memory(err) : DLN_OK;
}

dln_status cli_placing_find(const cli_placing *p, dln_store *store, const dln_gazetteer *gazetteer,
                            dln_arena *arena, dln_where *where, dln_error *err) {
    dln_where found = *where;
    bool taught = false;
    dln_status status = DLN_OK;
    if (!isnan(p->lat) || !isnan(p->lon)) {
        status = place_at_position(p, gazetteer, arena, &found, err);
    } else if (p->name) {
        status = find_taught(store, p->name, arena, &found, &taught, err);
        if (status == DLN_OK && !taught)
            status = find_by_name(p, gazetteer, arena, &found, err);
    }
    if (status != DLN_OK)
        return status;
    if (*p->country)
        found.country = dln_str_from(p->country);
    if (p->admin1)
        found.admin1 = dln_str_from(p->admin1);
    if (p->radius_km > 0) {
        found.radius_m = 1000 * p->radius_km;
        found.precision = found.radius_m >= region_radius_m ? DLN_GEO_REGION
                          : found.radius_m > given_radius_m ? DLN_GEO_NEAR
                                                            : DLN_GEO_EXACT;
    }
    *where = found;
    return DLN_OK;
}

dln_status cli_stop_find(const char *option, const char *text, dln_store *store,
                         const dln_gazetteer *gazetteer, dln_arena *arena, dln_where *out,
                         dln_error *err) {
    cli_placing placing;
    dln_lonlat at;
    dln_where found = {0};
    dln_str typed = dln_str_from(text);
    const char *sign = strrchr(text, '@');
    cli_placing_init(&placing);
    placing.option = option;
    placing.name = text;
    if (cli_parse_lonlat(dln_str_from(sign ? sign + 1 : text), &at, NULL)) {
        placing.lon = at.lon;
        placing.lat = at.lat;
        dln_str name =
            sign && sign > text
                ? dln_arena_copy(arena, dln_str_slice(typed, 0, (size_t)(sign - text)))
                : dln_arena_printf(arena, "%.4f, %.4f", at.lat, at.lon); // as "show" prints it
        if (!name.data)
            return dln_fail_memory(err);
        placing.name = name.data;
    }
    dln_status status =
        *text ? cli_placing_find(&placing, store, gazetteer, arena, &found, err) : DLN_OK;
    if (status == DLN_OK)
        *out = found;
    return status;
}
