"""Bad input and faults of the system: one clear line, the documented status, nothing lost."""
import gzip
import json
import os
import resource
import signal
import sqlite3
import sys
import tempfile

import harness
from harness import BAD_INPUT, DONE, NOTHING_FOUND, SYSTEM, USAGE

REPORT = "BAGHDAD, Aug. 6, 2024 - Rockets struck Mosul on Monday, killing three people, police said.\n"
SECOND = "KYIV, May 11, 2024 - A missile strike on Kharkiv on Friday killed two people, officials said.\n"
SHARE = os.path.join("share", "dateline", "dateline.gazetteer")


def limit_files_to(size):
    """For preexec_fn: a disk that is full after `size` bytes."""
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return limit


def become_nobody():
    """Root may write anywhere: permissions are tried as somebody else."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


class Reports(harness.Case):
    def check(self, name, content, *words):
        self.write(name, content)
        _, err = self.expect(BAD_INPUT, "ingest", "--quiet", "--date", "2024-08-06", name, timeout=60)
        self.expect_one_line(err, name, *words)

    def test_an_empty_file(self):
        self.check("empty.txt", "", "empty")
        self.check("blank.txt", " \n\t\n", "empty")

    def test_a_binary_file(self):
        self.check("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 40, "binary")
        self.check("packed.txt", gzip.compress(REPORT.encode() * 100), "compressed")

    def test_a_json_that_breaks_off_in_the_middle(self):
        self.check("cut.json", '{"id": "a", "text": "Rockets str')
        self.check("list.json", '[{"text": "' + "x" * 100 + '"}, {"text": "y')
        self.check("wrong.json", '{"id": "a", "body_of": 3}', "text")
        self.check("number.json", "42")

    def test_a_line_of_jsonl_that_is_none(self):
        good = json.dumps({"id": "good", "text": REPORT})
        self.check("batch.jsonl", f"{good}\nnot json\n{good}\n", ":2")

    def check_goes_on(self):
        self.assertIn("strike/rocket", self.expect(DONE, "query")[0])

    def test_the_rest_of_a_batch_goes_on(self):
        self.write("in/a.txt", "")
        self.write("in/b.txt", b"\x00\x01\x02\x03" * 50)
        self.write("in/c.txt", REPORT)
        _, err = self.expect(BAD_INPUT, "ingest", "--quiet", "in")
        self.assertEqual(len(err.splitlines()), 2, err)
        self.check_goes_on()

    def test_a_file_that_is_not_there(self):
        self.write("a.txt", REPORT)
        _, err = self.expect(BAD_INPUT, "ingest", "--quiet", "missing.txt", "a.txt")
        self.expect_one_line(err, "missing.txt", "No such file")
        self.check_goes_on()

    def test_other_encodings_are_read(self):
        arabic = "قصف الموصل. Rockets struck Mosul on Aug. 5, 2024, killing three people.\n"
        self.write("declared.txt", arabic.encode("cp1256"))
        self.expect(DONE, "ingest", "--quiet", "--encoding", "windows-1256", "declared.txt")
        self.assertIn("الموصل", self.expect(DONE, "query", "-f", "json")[0] + arabic)
        self.write("utf16.txt", REPORT.encode("utf-16"))
        self.expect(DONE, "ingest", "--quiet", "utf16.txt")
        self.write("latin.txt", ("Rockets struck Mosul on Aug. 5, 2024, " "Jos\xe9 said.\n").encode("latin-1"))
        _, err = self.expect(DONE, "ingest", "--quiet", "--date", "2024-08-06", "latin.txt")
        self.expect_one_line(err, "latin.txt", "not UTF-8", "--encoding")
        self.assertIn("José", self.expect(DONE, "extract", "-f", "geojson", "latin.txt")[0])

    def test_an_encoding_that_nobody_knows(self):
        self.write("a.txt", REPORT)
        _, err = self.expect(USAGE, "ingest", "--quiet", "--encoding", "klingon-8", "a.txt")
        self.expect_one_line(err, "klingon-8")

    def test_bytes_that_are_no_utf8_in_json_are_one_bad_report(self):
        self.write("b.jsonl", b'{"id":"x","text":"Rockets \xff\xfe struck Mosul."}\n' +
                   json.dumps({"id": "y", "text": REPORT}).encode() + b"\n")
        done = self.run_dateline("ingest", "--quiet", "b.jsonl")
        self.assertIn(done.returncode, (DONE, BAD_INPUT))
        self.check_goes_on()

    def test_a_report_over_the_limit(self):
        path = self.folder / "huge.txt"
        with open(path, "wb") as out:
            block = REPORT.encode() * 10000
            while out.tell() <= 65 << 20:
                out.write(block)
        self.check_size(path)

    def check_size(self, path):
        _, err = self.expect(BAD_INPUT, "ingest", "--quiet", path.name)
        self.expect_one_line(err, path.name, "64 MiB")

    def test_html_bombs(self):
        deep = "<div>" * 200000 + REPORT + "</div>" * 200000
        wide = "<html><body>" + "<a href='" + "x" * 3000000 + "'>x</a><p>" + REPORT + "</p></body></html>"
        entities = ("<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
                    "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><p>" + "&c;" * 1000 + REPORT + "</p>")
        for name, page in (("deep.html", deep), ("wide.html", wide), ("entities.html", entities)):
            self.write(name, page)
            done = self.run_dateline("extract", "--format", "jsonl", name, timeout=60)
            self.assertIn(done.returncode, (DONE, NOTHING_FOUND, BAD_INPUT), done.stderr[:500])

    def test_hostile_texts_end_in_time(self):
        texts = ["(" * 1000000, "Mosul " * 100000, "A" * 10000000, "\u0000" * 1000 + REPORT, "Aug. 5, 2024 " * 10000,
                 "Paris, Springfield, San Jose, Victoria and Georgia. " * 5000, "\u202e\u0301" * 100000,
                 "killed " * 50000, "\n" * 1000000 + REPORT]
        lines = "".join(json.dumps({"id": str(i), "text": text, "date": "2024-08-06"}) + "\n" for i, text in enumerate(texts))
        self.write("hostile.jsonl", lines)
        for command in ("geoparse", "extract"):
            out = self.run_dateline(command, "--format", "jsonl", "hostile.jsonl", timeout=110)
            self.assertIn(out.returncode, (DONE, NOTHING_FOUND, BAD_INPUT), out.stderr[:500])
            self.assertEqual(len(out.stdout.splitlines()) + len(out.stderr.splitlines()), len(texts))


class Database(harness.Case):
    def setUp(self):
        super().setUp()
        self.write("a.txt", REPORT)
        self.write("b.txt", SECOND)
        self.database = self.folder / "db.sqlite"

    def fill(self):
        self.expect(DONE, "ingest", "--quiet", "--db", "db.sqlite", "a.txt")

    def check_kept(self):
        out, _ = self.expect(DONE, "query", "--db", "db.sqlite", "-f", "json")
        self.assertEqual(json.loads(out)[0]["sources"][0]["report"], "a.txt")

    def test_none_is_there(self):
        for command in (["query"], ["show", "1"], ["map", "-o", "m.png"], ["export", "-o", "x.csv"]):
            _, err = self.expect(SYSTEM, *command, "--db", "none.sqlite")
            self.expect_one_line(err, "none.sqlite", "dateline ingest")
        self.assertFalse((self.folder / "none.sqlite").exists())
        self.assertFalse((self.folder / "m.png").exists())

    def test_it_is_no_database(self):
        self.write("db.sqlite", "This is a shopping list, not a database.\n" * 100)
        for command in (["query"], ["ingest", "a.txt"]):
            _, err = self.expect(SYSTEM, command[0], "--db", "db.sqlite", *command[1:])
            self.assertIn("db.sqlite", err)
        self.assertTrue(self.database.read_text().startswith("This is a shopping list"))

    def test_it_is_somebody_elses_database(self):
        with sqlite3.connect(self.database) as other:
            other.execute("CREATE TABLE incident(id INTEGER PRIMARY KEY, mine TEXT)")
            other.execute("INSERT INTO incident VALUES (1, 'kept')")
        _, err = self.expect(SYSTEM, "ingest", "--quiet", "--db", "db.sqlite", "a.txt")
        self.expect_one_line(err, "db.sqlite")
        with sqlite3.connect(self.database) as other:
            self.assertEqual(other.execute("SELECT mine FROM incident").fetchall(), [("kept",)])

    def test_it_comes_from_a_newer_version(self):
        self.fill()
        with sqlite3.connect(self.database) as newer:
            newer.execute("PRAGMA user_version = 9999")
        for command in (["query"], ["ingest", "--quiet", "b.txt"]):
            _, err = self.expect(SYSTEM, command[0], "--db", "db.sqlite", *command[1:])
            self.expect_one_line(err, "db.sqlite", "newer")

    def test_it_is_locked(self):
        self.fill()
        holder = sqlite3.connect(self.database, isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        try:
            _, err = self.expect(SYSTEM, "ingest", "--quiet", "--db", "db.sqlite", "b.txt", timeout=60)
            self.expect_one_line(err, "db.sqlite")
        finally:
            holder.execute("ROLLBACK")
            holder.close()
        self.check_kept()

    def test_it_may_not_be_written(self):
        self.fill()
        with sqlite3.connect(self.database) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.counts = tempfile.TemporaryDirectory(prefix="dateline-counts-", ignore_cleanup_errors=True)
        self.addCleanup(self.counts.cleanup)
        os.chmod(self.counts.name, 0o777)
        os.chmod(self.database, 0o444)
        os.chmod(self.folder, 0o555)
        try:
            # A build that counts coverage writes its counts where nobody may, and says so: not here.
            done = self.run_dateline("ingest", "--quiet", "--db", "db.sqlite", "b.txt",
                                     env={"GCOV_PREFIX": self.counts.name}, preexec_fn=become_nobody)
        except PermissionError:
            self.skipTest("the program lies in a folder that only root may enter")
        finally:
            os.chmod(self.folder, 0o755)
        self.assertEqual(done.returncode, SYSTEM, done.stderr)
        self.expect_one_line(done.stderr.decode(), "db.sqlite")
        self.check_kept()

    def test_the_disk_is_full(self):
        self.fill()
        size = self.database.stat().st_size
        big = "".join(json.dumps({"id": f"r{i}", "text": REPORT + "Filler. " * 2000}) + "\n" for i in range(200))
        self.write("big.jsonl", big)
        done = self.run_dateline("ingest", "--quiet", "--db", "db.sqlite", "big.jsonl",
                                 preexec_fn=limit_files_to(size + 200000))
        self.assertEqual(done.returncode, SYSTEM, done.stderr)
        self.expect_one_line(done.stderr.decode(), "db.sqlite")
        with sqlite3.connect(self.database) as database:
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchone()[0], "ok")
        self.check_kept()


class Files(harness.Case):
    def setUp(self):
        super().setUp()
        self.write("a.txt", REPORT)
        self.expect(DONE, "ingest", "--quiet", "a.txt")

    def test_a_folder_that_is_not_there(self):
        for command in ("map", "export"):
            name = "nowhere/x.png" if command == "map" else "nowhere/x.geojson"
            self.expect_one_line(self.expect(SYSTEM, command, "-o", name)[1], name)
        self.expect_one_line(self.expect(SYSTEM, "export", "-o", "nowhere/x.gpkg")[1], "nowhere/x.gpkg")

    def test_a_full_disk_leaves_no_half_file(self):
        for name in ("x.png", "x.svg", "x.pdf"):
            done = self.run_dateline("map", "-o", name, preexec_fn=limit_files_to(1000))
            self.assertEqual(done.returncode, SYSTEM, done.stderr)
            self.assertEqual([p.name for p in self.folder.glob("x*")], [])
        for name in ("x.geojson", "x.csv"):
            done = self.run_dateline("export", "-o", name, preexec_fn=limit_files_to(100))
            self.assertEqual(done.returncode, SYSTEM, done.stderr)
            self.assertEqual([p.name for p in self.folder.glob("x*")], [])

    def test_a_full_disk_leaves_nothing_of_any_format(self):
        self.expect(DONE, "export", "-o", "whole.geojson")
        for suffix in ("geojson", "csv", "gpkg", "kml", "shp", "fgb"):
            with self.subTest(suffix):
                before = sorted(os.listdir(self.folder))
                # No word of the limit's signal: the program ignores it by itself.
                _, err = self.expect(SYSTEM, "export", "-o", f"a.{suffix}",
                                     preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64)))
                self.expect_one_line(err, f"cannot write a.{suffix}: ")
                self.assertNotIn("sqlite3_", err)
                self.assertNotIn(".dateline-export", err)
                self.assertEqual(sorted(os.listdir(self.folder)), before)

    def test_an_export_says_what_is_in_the_file(self):
        _, err = self.expect(DONE, "export", "-o", "a.fgb")
        self.expect_one_line(err, "a.fgb: ", "incident")
        self.assertTrue((self.folder / "a.qml").exists())

    def test_a_full_standard_output(self):
        with open("/dev/full", "wb") as full:
            import subprocess
            done = subprocess.run([harness.PROGRAM, "geocode", "Mosul"], stdout=full, stderr=subprocess.PIPE,
                                  cwd=self.folder, check=False)
        self.assertEqual(done.returncode, SYSTEM)
        self.expect_one_line(done.stderr.decode(), "standard output")

    def test_nothing_to_draw(self):
        self.expect_one_line(self.expect(NOTHING_FOUND, "map", "--in", "France", "-o", "m.png")[1], "no incident")
        self.assertFalse((self.folder / "m.png").exists())

    def test_a_suffix_that_no_map_has(self):
        for name in ("map.jpg", "map"):
            self.expect_one_line(self.expect(USAGE, "map", "-o", name)[1], name, ".png, .svg or .pdf")

    def test_sizes_that_no_map_has(self):
        for size in ("10x10", "100000x100000", "1x1mm"):
            self.expect_one_line(self.expect(2, "map", "--size", size, "-o", "m.png")[1], "--size")

    def test_a_title_of_any_kind(self):
        for title in ("x" * 500, "<b>&amp;</b> %s%n", "عملية في دير الزور", ""):
            self.expect(DONE, "map", "--title", title, "--size", "640x480", "-o", "m.png")

    def test_a_polygon_file_that_is_none(self):
        self.expect_one_line(self.expect(BAD_INPUT, "query", "--polygon", "a.txt")[1], "a.txt")
        self.expect_one_line(self.expect(BAD_INPUT, "query", "--polygon", "none.gpkg")[1], "none.gpkg")


class Gazetteer(harness.Case):
    def setUp(self):
        super().setUp()
        prefix = os.path.dirname(os.path.dirname(harness.PROGRAM))
        with open(os.path.join(prefix, SHARE), "rb") as bundled:
            self.bytes = bundled.read()

    def broken(self, content):
        path = self.write("g.gazetteer", content)
        return {"DATELINE_GAZETTEER": str(path)}

    def test_none_is_there(self):
        environment = {"DATELINE_GAZETTEER": str(self.folder / "none.gazetteer")}
        for command in (["geocode", "Mosul"], ["geoparse", "-"], ["gazetteer", "info"]):
            _, err = self.expect(SYSTEM, *command, env=environment)
            self.expect_one_line(err, "none.gazetteer")

    def test_a_damaged_one_is_an_error(self):
        damaged = {"no gazetteer": b"shopping list\n" * 100, "cut": self.bytes[:len(self.bytes) // 2],
                   "empty": b"", "header": self.bytes[:16] + b"\xff" * 64 + self.bytes[80:]}
        for name, content in damaged.items():
            with self.subTest(name):
                _, err = self.expect(BAD_INPUT, "geocode", "Mosul", env=self.broken(content))
                self.expect_one_line(err, "g.gazetteer")

    def test_check_finds_one_wrong_byte(self):
        middle = len(self.bytes) // 2
        content = self.bytes[:middle] + bytes([self.bytes[middle] ^ 0x40]) + self.bytes[middle + 1:]
        _, err = self.expect(BAD_INPUT, "gazetteer", "check", env=self.broken(content))
        self.expect_one_line(err, "g.gazetteer")
        out, _ = self.expect(DONE, "gazetteer", "check")
        self.assertIn("sound", out)

    def test_info_tells_what_it_is_made_of(self):
        out, _ = self.expect(DONE, "gazetteer", "info")
        for word in ("places", "names", "built from"):
            self.assertIn(word, out)

    def test_build_says_which_lines_it_cannot_use(self):
        self.write("own/places/mine.tsv", "id\tname\tlat\tlon\tfeature\tcountry\n"
                   "own:1\tCamp Bucca\t30.19\t47.86\tS.INSM\tIQ\n"
                   "own:2\tNowhere\t95\t47\tP.PPL\tIQ\n")
        _, err = self.expect(DONE, "gazetteer", "build", "--alone", "own", "-o", "own.gazetteer")
        self.assertIn("mine.tsv:3", err)
        out, _ = self.expect(DONE, "geocode", "-f", "json", "camp bucca",
                             env={"DATELINE_GAZETTEER": str(self.folder / "own.gazetteer")})
        self.assertEqual(json.loads(out)[0]["candidates"][0]["place_id"], "own:1")

    def built_from_own(self, *options):
        self.write("mine.csv", "name,lat,lon\nQasr Umm Test,36.1,43.2\n")
        _, err = self.expect(DONE, "gazetteer", "build", *options, "mine.csv", "-o", "own.gazetteer")
        return err, {"DATELINE_GAZETTEER": str(self.folder / "own.gazetteer")}

    def test_own_places_stand_beside_the_bundled_data(self):
        err, environment = self.built_from_own()
        self.assertEqual(err, "")
        for name in ("Qasr Umm Test", "Mosul"):
            self.expect(DONE, "geocode", name, env=environment)
        report = REPORT.replace("Mosul", "the village of Qasr Umm Test")
        out, _ = self.expect(DONE, "extract", "-f", "json", "-", stdin=report, env=environment)
        self.assertIn("Qasr Umm Test", out)

    def test_own_places_alone_are_found_and_no_others(self):
        err, environment = self.built_from_own("--alone")
        self.expect_one_line(err, "own.gazetteer has no lexicon")
        self.expect(DONE, "geocode", "Qasr Umm Test", env=environment)
        self.expect(NOTHING_FOUND, "geocode", "Mosul", env=environment)
        err = self.run_dateline("extract", "-", stdin=REPORT, env=environment).stderr.decode()
        self.assertIn("no lexicon", err)

    def test_a_folder_with_words_of_its_own_is_compiled_alone(self):
        self.write("own/places/mine.csv", "name,lat,lon\nQasr Umm Test,36.1,43.2\n")
        self.write("own/lexicon/words.tsv", "month\tMay\t5\t\n")
        _, err = self.expect(DONE, "gazetteer", "build", "own", "-o", "own.gazetteer")
        self.assertEqual(err, "")
        self.expect(NOTHING_FOUND, "geocode", "Mosul",
                    env={"DATELINE_GAZETTEER": str(self.folder / "own.gazetteer")})

    def test_build_never_writes_over_a_source(self):
        table = "name,lat,lon\nQasr Umm Test,36.1,43.2\n"
        self.write("mine.csv", table)
        self.write("own/places/mine.csv", table)
        (self.folder / "link").symlink_to("mine.csv")
        for source, output in (("mine.csv", "mine.csv"), ("mine.csv", "./mine.csv"), ("link", "mine.csv"),
                               ("own", "own/places/mine.csv")):
            _, err = self.expect(USAGE, "gazetteer", "build", "--alone", source, "-o", output)
            self.expect_one_line(err, "mine.csv" if source != "link" else "link", "is a source")
            self.assertEqual((self.folder / output).read_text(), table)

    def test_build_says_that_a_source_is_empty(self):
        self.write("none.csv", "")
        self.write("mine.csv", "name,lat,lon\nQasr Umm Test,36.1,43.2\n")
        _, err = self.expect(DONE, "gazetteer", "build", "--alone", "none.csv", "mine.csv", "-o", "own.gazetteer")
        self.assertIn("none.csv: is empty\n", err)
        self.assertNotIn("mine.csv", err)

    def test_a_line_that_says_no_feature_is_a_town(self):
        self.write("mine.csv", "name,lat,lon,feature\nQasr Umm Test,36.1,43.2,\nTel Umm Test,36.2,43.2,PPL\n"
                   "Short\n")
        _, err = self.expect(DONE, "gazetteer", "build", "--alone", "mine.csv", "-o", "own.gazetteer")
        self.assertIn("mine.csv:3: feature: no class", err)
        self.assertIn("as in P.PPL", err)
        self.assertIn("mine.csv:4: no position", err)
        out, _ = self.expect(DONE, "geocode", "-f", "json", "Qasr Umm Test",
                             env={"DATELINE_GAZETTEER": str(self.folder / "own.gazetteer")})
        self.assertEqual(json.loads(out)[0]["candidates"][0]["feature"], "PPL")

    def test_a_pipe_is_no_gazetteer_and_is_not_waited_for(self):
        os.mkfifo(self.folder / "pipe")
        _, err = self.expect(BAD_INPUT, "geocode", "Mosul", env={"DATELINE_GAZETTEER": str(self.folder / "pipe")})
        self.expect_one_line(err, "pipe: not a compiled gazetteer")

    def test_build_of_nothing_is_an_error(self):
        _, err = self.expect(SYSTEM, "gazetteer", "build", "nowhere", "-o", "own.gazetteer")
        self.assertIn("nowhere", err)
        self.assertFalse((self.folder / "own.gazetteer").exists())


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    harness.main()
