#!/usr/bin/env python3
"""Compares what dateline finds in the sample reports with what an analyst would put on the map: sample_reports.py DATELINE

The analyst's rows stand in tests/reports/README.md. A row is found when an incident of its report has its kind and
one of its places (or, of a row without a place, its day), and right when day and place, and the numbers of victims where
the row has them, agree too. What is said to have happened and belongs to no row is listed as more than there is.
"""
import collections
import datetime
import json
import pathlib
import re
import subprocess
import sys
import unicodedata

REPORTS = pathlib.Path(__file__).resolve().parent.parent / "reports"
BLOWS = {"strike", "explosion", "attack", "clash", "riot"}
HAPPENED = {"reported", "claimed", "alleged"}
SMALL_WORDS = {"near", "of", "the", "and", "camp", "air", "base", "crossing", "province", "region", "el", "al", "ez", "an",
               "south", "southern", "east", "central", "suburbs", "field", "oil", "districts"}

Row = collections.namedtuple("Row", "report type first last places ends killed injured text")


def words(text):
    """The telling words of a place name, folded."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text or "") if not unicodedata.combining(c))
    plain = re.sub(r"['\u2018\u2019\u02bb\u02bc]", "", plain.lower())
    return {w for w in re.findall(r"[a-z]{2,}", plain) if w not in SMALL_WORDS}


def days(text):
    """First and last day of '2024-08-05', '2024-09/10', '2023-12-15 to 22', 'since 2024-07-03'; None where not said."""
    found = re.findall(r"(\d{4})-(\d\d)(?:-(\d\d))?", text)
    if not found:
        return None, None
    y, m, d = found[0]
    first = datetime.date(int(y), int(m), int(d or 1))
    if "since" in text:
        return first, datetime.date(int(y) + 1, 1, 1)
    last = first if d else first + datetime.timedelta(days=30)
    if more := re.search(r" to (\d+)", text):
        last = first.replace(day=int(more.group(1)))
    if re.search(r"-\d\d/\d\d", text):
        last = first + datetime.timedelta(days=61)
    return first, last


def number(text):
    found = re.match(r"\d+", text)
    return int(found.group()) if found else None


def analyst_rows():
    report = None
    for line in (REPORTS / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [c.strip() for c in line.strip().strip("|").split("|")]
        if len(cells) != 7 or cells[1] in ("type", "---") or set(cells[0]) == {"-"}:
            continue
        report = cells[0] or report
        kind = re.match(r"[a-z]+", cells[1]).group()
        first, last = days(cells[2])
        ends = [words(end) for part in cells[4].split("(")[0].split("→") for end in re.split(r"[,;]", part)]
        places = [words(p) for p in re.split(r"[,;]| and ", cells[3])]
        yield Row(report, kind, first, last, [p for p in places if p], [e for e in ends if e], number(cells[5]),
                  number(cells[6]), " | ".join(cells[1:]))


def findings(program):
    """Incidents that happened, by the name of their report."""
    found = collections.defaultdict(list)
    for path in sorted(REPORTS.glob("20*")):
        out = subprocess.run([program, "extract", "--format", "jsonl", path], capture_output=True, check=False).stdout
        for i, line in enumerate(out.decode().splitlines()):
            name = path.stem + (("", ", second")[i] if path.suffix != ".jsonl" else (", first", ", second")[i])
            found[name] = [x for x in json.loads(line)["incidents"] if x["status"] in HAPPENED]
    return found


def same_kind(row, incident):
    return row.type == incident["type"] or {row.type, incident["type"]} <= BLOWS


def at_place(row, incident):
    named = [words(incident[k]) for k in ("place", "origin", "destination")] + [words(v) for v in incident["via"]]
    wanted = row.places or row.ends
    return any(w & n for w in wanted for n in named)


def on_day(row, incident):
    if not row.first or not incident["date"]:
        return not row.first
    first, last = (datetime.date.fromisoformat(incident[k] or incident["date"]) for k in ("date", "date_end"))
    return first <= row.last + datetime.timedelta(days=1) and last >= row.first - datetime.timedelta(days=1)


def is_right(row, incident):
    numbers = all(want is None or incident[key] == want
                  for want, key in ((row.killed, "fatalities"), (row.injured, "injured")))
    return at_place(row, incident) and on_day(row, incident) and numbers


def is_found(row, incident):
    placed = at_place(row, incident) if row.places or row.ends else on_day(row, incident)
    return same_kind(row, incident) and placed


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    found = findings(sys.argv[1])
    rows = list(analyst_rows())
    counts = collections.Counter()
    used = set()
    for row in rows:
        fitting = [i for i in found[row.report] if is_found(row, i)]
        right = [i for i in fitting if is_right(row, i)]
        used.update(id(i) for i in fitting if on_day(row, i) or not row.first)
        verdict = "right" if right else "found" if fitting else "missed"
        counts[verdict] += 1
        if verdict != "right":
            print(f"{verdict:<7} {row.report}: {row.text}")
            for i in fitting:
                print(f"        is {i['type']} {i['date']} {i['origin'] or ''}→{i['destination'] or i['place']} "
                      f"killed {i['fatalities']} injured {i['injured']}")
    for report, incidents in found.items():
        for i in incidents:
            counts["incidents"] += 1
            if id(i) not in used:
                counts["more"] += 1
                print(f"more    {report}: {i['type']}/{i['subtype']} {i['date']} {i['place']} \"{i['trigger']['text'][:60]}\" "
                      f"sure {i['confidence']}")
    print(f"\n{len(rows)} rows: {counts['right']} right, {counts['found']} found, {counts['missed']} missed; "
          f"{counts['incidents']} incidents, {counts['more']} more than there are")


if __name__ == "__main__":
    main()
