#!/usr/bin/env python3
"""Writes aliases/languages.tsv: countries and first-order divisions in other languages.

The names of cities in other languages stand with the cities: GeoNames lists nearly all of them
among the alternate names (306 of 188,258 are missing there).
"""
import sys
from pathlib import Path

import tables
import translations
from names import SCRIPTS, clean, fold, script

# Languages of the regions that reports are about, and those they are often written in.
LANGUAGES = ("ar fa ps ur ckb he ru uk be bg sr el hy ka am "
             "fr es pt de it nl tr ku so").split()
# Words of English among the names: Iceland in German, Morocco in Turkish, and their like.
ENGLISH_WORDS = {"island", "fas", "norway", "men", "the", "an", "all", "not", "far", "her", "more"}


def main(work, gazetteer):
    places = Path(gazetteer) / "places"
    known, owners = {}, {}
    for file in ("countries", "divisions1"):
        for row in tables.read(places / f"{file}.tsv"):
            code = row["id"].split(":")[2]
            names = [row["name"], *(row["names"] or "").split("|")]
            known[code] = {fold(n.split(":")[-1]) for n in names}
            for key in known[code]:
                owners.setdefault(key, code)
    added = {code: [] for code in known}
    for language in LANGUAGES:
        for code, name in sorted(translations.load(Path(work), language).items()):
            name = clean(name)
            key = fold(name)
            if (code not in known or key in known[code] or len(key) < 3 or "|" in name
                    or script(name) not in SCRIPTS or key in ENGLISH_WORDS):
                continue
            # A Latin name that is another division's name in English would only mislead.
            if script(name) == "LATIN" and owners.get(key, code) != code:
                continue
            known[code].add(key)
            added[code].append(f"{language}:{name}")
    rows = []
    for code in sorted(added):
        if added[code]:
            kind = "adm1" if "." in code else "country"
            rows.append({"id": f"dateline:{kind}:{code}", "names": "|".join(added[code])})
    out = Path(gazetteer) / "aliases"
    out.mkdir(exist_ok=True)
    tables.write(out / "languages.tsv", ("id", "names"), rows,
                 "Countries and first-order divisions by language. GeoNames (CC-BY 4.0) by way of "
                 "Debian libgeonames-common.")


if __name__ == "__main__":
    main(*sys.argv[1:])
