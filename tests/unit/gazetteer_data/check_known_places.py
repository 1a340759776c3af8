#!/usr/bin/env python3
"""Asks the command for each name of known_places.tsv and compares its first answer.

usage: check_known_places.py DATELINE      (the gazetteer is the one the command finds)

Prints one line a name that leads elsewhere and exits with 1 if there is any.
"""
import json
import math
import subprocess
import sys
from pathlib import Path

EARTH_RADIUS_KM = 6371.0
NAMES_A_CALL = 400  # far below the length of a command line


def read_places(path):
    lines = [l.split("\t") for l in path.read_text(encoding="utf-8").splitlines()
             if l and not l.startswith("#")]
    return [dict(zip(lines[0], cells)) for cells in lines[1:]]


def distance_km(a, b):
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    half = (math.sin((lat2 - lat1) / 2) ** 2
            + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2)
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def first_answers(command, names):
    answers = {}
    for start in range(0, len(names), NAMES_A_CALL):
        call = [command, "geocode", "--limit", "1", "--format", "json",
                *names[start:start + NAMES_A_CALL]]
        # Exit status 1 says that some name has no place: its list of candidates is empty.
        run = subprocess.run(call, stdout=subprocess.PIPE, check=False)
        if run.returncode not in (0, 1):
            sys.exit(f"{call[0]} geocode ended with {run.returncode}")
        for answer in json.loads(run.stdout):
            answers[answer["query"]] = next(iter(answer["candidates"]), None)
    return answers


def feature_fits(code, wanted):
    """`wanted`: letters of classes and "class.code" beginnings, separated by blanks."""
    return any(code.startswith(one) for one in wanted.split())


def fault_of(place, answer, classes):
    if answer is None:
        return "not found"
    away = distance_km((float(place["lat"]), float(place["lon"])), (answer["lat"], answer["lon"]))
    found = f"{answer['place_id']} {answer['name']} ({answer['feature']} {answer['country']})"
    if away > float(place["km"]):
        return f"{found} lies {away:.0f} km away"
    if place["country"] and place["country"] != answer["country"]:
        return f"{found} is not in {place['country']}"
    if not feature_fits(classes[answer["feature"]] + answer["feature"], place["feature"]):
        return f"{found} is no {place['feature']}"
    return None


class FeatureClasses(dict):
    """Class of a GeoNames code, as "A." before it; the answers carry the code alone."""
    BEGINNINGS = {"A": "ADM PCL TERR ZN", "P": "PPL", "H": "SEA OCN GULF STRT STM LK BAY CNL CHN "
                  "RSV SD CAPG LGN FLLS", "L": "RGN CONT AREA PRK RES COAST MILB OILF PORT",
                  "T": "ISL MT PEN DSRT VAL PLN DLTA CAPE PASS HLL PLAT ISTH UPLD"}

    def __missing__(self, code):
        for name, beginnings in self.BEGINNINGS.items():
            if any(code.startswith(b) for b in beginnings.split()):
                return name + "."
        return "S."


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    places = read_places(Path(__file__).with_name("known_places.tsv"))
    answers = first_answers(arguments[0], [p["name"] for p in places])
    classes = FeatureClasses()
    faults = 0
    for place in places:
        fault = fault_of(place, answers.get(place["name"]), classes)
        if fault:
            faults += 1
            print(f"{place['name']}: {fault}")
    print(f"{len(places) - faults} of {len(places)} known places are first under their name")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
