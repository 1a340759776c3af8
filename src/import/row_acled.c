// ACLED's columns (codebook of 2023), the other way round from src/export/profile_acled.c.
#include "export/country.h"
#include "import/row.h"

#define COLUMNS(X)                                                                                 \
    X(event_id_cnty)                                                                               \
    X(event_date)                                                                                  \
    X(time_precision)                                                                              \
    X(event_type)                                                                                  \
    X(sub_event_type)                                                                              \
    X(actor1)                                                                                      \
    X(actor2)                                                                                      \
    X(iso)                                                                                         \
    X(country)                                                                                     \
    X(admin1) X(location) X(latitude) X(longitude) X(geo_precision) X(source) X(notes)             \
        X(fatalities) X(tags)
#define NUMBER(name) ACLED_##name,
#define NAME(name)   #name,
enum { COLUMNS(NUMBER) ACLED_COLUMNS };
static const char *const names[] = {COLUMNS(NAME)};

// By sub-event type, else by event type; what `tags` of our own files say goes before.
static const struct {
    const char *name;
    dln_incident_type type;
    const char *subtype;
} kinds[] = {
    {"Air/drone strike", DLN_STRIKE, "airstrike"},
    {"Shelling/artillery/missile attack", DLN_STRIKE, "shelling"},
    {"Chemical weapon", DLN_STRIKE, NULL},
    {"Suicide bomb", DLN_EXPLOSION, "suicide"},
    {"Remote explosive/landmine/IED", DLN_EXPLOSION, "ied"},
    {"Grenade", DLN_EXPLOSION, "grenade"},
    {"Armed clash", DLN_CLASH, NULL},
    {"Government regains territory", DLN_SEIZURE, "territory"},
    {"Non-state actor overtakes territory", DLN_SEIZURE, "territory"},
    {"Non-violent transfer of territory", DLN_SEIZURE, "territory"},
    {"Abduction/forced disappearance", DLN_ABDUCTION, NULL},
    {"Attack", DLN_ATTACK, NULL},
    {"Sexual violence", DLN_ATTACK, NULL},
    {"Looting/property destruction", DLN_ATTACK, "arson"},
    {"Disrupted weapons use", DLN_INTERCEPTION, NULL},
    {"Arrests", DLN_ARREST, NULL},
    {"Headquarters or base established", DLN_MOVEMENT, "deployment"},
    {"Change to group/activity", DLN_MOVEMENT, NULL},
    {"Agreement", DLN_MEETING, NULL},
    {"Other", DLN_MEETING, NULL},
    {"Violent demonstration", DLN_RIOT, NULL},
    {"Mob violence", DLN_RIOT, NULL},
    {"Battles", DLN_CLASH, NULL},
    {"Explosions/Remote violence", DLN_STRIKE, NULL},
    {"Violence against civilians", DLN_ATTACK, NULL},
    {"Protests", DLN_PROTEST, NULL},
    {"Peaceful protest", DLN_PROTEST, NULL},
    {"Protest with intervention", DLN_PROTEST, NULL},
    {"Excessive force against protesters", DLN_PROTEST, NULL},
    {"Riots", DLN_RIOT, NULL},
    {"Strategic developments", DLN_MEETING, NULL},
};

static bool find_kind(dln_str name, dln_incident *out) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (dln_str_equal(name, dln_str_from(kinds[i].name))) {
            out->type = kinds[i].type;
            out->subtype = dln_str_from(kinds[i].subtype);
            return true;
        }
    return false;
}

// "weapon=…" of tags; it comes last and may hold anything.
static dln_str tag_of(dln_str tags, dln_str key) {
    bool is_weapon = dln_str_equal(key, DLN_STR("weapon="));
    while (tags.data) {
        dln_str all = dln_str_trim(tags), tag = dln_str_trim(dln_str_cut(&tags, ';'));
        if (dln_str_starts_with(tag, key)) {
            dln_str said = is_weapon ? all : tag;
            return said.len > key.len ? dln_str_slice(said, key.len, said.len) : DLN_STR_NONE;
        }
        if (dln_str_starts_with(tag, DLN_STR("weapon=")))
            break;
    }
    return DLN_STR_NONE;
}

static void read_kind(dln_row_cells *row, dln_incident *out) {
    dln_str tags = row->values[ACLED_tags], type = tag_of(tags, DLN_STR("type="));
    dln_str status = tag_of(tags, DLN_STR("status="));
    if (type.data && dln_type_parse(type, &out->type))
        out->subtype = tag_of(tags, DLN_STR("subtype="));
    else if (!find_kind(row->values[ACLED_sub_event_type], out) &&
             !find_kind(row->values[ACLED_event_type], out))
        dln_row_spoil(row, ACLED_event_type, "is no event type of ACLED");
    if (status.data)
        (void)dln_status_parse(status, &out->status);
    int64_t injured = 0, killed = 0;
    if (dln_str_to_int(tag_of(tags, DLN_STR("injured=")), &injured) && injured >= 0 &&
        injured < DLN_COUNT_OPEN)
        out->injured = (dln_count){true, (int32_t)injured, (int32_t)injured};
    if (dln_row_whole(row, ACLED_fatalities, 0, DLN_COUNT_OPEN - 1, &killed))
        out->fatalities = (dln_count){true, (int32_t)killed, (int32_t)killed};
    out->weapon = tag_of(tags, DLN_STR("weapon="));
    out->actor = dln_row_text(row, ACLED_actor1);
    out->target = dln_row_text(row, ACLED_actor2);
}

// A week from the day on; a month that begins with it, or thirty days around none in particular.
static void read_when(dln_row_cells *row, dln_incident *out) {
    int64_t precision = 1;
    dln_day day = DLN_DAY_NONE;
    if (!dln_row_date(row, ACLED_event_date, &day))
        return;
    (void)dln_row_whole(row, ACLED_time_precision, 1, 3, &precision);
    dln_civil civil = dln_day_to_civil(day);
    dln_day last = precision == 1   ? day
                   : precision == 2 ? day + 6
                   : civil.day == 1 ? day + dln_days_in_month(civil.year, civil.month) - 1
                                    : day + 29;
    out->when = (dln_when){day, last,
                           precision == 1   ? DLN_DATE_DAY
                           : precision == 2 ? DLN_DATE_WEEK
                                            : DLN_DATE_MONTH};
}

static void read_where(dln_row_cells *row, dln_incident *out) {
    // What ACLED means by them: a town, its surroundings or a small area, a larger region.
    static const double radius_m[] = {0, 3e3, 25e3, 100e3};
    dln_where *where = &out->where;
    int64_t precision = DLN_GEO_EXACT, radius = 0, number = 0;
    where->name = dln_row_text(row, ACLED_location);
    where->admin1 = dln_row_text(row, ACLED_admin1);
    (void)dln_row_whole(row, ACLED_iso, 0, 999, &number);
    const dln_country *country = dln_country_named((int)number, row->values[ACLED_country]);
    if (country)
        where->country = dln_str_from(country->code);
    dln_row_position(row, ACLED_latitude, ACLED_longitude, where);
    if (!where->located)
        return;
    (void)dln_row_whole(row, ACLED_geo_precision, DLN_GEO_EXACT, DLN_GEO_REGION, &precision);
    where->precision = (dln_geo_precision)precision;
    where->radius_m = radius_m[precision];
    if (dln_str_to_int(tag_of(row->values[ACLED_tags], DLN_STR("radius_m=")), &radius) &&
        radius >= 0)
        where->radius_m = (double)radius;
}

// "IRQ3421" ends in a number that its country gives once.
static int64_t id_of(dln_str text) {
    size_t begin = text.len;
    int64_t id = 0;
    while (begin > 0 && text.data[begin - 1] >= '0' && text.data[begin - 1] <= '9')
        begin--;
    return dln_str_to_int(dln_str_slice(text, begin, text.len), &id) ? id : 0;
}

static void read_acled(dln_row_cells *row, dln_record *out) {
    *out = dln_row_empty_record();
    dln_str event = row->values[ACLED_event_id_cnty];
    out->id = id_of(event);
    read_kind(row, &out->incident);
    read_when(row, &out->incident);
    read_where(row, &out->incident);
    dln_row_sources sources = {.publishers = dln_row_text(row, ACLED_source), .count = 1};
    if (event.len)
        sources.ids = dln_arena_printf(row->arena, "acled:%.*s", DLN_STR_ARG(event));
    dln_evidence quoted = {.sentence = dln_row_text(row, ACLED_notes), .published = DLN_DAY_NONE};
    dln_row_put_sources(row, &sources, &quoted, out);
}

const dln_row_format dln_row_acled = {names, ACLED_COLUMNS, ACLED_event_id_cnty, read_acled};
