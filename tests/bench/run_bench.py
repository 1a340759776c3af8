#!/usr/bin/env python3
"""Measures dateline and prints one table, medians of repeated runs: run_bench.py BUILD [--runs N]

BUILD is a build folder with optimisation (presets release or dev). Nothing else should be running.
"""
import argparse
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time

from sentences import reports

REPORTS = pathlib.Path(__file__).resolve().parent.parent / "reports"
TEXTS = 2000          # reports of ten sentences for geoparse, extract and ingest
MAPPED = 100          # incidents on the map that is timed
# What queries are timed with, over the database that ingest leaves.
QUERIES = [
    ("all, as JSONL", []),
    ("--in Syria", ["--in", "Syria"]),
    ("--near Palmyra --within 100", ["--near", "Palmyra", "--within", "100"]),
    ("--bbox 35,32,43,37", ["--bbox", "35,32,43,37"]),
    ("--type strike, one month", ["--type", "strike", "--since", "2023-06-01", "--until", "2023-06-30"]),
    ("--limit 100", ["--limit", "100"]),
]


def run_once(command):
    """Seconds by the clock, seconds of processor, resident kB of one run; stdout is thrown away."""
    begin = time.perf_counter()
    with open(os.devnull, "wb") as nowhere:
        child = subprocess.Popen(command, stdout=nowhere, stderr=subprocess.PIPE)
        message = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"{' '.join(map(str, command))}: {message.decode()}")
    return time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


class Bench:
    def __init__(self, build, runs, scratch):
        self.program, self.build, self.runs, self.scratch = build / "bin/dateline", build, runs, scratch

    def measure(self, *arguments, runs=None, before=lambda: None):
        taken = []
        for _ in range(runs or self.runs):
            before()
            taken.append(run_once([self.program, *map(str, arguments)]))
        clock, processor, kilobytes = zip(*taken)
        return statistics.median(clock), statistics.median(processor), max(kilobytes)

    def row(self, what, clock, processor, kilobytes, more=""):
        print(f"{what:<32} {clock * 1e3:>8.1f} ms {processor * 1e3:>8.1f} ms "
              f"{kilobytes / 1024:>7.1f} MB  {more}", flush=True)

    def start(self):
        self.row("geocode Baghdad, from cold start", *self.measure("geocode", "Baghdad", runs=4 * self.runs))

    def demo(self):
        database = self.scratch / "demo.sqlite"
        steps = [("ingest", "--quiet", "--db", database, REPORTS), ("query", "--db", database),
                 ("map", "--db", database, "-o", self.scratch / "map.png"),
                 ("export", "--db", database, "-o", self.scratch / "demo.geojson")]

        def forget():
            for path in self.scratch.glob("demo.sqlite*"):
                path.unlink()
        totals = [0, 0, 0]
        for step in steps:
            before = forget if step[0] == "ingest" else lambda: None
            measured = self.measure(*step, before=before)
            totals = [totals[0] + measured[0], totals[1] + measured[1], max(totals[2], measured[2])]
            self.row(f"sample reports: {step[0]}", *measured)
        self.row("sample reports: all four", *totals)

    def map(self, database):
        for suffix in ("png", "svg", "pdf"):
            self.row(f"map of {MAPPED} incidents, {suffix.upper()}",
                     *self.measure("map", "--db", database, "--bbox", "30,25,50,40", "--limit", MAPPED,
                                   "-o", self.scratch / f"map.{suffix}"))

    def texts(self, lines, path):
        megabytes, sentences = path.stat().st_size / 1e6, 10 * len(lines)
        for command in ("geoparse", "extract"):
            measured = self.measure(command, "--format", "jsonl", "--jobs", 1, path)
            self.row(f"{command}, {len(lines)} reports", *measured,
                     f"{megabytes / measured[0]:.2f} MB/s, {sentences / measured[0]:.0f} sentences/s, "
                     "one thread")

    def ingest(self, lines, path, database):
        def forget():
            for old in self.scratch.glob(database.name + "*"):
                old.unlink()
        measured = self.measure("ingest", "--quiet", "--db", database, path, before=forget,
                                runs=min(3, self.runs))
        self.row(f"ingest, {len(lines)} reports", *measured, f"{len(lines) / measured[0]:.0f} reports/s, "
                 f"database of {database.stat().st_size / 1e6:.0f} MB")

    def queries(self, database):
        for what, filters in QUERIES:
            command = ("query", "--db", database, "--format", "jsonl", *filters)
            rows = subprocess.run([self.program, *map(str, command)], capture_output=True,
                                  check=False).stdout.count(b"\n")
            self.row(f"query {what}", *self.measure(*command), f"{rows} incidents")

    def parts(self):
        """What the C programs measure inside one process."""
        gazetteer = self.build / "share/dateline/dateline.gazetteer"
        for name, argument in (("bench_gazetteer", gazetteer), ("bench_store", self.scratch / "b.sqlite")):
            program = self.build / "tests/bench" / name
            if program.exists():
                print(f"\n{name}", flush=True)
                subprocess.run([program, argument], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        scratch = pathlib.Path(folder)
        bench = Bench(options.build.resolve(), options.runs, scratch)
        lines = list(reports(TEXTS))
        path, database = scratch / "made-up.jsonl", scratch / "made-up.sqlite"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{platform.machine()}, {os.cpu_count()} cores; medians of {options.runs} runs, "
              "highest memory of any\n")
        print(f"{'':<32} {'clock':>11} {'processor':>11} {'resident':>10}")
        bench.start()
        bench.demo()
        bench.texts(lines, path)
        bench.ingest(lines, path, database)
        bench.map(database)
        bench.queries(database)
        bench.parts()


if __name__ == "__main__":
    main()
