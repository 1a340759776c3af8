#include "cli/filter_options.h"

#include <math.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/filter_places.h"
#include "cli/knowledge.h"
#include "cli/layers.h"
#include "cli/taught.h"

static const double default_within_km = 50; // the radius of ACLED users' usual buffer
static const double default_along_km = 10;  // a road and what can be seen from it

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

static bool parse_way_end(dln_str value, void *target, dln_error *err) {
    cli_filter *f = target;
    return cli_parse_text(value, f->between_from ? &f->between_to : &f->between_from, err);
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
        {"subtype", "NAME,...", "airstrike, drone, ied, convoy, ...", cli_parse_string,
         &f->filter.subtypes},
        {"weapon", "TEXT", "the weapon contains TEXT", cli_parse_string, &f->filter.weapon},
        {"review", "STATE,...", "unreviewed, accepted (these two), rejected, all", parse_reviews,
         &f->filter.reviews},
        {"since", "DAY", "on this day or later: 2024-10-05, 2024-10, 2024", cli_parse_since,
         &f->filter.since},
        {"until", "DAY", "on this day or earlier; a month or year with its last day",
         cli_parse_until, &f->filter.until},
        {"in", "PLACE", "inside a country or governorate, by its polygon", cli_parse_text, &f->in},
        {"near", "PLACE|LON,LAT", "around a place", cli_parse_text, &f->near_place},
        {"along", "FILE", "along the lines or borders of a vector file", cli_parse_text, &f->along},
        {"within", "KM", "how far --near (50) and --along (10) reach", cli_parse_positive,
         &f->within_km},
        {"between", "A B", "ways that lead from the one place to the other", parse_way_end, f},
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

// The gazetteer with what this database was taught: "the base" is a place to ask for, too.
static dln_status open_places(const char *database, dln_gazetteer **out, dln_error *err) {
    dln_store *store = NULL;
    dln_status status = dln_store_open(database, DLN_STORE_READ, &store, err);
    if (status == DLN_OK)
        status = cli_open_gazetteer(out, err);
    if (status == DLN_OK)
        status = cli_teach_gazetteer(store, *out, err);
    dln_store_close(store);
    return status;
}

static dln_status resolve_names(cli_filter *f, bool near_is_name, dln_arena *arena,
                                dln_error *err) {
    dln_gazetteer *gazetteer = NULL;
    dln_status status = open_places(f->database, &gazetteer, err);
    if (status == DLN_OK && f->in)
        status = cli_find_area(gazetteer, f->in, arena, &f->filter, err);
    if (status == DLN_OK && near_is_name)
        status = cli_find_center(gazetteer, f->near_place, &f->filter.near, err);
    if (status == DLN_OK && f->between_from)
        status = cli_find_way_end(gazetteer, f->between_from, arena, &f->filter.from, err);
    if (status == DLN_OK && f->between_to)
        status = cli_find_way_end(gazetteer, f->between_to, arena, &f->filter.to, err);
    dln_gazetteer_close(gazetteer);
    return status;
}

static dln_status read_files(cli_filter *f, dln_arena *arena, dln_error *err) {
    cli_layers layers;
    dln_status status = cli_layers_open(&layers, err);
    if (status == DLN_OK && f->in && f->polygon)
        return dln_fail(err, DLN_INVALID,
                        "--in and --polygon cannot be combined: give one of them");
    if (status == DLN_OK && f->polygon)
        status =
            layers.polygons_read(f->polygon, arena, &f->filter.area, &f->filter.area_count, err);
    if (status == DLN_OK && f->along)
        status = layers.lines_read(f->along, arena, &f->filter.along, &f->filter.along_count, err);
    return status;
}

dln_status cli_filter_build(cli_filter *f, dln_arena *arena, dln_error *err) {
    if (f->within_km > 0 && !f->near_place && !f->along)
        return dln_fail(err, DLN_INVALID,
                        "--within needs --near PLACE, --near LON,LAT or --along FILE");
    if (f->filter.nearest && !f->near_place)
        return dln_fail(err, DLN_INVALID, "--nearest needs --near PLACE or --near LON,LAT");
    dln_error position = {0};
    bool near_is_name =
        f->near_place && !cli_parse_lonlat(dln_str_from(f->near_place), &f->filter.near, &position);
    if (near_is_name && !f->near_place[strspn(f->near_place, "+-., 0123456789")])
        return dln_fail(err, DLN_INVALID, "--near: %s", position.message);
    f->filter.has_near = f->near_place != NULL;
    double near_km = f->filter.nearest ? 0 : default_within_km; // the nearest, however far
    f->filter.within_m = 1000 * (f->within_km > 0 ? f->within_km : near_km);
    f->filter.along_m = 1000 * (f->within_km > 0 ? f->within_km : default_along_km);
    dln_status status = DLN_OK;
    if (f->in || near_is_name || f->between_from)
        status = resolve_names(f, near_is_name, arena, err);
    if (status == DLN_OK && (f->polygon || f->along))
        status = read_files(f, arena, err);
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
