"""The credit of the gazetteer is told wherever its places are, and disputed places name all who claim them.

usage: places_test.py PROGRAM ROOT
"""
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.path.abspath(sys.argv[1])
REPORT = ("Envoys meet in Geneva\n\nMay 4, 2031\n\nEnvoys of Norland and Sudmark met in Geneva on Monday, Norland's Foreign Minister Jon Ruud said. "
          "Shots were heard near Sevastopol in Crimea, he said.\n")


class Credit(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tmp = tempfile.TemporaryDirectory()
        cls.db, cls.report = (os.path.join(cls.tmp.name, name) for name in ("d.db", "a.txt"))
        with open(cls.report, "w", encoding="utf-8") as f:
            f.write(REPORT)
        cls.run_it("add", cls.db, cls.report)

    @classmethod
    def tearDownClass(cls):
        cls.tmp.cleanup()

    @staticmethod
    def run_it(*args):
        return subprocess.run([PROGRAM, *args], check=True, capture_output=True, text=True).stdout

    def assert_credit(self, text):
        self.assertIn("GeoNames", text)
        self.assertIn("CC BY 4.0", text)

    def test_the_version_tells_it(self):
        self.assert_credit(self.run_it("--version"))

    def test_it_lies_beside_exported_tables(self):
        folder = os.path.join(self.tmp.name, "out")
        self.run_it("export", self.db, "--as", "csv", "--to", folder)
        with open(os.path.join(folder, "credits.txt"), encoding="utf-8") as f:
            self.assert_credit(f.read())

    def test_it_stands_on_every_page(self):
        server = subprocess.Popen([PROGRAM, "serve", self.db], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            port, token = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\?token=([0-9a-f]{64})", server.stdout.readline().strip()).groups()
            connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=20)
            cookie = ""
            for path in ("/?token=" + token, "/", "/map", "/report/R1"):
                connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
                answer = connection.getresponse()
                body = answer.read().decode("utf-8")
                cookie = cookie or (answer.getheader("Set-Cookie") or "").split(";")[0]
                if answer.status == 200:
                    self.assert_credit(body)
            self.assertEqual(answer.status, 200)
        finally:
            server.terminate()
            server.communicate(timeout=10)

    def test_places_may_come_from_a_table_of_the_users_own(self):
        table, report = (os.path.join(self.tmp.name, name) for name in ("dump.txt", "b.txt"))
        with open(table, "w", encoding="utf-8") as f:
            f.write("\t".join("77 Keshmouth Keshmouth _ 41.5 29.1 P PPL OS _ 01 _ _ _ 250000 _ _ _ 2031-01-01".replace("_", "").split(" ")) + "\n")
        with open(report, "w", encoding="utf-8") as f:
            f.write("A bridge near Keshmouth fell into the water on Friday, the envoys of Norland said in a statement.\n")
        found = lambda *more: {p["name"]: (p["country"], p["lat"], p["id"]) for p in json.loads(self.run_it("read", *more, report))["places"]}
        self.assertEqual(found("--gazetteer", table)["Keshmouth"], ("OS", "41.5000", "geonames:77"))
        self.assertEqual(found()["Keshmouth"], (None, None, None))
        bad = subprocess.run([PROGRAM, "read", "--gazetteer", report, report], capture_output=True, text=True)
        self.assertEqual((bad.returncode, bad.stdout), (65, ""))
        self.assertIn("b.txt", bad.stderr)

    def test_a_disputed_place_names_all_claimants(self):
        places = {p["name"]: p for p in json.loads(self.run_it("read", self.report))["places"]}
        self.assertIsNone(places["Geneva"]["disputed"])
        for name in ("Sevastopol", "Crimea"):
            self.assertEqual({c["by"] for c in places[name]["disputed"]}, {"UA", "RU"})
            self.assertTrue(all(c["basis"] for c in places[name]["disputed"]))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
