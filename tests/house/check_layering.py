#!/usr/bin/env python3
"""Includes point one way: a module may include itself, what stands below it, and public headers.

A foreign library may be included by one module only. Prints a line for each offence.
"""
import pathlib
import re
import sys

MAY_USE = {
    "base": set(),
    "geo": {"base"},
    "text": {"base"},
    "gazetteer": {"base", "geo", "text"},
    "extract": {"base", "geo", "text", "gazetteer"},
    "store": {"base", "geo"},
    "export": {"base", "geo", "vector"},
    "import": {"base", "geo", "export"},
    "vector": {"base", "geo"},
    "map": {"base", "geo", "vector"},
    "cli": {"base"},
}
# Inside extract: a report is read, its places found, its sentences parsed, its incidents told.
INSIDE = {
    "report": set(),
    "place": set(),
    "grammar": {"place"},
    "incident": {"place", "grammar"},
}
# Which public headers a module may include: those of what it may use, and the value types.
PUBLIC = {
    "base": {"base", "day", "incident", "geo"},
    "geo": {"base", "geo"},
    "text": {"base", "day", "lexicon", "report"},
    "gazetteer": {"base", "geo", "gazetteer", "geocode"},
    "extract": {"base", "day", "geo", "lexicon", "gazetteer", "report", "incident", "extract"},
    "store": {"base", "day", "geo", "incident", "report", "extract", "store", "edit", "tally", "sql", "sketch"},
    "export": {"base", "day", "geo", "incident", "store", "export"},
    "import": {"base", "day", "geo", "incident", "report", "store", "export", "import"},
    "vector": {"base", "day", "geo", "file_reader"},
    "map": {"base", "day", "geo", "incident", "store", "map", "file_reader"},
    "cli": None,  # all
}
FOREIGN = {
    "unicode/": {"text", "extract"},  # tables while building, converters of encodings
    "libxml/": {"extract"},
    "jansson.h": {"extract", "import"},
    "sqlite3.h": {"store", "vector"},  # databases, and the GeoPackage of the basemap
    "gdal": {"vector"},
    "ogr_": {"vector"},
    "cpl_": {"vector"},
    "proj.h": {"map"},
    "cairo": {"map"},
    "pango/": {"map"},
    "fontconfig/": {"map"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')


def offences(root):
    for path in sorted((root / "src").glob("*/**/*.[ch]")):
        module = path.relative_to(root / "src").parts[0]
        name = path.relative_to(root)
        if module not in MAY_USE:
            yield f"{name}: the module {module} is not known to this check"
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = INCLUDE.match(line)
            if not found:
                continue
            quote, header = found.groups()
            where = f"{name}:{number}"
            if quote == '"':
                folder, _, rest = header.partition("/")
                if folder == "dateline":
                    allowed = PUBLIC[module]
                    if allowed is not None and rest.removesuffix(".h") not in allowed:
                        yield f"{where}: {module} must not include {header}"
                elif folder != module and folder not in MAY_USE[module]:
                    yield f"{where}: {module} must not include {header}"
                elif folder == "extract" and path.parent.name in INSIDE:
                    part = rest.partition("/")[0]
                    if part != path.parent.name and part not in INSIDE[path.parent.name]:
                        yield f"{where}: extract/{path.parent.name} must not include {header}"
            else:
                for prefix, modules in FOREIGN.items():
                    if header.startswith(prefix) and module not in modules:
                        yield f"{where}: {header} belongs to {', '.join(sorted(modules))}"
    for path in sorted((root / "include").glob("**/*.h")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = INCLUDE.match(line)
            if found and found.group(1) == '"' and not found.group(2).startswith("dateline/"):
                yield f"{path.relative_to(root)}:{number}: a public header includes {found.group(2)}"


def main():
    found = list(offences(pathlib.Path(sys.argv[1])))
    for line in found:
        print(line)
    print(f"{len(found)} includes point the wrong way")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
