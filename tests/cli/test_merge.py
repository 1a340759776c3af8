"""One incident told by many reports: which become one, and which never do."""
import json
import sys

import harness
from harness import DONE

# Each: day of publication, text.
MARKET = [
    ("2024-08-12", "A Russian missile struck a crowded market in Kupiansk on Monday, killing at least nine people and "
                   "injuring 20, the governor said."),
    ("2024-08-12", "KYIV, Aug 12 - A missile attack on the town of Kupiansk killed nine civilians on Monday, officials said."),
    ("2024-08-13", "The death toll from Monday's missile strike on a market in Kupiansk has risen to 12, rescuers said. "
                   "Twenty-five people were wounded."),
    ("2024-08-13", "KHARKIV, Aug 13 - Twelve people died when a Russian missile hit a market in Ukraine's Kharkiv region a "
                   "day earlier, the governor said."),
    ("2024-08-13", "Ukraine accused Russia of terror after a strike on a market in Kupiansk killed 12 people on Monday."),
    ("2024-08-15", "Earlier this week, a Russian strike killed at least 12 people at a market in the town of Kupiansk."),
    ("2024-08-19", "Last week a missile killed a dozen shoppers in Kupiansk, in the Kharkiv region."),
]
OTHERS = [
    ("2024-08-13", "A Russian drone hit a bus in Kupiansk on Tuesday, killing two people."),
    ("2024-08-12", "A Russian missile struck a warehouse in Izium on Monday, killing two people."),
    ("2024-08-12", "A Russian missile struck an apartment block in Kharkiv on Monday, wounding seven people."),
]
PORT = [
    ("2024-03-04", "Two drones fired by the Houthis hit a fuel depot near the port of Eilat late on Sunday, Israel's "
                   "military said. No one was hurt."),
    ("2024-03-05", "A Houthi drone strike set a fuel depot ablaze in Eilat on March 3, Israeli media reported."),
    ("2024-03-10", "Earlier this month Houthi drones hit a fuel depot in Eilat."),
]


class Merge(harness.Case):
    def incidents(self, *reports):
        lines = [json.dumps({"id": f"r{i}", "date": day, "text": text}) for i, (day, text) in enumerate(reports)]
        self.write("reports.jsonl", "\n".join(lines) + "\n")
        self.expect(DONE, "ingest", "--quiet", "reports.jsonl")
        out, _ = self.expect(DONE, "query", "--format", "jsonl")
        return [json.loads(line) for line in out.splitlines()]

    def sources(self, found):
        """How many reports tell each incident."""
        return sorted(len({s["report"] for s in i["sources"]}) for i in found)

    def test_one_event_in_seven_reports_is_one_incident(self):
        found = self.incidents(*MARKET)
        self.assertEqual(self.sources(found), [len(MARKET)])
        self.assertEqual((found[0]["date"], found[0]["place"]), ("2024-08-12", "Kupiansk"))
        self.assertEqual((found[0]["fatalities"], found[0]["injured"]), (12, 25))

    def test_in_any_order(self):
        found = self.incidents(*reversed(MARKET))
        self.assertEqual(self.sources(found), [len(MARKET)])
        self.assertEqual((found[0]["date"], found[0]["place"]), ("2024-08-12", "Kupiansk"))

    def test_other_days_and_towns_stay_apart(self):
        found = self.incidents(*MARKET, *OTHERS)
        self.assertEqual(self.sources(found), [1, 1, 1, len(MARKET)])

    def test_forms_of_one_name_are_one_actor(self):
        found = self.incidents(*PORT)
        self.assertEqual(self.sources(found), [len(PORT)])
        shown, _ = self.expect(DONE, "show", found[0]["id"])
        self.assertIn("same place, subtype, actor", shown)

    def test_the_only_one_of_a_month_is_taken_for_it(self):
        month = ("2024-04-02", "A drone hit Eilat in March.")
        found = self.incidents(PORT[1], month)
        self.assertEqual(self.sources(found), [2])
        shown, _ = self.expect(DONE, "show", found[0]["id"])
        self.assertIn("the only one known there in those days", shown)

    def test_one_of_two_of_a_month_is_not(self):
        found = self.incidents(PORT[1], ("2024-03-21", "A drone hit a hangar in Eilat on March 20."),
                               ("2024-04-02", "A drone hit Eilat in March."))
        self.assertEqual(self.sources(found), [1, 1, 1])


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    harness.main()
