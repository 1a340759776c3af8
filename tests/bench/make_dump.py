#!/usr/bin/env python3
"""Writes a made-up GeoNames dump of any size: make_dump.py PLACES FOLDER

allCountries.txt with PLACES rows and alternateNamesV2.txt with a third as many, in the formats of
download.geonames.org, the same bytes on every run. 12,000,000 places make 16 million names:

    make_dump.py 12000000 dump && bench_gazetteer big.gazetteer dump
"""
import random
import sys
from pathlib import Path

CONSONANTS = "b d f g h k l m n p r s t v z sh kh".split()
RHYMES = "a e i o u an ar el in or ur".split()
SYLLABLES = [consonant + rhyme for consonant in CONSONANTS for rhyme in RHYMES]
COUNTRIES = [a + b for a in "ABCDEFGHIJ" for b in "KLMNOPQRST"]
FEATURES = ["P\tPPL"] * 3 + ["T\tMT", "H\tSTM", "S\tFRM", "L\tAREA"]


def word(syllables):
    return "".join(random.choice(SYLLABLES) for _ in range(syllables)).capitalize()


def name():
    """Two to four syllables; a quarter with an article, a tenth of two words, as in real dumps."""
    first = word(random.choice((2, 3, 3, 4)))
    kind = random.random()
    if kind < 0.25:
        return f"Al {first}"
    return f"{first} {word(2)}" if kind < 0.35 else first


def population():
    """Mostly unknown, else with the long tail that towns have."""
    return min(int(random.paretovariate(0.5)), 30_000_000) if random.random() < 0.2 else 0


def row(number, place_name, feature, country, people):
    lat, lon = random.uniform(-60, 70), random.uniform(-180, 180)
    admin1, admin2 = f"{random.randrange(30):02d}", random.randrange(99)
    return (f"{number}\t{place_name}\t{place_name}\t\t{lat:.5f}\t{lon:.5f}\t{feature}\t{country}\t\t"
            f"{admin1}\t{admin2}\t\t\t{people}\t\t0\tUTC\t2024-01-01\n")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    places, folder = int(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    random.seed(7)
    with open(folder / "allCountries.txt", "w", encoding="utf-8") as out:
        for number, country in enumerate(COUNTRIES, 1):
            out.write(row(number, f"Land {country}", "A\tPCLI", country, 1_000_000))
        for number in range(len(COUNTRIES) + 1, places + 1):
            out.write(row(number, name(), random.choice(FEATURES), random.choice(COUNTRIES),
                          population()))
    with open(folder / "alternateNamesV2.txt", "w", encoding="utf-8") as out:
        for number in range(1, places // 3 + 1):
            out.write(f"{number}\t{random.randrange(1, places + 1)}\ten\t{name()}\t\t\t\t\t\t\n")


if __name__ == "__main__":
    main()
