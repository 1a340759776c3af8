#include "store/schema_steps.h"

#include "store/claim.h"

static const char further_sentences[] =
    "CREATE TABLE told ("
    " evidence_id INTEGER NOT NULL REFERENCES evidence ON DELETE CASCADE,"
    " begin_at INTEGER NOT NULL, end_at INTEGER NOT NULL, sentence TEXT NOT NULL,"
    " PRIMARY KEY (evidence_id, begin_at)) WITHOUT ROWID;"
    // A row a sentence; `further` is 1 for those that do not hold the trigger. The id of a view
    // that QGIS reads must be one of a kind: a report has fewer than 16 further sentences.
    "DROP VIEW incident_sources;"
    "CREATE VIEW incident_sources AS SELECT s.id AS id, i.id AS incident_id, i.type, i.date_start,"
    " i.place, s.sentence, s.begin_at, s.end_at, s.confidence, s.merge_reason, s.place_reason,"
    " s.date_reason, s.further, r.id AS report, r.title, r.source, r.url, r.published"
    " FROM incident i JOIN ("
    "SELECT 16 * id AS id, incident_id, report_key, sentence, begin_at, end_at, confidence,"
    " merge_reason, place_reason, date_reason, 0 AS further FROM evidence"
    " UNION ALL SELECT 16 * e.id + row_number() OVER (PARTITION BY e.id ORDER BY t.begin_at),"
    " e.incident_id, e.report_key, t.sentence, t.begin_at, t.end_at, e.confidence,"
    " NULL, NULL, NULL, 1 FROM evidence e JOIN told t ON t.evidence_id = e.id"
    ") s ON s.incident_id = i.id JOIN report r ON r.key = s.report_key;"
    // With all that is asked for, so that the rows themselves are not read.
    "CREATE INDEX incident_in_country ON incident"
    " (country, geo_precision, date_start, date_end, fatalities_low, injured_low);";

// `home_id` is the incident that a piece of evidence was told of, where that was merged into the
// one it belongs to now.
static const char corrections[] =
    "ALTER TABLE incident ADD COLUMN review TEXT;"
    "ALTER TABLE incident ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE evidence ADD COLUMN home_id INTEGER;"
    // No foreign key: the history of an incident outlives it. A value stands as it is in
    // `incident`.
    "CREATE TABLE edit_anew ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, operation INTEGER NOT NULL, incident_id INTEGER NOT "
    "NULL,"
    " made_at DATETIME NOT NULL, author TEXT,"
    " action TEXT NOT NULL"
    " CHECK (action IN ('edit', 'accept', 'reject', 'note', 'merge', 'split', 'undo')),"
    " field TEXT, before, after, note TEXT, undone_by INTEGER);"
    // Nothing wrote rows before; one that somebody put there by hand stays to be read.
    "INSERT INTO edit_anew (id, operation, incident_id, made_at, author, action, field, before,"
    " after, note) SELECT id, id, incident_id, made_at, author, 'note', field, before, after, note"
    " FROM edit;"
    "DROP TABLE edit;"
    "ALTER TABLE edit_anew RENAME TO edit;"
    "CREATE INDEX edit_by_incident ON edit (incident_id, id);"
    "CREATE INDEX edit_by_operation ON edit (operation);"
    // What was merged by an analyst, and into what.
    "CREATE TABLE merged (id INTEGER PRIMARY KEY, into_id INTEGER NOT NULL);"
    "CREATE INDEX merged_by_into ON merged (into_id);"
    // What the machine says of an incident that was corrected, and of each that was merged into
    // another: by this a further report of it is known, whatever the analyst made of it.
    "CREATE TABLE likeness ("
    " id INTEGER PRIMARY KEY, incident_id INTEGER NOT NULL REFERENCES incident ON DELETE "
    "CASCADE," DLN_CLAIM_DECLARATIONS ");"
    "CREATE INDEX likeness_by_incident ON likeness (incident_id);"
    "CREATE INDEX likeness_by_day ON likeness (date_start);"
    "CREATE TABLE place ("
    " name TEXT PRIMARY KEY COLLATE NOCASE, place TEXT, place_id TEXT, feature TEXT, country TEXT,"
    " admin1 TEXT, lon DOUBLE, lat DOUBLE, radius_m DOUBLE, geo_precision INTEGER,"
    " made_at DATETIME NOT NULL, author TEXT) WITHOUT ROWID;"
    // Which ends are countries or regions: 1 origin, 2 destination, 4 a stop between them.
    "ALTER TABLE movement ADD COLUMN rough INTEGER NOT NULL DEFAULT 0;"
    "UPDATE movement SET rough ="
    " EXISTS (SELECT 1 FROM stop s WHERE s.evidence_id = movement.evidence_id"
    "  AND s.role = 'origin' AND s.geo_precision = 3) + 2 *"
    " EXISTS (SELECT 1 FROM stop s WHERE s.evidence_id = movement.evidence_id"
    "  AND s.role = 'destination' AND s.geo_precision = 3) + 4 *"
    " EXISTS (SELECT 1 FROM stop s WHERE s.evidence_id = movement.evidence_id"
    "  AND s.role = 'via' AND s.geo_precision = 3);"
    "DROP VIEW strikes;"
    "DROP VIEW movements;"
    "CREATE VIEW incidents AS SELECT * FROM incident WHERE review IS NOT 'rejected';"
    "CREATE VIEW strikes AS SELECT * FROM incident"
    " WHERE type = 'strike' AND review IS NOT 'rejected';"
    "CREATE VIEW movements AS SELECT m.id AS id, i.type, i.subtype, i.status, i.date_start,"
    " i.date_end, i.date_precision, m.origin, m.via, m.destination, i.actor, i.target, i.weapon,"
    " i.object, i.count_low, i.count_high, i.fatalities_low, i.fatalities_high, i.injured_low,"
    " i.injured_high, i.confidence, i.sources, i.review, i.corrected, m.rough, e.sentence,"
    " m.geom AS geom FROM movement m JOIN incident i ON i.id = m.id"
    " JOIN evidence e ON e.id = m.evidence_id WHERE i.review IS NOT 'rejected';"
    "INSERT INTO views_geometry_columns VALUES ('incidents', 'geom', 'id', 'incident', 'geom', 1);";

#define STOP_DECLARATIONS                                                                          \
    " position INTEGER NOT NULL,"                                                                  \
    " role TEXT NOT NULL CHECK (role IN ('origin', 'via', 'destination')),"                        \
    " place TEXT, place_id TEXT, feature TEXT, country TEXT, admin1 TEXT,"                         \
    " lon DOUBLE, lat DOUBLE, radius_m DOUBLE, geo_precision INTEGER,"

// A way of which an analyst has corrected something is told by no evidence: its evidence_id is
// NULL, which SQLite cannot allow a column that exists, and its stops stand in `way_stop`.
static const char corrected_ways[] =
    "DROP VIEW movements;"
    "DROP INDEX movement_by_evidence;"
    "ALTER TABLE movement ADD COLUMN told_by INTEGER REFERENCES evidence ON DELETE CASCADE;"
    "UPDATE movement SET told_by = evidence_id;"
    "ALTER TABLE movement DROP COLUMN evidence_id;"
    "ALTER TABLE movement RENAME COLUMN told_by TO evidence_id;"
    "CREATE INDEX movement_by_evidence ON movement (evidence_id);"
    "CREATE TABLE way_stop (movement_id INTEGER NOT NULL REFERENCES movement ON DELETE "
    "CASCADE," STOP_DECLARATIONS " PRIMARY KEY (movement_id, position)) WITHOUT ROWID;"
    // Whose stops are those that the machine tells of it. None for what was corrected before:
    // it is remade with the next report that tells of it.
    "ALTER TABLE likeness ADD COLUMN way_by INTEGER;"
    // What an edit of origin, via or destination corrects it to, beside the names in the edit.
    "CREATE TABLE edit_stop (edit_id INTEGER NOT NULL REFERENCES edit ON DELETE "
    "CASCADE," STOP_DECLARATIONS " PRIMARY KEY (edit_id, position)) WITHOUT ROWID;"
    "CREATE VIEW movements AS SELECT m.id AS id, i.type, i.subtype, i.status, i.date_start,"
    " i.date_end, i.date_precision, m.origin, m.via, m.destination, i.actor, i.target, i.weapon,"
    " i.object, i.count_low, i.count_high, i.fatalities_low, i.fatalities_high, i.injured_low,"
    " i.injured_high, i.confidence, i.sources, i.review, i.corrected, m.rough, e.sentence,"
    " m.geom AS geom FROM movement m JOIN incident i ON i.id = m.id"
    " LEFT JOIN evidence e ON e.id = ifnull(m.evidence_id,"
    " (SELECT min(id) FROM evidence WHERE incident_id = m.id))"
    " WHERE i.review IS NOT 'rejected';";

dln_status dln_schema_add_further_sentences(dln_store *store, dln_error *err) {
    return dln_database_run(store, further_sentences, err);
}

dln_status dln_schema_add_corrected_ways(dln_store *store, dln_error *err) {
    return dln_database_run(store, corrected_ways, err);
}

dln_status dln_schema_add_corrections(dln_store *store, dln_error *err) {
    dln_status status = dln_database_run(store, corrections, err);
    return status == DLN_OK ? dln_schema_add_style(store, "incidents", DLN_QML_POINTS, err)
                            : status;
}
