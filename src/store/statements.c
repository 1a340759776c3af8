#include "store/record.h"

// One search after the other for SEARCHED_CELLS cells: six seeks in an index. "cell IN (…)" would
// build a table of the six at every run, which costs more than the seeks.
#define EACH_CELL(search)                                                                          \
    search("?1") " UNION ALL " search("?2") " UNION ALL " search("?3") " UNION ALL " search(       \
        "?4") " UNION ALL " search("?5") " UNION ALL " search("?6")
// The rows themselves say which of a cell's incidents lie in the box: cheaper than reading them
// all.
#define IN_BOX                                                                                     \
    " AND lat BETWEEN ?12 AND ?13 AND (lon BETWEEN ?10 AND ?11 OR lon BETWEEN ?14 AND ?15)"
#define ON_DAY(cell)                                                                               \
    "SELECT id FROM incident WHERE cell = " cell " AND date_start = ?7 AND date_end = ?7" IN_BOX
#define IN_SPAN(cell)                                                                              \
    "SELECT id FROM incident WHERE cell = " cell                                                   \
    " AND date_start BETWEEN ?7 AND ?8 AND date_end >= ?9" IN_BOX
#define WIDE_IN_SPAN(cell) IN_SPAN(cell) " AND date_end > date_start"
#define BY_NUMBER(cell)                                                                            \
    "SELECT id FROM incident WHERE cell = " cell " AND (fatalities_low = ?7 OR injured_low = ?8)"
#define UNDATED(cell) BY_NUMBER(cell) " AND date_start IS NULL"
// Of the same number of victims, at any distance; of that precision.
#define IN_COUNTRY(precision)                                                                      \
    "SELECT id FROM incident WHERE country = ?1 AND geo_precision = " precision                    \
    " AND date_start BETWEEN ?2 AND ?3 AND date_end >= ?4"                                         \
    " AND (fatalities_low = ?5 OR injured_low = ?6)"

// A column of `incident` with the bit of its field and the number of its value in DLN_CLAIM_VALUES.
#define CORRECTED(field, column, value)                                                            \
    "SELECT " field " AS field_bit, '" column "' AS field, " column " AS before, ?" value          \
    " AS after FROM incident WHERE id = ?30"
#define AND_CORRECTED(field, column, value) " UNION ALL " CORRECTED(field, column, value)

// Three tables hold stops: of what a report says, of a corrected way, of a correction.
#define STOP_INSERT(table, key)                                                                    \
    "INSERT INTO " table " (" key ", position, role, place, place_id, feature, country, admin1,"   \
    " lon, lat, radius_m, geo_precision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define STOP_SELECT(table, key)                                                                    \
    "SELECT role, place, place_id, feature, country, admin1, lon, lat, radius_m, geo_precision"    \
    " FROM " table " WHERE " key " = ? ORDER BY position"

// An incident and all that was merged into it.
#define PARTS                                                                                      \
    "WITH RECURSIVE part (id) AS (SELECT ?1 UNION SELECT m.id FROM merged m"                       \
    " JOIN part p ON m.into_id = p.id) "

// Searches for an incident to merge with look at cells of a grid and at days; see candidates.c.
static const char *const statements[DLN_SQL_STATEMENTS] = {
    [DLN_SQL_BEGIN_READ] = "BEGIN",
    [DLN_SQL_BEGIN_WRITE] = "BEGIN IMMEDIATE",
    [DLN_SQL_COMMIT] = "COMMIT",
    [DLN_SQL_ROLLBACK] = "ROLLBACK",
    [DLN_SQL_SAVE] = "SAVEPOINT report",
    [DLN_SQL_SAVE_RELEASE] = "RELEASE report",
    [DLN_SQL_SAVE_BACK] = "ROLLBACK TO report",
    [DLN_SQL_REPORT_FIND] = "SELECT key, text IS ?2 AND title IS ?3 AND source IS ?4 AND url IS ?5"
                            " AND published IS ?6 FROM report WHERE id = ?1",
    [DLN_SQL_REPORT_INSERT] = "INSERT INTO report (id, text, title, source, url, published,"
                              " date_source) VALUES (?, ?, ?, ?, ?, ?, ?)",
    [DLN_SQL_REPORT_UPDATE] = "UPDATE report SET text = ?2, title = ?3, source = ?4, url = ?5,"
                              " published = ?6, date_source = ?7 WHERE id = ?1",
    [DLN_SQL_REPORT_EVIDENCE] = "SELECT incident_id, coalesce(home_id, incident_id), merge_reason, "
                                "sentence, words, words_begin - begin_at," DLN_CLAIM_COLUMNS
                                " FROM evidence WHERE report_key = ? ORDER BY incident_id, id",
    [DLN_SQL_REPORT_WAYS] = "SELECT m.id FROM evidence e JOIN movement m ON m.evidence_id = e.id"
                            " WHERE e.report_key = ?",
    [DLN_SQL_REPORT_NEXT] = "SELECT key, id, text, title, source, url, published, date_source"
                            " FROM report WHERE key > ? ORDER BY key LIMIT 1",
    // An incident that an analyst has worked on keeps the way that this report told of it.
    [DLN_SQL_REPORT_KEEP_STOPS] =
        "INSERT INTO way_stop SELECT m.id, s.position, s.role, s.place, s.place_id, s.feature,"
        " s.country, s.admin1, s.lon, s.lat, s.radius_m, s.geo_precision FROM evidence e"
        " JOIN movement m ON m.evidence_id = e.id JOIN stop s ON s.evidence_id = e.id"
        " WHERE e.report_key = ? AND EXISTS (SELECT 1 FROM edit WHERE incident_id = m.id)",
    [DLN_SQL_REPORT_KEEP_WAYS] =
        "UPDATE movement SET evidence_id = NULL WHERE EXISTS (SELECT 1 FROM edit WHERE incident_id"
        " = movement.id) AND evidence_id IN (SELECT id FROM evidence WHERE report_key = ?)",
    [DLN_SQL_REPORT_CLEAR_EVIDENCE] = "DELETE FROM evidence WHERE report_key = ?",
    [DLN_SQL_REPORT_CLEAR_MENTIONS] = "DELETE FROM mention WHERE report_key = ?",
    [DLN_SQL_MENTION_INSERT] =
        "INSERT INTO mention (report_key, begin_at, end_at, words, metonym, confidence, place,"
        " place_id, feature, country, admin1, lon, lat, radius_m, geo_precision)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [DLN_SQL_EVIDENCE_INSERT] =
        "INSERT INTO evidence (incident_id, home_id, report_key, sentence, begin_at, end_at, words,"
        " words_begin, words_end, place_spans, merge_reason," DLN_CLAIM_COLUMNS
        ") VALUES (?1, nullif(?2, ?1), ?, ?, ?, ?, ?, ?, ?, ?, ?," DLN_CLAIM_VALUES ")",
    [DLN_SQL_TOLD_INSERT] = "INSERT OR IGNORE INTO told (evidence_id, begin_at, end_at, sentence)"
                            " VALUES (?, ?, ?, ?)",
    [DLN_SQL_STOP_INSERT] = STOP_INSERT("stop", "evidence_id"),
    [DLN_SQL_STOP_SELECT] = STOP_SELECT("stop", "evidence_id"),
    [DLN_SQL_WAY_STOP_INSERT] = STOP_INSERT("way_stop", "movement_id"),
    [DLN_SQL_WAY_STOP_SELECT] = STOP_SELECT("way_stop", "movement_id"),
    [DLN_SQL_EDIT_STOP_INSERT] = STOP_INSERT("edit_stop", "edit_id"),
    [DLN_SQL_INCIDENT_INSERT] = "INSERT INTO incident (sources, cell, geom," DLN_CLAIM_COLUMNS
                                ") VALUES (?, ?, ?," DLN_CLAIM_VALUES ")",
    [DLN_SQL_INCIDENT_INSERT_AS] = "INSERT INTO incident (sources, cell, geom," DLN_CLAIM_COLUMNS
                                   ", id) VALUES (?, ?, ?," DLN_CLAIM_VALUES ", ?)",
    // Without a sentence the report must be the same.
    [DLN_SQL_IMPORT_BY_ID] = "SELECT incident_id FROM evidence WHERE incident_id = ?1"
                             " AND sentence = ?2 AND (?2 <> '' OR report_key ="
                             " (SELECT key FROM report WHERE id = ?3)) LIMIT 1",
    [DLN_SQL_IMPORT_BY_WORDS] =
        "SELECT e.incident_id FROM report r JOIN evidence e ON e.report_key = r.key"
        " WHERE r.id = ?1 AND e.sentence = ?2 AND e.type = ?3 AND e.subtype IS ?4"
        " AND e.place IS ?5 AND e.date_start IS ?6 AND e.actor IS ?7 AND e.target IS ?8 LIMIT 1",
    // Another row of the file may know of the report what the first did not.
    [DLN_SQL_IMPORT_REPORT_FILL] =
        "UPDATE report SET title = ifnull(title, ?2), source = ifnull(source, ?3),"
        " url = ifnull(url, ?4), published = ifnull(published, ?5) WHERE id = ?1 AND text = ''",
    [DLN_SQL_IMPORT_REPORT] = "SELECT key FROM report WHERE id = ?",
    [DLN_SQL_INCIDENT_UPDATE] = "UPDATE incident SET (sources, cell, geom," DLN_CLAIM_COLUMNS
                                ") = (?, ?, ?," DLN_CLAIM_VALUES ") WHERE id = ?",
    [DLN_SQL_INCIDENT_DELETE] = "DELETE FROM incident WHERE id = ?1"
                                " AND NOT EXISTS (SELECT 1 FROM edit WHERE incident_id = ?1)",
    [DLN_SQL_INCIDENT_SELECT] =
        "SELECT" DLN_RECORD_COLUMNS
        " FROM incident i LEFT JOIN movement m ON m.id = i.id WHERE i.id = ?",
    [DLN_SQL_INCIDENT_ALL] = "SELECT id," DLN_CLAIM_COLUMNS " FROM incident",
    [DLN_SQL_INCIDENT_INDEXES] = "SELECT name, sql FROM sqlite_master WHERE type = 'index'"
                                 " AND tbl_name = 'incident' AND sql IS NOT NULL",
    [DLN_SQL_INCIDENT_CLAIMS] =
        "SELECT e.id, coalesce(e.home_id, e.incident_id), r.published," DLN_CLAIM_COLUMNS
        " FROM evidence e JOIN report r ON r.key = e.report_key WHERE e.incident_id = ?"
        " ORDER BY e.home_id NULLS FIRST, e.id",
    [DLN_SQL_INCIDENT_EVIDENCE] =
        "SELECT e.id, r.id, r.title, r.source, r.url, r.published, e.sentence, e.begin_at, "
        "e.end_at,"
        " e.confidence, e.place_reason, e.date_reason, e.merge_reason,"
        " EXISTS (SELECT 1 FROM told WHERE evidence_id = e.id)"
        " FROM evidence e CROSS JOIN report r ON r.key = e.report_key WHERE e.incident_id = ?",
    [DLN_SQL_EVIDENCE_TOLD] =
        "SELECT sentence, begin_at, end_at FROM told WHERE evidence_id = ? ORDER BY begin_at",
    [DLN_SQL_REPORT_NAMES] = "SELECT id, source, published FROM report WHERE key = ?",
    [DLN_SQL_MOVEMENT_PUT] =
        "INSERT INTO movement (id, evidence_id, origin, via, destination, rough, geom)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
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
    [DLN_SQL_INCIDENT_EXISTS] = "SELECT id FROM incident WHERE id = ?",
    [DLN_SQL_INCIDENT_REVIEW] = "UPDATE incident SET review = ?2, corrected = ?3"
                                " WHERE id = ?1 AND (review IS NOT ?2 OR corrected IS NOT ?3)",
    // A row to be made anew from its evidence.
    [DLN_SQL_INCIDENT_REVIVE] =
        "INSERT INTO incident (id, sources, type, status, date_precision, confidence)"
        " VALUES (?, 0, 'strike', 'reported', 'open', 0)",
    [DLN_SQL_INCIDENT_HIDE] = "DELETE FROM incident WHERE id = ?",
    [DLN_SQL_LIKENESS_INSERT] = "INSERT INTO likeness (id, incident_id, way_by," DLN_CLAIM_COLUMNS
                                ") VALUES (?, ?, ?," DLN_CLAIM_VALUES ")",
    [DLN_SQL_LIKENESS_DELETE] = "DELETE FROM likeness WHERE incident_id = ?",
    [DLN_SQL_LIKENESS_ON_DAYS] =
        "SELECT id, incident_id, way_by," DLN_CLAIM_COLUMNS " FROM likeness"
        " WHERE (date_start BETWEEN ?1 AND ?2 AND date_end >= ?3) OR "
        "date_start IS NULL OR ?3 IS NULL",
    [DLN_SQL_LIKENESS_ANY] = "SELECT 1 FROM likeness WHERE id > ? LIMIT 1",
    [DLN_SQL_MERGED_INTO] = "SELECT into_id FROM merged WHERE id = ?",
    [DLN_SQL_MERGED_INSERT] = "INSERT INTO merged (id, into_id) VALUES (?, ?)",
    [DLN_SQL_MERGED_DELETE] = "DELETE FROM merged WHERE id = ?",
    // Of ?1 and its parts, to ?2.
    [DLN_SQL_EVIDENCE_MOVE_ALL] = "UPDATE evidence SET incident_id = ?2,"
                                  " home_id = coalesce(home_id, ?1) WHERE incident_id = ?1",
    [DLN_SQL_EVIDENCE_MOVE_PART] =
        PARTS "UPDATE evidence SET incident_id = ?1, home_id = nullif(home_id, ?1)"
              " WHERE incident_id = ?2 AND home_id IN part",
    [DLN_SQL_EVIDENCE_HOME] = "SELECT coalesce(home_id, incident_id) FROM evidence WHERE id = ?",
    [DLN_SQL_EVIDENCE_COUNT] = "SELECT count(*) FROM evidence WHERE incident_id = ?",
    // One piece, to an incident of its own.
    [DLN_SQL_EVIDENCE_SPLIT] = "UPDATE evidence SET incident_id = ?2, home_id = NULL"
                               " WHERE id = ?1 AND incident_id = ?3",
    // All that was told of ?1, back to ?2.
    [DLN_SQL_EVIDENCE_JOIN] = "UPDATE evidence SET incident_id = ?2, home_id = nullif(?3, ?2)"
                              " WHERE incident_id = ?1",
    [DLN_SQL_EDIT_INSERT] =
        "INSERT INTO edit (operation, incident_id, made_at, author, action, field, before, after,"
        " note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [DLN_SQL_EDIT_INSERT_FIELDS] =
        "INSERT INTO edit (operation, incident_id, made_at, author, action, note, field, before,"
        " after) SELECT ?29, ?30, ?31, ?32, 'edit', ?33, field, before, after FROM (" CORRECTED(
            "0", "type", "1") AND_CORRECTED("1", "subtype", "2") AND_CORRECTED("2", "status", "3")
            AND_CORRECTED("3", "date_start", "4") AND_CORRECTED("3", "date_end", "5") AND_CORRECTED(
                "3", "date_precision", "6") AND_CORRECTED("4", "place", "7")
                AND_CORRECTED("4", "place_id", "8") AND_CORRECTED(
                    "4", "feature", "9") AND_CORRECTED("4", "country",
                                                       "10") AND_CORRECTED("4", "admin1", "11")
                    AND_CORRECTED("4", "lon", "12") AND_CORRECTED("4", "lat", "13") AND_CORRECTED(
                        "4", "radius_m", "14") AND_CORRECTED("4", "geo_precision",
                                                             "15") AND_CORRECTED("5", "actor", "16")
                        AND_CORRECTED("6", "target", "17") AND_CORRECTED("7", "weapon", "18")
                            AND_CORRECTED("8", "object", "19") AND_CORRECTED("9", "count_low", "20")
                                AND_CORRECTED("9", "count_high", "21")
                                    AND_CORRECTED("10", "fatalities_low", "22")
                                        AND_CORRECTED("10", "fatalities_high", "23")
                                            AND_CORRECTED("11", "injured_low", "24")
                                                AND_CORRECTED("11", "injured_high",
                                                              "25") ") WHERE ?34 >> field_bit & 1",
    // The incident's own corrections behind those of its parts, and so over them.
    [DLN_SQL_EDIT_STANDING] =
        PARTS "SELECT field, after, author, made_at FROM edit WHERE incident_id IN part"
              " AND undone_by IS NULL AND field IS NOT NULL"
              " AND (action = 'edit' OR (action IN ('accept', 'reject') AND incident_id = ?1))"
              " ORDER BY incident_id = ?1, id",
    // The same order; a row a stop, or one without a stop where there shall be none.
    [DLN_SQL_EDIT_STANDING_STOPS] =
        PARTS "SELECT e.id, e.field, s.place, s.place_id, s.feature, s.country, s.admin1, s.lon,"
              " s.lat, s.radius_m, s.geo_precision FROM edit e"
              " LEFT JOIN edit_stop s ON s.edit_id = e.id WHERE e.incident_id IN part"
              " AND e.undone_by IS NULL AND e.field IN ('origin', 'via', 'destination')"
              " ORDER BY e.incident_id = ?1, e.id, s.position",
    [DLN_SQL_EDIT_HISTORY] =
        PARTS "SELECT operation, incident_id, made_at, author, action, field, before, after, note,"
              " undone_by IS NOT NULL FROM edit WHERE incident_id IN part ORDER BY id",
    // The last operation that stands: of an incident and its parts, or of all.
    [DLN_SQL_EDIT_LAST] =
        PARTS "SELECT max(operation) FROM edit WHERE undone_by IS NULL AND action <> 'undo'"
              " AND (?1 = 0 OR incident_id IN part)",
    // A later one that stands and touches the same incidents.
    [DLN_SQL_EDIT_LATER] =
        "SELECT min(operation) FROM edit WHERE operation > ?1 AND undone_by IS NULL"
        " AND action <> 'undo' AND incident_id IN"
        " (SELECT incident_id FROM edit WHERE operation = ?1)",
    [DLN_SQL_EDIT_OF_OPERATION] =
        "SELECT operation, incident_id, made_at, author, action, field, before, after, note,"
        " undone_by IS NOT NULL FROM edit WHERE operation = ? ORDER BY id",
    [DLN_SQL_EDIT_UNDO] = "UPDATE edit SET undone_by = ?2 WHERE operation = ?1",
    [DLN_SQL_PLACE_PUT] =
        "INSERT OR REPLACE INTO place (name, place, place_id, feature, country, admin1, lon, lat,"
        " radius_m, geo_precision, made_at, author) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [DLN_SQL_PLACE_DELETE] = "DELETE FROM place WHERE name = ?",
    [DLN_SQL_PLACE_SELECT] = "SELECT name, place, place_id, feature, country, admin1, lon, lat,"
                             " radius_m, geo_precision, made_at, author FROM place ORDER BY name",
    [DLN_SQL_INDEX_INCIDENT] = "INSERT OR REPLACE INTO idx_incident_geom VALUES (?, ?, ?, ?, ?)",
    [DLN_SQL_INDEX_MOVEMENT] = "INSERT OR REPLACE INTO idx_movement_geom VALUES (?, ?, ?, ?, ?)",
    [DLN_SQL_UNINDEX_INCIDENT] = "DELETE FROM idx_incident_geom WHERE pkid = ?",
    [DLN_SQL_UNINDEX_MOVEMENT] = "DELETE FROM idx_movement_geom WHERE pkid = ?",
    // By this SpatiaLite knows that its statistics of a layer are old.
    [DLN_SQL_LAYERS_CHANGED] =
        "UPDATE geometry_columns_time SET (last_insert, last_update, last_delete) ="
        " (SELECT t, t, t FROM (SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS t))",
};

const char *dln_database_sql(dln_sql which) {
    return statements[which];
}
