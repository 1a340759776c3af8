#!/usr/bin/env python3
"""The gazetteer's ceiling: how often the right place is among those that it holds for a name.

    oracle.py DATELINE GOLD.jsonl [GOLD ...]

GOLD: one {"id", "text", "toponyms": [{"name", "lat", "lon", ...}]} a line. Asks `dateline geocode`
for every place of each marked name and counts the toponyms of which some candidate lies within 161 km
(100 miles) of the truth: what an oracle that always chose right would reach, so that what is missing
above it is the gazetteer's and what is missing below it is choosing.
"""
import json
import math
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

RIGHT_WITHIN_KM = 161.0
CANDIDATES = 1000
JOBS = 2


def distance_km(a, b):
    lat1, lon1, lat2, lon2 = (math.radians(x) for x in (*a, *b))
    h = (math.sin((lat2 - lat1) / 2) ** 2
         + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2)
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


def candidates(command, name):
    """(lat, lon) of every place of that very name, the best known first."""
    run = subprocess.run([command, "geocode", "--format", "jsonl", "--limit", str(CANDIDATES), "--",
                          name], capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    return [(row["lat"], row["lon"]) for answer in answers for row in answer["candidates"]
            if row.get("lat") is not None and row.get("match") != "similar"]


def toponyms(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            for one in json.loads(line)["toponyms"] if line.strip() else []:
                if one.get("lat") is not None and one.get("core", True) \
                        and not one.get("demonym") and one.get("start") is not None:
                    yield one


def main():
    command, paths = sys.argv[1], sys.argv[2:]
    known = {}
    print(f"{'corpus':<24}{'toponyms':>9}{'name held':>11}{'oracle':>8}{'best known':>12}")
    for path in paths:
        gold = list(toponyms(path))
        missing = sorted({one["name"] for one in gold} - known.keys())
        with ThreadPoolExecutor(JOBS) as pool:
            known.update(zip(missing, pool.map(lambda name: candidates(command, name), missing)))
        held = oracle = first = 0
        for one in gold:
            near = [distance_km(at, (one["lat"], one["lon"])) <= RIGHT_WITHIN_KM
                    for at in known[one["name"]]]
            held += bool(near)
            oracle += any(near)
            first += bool(near) and near[0]
        total = max(len(gold), 1)
        print(f"{path.rsplit('/', 1)[-1]:<24}{len(gold):>9}{held / total:>11.3f}"
              f"{oracle / total:>8.3f}{first / total:>12.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
