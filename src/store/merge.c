#include "store/merge.h"

#include <math.h>
#include <stddef.h>

// A place is better when located, then when its precision is finer, then its radius smaller.
static bool is_better_place(const dln_where *a, const dln_where *b) {
    if (a->located != b->located)
        return a->located;
    if (!a->located)
        return a->name.data && !b->name.data;
    if (a->precision != b->precision)
        return a->precision < b->precision;
    return a->radius_m < b->radius_m;
}

static const dln_incident *best_place(const dln_claim *claims, size_t count) {
    size_t best = 0;
    for (size_t i = 1; i < count; i++)
        if (is_better_place(&claims[i].incident.where, &claims[best].incident.where))
            best = i;
    return &claims[best].incident;
}

static bool is_better_date(dln_when a, dln_when b) {
    if ((a.precision == DLN_DATE_OPEN) != (b.precision == DLN_DATE_OPEN))
        return a.precision != DLN_DATE_OPEN;
    return a.precision != DLN_DATE_OPEN && a.last - a.first < b.last - b.first;
}

static const dln_incident *best_date(const dln_claim *claims, size_t count) {
    size_t best = 0;
    for (size_t i = 1; i < count; i++)
        if (is_better_date(claims[i].incident.when, claims[best].incident.when))
            best = i;
    return &claims[best].incident;
}

static dln_incident_type most_told_type(const dln_claim *claims, size_t count) {
    size_t told[DLN_INCIDENT_TYPES] = {0};
    for (size_t i = 0; i < count; i++)
        told[claims[i].incident.type]++;
    dln_incident_type best = claims[0].incident.type;
    for (size_t i = 1; i < count; i++)
        if (told[claims[i].incident.type] > told[best])
            best = claims[i].incident.type;
    return best;
}

static dln_str field_of(const dln_claim *claim, size_t offset) {
    return *(const dln_str *)((const char *)&claim->incident + offset);
}

// The value most claims have; `type` limits the vote to claims of one type (or DLN_INCIDENT_TYPES).
static dln_str most_told(const dln_claim *claims, size_t count, size_t offset,
                         dln_incident_type type) {
    dln_str best = DLN_STR_NONE;
    size_t best_votes = 0;
    for (size_t i = 0; i < count; i++) {
        dln_str value = field_of(&claims[i], offset);
        if (!value.data || (type != DLN_INCIDENT_TYPES && claims[i].incident.type != type))
            continue;
        size_t votes = 0;
        for (size_t j = 0; j < count; j++)
            votes += dln_str_equal(field_of(&claims[j], offset), value);
        if (votes > best_votes)
            best = value, best_votes = votes;
    }
    return best;
}

static dln_count count_of(const dln_claim *claim, size_t offset) {
    return *(const dln_count *)((const char *)&claim->incident + offset);
}

static bool is_same_count(dln_count a, dln_count b) {
    return a.said && b.said && a.low == b.low && a.high == b.high;
}

// A later count replaces an earlier one that as many tell: numbers are revised over the days.
static dln_count best_count(const dln_claim *claims, size_t count, size_t offset) {
    dln_count best = {0};
    size_t best_votes = 0;
    dln_day best_day = DLN_DAY_NONE;
    for (size_t i = 0; i < count; i++) {
        dln_count value = count_of(&claims[i], offset);
        size_t votes = 0;
        for (size_t j = 0; j < count; j++)
            votes += is_same_count(count_of(&claims[j], offset), value);
        if (votes > best_votes ||
            (value.said && votes == best_votes && claims[i].published >= best_day))
            best = value, best_votes = votes, best_day = claims[i].published;
    }
    return best;
}

static double joint_confidence(const dln_claim *claims, size_t count) {
    double best = 0, doubt = 1;
    for (size_t i = 0; i < count; i++) {
        double confidence = fmin(fmax(claims[i].incident.confidence, 0), 1);
        best = fmax(best, confidence);
        doubt *= 1 - confidence / 2;
    }
    // `doubt` holds the best source with half its weight; it is given back the other half.
    return best >= 1 ? 1 : 1 - doubt / (1 - best / 2) * (1 - best);
}

static size_t stops_told(const dln_incident *incident) {
    dln_lonlat line[DLN_VIA_MAX + 2];
    size_t named = (incident->origin.name.data != NULL) + incident->via_count +
                   (incident->destination.name.data != NULL);
    return 16 * dln_incident_line(incident, line) + named; // a line before mere names
}

size_t dln_merge_best_way(const dln_claim *claims, size_t count) {
    size_t best = 0;
    for (size_t i = 1; i < count; i++)
        if (stops_told(&claims[i].incident) > stops_told(&claims[best].incident))
            best = i;
    return best;
}

static dln_incident_status firmest_status(const dln_claim *claims, size_t count) {
    dln_incident_status best = claims[0].incident.status;
    for (size_t i = 1; i < count; i++)
        if (claims[i].incident.status < best)
            best = claims[i].incident.status;
    return best;
}

void dln_merge_claims(const dln_claim *claims, size_t count, dln_incident *out) {
    const dln_incident *place = best_place(claims, count);
    const dln_incident *date = best_date(claims, count);
    // For its origin, via and destination; the rest is replaced.
    dln_incident merged = claims[dln_merge_best_way(claims, count)].incident;
    merged.type = most_told_type(claims, count);
    merged.subtype = most_told(claims, count, offsetof(dln_incident, subtype), merged.type);
    merged.status = firmest_status(claims, count);
    merged.where = place->where;
    merged.place_reason = place->place_reason;
    merged.when = date->when;
    merged.date_reason = date->date_reason;
    merged.actor = most_told(claims, count, offsetof(dln_incident, actor), DLN_INCIDENT_TYPES);
    merged.target = most_told(claims, count, offsetof(dln_incident, target), DLN_INCIDENT_TYPES);
    merged.weapon = most_told(claims, count, offsetof(dln_incident, weapon), DLN_INCIDENT_TYPES);
    merged.object = most_told(claims, count, offsetof(dln_incident, object), DLN_INCIDENT_TYPES);
    merged.count = best_count(claims, count, offsetof(dln_incident, count));
    merged.fatalities = best_count(claims, count, offsetof(dln_incident, fatalities));
    merged.injured = best_count(claims, count, offsetof(dln_incident, injured));
    merged.confidence = joint_confidence(claims, count);
    *out = merged;
}
