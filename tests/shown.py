#!/usr/bin/env python3
"""What verbs and tables show of the example reports keeps the house's promises: claimants everywhere, own words only under their speaker.

usage: shown.py PROGRAM ROOT
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

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
READING = (["overview"], ["talks"], ["timeline"], ["said"], ["events"], ["positions"], ["positions", "--pledges"], ["differ"], ["copies"], ["names"],
           ["search", "strait"])


class Shown(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tmp = tempfile.TemporaryDirectory()
        cls.path = os.path.join(cls.tmp.name, "strait.db")
        subprocess.run([PROGRAM, "add", cls.path, "examples/reports", "--between", "2022-01-01", "2024-12-31"], cwd=ROOT, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    @classmethod
    def tearDownClass(cls):
        cls.tmp.cleanup()

    def run_it(self, verb, *args, want=0):
        p = subprocess.run([PROGRAM, verb, self.path, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        self.assertEqual(p.returncode, want, (verb, args, p.stderr))
        self.err = p.stderr.decode()
        return p.stdout.decode()

    def table(self, verb, *args):
        lines = [line.split("\t") for line in self.run_it(verb, *args, "--plain").splitlines()]
        return [dict(zip(lines[0], line)) for line in lines[1:]]

    def rows(self, *args):
        return [json.loads(line) for line in self.run_it(*args, "--json").splitlines()]

    def test_every_reading_verb_has_three_forms_with_the_same_rows(self):
        for verb, *more in READING:
            self.assertTrue(self.run_it(verb, *more))
            table, rows = self.table(verb, *more), self.rows(verb, *more)
            parts = [r for r in table if r["kind"] in ("followup", "side", "outcome")]
            self.assertEqual(len(table) - len(parts), len(rows), verb)
            for r in table:
                self.assertEqual(len(r), 10, r)

    def test_what_is_claimed_or_alleged_has_its_claimant_in_every_form(self):
        for verb in ("events", "timeline"):
            for r in self.table(verb):
                if r["state"] in ("claimed", "alleged"):
                    self.assertTrue(r["by"], r)
            for r in self.rows(verb):
                if r["status"] in ("claimed", "alleged"):
                    self.assertTrue(all(t.get("claimant") or t.get("attribution") for t in r.get("tellings") or r["sources"]), r)
            text = re.sub(r"\s+", " ", self.run_it(verb))
            self.assertEqual(len(re.findall(r", (?:claimed|alleged)\b(?! by |, by whom is not said)", text)), 0)

    def test_follow_ups_and_sides_stand_beside_the_one_who_says_so(self):
        pledges, differ = self.table("positions", "--pledges"), self.table("differ")
        for kind, table in (("followup", pledges), ("side", differ)):
            mine = [r for r in table if r["kind"] == kind]
            self.assertTrue(mine)
            for r in mine:
                self.assertTrue(r["by"] and r["what"] and re.fullmatch(r"R\d+:\d+-\d+", r["sources"]), r)
        board = self.run_it("positions", "--pledges")
        self.assertIn("broken - Jon Ruud (Norland)", board)
        self.assertNotRegex(board, r"(broken|kept|partial|doubt)\s*$")

    def test_csv_holds_what_the_table_holds(self):
        rows = list(csv.DictReader(io.StringIO(self.run_it("export", "--as", "csv", "--table", "pledge"))))
        self.assertEqual([r["kind"] for r in rows], [r["kind"] for r in self.table("positions", "--pledges")])

    def test_quotation_marks_hold_only_words_of_the_source(self):
        source = ""
        for name in sorted(os.listdir(os.path.join(ROOT, "examples/reports"))):
            with open(os.path.join(ROOT, "examples/reports", name), encoding="utf-8") as f:
                source += f.read()
        for broken, mark in (("â€œ", "“"), ("â€™", "’"), ("â€\x9d", "”"), ("â€", "”")):
            source = source.replace(broken, mark)
        source = re.sub(r"[\s“”\"«»]+", " ", source)
        shown = self.run_it("said", "--width", "1000") + self.run_it("positions", "--width", "1000") + self.run_it("overview", "--width", "1000")
        quoted = re.findall(r"“([^“”]{12,}?)”", shown)
        self.assertGreater(len(quoted), 15)
        for words in quoted:
            self.assertIn(re.sub(r"[\s\"«»]+", " ", words).strip(" ,."), source)

    def test_no_sentence_ends_twice(self):
        for args in (["overview"], ["positions"], ["positions", "--pledges"], ["timeline"]):
            text = self.run_it(args[0], *args[1:], "--width", "1000")
            self.assertNotRegex(text, r"[.,][.,] ?says|[,.]; |,,|\.,|says \?")

    def test_what_is_told_of_somebody_is_found_under_any_spelling(self):
        self.assertIn("the last sailor is home", self.run_it("said", "--of", "Halvenskyi"))

    def test_a_statement_says_how_it_is_worded_who_speaks_and_how_its_day_is_known(self):
        text = self.run_it("said", "--width", "200")
        for word in ("word for word", "part quoted", "retold", "the report's day", "the report's day, worked out", "day told in the text", "speaker unclear"):
            self.assertIn(word, text)
        self.assertNotRegex(text, r"\d{4} [ ~] \?")

    def test_a_statement_in_two_reports_that_share_words_has_one_origin(self):
        text = re.sub(r"\s+", " ", self.run_it("said", "--speaker", "Dolmat"))
        self.assertIn("told in 2 reports, 1 independent origin (also R3)", text)
        self.assertIn("told in 2 reports, 1 independent origin (also R2)", text)

    def test_statements_are_filtered_by_wording_words_and_unclear_speakers(self):
        rows = self.rows("said")
        for kind in ("direct", "mixed", "indirect"):
            mine = self.rows("said", "--wording", kind)
            self.assertTrue(mine)
            self.assertEqual(len(mine), sum(r["kind"] == kind for r in rows))
        tarn = self.rows("said", "--words", "TARN island")
        self.assertTrue(tarn and all("Tarn" in r["text"] and "island" in r["text"] for r in tarn))
        unclear = self.rows("said", "--speaker", "?")
        self.assertEqual(len(unclear), sum(r["speaker"] is None and not r["anonymous"] for r in rows))
        self.run_it("said", "--wording", "loud", want=2)

    def test_every_cell_of_the_matrix_has_a_day_and_old_ones_say_last_heard(self):
        text = self.run_it("positions", "--history", "--width", "1000")
        entries = len(re.findall(r"R\d+:\d+-\d+$", text, re.M))
        self.assertGreater(entries, 8)
        self.assertEqual(len(re.findall(r", (?:(?:last heard )?\d+ \w{3} 2023|no date)$", text, re.M)), entries)
        self.assertNotIn(", last heard", self.run_it("positions"))
        late = re.sub(r"\s+", " ", self.run_it("positions", "--as-of", "2023-12-31", "--width", "160"))
        self.assertIn(", last heard 8 Mar 2023", late)
        self.assertIn("last heard = more than 90 days before 31 Dec 2023", late)

    def test_the_window_of_the_brief_says_what_is_old(self):
        path, brief = os.path.join(self.tmp.name, "brief.db"), os.path.join(self.tmp.name, "a.brief")
        with open(brief, "w") as f:
            f.write("between: 2023-03-10 2023-12-31\n")
        subprocess.run([PROGRAM, "add", path, "examples/reports", "--brief", brief], cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        out = subprocess.run([PROGRAM, "positions", path, "--width", "160"], stdout=subprocess.PIPE, check=True).stdout.decode()
        self.assertIn(", last heard 8 Mar 2023", out)
        self.assertNotIn(", last heard 14 Mar 2023", out)
        self.assertIn("before 10 Mar 2023, the first day of the brief", re.sub(r"\s+", " ", out))

    def test_what_only_others_tell_is_hollow_can_be_hidden_and_is_never_counted(self):
        rows = self.rows("positions")
        own = self.rows("positions", "--own")
        self.assertTrue(own and len(own) < len(rows))
        for r in own:
            self.assertTrue("self" in [r["asserted_by"]] + [t.get("asserted_by") for t in r["tellings"]], r)
        text = self.run_it("positions")
        count = int(re.search(r"(\d+) in own words", text).group(1))
        hidden = self.run_it("positions", "--own")
        self.assertEqual(count, int(re.search(r"(\d+) in own words", hidden).group(1)))
        self.assertIn("0 hollow, 0 without", re.sub(r"\s+", " ", hidden))
        self.assertNotIn("known only from", hidden)

    def test_conditions_stand_with_their_state_and_place(self):
        text, rows = self.run_it("positions", "--conditions"), self.rows("positions", "--conditions")
        self.assertTrue(rows and all(r["condition"]["text"] for r in rows))
        self.assertEqual(len(re.findall(r"^   state +(met|not met|unknown whether met)$", text, re.M)), len(rows))

    def test_events_are_filtered_by_code_status_and_claim(self):
        rows = self.rows("events")
        claimed = self.rows("events", "--status", "claimed")
        self.assertEqual(len(claimed), sum(r["status"] == "claimed" for r in rows))
        assault = self.rows("events", "--kind", "ASSAULT")
        self.assertTrue(assault and all(r["plover"] == "ASSAULT" for r in assault))
        self.assertTrue(all(r["cameo"].startswith("04") for r in self.rows("events", "--kind", "04")))

    def test_narrow_text_keeps_to_its_width(self):
        for verb, *more in READING:
            for line in self.run_it(verb, *more, "--width", "60").splitlines():
                if "rapporteur names" not in line:  # a command stays in one piece; a dash or a count may hang over
                    self.assertLessEqual(len(line), 65, (verb, line))

    def test_a_reference_that_is_none_is_wrong_use_and_one_to_nothing_is_not_found(self):
        self.run_it("cite", "R2", want=2)
        self.assertIn("R2:2352-2413", self.err)
        self.run_it("cite", "R99:1-2", want=1)
        self.run_it("cite", "E000000000000", want=1)
        out = self.run_it("cite", "R2:279-350")
        self.assertIn("[“Sudmark will open the strait to merchant ships on Friday morning,”]", out)

    def test_what_is_suggested_names_this_dossier_and_a_report_without_a_date(self):
        path, stray = os.path.join(self.tmp.name, "stray.db"), os.path.join(self.tmp.name, "jelly.txt")
        with open(stray, "w") as f:
            f.write("Quince jelly keeps for eleven months\n\nQuince jelly keeps for eleven months, cooks of Ostia said. Nobody has tried twelve.\n")
        subprocess.run([PROGRAM, "add", path, "examples/reports", stray], cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        out = subprocess.run([PROGRAM, "overview", path], stdout=subprocess.PIPE, check=True).stdout.decode()
        self.assertRegex(out, r"R10 +2023, a guess")
        self.assertRegex(out, r"2 reports need a date: +rapporteur names \S*stray\.db --date R10=")

    def test_a_report_without_a_day_is_dated_by_the_others_and_says_so(self):
        out = self.run_it("overview")
        self.assertRegex(out, r"R7 +12 Mar 2023, worked out from the other reports")
        self.assertRegex(out, r"R10 +15 Mar 2023, worked out from the other reports")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
