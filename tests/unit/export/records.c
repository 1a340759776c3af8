#include "unit/export/records.h"

static const dln_evidence one_source[] = {
    {.report_id = {"r1", 2},
     .title = {"A title", 7},
     .source = {"A wire", 6},
     .url = {"https://example.org/a?b=1&c=2", 29},
     .published = 19941, // 2024-08-06
     .sentence = {"A drone hit Palmyra on Monday.", 30},
     .begin = 10,
     .end = 40,
     .confidence = 0.9},
};

dln_record sample_record(void) {
    return (dln_record){.id = 7,
                        .incident = {.type = DLN_STRIKE,
                                     .subtype = DLN_STR("drone"),
                                     .status = DLN_CLAIMED,
                                     .when = {19940, 19940, DLN_DATE_DAY},
                                     .where = {.name = DLN_STR("Palmyra"),
                                               .place_id = DLN_STR("geonames:163960"),
                                               .feature = DLN_STR("PPL"),
                                               .country = DLN_STR("SY"),
                                               .admin1 = DLN_STR("Homs"),
                                               .located = true,
                                               .at = {38.2841234567, 34.5623456789},
                                               .radius_m = 3000,
                                               .precision = DLN_GEO_EXACT},
                                     .actor = DLN_STR("Someone"),
                                     .count = {true, 3, DLN_COUNT_OPEN},
                                     .fatalities = {true, 2, 2},
                                     .confidence = 0.87654},
                        .evidence = one_source,
                        .evidence_count = 1};
}

dln_record pacific_record(void) {
    dln_record record = sample_record();
    record.id = 8;
    record.incident.type = DLN_MOVEMENT;
    record.incident.origin = record.incident.where;
    record.incident.origin.name = DLN_STR("West");
    record.incident.origin.at = (dln_lonlat){170, 10};
    record.incident.via[0] = record.incident.where;
    record.incident.via[0].at = (dln_lonlat){175, 10};
    record.incident.via_count = 1;
    record.incident.where.name = DLN_STR("East");
    record.incident.where.at = (dln_lonlat){-170, 40};
    record.incident.destination = record.incident.where;
    return record;
}

dln_str hostile_text(void) {
    return DLN_STR("=HYPERLINK(\"http://x\";'a') </description>]]>&amp;<b>\\\n\r\t\x01\x1f"
                   " \xd8\xaf\xd9\x8a\xd8\xb1 \xf0\x9f\x92\xa5, \"; DROP TABLE incident; --");
}

dln_status append_bytes(void *context, dln_str bytes, dln_error *err) {
    (void)err;
    dln_buffer_append(context, bytes);
    return DLN_OK;
}

dln_buffer exported(dln_export_format format, dln_export_profile profile, const dln_record *records,
                    size_t count) {
    dln_buffer out = {0};
    dln_text_export *writer = NULL;
    dln_error err;
    assert_int_equal(dln_text_export_new(format, profile, append_bytes, &out, &writer, &err),
                     DLN_OK);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(dln_text_export_add(writer, &records[i], &err), DLN_OK);
    assert_int_equal(dln_text_export_finish(writer, &err), DLN_OK);
    dln_text_export_free(writer);
    assert_false(out.failed);
    return out;
}
