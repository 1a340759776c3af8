// One HTML file that holds everything: incidents as they come, then the ground around them. Flat
// memory but for the ground.
#include "export/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/palette.h"
#include "export/columns.h"

#define FLUSH_BYTES    ((size_t)64 << 10)
#define WAY_DECIMALS   4
#define WINDOW_MIN_DEG 1.0  // of a single place, its surroundings
#define WINDOW_MARGIN  0.08 // so that nothing sticks to the frame
#define ATTRIBUTION    "Map data: GeoNames (CC BY 4.0), Natural Earth, GSHHG. Made with dateline."
#define WORLD                                                                                      \
    (dln_box) {                                                                                    \
        -180, -60, 180, 75                                                                         \
    }

struct dln_page_export {
    char *title, *basemap;
    bool has_window;
    dln_box window;
    dln_write_bytes write;
    void *context;
    dln_buffer out, safe;
    dln_coverage *coverage;
    size_t count, ways;
};

static void put_text(dln_json *json, const char *key, dln_str text) {
    if (text.data)
        dln_json_str(json, key, text);
}

static void put_count(dln_json *json, const char *key, dln_count count) {
    if (!count.said)
        return;
    dln_json_open(json, key, '[');
    dln_json_int(json, NULL, count.low);
    if (count.high != DLN_COUNT_OPEN)
        dln_json_int(json, NULL, count.high);
    dln_json_close(json, ']');
}

static void put_where(dln_json *json, const dln_where *where) {
    put_text(json, "place", where->name);
    put_text(json, "admin1", where->admin1);
    put_text(json, "country", where->country);
    if (!where->located || !dln_lonlat_is_valid(where->at))
        return;
    int decimals = dln_degree_decimals(where->radius_m);
    dln_json_double(json, "lon", where->at.lon, decimals);
    dln_json_double(json, "lat", where->at.lat, decimals);
    dln_json_double(json, "radius_m", where->radius_m, 0);
    dln_json_int(json, "precision", where->precision);
}

static bool put_way(dln_json *json, const dln_incident *incident) {
    dln_lonlat stops[DLN_VIA_MAX + 2];
    size_t count = dln_incident_line(incident, stops), valid = 0;
    for (size_t i = 0; i < count; i++)
        if (dln_lonlat_is_valid(stops[i]))
            stops[valid++] = stops[i];
    if (valid < 2)
        return false;
    dln_json_open(json, "way", '[');
    for (size_t i = 0; i < valid; i++) {
        dln_json_open(json, NULL, '[');
        dln_json_double(json, NULL, stops[i].lon, WAY_DECIMALS);
        dln_json_double(json, NULL, stops[i].lat, WAY_DECIMALS);
        dln_json_close(json, ']');
    }
    dln_json_close(json, ']');
    return true;
}

static void put_sources(dln_json *json, const dln_record *record) {
    dln_json_open(json, "sources", '[');
    for (size_t i = 0; i < record->evidence_count; i++) {
        const dln_evidence *evidence = &record->evidence[i];
        dln_json_open(json, NULL, '{');
        dln_json_str(json, "sentence", evidence->sentence.data ? evidence->sentence : DLN_STR(""));
        dln_json_str(json, "report", evidence->report_id);
        put_text(json, "title", evidence->title);
        put_text(json, "source", evidence->source);
        put_text(json, "url", evidence->url);
        if (evidence->published != DLN_DAY_NONE)
            dln_json_day(json, "published", evidence->published);
        dln_json_close(json, '}');
    }
    dln_json_close(json, ']');
}

static void put_words(dln_json *json, const dln_incident *incident) {
    put_text(json, "origin", incident->origin.name);
    put_text(json, "destination", incident->destination.name);
    put_text(json, "actor", incident->actor);
    put_text(json, "target", incident->target);
    put_text(json, "weapon", incident->weapon);
    put_text(json, "object", incident->object);
    put_count(json, "count", incident->count);
    put_count(json, "killed", incident->fatalities);
    put_count(json, "injured", incident->injured);
    dln_json_double(json, "confidence", incident->confidence, 2);
}

// What has not happened, or is said not to have.
static bool is_open(dln_incident_status status) {
    return status != DLN_REPORTED && status != DLN_CLAIMED && status != DLN_ALLEGED;
}

static void put_incident(dln_page_export *page, const dln_record *record) {
    const dln_incident *incident = &record->incident;
    dln_json json = dln_json_to(&page->out);
    dln_json_open(&json, NULL, '{');
    dln_json_int(&json, "id", record->id);
    dln_json_str(&json, "type", dln_str_from(dln_type_name(incident->type)));
    put_text(&json, "subtype", incident->subtype);
    dln_json_str(&json, "status", dln_str_from(dln_status_name(incident->status)));
    if (is_open(incident->status))
        dln_json_bool(&json, "open", true);
    if (incident->when.first != DLN_DAY_NONE) {
        dln_json_day(&json, "start", incident->when.first);
        dln_json_day(&json, "end", incident->when.last);
    }
    put_where(&json, &incident->where);
    put_words(&json, incident);
    page->ways += put_way(&json, incident);
    put_sources(&json, record);
    dln_json_close(&json, '}');
}

// JSON inside of HTML: no '<' may stand in it, and JSON has it nowhere but in strings.
static void make_safe(dln_page_export *page) {
    dln_str rest = dln_buffer_str(&page->out);
    dln_buffer_clear(&page->safe);
    while (rest.len) {
        const char *found = memchr(rest.data, '<', rest.len);
        size_t plain = found ? (size_t)(found - rest.data) : rest.len;
        dln_buffer_append(&page->safe, dln_str_slice(rest, 0, plain));
        if (found)
            dln_buffer_append(&page->safe, DLN_STR("\\u003c"));
        rest = dln_str_slice(rest, plain + (found != NULL), rest.len);
    }
}

static dln_status flush(dln_page_export *page, dln_error *err) {
    if (page->out.failed || page->safe.failed)
        return dln_fail_memory(err);
    make_safe(page);
    if (page->safe.failed)
        return dln_fail_memory(err);
    dln_buffer_clear(&page->out);
    return page->safe.len ? page->write(page->context, dln_buffer_str(&page->safe), err) : DLN_OK;
}

static char *copied(const char *text, size_t len) {
    char *copy = malloc(len + 1);
    if (copy) {
        memcpy(copy, text, len);
        copy[len] = '\0';
    }
    return copy;
}

dln_status dln_page_export_new(const dln_page_options *options, dln_write_bytes write,
                               void *context, dln_page_export **out, dln_error *err) {
    dln_page_export *page = calloc(1, sizeof *page);
    if (!page)
        return dln_fail_memory(err);
    page->title = copied(options->title.data ? options->title.data : "", options->title.len);
    page->basemap = copied(options->basemap, strlen(options->basemap));
    page->has_window = options->has_window;
    page->window = options->window;
    page->write = write;
    page->context = context;
    dln_status status = page->title && page->basemap ? dln_coverage_new(&page->coverage, err)
                                                     : dln_fail_memory(err);
    if (status == DLN_OK)
        status = write(context, dln_page_before(), err);
    if (status != DLN_OK) {
        dln_page_export_free(page);
        return status;
    }
    dln_buffer_append(&page->out, DLN_STR("{\"incidents\":["));
    *out = page;
    return DLN_OK;
}

dln_status dln_page_export_add(dln_page_export *page, const dln_record *record, dln_error *err) {
    dln_buffer_append(&page->out, page->count++ ? DLN_STR(",\n") : DLN_STR("\n"));
    put_incident(page, record);
    dln_coverage_add(page->coverage, record);
    return page->out.len < FLUSH_BYTES ? DLN_OK : flush(page, err);
}

static void put_types(dln_json *json) {
    dln_json_open(json, "types", '[');
    for (int i = 0; i < DLN_INCIDENT_TYPES; i++) {
        const dln_swatch *swatch = dln_palette_of((dln_incident_type)i);
        dln_json_open(json, NULL, '{');
        dln_json_str(json, "name", dln_str_from(dln_type_name((dln_incident_type)i)));
        dln_json_str(json, "color", dln_str_from(swatch->hex));
        dln_json_str(json, "shape", dln_str_from(swatch->shape));
        dln_json_close(json, '}');
    }
    dln_json_close(json, ']');
}

// What is seen at first: the region asked for, else all incidents, a little more than filled.
static dln_box window_of(const dln_page_export *page) {
    dln_box box = page->window;
    if (page->has_window)
        return box;
    if (!dln_coverage_box(page->coverage, &box))
        return WORLD;
    double width = box.east - box.west + (box.west > box.east ? 360 : 0);
    double height = box.north - box.south;
    double across = (WINDOW_MIN_DEG > width ? WINDOW_MIN_DEG - width : 0) / 2;
    double up = (WINDOW_MIN_DEG > height ? WINDOW_MIN_DEG - height : 0) / 2;
    double margin = WINDOW_MARGIN * (width > height ? width : height);
    if (width + 2 * (across + margin) >= 360)
        return (dln_box){-180, box.south - up, 180, box.north + up};
    bool over = box.west > box.east; // stays so, however wide it grows
    box.west -= across + margin;
    box.east += across + margin;
    if (!over && (box.west < -180 || box.east > 180)) {
        box.west = dln_wrap_lon(box.west);
        box.east = dln_wrap_lon(box.east);
    }
    box.south = box.south - up - margin < -85 ? -85 : box.south - up - margin;
    box.north = box.north + up + margin > 85 ? 85 : box.north + up + margin;
    return box;
}

static void put_view(dln_json *json, const dln_page_grid *grid, dln_box window) {
    dln_json_open(json, "view", '{');
    dln_json_double(json, "west", grid->west, 6);
    dln_json_double(json, "east", grid->east, 6);
    dln_json_double(json, "top", grid->top, 6);
    dln_json_double(json, "scale", grid->scale, 6);
    dln_json_double(json, "width", grid->width, 0);
    dln_json_double(json, "height", grid->height, 0);
    dln_json_open(json, "window", '[');
    dln_json_double(json, NULL, window.west, 4);
    dln_json_double(json, NULL, window.south, 4);
    dln_json_double(json, NULL, window.east, 4);
    dln_json_double(json, NULL, window.north, 4);
    dln_json_close(json, ']');
    dln_json_close(json, '}');
}

static void put_title(dln_json *json, const dln_page_export *page) {
    dln_day first, last;
    char from[DLN_DAY_TEXT_SIZE], to[DLN_DAY_TEXT_SIZE];
    dln_buffer title = {0};
    dln_buffer_append(&title, dln_str_from(page->title));
    if (!title.len && dln_coverage_days(page->coverage, &first, &last))
        dln_buffer_printf(&title, "Incidents, %s to %s", dln_day_format(first, from),
                          dln_day_format(last, to));
    else if (!title.len)
        dln_buffer_append(&title, DLN_STR("Incidents"));
    dln_json_str(json, "title", dln_buffer_str(&title));
    json->out->failed |= title.failed;
    dln_buffer_free(&title);
}

static dln_status put_rest(dln_page_export *page, dln_error *err) {
    dln_box window = window_of(page);
    dln_page_grid grid = dln_page_grid_around(window);
    dln_json json = dln_json_to(&page->out);
    json.depth = 1; // inside the object that was opened by hand, behind "incidents"
    json.has_member[1] = true;
    dln_buffer_append(&page->out, DLN_STR("\n]"));
    put_title(&json, page);
    dln_json_str(&json, "attribution", DLN_STR(ATTRIBUTION));
    put_types(&json);
    put_view(&json, &grid, window);
    dln_json_open(&json, "ground", '{');
    dln_status status = dln_page_put_ground(&json, &grid, page->basemap, err);
    dln_json_close(&json, '}');
    dln_json_close(&json, '}');
    return status;
}

dln_status dln_page_export_finish(dln_page_export *page, dln_error *err) {
    dln_status status = put_rest(page, err);
    if (status == DLN_OK)
        status = flush(page, err);
    return status == DLN_OK ? page->write(page->context, dln_page_behind(), err) : status;
}

size_t dln_page_export_ways(const dln_page_export *page) {
    return page->ways;
}

void dln_page_export_free(dln_page_export *page) {
    if (!page)
        return;
    free(page->title);
    free(page->basemap);
    dln_buffer_free(&page->out);
    dln_buffer_free(&page->safe);
    dln_coverage_free(page->coverage);
    free(page);
}
