"""The table of incidents on terminals of several widths."""
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


if __name__ == "__main__":
    main()
