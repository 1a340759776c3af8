"""--polygon, --along and --between on files of every kind, alone, together with other filters, and in every format.

A grid of incidents is asked, and Python's own even-odd rule says what the answer is.
"""
import csv
import io
import json
import math
import subprocess

import harness
from harness import BAD_INPUT, DONE, NOTHING_FOUND, USAGE

STEP = 0.37  # no point lies on an edge


def ring(west, south, east, north, clockwise=False):
    points = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return points[::-1] if clockwise else points


# A square with a hole, an island in the hole with a lake in it, and a triangle apart.
HOLED = [[ring(41, 31, 47, 37), ring(42, 32, 46, 36, True)],
         [ring(43, 33, 45, 35), ring(43.6, 33.6, 44.4, 34.4, True)],
         [[[49, 31], [51, 31], [50, 36], [49, 31]]]]
# Across 180°, cut there as RFC 7946 wants it, with a hole on the seam.
PACIFIC = [[ring(176, -20, 180, -12), ring(178.5, -18, 180, -14, True)],
           [ring(-180, -20, -176, -12), ring(-180, -18, -178.5, -14, True)]]


def holds(area, lon, lat):
    """Even-odd over all rings."""
    inside = False
    for polygon in area:
        for points in polygon:
            for (x1, y1), (x2, y2) in zip(points, points[1:]):
                if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
                    inside = not inside
    return inside


def grid(west, south, east, north):
    lat = south + STEP / 2
    while lat < north:
        lon = west + STEP / 2
        while lon < east:
            yield (lon + 180) % 360 - 180, lat
            lon += STEP
        lat += STEP


class Areas(harness.Case):
    @classmethod
    def setUpClass(cls):
        """The database is made once; every test copies it."""
        cls.points = list(grid(40, 30, 52, 38)) + list(grid(174, -22, 186, -10))
        kinds = ("strike", "clash", "arrest")
        rows = [["id", "type", "date_start", "place", "lon", "lat", "radius_m", "geo_precision", "actor", "fatalities_low",
                 "sentence"]]
        for i, (lon, lat) in enumerate(cls.points, 1):
            rows.append([i, kinds[i % 3], f"2024-05-{1 + i % 28:02d}", f"P{i}", round(lon, 6), round(lat, 6), 500, 1,
                         "army" if i % 2 else "militia", i % 5, f"It was hit, {i}."])
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows(rows)
        cls.table = out.getvalue()
        cls.database = None

    def setUp(self):
        super().setUp()
        if type(self).database is None:
            self.write("grid.csv", self.table)
            self.expect(DONE, "import", "--quiet", "--db", "d.sqlite", "grid.csv")
            type(self).database = (self.folder / "d.sqlite").read_bytes()
        else:
            self.write("d.sqlite", type(self).database)

    def area(self, name, polygons, split=False):
        """A file of one multipolygon, or of a feature a polygon."""
        geometries = [{"type": "Polygon", "coordinates": p} for p in polygons] if split else \
                     [{"type": "MultiPolygon", "coordinates": polygons}]
        self.write(name, json.dumps({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {}, "geometry": g} for g in geometries]}))

    def convert(self, source, target, *options):
        subprocess.run(["ogr2ogr", target, source, *options], cwd=self.folder, check=True, capture_output=True)

    def ids(self, *filters):
        done = self.run_dateline("query", "--db", "d.sqlite", "-f", "json", *filters)
        self.assertIn(done.returncode, (DONE, NOTHING_FOUND), done.stderr)
        return {i["id"] for i in json.loads(done.stdout or b"[]")}

    def inside(self, area):
        return {i for i, (lon, lat) in enumerate(self.points, 1) if holds(area, round(lon, 6), round(lat, 6))}

    def test_holes_islands_and_parts_in_every_file(self):
        wanted = self.inside(HOLED)
        self.assertTrue(100 < len(wanted) < len(self.points) / 2)
        self.area("a.geojson", HOLED)
        self.area("split.geojson", HOLED, split=True)
        for target, options in (("a.gpkg", ()), ("a.shp", ("-lco", "ENCODING=UTF-8")), ("a.fgb", ("-nlt", "PROMOTE_TO_MULTI")),
                                ("a.kml", ()), ("mercator.gpkg", ("-t_srs", "EPSG:3857")), ("utm.shp", ("-t_srs", "EPSG:32638"))):
            self.convert("a.geojson", target, *options)
        for name in ("a.geojson", "split.geojson", "a.gpkg", "a.shp", "a.fgb", "a.kml", "mercator.gpkg", "utm.shp"):
            with self.subTest(name):
                self.assertEqual(self.ids("--polygon", name), wanted)

    def test_across_the_antimeridian(self):
        wanted = self.inside(PACIFIC)
        self.assertTrue(wanted)
        self.area("p.geojson", PACIFIC)
        self.convert("p.geojson", "p.gpkg")
        self.assertEqual(self.ids("--polygon", "p.geojson"), wanted)
        self.assertEqual(self.ids("--polygon", "p.gpkg"), wanted)
        boxed = {i for i, (lon, lat) in enumerate(self.points, 1) if (lon >= 178 or lon <= -177) and -19 <= lat <= -11}
        self.assertEqual(self.ids("--bbox", "178,-19,-177,-11"), boxed)
        self.assertEqual(self.ids("--polygon", "p.gpkg", "--bbox", "178,-19,-177,-11"), wanted & boxed)
        around = self.ids("--near", "179.9,-15", "--within", "150")
        self.assertEqual(self.ids("--polygon", "p.geojson", "--near", "179.9,-15", "--within", "150"), wanted & around)
        self.assertTrue(any(self.points[i - 1][0] > 0 for i in around) and any(self.points[i - 1][0] < 0 for i in around))

    def test_together_with_every_other_filter(self):
        self.area("a.geojson", HOLED)
        self.write("road.geojson", json.dumps({"type": "LineString", "coordinates": [[40, 34], [52, 34]]}))
        inside = self.inside(HOLED)
        others = (("--type", "strike,clash"), ("--actor", "ARMY"), ("--since", "2024-05-10"), ("--until", "2024-05-12"),
                  ("--bbox", "42,30,50,36"), ("--near", "44,34", "--within", "300"), ("--in", "Iraq"),
                  ("--min-confidence", "0.5"), ("--review", "unreviewed"), ("--status", "all"),
                  ("--along", "road.geojson", "--within", "60"))
        answers = []
        for other in others:
            alone = self.ids(*other)
            self.assertTrue(alone, other)
            if other[0] == "--in":  # both are areas
                _, err = self.expect(USAGE, "query", "--db", "d.sqlite", "--polygon", "a.geojson", *other)
                self.expect_one_line(err, "--in and --polygon")
                continue
            self.assertEqual(self.ids("--polygon", "a.geojson", *other), inside & alone, other)
            if other[0] not in ("--near", "--along"):  # they share --within
                answers.append((other, alone))
        everything = [word for other, _ in answers for word in other]
        self.assertEqual(self.ids("--polygon", "a.geojson", *everything), inside.intersection(*(a for _, a in answers)))

    def test_the_same_incidents_in_every_format(self):
        self.area("a.geojson", HOLED)
        filters = ("--polygon", "a.geojson", "--type", "strike", "--until", "2024-05-12")
        wanted = self.ids(*filters)
        self.assertTrue(wanted)
        ask = ("query", "--db", "d.sqlite", *filters)
        self.assertEqual(int(self.expect(DONE, *ask, "--count")[0]), len(wanted))
        self.assertEqual({json.loads(line)["id"] for line in self.expect(DONE, *ask, "-f", "jsonl")[0].splitlines()}, wanted)
        self.assertEqual({int(r["id"]) for r in csv.DictReader(io.StringIO(self.expect(DONE, *ask, "-f", "csv")[0]))}, wanted)
        self.assertEqual({f["id"] for f in json.loads(self.expect(DONE, *ask, "-f", "geojson")[0])["features"]}, wanted)
        self.assertEqual({int(line.split()[0]) for line in self.expect(DONE, *ask)[0].splitlines()[1:]}, wanted)
        groups = json.loads(self.expect(DONE, *ask, "--group-by", "day", "-f", "json")[0])
        self.assertEqual(sum(g["incidents"] for g in groups), len(wanted))
        self.assertIn(f"{len(wanted)} incidents", self.expect(DONE, *ask, "--summary")[0])
        for name in ("x.geojson", "x.csv", "x.gpkg", "x.kml", "x.shp", "x.fgb", "x.html"):
            _, err = self.expect(DONE, "export", "--db", "d.sqlite", *filters, "-o", name)
            self.assertIn(f"{name}: {len(wanted)} incidents", err)
        _, err = self.expect(DONE, "map", "--db", "d.sqlite", *filters, "-o", "x.svg")
        self.assertIn(f"{len(wanted)} incidents", err)

    def test_a_line_of_a_file_is_straight_in_degrees(self):
        """A border along a parallel keeps to it, however few points it has (RFC 7946, 3.1.1)."""
        self.write("parallel.geojson", json.dumps({"type": "LineString", "coordinates": [[39, 34], [53, 34]]}))
        self.write("meridian.geojson", json.dumps({"type": "LineString", "coordinates": [[180, -25], [180, -5]]}))
        self.write("slope.geojson", json.dumps({"type": "LineString", "coordinates": [[39, 29], [53, 43]]}))
        self.write("seam.geojson", json.dumps({"type": "LineString", "coordinates": [[172, -16], [-172, -16]]}))
        km = 111.2
        for name, distance in (("parallel", lambda lon, lat: abs(lat - 34) * km if 40 <= lon <= 52 else 999),
                               ("meridian", lambda lon, lat: (180 - abs(lon)) * km * math.cos(math.radians(lat)) if lat < 0 else 999),
                               ("seam", lambda lon, lat: abs(lat + 16) * km if lat < 0 else 999)):
            for within in (15, 30, 70):
                with self.subTest(f"{name} {within}"):
                    sure = {i for i, p in enumerate(self.points, 1) if distance(*p) < within - 1.5}
                    may = {i for i, p in enumerate(self.points, 1) if distance(*p) < within + 1.5}
                    found = self.ids("--along", f"{name}.geojson", "--within", str(within))
                    self.assertLessEqual(sure, found)
                    self.assertLessEqual(found, may)
        found = self.ids("--along", "slope.geojson", "--within", "20")
        self.assertTrue(found)
        for lon, lat in (self.points[i - 1] for i in found):
            self.assertLess(abs((lat - 29) - (lon - 39)), 0.36)

    def test_what_is_no_area_is_refused_in_words(self):
        self.write("line.geojson", json.dumps({"type": "LineString", "coordinates": [[40, 34], [52, 34]]}))
        self.write("empty.geojson", json.dumps({"type": "FeatureCollection", "features": []}))
        self.write("broken.geojson", '{"type":"FeatureCollection","features":[{')
        self.write("text.txt", "no map at all")
        self.write("metres.geojson", json.dumps({"type": "Polygon", "coordinates": [ring(400000, 3000000, 500000, 3100000)]}))
        for name, word in (("line.geojson", "no area"), ("empty.geojson", "no area"), ("broken.geojson", "broken.geojson"),
                           ("text.txt", "text.txt"), ("metres.geojson", "degrees"), ("none.gpkg", "none.gpkg")):
            with self.subTest(name):
                done = self.run_dateline("query", "--db", "d.sqlite", "--polygon", name)
                self.assertEqual(done.returncode, BAD_INPUT, done.stderr)
                self.expect_one_line(done.stderr.decode(), word)


if __name__ == "__main__":
    harness.main()
