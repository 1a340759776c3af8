#include "cli/filter_options.h"

#include <math.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/knowledge.h"
#include "cli/layers.h"

static const double default_within_km = 50; // the radius of ACLED users' usual buffer

// A list of names with commas between them as bits.
static bool parse_types(dln_str value, void *target, dln_error *err) {
    uint32_t *bits = target;
    while (value.data) {
        dln_str name = dln_str_trim(dln_str_cut(&value, ','));
        dln_incident_type type;
        if (!dln_type_parse(name, &type)) {
            dln_fail(
                err, DLN_INVALID,
                "'%.*s' is no type: strike, explosion, clash, attack, interception, abduction, "
                "arrest, seizure, movement, protest, riot, meeting",
                DLN_STR_ARG(name));
            return false;
        }
        *bits |= 1u << type;
    }
    return true;
}

static bool parse_statuses(dln_str value, void *target, dln_error *err) {
    uint32_t *bits = target;
    while (value.data) {
        dln_str name = dln_str_trim(dln_str_cut(&value, ','));
        dln_incident_status status;
        if (dln_str_equal(name, DLN_STR("all"))) {
            *bits |= (1u << DLN_INCIDENT_STATUSES) - 1;
        } else if (dln_status_parse(name, &status)) {
            *bits |= 1u << status;
        } else {
            dln_fail(
                err, DLN_INVALID,
                "'%.*s' is no status: reported, claimed, alleged, denied, planned, threatened, "
                "prevented, all",
                DLN_STR_ARG(name));
            return false;
        }
    }
    return true;
}

static bool parse_reviews(dln_str value, void *target, dln_error *err) {
    uint32_t *bits = target;
    while (value.data) {
        dln_str name = dln_str_trim(dln_str_cut(&value, ','));
        dln_review review;
        if (dln_str_equal(name, DLN_STR("all"))) {
            *bits |= (1u << DLN_REVIEWS) - 1;
        } else if (dln_review_parse(name, &review)) {
            *bits |= 1u << review;
        } else {
            dln_fail(err, DLN_INVALID, "'%.*s' is none of unreviewed, accepted, rejected, all",
                     DLN_STR_ARG(name));
            return false;
        }
    }
    return true;
}

static bool parse_filter_box(dln_str value, void *target, dln_error *err) {
    dln_filter *filter = target;
    filter->has_box = cli_parse_box(value, &filter->box, err);
    return filter->has_box;
}

void cli_filter_init(cli_filter *f) {
    memset(f, 0, sizeof *f);
    dln_filter_init(&f->filter);
    f->database = CLI_DEFAULT_DATABASE;
    const cli_option options[CLI_FILTER_OPTIONS] = {
        {"db", "FILE", "the database (" CLI_DEFAULT_DATABASE ")", cli_parse_text, &f->database},
        {"type", "TYPE,...", "strike, explosion, clash, attack, interception, movement, ...",
         parse_types, &f->filter.types},
        {"status", "STATUS,...", "reported, claimed, alleged (these three), denied, ..., all",
         parse_statuses, &f->filter.statuses},
        {"actor", "TEXT", "the actor's name contains TEXT", cli_parse_string, &f->filter.actor},
        {"weapon", "TEXT", "the weapon contains TEXT", cli_parse_string, &f->filter.weapon},
        {"review", "STATE,...", "unreviewed, accepted (these two), rejected, all", parse_reviews,
         &f->filter.reviews},
        {"since", "DAY", "on this day or later: 2024-10-05, 2024-10, 2024", cli_parse_since,
         &f->filter.since},
        {"until", "DAY", "on this day or earlier; a month or year with its last day",
         cli_parse_until, &f->filter.until},
        {"in", "PLACE", "inside a country or governorate, by its polygon", cli_parse_text, &f->in},
        {"near", "PLACE|LON,LAT", "around a place", cli_parse_text, &f->near_place},
        {"within", "KM", "how far --near reaches (50)", cli_parse_positive, &f->within_km},
        {"bbox", "W,S,E,N", "inside a box in degrees", parse_filter_box, &f->filter},
        {"polygon", "FILE", "inside the polygons of a vector file (GeoJSON, GeoPackage, ...)",
         cli_parse_text, &f->polygon},
        {"min-confidence", "0..1", "only what is at least this sure", cli_parse_share,
         &f->filter.min_confidence},
        {"report", "ID", "told by this report", cli_parse_string, &f->filter.report},
        {"limit", "N", "at most N incidents", cli_parse_count, &f->filter.limit},
        {0},
    };
    memcpy(f->options, options, sizeof f->options);
}

// The first of the candidates that has borders. A city has none, but often the division around it
// has its name: whoever writes the city's name in another script means that one.
static bool area_among(dln_gazetteer *gazetteer, const dln_candidate *candidates, size_t count,
                       dln_arena *arena, dln_polygon *area) {
    for (size_t i = 0; i < count; i++)
        if (dln_gazetteer_polygon(gazetteer, candidates[i].place, arena, area))
            return true;
    for (size_t i = 0; i < count; i++) {
        dln_place place = dln_gazetteer_place(gazetteer, candidates[i].place);
        if (dln_str_equal(place.name, place.admin1) && place.admin1_place != DLN_NO_PLACE &&
            dln_gazetteer_polygon(gazetteer, place.admin1_place, arena, area))
            return true;
    }
    return false;
}

static bool area_of_code(dln_gazetteer *gazetteer, const char *code, dln_arena *arena,
                         dln_polygon *area) {
    char iso[3];
    if (!cli_parse_country(dln_str_from(code), iso, NULL))
        return false;
    dln_place_index country = dln_gazetteer_country(gazetteer, iso);
    return country != DLN_NO_PLACE && dln_gazetteer_polygon(gazetteer, country, arena, area);
}

static dln_status find_area(dln_gazetteer *gazetteer, const char *name, dln_arena *arena,
                            dln_filter *filter, dln_error *err) {
    size_t count = 0;
    const dln_candidate *candidates = dln_gazetteer_find(gazetteer, dln_str_from(name), &count);
    dln_polygon *area = DLN_ARENA_ARRAY(arena, dln_polygon, 1);
    if (!area)
        return dln_fail_memory(err);
    if (area_of_code(gazetteer, name, arena, area) ||
        area_among(gazetteer, candidates, count, arena, area)) {
        filter->area = area;
        filter->area_count = 1;
        return DLN_OK;
    }
    if (count == 0)
        return dln_fail(
            err, DLN_NOT_FOUND,
            "--in: the gazetteer knows no '%s'; 'dateline geocode \"%s\"' suggests names", name,
            name);
    return dln_fail(err, DLN_NOT_FOUND,
                    "--in: no borders are known of '%s', only of countries and governorates; "
                    "--near '%s' --within KM looks around it",
                    name, name);
}

static dln_status find_center(dln_gazetteer *gazetteer, const char *name, dln_filter *filter,
                              dln_error *err) {
    size_t count = 0;
    const dln_candidate *candidates = dln_gazetteer_find(gazetteer, dln_str_from(name), &count);
    if (count == 0)
        return dln_fail(err, DLN_NOT_FOUND,
                        "--near: the gazetteer knows no '%s'; give LON,LAT or another spelling",
                        name);
    filter->near = dln_gazetteer_place(gazetteer, candidates[0].place).at;
    return DLN_OK;
}

static dln_status resolve_names(cli_filter *f, bool near_is_name, dln_arena *arena,
                                dln_error *err) {
    dln_gazetteer *gazetteer = NULL;
    dln_status status = cli_open_gazetteer(&gazetteer, err);
    if (status != DLN_OK)
        return status;
    if (f->in)
        status = find_area(gazetteer, f->in, arena, &f->filter, err);
    if (status == DLN_OK && near_is_name)
        status = find_center(gazetteer, f->near_place, &f->filter, err);
    dln_gazetteer_close(gazetteer);
    return status;
}

static dln_status read_polygons(cli_filter *f, dln_arena *arena, dln_error *err) {
    cli_layers layers;
    dln_status status = cli_layers_open(&layers, err);
    if (status != DLN_OK)
        return status;
    if (f->in)
        return dln_fail(err, DLN_INVALID,
                        "--in and --polygon cannot be combined: give one of them");
    return layers.polygons_read(f->polygon, arena, &f->filter.area, &f->filter.area_count, err);
}

dln_status cli_filter_build(cli_filter *f, dln_arena *arena, dln_error *err) {
    if (f->within_km > 0 && !f->near_place)
        return dln_fail(err, DLN_INVALID, "--within needs --near PLACE or --near LON,LAT");
    dln_error position = {0};
    bool near_is_name =
        f->near_place && !cli_parse_lonlat(dln_str_from(f->near_place), &f->filter.near, &position);
    if (near_is_name && !f->near_place[strspn(f->near_place, "+-., 0123456789")])
        return dln_fail(err, DLN_INVALID, "--near: %s", position.message);
    f->filter.has_near = f->near_place != NULL;
    f->filter.within_m = 1000 * (f->within_km > 0 ? f->within_km : default_within_km);
    dln_status status = DLN_OK;
    if (f->in || near_is_name)
        status = resolve_names(f, near_is_name, arena, err);
    if (status == DLN_OK && f->polygon)
        status = read_polygons(f, arena, err);
    return status;
}

// Of several areas; one that crosses the antimeridian is taken alone.
static dln_box box_of_areas(const dln_filter *filter) {
    dln_box box = filter->area[0].box;
    for (size_t i = 1; i < filter->area_count && box.west <= box.east; i++) {
        const dln_box *next = &filter->area[i].box;
        box.west = fmin(box.west, next->west);
        box.south = fmin(box.south, next->south);
        box.east = fmax(box.east, next->east);
        box.north = fmax(box.north, next->north);
    }
    return box;
}

bool cli_filter_region(const dln_filter *filter, dln_box *out) {
    if (filter->has_box)
        *out = filter->box;
    else if (filter->area_count)
        *out = box_of_areas(filter);
    else if (filter->has_near)
        *out = dln_box_around(filter->near, filter->within_m);
    return filter->has_box || filter->area_count || filter->has_near;
}
