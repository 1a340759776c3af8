#!/usr/bin/env python3
"""Writes the layers of the basemap as GeoJSON text sequences into the work folder, from where
make_all puts them into basemap/. basemap/README.md says what the layers and fields mean."""
import json
import math
import sys
from collections import defaultdict
from pathlib import Path

import tables
import translations
from divisions import load_features, load_map, members_of
from names import clean, script
from rivers import Network, chains, closed_rings, read_gmt
from topology import Topology, area_m2, centre, contains, reduce_line, signed_area, untied

# No map names smaller divisions: their towns are named instead.
NAMED_RADIUS_KM = 8.0
# World maps: about half a pixel of a map 1600 pixels wide.
COARSE_DEGREES = 0.1
COARSE_MIN_AREA = 0.02
# A pixel of a map 1600 pixels and 16 degrees wide; the source is drawn for 1:10,000,000.
FINE_DEGREES = 0.01
RIVER_DEGREES = 0.006
LAKE_DEGREES = 0.01
LAKE_MIN_KM2 = 200.0
# Islands smaller than about 7 km² are left out.
FINE_MIN_AREA = 0.0006
CLAIM_DEGREES = 0.002
KM2 = 1e6

# Files of river lines, the most important first: permanent rivers of three sizes, the intermittent
# (wadis lead on where a river falls dry), and the banks of rivers wide enough to have two.
RIVER_LEVELS = ("rivers1", "rivers2", "rivers3", "rivers4", "rivers0")
DEEPEST_UNNAMED = 0
RANK_OF_UNNAMED = 4

# Borders that at least one side, or the United Nations, does not hold for one.
DISPUTED_PAIRS = {("IL", "PS"), ("IL", "SY"), ("EH", "MA"), ("RS", "XK")}
DISPUTED_DIVISIONS = {"IN.12", "IN.41"}
# Lines of control inside a country, as the map's own polygons show them: (adm0_a3, name), what.
HELD = {
    ("GOL", "Golan Heights"): "Golan Heights: held by Israel since 1967",
    ("RUS", "Crimea"): "Crimea: held by Russia since 2014",
    ("CYN", "Northern Cyprus"): "Green Line of Cyprus, 1974",
    ("SOL", "Somaliland"): "Somaliland: independent in fact since 1991",
}
# Lines of the past.
OLD_CLAIMS = ("Former USSR oblast in 1991", "Ceasefire Line 1994")

# Towns get their rank from the first line that fits: (rank, least population, feature codes).
TOWN_RANKS = (
    (1, 0, ("PPLC",)),
    (2, 1_000_000, ()),
    (3, 300_000, ()),
    (3, 100_000, ("PPLA",)),
    (4, 100_000, ()),
    (4, 50_000, ("PPLA",)),
)
# Where maps of incidents are drawn at large scale, small towns count too.
WATCHED = set("IQ SY LB JO PS IL YE SD SS LY UA AF PK MM ET ER SO ML BF NE TD CF CD NG AZ AM GE"
              " SA OM AE KW QA BH IR TR EG CM MZ RW BI UG KE TN".split())
WATCHED_RANKS = ((4, 0, ("PPLA",)), (5, 40_000, ()))
CLOSE_WATCHED = set("IQ SY LB JO PS YE UA SD LY SS".split())
CLOSE_RANKS = ((5, 20_000, ("PPLA2",)), (6, 8_000, ()), (6, 0, ("PPLA2",)), (7, 0, ("PPLA3",)))


class Writer:
    def __init__(self, work, layer):
        self.file = open(work / f"{layer}.geojsonl", "w", encoding="utf-8")

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.file.close()

    def add(self, geometry, coordinates, /, **fields):
        feature = {"type": "Feature", "properties": fields,
                   "geometry": {"type": geometry, "coordinates": coordinates}}
        self.file.write(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) + "\n")


def arabic_of(arabic, key):
    name = clean(arabic.get(key, ""))
    return name if script(name) == "ARABIC" else None


def write_countries(work, layer, topology, members, names, arabic, min_area):
    with Writer(work, layer) as out:
        for code in sorted(c for c in members if "." not in c):
            polygons = topology.merge(members[code], min_area)
            if polygons:
                out.add("MultiPolygon", polygons, name=names.get(code, code),
                        name_ar=arabic_of(arabic, code), country=code)


def write_lines(work, topology, features, assigned):
    """Borders of countries, claimed lines and borders of divisions: each shared line once."""
    sides = defaultdict(list)
    for number, arcs in enumerate(topology.shapes):
        for arc in arcs:
            sides[arc if arc >= 0 else ~arc].append(number)
    borders, inner, claims = defaultdict(list), defaultdict(list), defaultdict(list)
    for arc, numbers in sides.items():
        if len(numbers) != 2:
            continue
        one, other = sorted((assigned[n] for n in numbers))
        held = [HELD[key] for key in map(lambda n: feature_key(features[n]), numbers) if key in HELD]
        if one[0] != other[0]:
            borders[one[0], other[0], is_disputed(one, other)].append(arc)
        elif held:
            claims[held[0]].append(arc)
        elif one != other:
            inner[one[0]].append(arc)
    with Writer(work, "borders") as out:
        for (left, right, disputed), arcs in sorted(borders.items()):
            out.add("MultiLineString", joined(topology, arcs), country=left, neighbour=right,
                    disputed=disputed)
    with Writer(work, "disputed") as out:
        for what, arcs in sorted(claims.items()):
            out.add("MultiLineString", joined(topology, arcs), name=what)
        for properties, parts in load_features(work / "disputed_borders.geojsonl"):
            if properties["name"] not in OLD_CLAIMS:
                lines = [reduce_line([tuple(p[:2]) for p in part], CLAIM_DEGREES) for part in parts]
                lines = [[[round(v, 4) for v in p] for p in line] for line in lines]
                out.add("MultiLineString", lines, name=properties["name"])
    with Writer(work, "admin1") as out:
        for country, arcs in sorted(inner.items()):
            for line in joined(topology, arcs):
                out.add("LineString", line, country=country)


def feature_key(feature):
    return feature[0]["adm0_a3"], feature[0]["name"] or ""


def is_disputed(one, other):
    pair = tuple(sorted((one[0], other[0])))
    divisions = {".".join(one), ".".join(other)}
    return int("" in pair or pair in DISPUTED_PAIRS or bool(divisions & DISPUTED_DIVISIONS))


def joined(topology, arcs):
    edges = {(min(a, b), max(a, b)) for arc in arcs
             for a, b in zip(topology.lines[arc], topology.lines[arc][1:])}
    return list(chains(edges))


def write_division_names(work, topology, members, names, arabic):
    with Writer(work, "admin1_names") as out:
        for code in sorted(c for c in members if "." in c and c in names):
            polygons = topology.merge(members[code])
            if not polygons:
                continue
            lon, lat = centre(polygons)
            radius_km = round(math.sqrt(area_m2(polygons) / math.pi) / 1000, 1)
            if radius_km < NAMED_RADIUS_KM:
                continue
            out.add("Point", [round(lon, 4), round(lat, 4)], name=names[code],
                    name_ar=arabic_of(arabic, code), country=code[:2],
                    radius_km=radius_km)


def write_rivers(work, scripts, shores):
    rows = {row["name"]: row for row in tables.read(scripts / "input" / "rivers.tsv")}
    levels = [list(read_gmt(work / f"{level}.gmt")) for level in RIVER_LEVELS]
    network = Network(levels, shores)
    for name, row in rows.items():
        points = [tuple(map(float, point.split())) for point in row["points"].split(";")]
        for start, goal in network.name(name, points):
            print(f"make_basemap: no way along the {name} from {start} to {goal}", file=sys.stderr)
    with Writer(work, "rivers") as out:
        for name, level, line in network.lines(RIVER_DEGREES, DEEPEST_UNNAMED):
            row = rows.get(name, {})
            out.add("LineString", line, name=name, name_ar=row.get("name_ar") or None,
                    rank=int(row.get("rank") or RANK_OF_UNNAMED + level))


def write_lakes(work, scripts, shores):
    wanted = list(tables.read(scripts / "input" / "lakes.tsv"))
    found = set()
    with Writer(work, "lakes") as out:
        for ring in closed_rings(shores):
            if signed_area(ring) < 0:
                ring.reverse()
            km2 = area_m2([[ring]]) / KM2
            row = next((r for r in wanted if contains([ring], (float(r["lon"]), float(r["lat"])))),
                       {})
            if km2 < LAKE_MIN_KM2 and not row:
                continue
            found.add(row.get("name"))
            half = len(ring) // 2
            thin = (reduce_line(ring[:half + 1], LAKE_DEGREES)
                    + reduce_line(ring[half:], LAKE_DEGREES)[1:])
            thin = max(untied(thin), key=len, default=())
            if len(thin) > 3:
                out.add("Polygon", [thin], name=row.get("name"), name_ar=row.get("name_ar") or None,
                        area_km2=round(km2))
    for row in wanted:
        if row["name"] not in found:
            print(f"make_basemap: no lake at {row['name']}", file=sys.stderr)


def town_rank(row):
    population = int(row["population"] or 0)
    code = row["feature"].split(".")[1]
    if code in ("PPLX", "PPLH", "PPLQ", "PPLW"):
        return None
    ranks = list(TOWN_RANKS)
    ranks += WATCHED_RANKS if row["country"] in WATCHED else ()
    ranks += CLOSE_RANKS if row["country"] in CLOSE_WATCHED else ()
    for rank, least, codes in ranks:
        if population >= least and (not codes or code in codes):
            return rank
    return None


def write_cities(work, gazetteer, arabic):
    with Writer(work, "cities") as out:
        for path in sorted((gazetteer / "places").glob("cities_*.tsv")):
            for row in tables.read(path):
                rank = town_rank(row)
                if rank:
                    out.add("Point", [round(float(row["lon"]), 4), round(float(row["lat"]), 4)],
                            name=row["name"], name_ar=arabic_of(arabic, row["id"].split(":")[1]),
                            country=row["country"], population=int(row["population"] or 0), rank=rank)


def write_seas(work, scripts):
    with Writer(work, "seas") as out:
        for row in tables.read(scripts / "input" / "seas.tsv"):
            out.add("Point", [float(row["lon"]), float(row["lat"])], name=row["name"],
                    name_ar=row["name_ar"] or None, kind=row["kind"], rank=int(row["rank"]),
                    extent_km=int(row["extent_km"]))


def main(work, gazetteer):
    work, gazetteer, scripts = Path(work), Path(gazetteer), Path(__file__).parent
    names = {row["id"].split(":")[2]: row["name"] for file in ("countries", "divisions1")
             for row in tables.read(gazetteer / "places" / f"{file}.tsv")}
    arabic = translations.load(work, "ar")
    features = load_map(work)
    assigned = json.loads((work / "assigned.json").read_text(encoding="utf-8"))
    members = members_of(assigned)
    topology = Topology([shape for _, shape in features])
    topology.simplify(FINE_DEGREES, 4)
    write_countries(work, "countries", topology, members, names, arabic, FINE_MIN_AREA)
    write_lines(work, topology, features, assigned)
    write_division_names(work, topology, members, names, arabic)
    shores = list(read_gmt(work / "lakes.gmt"))
    write_rivers(work, scripts, shores)
    write_lakes(work, scripts, shores)
    write_cities(work, gazetteer, arabic)
    write_seas(work, scripts)
    topology.simplify(COARSE_DEGREES, 3, repair=False)
    write_countries(work, "countries_coarse", topology, members, names, arabic, COARSE_MIN_AREA)


if __name__ == "__main__":
    main(*sys.argv[1:])
