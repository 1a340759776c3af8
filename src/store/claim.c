#include "store/claim.h"

static void bind_count(dln_binding *binding, dln_count count) {
    if (count.said)
        dln_bind_int(binding, count.low);
    else
        dln_bind_null(binding);
    if (count.said && count.high != DLN_COUNT_OPEN)
        dln_bind_int(binding, count.high);
    else
        dln_bind_null(binding);
}

static dln_count read_count(dln_row *row) {
    dln_count count = {.said = !dln_row_is_null(row)};
    count.low = (int32_t)dln_row_int(row);
    bool open = count.said && dln_row_is_null(row);
    count.high = (int32_t)dln_row_int(row);
    if (open)
        count.high = DLN_COUNT_OPEN;
    return count;
}

void dln_where_bind(dln_binding *binding, const dln_where *where) {
    dln_bind_str(binding, where->name);
    dln_bind_str(binding, where->place_id);
    dln_bind_str(binding, where->feature);
    dln_bind_str(binding, where->country);
    dln_bind_str(binding, where->admin1);
    if (where->located) {
        dln_bind_double(binding, where->at.lon);
        dln_bind_double(binding, where->at.lat);
        dln_bind_double(binding, where->radius_m);
        dln_bind_int(binding, where->precision);
    } else {
        for (int i = 0; i < 4; i++)
            dln_bind_null(binding);
    }
}

void dln_where_read(dln_row *row, dln_where *out) {
    out->name = dln_row_str(row);
    out->place_id = dln_row_str(row);
    out->feature = dln_row_str(row);
    out->country = dln_row_str(row);
    out->admin1 = dln_row_str(row);
    dln_position_read(row, out);
}

void dln_position_read(dln_row *row, dln_where *out) {
    out->located = !dln_row_is_null(row);
    out->at.lon = dln_row_double(row);
    out->at.lat = dln_row_double(row);
    out->radius_m = dln_row_double(row);
    int64_t precision = dln_row_int(row);
    out->precision = precision >= DLN_GEO_EXACT && precision <= DLN_GEO_REGION
                         ? (dln_geo_precision)precision
                         : DLN_GEO_UNKNOWN;
}

void dln_claim_bind(dln_binding *binding, const dln_incident *incident) {
    dln_bind_text(binding, dln_type_name(incident->type));
    dln_bind_str(binding, incident->subtype);
    dln_bind_text(binding, dln_status_name(incident->status));
    dln_bind_day(binding, incident->when.first);
    dln_bind_day(binding, incident->when.last);
    dln_bind_text(binding, dln_date_precision_name(incident->when.precision));
    dln_where_bind(binding, &incident->where);
    dln_bind_str(binding, incident->actor);
    dln_bind_str(binding, incident->target);
    dln_bind_str(binding, incident->weapon);
    dln_bind_str(binding, incident->object);
    bind_count(binding, incident->count);
    bind_count(binding, incident->fatalities);
    bind_count(binding, incident->injured);
    dln_bind_double(binding, incident->confidence);
    dln_bind_str(binding, incident->place_reason);
    dln_bind_str(binding, incident->date_reason);
}

void dln_kind_read(dln_row *row, dln_incident *out) {
    // A word that this version does not know was written by hand; the first value stands for it.
    if (!dln_type_parse(dln_row_str(row), &out->type))
        out->type = DLN_STRIKE;
    out->subtype = dln_row_str(row);
    if (!dln_status_parse(dln_row_str(row), &out->status))
        out->status = DLN_REPORTED;
    out->when.first = dln_row_day(row);
    out->when.last = dln_row_day(row);
    if (!dln_date_precision_parse(dln_row_str(row), &out->when.precision))
        out->when.precision = DLN_DATE_OPEN;
}

void dln_claim_read(dln_row *row, dln_incident *out) {
    dln_kind_read(row, out);
    dln_where_read(row, &out->where);
    out->actor = dln_row_str(row);
    out->target = dln_row_str(row);
    out->weapon = dln_row_str(row);
    out->object = dln_row_str(row);
    out->count = read_count(row);
    out->fatalities = read_count(row);
    out->injured = read_count(row);
    out->confidence = dln_row_double(row);
    out->place_reason = dln_row_str(row);
    out->date_reason = dln_row_str(row);
}

bool dln_incident_has_stops(const dln_incident *incident) {
    return incident->origin.name.data || incident->origin.located ||
           incident->destination.name.data || incident->destination.located ||
           incident->via_count > 0;
}

static dln_status insert_stop(dln_store *store, dln_sql into, int64_t key, int position,
                              const char *role, const dln_where *where, dln_error *err) {
    if (!where->name.data && !where->located)
        return DLN_OK;
    dln_binding binding;
    dln_status status = dln_binding_begin(store, into, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, key);
    dln_bind_int(&binding, position);
    dln_bind_text(&binding, role);
    dln_where_bind(&binding, where);
    return dln_binding_run(&binding, err);
}

dln_status dln_stops_insert(dln_store *store, dln_sql into, int64_t key,
                            const dln_incident *incident, dln_error *err) {
    int position = 0;
    dln_status status = insert_stop(store, into, key, position++, "origin", &incident->origin, err);
    for (size_t i = 0; i < incident->via_count && status == DLN_OK; i++)
        status = insert_stop(store, into, key, position++, "via", &incident->via[i], err);
    if (status == DLN_OK)
        status =
            insert_stop(store, into, key, position, "destination", &incident->destination, err);
    return status;
}

static void read_stop(void *context, dln_row *row) {
    dln_incident *out = context;
    dln_str role = dln_row_str(row);
    dln_where where;
    dln_where_read(row, &where);
    if (dln_str_equal(role, DLN_STR("origin")))
        out->origin = where;
    else if (dln_str_equal(role, DLN_STR("destination")))
        out->destination = where;
    else if (out->via_count < DLN_VIA_MAX)
        out->via[out->via_count++] = where;
}

dln_status dln_stops_read(dln_store *store, dln_sql from, int64_t key, dln_arena *arena,
                          dln_incident *out, dln_error *err) {
    dln_binding binding;
    dln_status status = dln_binding_begin(store, from, &binding, err);
    if (status != DLN_OK)
        return status;
    dln_bind_int(&binding, key);
    out->origin = out->destination = (dln_where){0};
    out->via_count = 0;
    return dln_binding_read_all(&binding, arena, read_stop, out, err);
}
