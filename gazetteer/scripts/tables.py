"""Reading and writing the tables of the gazetteer (its README.md states their format)."""
import csv

PLACE_COLUMNS = ("id", "name", "lat", "lon", "feature", "country", "admin1", "admin2",
                 "population", "radius_m", "names")


def read(path):
    """The rows of a table with a header line as dictionaries; lines with # are comments."""
    with open(path, encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def degrees(value, decimals=5):
    """A coordinate without needless zeros."""
    text = f"{float(value):.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def write(path, columns, rows, remark):
    """Writes dictionaries as a table; missing keys are empty. `remark` becomes the first comment.

    Columns that are empty in every row are left out.
    """
    rows = list(rows)
    used = [c for c in columns if any(row.get(c) for row in rows)]
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\t".join(used) + "\n")
        for line in remark.splitlines():
            file.write(f"# {line}\n")
        for row in rows:
            cells = [str(row.get(column) or "") for column in used]
            if any(sign in cell for cell in cells for sign in "\t\r\n"):
                raise ValueError(f"{path}: a tab or newline inside a cell: {cells}")
            file.write("\t".join(cells) + "\n")
