#include "export/profile.h"

#include "export/country.h"

dln_cell dln_cell_unknown(const dln_record *record, dln_buffer *scratch) {
    (void)record;
    (void)scratch;
    return dln_cell_null();
}

dln_cell dln_cell_year(const dln_record *record, dln_buffer *scratch) {
    (void)scratch;
    dln_day first = record->incident.when.first;
    return first == DLN_DAY_NONE ? dln_cell_null() : dln_cell_integer(dln_day_to_civil(first).year);
}

dln_cell dln_cell_country(const dln_record *record, dln_buffer *scratch) {
    (void)scratch;
    dln_str code = record->incident.where.country;
    const dln_country *country = dln_country_of(code);
    return country ? dln_cell_constant(country->name) : dln_cell_text(code);
}

// Who published, or else which report it was.
static dln_str publisher_of(const dln_evidence *evidence) {
    return evidence->source.data ? evidence->source : evidence->report_id;
}

dln_cell dln_cell_publishers(const dln_record *record, dln_buffer *scratch) {
    return dln_cell_joined(record, publisher_of, scratch);
}
