#include "dateline/incident.h"

static const char *const type_names[DLN_INCIDENT_TYPES] = {
    [DLN_STRIKE] = "strike",
    [DLN_EXPLOSION] = "explosion",
    [DLN_CLASH] = "clash",
    [DLN_ATTACK] = "attack",
    [DLN_INTERCEPTION] = "interception",
    [DLN_ABDUCTION] = "abduction",
    [DLN_ARREST] = "arrest",
    [DLN_SEIZURE] = "seizure",
    [DLN_MOVEMENT] = "movement",
    [DLN_PROTEST] = "protest",
    [DLN_RIOT] = "riot",
    [DLN_MEETING] = "meeting",
};

static const char *const status_names[DLN_INCIDENT_STATUSES] = {
    [DLN_REPORTED] = "reported",   [DLN_CLAIMED] = "claimed", [DLN_ALLEGED] = "alleged",
    [DLN_DENIED] = "denied",       [DLN_PLANNED] = "planned", [DLN_THREATENED] = "threatened",
    [DLN_PREVENTED] = "prevented",
};

static bool find_name(const char *const *names, int count, dln_str name, int *out) {
    for (int i = 0; i < count; i++)
        if (dln_str_equal(name, dln_str_from(names[i]))) {
            *out = i;
            return true;
        }
    return false;
}

const char *dln_type_name(dln_incident_type type) {
    return type < DLN_INCIDENT_TYPES ? type_names[type] : "unknown";
}

const char *dln_status_name(dln_incident_status status) {
    return status < DLN_INCIDENT_STATUSES ? status_names[status] : "unknown";
}

bool dln_type_parse(dln_str name, dln_incident_type *out) {
    int found;
    if (!find_name(type_names, DLN_INCIDENT_TYPES, name, &found))
        return false;
    *out = (dln_incident_type)found;
    return true;
}

bool dln_status_parse(dln_str name, dln_incident_status *out) {
    int found;
    if (!find_name(status_names, DLN_INCIDENT_STATUSES, name, &found))
        return false;
    *out = (dln_incident_status)found;
    return true;
}

size_t dln_incident_line(const dln_incident *incident, dln_lonlat out[DLN_VIA_MAX + 2]) {
    size_t count = 0;
    if (incident->origin.located)
        out[count++] = incident->origin.at;
    for (size_t i = 0; i < incident->via_count; i++)
        if (incident->via[i].located)
            out[count++] = incident->via[i].at;
    // A strike with a launch site flies to where it hit.
    const dln_where *end = incident->destination.located || !incident->origin.located
                               ? &incident->destination
                               : &incident->where;
    bool same = count && end->at.lon == out[count - 1].lon && end->at.lat == out[count - 1].lat;
    if (end->located && !same)
        out[count++] = end->at;
    return count >= 2 ? count : 0;
}
