"""Relative dates against Python's calendar: every turn of month, year and leap year."""
import datetime
import json

import harness
from harness import DONE

DAY = datetime.timedelta(1)
NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def issues():
    """Days of issue at the edges of months and years, and all of one leap February."""
    for year in (1999, 2000, 2023, 2024, 2025, 2100):
        for month in range(1, 13):
            first = datetime.date(year, month, 1)
            yield from (first - DAY, first, first + 14 * DAY)
    yield from (datetime.date(2024, 2, 1) + n * DAY for n in range(29))


def last_weekday(issue, weekday):
    return issue - ((issue.weekday() - weekday) % 7) * DAY


def month_before(issue):
    last = issue.replace(day=1) - DAY
    return last.replace(day=1), last


def expectations(issue):
    """Words, and the first and last day they mean."""
    for weekday, name in enumerate(NAMES):
        day = last_weekday(issue, weekday)
        yield f"on {name}", day, day
    yield "yesterday", issue - DAY, issue - DAY
    yield "today", issue, issue
    yield "last month", *month_before(issue)
    yield "on " + issue.strftime("%d %B %Y"), issue, issue
    week = issue - (issue.weekday() + 7) * DAY
    yield "last week", week, week + 6 * DAY
    old = issue - 100 * DAY
    yield f"on {old:%B} {old.day}", old, old


class Calendar(harness.Case):
    def test_words_mean_the_days_that_the_calendar_says(self):
        told = [(issue, *expected) for issue in issues() for expected in expectations(issue)]
        lines = [json.dumps({"id": str(n), "date": issue.isoformat(),
                             "text": f"A bomb killed three guards in Kabul {words}."})
                 for n, (issue, words, _, _) in enumerate(told)]
        out, _ = self.expect(DONE, "extract", "--format", "jsonl", "-", stdin="\n".join(lines) + "\n")
        for line, (issue, words, first, last) in zip(out.splitlines(), told, strict=True):
            [incident] = json.loads(line)["incidents"]
            self.assertEqual((incident["date"], incident["date_end"]), (first.isoformat(), last.isoformat()),
                             f'"{words}" in a report of {issue:%A, %d %B %Y}')


if __name__ == "__main__":
    harness.main()
