#!/usr/bin/env python3
"""What is new since a day, how hits of a search fall, and from how many origins a telling comes: verbs, pages and data say the same.

usage: since_test.py PROGRAM ROOT
"""
import csv
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
WIRE = """%sSudmark's army shelled the port of Kesh on Sunday, killing four dockers, the harbour master Tam Orlo said.

Norland's foreign minister Jon Ruud said the ceasefire was over. "We will not sit at a table under fire," he told reporters in Lenz.

The shelling began before dawn and went on for two hours, witnesses said. Ships that had waited in the roads for a pilot put to sea again, and the
ferry to Ostia was cancelled until further notice.
"""
OWN = """OSTIA, May 4 - Sudmark's army shelled the port of Kesh on Sunday, and four people died, according to Ostia's coast guard.

"We will not sit at a table under fire," Norland's foreign minister Jon Ruud told reporters in Lenz.

A coast guard boat brought eleven wounded to the island. Doctors there asked for blood.
"""
REPORTS = [
    ("npa", "Port shelled", WIRE % "LENZ, May 4 (NPA) - ", "NPA", "2031-05-04"),
    ("courier", "Kesh port under fire", WIRE % "" + "\nReporting by NPA.\n", "Norstad Courier", "2031-05-05"),
    ("portal", "Port shelled, says NPA", WIRE % "", "Newsheap", "2031-05-04"),
    ("herald", "Wounded reach Ostia", OWN, "Ostia Herald", "2031-05-04"),
    ("bbc", "Quiet night", "LENZ, May 6 - The guns were silent on Tuesday, Sudmark's envoy Ana Bellec said.\n", "BBC News", "2031-05-06"),
]
BRIEF = "outlet: NPA = agency\noutlet: Newsheap = aggregator\noutlet: Norstad Courier = newspaper\n"
EXAMPLES = "examples/reports"


def run(*args, status=0):
    p = subprocess.run([PROGRAM, *args], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if p.returncode != status:
        raise AssertionError((args, p.returncode, p.stderr.decode()))
    return p.stdout.decode()


def lines(*args):
    return [json.loads(x) for x in run(*args).splitlines()]


class Since(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tmp = tempfile.TemporaryDirectory()
        cls.db, cls.wires = os.path.join(cls.tmp.name, "strait.db"), os.path.join(cls.tmp.name, "wires.db")
        feed, brief = os.path.join(cls.tmp.name, "wires.jsonl"), os.path.join(cls.tmp.name, "brief")
        with open(feed, "w", encoding="utf-8") as f:
            for key, title, text, source, day in REPORTS:
                f.write(json.dumps({"id": key, "title": title, "text": text, "source": source, "date": day}) + "\n")
        with open(brief, "w", encoding="utf-8") as f:
            f.write(BRIEF)
        run("add", cls.db, EXAMPLES)
        run("add", cls.wires, "--brief", brief, feed)
        cls.server = Served(PROGRAM, cls.db)

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        cls.tmp.cleanup()

    def get(self, path):
        return self.server.get(path)

    def days(self):
        return {r["key"]: r["published"]["day"] for r in lines("export", self.db, "--as", "jsonl", "--table", "report") if r["row"] == "report"}

    def test_new_is_what_no_earlier_report_tells(self):
        days, since = self.days(), "2023-03-13"
        new = {c["row"]["id"]: c for c in lines("changes", self.db, "--since", since, "--json") if c["change"] == "event"}
        events = [r for r in lines("export", self.db, "--as", "jsonl", "--table", "event") if r["row"] == "event"]
        want = {e["id"] for e in events if min(days[t["report"]] for t in e["tellings"]) >= since}
        self.assertEqual(set(new), want)
        self.assertGreater(len(want), 5)
        self.assertLess(len(want), len(events))
        for c in new.values():
            self.assertEqual(c["reported"], min(days[t["report"]] for t in c["row"]["tellings"]))

    def test_a_position_that_moved_shows_both_ends_with_day_speaker_and_place(self):
        moved = [c for c in lines("changes", self.db, "--since", "2023-03-09", "--json") if c["change"] == "moved"]
        self.assertTrue(moved)
        text = run("changes", self.db, "--since", "2023-03-09", "--width", "300")
        for c in moved:
            self.assertNotEqual(c["was"]["stance"], c["row"]["stance"])
            self.assertEqual((c["was"]["issue"], c["was"]["party"]), (c["row"]["issue"], c["row"]["party"]))
            self.assertLess(c["was"]["day"], c["row"]["day"])
        for line in re.findall(r"(?m)^ +(?:was|now) .*$", text):
            self.assertRegex(line, r"says .*, \d+ Mar 2023 .*R\d+:\d+-\d+$")
        self.assertGreaterEqual(len(re.findall(r"(?m)^ +now ", text)), len(moved))

    def test_a_followup_never_stands_without_its_claimant(self):
        text = run("changes", self.db, "--since", "2023-03-01", "--width", "300")
        said = re.search(r"(?s)Said of pledges \(\d+\)\n(.*?)\n\S", text).group(1)
        for line in said.splitlines():
            if re.match(r" +\d+ Mar 2023 ", line):
                self.assertRegex(line, r"(kept|broken|partial|unclear|scope|doubt), (says|no speaker given|speaker).* R\d+:\d+-\d+$")
        for r in csv.DictReader(io.StringIO(self.get("/changes.csv?since=2023-03-01")[1])):
            if r["kind"] in ("followup", "side") or r["state"] in ("claimed", "alleged"):
                self.assertTrue(r["by"], r)
            self.assertTrue(r["sources"], r)

    def test_verb_page_and_data_say_the_same(self):
        for since in ("2023-03-01", "2023-03-13", "2024"):
            said = [c["change"] for c in lines("changes", self.db, "--since", since, "--json")] if since != "2024" else []
            data = [c["change"] for c in json.loads(self.get("/changes.json?since=" + since)[1])]
            self.assertEqual(said, data)
            status, page = self.get("/changes?since=" + since)
            self.assertEqual((status, page.count("<li data-item")), (200, len(said)))
        run("changes", self.db, "--since", "2024", status=1)
        run("changes", self.db, "--since", "soon", status=2)
        self.assertEqual(self.get("/changes?since=soon")[0], 400)

    def test_everything_is_new_since_before_the_first_report_and_nothing_after_the_last(self):
        kinds = [c["change"] for c in lines("changes", self.db, "--since", "2023", "--json")]
        rows = [r["row"] for r in lines("export", self.db, "--as", "jsonl")]
        self.assertEqual(kinds.count("round"), rows.count("round"))
        self.assertEqual(kinds.count("event"), rows.count("event"))
        self.assertEqual(kinds.count("disagreement"), rows.count("disagreement"))
        self.assertEqual(kinds.count("pledge"), rows.count("pledge"))

    def test_the_overview_has_the_short_form_and_the_page_a_form(self):
        short = run("overview", self.db, "--since", "2023-03-01")
        self.assertRegex(short, r"and \d+ more")
        self.assertIn("changes %s --since 2023-03-01" % self.db, short)
        self.assertRegex(self.get("/")[1], r'action="/changes"')

    def test_the_history_of_a_position_hangs_on_its_entry(self):
        link = re.search(r'href="(/row/\w+)#history"', self.get("/positions")[1]).group(1)
        page = self.get(link)[1]
        after = page[page.index('id="history"'):]
        self.assertIn("this entry", after)
        self.assertGreater(after.count("<li data-item"), 1)

    def test_hits_fall_as_the_filters_find_them(self):
        facets = lines("search", self.db, "strait", "--facets", "--json")
        self.assertEqual({f["facet"] for f in facets} & {"party", "speaker", "issue", "month", "origin"}, {"party", "speaker", "issue", "month", "origin"})
        for f in facets:
            hits = lines("search", self.db, "strait", "--" + f["facet"], f["value"], "--json")
            self.assertGreaterEqual(len(hits), f["hits"], f)
            if f["facet"] in ("issue", "month", "origin", "place"):
                self.assertEqual(len(hits), f["hits"], f)
        status, page = self.get("/search?q=strait&origin=independent")
        self.assertEqual(status, 200)
        n = next(f["hits"] for f in facets if (f["facet"], f["value"]) == ("origin", "independent"))
        self.assertIn("%d places hold" % n, page)
        self.assertRegex(page, r'<option value="independent" selected')

    def test_filters_compose(self):
        both = lines("search", self.db, "strait", "--party", "Sudmark", "--from", "2023-03-09", "--json")
        self.assertTrue(both)
        self.assertLess(len(both), len(lines("search", self.db, "strait", "--party", "Sudmark", "--json")))
        for h in both:
            self.assertGreaterEqual(h["day"], "2023-03-09")

    def test_copies_of_a_wire_are_one_origin_and_a_shared_quotation_is_none(self):
        events = [r for r in lines("export", self.wires, "--as", "jsonl", "--table", "event") if r["row"] == "event"]
        shelled = [e for e in events if e["cameo"] == "194"]
        self.assertEqual([(len(e["tellings"]), e["origins"]) for e in shelled], [(4, 2)])  # three copies, and one of its own
        self.assertIn("4 reports, 2 origins", run("events", self.wires, "--width", "300"))
        self.assertIn("told in 4 reports, 2 independent origins", run("said", self.wires, "Ruud", "--width", "300"))

    def test_the_kind_of_an_outlet_is_told_and_sought(self):
        kinds = {f["value"]: f["hits"] for f in lines("search", self.wires, "Sudmark", "--facets", "--json") if f["facet"] == "source"}
        self.assertEqual(set(kinds), {"agency", "aggregator", "newspaper", "broadcaster"})
        for h in lines("search", self.wires, "Sudmark", "--source", "agency", "--json"):
            self.assertIn("npa", (h.get("key"), h.get("report")))
        copies = [r for r in lines("export", self.wires, "--as", "jsonl", "--table", "copy") if r["row"] == "copy"]
        first = {(c["a"], c["b"]): c for c in copies}
        for (a, b), c in first.items():
            if "npa" in (a, b):
                self.assertEqual(c["direction"], "a->b" if a == "npa" else "b->a", c)

    def test_what_is_forgotten_is_found_no_more(self):
        db = os.path.join(self.tmp.name, "forget.db")
        run("add", db, "examples/reports/09-npa-shots.txt", "examples/reports/10-courier-coffee.txt")
        self.assertTrue(lines("search", db, "trawler", "--json"))
        run("forget", db, "examples/reports/09-npa-shots.txt")
        run("search", db, "trawler", "--json", status=1)
        self.assertNotIn("trawler", run("changes", db, "--since", "2023", status=1))  # the report left has no day of its own


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
