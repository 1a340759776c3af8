#include "base/qml.h"
#include "store/claim.h"
#include "store/schema_steps.h"

// "DLN1": what `file` and other programs may know our databases by.
#define APPLICATION_ID 0x444c4e31
#define TEXT_OF(x)     #x
#define NUMBER(x)      TEXT_OF(x)

static const char tables[] =
    "CREATE TABLE report ("
    " key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT, source TEXT, url TEXT,"
    " published DATE, date_source INTEGER NOT NULL, text TEXT NOT NULL);"
    // Ids of incidents are never given twice: AUTOINCREMENT.
    // `sources` counts the evidence; `cell` is the square degree that merging searches by.
    "CREATE TABLE incident ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, sources INTEGER NOT NULL,"
    " cell INTEGER," DLN_CLAIM_DECLARATIONS ");"
    // Offsets count the code points of report.text.
    "CREATE TABLE evidence ("
    " id INTEGER PRIMARY KEY, incident_id INTEGER NOT NULL REFERENCES incident ON DELETE CASCADE,"
    " report_key INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,"
    " sentence TEXT NOT NULL, begin_at INTEGER NOT NULL, end_at INTEGER NOT NULL,"
    " words TEXT, words_begin INTEGER NOT NULL, words_end INTEGER NOT NULL, place_spans TEXT,"
    " merge_reason TEXT," DLN_CLAIM_DECLARATIONS ");"
    "CREATE INDEX evidence_by_incident ON evidence (incident_id);"
    "CREATE INDEX evidence_by_report ON evidence (report_key);"
    "CREATE TABLE stop ("
    " evidence_id INTEGER NOT NULL REFERENCES evidence ON DELETE CASCADE,"
    " position INTEGER NOT NULL,"
    " role TEXT NOT NULL CHECK (role IN ('origin', 'via', 'destination')),"
    " place TEXT, place_id TEXT, feature TEXT, country TEXT, admin1 TEXT,"
    " lon DOUBLE, lat DOUBLE, radius_m DOUBLE, geo_precision INTEGER,"
    " PRIMARY KEY (evidence_id, position)) WITHOUT ROWID;"
    // The way of an incident, as the evidence tells it that knows most of it.
    "CREATE TABLE movement ("
    " id INTEGER PRIMARY KEY REFERENCES incident ON DELETE CASCADE,"
    " evidence_id INTEGER NOT NULL REFERENCES evidence ON DELETE CASCADE,"
    " origin TEXT, via TEXT, destination TEXT);"
    "CREATE INDEX movement_by_evidence ON movement (evidence_id);"
    "CREATE TABLE mention ("
    " id INTEGER PRIMARY KEY, report_key INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,"
    " begin_at INTEGER NOT NULL, end_at INTEGER NOT NULL, words TEXT NOT NULL,"
    " metonym INTEGER NOT NULL, confidence DOUBLE NOT NULL,"
    " place TEXT, place_id TEXT, feature TEXT, country TEXT, admin1 TEXT,"
    " lon DOUBLE, lat DOUBLE, radius_m DOUBLE, geo_precision INTEGER);"
    "CREATE INDEX mention_by_report ON mention (report_key);"
    "CREATE TABLE edit ("
    " id INTEGER PRIMARY KEY, incident_id INTEGER NOT NULL REFERENCES incident ON DELETE CASCADE,"
    " made_at DATETIME NOT NULL, author TEXT, field TEXT NOT NULL, before TEXT, after TEXT,"
    " note TEXT);"
    "CREATE INDEX edit_by_incident ON edit (incident_id);"
    "CREATE INDEX incident_by_day ON incident (date_start);"
    "CREATE INDEX incident_by_cell ON incident (cell, date_start, date_end);"
    "CREATE INDEX incident_in_span ON incident (cell, date_start, date_end)"
    " WHERE date_end > date_start;"
    "CREATE TABLE layer_styles ("
    " id INTEGER PRIMARY KEY, f_table_catalog TEXT, f_table_schema TEXT, f_table_name TEXT,"
    " f_geometry_column TEXT, styleName TEXT, styleQML TEXT, styleSLD TEXT,"
    " useAsDefault BOOLEAN, description TEXT, owner TEXT, ui TEXT, update_time DATETIME);";

// The spatial side: SpatiaLite's catalogue, geometry columns and their R-trees. spatial_ref_sys
// gets WGS 84 only: all 6,000 systems would make every database 6 MB larger. Nor is the "full"
// catalogue wanted, whose empty ISO_metadata stands among the layers that QGIS offers.
static const char *const geometry_calls[] = {
    "SELECT InitSpatialMetaData(0, 'WGS84')",
    "SELECT AddGeometryColumn('incident', 'geom', 4326, 'POINT', 'XY')",
    "SELECT CreateSpatialIndex('incident', 'geom')",
    "SELECT AddGeometryColumn('movement', 'geom', 4326, 'LINESTRING', 'XY')",
    "SELECT CreateSpatialIndex('movement', 'geom')",
};

static const char views[] =
    "CREATE VIEW strikes AS SELECT * FROM incident WHERE type = 'strike';"
    "CREATE VIEW movements AS SELECT m.id AS id, i.type, i.subtype, i.status, i.date_start,"
    " i.date_end, i.date_precision, m.origin, m.via, m.destination, i.actor, i.target, i.weapon,"
    " i.object, i.count_low, i.count_high, i.fatalities_low, i.fatalities_high, i.injured_low,"
    " i.injured_high, i.confidence, i.sources, e.sentence, m.geom AS geom"
    " FROM movement m JOIN incident i ON i.id = m.id JOIN evidence e ON e.id = m.evidence_id;"
    // A row a source: without geometry, to be joined to the layers by incident_id.
    "CREATE VIEW incident_sources AS SELECT e.id AS id, i.id AS incident_id, i.type, i.date_start,"
    " i.place, e.sentence, e.begin_at, e.end_at, e.confidence, e.merge_reason, e.place_reason,"
    " e.date_reason, r.id AS report, r.title, r.source, r.url, r.published"
    " FROM incident i JOIN evidence e ON e.incident_id = i.id"
    " JOIN report r ON r.key = e.report_key;"
    "INSERT INTO views_geometry_columns VALUES ('strikes', 'geom', 'id', 'incident', 'geom', 1),"
    " ('movements', 'geom', 'id', 'movement', 'geom', 1);";

dln_status dln_schema_add_style(dln_store *store, const char *table, dln_qml_layer layer,
                                dln_error *err) {
    static const char sql[] =
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,"
        " f_geometry_column, styleName, styleQML, useAsDefault, description, owner, update_time)"
        // QGIS asks for the schema '' through GDAL and for NULL through its own provider.
        " SELECT '', schema, ?, 'geom', 'dateline', ?, 1, 'One colour and shape a type', '',"
        " '2024-01-01T00:00:00Z' FROM (SELECT '' AS schema UNION ALL SELECT NULL)";
    dln_buffer qml = {0};
    dln_qml_append(&qml, layer);
    sqlite3_stmt *statement = NULL;
    int code = qml.failed ? SQLITE_NOMEM : sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        sqlite3_bind_text(statement, 1, table, -1, SQLITE_STATIC);
        sqlite3_bind_text64(statement, 2, qml.data, qml.len, SQLITE_STATIC, SQLITE_UTF8);
        code = sqlite3_step(statement);
    }
    dln_status status = code == SQLITE_DONE ? DLN_OK : dln_database_fail(store, code, err);
    sqlite3_finalize(statement);
    dln_buffer_free(&qml);
    return status;
}

static dln_status add_styles(dln_store *store, dln_error *err) {
    dln_status status = dln_schema_add_style(store, "incident", DLN_QML_POINTS, err);
    if (status == DLN_OK)
        status = dln_schema_add_style(store, "strikes", DLN_QML_POINTS, err);
    if (status == DLN_OK) // a bare way has no type of its own; QGIS draws the view
        status = dln_schema_add_style(store, "movements", DLN_QML_LINES, err);
    return status;
}

static dln_status add_geometry(dln_store *store, dln_error *err) {
    dln_status status = dln_database_load_spatialite(store, err);
    for (size_t i = 0; i < sizeof geometry_calls / sizeof geometry_calls[0] && status == DLN_OK;
         i++) {
        int64_t done = 0;
        status = dln_database_number(store, geometry_calls[i], &done, err);
        if (status == DLN_OK && !done)
            status = dln_fail(err, DLN_DATABASE, "%s: SpatiaLite refused: %s", store->path,
                              geometry_calls[i]);
    }
    return status;
}

// Version 0 → 1: everything.
static dln_status make_first_version(dln_store *store, dln_error *err) {
    dln_status status = dln_database_run(store, tables, err);
    if (status == DLN_OK)
        status = add_geometry(store, err);
    if (status == DLN_OK)
        status = dln_database_run(store, views, err);
    if (status == DLN_OK)
        status = add_styles(store, err);
    return status == DLN_OK
               ? dln_database_run(store, "PRAGMA application_id = " NUMBER(APPLICATION_ID), err)
               : status;
}

// Step i leads from version i to i + 1, with the version itself in the same transaction.
static const struct {
    dln_status (*run)(dln_store *store, dln_error *err);
    const char *mark;
} migrations[] = {
    {make_first_version, "PRAGMA user_version = 1"},
    {dln_schema_add_further_sentences, "PRAGMA user_version = 2"},
    {dln_schema_add_corrections, "PRAGMA user_version = 3"},
    {dln_schema_add_corrected_ways, "PRAGMA user_version = 4"},
};
#define SCHEMA_VERSION ((int64_t)(sizeof migrations / sizeof migrations[0]))

typedef struct schema_state {
    int64_t version, application, objects;
} schema_state;

static dln_status read_state(dln_store *store, schema_state *out, dln_error *err) {
    dln_status status = dln_database_number(store, "PRAGMA user_version", &out->version, err);
    if (status == DLN_OK)
        status = dln_database_number(store, "PRAGMA application_id", &out->application, err);
    if (status == DLN_OK)
        status =
            dln_database_number(store, "SELECT count(*) FROM sqlite_master", &out->objects, err);
    return status;
}

static dln_status check_state(dln_store *store, const schema_state *state, dln_error *err) {
    if (state->application != APPLICATION_ID && state->objects > 0)
        return dln_fail(err, DLN_DATABASE,
                        "%s is a database, but not one of dateline: name another with --db",
                        store->path);
    if (state->version > SCHEMA_VERSION)
        return dln_fail(err, DLN_UNSUPPORTED,
                        "%s was made by a newer dateline (schema %lld, this one reads up to %lld): "
                        "install that version, or name another database with --db",
                        store->path, (long long)state->version, (long long)SCHEMA_VERSION);
    return DLN_OK;
}

dln_status dln_schema_check(dln_store *store, bool *is_older, dln_error *err) {
    schema_state state;
    dln_status status = read_state(store, &state, err);
    if (status == DLN_OK)
        status = check_state(store, &state, err);
    if (status == DLN_OK && state.version == 0)
        return dln_fail(err, DLN_DATABASE,
                        "%s holds no incidents yet: fill it with \"dateline ingest\"", store->path);
    *is_older = status == DLN_OK && state.version < SCHEMA_VERSION;
    return status;
}

static dln_status migrate(dln_store *store, dln_error *err) {
    schema_state state; // read again under the lock: another process may have been faster
    dln_status status = read_state(store, &state, err);
    if (status == DLN_OK)
        status = check_state(store, &state, err);
    for (int64_t v = state.version; status == DLN_OK && v < SCHEMA_VERSION; v++) {
        status = migrations[v].run(store, err);
        if (status == DLN_OK)
            status = dln_database_run(store, migrations[v].mark, err);
    }
    return status;
}

dln_status dln_schema_upgrade(dln_store *store, dln_error *err) {
    schema_state state;
    dln_status status = read_state(store, &state, err);
    if (status == DLN_OK)
        status = check_state(store, &state, err);
    if (status != DLN_OK || state.version == SCHEMA_VERSION)
        return status;
    status = dln_database_do(store, DLN_SQL_BEGIN_WRITE, err);
    if (status == DLN_OK)
        status = migrate(store, err);
    if (status == DLN_OK)
        status = dln_database_do(store, DLN_SQL_COMMIT, err);
    dln_database_rollback(store);
    return status;
}
