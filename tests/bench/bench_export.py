#!/usr/bin/env python3
"""Exports a million made-up incidents with dateline and with ogr2ogr, in turns:
bench_export.py BUILD [--incidents N] [--runs N] [--database FILE]

Both read the same database and write to a disk; medians of the runs. BUILD is a build folder with
optimisation (presets release or dev). Nothing else should be running.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

import make_database
from run_bench import run_once


def size_of(path):
    return os.path.getsize(path) / 1e6 if os.path.exists(path) else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--incidents", type=int, default=1000000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--database", type=pathlib.Path, help="one that is there, or is made and kept")
    arguments = parser.parse_args()
    program = (arguments.build / "bin/dateline").resolve()
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="dateline-bench-"))
    database = arguments.database or scratch / "million.sqlite"
    if not database.exists():
        make_database.make(str(program), str(database), arguments.incidents)
    contenders = [("dateline, GeoJSON", [program, "export", "--db", database, "-o", scratch / "a.geojson"], scratch / "a.geojson")]
    if shutil.which("ogr2ogr"):
        for layer in ("incident", "movements"):
            out = scratch / f"{layer}.geojson"
            contenders.append((f"ogr2ogr RFC7946, {layer}", ["ogr2ogr", "-f", "GeoJSON", "-lco", "RFC7946=YES", out, database, layer], out))
    contenders += [(f"dateline, {name}", [program, "export", "--db", database, *options, "-o", scratch / name], scratch / name)
                   for name, options in (("a.geojsonl", []), ("a.csv", []), ("b.csv", ["--profile", "acled"]), ("a.fgb", []), ("a.gpkg", []))]
    taken = {name: [] for name, _, _ in contenders}
    sizes = {}
    for _ in range(arguments.runs):
        for name, command, out in contenders:
            out.unlink(missing_ok=True)
            taken[name].append(run_once(command))
            sizes[name] = size_of(out)
    print(f"{'':34}{'clock':>10}{'processor':>12}{'resident':>11}{'file':>11}")
    for name, runs in taken.items():
        clock, processor, resident = (statistics.median(column) for column in zip(*runs))
        print(f"{name:34}{clock:8.2f} s{processor:10.2f} s{resident / 1024:8.1f} MB{sizes[name]:8.0f} MB")
    shutil.rmtree(scratch)


if __name__ == "__main__":
    sys.exit(main())
