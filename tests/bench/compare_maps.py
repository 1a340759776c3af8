#!/usr/bin/env python3
"""Draws one map with dateline, MapServer and Mapnik and compares them: compare_maps.py BUILD [--runs N] [--keep DIR]

The Middle East at 1658x1045 pixels: countries, borders, lakes and rivers of the bundled basemap, 25 labelled towns,
1,000 and 20,000 incidents in six classes, five movements. All three read the same incidents: dateline from
its database, the others from the GeoPackage that dateline exports. Whole processes, one after the other in every
round, so that a busy machine is busy for all; medians are printed. Debian packages: mapserver-bin, python3-mapnik.
"""
import argparse
import datetime
import json
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile

from run_bench import run_once

WIDTH, HEIGHT = 1658, 1045
WEST, SOUTH, EAST, NORTH = 25, 20.5, 63, 42.5
COUNTS = (1000, 20000)
TOWNS = 25
PLACES = ["Baghdad", "Mosul", "Kirkuk", "Erbil", "Haditha", "Palmyra", "Deir ez-Zor", "Raqqa", "Aleppo", "Idlib", "Damascus",
          "Beirut", "Amman", "Tabuk", "Cairo", "Ankara", "Konya", "Tabriz", "Tehran", "Isfahan", "Shiraz", "Riyadh",
          "Basra", "Kuwait City", "Medina", "Sivas", "Van", "Baku", "Yerevan", "Adana"]
SIDES = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"]
# One sentence a class of incident; the position is told as a distance, so that no two are alike.
SENTENCES = [
    "An airstrike {km} km {side} of {place} killed {n} fighters on {date}.",
    "A roadside bomb {km} km {side} of {place} wounded {n} soldiers on {date}.",
    "Soldiers and rebels clashed {km} km {side} of {place} on {date}, leaving {n} dead.",
    "Gunmen killed {n} villagers {km} km {side} of {place} on {date}.",
    "Gunmen kidnapped {n} engineers {km} km {side} of {place} on {date}.",
    "Police arrested {n} smugglers {km} km {side} of {place} on {date}.",
]
CLASSES = {"strike": "#b2182b", "explosion": "#e08214", "clash": "#542788", "attack": "#1b7837",
           "abduction": "#2166ac", "arrest": "#4d4d4d"}
MOVEMENTS = [("Tehran", "Palmyra"), ("Baghdad", "Damascus"), ("Ankara", "Idlib"), ("Cairo", "Amman"),
             ("Riyadh", "Kuwait City")]


def reports(count):
    """JSONL with `count` incidents on as many days and places as that takes, and five movements."""
    dice = random.Random(11)
    first = datetime.date(2015, 1, 1)
    texts = [" ".join(f"A convoy of trucks with weapons moved from {a} to {b} on 3 May 2024." for a, b in MOVEMENTS)]
    for begin in range(0, count, 10):
        texts.append(" ".join(
            dice.choice(SENTENCES).format(
                km=dice.randrange(15, 240), side=dice.choice(SIDES), place=dice.choice(PLACES), n=dice.randrange(2, 60),
                date=(first + datetime.timedelta(days=dice.randrange(3400))).strftime("%-d %B %Y"))
            for _ in range(min(10, count - begin))))
    return "".join(json.dumps({"id": f"made-up-{i}", "date": "2024-06-01", "text": t}) + "\n"
                   for i, t in enumerate(texts))


def mapserver_layer(name, kind, data, style, file):
    return (f'LAYER NAME "{name}" TYPE {kind} STATUS ON CONNECTIONTYPE OGR CONNECTION "{file}" '
            f'DATA "{data}" {style} END\n')


def mapserver_file(basemap, incidents, fonts):
    """The map as MapServer wants it described."""
    classes = "".join(
        f'CLASS EXPRESSION "{name}" STYLE SYMBOL "dot" SIZE 7 COLOR "{colour}" OUTLINECOLOR "#ffffff" END END '
        for name, colour in CLASSES.items())
    where = f"country IS NOT NULL ORDER BY population DESC LIMIT {TOWNS}"
    inside = f"ST_MinX(geom) > {WEST} AND ST_MaxX(geom) < {EAST} AND ST_MinY(geom) > {SOUTH} AND ST_MaxY(geom) < {NORTH}"
    return (f'MAP NAME "compare" SIZE {WIDTH} {HEIGHT} EXTENT {WEST} {SOUTH} {EAST} {NORTH} IMAGECOLOR "#d4e4ee" '
            f'PROJECTION "init=epsg:4326" END FONTSET "{fonts}" IMAGETYPE "png24" '
            'OUTPUTFORMAT NAME "png24" DRIVER "AGG/PNG" MIMETYPE "image/png" IMAGEMODE RGB END '
            'SYMBOL NAME "dot" TYPE ELLIPSE POINTS 1 1 END FILLED TRUE END\n'
            + mapserver_layer("land", "POLYGON", "countries",
                              'CLASS STYLE COLOR "#f7f5ef" OUTLINECOLOR "#9a9a9a" END END', basemap)
            + mapserver_layer("lakes", "POLYGON", "lakes", 'CLASS STYLE COLOR "#d4e4ee" END END', basemap)
            + mapserver_layer("rivers", "LINE", "rivers", 'CLASS STYLE COLOR "#9cc3d9" WIDTH 1 END END', basemap)
            + mapserver_layer("borders", "LINE", "borders", 'CLASS STYLE COLOR "#7a7a7a" WIDTH 1 END END', basemap)
            + mapserver_layer("movements", "LINE", "movement", 'CLASS STYLE COLOR "#333333" WIDTH 3 END END', incidents)
            + mapserver_layer("incidents", "POINT", "incident", f'CLASSITEM "type" {classes}', incidents)
            + mapserver_layer("towns", "POINT", f"SELECT name, geom FROM cities WHERE {inside} AND {where}",
                              'LABELITEM "name" CLASS LABEL TYPE TRUETYPE FONT "sans" SIZE 9 COLOR "#222222" '
                              'OUTLINECOLOR "#ffffff" POSITION AUTO END END', basemap)
            + "END\n")


MAPNIK = """
import sys, mapnik
basemap, incidents, out = sys.argv[1:4]
m = mapnik.Map({width}, {height}, '+proj=longlat +datum=WGS84')
m.background = mapnik.Color('#d4e4ee')
mapnik.load_map_from_string(m, open(sys.argv[4]).read())
m.zoom_to_box(mapnik.Box2d({west}, {south}, {east}, {north}))
mapnik.render_to_file(m, out, 'png')
"""


def mapnik_style(name, *rules):
    return f'<Style name="{name}">' + "".join(f"<Rule>{rule}</Rule>" for rule in rules) + "</Style>"


def mapnik_layer(name, file, layer, query=None):
    what = f'<Parameter name="layer_by_sql">{query}</Parameter>' if query else f'<Parameter name="layer">{layer}</Parameter>'
    return (f'<Layer name="{name}" srs="+proj=longlat +datum=WGS84"><StyleName>{name}</StyleName><Datasource>'
            f'<Parameter name="type">ogr</Parameter><Parameter name="file">{file}</Parameter>{what}</Datasource></Layer>')


def mapnik_file(basemap, incidents):
    """The map as Mapnik wants it described."""
    dots = [f"<Filter>[type] = '{name}'</Filter><MarkersSymbolizer fill='{colour}' stroke='white' width='7' "
            "height='7' allow-overlap='true'/>" for name, colour in CLASSES.items()]
    query = (f"SELECT name, geom FROM cities WHERE ST_MinX(geom) &gt; {WEST} AND ST_MaxX(geom) &lt; {EAST} AND "
             f"ST_MinY(geom) &gt; {SOUTH} AND ST_MaxY(geom) &lt; {NORTH} ORDER BY population DESC LIMIT {TOWNS}")
    label = ("<TextSymbolizer face-name='DejaVu Sans Book' size='11' fill='#222' halo-fill='white' halo-radius='1'>[name]"
             "</TextSymbolizer>")
    return ('<Map background-color="#d4e4ee" srs="+proj=longlat +datum=WGS84">'
            + mapnik_style("land", "<PolygonSymbolizer fill='#f7f5ef'/><LineSymbolizer stroke='#9a9a9a'/>")
            + mapnik_style("lakes", "<PolygonSymbolizer fill='#d4e4ee'/>")
            + mapnik_style("rivers", "<LineSymbolizer stroke='#9cc3d9'/>")
            + mapnik_style("borders", "<LineSymbolizer stroke='#7a7a7a'/>")
            + mapnik_style("movements", "<LineSymbolizer stroke='#333333' stroke-width='3'/>")
            + mapnik_style("incidents", *dots) + mapnik_style("towns", label)
            + "".join(mapnik_layer(n, basemap, layer) for n, layer in (("land", "countries"), ("lakes", "lakes"),
                                                                      ("rivers", "rivers"), ("borders", "borders")))
            + mapnik_layer("movements", incidents, "movement") + mapnik_layer("incidents", incidents, "incident")
            + mapnik_layer("towns", basemap, None, query) + "</Map>")


class Comparison:
    def __init__(self, build, scratch):
        self.program = build / "bin/dateline"
        self.basemap = build / "share/dateline/basemap/basemap.gpkg"
        self.scratch = scratch

    def prepare(self, count):
        """Database and GeoPackage with `count` incidents; returns the three commands that draw them."""
        base = self.scratch / str(count)
        database, layers = base.with_suffix(".sqlite"), base.with_suffix(".gpkg")
        lines = base.with_suffix(".jsonl")
        lines.write_text(reports(count), encoding="utf-8")
        self.run(self.program, "ingest", "--quiet", "--db", database, lines)
        self.run(self.program, "export", "--db", database, "-o", layers)
        return {name: command for name, command in (("dateline", self.dateline(database, base)),
                                                    ("MapServer", self.mapserver(layers, base)),
                                                    ("Mapnik", self.mapnik(layers, base))) if command}

    @staticmethod
    def run(*command):
        subprocess.run([str(word) for word in command], check=True, capture_output=True)

    def dateline(self, database, base):
        return [self.program, "map", "--db", database, "--extent", f"{WEST},{SOUTH},{EAST},{NORTH}",
                "--size", f"{WIDTH}x{HEIGHT}", "-o", f"{base}-dateline.png"]

    def mapserver(self, layers, base):
        if not shutil.which("map2img"):
            return None
        fonts, file = self.scratch / "fonts.txt", base.with_suffix(".map")
        fonts.write_text("sans /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf\n", encoding="utf-8")
        file.write_text(mapserver_file(self.basemap, layers, fonts), encoding="utf-8")
        config = self.scratch / "mapserver.conf"
        config.write_text("CONFIG\nENV\nEND\nMAPS\nEND\nEND\n", encoding="utf-8")
        return ["map2img", "-conf", config, "-m", file, "-o", f"{base}-mapserver.png"]

    def mapnik(self, layers, base):
        python = "/usr/bin/python3"  # Debian's own, which has the package
        if subprocess.run([python, "-c", "import mapnik"], capture_output=True, check=False).returncode:
            return None
        style, script = base.with_suffix(".xml"), self.scratch / "mapnik_map.py"
        style.write_text(mapnik_file(self.basemap, layers), encoding="utf-8")
        script.write_text(MAPNIK.format(width=WIDTH, height=HEIGHT, west=WEST, south=SOUTH, east=EAST, north=NORTH),
                          encoding="utf-8")
        return [python, script, self.basemap, layers, f"{base}-mapnik.png", style]


def report(count, taken):
    print(f"\n{count} incidents{'':>18} {'clock':>9} {'processor':>11} {'resident':>10}   processor, of dateline's")
    ours = statistics.median(run[1] for run in taken["dateline"])
    for name, runs in taken.items():
        clock, processor, kilobytes = (statistics.median(column) for column in zip(*runs))
        print(f"  {name:<28} {clock:>7.3f} s {processor:>9.3f} s {kilobytes / 1024:>7.1f} MB   "
              f"{processor / ours:>5.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--keep", type=pathlib.Path, help="leave pictures and inputs in this folder")
    options = parser.parse_args()
    folder = options.keep or pathlib.Path(tempfile.mkdtemp(prefix="dateline-compare-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        comparison = Comparison(options.build.resolve(), folder.resolve())
        for count in COUNTS:
            commands = comparison.prepare(count)
            for missing in {"MapServer", "Mapnik"} - set(commands):
                print(f"{missing} is not installed: left out", file=sys.stderr)
            taken = {name: [] for name in commands}
            for _ in range(options.runs):
                for name, command in commands.items():
                    taken[name].append(run_once(list(map(str, command))))
            report(count, taken)
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
