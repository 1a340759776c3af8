#!/usr/bin/env python3
"""What the house does without: functions that overrun, marks of unfinished work, overlong files,
lexicon kinds that nobody documented. Prints a line for each offence."""
import pathlib
import re
import sys

BANNED = re.compile(r"\b(strcpy|strcat|sprintf|vsprintf|atoi|atof|strtok|gets|setlocale)\s*\(")
PRINTS = re.compile(r"\b(printf|puts|putchar|fprintf|exit|abort)\s*\(")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
LONGEST_FILE = 600
LONGEST_HEADER = 150
KIND = re.compile(r'^\s*\[DLN_WORD_\w+\]\s*=\s*"([\w-]+)"', re.M)


def offences(root):
    for path in sorted([*(root / "src").glob("**/*.[ch]"), *(root / "include").glob("**/*.h")]):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(root)
        lines = text.splitlines()
        limit = LONGEST_HEADER if path.suffix == ".h" else LONGEST_FILE
        if len(lines) > limit:
            yield f"{name}: {len(lines)} lines, more than {limit}"
        for number, line in enumerate(lines, 1):
            code = line.split("//")[0]
            if BANNED.search(code):
                yield f"{name}:{number}: {BANNED.search(code).group(1)} is banned"
            if UNFINISHED.search(line):
                yield f"{name}:{number}: unfinished"
            in_library = "cli" not in path.parts and not path.name.endswith("_make.c")
            if in_library and PRINTS.search(code):
                yield f"{name}:{number}: the library prints or exits"
    readme = (root / "gazetteer" / "README.md").read_text(encoding="utf-8")
    kinds = KIND.findall((root / "src" / "text" / "lexicon_file.c").read_text(encoding="utf-8"))
    if not kinds:
        yield "src/text/lexicon_file.c: no table of kinds found"
    for kind in kinds:
        if f"`{kind}`" not in readme:
            yield f"gazetteer/README.md: the lexicon kind `{kind}` is not documented"


def main():
    found = list(offences(pathlib.Path(sys.argv[1])))
    for line in found:
        print(line)
    print(f"{len(found)} offences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
