"""Every command: help, usage errors, and one plain run of each."""
import json
import sys

import harness
from harness import BAD_INPUT, DONE, NOTHING_FOUND, USAGE

COMMANDS = ["geocode", "geoparse", "extract", "ingest", "query", "show", "map", "export",
            "gazetteer info", "gazetteer build", "gazetteer check"]
REPORT = ("BAGHDAD, Aug. 6, 2024 - Two rockets struck Ain al-Asad air base in western Iraq on Monday, "
          "wounding five American personnel, two officials said.\n")


class Usage(harness.Case):
    def test_every_command_explains_itself(self):
        for command in COMMANDS:
            out, err = self.expect(DONE, *command.split(), "--help")
            self.assertTrue(out.startswith(f"usage: dateline {command}"), out)
            self.assertEqual(err, "")

    def test_the_program_explains_itself(self):
        out, _ = self.expect(DONE, "--help")
        for command in COMMANDS:
            self.assertIn(command.split()[0], out)
        self.assertRegex(self.expect(DONE, "--version")[0], r"^dateline \d+\.\d+\.\d+\n$")

    def test_without_a_command_it_says_what_there_is(self):
        out, err = self.expect(USAGE)
        self.assertEqual(out, "")
        self.assertIn("usage: dateline", err)

    def test_an_unknown_command_is_named(self):
        self.expect_one_line(self.expect(USAGE, "strike")[1], "'strike'", "--help")

    def test_an_unknown_option_is_named(self):
        for command in COMMANDS:
            _, err = self.expect(USAGE, *command.split(), "--sideways")
            self.expect_one_line(err, "--sideways", f"'dateline {command} --help'")

    def test_a_value_that_makes_no_sense_is_refused(self):
        wrong = [("query", "--since", "yesterday", "YYYY-MM-DD"),
                 ("query", "--until", "2024-02-30", "YYYY-MM-DD"),
                 ("query", "--bbox", "1,2,3", "W,S,E,N"),
                 ("query", "--bbox", "0,50,10,40", "south below north"),
                 ("query", "--bbox", "0,0,nan,1", "W,S,E,N"),
                 ("query", "--type", "picnic", "strike"),
                 ("query", "--status", "maybe", "reported"),
                 ("query", "--limit", "0", "whole number"),
                 ("query", "--limit", "-3", "whole number"),
                 ("query", "--min-confidence", "1.5", "0 to 1"),
                 ("query", "--within", "-1", "above 0"),
                 ("query", "--format", "xml", "geojson"),
                 ("geocode", "--country", "Iraq", "two letters"),
                 ("geocode", "--near", "33,444", "longitude first"),
                 ("map", "--size", "large", "1658x1045"),
                 ("map", "--theme", "pink", "light"),
                 ("map", "--dpi", "0", "above 0"),
                 ("export", "--profile", "gdelt", "acled")]
        for command, option, value, reason in wrong:
            self.expect_one_line(self.expect(USAGE, command, option, value)[1], option, reason)

    def test_an_option_without_its_value_is_refused(self):
        self.expect_one_line(self.expect(USAGE, "query", "--since")[1], "--since needs a value")
        self.expect_one_line(self.expect(USAGE, "ingest", "--quiet=yes")[1], "takes no value")

    def test_what_is_missing_is_said(self):
        self.expect_one_line(self.expect(USAGE, "geocode")[1], "name a place")
        self.expect_one_line(self.expect(USAGE, "geoparse")[1], "name a file")
        self.expect_one_line(self.expect(USAGE, "ingest")[1], "name files or folders")
        self.expect_one_line(self.expect(USAGE, "show", "seven")[1], "number of one incident")
        self.expect_one_line(self.expect(USAGE, "map")[1], "-o map.png")
        self.expect_one_line(self.expect(USAGE, "export")[1], "-o incidents.geojson")
        self.expect_one_line(self.expect(USAGE, "export", "-o", "x.doc")[1], ".geojson")
        self.expect_one_line(self.expect(USAGE, "gazetteer")[1], "info, check or build")
        self.expect_one_line(self.expect(USAGE, "query", "Iraq")[1], "'Iraq' is no filter")


class Geocode(harness.Case):
    def test_a_name_gives_its_likeliest_place_first(self):
        out, err = self.expect(DONE, "geocode", "--format", "json", "Baghdad")
        best = json.loads(out)[0]["candidates"][0]
        self.assertEqual((best["country"], best["feature"]), ("IQ", "PPLC"))
        self.assertAlmostEqual(best["lat"], 33.34, delta=0.1)
        self.assertAlmostEqual(best["lon"], 44.40, delta=0.1)
        self.assertEqual(err, "")

    def test_spellings_of_one_place_meet(self):
        names = ["Deir Ezzor", "Dayr az-Zawr", "Deir al-Zour", "دير الزور"]
        out, _ = self.expect(DONE, "geocode", "--format", "jsonl", "--limit", "1", *names)
        places = {json.loads(line)["candidates"][0]["place_id"] for line in out.splitlines()}
        self.assertEqual(len(places), 1, out)

    def test_a_country_or_a_neighbourhood_chooses(self):
        out, _ = self.expect(DONE, "geocode", "--country", "us", "--format", "json", "Paris")
        self.assertTrue(all(c["country"] == "US" for c in json.loads(out)[0]["candidates"]))
        out, _ = self.expect(DONE, "geocode", "--near=-95.5,33.6", "--format", "json", "Paris")
        self.assertEqual(json.loads(out)[0]["candidates"][0]["admin1"], "Texas")

    def test_an_unknown_name_is_said_and_loses_nothing_else(self):
        out, err = self.expect(DONE, "geocode", "--format", "jsonl", "Xyzzyqwv", "Mosul")
        self.assertEqual([len(json.loads(line)["candidates"]) > 0 for line in out.splitlines()],
                         [False, True])
        self.expect_one_line(err, "'Xyzzyqwv'")
        self.expect(NOTHING_FOUND, "geocode", "Xyzzyqwv")

    def test_every_format_is_what_it_says(self):
        table, _ = self.expect(DONE, "geocode", "Mosul")
        self.assertIn("place", table.splitlines()[0])
        csv_text, _ = self.expect(DONE, "geocode", "--format", "csv", "Mosul")
        self.assertTrue(csv_text.startswith("name,place,"))
        self.assertIn("\r\n", csv_text)
        layer = json.loads(self.expect(DONE, "geocode", "--format", "geojson", "Mosul")[0])
        self.assertEqual(layer["type"], "FeatureCollection")
        lon, lat = layer["features"][0]["geometry"]["coordinates"]
        self.assertAlmostEqual(lon, 43.12, delta=0.2)
        self.assertAlmostEqual(lat, 36.34, delta=0.2)


class Texts(harness.Case):
    def test_geoparse_answers_in_the_contract(self):
        line = json.dumps({"id": "r1", "text": "\u201cFire\u201d fell on Mosul and Tikrit.", "date": "2024-08-06"})
        out, _ = self.expect(DONE, "geoparse", "--format", "jsonl", "-", stdin=line + "\n")
        answer = json.loads(out)
        self.assertEqual(answer["id"], "r1")
        self.assertEqual([m["text"] for m in answer["mentions"]], ["Mosul", "Tikrit"])
        for mention in answer["mentions"]:
            self.assertEqual(set(mention) - {"metonym"},
                             {"text", "start", "end", "lat", "lon", "name", "place_id", "feature",
                              "country", "admin1", "confidence"})
            text = json.loads(line)["text"]
            self.assertEqual(text[mention["start"]:mention["end"]], mention["text"])

    def test_extract_answers_in_the_contract(self):
        line = json.dumps({"id": "r1", "text": REPORT, "date": "2024-08-06"})
        out, _ = self.expect(DONE, "extract", "--format", "jsonl", "-", stdin=line + "\n")
        incident = json.loads(out)["incidents"][0]
        self.assertEqual(incident["type"], "strike")
        self.assertEqual(incident["status"], "reported")
        self.assertEqual((incident["date"], incident["date_end"]), ("2024-08-05", "2024-08-05"))
        self.assertEqual(incident["injured"], 5)
        self.assertIsNone(incident["fatalities"])
        self.assertAlmostEqual(incident["lat"], 33.79, delta=0.1)
        trigger = incident["trigger"]
        self.assertEqual(REPORT[trigger["start"]:trigger["end"]], trigger["text"])
        for key in ("type subtype status date date_end date_precision place lat lon geo_precision radius_m country "
                    "admin1 origin destination via actor target weapon object count fatalities injured "
                    "confidence begin end trigger place_spans").split():
            self.assertIn(key, incident)

    def test_answers_come_in_the_order_of_the_reports(self):
        lines = "".join(json.dumps({"id": f"r{i}", "text": "Nothing."}) + "\n" for i in range(50))
        out, _ = self.expect(NOTHING_FOUND, "extract", "--format", "jsonl", "-", stdin=lines)
        self.assertEqual([json.loads(line)["id"] for line in out.splitlines()],
                         [f"r{i}" for i in range(50)])

    def test_formats_for_people_and_programs(self):
        self.write("a.txt", REPORT)
        table, _ = self.expect(DONE, "extract", "a.txt")
        self.assertIn("2024-08-05", table)
        self.assertEqual(len(json.loads(self.expect(DONE, "extract", "-f", "json", "a.txt")[0])), 1)
        layer = json.loads(self.expect(DONE, "extract", "-f", "geojson", "a.txt")[0])
        self.assertEqual(layer["type"], "FeatureCollection")
        layer = json.loads(self.expect(DONE, "geoparse", "-f", "geojson", "a.txt")[0])
        self.assertEqual(layer["features"][0]["geometry"]["type"], "Point")
        self.assertTrue(self.expect(DONE, "geoparse", "-f", "csv", "a.txt")[0].startswith("report,"))

    def test_without_a_day_relative_dates_stay_open_and_it_says_so(self):
        self.write("a.txt", "Rockets struck Mosul on Saturday, killing three people, police said.\n")
        out, err = self.expect(DONE, "extract", "--format", "jsonl", "a.txt")
        self.assertIsNone(json.loads(out)["incidents"][0]["date"])
        self.expect_one_line(err, "no day of publication", "--date")
        out, err = self.expect(DONE, "extract", "--format", "jsonl", "--date", "2024-08-06", "a.txt")
        self.assertEqual(json.loads(out)["incidents"][0]["date"], "2024-08-03")
        self.assertEqual(err, "")

    def test_a_folder_is_for_ingest(self):
        self.expect_one_line(self.expect(BAD_INPUT, "extract", "--format", "jsonl", ".")[1], "is a folder")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    harness.main()
