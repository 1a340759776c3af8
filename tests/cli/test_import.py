"""What goes out comes back: the same ids, the same words, nothing twice."""
import csv
import io
import json
import sqlite3
import sys

import harness
from harness import BAD_INPUT, DONE, NOTHING_FOUND, SYSTEM, USAGE

csv.field_size_limit(1 << 28)
HOSTILE = "=HYPERLINK(\"http://x\";'a') </description>]]>&amp;<b>\\\r\n\t\x01\x1f دير 💥, \"; DROP TABLE incident; -- 'x' ; y; z"
TEXT_COLUMNS = ("place", "admin1", "actor", "target", "weapon", "object", "subtype", "place_reason", "date_reason")


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


class Import(harness.Case):
    def setUp(self):
        super().setUp()
        self.expect(DONE, "ingest", "--quiet", "--db", "a.sqlite", harness.REPORTS)

    def export(self, name, database="a.sqlite", *options):
        self.expect(DONE, "export", "--db", database, "--status", "all", "-o", name, *options)
        return (self.folder / name).read_bytes().decode("utf-8")

    def ids(self, database):
        return [i["id"] for i in json.loads(self.expect(DONE, "query", "--db", database, "--status", "all", "-f", "json")[0])]

    def there_and_back(self, name, *options):
        """Exported, imported and exported again: the text of both exports."""
        first = self.export(name, "a.sqlite", *options)
        out, err = self.expect(DONE, "import", "--db", "b.sqlite", name)
        self.assertEqual(out, "")
        count = len(self.ids("a.sqlite"))
        self.assertIn(f"{count} incidents read into b.sqlite: {count} new, 0 known already", err)
        self.assertEqual(self.ids("b.sqlite"), self.ids("a.sqlite"))
        again = self.export("again-" + name, "b.sqlite", *options)
        for database in ("b.sqlite", "a.sqlite"):  # neither the copy nor the origin takes it twice
            _, err = self.expect(DONE, "import", "--db", database, name)
            self.assertIn(f"0 new, {count} known already", err)
            self.assertEqual(self.ids(database), self.ids("a.sqlite"))
        return first, again

    def test_geojson_comes_back_byte_for_byte(self):
        first, again = self.there_and_back("x.geojson")
        self.assertEqual(again, first)

    def test_what_was_corrected_comes_back_as_what_was_told(self):
        ways = [i for i in json.loads(self.expect(DONE, "query", "--db", "a.sqlite", "-f", "json")[0]) if i["origin"]]
        one, other = ways[0]["id"], ways[1]["id"]
        self.expect(DONE, "edit", "--db", "a.sqlite", one, "--origin", "the depot@44.1,33.2", "--via", "Kirkuk", "--via", "Erbil",
                    "--destination", "Tripoli, Lebanon", "--fatalities", "2+", "--actor", "x")
        self.expect(DONE, "edit", "--db", "a.sqlite", other, "--origin", "", "--date", "2024-01-01/2024-01-09")
        self.expect(DONE, "accept", "--db", "a.sqlite", one)
        self.expect(DONE, "merge", "--db", "a.sqlite", ways[2]["id"], ways[3]["id"])
        for name in ("x.geojson", "x.geojsonl"):
            first = self.export(name)
            (self.folder / "b.sqlite").unlink(missing_ok=True)
            _, err = self.expect(DONE, "import", "--db", "b.sqlite", name)
            self.assertIn("0 known already", err)
            self.assertEqual(self.ids("b.sqlite"), self.ids("a.sqlite"))
            plain = first.replace('"review":"accepted"', '"review":null').replace('"corrected":1', '"corrected":0')
            self.assertNotEqual(plain, first)
            self.assertEqual(self.export("again-" + name, "b.sqlite"), plain)
            _, err = self.expect(DONE, "import", "--db", "b.sqlite", name)
            self.assertIn("0 new", err)

    def test_lines_and_sequences_come_back_byte_for_byte(self):
        for name in ("x.geojsonl", "x.geojsons"):
            with self.subTest(name):
                (self.folder / "b.sqlite").unlink(missing_ok=True)
                first, again = self.there_and_back(name)
                self.assertEqual(again, first)

    def test_own_csv_comes_back(self):
        first, again = self.there_and_back("x.csv")
        # A table does not say whose of several reports a title is, nor whether "; " is a part of it.
        shared = {report for row in rows_of(first) if row["sources"] != "1" for report in row["reports"].split("; ")}
        for before, after in zip(rows_of(first), rows_of(again), strict=True):
            several = bool(shared & set(before["reports"].split("; ")))
            for column in before:
                if not (several and column in ("titles", "publishers", "urls")):
                    self.assertEqual(after[column], before[column], (before["id"], column))

    def test_csv_with_tags_comes_back(self):
        first, again = self.there_and_back("x.csv", "--hxl")
        self.assertEqual(len(rows_of(again)), len(rows_of(first)))

    def test_acled_comes_back(self):
        first, again = self.there_and_back("x.csv", "--profile", "acled")
        rough = 0
        for before, after in zip(rows_of(first), rows_of(again), strict=True):
            if before["time_precision"] == "3":  # which a year is as well
                rough += 1
                before["time_precision"] = after["time_precision"]
            if before["source"] == before["notes"] == "":
                continue
            self.assertEqual(after, before | {"source": after["source"]} if not before["source"] else before, before["event_id_cnty"])
        self.assertLess(rough, len(self.ids("a.sqlite")) / 4)

    def test_ucdp_comes_back(self):
        first, again = self.there_and_back("x.csv", "--profile", "ucdp")
        same = ("id", "date_start", "date_end", "side_a", "side_b", "where_coordinates", "adm_1", "country", "best", "high",
                "source_original", "source_article", "number_of_sources")
        for before, after in zip(rows_of(first), rows_of(again), strict=True):
            for column in same:
                self.assertEqual(after[column], before[column], (before["id"], column))
            if before["latitude"]:  # the radius, and with it the decimals, is not told
                self.assertAlmostEqual(float(after["latitude"]), float(before["latitude"]), 1)

    def test_ids_that_are_taken_are_given_anew_once(self):
        self.export("x.geojson", "a.sqlite", "--type", "strike")
        self.write("other.txt", "Gunmen shot dead a teacher in Damascus on Aug. 2, 2024, police said. Rockets struck Mosul on Aug. 5, 2024.")
        self.expect(DONE, "ingest", "--quiet", "--db", "c.sqlite", "other.txt")
        strikes = json.loads((self.folder / "x.geojson").read_text(encoding="utf-8"))
        count = sum(f["properties"]["layer"] == "incident" for f in strikes["features"])
        taken = {f["id"] for f in strikes["features"]} & set(self.ids("c.sqlite"))
        before = len(self.ids("c.sqlite"))
        _, err = self.expect(DONE, "import", "--db", "c.sqlite", "x.geojson")
        self.assertEqual("got another number" in err, bool(taken), err)
        self.assertEqual(len(self.ids("c.sqlite")), before + count)
        _, err = self.expect(DONE, "import", "--db", "c.sqlite", "x.geojson")
        self.assertIn(f"0 new, {count} known already", err)
        self.assertEqual(len(self.ids("c.sqlite")), before + count)

    def test_an_id_as_large_as_can_be_leaves_room_for_others(self):
        self.write("large.geojson", json.dumps({"type": "Feature", "id": 2**63 - 1,
            "geometry": {"type": "Point", "coordinates": [44, 33]},
            "properties": {"id": 2**63 - 1, "type": "strike", "place": "Baghdad", "date": "2024-01-02",
                           "sources": [{"report": "r", "sentence": "A strike hit Baghdad."}]}}))
        for known in ("1 new, 0 known", "0 new, 1 known"):
            self.assertIn(known, self.expect(DONE, "import", "--db", "c.sqlite", "large.geojson")[1])
        self.expect(DONE, "ingest", "--quiet", "--db", "c.sqlite", harness.REPORTS)
        self.assertTrue(max(self.ids("c.sqlite")) < 1000)

    def test_what_an_analyst_corrected_stays(self):
        self.export("x.geojson")
        one, two = self.ids("a.sqlite")[:2]
        self.expect(DONE, "edit", "--db", "a.sqlite", one, "--actor", "Somebody else")
        self.expect(DONE, "merge", "--db", "a.sqlite", one, two)
        before = self.export("before.csv")
        self.expect(DONE, "import", "--db", "a.sqlite", "x.geojson")
        self.assertEqual(self.export("after.csv"), before)

    def test_the_report_itself_may_come_later(self):
        self.export("x.geojson")
        self.expect(DONE, "import", "--quiet", "--db", "b.sqlite", "x.geojson")
        self.expect(DONE, "ingest", "--quiet", "--db", "b.sqlite", harness.REPORTS)
        self.assertEqual(self.ids("b.sqlite"), self.ids("a.sqlite"))

    def test_bad_rows_are_named_and_the_rest_goes_on(self):
        rows = self.export("x.csv").split("\r\n")
        header = rows[0].split(",")
        def with_value(column, value):
            cells = ["" for _ in header]
            for name, text in (("id", "900"), ("type", "strike"), ("sentence", "A strike."), (column, value)):
                cells[header.index(name)] = text
            return ",".join(cells)
        wrong = [("type", "earthquake"), ("lat", "95"), ("lon", "12"), ("date_start", "soon"), ("count_low", "-3"), ("status", "perhaps"),
                 ("geo_precision", "9"), ("id", "x"), ("way", "POINT")]
        self.write("bad.csv", "\r\n".join([rows[0], *(with_value(c, v) for c, v in wrong), with_value("id", "77"), ""]))
        _, err = self.expect(BAD_INPUT, "import", "--db", "b.sqlite", "bad.csv")
        lines = err.splitlines()
        for number, (column, value) in enumerate(wrong, 2):
            column = "lat" if column == "lon" else column
            self.assertTrue(any(line.startswith(f"dateline: bad.csv:{number}: {column}: ") for line in lines), (number, column, err))
        self.assertIn("1 incident read into b.sqlite: 1 new", err)
        self.assertIn(f"{len(wrong)} rows were left out", err)
        self.assertEqual(self.ids("b.sqlite"), [77])

    def test_bad_features_are_named_and_the_rest_goes_on(self):
        good = '{"type":"Feature","id":5,"geometry":null,"properties":{"type":"clash","sentence":"They fought."}}'
        self.write("bad.geojson", '{"type":"FeatureCollection","features":[\n' + ",\n".join(
            ['{"type":"Feature","properties":{"type":"storm"}}', '{"type":"Feature"}', '{"type":"Feature","properties":{"type":"clash"},'
             '"geometry":{"type":"Polygon","coordinates":[]}}', '{"type":"Feature","properties":{"type":}}', good]) + "\n]}\n")
        _, err = self.expect(BAD_INPUT, "import", "--db", "b.sqlite", "bad.geojson")
        for number, word in ((2, "storm"), (3, "no properties"), (4, "Polygon"), (5, "near")):
            self.assertTrue(any(f"bad.geojson:{number}: " in line and word in line for line in err.splitlines()), err)
        self.assertEqual(self.ids("b.sqlite"), [5])
        self.write("cut.geojson", '{"type":"FeatureCollection","features":[\n' + good + ',\n{"type":"Fea')
        _, err = self.expect(BAD_INPUT, "import", "--db", "c.sqlite", "cut.geojson")
        self.assertIn("ends inside", err)
        self.assertEqual(self.ids("c.sqlite"), [5])

    def test_tables_of_acled_and_ucdp(self):
        self.write("acled.csv", "\ufeffevent_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,iso,country,admin1,"
                   "location,latitude,longitude,geo_precision,source,notes,fatalities\n"
                   'SYR12,05 August 2024,1,Battles,Armed clash,A,B,760,Syria,Homs,Palmyra,34.56,38.28,1,Some Wire,"Fighting, near ""Palmyra"".",3\n'
                   "IRQ12,06 August 2024,2,Protests,Peaceful protest,C,,368,Iraq,,Baghdad,33.3,44.4,2,Other,Crowds.,0\n")
        _, err = self.expect(DONE, "import", "--db", "b.sqlite", "acled.csv")
        self.assertIn("2 new", err)
        found = {i["place"]: i for i in json.loads(self.expect(DONE, "query", "--db", "b.sqlite", "-f", "json")[0])}
        self.assertEqual((found["Palmyra"]["type"], found["Palmyra"]["date"], found["Palmyra"]["country"], found["Palmyra"]["id"]),
                         ("clash", "2024-08-05", "SY", 12))
        self.assertEqual(found["Palmyra"]["sources"][0]["sentence"], 'Fighting, near "Palmyra".')
        self.assertEqual((found["Baghdad"]["date_precision"], found["Baghdad"]["date_end"]), ("week", "2024-08-12"))
        self.write("ucdp.csv", "id;type_of_violence;side_a;side_b;date_start;date_end;date_prec;where_prec;where_coordinates;latitude;longitude;"
                   "best;low;high;source_article\n9001;3;A;Civilians;2024-01-02 00:00:00.000;2024-01-02;1;6;Iraq;33;44;7;5;9;Wire, 2024-01-03\n")
        self.expect(DONE, "import", "--db", "b.sqlite", "ucdp.csv")
        one = next(i for i in json.loads(self.expect(DONE, "query", "--db", "b.sqlite", "-f", "json")[0]) if i["id"] == 9001)
        self.assertEqual((one["type"], one["geo_precision"], one["fatalities"]), ("attack", 3, 5))

    def test_hostile_text_comes_back_equal_in_every_field(self):
        database = sqlite3.connect(self.folder / "a.sqlite")
        for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'incident'").fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        one, long = self.ids("a.sqlite")[:2]
        for column in TEXT_COLUMNS:
            database.execute(f"UPDATE incident SET {column} = ? WHERE id = ?", (HOSTILE + column, one))
            database.execute(f"UPDATE incident SET {column} = ? WHERE id = ?", (("ab\"'" * 262144), long))  # 1 MiB each
        database.execute("UPDATE evidence SET sentence = ? WHERE incident_id = ?", (HOSTILE, one))
        database.execute("UPDATE report SET id = ?1, title = ?1, source = ?1, url = ?1 WHERE key ="
                         " (SELECT report_key FROM evidence WHERE incident_id = ?2)", (HOSTILE, one))
        database.commit()
        database.close()
        first = self.export("x.geojson")
        self.expect(DONE, "import", "--quiet", "--db", "b.sqlite", "x.geojson")
        self.assertEqual(self.export("again.geojson", "b.sqlite"), first)
        told = {f["id"]: f["properties"] for f in json.loads(first)["features"]}
        table = {row["id"]: row for row in rows_of(self.export("x.csv"))}
        for column in TEXT_COLUMNS:
            self.assertEqual(told[one][column], HOSTILE + column)
            guarded = table[str(one)][column]
            self.assertEqual(guarded, "'" + HOSTILE + column)  # one apostrophe, which import takes away
            self.assertEqual(len(told[long][column]), 1048576)
        self.expect(DONE, "import", "--quiet", "--db", "c.sqlite", "x.csv")
        self.assertEqual({row["id"]: [row[c] for c in TEXT_COLUMNS] for row in rows_of(self.export("again.csv", "c.sqlite"))},
                         {i: [row[c] for c in TEXT_COLUMNS] for i, row in table.items()})
        for name in ("x.gpkg", "x.fgb", "x.shp", "x.html", "x.geojsons"):
            self.export_binary(name)
        # LIBKML takes a second a megabyte: test_hostile.py gives it one.
        database = sqlite3.connect(self.folder / "a.sqlite")
        database.execute(f"UPDATE incident SET {', '.join(c + ' = NULL' for c in TEXT_COLUMNS)} WHERE id = ?", (long,))
        database.commit()
        database.close()
        self.export_binary("x.kml")
        read = sqlite3.connect(self.folder / "x.gpkg").execute("SELECT place, actor, length(target) FROM incident WHERE id = ?", (one,)).fetchone()
        self.assertEqual(read[:2], (HOSTILE + "place", HOSTILE + "actor"))

    def export_binary(self, name):
        self.expect(DONE, "export", "--db", "a.sqlite", "--status", "all", "-o", name)

    def test_what_cannot_be_read(self):
        _, err = self.expect(BAD_INPUT, "import", "none.csv")
        self.expect_one_line_in(err, "none.csv")
        self.write("empty.csv", "")
        self.assertIn("empty", self.expect(BAD_INPUT, "import", "empty.csv")[1])
        self.write("odd.csv", "a,b\n1,2\n")
        _, err = self.expect(SYSTEM, "import", "odd.csv")
        self.assertIn("event_id_cnty", err)
        self.expect(USAGE, "import")
        self.write("none.geojson", '{"type":"FeatureCollection","features":[]}')
        self.expect(NOTHING_FOUND, "import", "none.geojson")

    def expect_one_line_in(self, err, word):
        self.assertTrue(any(line.startswith("dateline: ") and word in line for line in err.splitlines()), err)


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    harness.main()
