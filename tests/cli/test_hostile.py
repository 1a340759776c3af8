"""Hostile text in every field goes through every output, and comes back equal or as documented.

Read back by Python's own json, csv, xml and sqlite3, and where there is none by ogr2ogr.
"""
import csv
import io
import json
import re
import sqlite3
import struct
import subprocess
import xml.etree.ElementTree as ElementTree

import harness
from harness import DONE, USAGE

csv.field_size_limit(1 << 28)
QUOTES = "=HYPERLINK(\"http://x\";'a') </script><script>x</script> <!-- ]]>&amp;<b> \\ %s {{x}} ${y}"
CONTROLS = "\r\n\t\x01\x07\x1b[31m\x1b]0;x\x07\x1f\x7f\u0085\u009b\u202e\u2028\ufeff\ufffe"
LETTERS = " دير الزور שלום 東京 💥 é e\u0301 \u00a0"
SQL = "'; DROP TABLE incident; -- \"; ATTACH 'x' AS y; z"
HOSTILE = QUOTES + CONTROLS + LETTERS + SQL
LONG = "ab\"'<&;," * (1 << 17)  # a mebibyte
# Columns of text, with where an export has them in a feature of GeoJSON.
INCIDENT = ("place", "admin1", "actor", "target", "weapon", "object", "subtype", "place_reason", "date_reason", "place_id")
SPACE = "{http://www.opengis.net/kml/2.2}"


def mended(data):
    """What stands for bytes that no UTF-8 is: one U+FFFD each, and for NUL."""
    return "".join(c if ord(c) < 0xdc80 or ord(c) > 0xdcff else "\ufffd"
                   for c in data.decode("utf-8", "surrogateescape")).replace("\0", "\ufffd")


class Hostile(harness.Case):
    def setUp(self):
        super().setUp()
        self.write("2024-05-06.txt", "Two drones struck a depot in Mosul on 3 May 2024, killing four workers. "
                                     "On 4 May 2024 a convoy of trucks moved weapons from Erbil to Kirkuk.")
        self.expect(DONE, "ingest", "--quiet", "--db", "d.sqlite", "2024-05-06.txt")
        ids = [i["id"] for i in self.query()]
        self.assertEqual(len(ids), 2)
        self.strike, self.way = ids

    def query(self, *options):
        return json.loads(self.expect(DONE, "query", "--db", "d.sqlite", "-f", "json", *options)[0])

    def sql(self, statement, *values):
        database = sqlite3.connect(self.folder / "d.sqlite")
        for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{name}"')  # SpatiaLite's, whose functions are not here
        database.execute(statement, values)
        database.commit()
        database.close()

    def poison(self, text, columns=INCIDENT):
        """Every text of the database that a report or an analyst decides; fields differ by their ends."""
        for column in columns:
            self.sql(f"UPDATE incident SET {column} = ?1 || '{column}'", text)
        for column in ("origin", "via", "destination"):
            self.sql(f"UPDATE movement SET {column} = ?1 || '{column}'", text)
        self.sql("UPDATE stop SET place = ?1 || role, place_id = ?1, admin1 = ?1", text)
        self.sql("UPDATE evidence SET sentence = ?1 || id, merge_reason = ?1, place_reason = ?1, date_reason = ?1", text)
        self.sql("INSERT OR IGNORE INTO told SELECT id, 9999, 9999, ?1 || 'told' FROM evidence", text)
        self.sql("UPDATE report SET id = ?1 || 'id', title = ?1 || 'title', source = ?1 || 'source', url = ?1 || 'url'", text)

    def export(self, name, *options):
        self.expect(DONE, "export", "--db", "d.sqlite", "-o", name, *options)
        return (self.folder / name).read_bytes()

    def check_members(self, told, text, columns=INCIDENT):
        for column in columns:
            self.assertEqual(told[column], text + column)

    def check_feature(self, told, text):
        self.check_members(told, text)
        self.assertEqual([e["report"] for e in told["evidence"]], [text + "id"] * 2)
        self.assertEqual(told["evidence"][0]["title"], text + "title")
        self.assertEqual(told["evidence"][1]["sentence"], text + "told")

    def incidents_of(self, features):
        return {f["id"]: f["properties"] for f in features if f["properties"].get("layer") != "movement"}

    def check_json(self, text):
        collection = json.loads(self.export("x.geojson").decode("utf-8"))
        lines = [json.loads(line) for line in self.export("x.geojsonl").decode("utf-8").split("\n")[:-1]]
        sequence = [json.loads(part) for part in self.export("x.geojsons").decode("utf-8").split("\x1e")[1:]]
        for features in collection["features"], lines, sequence:
            for told in self.incidents_of(features).values():
                self.check_feature(told, text)
        for one in self.query():
            self.check_members(one, text, ("place", "actor", "target", "weapon", "object", "subtype"))
            self.assertEqual(one["sources"][0]["report"], text + "id")
        shown = json.loads(self.expect(DONE, "show", "--db", "d.sqlite", "-f", "json", self.way)[0])
        self.assertEqual((shown["origin"], shown["destination"]), (text + "origin", text + "destination"))
        asked = json.loads(self.expect(DONE, "sql", "--db", "d.sqlite", "-f", "json", "SELECT * FROM incident ORDER BY id")[0])
        self.check_members(asked[0], text)

    def check_csv(self, text):
        guard = "'" if text[:1] in "=+-@\t\r'" else ""
        for options, columns in ((), INCIDENT), (("--hxl",), INCIDENT):
            table = list(csv.DictReader(io.StringIO(self.export("x.csv", *options).decode("utf-8"), newline=""), strict=True))
            for row in table[len(options):]:
                self.check_members(row, guard + text, columns)
                self.assertEqual((row["titles"], row["sentence_report"]), (guard + text + "title", guard + text + "id"))
        for profile, columns in ("acled", {"actor1": "actor", "location": "place", "source": "source"}), \
                                ("ucdp", {"side_a": "actor", "where_coordinates": "place", "source_headline": "title"}):
            table = self.export("x.csv", "--profile", profile).decode("utf-8")
            for row in csv.DictReader(io.StringIO(table, newline=""), strict=True):
                for column, said in columns.items():
                    self.assertEqual(row[column], guard + text + said)
        asked = self.expect(DONE, "sql", "--db", "d.sqlite", "-f", "csv", "SELECT actor, place FROM incident")[0]
        rows = list(csv.reader(io.StringIO(self.raw("sql", "--db", "d.sqlite", "-f", "csv",
                                                    "SELECT actor, place FROM incident"), newline=""), strict=True))
        self.assertTrue(asked)
        self.assertEqual(rows[1], [guard + text + "actor", guard + text + "place"])

    def raw(self, *arguments):
        """Standard output with its carriage returns."""
        return self.run_dateline(*arguments).stdout.decode("utf-8")

    def check_geopackage(self, text):
        self.export("x.gpkg")
        layer = sqlite3.connect(self.folder / "x.gpkg")
        for row in layer.execute(f"SELECT {', '.join(INCIDENT)}, titles FROM incident"):
            self.assertEqual(row, tuple(text + c for c in INCIDENT) + (text + "title",))
        way = layer.execute("SELECT origin, destination FROM movement").fetchone()
        self.assertEqual(way, (text + "origin", text + "destination"))

    def check_flatgeobuf(self, text):
        self.export("x.fgb")
        subprocess.run(["ogr2ogr", "-f", "GPKG", "y.gpkg", "x.fgb", "-nln", "incident"], cwd=self.folder, check=True,
                       capture_output=True)
        layer = sqlite3.connect(self.folder / "y.gpkg")
        rows = layer.execute(f"SELECT {', '.join(INCIDENT)} FROM incident").fetchall()
        self.assertEqual(rows, [tuple(text + c for c in INCIDENT)] * 2)

    def dbf(self, name):
        """The rows of a DBF, by its own header: 32 bytes, then 32 a field."""
        data = (self.folder / name).read_bytes()
        count, start, width = struct.unpack("<IHH", data[4:12])
        fields, at = [], 32
        while data[at] != 13:
            fields.append((data[at:at + 11].rstrip(b"\0").decode(), data[at + 16]))
            at += 32
        for i in range(count):
            row, offset = {}, start + i * width + 1
            for field, size in fields:
                row[field] = data[offset:offset + size].rstrip(b" \0")
                offset += size
            yield row

    def check_shapefile(self, text):
        self.export("x.shp")
        self.assertEqual((self.folder / "x.cpg").read_text().strip(), "UTF-8")
        names = {"place_reason": "place_why", "date_reason": "date_why"}
        for row in self.dbf("x.dbf"):
            for column in INCIDENT:
                whole = (text + column).encode("utf-8")
                kept = whole[:254].decode("utf-8", "ignore").encode("utf-8")
                self.assertEqual(row[names.get(column, column)], kept.rstrip(b" "))

    def check_kml(self, text, columns=INCIDENT):
        root = ElementTree.fromstring(self.export("x.kml"))
        # What XML 1.0 cannot say, and the line ends that every reader of XML turns into one.
        said = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text).replace("]]>", "]] >")
        said = said.replace("\r\n", "\n").replace("\r", "\n")
        found = 0
        for mark in root.iter(SPACE + "Placemark"):
            data = {d.get("name"): "".join(d.itertext()) for d in list(mark.iter(SPACE + "SimpleData")) +
                    list(mark.iter(SPACE + "Data"))}
            for column in columns:
                if column in data:
                    found += 1
                    self.assertEqual(data[column].strip(), (said + column).strip())
        self.assertGreaterEqual(found, 2 * len(columns))

    def check_page(self, text):
        page = self.export("x.html", "--title", "A " + SQL).decode("utf-8")
        self.assertEqual(len(re.findall("<script", page)), 2)
        self.assertEqual(page.count("</script>"), 2)
        data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S).group(1))
        for told in data["incidents"]:
            self.check_members(told, text, ("place", "admin1", "actor", "target", "weapon", "object"))
            self.assertEqual(told["sources"][0]["title"], text + "title")

    def check_terminal(self, text):
        """Nothing that steers a terminal or turns its lines around."""
        for arguments in ("query",), ("show", str(self.strike)), ("query", "--group-by", "actor"), ("query", "--summary"), \
                         ("sql", "SELECT * FROM incident"), ("sql", "SELECT sentence FROM evidence"):
            out = self.raw(*arguments, "--db", "d.sqlite")
            self.assertNotRegex(out, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", arguments)
            self.assertLess(out.count("\n"), 60)

    def check_pictures(self):
        self.expect(DONE, "map", "--db", "d.sqlite", "-o", "x.svg")
        ElementTree.fromstring((self.folder / "x.svg").read_bytes())
        self.expect(DONE, "map", "--db", "d.sqlite", "-o", "x.png")

    def test_text_of_every_kind(self):
        self.poison(HOSTILE)
        for check in (self.check_json, self.check_csv, self.check_geopackage, self.check_flatgeobuf, self.check_shapefile,
                      self.check_kml, self.check_page, self.check_terminal):
            with self.subTest(check.__name__):
                check(HOSTILE)
        self.check_pictures()

    def test_every_character_that_may_begin_a_formula(self):
        for first in "=+-@\t\r'":
            with self.subTest(first):
                self.poison(first + "1+1\"")
                self.check_csv(first + "1+1\"")
                self.sql("UPDATE report SET id = '2024-05-06.txt'")

    def test_bytes_that_are_no_text(self):
        """What another program wrote: each wrong byte, and NUL, is U+FFFD wherever it is read."""
        wrong = b"a\xffb\xc3(\xed\xa0\x80\xf5\x80\xc0\xaf\0c"
        self.poison("x")
        for column in INCIDENT:
            self.sql(f"UPDATE incident SET {column} = CAST(?1 AS TEXT)", wrong + column.encode())
        self.sql("UPDATE stop SET place = CAST(?1 AS TEXT)", wrong)
        told = self.incidents_of(json.loads(self.export("x.geojson").decode("utf-8"))["features"])
        for one in told.values():
            self.check_members(one, mended(wrong))
        table = list(csv.DictReader(io.StringIO(self.export("x.csv").decode("utf-8"), newline=""), strict=True))
        self.check_members(table[0], mended(wrong))
        self.check_geopackage_bytes(mended(wrong))
        for name in ("x.kml", "x.fgb", "x.shp", "x.html"):
            self.export(name)
        ElementTree.fromstring((self.folder / "x.kml").read_bytes())
        (self.folder / "x.html").read_text(encoding="utf-8")
        for arguments in ("query", "-f", "json"), ("query", "-f", "csv"), ("query",), ("query", "--summary"), \
                         ("query", "--group-by", "actor"), ("sql", "SELECT * FROM incident", "-f", "json"), \
                         ("sql", "SELECT * FROM incident"), ("show", str(self.strike)):
            self.assertIn("\ufffd", self.raw(*arguments, "--db", "d.sqlite"), arguments)
        self.check_pictures()

    def check_geopackage_bytes(self, text):
        self.export("x.gpkg")
        row = sqlite3.connect(self.folder / "x.gpkg").execute(f"SELECT {', '.join(INCIDENT)} FROM incident").fetchone()
        self.assertEqual(row, tuple(text + c for c in INCIDENT))

    def test_a_mebibyte_in_every_field(self):
        self.poison(LONG)
        for check in (self.check_json, self.check_csv, self.check_geopackage, self.check_flatgeobuf, self.check_shapefile,
                      self.check_page, self.check_terminal):
            with self.subTest(check.__name__):
                check(LONG)
        for column in INCIDENT[2:]:  # LIBKML takes a second a mebibyte
            self.sql(f"UPDATE incident SET {column} = NULL")
        self.check_kml(LONG, INCIDENT[:2])

    def test_what_an_analyst_types_is_utf_8_or_refused(self):
        for command in ("edit", "1", "--actor", b"a\xff"), ("edit", "1", "--origin", b"\xc3("), ("edit", "1", "--note", b"\x80"), \
                       ("edit", "1", "--place", b"\xff", "--lat", "1", "--lon", "1"), ("accept", "1", "--by", b"\xfe"):
            done = subprocess.run([harness.PROGRAM, *command, "--db", "d.sqlite"], cwd=self.folder, capture_output=True, check=False)
            self.assertEqual(done.returncode, USAGE, command)
            self.assertIn(b"UTF-8", done.stderr)
        self.expect(DONE, "edit", "--db", "d.sqlite", self.strike, "--actor", HOSTILE, "--place", HOSTILE, "--lat", "34", "--lon",
                    "40", "--origin", HOSTILE + "@41,35", "--note", HOSTILE, "--by", HOSTILE)
        one = json.loads(self.expect(DONE, "show", "--db", "d.sqlite", "-f", "json", self.strike)[0])
        self.assertEqual((one["actor"], one["place"], one["origin"]), (HOSTILE, HOSTILE, HOSTILE))
        self.assertNotRegex(self.raw("show", "--db", "d.sqlite", str(self.strike)), "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]")

    def test_filters_are_values_and_never_sql_or_xml(self):
        self.poison(HOSTILE)
        for option in "--actor", "--weapon", "--report", "--subtype":
            for value in SQL, "'", '"', "%", "_", "\\", "]]>", HOSTILE:
                self.run_dateline("query", "--db", "d.sqlite", option, value)
        self.assertEqual(len(self.query("--actor", SQL)), 2)
        self.assertEqual(len(self.query("--report", HOSTILE + "id")), 2)
        self.expect(DONE, "export", "--db", "d.sqlite", "--actor", SQL, "--qgis", "-o", "p.qgs")
        project = ElementTree.fromstring((self.folder / "p.qgs").read_bytes())
        self.assertEqual(project.tag, "qgis")


if __name__ == "__main__":
    harness.main()
