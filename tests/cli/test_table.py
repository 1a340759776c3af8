"""The table of incidents on terminals of several widths."""
import unicodedata

from harness import DONE, REPORTS, Case, main


class Table(Case):
    def table(self, columns):
        env = {"COLUMNS": str(columns or "")}
        self.expect(DONE, "ingest", "--quiet", "--db", "d.sqlite", REPORTS)
        out, _ = self.expect(DONE, "query", "--db", "d.sqlite", env=env)
        lines = out.splitlines()
        return lines[0].split(), lines, max(map(len, lines))

    def test_is_as_wide_as_it_needs_to_be_where_nobody_looks(self):
        names, lines, _ = self.table(None)
        self.assertEqual(names, ["id", "date", "type", "status", "place", "~km", "country", "killed",
                                 "injured", "actor", "sources"])
        self.assertNotIn("…", "".join(lines))

    def test_fits_a_terminal_of_100_columns(self):
        names, lines, width = self.table(100)
        self.assertLessEqual(width, 100)
        self.assertGreater(len(lines), 50)
        self.assertEqual(names, ["id", "date", "type", "status", "place", "killed", "injured", "actor"])

    def test_leaves_out_what_is_least_missed_first(self):
        names, _, width = self.table(130)
        self.assertLessEqual(width, 130)
        self.assertIn("place", names)
        self.assertNotIn("sources", names)

    def test_writes_days_in_a_row_without_what_they_share(self):
        self.write("report-2024-08-06.txt", "Clashes near Palmyra killed three people last week.")
        self.expect(DONE, "ingest", "--quiet", "--db", "d.sqlite", "report-2024-08-06.txt")
        out, _ = self.expect(DONE, "query", "--db", "d.sqlite")
        self.assertIn("2024-07-29/08-04", out)

    def test_columns_stay_in_line_whatever_the_script(self):
        self.write("2024-08-06.txt", "Clashes near Palmyra killed three people. Drones struck a depot in Mosul.")
        self.expect(DONE, "ingest", "--quiet", "--db", "d.sqlite", "2024-08-06.txt")
        for actor in "東京都の軍", "한국군 부대", "قُوّات", "ดิน", "e\u0301tat", "💥💥", "\u202eabc", "tab\there\x1b[31m":
            self.expect(DONE, "edit", "--db", "d.sqlite", "1", "--place", actor, "--lat", "33", "--lon", "44", "--actor", "X")
            out, _ = self.expect(DONE, "query", "--db", "d.sqlite", env={"COLUMNS": "100"})
            lines = [line for line in out.splitlines() if "killed" in line or actor[:2] in line or line.startswith("1")]
            head, row = out.splitlines()[0], next(line for line in out.splitlines() if line.lstrip().startswith("1 "))
            self.assertEqual(columns_of(row[:row.index("X")]), head.index("actor"), (actor, lines))

    def test_a_cell_is_cut_where_it_fills_its_column(self):
        self.write("2024-08-06.txt", "Clashes near Palmyra killed three people.")
        self.expect(DONE, "ingest", "--quiet", "--db", "d.sqlite", "2024-08-06.txt")
        for place in "東京" * 40, "a東京" * 40, "é" * 100, "e\u0301" * 100:
            self.expect(DONE, "edit", "--db", "d.sqlite", "1", "--place", place, "--lat", "33", "--lon", "44", "--actor", "X")
            for width in 80, 81, 90:
                out, _ = self.expect(DONE, "query", "--db", "d.sqlite", env={"COLUMNS": str(width)})
                head, row = out.splitlines()
                self.assertIn("…", row)
                self.assertLessEqual(columns_of(row), width)
                self.assertEqual(columns_of(row[:row.index("X")]), head.index("actor"), row)


def columns_of(text):
    """How wide a terminal shows it, by Python's own tables."""
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in text)


if __name__ == "__main__":
    main()
