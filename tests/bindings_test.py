#!/usr/bin/env python3
"""The Python binding: what it reads is what the program reads.

usage: bindings_test.py PROGRAM ROOT LIBRARY
"""
import datetime
import glob
import json
import os
import subprocess
import sys
import tempfile
import threading
import unittest

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
with open(PROGRAM, "rb") as f:
    if b"__asan_init" in f.read():
        print("the library is built with sanitizers: Python cannot load it")
        sys.exit(77)
os.environ["RAPPORTEUR_LIBRARY"] = os.path.abspath(sys.argv[3])
sys.path.insert(0, os.path.join(ROOT, "bindings/python"))
import rapporteur  # noqa: E402

REPORTS = sorted(glob.glob(os.path.join(ROOT, "examples/reports/*.txt")))


def source(path):
    with open(path, "rb") as f:
        return f.read()


class Binding(unittest.TestCase):
    def test_a_record_is_byte_for_byte_that_of_the_program(self):
        with rapporteur.Reader() as reader:
            for path in REPORTS[:4]:
                want = subprocess.run([PROGRAM, "read", path], stdout=subprocess.PIPE, check=True).stdout.rstrip(b"\n")
                self.assertEqual(json.loads(want)["attributions"], reader.read(source(path), path.lstrip("/"))["attributions"])
                key = json.loads(want)["report"]["key"]
                self.assertEqual(want, reader.read_json(source(path), key))

    def test_options_reach_the_library(self):
        with rapporteur.Reader(layers=["meta", "times"], published=datetime.date(2031, 5, 8), no_parse=True) as reader:
            record = reader.read("Norland's envoy Jon Ruud said on Monday that he would leave.\n", "a.txt")
        self.assertNotIn("attributions", record)
        self.assertEqual(record["published"]["day"], "2031-05-08")

    def test_what_cannot_be_read_is_an_error_with_its_code(self):
        with rapporteur.Reader(max_bytes=100) as reader:
            with self.assertRaises(rapporteur.Error) as e:
                reader.read(b"x" * 1000)
            self.assertEqual(e.exception.code, 2)
            reader.read(b"Jon Ruud said he would come.")
        with self.assertRaises(ValueError):
            reader.read(b"closed")
        with self.assertRaises(ValueError):
            rapporteur.Reader(layers=["everything"])

    def test_readers_work_side_by_side(self):
        wants, got = [rapporteur.Reader().read_json(source(p), p) for p in REPORTS], [None] * len(REPORTS)

        def work(i):
            with rapporteur.Reader() as reader:
                got[i] = reader.read_json(source(REPORTS[i]), REPORTS[i])
        threads = [threading.Thread(target=work, args=(i,)) for i in range(len(REPORTS))]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual(wants, got)

    def test_rows_of_a_dossier_are_dicts(self):
        with tempfile.TemporaryDirectory() as tmp:
            db = os.path.join(tmp, "a#b?.db")
            subprocess.run([PROGRAM, "add", db, *REPORTS], check=True, stderr=subprocess.DEVNULL)
            statements = list(rapporteur.rows(db, "statement"))
            self.assertGreater(len(statements), 50)
            self.assertIn("speaker_name", statements[0])
            for view in rapporteur.VIEWS:
                list(rapporteur.rows(db, view))
            with self.assertRaises(ValueError):
                list(rapporteur.rows(db, "row; DROP TABLE row"))

    def test_the_version_is_that_of_the_program(self):
        out = subprocess.run([PROGRAM, "--version"], stdout=subprocess.PIPE, check=True).stdout.decode()
        self.assertIn(rapporteur.version(), out)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
