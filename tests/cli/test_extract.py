"""extract and geoparse with words of one's own."""
import json

import harness
from harness import BAD_INPUT, DONE, USAGE

WORDS = ("actor\tZubair Front\tkind=militia; country=SY\n"
         "weapon\tskylance | skylances\ttype=strike; subtype=rocket; projectile=yes\n"
         "trigger\tpummelled\ttype=strike; subtype=shelling; form=past\n")
REPORT = "Zubair Front fighters pummelled the town of Tabqa with skylances on Monday, killing four people.\n"


class OwnLexicon(harness.Case):
    def extract(self, *options):
        out, _ = self.expect(DONE, "extract", *options, "--date", "2024-08-07", "--format", "jsonl", "-", stdin=REPORT)
        [incident] = json.loads(out)["incidents"]
        return incident

    def test_words_of_ones_own_are_known_at_once(self):
        before = self.extract()
        self.assertEqual((before["type"], before["weapon"]), ("attack", None))
        words = self.write("own.tsv", WORDS)
        after = self.extract("--lexicon", words)
        self.assertEqual((after["type"], after["weapon"]), ("strike", "skylances"))
        self.assertIn("Zubair Front", after["actor"])

    def test_several_files_add_up_and_the_last_decides(self):
        words = self.write("own.tsv", WORDS)
        later = self.write("later.tsv", "trigger\tpummelled\ttype=strike; subtype=airstrike; form=past\n")
        self.assertEqual(self.extract("--lexicon", words, "--lexicon", later)["subtype"], "airstrike")
        self.assertEqual(self.extract("--lexicon", later, "--lexicon", words)["subtype"], "shelling")

    def test_ingest_and_geoparse_take_them_too(self):
        words = self.write("own.tsv", "not-place\tTabqa | Zubair\talways\n" + WORDS)
        out, _ = self.expect(harness.NOTHING_FOUND, "geoparse", "--lexicon", words, "--format", "jsonl", "-", stdin=REPORT)
        self.assertEqual(json.loads(out)["mentions"], [])
        report = self.write("report.txt", REPORT)
        self.expect(DONE, "ingest", "--db", "d.sqlite", "--lexicon", words, "--date", "2024-08-07", report)
        out, _ = self.expect(DONE, "query", "--db", "d.sqlite", "--format", "json")
        self.assertEqual(json.loads(out)[0]["weapon"], "skylances")

    def test_a_bad_line_is_named_and_nothing_is_read(self):
        words = self.write("own.tsv", "# mine\nmilitia\tZubair Front\n")
        out, err = self.expect(BAD_INPUT, "extract", "--lexicon", words, "-", stdin=REPORT)
        self.assertEqual(out, "")
        self.expect_one_line(err, "own.tsv:2", "militia", "gazetteer/README.md")

    def test_a_file_that_cannot_be_read_is_named(self):
        _, err = self.expect(BAD_INPUT, "extract", "--lexicon", "gone.tsv", "-", stdin=REPORT)
        self.expect_one_line(err, "gone.tsv", "No such file")
        _, err = self.expect(BAD_INPUT, "extract", "--lexicon", self.folder, "-", stdin=REPORT)
        self.expect_one_line(err, "directory")
        _, err = self.expect(USAGE, "extract", *["--lexicon", "a.tsv"] * 17, "-", stdin=REPORT)
        self.expect_one_line(err, "--lexicon", "16 times")


class Explain(harness.Case):
    TEXT = ("Jets bombed a depot near Tabqa on Monday, killing four people.\n"
            "It is not known what happens if rebels shell Manbij.\n"
            "The weather was fine.\n")

    def test_each_sentence_tells_what_was_read_and_decided(self):
        out, _ = self.expect(DONE, "extract", "--explain", "--date", "2024-08-07", "-", stdin=self.TEXT)
        first, second = out.index("  1 Jets bombed"), out.index("  2 It is not known")
        read = out[first:second]
        for expected in ['places   "Tabqa": Tabqa (PPLA2, SY)', 'dates    "Monday": 2024-08-05', '"depot": target',
                         '"bombed": verb, past, strike/airstrike', "strike/airstrike, reported", "killed 4",
                         "when: 2024-08-05 – says"]:
            self.assertIn(expected, read)
        self.assertRegex(out[second:], r'event +"shell": left out, it stands under a condition')
        self.assertIn("  3 The weather was fine.\n", out)
        self.assertRegex(out, r"(?m)^incident 1: strike/airstrike, reported, 2024-08-05, .*told in sentence 1$")

    def test_what_moves_and_is_no_news_is_named_as_the_reason(self):
        out, _ = self.expect(harness.NOTHING_FOUND, "extract", "--explain", "--date", "2024-08-07", "-",
                             stdin="The talks moved from Doha to Cairo.\n")
        self.assertRegex(out, r'event +"moved": left out, what moves is no force')

    def test_what_it_explains_is_what_extract_finds(self):
        arguments = ["--date", "2024-08-07", "-"]
        explained, _ = self.expect(DONE, "extract", "--explain", *arguments, stdin=self.TEXT)
        found, _ = self.expect(DONE, "extract", "--format", "jsonl", *arguments, stdin=self.TEXT)
        self.assertEqual(explained.count("\nincident "), len(json.loads(found)["incidents"]))

    def test_a_report_cannot_forge_lines(self):
        text = "Jets bombed Tabqa\n\r\nincident 9: strike\x1b[2J on Monday.\n"
        out, _ = self.expect(DONE, "extract", "--explain", "--date", "2024-08-07", "-", stdin=text)
        self.assertNotIn("\x1b", out)
        self.assertNotRegex(out, r"(?m)^incident 9")

    def test_it_takes_the_place_of_a_format(self):
        _, err = self.expect(USAGE, "extract", "--explain", "--format", "json", "-", stdin=self.TEXT)
        self.expect_one_line(err, "--explain", "--format")


if __name__ == "__main__":
    harness.main()
