// The 31 columns of ACLED's event tables (codebook of 2023). README.md gives the mapping in words.
#include <math.h>

#include "export/country.h"
#include "export/profile.h"

typedef struct acled_kind {
    const char *disorder, *event, *sub_event;
} acled_kind;

#define VIOLENCE      "Political violence"
#define DEMONSTRATION "Demonstrations"
#define STRATEGIC     "Strategic developments"
#define REMOTE        "Explosions/Remote violence"
#define ON_CIVILIANS  "Violence against civilians"

// By type and, where it decides, subtype; the first row that fits.
static const struct {
    dln_incident_type type;
    const char *subtype; // NULL: any
    acled_kind kind;
} kinds[] = {
    {DLN_STRIKE, "airstrike", {VIOLENCE, REMOTE, "Air/drone strike"}},
    {DLN_STRIKE, "drone", {VIOLENCE, REMOTE, "Air/drone strike"}},
    {DLN_STRIKE, NULL, {VIOLENCE, REMOTE, "Shelling/artillery/missile attack"}},
    {DLN_EXPLOSION, "suicide", {VIOLENCE, REMOTE, "Suicide bomb"}},
    {DLN_EXPLOSION, "grenade", {VIOLENCE, REMOTE, "Grenade"}},
    {DLN_EXPLOSION, NULL, {VIOLENCE, REMOTE, "Remote explosive/landmine/IED"}},
    {DLN_CLASH, NULL, {VIOLENCE, "Battles", "Armed clash"}},
    {DLN_ATTACK, "arson", {STRATEGIC, STRATEGIC, "Looting/property destruction"}},
    {DLN_ATTACK, NULL, {VIOLENCE, ON_CIVILIANS, "Attack"}},
    {DLN_INTERCEPTION, NULL, {STRATEGIC, STRATEGIC, "Disrupted weapons use"}},
    {DLN_ABDUCTION, NULL, {VIOLENCE, ON_CIVILIANS, "Abduction/forced disappearance"}},
    {DLN_ARREST, NULL, {STRATEGIC, STRATEGIC, "Arrests"}},
    {DLN_SEIZURE, "weapons", {STRATEGIC, STRATEGIC, "Disrupted weapons use"}},
    {DLN_SEIZURE, "territory", {STRATEGIC, STRATEGIC, "Non-violent transfer of territory"}},
    {DLN_SEIZURE, NULL, {STRATEGIC, STRATEGIC, "Other"}},
    {DLN_MOVEMENT, NULL, {STRATEGIC, STRATEGIC, "Change to group/activity"}},
    {DLN_PROTEST, NULL, {DEMONSTRATION, "Protests", "Peaceful protest"}},
    {DLN_RIOT, NULL, {VIOLENCE, "Riots", "Violent demonstration"}},
    {DLN_MEETING, NULL, {STRATEGIC, STRATEGIC, "Other"}},
};

static const acled_kind *kind_of(const dln_record *record) {
    static const acled_kind none = {NULL, NULL, NULL};
    const dln_incident *incident = &record->incident;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (kinds[i].type == incident->type &&
            (!kinds[i].subtype || dln_str_equal(incident->subtype, dln_str_from(kinds[i].subtype))))
            return &kinds[i].kind;
    return &none;
}

static const dln_country *country_of(const dln_record *record) {
    static const dln_country none = {"", 0, "", "", ""};
    const dln_country *country = dln_country_of(record->incident.where.country);
    return country ? country : &none;
}

#define GETTER(column) static dln_cell get_##column(const dln_record *record, dln_buffer *scratch)
#define SIMPLE(column, expression)                                                                 \
    GETTER(column) {                                                                               \
        (void)scratch;                                                                             \
        return expression;                                                                         \
    }

SIMPLE(event_date, dln_cell_day(record->incident.when.first))
SIMPLE(disorder_type, dln_cell_constant(kind_of(record)->disorder))
SIMPLE(event_type, dln_cell_constant(kind_of(record)->event))
SIMPLE(sub_event_type, dln_cell_constant(kind_of(record)->sub_event))
SIMPLE(actor1, dln_cell_text(record->incident.actor))
SIMPLE(actor2, dln_cell_text(record->incident.target))
SIMPLE(iso,
       country_of(record)->number ? dln_cell_integer(country_of(record)->number) : dln_cell_null())
SIMPLE(region, dln_cell_constant(country_of(record)->acled_region))
SIMPLE(admin1, dln_cell_text(record->incident.where.admin1))
SIMPLE(location, dln_cell_text(record->incident.where.name))
SIMPLE(latitude, dln_cell_lat(record))
SIMPLE(longitude, dln_cell_lon(record))
SIMPLE(geo_precision, record->incident.where.located
                          ? dln_cell_integer(record->incident.where.precision)
                          : dln_cell_null())
SIMPLE(fatalities, dln_cell_low(record->incident.fatalities))

// "IQ17": ACLED's ids are a country and a number.
GETTER(event_id) {
    dln_buffer_printf(scratch, "%.*s%lld", DLN_STR_ARG(record->incident.where.country),
                      (long long)record->id);
    return dln_cell_text(dln_buffer_str(scratch));
}

GETTER(time_precision) {
    (void)scratch;
    switch (record->incident.when.precision) {
    case DLN_DATE_DAY:
        return dln_cell_integer(1);
    case DLN_DATE_WEEK:
        return dln_cell_integer(2);
    case DLN_DATE_MONTH:
    case DLN_DATE_YEAR: // ACLED has nothing rougher
        return dln_cell_integer(3);
    default:
        return dln_cell_null();
    }
}

GETTER(notes) {
    (void)scratch;
    const dln_evidence *best = dln_record_best_evidence(record);
    return best ? dln_cell_text(best->sentence) : dln_cell_null();
}

// What ACLED has no column for.
GETTER(tags) {
    const dln_incident *incident = &record->incident;
    dln_buffer_printf(scratch, "status=%s; type=%s", dln_status_name(incident->status),
                      dln_type_name(incident->type));
    if (incident->subtype.data) {
        dln_buffer_append(scratch, DLN_STR("; subtype="));
        dln_buffer_append(scratch, incident->subtype);
    }
    if (incident->where.located)
        dln_buffer_printf(scratch, "; radius_m=%ld", lround(incident->where.radius_m));
    if (incident->injured.said)
        dln_buffer_printf(scratch, "; injured=%d", (int)incident->injured.low);
    if (incident->weapon.data) {
        dln_buffer_append(scratch, DLN_STR("; weapon="));
        dln_buffer_append(scratch, incident->weapon);
    }
    return dln_cell_text(dln_buffer_str(scratch));
}

static const dln_column columns[] = {
    DLN_COLUMN("event_id_cnty", "event_id", DLN_CELL_TEXT, get_event_id),
    DLN_COLUMN("event_date", "event_date", DLN_CELL_DAY, get_event_date),
    DLN_COLUMN("year", "year", DLN_CELL_INTEGER, dln_cell_year),
    DLN_COLUMN("time_precision", "time_prec", DLN_CELL_INTEGER, get_time_precision),
    DLN_COLUMN("disorder_type", "disorder", DLN_CELL_TEXT, get_disorder_type),
    DLN_COLUMN("event_type", "event_type", DLN_CELL_TEXT, get_event_type),
    DLN_COLUMN("sub_event_type", "sub_event", DLN_CELL_TEXT, get_sub_event_type),
    DLN_COLUMN("actor1", "actor1", DLN_CELL_TEXT, get_actor1),
    DLN_COLUMN("assoc_actor_1", "assoc1", DLN_CELL_TEXT, dln_cell_unknown),
    DLN_COLUMN("inter1", "inter1", DLN_CELL_INTEGER, dln_cell_unknown),
    DLN_COLUMN("actor2", "actor2", DLN_CELL_TEXT, get_actor2),
    DLN_COLUMN("assoc_actor_2", "assoc2", DLN_CELL_TEXT, dln_cell_unknown),
    DLN_COLUMN("inter2", "inter2", DLN_CELL_INTEGER, dln_cell_unknown),
    DLN_COLUMN("interaction", "interact", DLN_CELL_INTEGER, dln_cell_unknown),
    DLN_COLUMN("civilian_targeting", "civilian", DLN_CELL_TEXT, dln_cell_unknown),
    DLN_COLUMN("iso", "iso", DLN_CELL_INTEGER, get_iso),
    DLN_COLUMN("region", "region", DLN_CELL_TEXT, get_region),
    DLN_COLUMN("country", "country", DLN_CELL_TEXT, dln_cell_country),
    DLN_COLUMN("admin1", "admin1", DLN_CELL_TEXT, get_admin1),
    DLN_COLUMN("admin2", "admin2", DLN_CELL_TEXT, dln_cell_unknown),
    DLN_COLUMN("admin3", "admin3", DLN_CELL_TEXT, dln_cell_unknown),
    DLN_COLUMN("location", "location", DLN_CELL_TEXT, get_location),
    DLN_COLUMN("latitude", "latitude", DLN_CELL_REAL, get_latitude),
    DLN_COLUMN("longitude", "longitude", DLN_CELL_REAL, get_longitude),
    DLN_COLUMN("geo_precision", "geo_prec", DLN_CELL_INTEGER, get_geo_precision),
    DLN_COLUMN("source", "source", DLN_CELL_TEXT, dln_cell_publishers),
    DLN_COLUMN("source_scale", "scale", DLN_CELL_TEXT, dln_cell_unknown),
    DLN_COLUMN("notes", "notes", DLN_CELL_TEXT, get_notes),
    DLN_COLUMN("fatalities", "fatalities", DLN_CELL_INTEGER, get_fatalities),
    DLN_COLUMN("tags", "tags", DLN_CELL_TEXT, get_tags),
    DLN_COLUMN("timestamp", "timestamp", DLN_CELL_INTEGER, dln_cell_unknown),
};

dln_columns dln_columns_acled(void) {
    return (dln_columns){columns, sizeof columns / sizeof columns[0]};
}
