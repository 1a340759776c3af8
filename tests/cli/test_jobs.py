"""--jobs: the same bytes whatever the number of workers, in order, with errors in their place."""
import json
import os
import subprocess
import sys

import harness
from harness import BAD_INPUT, DONE, NOTHING_FOUND, SYSTEM, USAGE

JOBS = [1, 2, 3, 8]
SENTENCES = [
    "A drone struck a fuel depot near Kharkiv on Monday, killing two workers. ",
    "Residents of Deir ez-Zor said that shells fell on two villages overnight. ",
    "The army moved forty trucks from Khartoum to Wad Madani at dawn. ",
    "Nothing else was known of what had caused the fire. ",
]


def report(number, sentences, **more):
    text = "".join(SENTENCES[(number + i) % len(SENTENCES)] for i in range(sentences))
    return json.dumps({"id": f"r{number}", "date": "2024-08-06", "text": text, **more})


def batch(count):
    """Reports of one sentence, with one of four hundred now and then: they overtake it if they can."""
    return "".join(report(i, 400 if i % 17 == 3 else 1 + i % 3) + "\n" for i in range(count))


class Order(harness.Case):
    def test_one_and_many_workers_write_the_same_bytes(self):
        lines = batch(120)
        for command in ("geoparse", "extract"):
            for form in ("jsonl", "json", "csv", "geojson", "table"):
                first = self.expect(DONE, command, "--jobs", 1, "--format", form, "-", stdin=lines)
                for jobs in JOBS[1:]:
                    again = self.expect(DONE, command, "--jobs", jobs, "--format", form, "-", stdin=lines)
                    self.assertEqual(again, first, f"{command} {form} with {jobs} jobs")

    def test_reports_of_very_different_length_come_in_order(self):
        out, _ = self.expect(DONE, "geoparse", "--jobs", 4, "--format", "jsonl", "-", stdin=batch(200))
        self.assertEqual([json.loads(line)["id"] for line in out.splitlines()], [f"r{i}" for i in range(200)])

    def test_files_come_in_the_order_of_the_arguments(self):
        names = [self.write(f"{i}.jsonl", report(i, 300 if i % 5 == 0 else 1)).name for i in range(20)]
        out, _ = self.expect(DONE, "geoparse", "-j", 4, "--format", "jsonl", *names)
        self.assertEqual([json.loads(line)["id"] for line in out.splitlines()], [f"r{i}" for i in range(20)])

    def test_ingest_stores_the_same_with_one_and_many_workers(self):
        lines = batch(60)
        stored = []
        for jobs in JOBS:
            base = f"{jobs}.sqlite"
            said = self.expect(DONE, "ingest", "--jobs", jobs, "--db", base, "-", stdin=lines)[1]
            listed = self.expect(DONE, "query", "--db", base, "--format", "jsonl")[0]
            stored.append((said.replace(base, ""), listed))
        for other in stored[1:]:
            self.assertEqual(other, stored[0])

    def test_reading_anew_stores_the_same_with_one_and_many_workers(self):
        self.expect(DONE, "ingest", "--quiet", "--db", "d.sqlite", "-", stdin=batch(60))
        stored = []
        for jobs in JOBS:
            base = f"{jobs}.sqlite"
            (self.folder / base).write_bytes((self.folder / "d.sqlite").read_bytes())
            said = self.expect(DONE, "reextract", "--jobs", jobs, "--db", base)[1]
            listed = self.expect(DONE, "query", "--db", base, "--format", "jsonl")[0]
            stored.append((said.replace(base, ""), listed))
        self.assertIn("60 reports", stored[0][0])
        for other in stored[1:]:
            self.assertEqual(other, stored[0])
        _, err = self.expect(NOTHING_FOUND, "reextract", "--db", "d.sqlite", "--report", "none")
        self.expect_one_line(err, "d.sqlite has no report 'none'")


class Faults(harness.Case):
    def test_a_bad_report_in_the_middle_spoils_only_itself(self):
        lines = batch(40).splitlines()
        lines[7] = "{broken"
        lines[21] = '{"id": "no text"}'
        lines = "\n".join(lines) + "\n"
        first = self.expect(BAD_INPUT, "geoparse", "--jobs", 1, "--format", "jsonl", "-", stdin=lines)
        self.assertEqual(len(first[0].splitlines()), 38)
        said = first[1].splitlines()
        self.assertEqual(len(said), 2)
        self.assertIn("standard input:8:", said[0])
        self.assertIn("standard input:22:", said[1])
        for jobs in JOBS[1:]:
            again = self.expect(BAD_INPUT, "geoparse", "--jobs", jobs, "--format", "jsonl", "-", stdin=lines)
            self.assertEqual(again, first)

    def test_what_is_wrong_is_said_in_the_order_of_the_input(self):
        self.write("a.jsonl", report(0, 400) + "\n{broken\n")
        self.write("c.jsonl", "{broken\n" + report(1, 1) + "\n")
        for jobs in JOBS:
            out, err = self.expect(BAD_INPUT, "geoparse", "-j", jobs, "--format", "jsonl",
                                   "a.jsonl", "b.jsonl", ".", "c.jsonl")
            self.assertEqual([line.split(":")[1].split()[-1] for line in err.splitlines()][0], "a.jsonl")
            places = [err.index(word) for word in ("a.jsonl:2", "cannot read b.jsonl", "is a folder", "c.jsonl:1")]
            self.assertEqual(places, sorted(places), err)
            self.assertEqual(len(out.splitlines()), 2)

    def test_nothing_found_and_wrong_counts_keep_their_statuses(self):
        nothing = json.dumps({"text": "It rained."}) + "\n"
        for jobs in JOBS:
            self.expect(NOTHING_FOUND, "geoparse", "-j", jobs, "--format", "jsonl", "-", stdin=nothing * 30)
        for wrong in ("0", "-1", "two", ""):
            self.expect(USAGE, "geoparse", "--jobs", wrong, "-")

    def test_more_workers_than_anybody_has_do_no_harm(self):
        out, _ = self.expect(DONE, "geoparse", "-j", 100000, "--format", "jsonl", "-", stdin=batch(20))
        self.assertEqual(len(out.splitlines()), 20)

    def test_a_full_device_ends_the_batch(self):
        lines = batch(400)
        for jobs in JOBS:
            with open("/dev/full", "wb") as full:
                done = subprocess.run([harness.PROGRAM, "geoparse", "-j", str(jobs), "--format", "jsonl", "-"],
                                      input=lines.encode(), stdout=full, stderr=subprocess.PIPE,
                                      cwd=self.folder, timeout=120, check=False)
            self.assertEqual(done.returncode, SYSTEM)
            self.assertIn(b"cannot write to standard output", done.stderr)

    def test_a_reader_that_goes_away_ends_the_command(self):
        lines = batch(3000).encode()
        self.write("many.jsonl", lines)
        for jobs in JOBS:
            program = subprocess.Popen([harness.PROGRAM, "geoparse", "-j", str(jobs), "--format", "jsonl",
                                        "many.jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                       cwd=self.folder)
            first = program.stdout.readline()
            program.stdout.close()
            err = program.stderr.read()
            program.stderr.close()
            self.assertNotEqual(program.wait(timeout=60), DONE)
            self.assertEqual(json.loads(first)["id"], "r0")
            self.assertNotIn(b"Sanitizer", err)


class Memory(harness.Case):
    def resident_kb(self, count):
        """The peak of a run over `count` short reports that are never all in memory."""
        program = subprocess.Popen([harness.PROGRAM, "geoparse", "-j", "2", "--format", "jsonl", "-"],
                                   stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=self.folder)
        block = batch(100).encode()
        for _ in range(count // 100):
            program.stdin.write(block)
        program.stdin.close()
        _, status, usage = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(program.returncode, DONE)
        return usage.ru_maxrss

    def test_memory_stays_flat(self):
        # The input grows by 12 MB; a quarantine of freed memory (AddressSanitizer) would hide it.
        with open(harness.PROGRAM, "rb") as program:
            if b"__asan_init" in program.read():
                self.skipTest("built with AddressSanitizer")
        self.assertLess(self.resident_kb(7000) - self.resident_kb(2000), 4096)


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    harness.main()
