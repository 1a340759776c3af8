"""geocode: suggestions for names that are not known, and what lies around a position."""
import csv
import io
import json
import sys

import harness
from harness import DONE, NOTHING_FOUND, USAGE

FORMATS = ["table", "json", "jsonl", "csv", "geojson"]


class Suggestions(harness.Case):
    def candidates(self, status, *arguments):
        out, err = self.expect(status, "geocode", "--format", "jsonl", *arguments)
        return [json.loads(line)["candidates"] for line in out.splitlines()], err

    def test_a_typing_error_is_no_answer_but_a_suggestion(self):
        for typed, meant in (("Khartuom", "Khartoum"), ("Kharkvi", "Kharkiv"), ("Mosull", "Mosul"),
                             ("Aleppoo", "Aleppo"), ("Bagdhad", "Baghdad")):
            found, err = self.candidates(NOTHING_FOUND, typed)
            self.assertTrue(found[0], typed)
            self.assertEqual(found[0][0]["name"], meant)
            self.assertEqual({c["match"] for c in found[0]}, {"similar"})
            self.expect_one_line(err, f"no '{typed}'", "did you mean", meant)

    def test_a_known_name_is_never_mixed_with_suggestions(self):
        found, err = self.candidates(DONE, "Mosul", "Paris", "Homs")
        self.assertEqual(err, "")
        self.assertNotIn("similar", {c["match"] for candidates in found for c in candidates})

    def test_a_site_is_known_under_every_word_for_its_kind(self):
        names = ["Mezzeh Air Base", "Mezzeh Airbase", "Mezzeh Airfield", "Port of Aden", "Aden Port"]
        found, _ = self.candidates(DONE, *names)
        ids = [candidates[0]["place_id"] for candidates in found]
        self.assertEqual((len(set(ids[:3])), len(set(ids[3:]))), (1, 1), ids)

    def test_one_known_name_among_several_is_enough(self):
        found, err = self.candidates(DONE, "Mosull", "Mosul")
        self.assertEqual(found[0][0]["place_id"], found[1][0]["place_id"])
        self.expect_one_line(err, "'Mosull'")

    def test_country_and_nearness_choose_among_suggestions(self):
        found, err = self.candidates(NOTHING_FOUND, "--country", "US", "Bagdadd")
        self.assertTrue(found[0])
        self.assertEqual({c["country"] for c in found[0]}, {"US"})
        self.expect_one_line(err, "no 'Bagdadd' in US")
        found, _ = self.candidates(NOTHING_FOUND, "--near=-95.5,33.6", "Pariss")
        self.assertEqual(found[0][0]["admin1"], "Texas")
        self.assertLess(found[0][0]["distance_m"], 50e3)

    def test_the_limit_holds_for_suggestions(self):
        self.assertEqual(len(self.candidates(NOTHING_FOUND, "--limit", "2", "Pariss")[0][0]), 2)

    def test_suggestions_are_listed_in_every_format(self):
        for form in FORMATS:
            out, err = self.expect(NOTHING_FOUND, "geocode", "--format", form, "Mosull")
            self.assertIn("similar", out, form)
            self.expect_one_line(err, "did you mean Mosul")

    def test_what_is_like_nothing_suggests_nothing(self):
        for typed in ("Xyzzyqwv", "Qq", "xkcdxkcdxkcdxkcdxkcdxkcd", "k" * 5000, "???"):
            found, err = self.candidates(NOTHING_FOUND, typed)
            self.assertEqual(found[0], [])
            self.assertNotIn("did you mean", err)


class Reverse(harness.Case):
    AT = "40.9,34.5"  # a few kilometres north-west of Al-Bukamal

    def test_a_position_has_country_governorate_and_neighbours(self):
        out, err = self.expect(DONE, "geocode", "--reverse", self.AT, "--format", "json")
        self.assertEqual(err, "")
        answer, = json.loads(out)
        self.assertEqual((answer["lon"], answer["lat"]), (40.9, 34.5))
        self.assertEqual((answer["country"], answer["country_name"], answer["admin1"]),
                         ("SY", "Syria", "Deir ez-Zor"))
        first = answer["nearby"][0]
        self.assertEqual(first["name"], "Al-Bukamal")
        self.assertTrue(3000 < first["distance_m"] < 9000, first)
        self.assertIn(first["compass"], ("NW", "NNW"))  # as seen from the town
        distances = [place["distance_m"] for place in answer["nearby"]]
        self.assertEqual(distances, sorted(distances))
        self.assertEqual(len(distances), 10)

    def test_a_town_that_no_outline_holds_is_in_its_country(self):
        # The mouth of the Dnipro is cut out of Ukraine, and Kherson with it.
        answer, = json.loads(self.expect(DONE, "geocode", "--reverse", "32.615,46.637", "-f", "json")[0])
        self.assertEqual((answer["country"], answer["admin1"]), ("UA", "Kherson"))

    def test_every_format_says_the_same(self):
        lines = self.expect(DONE, "geocode", "--reverse", self.AT, "--format", "jsonl", "--limit", 3)[0]
        names = [place["name"] for place in json.loads(lines)["nearby"]]
        layer = json.loads(self.expect(DONE, "geocode", "--reverse", self.AT, "-f", "geojson", "--limit", 3)[0])
        position, *places = layer["features"]
        self.assertEqual(position["geometry"]["coordinates"], [40.9, 34.5])
        self.assertEqual(position["properties"]["admin1"], "Deir ez-Zor")
        self.assertEqual([place["properties"]["name"] for place in places], names)
        text = self.expect(DONE, "geocode", "--reverse", self.AT, "-f", "csv", "--limit", 3)[0]
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertEqual([row["place"] for row in rows], ["Syria", "Deir ez-Zor", *names])
        self.assertEqual([row["match"] for row in rows], ["inside"] * 2 + ["near"] * 3)
        table = self.expect(DONE, "geocode", "--reverse", self.AT, "--limit", 3)[0].splitlines()
        self.assertEqual(len(table), 6)
        self.assertIn("compass", table[0])

    def test_at_sea_there_is_no_country_but_what_is_nearest(self):
        out, _ = self.expect(DONE, "geocode", "--reverse=-30,-10", "--format", "jsonl", "--limit", 1)
        answer = json.loads(out)
        self.assertIsNone(answer["country"])
        self.assertIsNone(answer["admin1"])
        self.assertEqual(len(answer["nearby"]), 1)

    def test_poles_and_antimeridian_are_positions(self):
        for at in ("0,90", "0,-90", "180,-17", "-180,-17"):
            out, _ = self.expect(DONE, "geocode", f"--reverse={at}", "--format", "json")
            for nearby in json.loads(out)[0]["nearby"]:
                self.assertTrue(0 <= nearby["bearing_deg"] < 360, (at, nearby))

    def test_what_makes_no_sense_is_refused(self):
        for arguments in (["--reverse", "here"], ["--reverse", "40,91"], ["--reverse", "40.9,34.5", "Mosul"],
                          ["--reverse", "40.9,34.5", "--country", "SY"], ["--reverse", "1,1", "--near", "1,1"],
                          ["--reverse", "1,1", "--limit", "1001"]):
            self.expect_one_line(self.expect(USAGE, "geocode", *arguments)[1], "--reverse")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    harness.main()
