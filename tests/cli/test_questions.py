"""Questions to the database: totals, summary, timeline, nearest, along, between, SQL."""
import csv
import io
import json
import pathlib
import re
import signal
import subprocess
import time

import harness
from harness import BAD_INPUT, DONE, NOTHING_FOUND, REPORTS, SYSTEM, USAGE, Case, main


class Questions(Case):
    def setUp(self):
        super().setUp()
        self.expect(DONE, "ingest", "--quiet", "--db", "d.sqlite", REPORTS)

    def query(self, *arguments, status=DONE):
        return self.expect(status, "query", "--db", "d.sqlite", *arguments)

    def rows(self, *arguments):
        return [json.loads(line) for line in self.query("--format", "jsonl", *arguments)[0].splitlines()]

    def sql(self, *arguments, status=DONE, **kwargs):
        return self.expect(status, "sql", "--db", "d.sqlite", *arguments, **kwargs)

    def test_count_is_how_many_are_listed(self):
        for filters in ([], ["--type", "strike"], ["--in", "Iraq"], ["--near", "Baghdad"], ["--limit", "3"]):
            self.assertEqual(int(self.query("--count", *filters)[0]), len(self.rows(*filters)), filters)
        self.assertEqual(self.query("--count", "--format", "json", "--limit", "2")[0], '{"count":2}\n')
        out, err = self.query("--count", "--near", "0,-80", status=NOTHING_FOUND)
        self.assertEqual(out, "0\n")

    def test_groups_add_up_to_what_is_listed(self):
        rows = self.rows("--since", "2024")
        for what, key in (("type", "type"), ("country", "country"), ("actor", "actor"), ("place", "place"),
                          ("status", "status"), ("day", "date")):
            groups = self.rows("--since", "2024", "--group-by", what)
            expected = {}
            for row in rows:
                expected[row[key]] = expected.get(row[key], 0) + 1
            found = {}
            for group in groups:
                found[group[what]] = found.get(group[what], 0) + group["incidents"]
            self.assertEqual(found, expected, what)
            self.assertEqual(sum(g["fatalities"] for g in groups), sum(r["fatalities"] or 0 for r in rows))
        weeks = self.rows("--group-by", "week")
        self.assertEqual([w["week"] for w in weeks if w["week"]], sorted(w["week"] for w in weeks if w["week"]))
        out, _ = self.query("--group-by", "month", "--format", "csv")
        table = list(csv.DictReader(io.StringIO(out)))
        self.assertEqual(sum(int(r["incidents"]) for r in table), len(self.rows()))
        out, _ = self.query("--group-by", "admin1", "--limit", "3")
        self.assertEqual(out.split()[:3], ["admin1", "country", "incidents"])
        self.assertTrue(out.splitlines()[-1].startswith("all"))

    def test_a_summary_says_how_many_where_when_and_by_whom(self):
        out, _ = self.query("--summary", "--in", "Iraq", "--since", "2024-08", "--until", "2024-08")
        count = len(self.rows("--in", "Iraq", "--since", "2024-08", "--until", "2024-08"))
        self.assertIn(f" {count} incidents are told in ", " " + " ".join(out.split()))
        self.assertIn("2024", out)
        self.assertRegex(" ".join(out.split()), r"people (were|was) (killed|injured)")
        self.assertLessEqual(max(map(len, out.splitlines())), 79)

    def test_a_timeline_has_a_bar_a_day(self):
        out, _ = self.query("--timeline", "--since", "2024-08-01", "--until", "2024-08-10")
        lines = out.splitlines()
        self.assertEqual([line[:10] for line in lines], [f"2024-08-{d:02}" for d in range(1, 11)])
        self.assertIn("█", out)

    def test_the_nearest_come_nearest_first(self):
        rows = self.rows("--near", "Baghdad", "--nearest", "5")
        self.assertEqual(len(rows), 5)
        distances = [row["distance_m"] for row in rows]
        self.assertEqual(distances, sorted(distances))
        out, _ = self.query("--near", "Baghdad", "--nearest", "2")
        self.assertEqual(out.split()[0], "km")
        self.query("--nearest", "2", status=USAGE)
        self.query("--nearest", "2", "--near", "Baghdad", "--count", status=USAGE)

    def test_along_a_line_and_a_border(self):
        line = {"type": "Feature", "properties": {}, "geometry": {
            "type": "LineString", "coordinates": [[44.4, 33.3], [43.3, 33.4], [42.4, 33.8], [41.0, 34.4]]}}
        self.write("road.geojson", json.dumps(line))
        found = self.rows("--along", "road.geojson", "--within", "15")
        self.assertTrue(found)
        self.assertLess(len(found), len(self.rows()))
        points = [row for row in found if not row["origin"] and not row["destination"]]
        self.assertTrue(points)
        for row in points:
            self.assertTrue(40.8 < row["lon"] < 44.6 and 33.1 < row["lat"] < 34.6, row["place"])
        line["geometry"] = {"type": "Polygon", "coordinates": [[[42.44, 33], [46, 33], [46, 34], [42.44, 34], [42.44, 33]]]}
        self.write("border.geojson", json.dumps(line))
        inside = {r["id"] for r in self.rows("--polygon", "border.geojson")}
        near = {r["id"] for r in self.rows("--along", "border.geojson", "--within", "5")}
        self.assertTrue(inside - near or near - inside)
        line["geometry"] = {"type": "Point", "coordinates": [42, 33]}
        self.write("point.geojson", json.dumps(line))
        _, err = self.query("--along", "point.geojson", status=BAD_INPUT)
        self.expect_one_line(err, "point.geojson", "no line")

    def test_ways_between_two_places_by_direction(self):
        rows = self.rows("--between", "Iraq", "Syria")
        self.assertTrue(rows)
        self.assertTrue(all(r["origin"] for r in rows))
        there = {r["id"] for r in rows}
        back = self.run_dateline("query", "--db", "d.sqlite", "--between", "Syria", "Iraq", "--format", "jsonl")
        self.assertFalse(there & {json.loads(line)["id"] for line in back.stdout.splitlines()})
        _, err = self.query("--between", "Iraq", status=USAGE)
        self.expect_one_line(err, "two values")
        _, err = self.query("--between", "Iraq", "Xyzzyville", status=NOTHING_FOUND)
        self.expect_one_line(err, "Xyzzyville")

    def test_partial_days_and_subtypes(self):
        rows = self.rows("--since", "2024-08", "--until", "2024-08")
        self.assertTrue(rows)
        self.assertTrue(all(r["date"] <= "2024-08-31" and r["date_end"] >= "2024-08-01" for r in rows))
        self.query("--since", "2024-8", status=USAGE)
        self.assertEqual({r["subtype"] for r in self.rows("--subtype", "drone,missile")}, {"drone", "missile"})

    def test_a_town_that_the_outline_misses_is_in_its_country(self):
        self.write("kherson.txt", "Artillery hit Kherson on 13 November 2025 and killed a woman.\n")
        self.expect(DONE, "ingest", "--quiet", "--db", "d.sqlite", "kherson.txt")
        for area in ("Ukraine", "UA", "Kherson Oblast"):
            self.assertIn("Kherson", [r["place"] for r in self.rows("--in", area)], area)
        self.query("--in", "Odessa Oblast", status=NOTHING_FOUND)

    def test_an_ambiguous_area_says_so(self):
        _, err = self.query("--in", "Georgia", status=NOTHING_FOUND)
        self.assertIn("Georgia, the country; there is also Georgia, United States", err)
        _, err = self.query("--in", "Georgia, United States", status=NOTHING_FOUND)
        self.assertNotIn("the country", err)

    def test_questions_that_do_not_go_together_are_refused(self):
        for arguments in (["--count", "--summary"], ["--group-by", "type", "--timeline"],
                          ["--group-by", "colour"], ["--summary", "--format", "json"],
                          ["--group-by", "type", "--format", "geojson"]):
            _, err = self.query(*arguments, status=USAGE)
            self.expect_one_line(err, "query")

    def test_uncertain_rows_are_marked(self):
        rows = {r["id"]: r for r in self.rows("--status", "all")}
        out, _ = self.query("--status", "all")
        for line in out.splitlines()[1:]:
            row = rows[int(line.split()[0])]
            unsure = row["status"] in ("claimed", "alleged") or row["confidence"] < 0.5
            marks = line.split()[-1] if set(line.split()[-1]) <= set("?~*+x") else ""
            self.assertEqual("?" in marks, unsure, line)
            self.assertEqual("~" in marks, row["geo_precision"] == 3, line)

    def test_sql_answers_in_every_format(self):
        question = "SELECT id, type, confidence, geom FROM strikes WHERE geom IS NOT NULL ORDER BY id LIMIT 2"
        out, _ = self.sql(question)
        self.assertEqual(out.splitlines()[0].split(), ["id", "type", "confidence", "geom"])
        lines = [json.loads(line) for line in self.sql("--format", "jsonl", question)[0].splitlines()]
        self.assertEqual(json.loads(self.sql("--format", "json", question)[0]), lines)
        self.assertTrue(lines[0]["geom"].startswith("POINT("))
        table = list(csv.DictReader(io.StringIO(self.sql("--format", "csv", question)[0], newline="")))
        self.assertEqual([int(r["id"]) for r in table], [r["id"] for r in lines])
        layer = json.loads(self.sql("--format", "geojson", question)[0])
        self.assertEqual(layer["features"][0]["geometry"]["type"], "Point")
        self.assertEqual(set(layer["features"][0]["properties"]), {"id", "type", "confidence"})
        self.assertEqual(self.sql("SELECT count(*) n FROM incident_sources", "--format", "csv")[0].splitlines()[0], "n")
        out, _ = self.sql("SELECT '=1+1' a, -5 b, x'00ff' c, NULL d", "--format", "csv")
        self.assertEqual(out, "a,b,c,d\r\n'=1+1,-5,00FF,\r\n")
        self.sql("SELECT * FROM incident WHERE 0", status=NOTHING_FOUND)

    def test_every_column_of_a_view_is_documented_and_nothing_else(self):
        readme = (pathlib.Path(__file__).resolve().parents[2] / "src/store/README.md").read_text(encoding="utf-8")
        said = {}
        for table in re.findall(r"^\| (`[^\n]*)\n\|---\|---\|\n((?:\|[^\n]*\n)+)", readme.split("## The views")[1], re.M):
            columns = {name for row in table[1].splitlines() for name in re.findall(r"`(\w+)`", row.split("|")[1])}
            for view in re.findall(r"`(\w+)`", table[0].split("|")[0]):
                said[view] = columns
        self.assertEqual(set(said), {"incidents", "strikes", "movements", "incident_sources"})
        for view, columns in said.items():
            there = set(self.sql("--format", "csv", f"SELECT * FROM {view} LIMIT 1")[0].split("\r\n")[0].split(","))
            self.assertLessEqual(columns, there, view)
            self.assertLessEqual(there, columns | (said["incidents"] if view == "movements" else set()), view)

    def test_sql_never_writes(self):
        before = (self.folder / "d.sqlite").read_bytes()
        for question in ("DELETE FROM incident", "ATTACH 'x.sqlite' AS x", "PRAGMA journal_mode = OFF",
                         "SELECT load_extension('mod_spatialite')", "VACUUM INTO 'x.sqlite'", "SELECT 1; SELECT 2",
                         "SELECT BlobToFile(zeroblob(3), 'x.bin')", "DROP TABLE incident"):
            _, err = self.sql(question, status=USAGE, env={"SPATIALITE_SECURITY": "relaxed"})
            self.expect_one_line(err, "sql:")
        self.assertEqual((self.folder / "d.sqlite").read_bytes(), before)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir() if p.name.startswith("x")), [])

    def test_sql_that_runs_away_can_be_stopped(self):
        endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
        _, err = self.sql("--timeout", "1", endless, status=BAD_INPUT)
        self.expect_one_line(err, "1 seconds", "--timeout")
        process = subprocess.Popen([harness.PROGRAM, "sql", "--db", "d.sqlite", endless], cwd=self.folder)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=20), -signal.SIGINT)
        _, err = self.sql("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n",
                          status=BAD_INPUT)
        self.expect_one_line(err, "LIMIT")
        _, err = self.sql("SELECT length(zeroblob(900000000))", status=BAD_INPUT)
        self.expect_one_line(err, "256 MB")

    def test_without_spatialite_it_is_said_what_to_install(self):
        # An extension path that holds nothing: SQLite asks the dynamic linker, which is told to look there.
        self.write("empty/mod_spatialite.so", b"not a library")
        for name in ("mod_spatialite", "mod_spatialite.so.7", "mod_spatialite.so.8"):
            self.write("empty/" + name, b"not a library")
        env = {"LD_LIBRARY_PATH": str(self.folder / "empty")}
        done = self.run_dateline("sql", "--db", "d.sqlite", "SELECT 1", env=env)
        if done.returncode == 0:
            self.skipTest("the linker finds SpatiaLite all the same")
        self.assertEqual(done.returncode, SYSTEM)
        self.expect_one_line(done.stderr.decode(), "libsqlite3-mod-spatialite")
        done = self.run_dateline("ingest", "--db", "new.sqlite", REPORTS, env=env)
        self.assertEqual(done.returncode, SYSTEM)
        self.expect_one_line(done.stderr.decode(), "libsqlite3-mod-spatialite")
        self.assertEqual(self.run_dateline("query", "--db", "d.sqlite", env=env).returncode, DONE)


if __name__ == "__main__":
    main()
