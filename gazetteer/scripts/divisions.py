"""Which polygon of the map belongs to which country and first-order division of GeoNames.

The polygons carry FIPS codes that are GeoNames codes for most countries only. The cities know
better: a polygon belongs to the division that most of the cities inside it belong to.
"""
import json
import math
from collections import Counter, defaultdict

from names import fold
from topology import bounds, contains

# Share of a polygon's cities that must agree before it is given to their division or country.
MOST = 0.6
NEARLY_ALL = 0.8
# Fewer cities than this do not move a polygon into another country.
MIN_CITIES = 3
CELL_DEGREES = 1.0


def load_features(path):
    """(properties, list of polygons or lines) of each line of a GeoJSON text sequence."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            feature = json.loads(line)
            geometry = feature["geometry"]
            parts = geometry["coordinates"]
            yield feature["properties"], parts if geometry["type"].startswith("Multi") else [parts]


def load_map(work):
    """The features of the map of divisions, the occupied Golan Heights made one of its own."""
    features = list(load_features(work / "states_provinces.geojsonl"))
    for properties, parts in load_features(work / "disputed_borders.geojsonl"):
        if properties["name"] == "Syrian claim" and properties["adm0_a3_l"] == "ISR":
            _split_golan(features, _chain(parts))
    return features


def _chain(parts):
    """The longest part of a line and the parts that go on from its end."""
    parts = [[tuple(p[:2]) for p in part] for part in parts]
    line = list(max(parts, key=len))
    while True:
        following = [p for p in parts if p[0] == line[-1] and p[-1] not in line]
        if not following:
            return line
        line += max(following, key=len)[1:]


def _split_golan(features, line):
    """Cuts the northern district of Israel along the line of 1949; the east becomes a feature."""
    for properties, shape in features:
        if properties["adm0_a3"] == "ISR" and properties["name"] == "HaZafon":
            west, east = sorted(split_ring(shape[0][0], line), key=lambda r: sum(
                p[0] for p in r) / len(r))
            shape[0][0] = west
            golan = dict(properties, name="Golan Heights", adm0_a3="GOL", iso_a2="SY", fips="SY03")
            features.append((golan, [[east]]))
            return
    raise ValueError("the map has no northern district of Israel to cut")


def split_ring(ring, line):
    """The two rings into which a line cuts a ring, between the ring's points nearest to its ends."""
    ring = [tuple(p[:2]) for p in ring[:-1]]
    inside = [p for p in line if contains([ring + ring[:1]], p)]
    first = min(range(len(ring)), key=lambda i: math.dist(ring[i], inside[0]))
    last = min(range(len(ring)), key=lambda i: math.dist(ring[i], inside[-1]))
    if first > last:
        first, last, inside = last, first, inside[::-1]
    one = ring[first:last + 1] + inside[::-1] + ring[first:first + 1]
    other = ring[last:] + ring[:first + 1] + inside + ring[last:last + 1]
    return one, other


class Index:
    """Finds the areas that hold a point."""

    def __init__(self, shapes):
        self.shapes = shapes
        self.boxes = []
        self.cells = defaultdict(list)
        for number, shape in enumerate(shapes):
            for polygon in shape:
                west, south, east, north = box = bounds(polygon)
                entry = (number, box, polygon)
                for x in range(math.floor(west / CELL_DEGREES), math.floor(east / CELL_DEGREES) + 1):
                    for y in range(math.floor(south / CELL_DEGREES),
                                   math.floor(north / CELL_DEGREES) + 1):
                        self.cells[x, y].append(entry)

    def find(self, lon, lat):
        """Number of the first area that holds the point, or None."""
        cell = math.floor(lon / CELL_DEGREES), math.floor(lat / CELL_DEGREES)
        for number, (west, south, east, north), polygon in self.cells.get(cell, ()):
            if west <= lon <= east and south <= lat <= north and contains(polygon, (lon, lat)):
                return number
        return None


def assign(features, cities, admin1_names, fixes):
    """For each feature (country, admin1 code or ""). `cities`: (lon, lat, country, admin1).

    `fixes`: {(adm0_a3, name): "CC.code" or "CC." or ""} decides before anything else.
    """
    index = Index([shape for _, shape in features])
    votes = [Counter() for _ in features]
    for lon, lat, country, admin1 in cities:
        number = index.find(lon, lat)
        if number is not None:
            votes[number][country, admin1] += 1
    result = []
    for (properties, _), counted in zip(features, votes):
        key = properties["adm0_a3"], properties["name"] or ""
        if key in fixes:
            country, _, code = fixes[key].partition(".")
        else:
            country = _country(properties, counted)
            code = _admin1(properties, country, counted, admin1_names)
        result.append((country, code))
    return result


def _country(properties, votes):
    total = sum(votes.values())
    by_country = Counter()
    for (country, _), count in votes.items():
        by_country[country] += count
    if total >= MIN_CITIES:
        country, count = by_country.most_common(1)[0]
        if count >= NEARLY_ALL * total:
            return country
    iso = properties["iso_a2"] or ""
    return iso if len(iso) == 2 and iso.isalpha() else ""


def _admin1(properties, country, votes, admin1_names):
    inside = Counter({code: n for (cc, code), n in votes.items() if cc == country})
    total = sum(inside.values())
    by_fips = (properties["fips"] or "")[2:]
    if by_fips and inside[by_fips] > (1 - MOST) * total:
        return by_fips
    if total:
        code, count = inside.most_common(1)[0]
        return code if count >= MOST * total and f"{country}.{code}" in admin1_names else ""
    named = {fold(properties[key] or "") for key in ("name", "woe_name", "gn_name")} - {""}
    for code, name in admin1_names.items():
        if code.startswith(country + ".") and fold(name) in named:
            return code[3:]
    return by_fips if f"{country}.{by_fips}" in admin1_names else ""


def members_of(assigned):
    """Numbers of the polygons of each country ("IQ") and first-order division ("IQ.01")."""
    members = defaultdict(list)
    for number, (country, admin1) in enumerate(assigned):
        if country:
            members[country].append(number)
            if admin1:
                members[f"{country}.{admin1}"].append(number)
    return members
