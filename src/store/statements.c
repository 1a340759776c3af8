#include "store/claim.h"

// One search after the other for SEARCHED_CELLS cells: six seeks in an index. "cell IN (…)" would
// build a table of the six at every run, which costs more than the seeks.
#define EACH_CELL(search)                                                                          \
    search("?1") " UNION ALL " search("?2") " UNION ALL " search("?3") " UNION ALL " search(       \
        "?4") " UNION ALL " search("?5") " UNION ALL " search("?6")
#define ON_DAY(cell)                                                                               \
    "SELECT id FROM incident WHERE cell = " cell " AND date_start = ?7 AND date_end = ?7"
#define IN_SPAN(cell)                                                                              \
    "SELECT id FROM incident WHERE cell = " cell                                                   \
    " AND date_start BETWEEN ?7 AND ?8 AND date_end >= ?9"
#define WIDE_IN_SPAN(cell) IN_SPAN(cell) " AND date_end > date_start"
#define BY_NUMBER(cell)                                                                            \
    "SELECT id FROM incident WHERE cell = " cell " AND (fatalities_low = ?7 OR injured_low = ?8)"
#define UNDATED(cell) BY_NUMBER(cell) " AND date_start IS NULL"
// Of the same number of victims, at any distance; of that precision.
#define IN_COUNTRY(precision)                                                                      \
    "SELECT id FROM incident WHERE country = ?1 AND geo_precision = " precision                    \
    " AND date_start BETWEEN ?2 AND ?3 AND date_end >= ?4"                                         \
    " AND (fatalities_low = ?5 OR injured_low = ?6)"

// Searches for an incident to merge with look at cells of a grid and at days; see candidates.c.
static const char *const statements[DLN_SQL_STATEMENTS] = {
    [DLN_SQL_BEGIN_READ] = "BEGIN",
    [DLN_SQL_BEGIN_WRITE] = "BEGIN IMMEDIATE",
    [DLN_SQL_COMMIT] = "COMMIT",
    [DLN_SQL_ROLLBACK] = "ROLLBACK",
    [DLN_SQL_REPORT_FIND] = "SELECT key, text IS ?2 AND title IS ?3 AND source IS ?4 AND url IS ?5"
                            " AND published IS ?6 FROM report WHERE id = ?1",
    [DLN_SQL_REPORT_INSERT] = "INSERT INTO report (id, text, title, source, url, published,"
                              " date_source) VALUES (?, ?, ?, ?, ?, ?, ?)",
    [DLN_SQL_REPORT_UPDATE] = "UPDATE report SET text = ?2, title = ?3, source = ?4, url = ?5,"
                              " published = ?6, date_source = ?7 WHERE id = ?1",
    [DLN_SQL_REPORT_INCIDENTS] = "SELECT DISTINCT incident_id FROM evidence WHERE report_key = ?"
                                 " ORDER BY incident_id",
    [DLN_SQL_REPORT_CLEAR_EVIDENCE] = "DELETE FROM evidence WHERE report_key = ?",
    [DLN_SQL_REPORT_CLEAR_MENTIONS] = "DELETE FROM mention WHERE report_key = ?",
    [DLN_SQL_MENTION_INSERT] =
        "INSERT INTO mention (report_key, begin_at, end_at, words, metonym, confidence, place,"
        " place_id, feature, country, admin1, lon, lat, radius_m, geo_precision)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [DLN_SQL_EVIDENCE_INSERT] =
        "INSERT INTO evidence (incident_id, report_key, sentence, begin_at, end_at, words,"
        " words_begin, words_end, place_spans, merge_reason," DLN_CLAIM_COLUMNS
        ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?," DLN_CLAIM_VALUES ")",
    [DLN_SQL_TOLD_INSERT] = "INSERT OR IGNORE INTO told (evidence_id, begin_at, end_at, sentence)"
                            " VALUES (?, ?, ?, ?)",
    [DLN_SQL_STOP_INSERT] =
        "INSERT INTO stop (evidence_id, position, role, place, place_id, feature, country, admin1,"
        " lon, lat, radius_m, geo_precision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [DLN_SQL_STOP_SELECT] = "SELECT role, place, place_id, feature, country, admin1, lon, lat,"
                            " radius_m, geo_precision FROM stop WHERE evidence_id = ?"
                            " ORDER BY position",
    [DLN_SQL_INCIDENT_INSERT] = "INSERT INTO incident (sources, cell, geom," DLN_CLAIM_COLUMNS
                                ") VALUES (?, ?, ?," DLN_CLAIM_VALUES ")",
    [DLN_SQL_INCIDENT_UPDATE] = "UPDATE incident SET (sources, cell, geom," DLN_CLAIM_COLUMNS
                                ") = (?, ?, ?," DLN_CLAIM_VALUES ") WHERE id = ?",
    [DLN_SQL_INCIDENT_DELETE] = "DELETE FROM incident WHERE id = ?1"
                                " AND NOT EXISTS (SELECT 1 FROM edit WHERE incident_id = ?1)",
    [DLN_SQL_INCIDENT_SELECT] =
        "SELECT m.evidence_id," DLN_CLAIM_COLUMNS
        " FROM incident i LEFT JOIN movement m ON m.id = i.id WHERE i.id = ?",
    [DLN_SQL_INCIDENT_CLAIMS] = "SELECT e.id, r.published," DLN_CLAIM_COLUMNS
                                " FROM evidence e JOIN report r ON r.key = e.report_key"
                                " WHERE e.incident_id = ? ORDER BY e.id",
    [DLN_SQL_INCIDENT_EVIDENCE] =
        "WITH said AS ("
        "SELECT id, report_key, confidence, sentence, begin_at, end_at, place_reason, date_reason,"
        " merge_reason, 0 AS further FROM evidence WHERE incident_id = ?1"
        " UNION ALL SELECT e.id, e.report_key, e.confidence, t.sentence, t.begin_at, t.end_at,"
        " NULL, NULL, NULL, 1"
        " FROM evidence e JOIN told t ON t.evidence_id = e.id WHERE e.incident_id = ?1)"
        " SELECT r.id, r.title, r.source, r.url, r.published, s.sentence, s.begin_at, s.end_at,"
        " s.confidence, s.place_reason, s.date_reason, s.merge_reason, s.further"
        " FROM said s JOIN report r ON r.key = s.report_key"
        " ORDER BY r.published IS NULL, r.published, s.id, s.begin_at",
    [DLN_SQL_MOVEMENT_PUT] =
        "INSERT INTO movement (id, evidence_id, origin, via, destination, geom)"
        " VALUES (?, ?, ?, ?, ?, ?)",
    [DLN_SQL_MOVEMENT_DELETE] = "DELETE FROM movement WHERE id = ?",
    [DLN_SQL_CANDIDATES_ON_DAY] = EACH_CELL(ON_DAY),
    [DLN_SQL_CANDIDATES_IN_SPAN] = EACH_CELL(IN_SPAN),
    [DLN_SQL_CANDIDATES_WIDE] = EACH_CELL(WIDE_IN_SPAN),
    [DLN_SQL_CANDIDATES_UNDATED] = EACH_CELL(UNDATED),
    [DLN_SQL_CANDIDATES_BY_NUMBER] = EACH_CELL(BY_NUMBER),
    [DLN_SQL_CANDIDATES_UNPLACED] =
        "SELECT id FROM incident WHERE cell IS NULL AND date_start BETWEEN ?2 AND ?3"
        " AND date_end >= ?4 AND place = ?1",
    [DLN_SQL_CANDIDATES_IN_COUNTRY] =
        IN_COUNTRY("2") " UNION ALL " IN_COUNTRY("3") " UNION ALL " IN_COUNTRY("?7"),
    [DLN_SQL_INDEX_INCIDENT] = "INSERT INTO idx_incident_geom VALUES (?, ?, ?, ?, ?)",
    [DLN_SQL_INDEX_MOVEMENT] = "INSERT INTO idx_movement_geom VALUES (?, ?, ?, ?, ?)",
};

const char *dln_database_sql(dln_sql which) {
    return statements[which];
}
