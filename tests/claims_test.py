#!/usr/bin/env python3
"""Walks all pages and exports: no bearing, no claimed or alleged event without the one who says so, and no row without its place.

The dossier is that of the examples and of one report full of claims.

usage: claims_test.py PROGRAM ROOT
"""
import csv
import html.parser
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

from serving import Served

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
CLAIMS = """KESH, 9 May 2031 - Sudmark shelled the town of Kesh, Norland's defence ministry said.

Norland has broken its pledge to reopen the harbour, Sudmark's foreign minister Ana Bellec said on Friday.

Sudmark allegedly bombed a hospital in Kesh. Troops of Norland attacked a village, officials said.

"They fired first," a person close to the government of Sudmark said.
"""
CLAIMANT = re.compile(r"\b(claimed|alleged) by(?: whom is not said)? \S|, by whom is not said")


class Rows(html.parser.HTMLParser):
    """The text of every entry (data-item), and of every element with the class told."""

    VOID = {"meta", "link", "input", "br"}

    def __init__(self, text):
        super().__init__()
        self.stack, self.entries = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag in self.VOID:
            return
        self.stack.append({"entry": "data-item" in a, "class": a.get("class") or "", "text": "", "src": 0, "by": 0, "parts": []})
        if "src" in (a.get("class") or "").split():
            for s in self.stack:
                s["src"] += 1
        if "by" in (a.get("class") or "").split() or "uns" in (a.get("class") or "").split():
            for s in self.stack:
                s["by"] += 1

    def handle_data(self, data):
        for s in self.stack:
            s["text"] += data

    def handle_endtag(self, tag):
        if tag in self.VOID:
            return
        done = self.stack.pop()
        done["text"] = re.sub(r"\s+", " ", done["text"]).strip()
        if done["entry"]:
            self.entries.append(done)


class Claims(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tmp = tempfile.TemporaryDirectory()
        path = os.path.join(cls.tmp.name, "claims.txt")
        with open(path, "w", encoding="utf-8") as f:
            f.write(CLAIMS)
        cls.db = os.path.join(cls.tmp.name, "d.db")
        subprocess.run([PROGRAM, "add", cls.db, "examples/reports", path], cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        cls.server = Served(PROGRAM, cls.db)

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        cls.tmp.cleanup()

    def ask(self, path):
        return self.server.get(path)

    def walk(self):
        """All pages that can be reached from the first by links without a query, and the forms' own variants."""
        todo, seen = ["/", "/positions?show=history", "/positions?show=conditions", "/timeline?status=claimed", "/events?status=alleged", "/search?q=Kesh", "/changes?since=2023"], {}
        while todo:
            path = todo.pop()
            if path in seen:
                continue
            status, body = self.ask(path)
            self.assertEqual(status, 200, path)
            seen[path] = body
            for link in re.findall(r'href="(/[^"#]*)', body):
                link = link.replace("&amp;", "&")
                if not link.endswith((".json", ".csv", ".css")) and ("?" not in link or "start=" in link):
                    todo.append(link)
        return seen

    def test_on_every_page(self):
        pages = self.walk()
        self.assertGreater(len(pages), 40)
        claims = bearings = 0
        for path, body in pages.items():
            for e in Rows(body).entries:
                if re.search(r"(claimed|alleged) by ", e["text"]):
                    claims += 1
                    self.assertTrue(e["by"], (path, e["text"]))
                if "hollow" in e["class"].split() and path.split("?")[0] in ("/events", "/timeline", "/map"):
                    self.assertRegex(e["text"], r"(claimed|alleged) by ", (path, e["text"]))
                    self.assertTrue(e["by"], (path, e["text"]))
                if path.split("?")[0] in ("/said", "/events", "/timeline", "/map", "/talks", "/changes") or "pos" in e["class"].split():
                    self.assertTrue(e["src"], (path, e["text"]))
            for row in re.findall(r"<tr[^>]*><th scope=\"row\">(?:○ )?(kept|broken|partial|unclear|scope|doubt)</th>(.*?)</tr>", body, re.S):
                bearings += 1
                self.assertRegex(row[1], r'class="(?:by|uns)"', (path, row))
                self.assertIn('class="src"', row[1], (path, row))
            if path.startswith("/changes"):
                for bearing, after in re.findall(r"said to be <b>(\w+)</b>(.{0,400})", body, re.S):
                    bearings += 1
                    self.assertRegex(after, r'^ by .*class="(?:by|uns)"', (path, bearing))
                    self.assertIn('class="src"', after, (path, bearing))
        self.assertGreater(claims, 5)
        self.assertGreater(bearings, 3)

    def test_a_status_is_never_shown_without_a_claimant_behind_it(self):
        for path, body in self.walk().items():
            for after in re.findall(r'<span class="told">(?:claimed|alleged)</span>(.{0,200})', body, re.S):
                text = re.sub(r"<[^>]*>", "", after)
                self.assertRegex(text, r"^ by \S", (path, after))

    def test_in_every_page_as_data(self):
        for path in ("/timeline", "/events", "/map", "/positions", "/said", "/differ", "/talks", "/changes"):
            rows = json.loads(self.ask(path + ".json")[1])
            for r in rows:
                r = r["row"] if isinstance(r.get("row"), dict) else r
                tellings = r.get("tellings") or r.get("sources") or []
                if r.get("status") in ("claimed", "alleged"):
                    self.assertTrue(tellings and all(t.get("claimant") or t.get("attribution") or t.get("status") not in ("claimed", "alleged") for t in tellings), r)
            for r in csv.DictReader(io.StringIO(self.ask(path + ".csv")[1])):
                if r["state"] in ("claimed", "alleged") or r["kind"] in ("followup", "side", "outcome"):
                    self.assertTrue(r["by"], r)
                self.assertTrue(r["sources"], r)

    def test_in_every_export(self):
        rows = [r for r in map(json.loads, self.run_it("jsonl").splitlines()) if r["row"] != "credit"]
        claimed = {r["id"] for r in rows if r["row"] == "event" and r["status"] in ("claimed", "alleged")}
        self.assertGreater(len(claimed), 5)
        for r in rows:
            for f in r.get("followups", []):
                self.assertTrue(f["claimant"], r)
            tellings = r.get("tellings") or r.get("sources") or r.get("sides") or r.get("passages") or r.get("reports") or r.get("content") or r.get("key")
            self.assertTrue(tellings, r)
        for kind, key, by, how in (("plover", "Event ID", "Claimants", {"delimiter": "\t", "quoting": csv.QUOTE_NONE}), ("acled", "event_id_cnty", "claimants", {}),
                                   ("ucdp", "id", "claimants", {})):
            for r in csv.DictReader(io.StringIO(self.run_it(kind), newline=""), **how):
                self.assertTrue(r[by] and (r.get("Places") or r.get("places")), r)
        for a in json.loads(self.run_it("webanno"))["items"]:
            self.assertTrue(a["claimants"] and a["target"], a)
        for r in csv.DictReader(io.StringIO(self.run_it("dna"), newline="")):
            self.assertTrue(r["claimant"] and r["status"] and r["place"], r)
        for f in json.loads(self.run_it("geojson"))["features"]:
            self.assertTrue(f["properties"]["claimants"] and f["properties"]["places"])
        for e in json.loads(self.run_it("timelinejs"))["events"]:
            if re.match(r"claimed|alleged", e["text"]["text"]):
                self.assertRegex(e["text"]["text"], r"^(claimed|alleged) by \S")
        for line in self.run_it("memo").splitlines():
            if re.search(r", (claimed|alleged) ", line):
                self.assertRegex(line, r", (claimed|alleged) by \S")
            if "said to be" in line:
                self.assertRegex(line, r"said to be \w+ - \S")
        folder = os.path.join(self.tmp.name, "site")
        self.run_it("html", "--to", folder)
        for name in os.listdir(folder):
            if name.endswith(".html"):
                with open(os.path.join(folder, name), encoding="utf-8") as f:
                    for after in re.findall(r'<span class="told">(?:claimed|alleged)</span>(.{0,200})', f.read(), re.S):
                        self.assertRegex(re.sub(r"<[^>]*>", "", after), r"^ by \S")

    def run_it(self, kind, *args):
        return subprocess.run([PROGRAM, "export", self.db, "--as", kind, *args], stdout=subprocess.PIPE, check=True, timeout=120).stdout.decode("utf-8")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
