"""The rules of the command line, from outside: exit statuses, what goes where, bad input, stopping and going on.

usage: cli_test.py PROGRAM ROOT
"""
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), sys.argv[2]
REPORTS = {
    "a.txt": "OSTIA - Norland's envoy Jon Ruud said on Monday, May 4, 2031, that his country would keep the harbour "
             "open.\n\n\"We will not leave the harbour,\" Ruud told reporters in Ostia.\n",
    "b.txt": "KESH - Soldiers of Sudmark closed the bridge at Kesh, the NPA agency reported.\n\n\"The bridge stays "
             "closed,\" foreign minister Ana Bellec said on Thursday.\n",
    "c.txt": "May 6, 2031\n\nNorland and Sudmark will hold talks in Ostia, an official of Norland said.\n",
}


class Case(unittest.TestCase):
    def setUp(self):
        self.tmp = tempfile.TemporaryDirectory()
        self.at = self.tmp.name
        for name, text in REPORTS.items():
            self.write(name, text)

    def tearDown(self):
        self.tmp.cleanup()

    def write(self, name, text):
        with open(os.path.join(self.at, name), "wb") as f:
            f.write(text if isinstance(text, bytes) else text.encode())

    def read(self, name):
        with open(os.path.join(self.at, name), encoding="utf-8", newline="") as f:
            return f.read()

    def run_it(self, *args, want=0, **more):
        p = subprocess.run([PROGRAM, *args], cwd=self.at, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120,
                           **more)
        self.out, self.err = p.stdout.decode(), p.stderr.decode()
        self.assertEqual(p.returncode, want, "%s: %s" % (args, self.err))
        return self.out

    def digest(self, dossier="t.db"):
        return self.run_it("export", dossier, "--digest").strip()

    def add_all(self, dossier="t.db", names=("a.txt", "b.txt", "c.txt")):
        self.run_it("add", dossier, *names)


class Rules(Case):
    def test_no_arguments_give_short_help_that_leads_with_examples(self):
        out = self.run_it().splitlines()
        self.assertTrue(out[1].startswith("  rapporteur add "))
        self.assertLess(len(out), 12)

    def test_every_verb_that_is_listed_has_help_with_examples(self):
        verbs = [line for line in self.run_it().splitlines() if line.startswith("Verbs:")][0].split()[1:]
        self.assertGreaterEqual(len(verbs), 15)
        for verb in verbs:
            out = self.run_it(verb, "--help")
            self.assertIn("rapporteur %s " % verb, out)
            self.assertIn("--help", out)
            self.assertLessEqual(max(map(len, out.splitlines())), 80, verb)

    def test_a_typo_gets_a_suggestion_and_is_not_guessed(self):
        self.run_it("sad", "t.db", want=2)
        self.assertIn("did you mean said?", self.err)
        self.run_it("said", "t.db", "--partey", "x", want=2)
        self.assertIn("did you mean --party?", self.err)
        self.run_it("over", "t.db", want=2)
        self.assertEqual(self.out, "")

    def test_wrong_use_is_told_on_standard_error_with_status_2(self):
        for args in (["add"], ["add", "t.db"], ["said"], ["cite", "t.db"], ["said", "t.db", "--party"],
                     ["said", "t.db", "--own"], ["export", "t.db", "--as", "brat"], ["export", "t.db", "--as", "x"],
                     ["changes", "t.db", "more"], ["forget", "t.db"], ["check", "t.db", "--edit", "x"], ["work", "x"], ["talks", "t.db", "more"],
                     ["talks", "t.db", "--json", "--plain"], ["talks", "t.db", "--width", "wide"],
                     ["add", "t.db", "a.txt", "--between", "2031-01-01"], ["add", "t.db", "a.txt", "--layers", "all"],
                     ["names", "t.db", "--undo", "--merge", "a", "b"], ["serve", "t.db", "--port", "0"]):
            self.run_it(*args, want=2)
            self.assertTrue(self.err.startswith("rapporteur: "), args)
            self.assertEqual(self.out, "", args)
        self.assertFalse(os.path.exists(os.path.join(self.at, "t.db")))

    def test_options_may_stand_anywhere_and_two_dashes_end_them(self):
        self.write("-x.txt", REPORTS["a.txt"])
        self.run_it("add", "--jobs=1", "t.db", "--", "-x.txt")
        self.run_it("add", "t.db", "b.txt", "--verbatim", "--jobs", "2")
        self.assertEqual(len(self.run_it("export", "t.db", "--table", "report").splitlines()), 2)

    def test_nothing_found_is_status_1(self):
        self.add_all()
        self.run_it("said", "t.db", "--speaker", "Nobody Atall", want=1)
        self.assertEqual(self.out, "")
        self.run_it("search", "t.db", "zeppelin", want=1)

    def test_results_are_json_lines_on_demand(self):
        self.add_all()
        for line in self.run_it("overview", "t.db", "--json").splitlines():
            self.assertIsInstance(json.loads(line), dict)
        self.assertNotIn("\033", self.run_it("overview", "t.db"))

    def test_output_that_cannot_be_written_is_status_74(self):
        self.add_all()
        for args in (["export", "t.db"], ["export", "t.db", "--digest"], ["overview", "t.db"], ["--version"], ["help"]):
            with open("/dev/full", "wb") as full:
                p = subprocess.run([PROGRAM, *args], cwd=self.at, stdout=full, stderr=subprocess.PIPE, timeout=60)
            self.assertEqual(p.returncode, 74, args)
        self.run_it("export", "t.db", "--to", "no/such/folder/x.jsonl", want=74)

    def test_a_closed_pipe_is_quiet(self):
        self.add_all()
        p = subprocess.run("'%s' export t.db | head -c 1 >/dev/null" % PROGRAM, shell=True, cwd=self.at,
                           stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(p.stderr, b"")

    def test_man_page_and_completions_are_those_of_the_tables(self):
        for kind, path in (("man", "man/rapporteur.1"), ("bash", "completions/rapporteur.bash"),
                           ("zsh", "completions/_rapporteur"), ("fish", "completions/rapporteur.fish")):
            with open(os.path.join(ROOT, path), encoding="utf-8") as f:
                self.assertEqual(f.read(), self.run_it("--make", kind), "run scripts/manual.sh")


class Serving(Case):
    def test_pages_are_for_those_with_the_address_and_ctrl_c_ends_it(self):
        self.add_all()
        p = subprocess.Popen([PROGRAM, "serve", "t.db"], cwd=self.at, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            url = p.stdout.readline().decode().strip()
            self.assertRegex(url, r"^http://127\.0\.0\.1:\d+/\?token=[0-9a-f]{64}$")
            page, token = url.split("?token=")
            with self.assertRaises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(page)
            self.assertEqual(refused.exception.code, 401)
            refused.exception.close()
            ask = urllib.request.Request(page, headers={"Authorization": "Bearer " + token})
            with urllib.request.urlopen(ask) as answer:
                self.assertIn(b"<html", answer.read())
        finally:
            p.send_signal(signal.SIGINT)
            p.stdout.close()
            self.assertEqual(p.wait(timeout=20), 0)


class BadInput(Case):
    def test_a_dossier_that_is_not_there_is_65_and_is_not_made(self):
        self.run_it("overview", "none.db", want=65)
        self.assertIn("none.db", self.err)
        self.assertFalse(os.path.exists(os.path.join(self.at, "none.db")))

    def test_a_file_that_is_no_dossier_is_told_and_left_alone(self):
        before = self.read("a.txt")
        for verb in (["overview", "a.txt"], ["add", "a.txt", "b.txt"], ["export", "a.txt"]):
            self.run_it(*verb, want=74)
            self.assertIn("not a dossier", self.err)
        self.assertEqual(before, self.read("a.txt"))
        sqlite3.connect(os.path.join(self.at, "other.db")).execute("CREATE TABLE t (x)").connection.close()
        self.run_it("add", "other.db", "a.txt", want=74)
        self.assertIn("another program", self.err)

    def test_a_missing_report_costs_itself_only(self):
        self.run_it("add", "t.db", "a.txt", "nowhere.txt", "c.txt", want=65)
        self.assertIn("nowhere.txt", self.err)
        self.assertEqual(len(self.run_it("export", "t.db", "--table", "report").splitlines()), 2)

    def test_a_brief_that_is_missing_is_told_before_anything_is_read(self):
        self.run_it("add", "t.db", "a.txt", "--brief", "no.brief", want=65)
        self.assertIn("no.brief", self.err)
        self.assertFalse(os.path.exists(os.path.join(self.at, "t.db")))

    def test_a_record_with_a_span_outside_its_source_is_refused(self):
        record = json.loads(self.run_it("read", "a.txt"))
        record["attributions"] = [{"id": "a1", "kind": "direct", "content": [[5, 99999]], "cue": [], "source": []}]
        self.write("bad.jsonl", json.dumps(record) + "\n")
        self.run_it("add", "t.db", "bad.jsonl", want=65)


class Dossier(Case):
    def test_the_order_of_adding_does_not_show_in_the_digest(self):
        self.add_all("one.db")
        for name in ("c.txt", "a.txt", "b.txt"):
            self.run_it("add", "other.db", name)
        self.assertEqual(self.digest("one.db"), self.digest("other.db"))

    def test_the_digest_is_that_of_the_sorted_export(self):
        import hashlib
        self.add_all()
        lines = sorted(self.run_it("export", "t.db").encode().splitlines(keepends=True))
        self.assertEqual(self.digest(), hashlib.sha256(b"".join(lines)).hexdigest())

    def test_adding_again_does_nothing(self):
        self.add_all()
        before = self.digest()
        self.add_all()
        self.assertIn("3 there already", self.err)
        self.assertEqual(before, self.digest())

    def test_other_bytes_under_the_same_name_replace_the_old(self):
        self.add_all()
        self.write("a.txt", REPORTS["a.txt"].replace("harbour", "airport"))
        self.run_it("add", "t.db", "a.txt")
        self.assertIn("older version", self.err)
        self.run_it("search", "t.db", "airport")
        self.run_it("search", "t.db", "harbour", want=1)
        fresh = self.at + "/fresh.db"
        self.add_all(fresh)
        self.assertEqual(self.digest(), self.digest(fresh))

    def test_records_made_by_read_give_the_same_dossier(self):
        self.add_all()
        self.write("bare.jsonl", self.run_it("read", "a.txt", "b.txt", "c.txt"))
        self.run_it("add", "bare.db", "bare.jsonl")
        self.assertEqual(self.digest(), self.digest("bare.db"))
        self.write("full.jsonl", self.run_it("read", "--with-source", "a.txt", "b.txt", "c.txt"))
        for name in REPORTS:
            os.remove(os.path.join(self.at, name))
        self.run_it("add", "full.db", "full.jsonl")
        self.assertEqual(self.digest(), self.digest("full.db"))

    def test_every_citation_is_re_quoted_and_damage_is_65(self):
        self.add_all()
        self.assertIn("all match", self.run_it("cite", "t.db", "--check"))
        db = sqlite3.connect(os.path.join(self.at, "t.db"))
        db.execute("UPDATE cite SET at_to = at_to - 1 WHERE rowid = 1")
        db.commit()
        db.close()
        self.run_it("cite", "t.db", "--check", want=65)

    def test_words_judgements_and_views_that_are_not_what_they_were_are_65(self):
        self.add_all()
        said = json.loads(self.run_it("export", "t.db", "--table", "attribution").splitlines()[0])["id"]
        self.run_it("check", "t.db", "--accept", said, "--coder", "Ida")
        self.run_it("check", "t.db", "--note", said, "a second look")
        self.run_it("check", "t.db", "--undo")
        self.run_it("cite", "t.db", "--check")
        sound = open(os.path.join(self.at, "t.db"), "rb").read()
        for change, word in (("UPDATE judgement SET coder = 'Ada'", "judgements"), ("DELETE FROM judgement", "judgements"),
                             ("UPDATE words_content SET c2 = c2 || '.' WHERE id = 1", "full-text"), ("DELETE FROM words WHERE rowid = 2", "full-text"),
                             ("DELETE FROM words_data WHERE id > 10", "full-text"), ("DROP VIEW report", "view"), ("DROP INDEX row_by_who", "index")):
            self.write("t.db", sound)
            db = sqlite3.connect(os.path.join(self.at, "t.db"))
            db.execute(change)
            db.commit()
            db.close()
            self.run_it("cite", "t.db", "--check", want=65)
            self.assertIn(word, self.err + self.out, change)

    def test_a_report_is_read_again_under_the_day_it_is_given(self):
        self.add_all()
        before = self.digest()
        self.run_it("names", "t.db", "--date", "R2=2031-05-08")
        row = [json.loads(x) for x in self.run_it("export", "t.db", "--table", "report").splitlines()]
        day = {r["key"]: r["published"] for r in row}["b.txt"]
        self.assertEqual((day["day"], day["basis"]), ("2031-05-08", "given"))
        self.run_it("names", "t.db", "--undo")
        self.assertEqual(before, self.digest())
        self.run_it("names", "t.db", "--undo", want=2)
        self.run_it("names", "t.db", "--date", "R9=2031-05-08", want=2)
        self.run_it("names", "t.db", "--date", "R2=yesterday", want=2)

    def test_csv_is_a_file_a_table_and_formulas_are_neutral(self):
        self.write("a.txt", "=cmd|calc\n\n" + REPORTS["a.txt"])
        self.add_all()
        self.run_it("export", "t.db", "--as", "csv", want=2)
        self.run_it("export", "t.db", "--as", "csv", "--to", "out")
        self.assertIn("report.csv", os.listdir(os.path.join(self.at, "out")))
        text = self.read("out/report.csv")
        self.assertNotIn('"=', text)
        self.assertEqual(text, self.run_it("export", "t.db", "--as", "csv", "--table", "report"))

    def test_the_brief_is_kept_and_can_be_printed(self):
        self.add_all()
        start = self.run_it("overview", "t.db", "--print-brief")
        self.assertTrue(start.startswith("#"))
        self.write("my.brief", start)
        self.run_it("add", "t.db", "--brief", "my.brief")
        self.assertEqual(start.strip(), self.run_it("overview", "t.db", "--print-brief").strip())

    def test_many_reports_added_and_killed_at_any_moment_can_be_gone_on_with(self):
        lines = [json.dumps({"id": "n%d" % i, "text": REPORTS["a.txt"].replace("harbour", "pier %d" % i)})
                 for i in range(300)]
        self.write("many.jsonl", "\n".join(lines) + "\n")
        self.run_it("add", "whole.db", "many.jsonl")
        for wait in (0.01, 0.05, 0.1, 0.2):
            p = subprocess.Popen([PROGRAM, "add", "cut.db", "many.jsonl"], cwd=self.at, stderr=subprocess.DEVNULL)
            time.sleep(wait)
            p.send_signal(signal.SIGKILL)
            p.wait()
            if os.path.exists(os.path.join(self.at, "cut.db")):
                db = sqlite3.connect(os.path.join(self.at, "cut.db"))
                self.assertEqual(db.execute("PRAGMA integrity_check").fetchone()[0], "ok")
                db.close()
        self.run_it("add", "cut.db", "many.jsonl")
        self.assertEqual(self.digest("whole.db"), self.digest("cut.db"))

    def test_an_interrupted_add_ends_with_130_and_keeps_what_it_read(self):
        lines = [json.dumps({"id": "n%d" % i, "text": REPORTS["a.txt"] * 20 + str(i)}) for i in range(3000)]
        self.write("many.jsonl", "\n".join(lines) + "\n")
        for number in (signal.SIGINT, signal.SIGTERM):
            for end in ("", "-wal", "-shm", "-told"):
                if os.path.exists(os.path.join(self.at, "t.db" + end)):
                    os.remove(os.path.join(self.at, "t.db" + end))
            self.interrupted(number)

    def interrupted(self, number):
        p = subprocess.Popen([PROGRAM, "add", "t.db", "many.jsonl"], cwd=self.at, stderr=subprocess.PIPE)
        while not os.path.exists(os.path.join(self.at, "t.db-wal")):
            time.sleep(0.01)
        time.sleep(0.2)
        p.send_signal(number)
        _, err = p.communicate(timeout=60)
        self.assertEqual(p.returncode, 130, err)
        self.assertIn(b"interrupted", err)
        said = int(err.split(b"read ")[1].split(b" ")[0].replace(b",", b""))
        self.assertEqual(len(self.run_it("export", "t.db", "--table", "report").splitlines()), said)


class Apart(Case):
    """A report that comes into a large dossier."""

    def line(self, i):
        return json.dumps({"id": "n%d" % i, "date": "2031-05-%02d" % (i % 28 + 1),
                           "text": "Norland's envoy Jon Ruud said that %d locks would stay open.\n\n\"Harbour %d is ours,\" Ruud said.\n" % (i, i)}) + "\n"

    def add_lines(self, dossier, *args, first, last):
        self.write("in.jsonl", "".join(self.line(i) for i in range(first, last)))
        self.run_it("add", dossier, "in.jsonl", *args)

    def test_it_stands_apart_until_it_is_joined_and_the_end_is_that_of_a_rebuild(self):
        self.add_lines("whole.db", first=0, last=412)
        self.add_lines("t.db", first=0, last=410)
        self.add_lines("t.db", first=410, last=411)
        self.assertIn("1 report is not yet joined with the others:  rapporteur settle t.db", self.err)
        self.add_lines("t.db", first=411, last=412)
        self.assertIn('"Harbour 411 is ours,"', self.run_it("search", "t.db", "harbour 411"))
        self.assertIn("2 reports are not yet joined", self.err)
        self.run_it("said", "t.db", "Jon Ruud", "--report", "n411")
        self.assertIn("Harbour 411 is ours", self.run_it("said", "t.db", "Jon Ruud", "--report", "n411"))
        shutil.copy(os.path.join(self.at, "t.db"), os.path.join(self.at, "copy.db"))
        self.run_it("settle", "t.db")
        self.assertIn("2 reports were joined", self.err)
        self.run_it("search", "t.db", "harbour")
        self.assertEqual(self.err, "")
        self.assertEqual(self.digest(), self.digest("whole.db"))
        self.assertEqual(self.digest("copy.db"), self.digest())  # export joins them too
        self.assertIn("all match", self.run_it("cite", "t.db", "--check"))

    def test_settle_at_once_and_many_leave_none_apart(self):
        self.add_lines("t.db", first=0, last=210)
        self.add_lines("t.db", "--settle", first=210, last=211)
        self.assertNotIn("not yet joined", self.err)
        self.add_lines("t.db", first=211, last=222)
        self.assertNotIn("not yet joined", self.err)
        self.run_it("settle", "t.db")
        self.assertIn("0 reports were joined", self.err)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
