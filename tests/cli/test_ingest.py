"""From reports to answers: ingest, query, show, map, export over the sample reports."""
import json
import sqlite3
import sys

import harness
from harness import BAD_INPUT, DONE, NOTHING_FOUND

FIRST = ("BAGHDAD, Aug. 6, 2024 - Rockets struck Ain al-Asad air base in western Iraq on Monday, "
         "wounding five American personnel, officials said.\n")
SECOND = ("WASHINGTON, Aug. 7, 2024 - The Pentagon said five service members were hurt when rockets hit "
          "Ain al-Asad air base in Iraq on Monday.\n")


class Ingest(harness.Case):
    def test_the_sample_reports_become_a_database_a_map_and_a_layer(self):
        self.expect(DONE, "ingest", harness.REPORTS)
        out, _ = self.expect(DONE, "query", "--format", "json")
        incidents = json.loads(out)
        self.assertGreater(len(incidents), 20)
        self.assertEqual([i["date"] or "" for i in incidents if i["date"]],
                         sorted(i["date"] for i in incidents if i["date"]))
        self.expect(DONE, "map", "-o", "map.png")
        self.assertEqual((self.folder / "map.png").read_bytes()[:8], b"\x89PNG\r\n\x1a\n")
        self.expect(DONE, "export", "-o", "incidents.geojson")
        layer = json.loads((self.folder / "incidents.geojson").read_text(encoding="utf-8"))
        ids = [feature["id"] for feature in layer["features"]]
        self.assertEqual(len(ids), len(set(ids)))

    def test_reading_twice_changes_nothing(self):
        self.write("reports/a.txt", FIRST)
        self.write("reports/b.txt", SECOND)
        self.expect(DONE, "ingest", "reports")
        first, _ = self.expect(DONE, "query", "--format", "jsonl")
        _, err = self.expect(DONE, "ingest", "reports")
        self.assertIn("changed nothing", err)
        self.assertEqual(self.expect(DONE, "query", "--format", "jsonl")[0], first)

    def test_an_incident_told_twice_has_two_sources(self):
        self.write("a.txt", FIRST)
        self.write("b.txt", SECOND)
        self.expect(DONE, "ingest", "a.txt", "b.txt")
        out, _ = self.expect(DONE, "query", "--format", "jsonl", "--type", "strike")
        incidents = [json.loads(line) for line in out.splitlines()]
        self.assertEqual(len(incidents), 1, out)
        self.assertEqual({s["report"] for s in incidents[0]["sources"]}, {"a.txt", "b.txt"})
        self.assertTrue(incidents[0]["sources"][1]["merge_reason"])
        shown, _ = self.expect(DONE, "show", incidents[0]["id"])
        for part in ("Rockets struck", "when rockets hit", "2024-08-05", "merged"):
            self.assertIn(part, shown)

    def test_show_prints_every_sentence(self):
        self.write("a.txt", "BAGHDAD, Aug. 6, 2024 - Rockets struck Mosul on Monday. Seven people were hurt, police said.\n")
        self.expect(DONE, "ingest", "--quiet", "--db", "db.sqlite", "a.txt")
        with sqlite3.connect(self.folder / "db.sqlite") as database:
            database.execute("INSERT OR REPLACE INTO told SELECT id, 56, 92, 'Seven people were hurt, police said.'"
                             " FROM evidence WHERE incident_id = 1")
        out, _ = self.expect(DONE, "show", "--db", "db.sqlite", "1")
        self.assertIn('also       "Seven people were hurt, police said."', out)
        self.assertEqual(out.count("\nsource "), 1)
        out, _ = self.expect(DONE, "show", "--db", "db.sqlite", "--format", "json", "1")
        sources = json.loads(out)["sources"]
        self.assertEqual([source["main"] for source in sources], [True, False])
        self.assertEqual(sources[1]["sentence"], "Seven people were hurt, police said.")

    def test_show_of_an_unknown_incident_finds_nothing(self):
        self.write("a.txt", FIRST)
        self.expect(DONE, "ingest", "a.txt")
        self.expect_one_line(self.expect(NOTHING_FOUND, "show", "987654")[1], "987654")

    def test_one_bad_report_loses_nothing_else(self):
        good = json.dumps({"id": "good", "text": FIRST, "date": "2024-08-06"})
        self.write("batch.jsonl", '{"id": "broken", "text": "Rock\n' + good + "\n")
        _, err = self.expect(BAD_INPUT, "ingest", "--quiet", "batch.jsonl")
        self.expect_one_line(err, "batch.jsonl:1")
        out, _ = self.expect(DONE, "query", "--format", "json")
        self.assertEqual(json.loads(out)[0]["sources"][0]["report"], "good")

    def test_standard_input_is_read_like_a_file(self):
        self.expect(DONE, "ingest", "--date", "2024-08-06", "-", stdin=FIRST)
        self.assertIn("2024-08-05", self.expect(DONE, "query")[0])

    def test_what_a_report_says_stays_data(self):
        evil = ("Rockets struck Mosul on Monday, killing 3, said \"Robert'); DROP TABLE incident;--\" of the "
                "<script>alert(1)</script> & =HYPERLINK(1) group.\n")
        self.write("a.txt", evil)
        self.expect(DONE, "ingest", "--date", "2024-08-06", "a.txt")
        out, _ = self.expect(DONE, "query", "--format", "json")
        self.assertIn("DROP TABLE", json.loads(out)[0]["sources"][0]["sentence"])
        self.expect(DONE, "map", "-o", "map.svg", "--title", "<b>&'\"")
        import xml.dom.minidom
        xml.dom.minidom.parse(str(self.folder / "map.svg"))


class Filters(harness.Case):
    REPORTS = [
        ("Mosul", 3, "2024-08-05", "Rockets struck Mosul in Iraq on Aug. 5, 2024, killing three people, police said."),
        ("Kharkiv", 2, "2024-05-10", "A missile strike on Kharkiv in Ukraine on May 10, 2024 killed two people, officials said."),
        ("Basra", None, "2024-07-01", "Gunmen attacked a convoy in Basra, Iraq, on July 1, 2024, police said."),
    ]

    def setUp(self):
        super().setUp()
        lines = [json.dumps({"id": name, "text": text, "date": day}) for name, _, day, text in self.REPORTS]
        self.expect(DONE, "ingest", "--quiet", "-", stdin="\n".join(lines) + "\n")

    def found(self, *filters):
        done = self.run_dateline("query", "--format", "jsonl", *filters)
        self.assertIn(done.returncode, (DONE, NOTHING_FOUND), done.stderr)
        return {s["report"] for line in done.stdout.decode().splitlines() for s in json.loads(line)["sources"]}

    def test_each_filter_alone(self):
        self.assertEqual(self.found(), {"Mosul", "Kharkiv", "Basra"})
        self.assertEqual(self.found("--type", "strike"), {"Mosul", "Kharkiv"})
        self.assertEqual(self.found("--type", "attack,clash"), {"Basra"})
        self.assertEqual(self.found("--since", "2024-06-01"), {"Mosul", "Basra"})
        self.assertEqual(self.found("--until", "2024-06-01"), {"Kharkiv"})
        self.assertEqual(self.found("--in", "Iraq"), {"Mosul", "Basra"})
        self.assertEqual(self.found("--near", "Mosul", "--within", "60"), {"Mosul"})
        self.assertEqual(self.found("--near", "47.8,30.5", "--within", "40"), {"Basra"})
        self.assertEqual(self.found("--bbox", "30,45,40,55"), {"Kharkiv"})
        self.assertEqual(self.found("--report", "Kharkiv"), {"Kharkiv"})
        self.assertEqual(self.found("--actor", "GUNMEN"), {"Basra"})
        self.assertEqual(len(self.found("--limit", "1")), 1)
        self.assertEqual(self.found("--min-confidence", "1"), set())
        self.assertEqual(self.found("--status", "denied"), set())
        self.assertEqual(self.found("--status", "all"), {"Mosul", "Kharkiv", "Basra"})

    def test_filters_together(self):
        self.assertEqual(self.found("--in", "Iraq", "--type", "strike", "--since", "2024-08-01"), {"Mosul"})

    def test_a_polygon_file(self):
        area = {"type": "Polygon", "coordinates": [[[46, 29], [49, 29], [49, 32], [46, 32], [46, 29]]]}
        self.write("area.geojson", json.dumps({"type": "Feature", "properties": {}, "geometry": area}))
        self.assertEqual(self.found("--polygon", "area.geojson"), {"Basra"})

    def test_nothing_that_passes_is_an_answer_of_its_own(self):
        _, err = self.expect(NOTHING_FOUND, "query", "--in", "France")
        self.expect_one_line(err, "no incident passes")

    def test_an_unknown_place_is_named(self):
        self.expect_one_line(self.expect(NOTHING_FOUND, "query", "--in", "Xyzzyqwv")[1], "Xyzzyqwv")
        self.expect_one_line(self.expect(NOTHING_FOUND, "query", "--near", "Xyzzyqwv")[1], "Xyzzyqwv")

    def test_the_database_opens_in_any_sqlite(self):
        with sqlite3.connect(self.folder / "output/incidents.sqlite") as database:
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchone()[0], "ok")
            self.assertEqual(database.execute("SELECT count(*) FROM report").fetchone()[0], 3)


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    harness.main()
