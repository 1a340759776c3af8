#!/usr/bin/env python3
"""Writes areas/: the polygons of countries and first-order divisions. Called by make_all."""
import json
import sys
from pathlib import Path

import tables
from divisions import load_map, members_of
from topology import SOURCE_DECIMALS, Topology

# About one kilometre: the map itself is no finer, and reports say "near the border" at best.
TOLERANCE_DEGREES = 0.012
DECIMALS = 3


def ring_text(ring):
    # A few lines keep the decimals of the source, so as not to touch each other.
    return "(" + ",".join(f"{tables.degrees(x, SOURCE_DECIMALS)} {tables.degrees(y, SOURCE_DECIMALS)}"
                          for x, y in ring) + ")"


def wkt(polygons):
    bodies = ["(" + ",".join(map(ring_text, polygon)) + ")" for polygon in polygons]
    return f"POLYGON{bodies[0]}" if len(bodies) == 1 else f"MULTIPOLYGON({','.join(bodies)})"


def rows(topology, members, wanted):
    for code in sorted(c for c in members if wanted(c)):
        polygons = topology.merge(members[code])
        if polygons:
            kind = "adm1" if "." in code else "country"
            yield {"id": f"dateline:{kind}:{code}", "wkt": wkt(polygons)}


def main(work, gazetteer):
    areas = Path(gazetteer) / "areas"
    areas.mkdir(exist_ok=True)
    known = {row["id"] for file in ("countries", "divisions1")
             for row in tables.read(Path(gazetteer) / "places" / f"{file}.tsv")}
    features = load_map(Path(work))
    members = members_of(json.loads((Path(work) / "assigned.json").read_text(encoding="utf-8")))
    topology = Topology([shape for _, shape in features])
    left = topology.simplify(TOLERANCE_DEGREES, DECIMALS)
    if left:
        print(f"make_areas: {len(left)} border lines still touch another", file=sys.stderr)
    remark = ("Outlines, simplified to {} degrees. Natural Earth (public domain) by way of Debian "
              "qgis-common.".format(TOLERANCE_DEGREES))
    for name, wanted in (("countries", lambda c: "." not in c), ("divisions1", lambda c: "." in c)):
        kept = [row for row in rows(topology, members, wanted) if row["id"] in known]
        tables.write(areas / f"{name}.tsv", ("id", "wkt"), kept, remark)


if __name__ == "__main__":
    main(*sys.argv[1:])
