"""Runs the command and says what it wrote: shared by the suites beside this file."""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = None
REPORTS = pathlib.Path(__file__).resolve().parent.parent / "reports"

DONE, NOTHING_FOUND, USAGE, BAD_INPUT, SYSTEM = range(5)


class Case(unittest.TestCase):
    """Each test has an empty folder of its own, which is the working directory of the command."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="dateline-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            content = content.encode("utf-8")
        path.write_bytes(content)
        return path

    def run_dateline(self, *arguments, stdin=b"", env=None, timeout=120, **kwargs):
        if isinstance(stdin, str):
            stdin = stdin.encode("utf-8")
        import os
        environment = dict(os.environ, **(env or {}))
        return subprocess.run([PROGRAM, *map(str, arguments)], input=stdin, capture_output=True,
                              cwd=self.folder, env=environment, timeout=timeout, check=False, **kwargs)

    def expect(self, status, *arguments, **kwargs):
        """Runs, checks the exit status, returns (stdout, stderr) as text."""
        done = self.run_dateline(*arguments, **kwargs)
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        self.assertEqual(done.returncode, status, f"{arguments}\nstdout: {out[:2000]}\nstderr: {err[:2000]}")
        return out, err

    def expect_one_line(self, err, *words):
        """A failure is one line that says what, where and what to do."""
        lines = [line for line in err.splitlines() if line]
        self.assertEqual(len(lines), 1, err)
        self.assertTrue(lines[0].startswith("dateline: "), err)
        for word in words:
            self.assertIn(word, lines[0])


def main():
    global PROGRAM
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main(module="__main__", verbosity=2)
