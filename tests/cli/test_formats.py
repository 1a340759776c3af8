"""Files for other programs: they open there, and hold what the database holds."""
import csv
import io
import json
import os
import re
import stat
import struct
import subprocess
import sys

import harness
from harness import DONE, USAGE

REPORTS = [
    ("a", "2024-08-06", "Rockets struck Mosul in Iraq on Aug. 5, 2024, killing three people and wounding \"many, many\" more."),
    ("b", "2024-08-06", "Militias moved rockets from Baghdad to Mosul on Aug. 4, 2024, officials said."),
    ("c", "2024-08-06", "A drone launched from Baghdad struck Tikrit on Aug. 3, 2024, killing two soldiers, police said."),
    ("d", "2024-08-06", "Gunmen shot dead a teacher on Aug. 2, 2024, police said."),
]


class Formats(harness.Case):
    def setUp(self):
        super().setUp()
        lines = "".join(json.dumps({"id": i, "date": d, "text": t}) + "\n" for i, d, t in REPORTS)
        self.expect(DONE, "ingest", "--quiet", "-", stdin=lines)
        self.incidents = json.loads(self.expect(DONE, "query", "-f", "json")[0])

    def export(self, name, *options):
        self.expect(DONE, "export", "-o", name, *options)
        return self.folder / name

    def test_geojson_by_rfc_7946(self):
        layer = json.loads(self.export("x.geojson").read_text(encoding="utf-8"))
        self.assertEqual(layer["type"], "FeatureCollection")
        self.assertNotIn("crs", layer)
        ids = [f["id"] for f in layer["features"]]
        self.assertEqual(len(ids), len(set(ids)))
        for feature in layer["features"]:
            self.assertEqual(feature["type"], "Feature")
            self.assertIn("geometry", feature)
            self.assertIn("properties", feature)
        kinds = {f["geometry"]["type"] if f["geometry"] else None for f in layer["features"]}
        self.assertIn("Point", kinds)
        again = self.export("y.geojson").read_bytes()
        self.assertEqual((self.folder / "x.geojson").read_bytes(), again)
        piped, _ = self.expect(DONE, "export", "-o", "-")
        self.assertEqual(piped.encode("utf-8"), again)
        self.assertEqual(json.loads(self.expect(DONE, "query", "-f", "geojson")[0]), layer)

    def positions(self, geometry):
        """Of a Point, LineString or MultiLineString, judged by RFC 7946: the lines, a point as a line of one."""
        self.assertLessEqual(set(geometry), {"type", "coordinates", "bbox"})
        lines = {"Point": lambda c: [[c]], "LineString": lambda c: [c], "MultiLineString": lambda c: c}[geometry["type"]](
            geometry["coordinates"])
        for line in lines:
            self.assertGreaterEqual(len(line), 1 if geometry["type"] == "Point" else 2)
            for position in line:
                self.assertEqual(len(position), 2)
                self.assertTrue(all(isinstance(n, (int, float)) for n in position))
                self.assertTrue(-180 <= position[0] <= 180 and -90 <= position[1] <= 90, position)
                self.assertTrue(all(len(repr(n).partition(".")[2]) <= 7 for n in position), position)
            for (a, _), (b, _) in zip(line, line[1:]):
                self.assertLessEqual(abs(a - b), 180, "a line over the antimeridian is cut there (3.1.9)")
        return lines

    def check_feature(self, feature):
        self.assertEqual(feature["type"], "Feature")
        self.assertTrue({"geometry", "properties"} <= set(feature) <= {"type", "id", "geometry", "properties", "bbox"})
        self.assertIsInstance(feature.get("id", 0), (int, str))
        self.assertIsInstance(feature["properties"], dict)
        return self.positions(feature["geometry"]) if feature["geometry"] else []

    def check_collection(self, text):
        def refuse(name):
            raise AssertionError(f"{name} is no JSON")
        layer = json.loads(text, parse_constant=refuse)
        self.assertTrue({"type", "features"} <= set(layer) <= {"type", "features", "bbox"})
        self.assertEqual(layer["type"], "FeatureCollection")
        ids = [f["id"] for f in layer["features"] if "id" in f]
        self.assertEqual(len(ids), len(set(ids)))
        positions = [p for f in layer["features"] for line in self.check_feature(f) for p in line]
        if "bbox" in layer:
            west, south, east, north = layer["bbox"]
            for lon, lat in positions:
                self.assertTrue(south <= lat <= north, (lon, lat, layer["bbox"]))
                self.assertTrue(west <= lon <= east if west <= east else lon >= west or lon <= east, (lon, lat, layer["bbox"]))
            self.assertTrue({south, north} <= {lat for _, lat in positions})
        return layer

    def test_every_geojson_is_valid_to_the_letter(self):
        self.expect(DONE, "edit", self.incidents[0]["id"], "--origin", "west@170.123456,10.9", "--destination", "east@-170.5,40")
        self.expect(DONE, "edit", self.incidents[1]["id"], "--origin", "a@179.99999,-16", "--via", "b@-179.99999,-16.5", "--via",
                    "c@180,-17", "--destination", "d@-180,-17.000001")
        for arguments in ("export", "-o", "-"), ("export", "-o", "-", "--bbox", "170,-90,-170,90"), ("query", "-f", "geojson"), \
                         ("query", "-f", "geojson", "--near", "Mosul"), ("sql", "-f", "geojson", "SELECT id, geom FROM incidents"), ("geocode", "-f", "geojson", "Mosul", "Tripoli"),:
            with self.subTest(" ".join(arguments)):
                layer = self.check_collection(self.expect(DONE, *arguments)[0])
                self.assertTrue(layer["features"])
        layer = self.check_collection(self.expect(DONE, "export", "-o", "-", "--bbox", "170,-90,-170,90")[0])
        self.assertGreater(layer["bbox"][0], layer["bbox"][2], "west lies east of east across 180° (5.2)")

    def test_every_csv_is_valid_to_the_letter(self):
        self.expect(DONE, "edit", self.incidents[0]["id"], "--actor", 'a "b", c\r\nd', "--target", "=1", "--object", " x ")
        for arguments in ("export", "-o", "x.csv"), ("export", "-o", "x.csv", "--hxl"), ("export", "-o", "x.csv", "--profile", "acled"), \
                         ("export", "-o", "x.csv", "--profile", "ucdp"), ("query", "-f", "csv"), ("sql", "-f", "csv", "SELECT * FROM incident"), \
                         ("query", "-f", "csv", "--group-by", "actor"), ("geocode", "-f", "csv", "Mosul"):
            with self.subTest(" ".join(arguments)):
                done = self.run_dateline(*arguments)
                self.assertEqual(done.returncode, DONE, done.stderr)
                data = (self.folder / "x.csv").read_bytes() if arguments[0] == "export" else done.stdout
                text = data.decode("utf-8")
                self.assertFalse(text.startswith("\ufeff"))
                self.assertTrue(text.endswith("\r\n"))
                rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
                self.assertGreater(len(rows), 1)
                self.assertEqual({len(row) for row in rows}, {len(rows[0])})
                self.assertEqual(len(set(rows[0])), len(rows[0]))
                outside = re.sub(r'"(?:[^"]|"")*"', "", text)  # between the quoted cells
                self.assertNotRegex(outside, r'"|[^\r]\n|\r[^\n]')

    def test_geojson_as_lines_and_as_a_text_sequence(self):
        whole = json.loads(self.export("x.geojson").read_text(encoding="utf-8"))["features"]
        lines = self.export("x.geojsonl").read_bytes()
        self.assertEqual([json.loads(line) for line in lines.splitlines()], whole)
        records = self.export("x.geojsons").read_bytes().split(b"\x1e")
        self.assertEqual(records[0], b"")  # RFC 8142: a separator before each, a line feed behind
        self.assertEqual([json.loads(record) for record in records[1:]], whole)
        self.assertTrue(all(record.endswith(b"\n") for record in records[1:]))

    def test_a_movement_has_its_stops_and_its_way(self):
        layer = json.loads(self.export("x.geojson").read_text(encoding="utf-8"))
        moved = next(f for f in layer["features"] if f["properties"].get("stops") and f["properties"]["type"] == "movement")
        self.assertEqual([(s["role"], s["name"]) for s in moved["properties"]["stops"]], [("origin", "Baghdad"), ("destination", "Mosul")])
        rows = {row["id"]: row for row in csv.DictReader(io.StringIO(self.export("x.csv").read_bytes().decode(), newline=""))}
        way = next(f for f in layer["features"] if f["id"] == f"{moved['id']}-movement")["geometry"]["coordinates"]
        self.assertEqual(rows[str(moved["id"])]["way"], "LINESTRING(" + ",".join(f"{lon:g} {lat:g}" for lon, lat in way) + ")")

    def test_hxl_tags_stand_below_the_header(self):
        for profile in ("dateline", "acled", "ucdp"):
            rows = list(csv.reader(io.StringIO(self.export("x.csv", "--hxl", "--profile", profile).read_bytes().decode(), newline="")))
            self.assertTrue(all(tag == "" or re.fullmatch(r"#[a-z0-9]+(\+[a-z0-9_]+)*", tag) for tag in rows[1]), rows[1])
            self.assertGreater(sum(tag != "" for tag in rows[1]), 9)
            self.assertEqual(len(rows), len(self.incidents) + 2)
        own = list(csv.reader(io.StringIO(self.export("x.csv", "--hxl").read_bytes().decode(), newline="")))
        self.assertNotIn("", own[1])
        self.expect(USAGE, "export", "--hxl", "-o", "x.geojson")

    def test_a_pipe_is_written_to_and_stays_one(self):
        os.mkfifo(self.folder / "pipe.csv")
        with subprocess.Popen(["cat", "pipe.csv"], cwd=self.folder, stdout=subprocess.PIPE) as reader:
            self.expect(DONE, "export", "-o", "pipe.csv")
            text, _ = reader.communicate(timeout=60)
        self.assertEqual(text, self.export("file.csv").read_bytes())
        self.assertTrue(stat.S_ISFIFO(os.stat(self.folder / "pipe.csv").st_mode))

    def test_csv_by_rfc_4180(self):
        text = self.export("x.csv").read_bytes().decode("utf-8")
        self.assertTrue(text.endswith("\r\n"))
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        self.assertEqual(len(rows), len(self.incidents))
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})

    def test_csv_as_acled_and_ucdp_have_it(self):
        acled = list(csv.DictReader(io.StringIO(self.export("a.csv", "--profile", "acled").read_bytes().decode(), newline="")))
        for column in ("event_date", "event_type", "sub_event_type", "actor1", "country", "latitude", "longitude",
                       "geo_precision", "fatalities", "notes"):
            self.assertIn(column, acled[0])
        ucdp = list(csv.DictReader(io.StringIO(self.export("u.csv", "--profile", "ucdp").read_bytes().decode(), newline="")))
        for column in ("where_prec", "date_prec", "side_a", "best", "latitude"):
            self.assertIn(column, ucdp[0])

    def ogrinfo(self, path):
        done = subprocess.run(["ogrinfo", "-so", "-al", str(path)], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_layers_open_in_gdal(self):
        for name in ("x.gpkg", "x.kml", "x.fgb", "x.shp", "x.geojson"):
            with self.subTest(name):
                about = self.ogrinfo(self.export(name))
                counts = [int(n) for n in re.findall(r"Feature Count: (\d+)", about)]
                self.assertGreater(sum(counts), 0, about)
                self.assertNotIn("Geometry: Unknown", about if name.endswith(("gpkg", "shp")) else "")

    def test_the_database_opens_in_gdal(self):
        about = self.ogrinfo(self.folder / "output/incidents.sqlite")
        self.assertRegex(about, r"Layer name: incident")
        self.assertRegex(about, r"Layer name: movement")
        self.assertIn("Date (", about)

    def test_a_page_holds_everything_and_fetches_nothing(self):
        page = self.export("x.html", "--title", "A </script> title").read_text(encoding="utf-8")
        data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S).group(1))
        self.assertEqual(data["title"], "A </script> title")
        self.assertEqual([i["id"] for i in data["incidents"]], [i["id"] for i in self.incidents])
        for told, stored in zip(data["incidents"], self.incidents):
            self.assertEqual([s["sentence"] for s in told["sources"]], [s["sentence"] for s in stored["sources"]])
            self.assertEqual(told.get("place"), stored["place"])
            if stored["lon"] is not None:
                self.assertAlmostEqual(told["lon"], stored["lon"], 3)
        self.assertTrue(any("way" in i for i in data["incidents"]))
        self.assertTrue(all(layer["paths"] for layer in data["ground"]["layers"] if layer["role"] in ("land", "border")))
        self.assertIn("Baghdad", [name["text"] for name in data["ground"]["names"]])
        self.assertNotRegex(page, r"<(link|img|iframe)|src=|@import|url\(")
        self.assertEqual(page.count("<script"), 2)
        self.assertEqual(self.export("y.html", "--title", "A </script> title").read_text(encoding="utf-8"), page)

    def test_maps_have_their_size_and_resolution(self):
        self.expect(DONE, "map", "-o", "m.png", "--size", "800x600", "--dpi", "150")
        png = (self.folder / "m.png").read_bytes()
        self.assertEqual(struct.unpack(">II", png[16:24]), (800, 600))
        at = png.index(b"pHYs")
        self.assertEqual(struct.unpack(">II", png[at + 4:at + 12]), (5906, 5906))  # 150 / 0.0254
        self.expect(DONE, "map", "-o", "mm.png", "--size", "210x148mm", "--dpi", "300")
        png = (self.folder / "mm.png").read_bytes()
        self.assertEqual(struct.unpack(">II", png[16:24]), (2480, 1748))  # 210 and 148 mm at 300 dpi

    def test_the_same_input_gives_the_same_bytes(self):
        for name in ("m.png", "m.svg", "m.pdf"):
            self.expect(DONE, "map", "-o", name)
            first = (self.folder / name).read_bytes()
            self.expect(DONE, "map", "-o", name)
            self.assertEqual((self.folder / name).read_bytes(), first, name)

    def test_svg_has_text_and_pdf_has_fonts(self):
        self.expect(DONE, "map", "-o", "m.svg", "--title", "Strikes near Mosul")
        self.assertIn("Strikes near Mosul", re.sub(r"<[^>]*>", "", (self.folder / "m.svg").read_text(encoding="utf-8")))
        self.expect(DONE, "map", "-o", "m.pdf")
        pdf = (self.folder / "m.pdf").read_bytes()
        self.assertTrue(pdf.startswith(b"%PDF-"))


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    harness.main()
