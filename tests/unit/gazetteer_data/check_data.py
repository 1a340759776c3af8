#!/usr/bin/env python3
"""Checks every table of gazetteer/ against the formats that its README.md states.

usage: check_data.py [GAZETTEER]      (default: the gazetteer/ of this repository)

Prints one line a fault, "file:line: what", and exits with 1 if there is any.
"""
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

PLACE_COLUMNS = {"id", "name", "lat", "lon", "feature", "country", "admin1", "admin2", "population",
                 "radius_m", "precise", "names", "source"}
PLACE_REQUIRED = ("id", "name", "lat", "lon", "feature")
PRECISE = {"", "exact", "near", "rough"}
ID = re.compile(r"^(geonames:[1-9][0-9]*|dateline:[A-Za-z0-9][A-Za-z0-9._:-]*)$")
FEATURE = re.compile(r"^[AHLPRSTUV]\.[A-Z][A-Z0-9]{1,5}$")
NUMBER = re.compile(r"^-?[0-9]+(\.[0-9]+)?$")
COUNT = re.compile(r"^[0-9]*$")
# A language or kind before a name: "ar:", "abbr:", "zh_TW:".
NAME_TAG = re.compile(r"^([a-z]{2,4}(?:[_-][A-Za-z]{2,4})?):(.*)$")
WKT = re.compile(r"^(POLYGON|MULTIPOLYGON)\(\(.+\)\)$")
WKT_PAIR = re.compile(r"(-?[0-9.]+) (-?[0-9.]+)")
# ISO 3166-1 codes of uninhabited ground that has no place of its own.
OTHER_COUNTRIES = {"BV"}

MB = 1_000_000
FILE_LIMIT = 12 * MB
LIMITS = {"places": 22 * MB, "areas": 9 * MB, "basemap": 10.5 * MB, "": 40 * MB}
FAULTS_SHOWN = 200


class Checker:
    def __init__(self, root):
        self.root = root
        self.faults = []
        self.places = {}  # id -> where it stands
        self.countries = set(OTHER_COUNTRIES)
        self.rows = Counter()

    def fault(self, path, line, what):
        self.faults.append(f"{path.relative_to(self.root.parent)}:{line}: {what}")

    def lines(self, path):
        """(line number, cells) of a table without comments and blank lines; faults of the text."""
        data = path.read_bytes()
        if data.startswith(b"\xef\xbb\xbf"):
            self.fault(path, 1, "byte order mark")
        if data and not data.endswith(b"\n"):
            self.fault(path, data.count(b"\n") + 1, "the last line does not end")
        for number, raw in enumerate(data.split(b"\n")[:-1], 1):
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError as error:
                self.fault(path, number, f"not UTF-8 at byte {error.start}")
                continue
            bad = next((c for c in text if unicodedata.category(c) == "Cc" and c != "\t"), None)
            if bad:
                self.fault(path, number, f"control character U+{ord(bad):04X}")
            if text and not text.startswith("#"):
                yield number, text.split("\t")

    def table(self, path):
        """(line number, row as a dictionary) of a table whose first line names the columns."""
        lines = self.lines(path)
        header = next(lines, None)
        if header is None:
            self.fault(path, 1, "empty table")
            return
        number, columns = header
        if len(set(columns)) != len(columns):
            self.fault(path, number, "a column is named twice")
        for number, cells in lines:
            if len(cells) != len(columns):
                self.fault(path, number, f"{len(cells)} cells, the header names {len(columns)}")
                continue
            self.rows[path] += 1
            yield number, dict(zip(columns, cells))

    def header(self, path, known, required):
        columns = path.read_text(encoding="utf-8", errors="replace").split("\n", 1)[0].split("\t")
        for column in columns:
            if column not in known:
                self.fault(path, 1, f"unknown column {column!r}")
        for column in required:
            if column not in columns:
                self.fault(path, 1, f"column {column!r} is missing")
        return all(column in columns for column in required)

    def check_places(self):
        paths = sorted((self.root / "places").glob("*.tsv"))
        for path in paths:
            if path.name == "countries.tsv":
                self.countries |= {row.get("country", "") for _, row in self.table(path)}
        self.rows.clear()
        for path in paths:
            if self.header(path, PLACE_COLUMNS, PLACE_REQUIRED):
                for number, row in self.table(path):
                    for what in self.place_faults(row, path, number):
                        self.fault(path, number, what)

    def place_faults(self, row, path, number):
        key = row["id"]
        if not ID.match(key):
            yield f"bad id {key!r}"
        if key in self.places:
            yield f"id {key} stands already in {self.places[key]}"
        self.places.setdefault(key, f"{path.name}:{number}")
        if not FEATURE.match(row["feature"]):
            yield f"bad feature {row['feature']!r}"
        for column, limit in (("lat", 90), ("lon", 180)):
            if not NUMBER.match(row[column]) or abs(float(row[column])) > limit:
                yield f"bad {column} {row[column]!r}"
        country = row.get("country", "")
        if country and country not in self.countries:
            yield f"unknown country {country!r}"
        for column in ("population", "radius_m"):
            if not COUNT.match(row.get(column, "")):
                yield f"bad {column} {row[column]!r}"
        if row.get("precise", "") not in PRECISE:
            yield f"bad precise {row['precise']!r}"
        if not row["name"] or row["name"] != row["name"].strip():
            yield f"bad name {row['name']!r}"
        if row.get("names"):
            yield from self.names_faults(row["names"])

    @staticmethod
    def names_faults(names):
        for name in names.split("|"):
            tagged = NAME_TAG.match(name)
            bare = tagged.group(2) if tagged else name
            if not bare or bare != bare.strip():
                yield f"empty name or blanks around it in {names[:60]!r}"

    def check_aliases(self):
        for path in sorted((self.root / "aliases").glob("*.tsv")):
            if not self.header(path, {"id", "names"}, ("id", "names")):
                continue
            for number, row in self.table(path):
                if row["id"] not in self.places:
                    self.fault(path, number, f"no place has the id {row['id']!r}")
                for what in self.names_faults(row["names"]):
                    self.fault(path, number, what)

    def check_areas(self):
        seen = {}
        for path in sorted((self.root / "areas").glob("*.tsv")):
            if not self.header(path, {"id", "wkt"}, ("id", "wkt")):
                continue
            for number, row in self.table(path):
                if row["id"] not in self.places:
                    self.fault(path, number, f"no place has the id {row['id']!r}")
                if row["id"] in seen:
                    self.fault(path, number, f"{row['id']} has an area already in {seen[row['id']]}")
                seen[row["id"]] = f"{path.name}:{number}"
                for what in self.wkt_faults(row["wkt"]):
                    self.fault(path, number, what)

    @staticmethod
    def wkt_faults(wkt):
        if not WKT.match(wkt) or wkt.count("(") != wkt.count(")"):
            yield f"no polygon: {wkt[:40]!r}"
            return
        for ring in re.findall(r"\(([^()]+)\)", wkt):
            pairs = WKT_PAIR.findall(ring)
            if len(pairs) < 4 or len(pairs) != ring.count(",") + 1 or pairs[0] != pairs[-1]:
                yield f"a ring is not closed or too short: {ring[:40]!r}"
            elif any(abs(float(lon)) > 180 or abs(float(lat)) > 90 for lon, lat in pairs):
                yield "a point lies outside the world"

    def check_lexicon(self):
        for path in sorted((self.root / "lexicon").glob("*.tsv")):
            for number, cells in self.lines(path):
                self.rows[path] += 1
                if not 3 <= len(cells) <= 4:
                    self.fault(path, number, f"{len(cells)} columns instead of three or four")
                elif not cells[0].strip() or not cells[1].strip():
                    self.fault(path, number, "kind or phrase is empty")

    def check_inputs(self):
        for path in sorted((self.root / "scripts" / "input").glob("*.tsv")):
            # Comments stand first in these: the first other line names the columns.
            for _ in self.table(path):
                pass

    def check_sizes(self):
        for path in self.root.rglob("*"):
            if path.is_file() and path.stat().st_size > FILE_LIMIT:
                self.fault(path, 1, f"{path.stat().st_size} bytes, at most {FILE_LIMIT}")
        for folder, limit in LIMITS.items():
            base = self.root / folder
            size = sum(p.stat().st_size for p in base.rglob("*") if p.is_file())
            if size > limit:
                self.fault(base, 1, f"{size} bytes together, at most {limit:.0f}")

    def run(self):
        self.check_places()
        self.check_aliases()
        self.check_areas()
        self.check_lexicon()
        self.check_inputs()
        self.check_sizes()
        return self.faults


def main(arguments):
    default = Path(__file__).resolve().parents[3] / "gazetteer"
    root = Path(arguments[0]).resolve() if arguments else default
    if not (root / "places").is_dir():
        print(f"{root}: no folder places/ in it", file=sys.stderr)
        return 2
    checker = Checker(root)
    faults = checker.run()
    for fault in faults[:FAULTS_SHOWN]:
        print(fault)
    if len(faults) > FAULTS_SHOWN:
        print(f"... and {len(faults) - FAULTS_SHOWN} more")
    if faults:
        return 1
    print(f"{len(checker.places)} places and {sum(checker.rows.values())} rows are in order")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
