"""An ingest that is killed at any moment leaves a sound database, and the next one completes it.

In the suite a few moments; `DATELINE_KILLS=200 tests/cli/test_kill.py build/dev/bin/dateline` for many.
"""
import json
import os
import random
import signal
import subprocess
import time

import harness
from harness import DONE, Case, main

KILLS = int(os.environ.get("DATELINE_KILLS", "8"))
PLACES = ["Mosul", "Kirkuk", "Aleppo", "Idlib", "Kharkiv", "Kherson", "Goma", "Gao", "Sanaa", "Aden"]
DEEDS = ["A drone hit a depot in {}, killing {} people", "Gunmen attacked a convoy near {}, wounding {} soldiers",
         "Troops moved from Baghdad to {} with {} tanks", "Shells struck a market in {} and killed {} traders"]


def reports(count):
    choose = random.Random(11)
    for number in range(count):
        sentences = [choose.choice(DEEDS).format(choose.choice(PLACES), choose.randrange(2, 40))
                     + f" on {choose.randrange(1, 28)} May 2024." for _ in range(4)]
        yield {"id": f"r{number}", "date": "2024-05-30", "text": " ".join(sentences)}


class Killed(Case):
    def setUp(self):
        super().setUp()
        self.write("reports.jsonl", "\n".join(map(json.dumps, reports(150))))
        begin = time.monotonic()
        self.expect(DONE, "ingest", "--quiet", "--db", "whole.sqlite", "reports.jsonl")
        self.takes = time.monotonic() - begin
        self.whole = self.content("whole.sqlite")

    def content(self, database):
        """All that was found, without what the moment decides."""
        out, _ = self.expect(DONE, "query", "--db", database, "--status", "all", "--format", "jsonl")
        return out

    def ask(self, database, question):
        return self.expect(DONE, "sql", "--db", database, "--format", "csv", question)[0].split("\r\n")[1]

    def check(self, database):
        self.assertEqual(self.ask(database, "PRAGMA integrity_check"), "ok")
        self.assertEqual(self.ask(database, "SELECT count(*) FROM pragma_foreign_key_check"), "0")
        self.assertEqual(self.ask(database, "SELECT CheckSpatialMetaData()"), "3")
        for layer in ("incident", "movement"):
            self.assertEqual(self.ask(database, f"SELECT CheckSpatialIndex('{layer}', 'geom')"), "1")

    def test_is_sound_and_completed_by_the_next(self):
        choose = random.Random(4711)
        found_half = 0
        for number in range(10 * KILLS):
            if number >= KILLS and found_half > 0:
                break # on a busy machine the moments miss more often
            database = f"killed{number}.sqlite"
            process = subprocess.Popen([harness.PROGRAM, "ingest", "--quiet", "--db", database, "reports.jsonl"],
                                       cwd=self.folder, stderr=subprocess.DEVNULL)
            time.sleep(choose.uniform(0, self.takes))
            process.send_signal(signal.SIGKILL)
            process.wait()
            if (self.folder / database).exists():
                done = self.run_dateline("sql", "--db", database, "--format", "csv", "SELECT count(*) FROM report")
                if done.returncode == DONE: # else it was killed before it held anything
                    found_half += 0 < int(done.stdout.split()[1]) < 150
                    self.check(database)
            self.expect(DONE, "ingest", "--quiet", "--db", database, "reports.jsonl")
            self.check(database)
            self.assertEqual(self.content(database), self.whole, f"killed at moment {number}")
            for file in self.folder.glob(database + "*"):
                file.unlink()
        self.assertGreater(found_half, 0, "no moment lay inside the ingest")


if __name__ == "__main__":
    main()
