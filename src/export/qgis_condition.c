// What of a filter a QGIS layer can be asked for, in SQL that every provider understands. Nothing
// in it comes from outside: the names are ours, the days and numbers are formatted here.
#include "base/json.h"
#include "dateline/export.h"

static void lead(dln_buffer *out) {
    if (out->len)
        dln_buffer_append(out, DLN_STR(" AND "));
}

static void append_names(dln_buffer *out, const char *column, uint32_t mask, int count,
                         const char *(*name)(int)) {
    lead(out);
    dln_buffer_printf(out, "\"%s\" IN (", column);
    const char *comma = "";
    for (int i = 0; i < count; i++)
        if (mask & 1u << i) {
            dln_buffer_printf(out, "%s'%s'", comma, name(i));
            comma = ",";
        }
    dln_buffer_append_char(out, ')');
}

static const char *name_of_type(int type) {
    return dln_type_name((dln_incident_type)type);
}

static const char *name_of_status(int status) {
    return dln_status_name((dln_incident_status)status);
}

static void append_day(dln_buffer *out, const char *column, const char *comparison, dln_day day) {
    char text[DLN_DAY_TEXT_SIZE];
    if (day == DLN_DAY_NONE)
        return;
    lead(out);
    dln_buffer_printf(out, "\"%s\" %s '%s'", column, comparison, dln_day_format(day, text));
}

// What nobody has looked at is NULL in the database.
static void append_reviews(dln_buffer *out, uint32_t mask) {
    const char *joint = "(";
    if (!mask)
        mask = ~(1u << DLN_REVIEW_REJECTED);
    lead(out);
    if (mask & 1u << DLN_REVIEW_NONE) {
        dln_buffer_append(out, DLN_STR("(\"review\" IS NULL"));
        joint = " OR ";
    }
    for (int i = DLN_REVIEW_ACCEPTED; i < DLN_REVIEWS; i++)
        if (mask & 1u << i) {
            dln_buffer_printf(out, "%s\"review\" = '%s'", joint, dln_review_name((dln_review)i));
            joint = " OR ";
        }
    dln_buffer_append_char(out, ')');
}

void dln_qgis_condition(const dln_filter *filter, dln_buffer *out) {
    uint32_t happened = 1u << DLN_REPORTED | 1u << DLN_CLAIMED | 1u << DLN_ALLEGED;
    if (filter->types)
        append_names(out, "type", filter->types, DLN_INCIDENT_TYPES, name_of_type);
    append_names(out, "status", filter->statuses ? filter->statuses : happened,
                 DLN_INCIDENT_STATUSES, name_of_status);
    append_reviews(out, filter->reviews);
    append_day(out, "date_end", ">=", filter->since);
    append_day(out, "date_start", "<=", filter->until);
    if (filter->min_confidence > 0) {
        dln_json plain = dln_json_to(out);
        lead(out);
        dln_buffer_append(out, DLN_STR("\"confidence\" >= "));
        dln_json_double(&plain, NULL, filter->min_confidence, 6);
    }
}
