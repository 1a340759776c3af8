"""dateline map: its options, its pictures, and what it says when it cannot draw one."""
import re
import struct
import subprocess

import harness
from harness import DONE, NOTHING_FOUND, REPORTS, SYSTEM, USAGE


class Map(harness.Case):
    def setUp(self):
        super().setUp()
        self.expect(DONE, "ingest", REPORTS, "--db", "a.sqlite")

    def draw(self, status, *arguments):
        return self.expect(status, "map", "--db", "a.sqlite", *arguments)[1]

    def size_of(self, name):
        """Width and height of a PNG, from its header."""
        head = (self.folder / name).read_bytes()[:24]
        self.assertEqual(head[:8], b"\x89PNG\r\n\x1a\n")
        return struct.unpack(">II", head[16:24])

    def leaves_nothing(self):
        """Neither a picture nor a half of one."""
        names = {path.name for path in self.folder.iterdir() if not path.name.startswith("a.sqlite")}
        self.assertEqual(names, set())

    def test_a_series_makes_numbered_pictures_of_one_size(self):
        err = self.draw(DONE, "--in", "Syria", "--since", "2024-01-01", "--until", "2024-04-30",
                        "--series", "month", "-o", "m.png", "--size", "500x400")
        names = sorted(path.name for path in self.folder.glob("m-*.png"))
        self.assertEqual(names[0], "m-01.png")
        self.assertGreater(len(names), 1)
        self.assertIn(f"{len(names)} pictures", err)
        for name in names:
            self.assertEqual(self.size_of(name), (500, 400))

    def test_a_gif_needs_a_series(self):
        self.expect_one_line(self.draw(USAGE, "-o", "m.gif"), "m.gif", "--series")
        self.expect_one_line(self.draw(USAGE, "-o", "m.png", "--series", "hour"), "hour", "week")
        self.leaves_nothing()

    def test_a_series_of_too_many_pictures_is_refused(self):
        self.write("r.jsonl", '{"id": "r1", "date": "1990-05-02", "text": "Shelling hit Aleppo on 1 May 1990."}\n'
                              '{"id": "r2", "date": "2024-05-02", "text": "Shelling hit Aleppo on 1 May 2024."}\n')
        self.expect(DONE, "ingest", "r.jsonl", "--db", "long.sqlite")
        err = self.expect(harness.BAD_INPUT, "map", "--db", "long.sqlite", "--series", "day", "-o", "m.png")[1]
        self.expect_one_line(err, "pictures", "--since")

    def test_a_density_counts_instead_of_drawing_symbols(self):
        for kind, words in (("hexagon", "per hexagon of"), ("heat", "per 1,000 km")):
            err = self.draw(DONE, "--density", kind, "--in", "Syria", "-o", "m.svg")
            self.assertIn("known by region only", err)
            svg = (self.folder / "m.svg").read_text("utf-8")
            self.assertIn(words, svg)
            self.assertIn('class="hexagon"' if kind == "hexagon" else "data:image/png;base64,iVBOR", svg)
            self.assertNotIn("place-label", svg)
        self.expect_one_line(self.draw(USAGE, "--density", "cubes", "-o", "n.png"), "cubes", "hexagon")
        self.expect_one_line(self.draw(USAGE, "--density", "heat", "--size-by", "count", "-o", "n.png"), "--size-by")

    def test_sizes_and_highlights_are_explained(self):
        listed = self.expect(DONE, "query", "--db", "a.sqlite", "--in", "Syria", "--format", "csv")[0]
        number = listed.splitlines()[1].split(",")[0]
        self.draw(DONE, "--in", "Syria", "--size-by", "casualties", "--highlight", number, "-o", "m.svg")
        svg = (self.folder / "m.svg").read_text("utf-8")
        self.assertIn("Size: killed or injured, at least", svg)
        self.assertIn("Pointed out", svg)
        for status, arguments, words in (
                (NOTHING_FOUND, ("--highlight", "987654"), ["987654", "filters"]),
                (USAGE, ("--highlight", "x"), ["x", "id"]),
                (USAGE, ("--size-by", "rain"), ["rain", "fatalities"])):
            self.expect_one_line(self.draw(status, *arguments, "-o", "n.png"), *words)

    def test_a_world_file_places_the_picture(self):
        self.draw(DONE, "--in", "Syria", "--crs", "EPSG:32637", "--worldfile", "-o", "m.png", "--size", "800x600")
        lines = [float(line) for line in (self.folder / "m.pgw").read_text().split()]
        self.assertEqual(lines[0], -lines[3])
        self.assertEqual(lines[1:3], [0, 0])
        middle = (lines[4] + 400 * lines[0], lines[5] + 300 * lines[3])
        self.assertTrue(300e3 < middle[0] < 700e3 and 3.5e6 < middle[1] < 4.1e6, middle)  # Syria in zone 37
        self.assertIn("UTM zone 37N", (self.folder / "m.prj").read_text())
        self.expect_one_line(self.draw(USAGE, "--worldfile", "-o", "n.svg"), "n.svg", ".png")
        for system in ("EPSG:99999", "+proj=foo", "hello"):
            self.expect_one_line(self.draw(USAGE, "--crs", system, "-o", "n.png"), system)
        self.assertFalse((self.folder / "n.png").exists())

    def test_the_locator_can_be_left_out(self):
        for extra, there in (((), True), (("--no-inset",), False)):
            self.draw(DONE, "--in", "Syria", "-o", "m.svg", *extra)
            self.assertEqual('class="locator' in (self.folder / "m.svg").read_text("utf-8"), there)

    def test_a_file_of_ones_own_lies_under_the_incidents(self):
        self.write("area.geojson", '{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", '
                                   '"coordinates": [[[37, 34], [40, 34], [40, 36], [37, 34]]]}}')
        rows = "\n".join(" ".join(str(90 + (row * column) % 120) for column in range(40)) for row in range(30))
        self.write("shade.asc", "ncols 40\nnrows 30\nxllcorner 35\nyllcorner 31\ncellsize 0.25\n" + rows + "\n")
        self.write("shade.prj", 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],'
                                'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]')
        for name, mark in (("area.geojson", "<path class=\"overlay"), ("shade.asc", "<image class=\"overlay")):
            self.draw(DONE, "--in", "Syria", "--basemap", name, "-o", "m.svg", "--size", "700x500")
            self.assertIn(mark, (self.folder / "m.svg").read_text("utf-8"))
        subprocess.run(["ogr2ogr", "-f", "GPKG", "two.gpkg", "area.geojson", "-nln", "zones"], cwd=self.folder, check=True)
        self.write("way.geojson", '{"type": "LineString", "coordinates": [[36, 33], [41, 36]]}')
        subprocess.run(["ogr2ogr", "-update", "two.gpkg", "way.geojson", "-nln", "ways"], cwd=self.folder, check=True)
        for name, said, shapes in (("two.gpkg", "zones, ways", 2), ("two.gpkg:ways", "incidents: ways", 1)):
            self.assertIn(said, self.draw(DONE, "--in", "Syria", "--basemap", name, "-o", "m.svg"))
            self.assertEqual((self.folder / "m.svg").read_text("utf-8").count('class="overlay'), shapes)
        self.expect_one_line(self.draw(harness.BAD_INPUT, "--basemap", "two.gpkg:roads", "-o", "n.png"),
                             "two.gpkg has no layer 'roads'; it has: zones, ways")
        self.write("junk.tif", "no picture")
        (self.folder / "shade.prj").unlink()
        for name, words in (("junk.tif", "neither"), ("nowhere.tif", "No such file"), ("shade.asc", "reference system")):
            self.expect_one_line(self.draw(harness.BAD_INPUT, "--basemap", name, "-o", "n.png"), name, words)
        self.assertFalse((self.folder / "n.png").exists())

    def test_the_key_names_all_places_and_who_tells_of_them(self):
        self.draw(DONE, "--since", "2024-06-01", "-o", "m.svg", "--size", "1800x1600")
        svg = (self.folder / "m.svg").read_text("utf-8")
        self.assertTrue("key-entry" in svg and "[dateline samples]" in svg)
        self.assertFalse(re.search('class="place-label"[^>]*>[^<]* more<', svg), "merged places have a number")

    def test_a_small_picture_names_every_place(self):
        for size in ("600x400", "420x640"):
            err = self.draw(DONE, "-o", "m.svg", "--size", size)
            svg = (self.folder / "m.svg").read_text("utf-8")
            self.assertNotIn("without a full name", err)
            self.assertFalse("\u2026<" in svg, "words are cut")

    def test_what_has_no_room_for_its_name_is_owned_up_to(self):
        err = self.draw(DONE, "-o", "m.svg", "--size", "300x340")
        self.assertIn("without a full name", err)
        self.assertIn("--size", err)

    def test_a_map_in_arabic(self):
        self.draw(DONE, "--in", "Syria", "--language", "ar", "-o", "m.svg")
        svg = (self.folder / "m.svg").read_text("utf-8")
        for word in ("دمشق", "تدمر", "سوريا", "ضربات", "حادثة"):
            self.assertIn(word, svg)
        self.assertNotIn(">Strikes<", svg)
        self.assertNotIn(">Damascus<", svg)

    def test_bases_and_crossings_have_their_arabic_names_from_the_gazetteer(self):
        self.draw(DONE, "--bbox", "33,31,46,37.5", "--language", "ar", "-o", "m.svg")
        svg = (self.folder / "m.svg").read_text("utf-8")
        for word in ("عين الأسد", "البرج 22", "قاعدة حرير", "قرب المصنع"):
            self.assertIn(word, svg)
        self.assertNotIn("Air Base", svg)
        self.expect_one_line(self.draw(USAGE, "--language", "tlh", "-o", "n.png"), "tlh", "ar")

    def test_letters_without_a_font_are_owned_up_to(self):
        empty = self.write("none/fonts.conf", '<?xml version="1.0"?><fontconfig><dir>/none</dir></fontconfig>')
        done = self.run_dateline("map", "--db", "a.sqlite", "-o", "n.png", env={"FONTCONFIG_FILE": str(empty)})
        self.assertEqual(done.returncode, SYSTEM, done.stderr)
        self.expect_one_line(done.stderr.decode("utf-8"), "fonts-dejavu-core")
        latin = self.write("latin.conf", '<?xml version="1.0"?><fontconfig>'
                                         '<dir>/usr/share/fonts/truetype/dejavu</dir></fontconfig>')
        done = self.run_dateline("map", "--db", "a.sqlite", "-o", "m.png", "--title", "東京 한국",
                                 env={"FONTCONFIG_FILE": str(latin)})
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertIn("fonts-noto-cjk", done.stderr.decode("utf-8"))
        self.assertIn("東京", done.stderr.decode("utf-8"))

    def test_what_cannot_be_drawn_is_said_in_one_line(self):
        for status, arguments, words in (
                (NOTHING_FOUND, ("--since", "1990-01-01", "--until", "1990-01-02", "-o", "m.png"), ["--extent"]),
                (USAGE, ("--size", "10x10", "-o", "m.png"), ["160", "10x10"]),
                (USAGE, ("--size", "100000x100000", "-o", "m.png"), ["16384"]),
                (USAGE, ("--extent", "10,10,10,10", "-o", "m.png"), ["extent"]),
                (USAGE, ("--theme", "pink", "-o", "m.png"), ["pink", "grey"]),
                (USAGE, ("-o", "m.jpg"), ["m.jpg", ".png"]),
                (SYSTEM, ("-o", "no/such/folder/m.png"), ["no/such/folder/m.png"]),
        ):
            with self.subTest(arguments=arguments):
                self.expect_one_line(self.draw(status, *arguments), *words)
                self.leaves_nothing()

    def test_hostile_titles_make_good_maps(self):
        long = "word " * 100
        self.draw(DONE, "--title", long, "--in", "Syria", "-o", "long.png", "--size", "400x400")
        self.draw(DONE, "--title", '<b>A & B</b>"', "--in", "Syria", "-o", "m.svg")
        svg = (self.folder / "m.svg").read_text("utf-8")
        self.assertNotIn("<b>", svg)
        self.assertIn("&lt;b&gt;A &amp; B&lt;/b&gt;", svg)

    def test_poles_and_one_point_are_drawn(self):
        for extent in ("0,89.9,1,90", "-180,-90,180,-89", "179.9,-1,-179.9,1"):
            with self.subTest(extent=extent):
                self.draw(DONE, f"--extent={extent}", "-o", "m.png", "--size", "300x300")

    def test_the_same_input_makes_the_same_bytes(self):
        for name in ("m.png", "m.svg", "m.pdf"):
            first, second = ("one-" + name, "two-" + name)
            for out in (first, second):
                self.draw(DONE, "--in", "Iraq", "-o", out, "--size", "600x400")
            self.assertEqual((self.folder / first).read_bytes(), (self.folder / second).read_bytes(), name)


if __name__ == "__main__":
    harness.main()
