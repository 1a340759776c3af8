"""QGIS projects: well-formed, relative, and never written over an analyst's own work."""
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

import harness
from harness import DONE, NOTHING_FOUND, SYSTEM, USAGE

REPORTS = [
    ("a", "2024-08-06", "Rockets struck Mosul in Iraq on Aug. 5, 2024, killing three people."),
    ("b", "2024-08-06", "Militias moved rockets from Baghdad to Mosul on Aug. 4, 2024, officials said."),
    ("c", "2024-08-06", "Gunmen shot dead a teacher in Damascus on Aug. 2, 2024, police said."),
]


class Project(harness.Case):
    def setUp(self):
        super().setUp()
        lines = "".join(json.dumps({"id": i, "date": d, "text": t}) + "\n" for i, d, t in REPORTS)
        self.expect(DONE, "ingest", "--quiet", "-", stdin=lines)

    def sources(self, name):
        tree = xml.parse(self.folder / name)
        return {layer.findtext("layername"): layer.findtext("datasource") for layer in tree.iter("maplayer")}

    def test_it_stands_beside_the_database_and_names_it_from_there(self):
        out, err = self.expect(DONE, "export", "--qgis")
        self.assertEqual(out, "")
        self.expect_one_line(err, "output/incidents.qgs", "3 incidents")
        found = self.sources("output/incidents.qgs")
        self.assertEqual(found["Incidents"], "dbname='./incidents.sqlite' key='id' table=\"incident\" (geom)"
                         " sql=\"status\" IN ('reported','claimed','alleged')"
                         " AND (\"review\" IS NULL OR \"review\" = 'accepted')")
        self.assertEqual(found["Land"], "./incidents-basemap.gpkg|layername=countries")
        self.assertTrue((self.folder / "output/incidents-basemap.gpkg").exists())

    def test_it_finds_the_way_between_folders(self):
        (self.folder / "a/b").mkdir(parents=True)
        for target, way in (("a/b/p.qgs", "./../../output/incidents.sqlite"), ("a/p.qgs", "./../output/incidents.sqlite"),
                            ("p.qgs", "./output/incidents.sqlite"), ("output/p.qgs", "./incidents.sqlite"),
                            (self.folder / "a/../a/b/q.qgs", "./../../output/incidents.sqlite")):
            self.expect(DONE, "export", "-o", target)
            self.assertTrue(self.sources(target)["Incidents"].startswith(f"dbname='{way}'"), target)

    def test_it_stands_beside_a_layer(self):
        for name, source in (("x.gpkg", "./x.gpkg|layername=incident"), ("x.y.geojson", "./x.y.geojson|geometrytype=Point")):
            _, err = self.expect(DONE, "export", "--qgis", "-o", name)
            project = name.rpartition(".")[0] + ".qgs"
            self.expect_one_line(err, name, f"{project} opens them in QGIS")
            self.assertEqual(self.sources(project)["Incidents"], source)

    def test_filters_become_conditions(self):
        self.expect(DONE, "export", "-o", "a.qgs", "--type", "strike,movement", "--since", "2024-08-03", "--min-confidence", "0.01")
        self.assertIn("\"type\" IN ('strike','movement') AND \"status\" IN ('reported','claimed','alleged')"
                      " AND (\"review\" IS NULL OR \"review\" = 'accepted') AND \"date_end\" >= '2024-08-03' AND \"confidence\" >= 0.01", self.sources("a.qgs")["Incidents"])
        self.assertNotIn('"id" IN', self.sources("a.qgs")["Incidents"])
        self.expect(DONE, "export", "-o", "b.qgs", "--in", "Syria")
        shown = [i["id"] for i in json.loads(self.expect(DONE, "query", "--in", "Syria", "-f", "json")[0])]
        ids = re.search(r'"id" IN \(([\d,]*)\)', self.sources("b.qgs")["Incidents"]).group(1)
        self.assertEqual([int(i) for i in ids.split(",")], shown)
        self.expect(NOTHING_FOUND, "export", "-o", "c.qgs", "--type", "riot")

    def test_what_qgis_saved_is_kept(self):
        self.expect(DONE, "export", "-o", "p.qgs")
        self.expect(DONE, "export", "-o", "p.qgs")
        mine = "<!DOCTYPE qgis>\n<qgis version=\"3.22\"/>\n"
        self.write("p.qgs", mine)
        _, err = self.expect(USAGE, "export", "-o", "p.qgs")
        self.expect_one_line(err, "p.qgs", "saved by QGIS", "-o")
        self.assertEqual((self.folder / "p.qgs").read_text(), mine)

    def test_the_same_database_gives_the_same_bytes(self):
        self.expect(DONE, "export", "-o", "p.qgs")
        first = (self.folder / "p.qgs").read_bytes()
        self.expect(DONE, "export", "-o", "p.qgs")
        self.assertEqual((self.folder / "p.qgs").read_bytes(), first)

    def test_what_cannot_be(self):
        _, err = self.expect(USAGE, "export", "--qgis", "-o", "x.csv")
        self.expect_one_line(err, "--qgis", ".gpkg")
        self.expect(USAGE, "export", "--qgis", "-o", "-")
        _, err = self.expect(SYSTEM, "export", "-o", "no/where/p.qgs")
        self.expect_one_line(err, "no/where/p.qgs", "No such file")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    harness.main()
