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
    """(properties, list of polygons) of each line of a GeoJSON text sequence."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            feature = json.loads(line)
            geometry = feature["geometry"]
            polygons = geometry["coordinates"]
            yield feature["properties"], polygons if geometry["type"] == "MultiPolygon" else [polygons]


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
