"""An analyst's work: corrections that last, places that are taught, reading anew."""
import json
import subprocess
import threading

import harness
from harness import BAD_INPUT, DONE, NOTHING_FOUND, SYSTEM, USAGE, Case, main

FIRST = "Two drones struck a depot in Mosul on 3 May 2024, killing four workers."
SECOND = "Drones hit a depot in Mosul on 3 May 2024 and killed four workers."
OTHER = "Gunmen attacked a police post in Kirkuk on 9 May 2024, wounding two officers."


class Desk(Case):
    def setUp(self):
        super().setUp()
        self.write("first.txt", FIRST)
        self.write("other.txt", OTHER)
        self.dateline("ingest", "--quiet", "first.txt", "other.txt")

    def dateline(self, command, *arguments, status=DONE, **kwargs):
        return self.expect(status, command, "--db", "d.sqlite", *arguments, **kwargs)

    def incidents(self, *filters):
        done = self.run_dateline("query", "--db", "d.sqlite", "--format", "jsonl", *filters)
        return [json.loads(line) for line in done.stdout.decode().splitlines()]

    def one(self, number):
        out, _ = self.dateline("show", "--format", "json", str(number))
        return json.loads(out)

    def test_a_correction_outlives_every_later_report(self):
        self.dateline("edit", "1", "--fatalities", "2-3", "--type", "explosion", "--actor", "a cell")
        self.write("second.txt", SECOND)
        self.dateline("ingest", "--quiet", "second.txt")
        self.write("first.txt", FIRST + " The depot burned.")
        self.dateline("ingest", "--quiet", "first.txt")
        self.dateline("reextract", "--quiet")
        one = self.one(1)
        self.assertEqual((one["type"], one["fatalities"], one["fatalities_high"], one["actor"]),
                         ("explosion", 2, 3, "a cell"))
        self.assertEqual({s["report"] for s in one["sources"]}, {"first.txt", "second.txt"})
        self.assertTrue(one["corrected"])

    def test_the_history_says_who_when_and_what_was_before(self):
        self.dateline("edit", "1", "--date", "2024-05-02", "--by", "maria", "--note", "local time")
        out, _ = self.dateline("show", "1")
        self.assertRegex(out, r"history\n  20\d\d-\d\d-\d\d \d\d:\d\d  maria  edit: date_start "
                              r"2024-05-03 → 2024-05-02, date_end 2024-05-03 → 2024-05-02: \"local time\"")
        self.assertIn("date by      corrected by maria on", out)
        self.dateline("undo", "1")
        out, _ = self.dateline("show", "1")
        self.assertIn("(undone)", out)
        self.assertEqual(self.one(1)["date"], "2024-05-03")

    def test_a_place_is_looked_up_or_given(self):
        _, err = self.dateline("edit", "1", "--place", "Tripoli", "--country", "LB")
        one = self.one(1)
        self.assertEqual((one["place"], one["country"]), ("Tripoli", "LB"))
        self.assertAlmostEqual(one["lat"], 34.4, delta=0.1)
        self.dateline("edit", "1", "--lat", "-4.5", "--lon", "29.9", "--place", "the ford", "--radius", "7")
        one = self.one(1)
        self.assertEqual((one["place"], one["country"], one["lat"], one["lon"], one["radius_m"],
                          one["geo_precision"]), ("the ford", "TZ", -4.5, 29.9, 7000, 2))
        _, err = self.dateline("edit", "1", "--place", "Tripoli")
        self.expect_one_line(err.splitlines()[0] + "\n", "Tripoli", "there is also", "--country CC")
        _, err = self.dateline("edit", "1", "--place", "Qwertyuiopville", status=NOTHING_FOUND)
        self.expect_one_line(err, "Qwertyuiopville", "--lat and --lon")
        _, err = self.dateline("edit", "1", "--lat", "4", status=USAGE)
        self.expect_one_line(err, "--lat and --lon together")

    def test_a_way_is_corrected_and_stays_so(self):
        self.dateline("edit", "1", "--origin", "Erbil", "--via", "the bridge@43.5,36.25", "--via", "44,36.2",
                      "--destination", "Kirkuk, Iraq")
        self.write("second.txt", SECOND)
        self.dateline("ingest", "--quiet", "second.txt")
        self.dateline("reextract", "--quiet")
        one = self.one(1)
        self.assertEqual((one["origin"], one["via"], one["destination"]),
                         ("Erbil", ["the bridge", "36.2000, 44.0000"], "Kirkuk"))
        self.assertEqual(one["place"], "Mosul", "a strike's place is where it hit")
        out, _ = self.dateline("show", "1")
        self.assertIn("edit: origin – → Erbil, via – → the bridge, 36.2000, 44.0000, destination – → Kirkuk", out)
        self.dateline("export", "-o", "d.geojson")
        lines = [f for f in json.loads((self.folder / "d.geojson").read_text())["features"]
                 if f["properties"].get("layer") == "movement"]
        self.assertEqual([len(f["geometry"]["coordinates"]) for f in lines if f["id"] == "1-movement"], [4])
        self.dateline("edit", "1", "--via", "")
        self.assertEqual(self.one(1)["via"], [])
        self.dateline("undo", "1")
        self.dateline("undo", "1")
        self.assertEqual((self.one(1)["origin"], self.one(1)["corrected"]), (None, False))

    def test_a_stop_that_is_nowhere_is_refused_with_what_to_do(self):
        for option in "--origin", "--via", "--destination":
            _, err = self.dateline("edit", "1", option, "Mossul Qarbi", status=NOTHING_FOUND)
            self.expect_one_line(err, f"{option}: the gazetteer knows no 'Mossul Qarbi'", "NAME@LON,LAT")
        _, err = self.dateline("edit", "1", *["--via", "Erbil"] * 5, status=USAGE)
        self.expect_one_line(err, "--via", "4 stops")
        _, err = self.dateline("edit", "1", "--origin", "Bagdhad", status=NOTHING_FOUND)
        self.expect_one_line(err, "did you mean", "Baghdad")

    def test_an_empty_value_says_that_it_is_not_known(self):
        self.dateline("edit", "1", "--fatalities", "", "--date", "", "--target", "")
        one = self.one(1)
        self.assertEqual((one["fatalities"], one["date"], one["target"]), (None, None, None))

    def test_what_makes_no_sense_is_refused_in_words(self):
        for arguments, word in ((["1"], "nothing to correct"),
                                (["1", "--fatalities", "5-3"], "5-3"),
                                (["1", "--fatalities", "-3"], "-3"),
                                (["1", "--date", "2024-13"], "2024-13"),
                                (["1", "--date", "2024-05-09/2024-05-02"], "in order"),
                                (["1", "--date-end", "2024-05-01"], "--date-end"),
                                (["1", "--type", "picnic"], "picnic"),
                                (["1", "--lat", "91", "--lon", "0"], "91"),
                                (["x", "--type", "clash"], "number"),
                                ([], "number")):
            _, err = self.dateline("edit", *arguments, status=USAGE)
            self.expect_one_line(err, word)
        _, err = self.dateline("edit", "99", "--type", "clash", status=NOTHING_FOUND)
        self.expect_one_line(err, "no incident 99")
        _, err = self.expect(SYSTEM, "edit", "--db", "none.sqlite", "1", "--type", "clash")
        self.expect_one_line(err, "none.sqlite does not exist")
        self.assertFalse((self.folder / "none.sqlite").exists())

    def test_rejected_incidents_are_left_out_unless_asked_for(self):
        self.dateline("reject", "1", "--note", "a drill")
        self.assertEqual([i["id"] for i in self.incidents()], [2])
        self.assertEqual([i["id"] for i in self.incidents("--review", "rejected")], [1])
        self.assertEqual([i["id"] for i in self.incidents("--review", "all")], [1, 2])
        out, _ = self.expect(DONE, "export", "--db", "d.sqlite", "-o", "-")
        self.assertNotIn("Mosul", out)
        self.write("second.txt", SECOND)
        self.dateline("ingest", "--quiet", "second.txt")
        self.assertEqual([i["id"] for i in self.incidents()], [2])
        self.dateline("accept", "2")
        self.assertEqual([i["id"] for i in self.incidents("--review", "accepted")], [2])
        self.assertEqual(self.incidents("--review", "unreviewed"), [])
        _, err = self.dateline("query", "--review", "maybe", status=USAGE)
        self.expect_one_line(err, "maybe")

    def test_one_wrong_number_among_several_leaves_all_as_they_were(self):
        for command in "accept", "reject", "merge":
            _, err = self.dateline(command, "1", "2", "9999", status=NOTHING_FOUND)
            self.expect_one_line(err, "no incident 9999")
            self.assertEqual([(i["id"], i["review"]) for i in self.incidents("--review", "all")],
                             [(1, "unreviewed"), (2, "unreviewed")])

    def test_merged_incidents_stay_one_and_can_be_taken_apart(self):
        self.dateline("merge", "2", "1")
        self.assertEqual([i["id"] for i in self.incidents()], [2])
        _, err = self.dateline("show", "1", status=NOTHING_FOUND)
        self.expect_one_line(err, "merged into 2", "dateline undo 2")
        self.write("second.txt", SECOND)
        self.dateline("ingest", "--quiet", "second.txt")
        self.dateline("reextract", "--quiet")
        self.assertEqual([i["id"] for i in self.incidents()], [2])
        self.assertEqual(len(self.one(2)["sources"]), 3)
        self.dateline("undo")
        self.assertEqual([i["id"] for i in self.incidents()], [1, 2])
        self.assertEqual(len([s for s in self.one(1)["sources"] if s["main"]]), 2)
        _, err = self.dateline("undo", status=NOTHING_FOUND)
        self.expect_one_line(err, "nothing is to be undone")

    def test_a_source_can_be_split_off_by_number_or_report(self):
        self.write("second.txt", SECOND)
        self.dateline("ingest", "--quiet", "second.txt")
        out, _ = self.dateline("show", "1")
        self.assertIn("source 2     second.txt", out)
        out, _ = self.dateline("split", "1", "2")
        made = int(out)
        self.dateline("reextract", "--quiet")
        self.assertEqual([s["report"] for s in self.one(made)["sources"] if s["main"]], ["second.txt"])
        self.assertEqual([s["report"] for s in self.one(1)["sources"] if s["main"]], ["first.txt"])
        self.dateline("undo", str(made))
        out, _ = self.dateline("split", "1", "first.txt")
        _, err = self.dateline("split", "1", "second.txt", status=USAGE)
        self.expect_one_line(err, "without a source")
        _, err = self.dateline("split", "1", "third.txt", status=NOTHING_FOUND)
        self.expect_one_line(err, "third.txt", "dateline show 1")

    def test_notes_are_kept_as_they_are_written(self):
        text = "he said \"no\"; 'x' <b>, =1+1\n\x1b[31m ümlaut دير"
        self.dateline("note", "1", text)
        self.assertEqual(self.one(1)["history"][0]["note"], text)
        out, _ = self.dateline("show", "1")
        self.assertNotIn("\x1b", out)

    def test_a_taught_place_is_meant_from_then_on(self):
        self.write("camp.txt", "Rockets hit the old farm near midnight on 4 June 2024, killing three guards. "
                               "Shells hit Camp Quuxby on 6 June 2024.")
        self.dateline("ingest", "--quiet", "camp.txt")
        self.dateline("place", "add", "the old farm", "--lat", "33.5", "--lon", "42.25")
        self.dateline("place", "add", "camp quuxby", "--lat", "30.2", "--lon", "47.8", "--by", "omar")
        out, _ = self.dateline("place", "list")
        self.assertRegex(out, r"the old farm +the old farm +33\.5000 +42\.2500 +1 +IQ")
        self.dateline("reextract", "--quiet")
        found = {i["place"]: (i["lat"], i["lon"]) for i in self.incidents("--report", "camp.txt")}
        self.assertEqual(found, {"the old farm": (33.5, 42.25), "camp quuxby": (30.2, 47.8)})
        self.write("again.txt", "A drone crashed into the old farm on 9 July 2024.")
        self.dateline("ingest", "--quiet", "again.txt")
        self.assertEqual(self.incidents("--report", "again.txt")[0]["lat"], 33.5)
        self.dateline("edit", "1", "--place", "The Old Farm")
        self.assertEqual(self.one(1)["lon"], 42.25)
        self.dateline("place", "remove", "the old farm")
        self.dateline("reextract", "--quiet")
        self.assertNotEqual(self.incidents("--report", "again.txt")[0]["lat"], 33.5)
        _, err = self.dateline("place", "remove", "the old farm", status=NOTHING_FOUND)
        self.expect_one_line(err, "the old farm")
        for words in (["add", "x"], ["add"], ["burn", "x"], []):
            self.dateline("place", *words, status=USAGE)

    def test_a_better_lexicon_finds_more_and_ids_stay(self):
        self.write("odd.txt", "Militants zapped a checkpoint in Tikrit on 7 May 2024.")
        self.dateline("ingest", "--quiet", "odd.txt", "first.txt")
        before = {i["id"]: i["place"] for i in self.incidents()}
        self.write("own.tsv", "trigger\tzapped\tattack\n")
        _, err = self.dateline("reextract", "--lexicon", "own.tsv")
        after = {i["id"]: i["place"] for i in self.incidents()}
        self.assertEqual({k: after[k] for k in before}, before)

    def test_hostile_words_come_back_equal(self):
        for hostile in ("=cmd|' /C calc'!A0", "<script>alert(1)</script>", "'); DROP TABLE incident;--",
                        "a,b\"c\"\r\nd", "\x01\x02\x1f", "x" * 100_000, "%s%n%d"):
            self.dateline("edit", "1", "--actor", hostile, "--target", hostile, "--by", hostile)
            one = self.one(1)
            self.assertEqual((one["actor"], one["target"]), (hostile, hostile))
            self.assertEqual(one["history"][-1]["author"], hostile)
            self.assertEqual(self.incidents("--actor", hostile)[0]["id"], 1)
            self.dateline("show", "1")

    def test_two_processes_lose_nothing(self):
        for part in "ab":
            lines = [json.dumps({"id": f"{part}{n}", "date": "2024-05-10",
                                 "text": f"A mine killed {n + 5} people in Baqubah on {n % 9 + 1} May 2024."})
                     for n in range(150)]
            self.write(f"{part}.jsonl", "\n".join(lines))
        running = [subprocess.Popen([harness.PROGRAM, "ingest", "--quiet", "--db", "d.sqlite", f"{part}.jsonl"],
                                    cwd=self.folder, stderr=subprocess.PIPE) for part in "ab"]
        for number in range(5):
            self.dateline("note", "1", f"note {number}")
        for process in running:
            _, err = process.communicate(timeout=120)
            self.assertEqual((process.returncode, err), (0, b""))
        out, _ = self.dateline("show", "1", "--format", "json")
        self.assertEqual(len(json.loads(out)["history"]), 5)
        reports = {s["report"] for i in self.incidents("--review", "all", "--status", "all") for s in i["sources"]}
        self.assertEqual(len(reports & {f"{part}{n}" for part in "ab" for n in range(150)}), 300)


if __name__ == "__main__":
    main()
