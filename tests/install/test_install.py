"""Installs the build into a folder of its own and uses what lies there, as a user would."""
import argparse
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

SENTENCE = "An airstrike hit Palmyra on Monday, killing three people."
FOUND = "2024-08-05 strike Palmyra\n"
HEADER_USE = ('#include "dateline/{name}"\n'
              'size_t use(void); size_t use(void) {{ return DLN_STR("a").len + DLN_STR_NONE.len; }}\n')
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]

options = None
scratch = None
prefix = None


def run(*command, **kwargs):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=240,
                          check=False, **kwargs)
    if done.returncode != 0:
        raise AssertionError(f"{command}: status {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def setUpModule():
    global scratch, prefix
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="dateline-install-"))
    prefix = scratch / "usr"
    run(options.cmake, "--install", options.build, "--prefix", prefix)


def tearDownModule():
    shutil.rmtree(scratch, ignore_errors=True)


def one(pattern):
    found = list(prefix.glob(pattern))
    assert len(found) == 1, f"{pattern}: {found}"
    return found[0]


def environment(**more):
    """Without a gazetteer of the machine's own; leaks are what the unit tests look for."""
    kept = {name: value for name, value in os.environ.items() if name != "DATELINE_GAZETTEER"}
    return dict(kept, ASAN_OPTIONS="detect_leaks=0", **more)


class TheCommand(unittest.TestCase):
    def dateline(self, *arguments, **kwargs):
        return run(prefix / "bin/dateline", *arguments, cwd=scratch, env=environment(), **kwargs)

    def test_finds_its_gazetteer(self):
        self.assertIn("Baghdad", self.dateline("geocode", "--limit", 1, "Baghdad"))

    def test_goes_from_a_report_to_a_map_and_a_geopackage(self):
        (scratch / "report-2024-08-06.txt").write_text(SENTENCE)
        self.dateline("ingest", "--db", "db.sqlite", "report-2024-08-06.txt")
        self.dateline("map", "--db", "db.sqlite", "-o", "map.png", "--size", "320x240")
        self.dateline("export", "--db", "db.sqlite", "-o", "incidents.gpkg")
        self.assertEqual((scratch / "map.png").read_bytes()[:4], b"\x89PNG")
        self.assertEqual((scratch / "incidents.gpkg").read_bytes()[:6], b"SQLite")

    def test_works_where_it_is_moved_to(self):
        moved = scratch / "moved here"
        shutil.copytree(prefix, moved, symlinks=True)
        out = run(moved / "bin/dateline", "geocode", "Baghdad", env=environment())
        self.assertIn("Baghdad", out)


class OtherPrograms(unittest.TestCase):
    """Programs of others, against the libraries."""

    consumer = pathlib.Path(__file__).resolve().parent / "consumer"

    def check(self, places, picture):
        library_path = environment(LD_LIBRARY_PATH=str(one("lib/**/libdateline.so").parent))
        shared = prefix / "share/dateline"
        found = run(places, shared / "dateline.gazetteer", SENTENCE, env=library_path)
        self.assertEqual(found, FOUND)
        image = scratch / "picture.png"
        self.assertEqual(run(picture, shared / "basemap", image, env=library_path), "1 drawn\n")
        self.assertEqual(image.read_bytes()[:4], b"\x89PNG")

    def test_build_with_pkg_config(self):
        where = dict(os.environ, PKG_CONFIG_PATH=str(one("lib/**/dateline.pc").parent))
        for name, package in (("places", "dateline"), ("picture", "dateline-map")):
            flags = run("pkg-config", "--cflags", "--libs", package, env=where).split()
            run(options.compiler, "-std=c17", *WARNINGS, *options.flags, self.consumer / f"{name}.c",
                *flags, "-o", scratch / name)
        self.check(scratch / "places", scratch / "picture")

    def test_build_with_find_package(self):
        build = scratch / "consumer-build"
        run(options.cmake, "-S", self.consumer, "-B", build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}",
            f"-DCMAKE_C_COMPILER={options.compiler}", f"-DCMAKE_C_FLAGS={' '.join(options.flags)}")
        run(options.cmake, "--build", build)
        self.check(build / "places", build / "picture")

    def test_say_which_version_they_need(self):
        where = dict(os.environ, PKG_CONFIG_PATH=str(one("lib/**/dateline.pc").parent))
        version = run("pkg-config", "--modversion", "dateline", env=where).strip()
        self.assertEqual(run(prefix / "bin/dateline", "--version"), f"dateline {version}\n")


class Headers(unittest.TestCase):
    """Each compiles by itself, at the strictest."""

    def compile_each(self, compiler, *flags):
        headers = sorted((prefix / "include/dateline").glob("*.h"))
        self.assertGreater(len(headers), 5)
        for header in headers:
            run(compiler, *flags, *WARNINGS, "-fsyntax-only", "-I", prefix / "include", "-",
                input=HEADER_USE.format(name=header.name) if header.name != "dateline.h"
                else '#include "dateline/dateline.h"\n')

    def test_are_c17(self):
        self.compile_each(options.compiler, "-std=c17", "-x", "c")

    def test_are_cxx17(self):
        compiler = shutil.which("g++") or shutil.which("clang++")
        if not compiler:
            self.skipTest("no C++ compiler")
        self.compile_each(compiler, "-std=c++17", "-x", "c++")


class Manual(unittest.TestCase):
    def test_is_clean(self):
        run("mandoc", "-T", "lint", "-W", "warning", one("share/man/man1/dateline.1"))

    def test_has_every_command(self):
        text = one("share/man/man1/dateline.1").read_text()
        for command in completions("dateline", ""):
            if not command.startswith("-"):
                self.assertIn(f".B {command}\n", text)


def completions(*words):
    """What bash would offer behind these words."""
    script = one("share/bash-completion/completions/dateline")
    command = [str(prefix / "bin/dateline"), *words[1:]]
    return run("bash", "-c", 'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _dateline;'
               'printf "%s\\n" "${COMPREPLY[@]}"', script, *command, env=environment()).split()


class Completion(unittest.TestCase):
    def test_of_commands(self):
        self.assertEqual(completions("dateline", "geo"), ["geocode", "geoparse"])
        self.assertIn("gazetteer", completions("dateline", ""))
        self.assertIn("--help", completions("dateline", "-"))

    def test_of_commands_of_the_gazetteer(self):
        self.assertEqual(completions("dateline", "gazetteer", ""), ["info", "build", "check"])
        self.assertEqual(completions("dateline", "place", ""), ["add", "list", "remove"])
        self.assertEqual(completions("dateline", "query", "--group-by", "w"), ["week"])

    def test_of_options(self):
        self.assertEqual(completions("dateline", "query", "--b"), ["--bbox", "--between"])
        self.assertIn("--theme", completions("dateline", "map", "--"))
        self.assertNotIn("--theme", completions("dateline", "query", "--"))

    def test_of_values(self):
        self.assertEqual(completions("dateline", "query", "--format", "js"), ["json", "jsonl"])
        self.assertEqual(completions("dateline", "query", "--format", "=", "ge"), ["geojson"])
        self.assertEqual(completions("dateline", "query", "--type", "strike,mo"), ["strike,movement"])

    def test_of_files_is_left_to_bash(self):
        self.assertEqual(completions("dateline", "ingest", "re"), [])

    def test_values_are_those_the_program_takes(self):
        run(prefix / "bin/dateline", "ingest", "--db", scratch / "empty.sqlite", "--quiet", "-",
            input='{"text":"Nothing."}', env=environment())
        for option in ("--type", "--status", "--format"):
            for value in completions("dateline", "query", option, ""):
                done = subprocess.run([prefix / "bin/dateline", "query", "--db", scratch / "empty.sqlite",
                                       option, value], capture_output=True, text=True, check=False,
                                      env=environment())
                self.assertIn(done.returncode, (0, 1), f"{option} {value}: {done.stderr}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for argument in ("build", "cmake", "compiler"):
        parser.add_argument(f"--{argument}", required=True)
    parser.add_argument("--flags", type=str.split, default=[])
    options, rest = parser.parse_known_args()
    unittest.main(argv=[__file__, *rest], verbosity=2)
