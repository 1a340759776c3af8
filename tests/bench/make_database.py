#!/usr/bin/env python3
"""Fills a database with made-up incidents and movements: make_database.py DATELINE FILE [INCIDENTS]

Faster than ingest, which reads and compares; the rows are what ingest leaves. Needs Python's SQLite
with R-trees. The same rows on every run.
"""
import datetime
import random
import sqlite3
import struct
import subprocess
import sys
import tempfile

PER_REPORT = 20    # incidents that one report tells of
MOVING = 20        # one in so many has a way
TOWNS = 3000
FIRST_DAY = datetime.date(2019, 1, 1)
DAYS = 1826
LATE_DAYS = 30     # that a report comes after another which tells of a later day
AREAS = [(35, 32, 48, 37), (22, 46, 40, 51), (-17, 10, 25, 20), (60, 29, 72, 38), (34, 31, 35, 33)]
TYPES = ["strike", "explosion", "clash", "attack", "arrest", "protest"]
ACTORS = ["Army of A", "Front of B", "Militia C", "State D", None]
CLAIM = ("type, subtype, status, date_start, date_end, date_precision, place, place_id, feature, country, admin1, lon, lat,"
         " radius_m, geo_precision, actor, target, weapon, object, count_low, count_high, fatalities_low, fatalities_high,"
         " injured_low, injured_high, confidence, place_reason, date_reason")


def point(lon, lat):
    return struct.pack("<BBidddd", 0, 1, 4326, lon, lat, lon, lat) + struct.pack("<BiddB", 0x7C, 1, lon, lat, 0xFE)


def line(a, b):
    box = min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])
    return struct.pack("<BBidddd", 0, 1, 4326, *box) + struct.pack("<BiiddddB", 0x7C, 2, 2, *a, *b, 0xFE)


def claims(chance, towns, count):
    for number in range(1, count + 1):
        town = chance.randrange(TOWNS)
        lon, lat = towns[town]
        # Reports come about in the order of what they tell of.
        day = (FIRST_DAY + datetime.timedelta(days=number * DAYS // count + chance.randrange(LATE_DAYS))).isoformat()
        moving = number % MOVING == 0
        killed = chance.randrange(12) if number % 2 else None
        yield number, town, (
            "movement" if moving else chance.choice(TYPES), chance.choice(["airstrike", "drone", None]), "reported", day, day, "day",
            f"Town {town}", f"geonames:{town}", "PPL", "XX", "Some Governorate", lon, lat, 3000, 1, chance.choice(ACTORS),
            "a checkpoint", None, None, None, None, killed, killed, None, None, 0.8, "it happened there: \"Town\"", "says \"on Monday\"")


def fill(database, count):
    chance = random.Random(7)
    towns = [(round(chance.uniform(w, e), 5), round(chance.uniform(s, n), 5))
             for w, s, e, n in (AREAS[i % len(AREAS)] for i in range(TOWNS))]
    marks = ",".join("?" * 28)
    reports = count // PER_REPORT + 1
    database.executemany("INSERT INTO report (key, id, title, source, published, date_source, text) VALUES (?,?,?,?,?,2,?)",
                         ((k, f"report-{k}", f"Fighting reported, part {k}", "A Wire", "2024-01-01", "Nothing but this. " * 20)
                          for k in range(1, reports + 1)))
    incidents, evidence, ways, stops, boxes, way_boxes = [], [], [], [], [], []

    def flush():
        database.executemany(f"INSERT INTO incident (id, sources, cell, geom, {CLAIM}) VALUES (?,1,?,?,{marks})", incidents)
        database.executemany("INSERT INTO evidence (id, incident_id, report_key, sentence, begin_at, end_at, words, words_begin, words_end,"
                             f" {CLAIM}) VALUES (?,?,?,?,?,?,'hit',5,8,{marks})", evidence)
        database.executemany("INSERT INTO movement (id, evidence_id, origin, destination, geom) VALUES (?,?,?,?,?)", ways)
        database.executemany("INSERT INTO stop (evidence_id, position, role, place, lon, lat, radius_m, geo_precision)"
                             " VALUES (?,?,?,?,?,?,3000,1)", stops)
        database.executemany("INSERT INTO idx_incident_geom VALUES (?,?,?,?,?)", boxes)
        database.executemany("INSERT INTO idx_movement_geom VALUES (?,?,?,?,?)", way_boxes)
        for rows in (incidents, evidence, ways, stops, boxes, way_boxes):
            rows.clear()

    for number, town, claim in claims(chance, towns, count):
        lon, lat = claim[11], claim[12]
        cell = (int(lat // 1) + 90) * 360 + int(lon // 1) + 180
        incidents.append((number, cell, point(lon, lat), *claim))
        sentence = f"Some {claim[0]} was reported in Town {town} on Monday, and at least {claim[21] or 'no'} people died, officials said."
        begin = number % PER_REPORT * 120
        evidence.append((number, number, (number - 1) // PER_REPORT + 1, sentence, begin, begin + len(sentence), *claim))
        boxes.append((number, lon, lon, lat, lat))
        if claim[0] == "movement":
            other = (town * 7 + number) % TOWNS
            a, b = towns[other], (lon, lat)
            ways.append((number, number, f"Town {other}", f"Town {town}", line(a, b)))
            stops += [(number, 0, "origin", f"Town {other}", *a), (number, 1, "destination", f"Town {town}", *b)]
            way_boxes.append((number, min(a[0], b[0]), max(a[0], b[0]), min(a[1], b[1]), max(a[1], b[1])))
        if len(incidents) == 10000:
            flush()
    flush()


def make(dateline, path, count):
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as nothing:
        nothing.write("id,type,sentence\n1,clash,They fought.\n")
        nothing.flush()
        subprocess.run([dateline, "import", "--quiet", "--db", path, nothing.name], check=True)
    database = sqlite3.connect(path)
    # What SpatiaLite's triggers ask; the R-trees are filled here.
    database.create_function("GeometryConstraints", -1, lambda *_: 1)
    database.create_function("RTreeAlign", -1, lambda *_: 1)
    database.execute("PRAGMA synchronous = OFF")
    for table in ("told", "stop", "movement", "evidence", "incident", "report"):
        database.execute(f"DELETE FROM {table}")
    database.execute("DELETE FROM idx_incident_geom")
    fill(database, count)
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    make(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 1000000)
