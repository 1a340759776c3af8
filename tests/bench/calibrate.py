#!/usr/bin/env python3
"""How often mentions and incidents of each confidence are right: what stands behind `confidence`.

    calibrate.py GOLD.jsonl PREDICTED.jsonl [GOLD PREDICTED ...]
    calibrate.py --incidents GOLD.jsonl PREDICTED.jsonl [GOLD PREDICTED ...]

GOLD: one {"id", "toponyms": [{"start", "end", "lat", "lon", ...}]} a line; PREDICTED: what
`dateline geoparse --format jsonl` wrote for the same texts. A mention is right if it overlaps a
marked toponym and lies within 161 km (100 miles) of it; mentions on toponyms without coordinates
and on demonyms are left out. Prints, for bins of confidence, how many mentions there were, what
they claimed and how many were right, then the points that a monotonous table through them has
(pool adjacent violators): what src/extract/place/resolve_confidence.c should say instead.

--incidents: GOLD has one {"id", "types": [...]} a line, the types of incident that the report tells
([] if none), PREDICTED is what `dateline extract --format jsonl` wrote. An incident said to have
happened is right if its type is among them; plans, threats and denials are left out. The weights
of the sum stand in src/extract/incident/incident_facts.c.
"""
import json
import math
import sys

RIGHT_WITHIN_KM = 161.0
BIN = 0.05
HAPPENED = ("reported", "claimed", "alleged")


def distance_km(a, b):
    lat1, lon1, lat2, lon2 = (math.radians(x) for x in (a["lat"], a["lon"], b["lat"], b["lon"]))
    h = (math.sin((lat2 - lat1) / 2) ** 2
         + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2)
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


def rows(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def judge(mention, toponyms):
    """True, False, or None when the gold does not say."""
    over = [g for g in toponyms if g.get("start") is not None
            and min(g["end"], mention["end"]) > max(g["start"], mention["start"])]
    if not over:
        return False
    placed = [g for g in over if g.get("lat") is not None and g.get("core", True)
              and not g.get("demonym")]
    if not placed:
        return None
    return any(distance_km(g, mention) <= RIGHT_WITHIN_KM for g in placed)


def collect(pairs):
    out = []
    for gold_path, predicted_path in pairs:
        gold = {row["id"]: row["toponyms"] for row in rows(gold_path)}
        for row in rows(predicted_path):
            for mention in row["mentions"]:
                if mention.get("lat") is None or row["id"] not in gold:
                    continue
                right = judge(mention, gold[row["id"]])
                if right is not None:
                    out.append((mention["confidence"], right))
    return sorted(out)


def collect_incidents(pairs):
    out = []
    for gold_path, predicted_path in pairs:
        gold = {row["id"]: set(row["types"]) for row in rows(gold_path)}
        for row in rows(predicted_path):
            out += [(incident["confidence"], incident["type"] in gold[row["id"]])
                    for incident in row["incidents"]
                    if row["id"] in gold and incident["status"] in HAPPENED]
    return sorted(out)


def pooled(samples):
    """Monotonous steps (mean confidence, share right, count) by pooling adjacent violators."""
    steps = []
    for confidence, right in samples:
        steps.append([confidence, float(right), 1])
        while len(steps) > 1 and steps[-2][1] >= steps[-1][1]:
            c, r, n = steps.pop()
            d, s, m = steps[-1]
            steps[-1] = [(c * n + d * m) / (n + m), (r * n + s * m) / (n + m), n + m]
    return steps


def main():
    paths = sys.argv[1:]
    of_incidents = paths[:1] == ["--incidents"]
    paths = paths[1:] if of_incidents else paths
    if len(paths) < 2 or len(paths) % 2:
        sys.exit(__doc__)
    pairs = list(zip(paths[::2], paths[1::2]))
    samples = collect_incidents(pairs) if of_incidents else collect(pairs)
    print("confidence   found     claimed  right")
    for i in range(round(1 / BIN)):
        inside = [s for s in samples if i * BIN <= s[0] < (i + 1) * BIN or (i + 1 == 20 and s[0] == 1)]
        if inside:
            print("%.2f-%.2f   %8d    %.3f   %.3f" % (
                i * BIN, (i + 1) * BIN, len(inside), sum(c for c, _ in inside) / len(inside),
                sum(r for _, r in inside) / len(inside)))
    print("\nmonotonous table:")
    for confidence, right, count in pooled(samples):
        if count >= 20:
            print("  %.3f -> %.3f   (%d)" % (confidence, right, count))


if __name__ == "__main__":
    main()
