#!/usr/bin/env python3
"""check_quiet.py DATELINE FOLDER: no article of FOLDER reports an incident; prints those found in them.

Fails when there are more than ALLOWED. Sentences are printed with them, so that a failure explains
itself."""
import json
import pathlib
import subprocess
import sys

# The project's aim for sixty articles: an analyst who reads a day's papers through the program has
# at most these to throw away.
ALLOWED = 3
WANTED_ARTICLES = 60


def found_in(dateline, article):
    run = subprocess.run([dateline, "extract", "--format", "jsonl", str(article)],
                         capture_output=True, text=True, check=False)
    # 0: some, 1: none; anything else is a failure of the program, not of the article
    if run.returncode not in (0, 1):
        raise SystemExit(f"{article.name}: exit status {run.returncode}: {run.stderr.strip()}")
    return [incident for line in run.stdout.splitlines()
            for incident in json.loads(line)["incidents"]]


def main(dateline, folder):
    articles = sorted(pathlib.Path(folder).glob("*.txt"))
    if len(articles) < WANTED_ARTICLES:
        raise SystemExit(f"{len(articles)} articles in {folder}, expected {WANTED_ARTICLES}")
    false_incidents = 0
    for article in articles:
        text = article.read_text(encoding="utf-8")
        for incident in found_in(dateline, article):
            false_incidents += 1
            sentence = " ".join(text[incident["begin"]:incident["end"]].split())
            kind = incident["subtype"] or "-"
            print(f"{article.name}: {incident['type']}/{kind} {incident['status']} "
                  f"{incident['confidence']:.2f} {incident['trigger']['text']!r}: {sentence}")
    print(f"{len(articles)} articles, {false_incidents} false incidents, {ALLOWED} allowed")
    return false_incidents > ALLOWED


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
