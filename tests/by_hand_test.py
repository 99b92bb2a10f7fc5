#!/usr/bin/env python3
"""Corrections by hand, from the command line and from pages: kept apart, taken back, kept when reports are added; `check` and `forget`.

usage: by_hand_test.py PROGRAM ROOT
"""
import csv
import glob
import http.client
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
REPORTS = sorted(glob.glob(os.path.join(ROOT, "examples/reports/*.txt")))


class Case(unittest.TestCase):
    begun = None  # the reports and their dossier, made once; each test works on a copy

    def setUp(self):
        self.tmp = tempfile.TemporaryDirectory()
        self.at = self.tmp.name
        self.files = [os.path.basename(p) for p in REPORTS]
        if Case.begun:
            shutil.copytree(Case.begun.name, self.at, dirs_exist_ok=True)
            return
        for path in REPORTS:
            shutil.copy(path, self.at)
        self.run_it("add", "d.db", *self.files)
        Case.begun = tempfile.TemporaryDirectory()
        shutil.copytree(self.at, Case.begun.name, dirs_exist_ok=True)

    def tearDown(self):
        self.tmp.cleanup()

    def run_it(self, *args, want=0):
        p = subprocess.run([PROGRAM, *args], cwd=self.at, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        self.out, self.err = p.stdout.decode(), p.stderr.decode()
        self.assertEqual(p.returncode, want, (args, self.err))
        return self.out

    def rows(self, table):
        return [r for r in map(json.loads, self.run_it("export", "d.db", "--table", table).splitlines()) if r["row"] != "credit"]

    def digest(self, db="d.db"):
        return self.run_it("export", db, "--digest").strip()

    def drawn(self, n=10, *more):
        return [json.loads(line)["id"] for line in self.run_it("check", "d.db", "--sample", str(n), "--json", *more).splitlines()]


class Judging(Case):
    def test_a_draw_is_the_same_each_time_and_of_the_kind_that_is_asked_for(self):
        self.assertEqual(self.drawn(), self.drawn())
        self.assertEqual(self.drawn(20)[:10], self.drawn(10))
        events = {r["id"] for r in self.rows("event")}
        self.assertLessEqual(set(self.drawn(10, "--table", "event")), events)
        self.run_it("check", "d.db", "--sample", "0", want=2)

    def test_the_share_that_was_right_comes_with_its_interval(self):
        ids = self.drawn(10)
        for i in ids[:9]:
            self.run_it("check", "d.db", "--accept", i)
        self.run_it("check", "d.db", "--reject", ids[9])
        # Wilson (1927) for 9 of 10: 59.6 to 98.2, bounds rounded outwards
        self.assertIn("10 of 10 judged, 9 right: 90 % (95 % interval 59 to 99)", self.run_it("check", "d.db", "--sample", "10"))
        self.run_it("check", "d.db", "--accept", ids[9])
        self.assertIn("10 right: 100 % (95 % interval 72 to 100)", self.run_it("check", "d.db", "--sample", "10"))

    def test_judgements_change_no_row_name_their_coder_and_go_out_on_demand(self):
        before, id = self.digest(), self.drawn()[0]
        self.run_it("check", "d.db", "--reject", id, "--coder", "A. Coder")
        self.run_it("check", "d.db", "--note", id, "the day is that of the =cmd", "--coder", "B. Coder")
        self.run_it("check", "d.db", "--edit", id, "day=2023-03-09")
        self.assertEqual(before, self.digest())
        self.run_it("cite", "d.db", "--check")
        rows = self.rows("judgement")
        self.assertEqual([(r["of"], r["what"], r["value"], r["coder"]) for r in rows],
                         [(id, "reject", None, "A. Coder"), (id, "note", "the day is that of the =cmd", "B. Coder"), (id, "edit", "day=2023-03-09", None)])
        table = list(csv.DictReader(io.StringIO(self.run_it("export", "d.db", "--as", "csv", "--table", "judgement"))))
        self.assertEqual([r["what"] for r in table], ["reject", "note", "edit"])
        self.assertIn("rejected by A. Coder", self.run_it("check", "d.db"))

    def test_the_last_one_is_taken_back_first(self):
        a, b = self.drawn(2)
        self.run_it("check", "d.db", "--accept", a)
        self.run_it("check", "d.db", "--accept", b)
        self.run_it("check", "d.db", "--undo")
        self.assertEqual([r["of"] for r in self.rows("judgement")], [a])
        self.run_it("check", "d.db", "--undo")
        self.run_it("check", "d.db", "--undo", want=2)

    def test_they_are_kept_when_reports_are_added_and_ids_change(self):
        self.run_it("add", "late.db", *self.files[3:])
        os.replace(os.path.join(self.at, "late.db"), os.path.join(self.at, "d.db"))
        for end in ("-wal", "-shm"):
            if os.path.exists(os.path.join(self.at, "late.db" + end)):
                os.replace(os.path.join(self.at, "late.db" + end), os.path.join(self.at, "d.db" + end))
        places = {}
        for r in self.rows("entity") + self.rows("attribution"):
            places[r["id"]] = r.get("name") or r["text"]
        for id in places:
            self.run_it("check", "d.db", "--note", id, places[id][:60])
        self.run_it("add", "d.db", *self.files)
        now = {r["id"]: r.get("name") or r["text"] for r in self.rows("entity") + self.rows("attribution")}
        kept = [r for r in self.rows("judgement") if r["of"] in now]
        self.assertGreaterEqual(len(kept), len(places) - 2)

    def test_what_is_not_there_cannot_be_judged(self):
        for args in (["--accept", "A000000000000"], ["--edit", self.drawn()[0], "day"], ["--note", self.drawn()[0], ""],
                     ["--accept", "x", "--reject", "y"]):
            self.run_it("check", "d.db", *args, want=2)

    def test_a_correction_of_names_can_be_signed(self):
        before = self.digest()
        self.run_it("names", "d.db", "--merge", "Jon Ruud", "Piet Haas", "--coder", "A. Coder")
        self.assertNotEqual(before, self.digest())
        self.run_it("names", "d.db", "--undo")
        self.assertEqual(before, self.digest())


class Forgetting(Case):
    def test_nothing_of_a_forgotten_report_stays_in_the_file_or_beside_it(self):
        with open(os.path.join(self.at, "secret.txt"), "w") as f:
            f.write("OSTIA, 9 March 2023 - The quetzalvane of Norland is hidden, envoy Jon Ruud said.\n\n\"Nobody finds the quetzalvane,\" Ruud said.\n")
        before = self.digest()
        self.run_it("add", "d.db", "secret.txt")
        self.run_it("search", "d.db", "quetzalvane")
        row = [r["id"] for r in self.rows("attribution") if "quetzalvane" in r["text"]][0]
        self.run_it("check", "d.db", "--note", row, "quetzalvane is the word")
        self.run_it("forget", "d.db", "secret.txt")
        self.assertIn("forgotten", self.err)
        self.run_it("search", "d.db", "quetzalvane", want=1)
        self.assertEqual(before, self.digest())
        self.assertEqual(self.rows("judgement"), [])
        self.run_it("cite", "d.db", "--check")
        for name in os.listdir(self.at):
            if name.startswith("d.db"):
                with open(os.path.join(self.at, name), "rb") as f:
                    self.assertNotIn(b"quetzalvane", f.read(), name)

    def test_a_report_that_is_not_there_is_wrong_use(self):
        self.run_it("forget", "d.db", "R99", want=2)
        self.run_it("forget", "d.db", "no.txt", want=2)


class Pages(Case):
    def setUp(self):
        super().setUp()
        self.server = subprocess.Popen([PROGRAM, "serve", "d.db"], cwd=self.at, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        port, self.token = re.search(r":(\d+)/\?token=(\w+)", self.server.stdout.readline()).groups()
        self.port = int(port)

    def tearDown(self):
        self.server.terminate()
        self.server.communicate(timeout=20)
        super().tearDown()

    def ask(self, path, method="GET", body=None, **headers):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Authorization": "Bearer " + self.token, **{k.replace("_", "-"): v for k, v in headers.items()}}
        headers = {k: v for k, v in headers.items() if v is not None}
        c.request(method, path, body=body, headers=headers)
        r = c.getresponse()
        text = r.read().decode()
        c.close()
        return r, text

    def post(self, fields, path="/hand", **headers):
        headers.setdefault("Content_Type", "application/x-www-form-urlencoded")
        headers.setdefault("Origin", "http://127.0.0.1:%d" % self.port)
        return self.ask(path, "POST", urllib.parse.urlencode(fields), **headers)

    def form(self, path="/check"):
        """The hidden fields of the first form that changes something."""
        page = self.ask(path)[1]
        form = re.search(r'<form class="hand noprint" method="post" action="/hand">(.*?)</form>', page, re.S).group(1)
        button = re.search(r'<button name="what" value="(\w+)">', form)
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
        return {"what": button.group(1), **fields} if button else fields

    def test_a_judgement_from_a_page_is_kept_and_leads_back(self):
        fields = self.form()
        r, _ = self.post({**fields, "coder": "A. Cödér"})
        self.assertEqual((r.status, r.getheader("Location")), (303, "/check?coder=A.%20C%C3%B6d%C3%A9r"))
        self.assertIn('name="coder" value="A. Cödér"', self.ask(r.getheader("Location"))[1])
        self.assertEqual([(j["of"], j["what"], j["coder"]) for j in self.rows("judgement")], [(fields["a"], "accept", "A. Cödér")])
        self.assertIn("accepted by A. Cödér", self.ask("/check")[1])

    def test_names_are_merged_and_split_and_days_set_from_pages(self):
        name = [r for r in self.rows("entity") if r["name"] == "Jon Ruud"][0]["id"]
        fields = self.form("/name/" + name)
        self.assertEqual(fields["what"], "merge")
        before = self.digest()
        r, body = self.post({**fields, "b": "Piet Haas"})
        self.assertEqual(r.status, 303, body)
        self.assertNotEqual(before, self.digest())
        r, body = self.post({**fields, "what": "undo", "a": "", "b": ""})
        self.assertEqual((r.status, self.digest()), (303, before), body)
        r, body = self.post({**self.form("/report/R7"), "a": "R7=2023-03-12"})
        self.assertEqual(r.status, 303, body)
        day = [x for x in self.rows("report") if "07-" in x["key"]][0]["published"]
        self.assertEqual((day["day"], day["basis"]), ("2023-03-12", "given"))

    def test_without_the_token_of_a_page_nothing_changes(self):
        fields, before = self.form(), self.digest()
        for wrong, status in (({**fields, "token": "0" * 64}, 403), ({k: v for k, v in fields.items() if k != "token"}, 403),
                              ({**fields, "what": "drop"}, 400), ({**fields, "a": "A000000000000"}, 400)):
            self.assertEqual(self.post(wrong)[0].status, status, wrong)
        self.assertEqual(self.post(fields, Authorization=None)[0].status, 401)
        self.assertEqual(self.post(fields, Origin="http://evil.example")[0].status, 403)
        self.assertEqual(self.post(fields, path="/check")[0].status, 405)
        self.assertEqual(self.post({**fields, "value": "x" * 20000})[0].status, 400)
        self.assertEqual((self.digest(), self.rows("judgement")), (before, []))

    def test_looking_changes_nothing(self):
        fields = self.form()
        with open(os.path.join(self.at, "d.db"), "rb") as f:
            before = f.read()
        self.assertEqual(self.ask("/hand?" + urllib.parse.urlencode(fields))[0].status, 404)
        self.assertEqual(self.ask("/hand")[0].status, 405)
        for path in ("/", "/check", "/names", "/report/R1", "/said?what=accept&a=" + fields["a"]):
            self.ask(path)
        with open(os.path.join(self.at, "d.db"), "rb") as f:
            self.assertEqual(before, f.read())
        self.assertEqual(self.rows("judgement"), [])

    def judge(self, what, row, coder="Ann"):
        r, body = self.post({**self.form("/row/" + row), "what": what, "coder": coder})
        self.assertEqual((r.status, r.getheader("Location")), (303, "/row/%s?coder=%s" % (row, coder)), body)

    def numbers(self):
        found = re.findall(r"<b>([\d,]+)</b><span>(statement|positions in own|pledge|disagreement|rejected)", self.ask("/")[1])
        return {word: int(n.replace(",", "")) for n, word in found}

    def test_every_entry_has_a_page_on_which_it_is_judged(self):
        for path in ("/said", "/events", "/positions", "/timeline", "/talks", "/differ"):
            links = set(re.findall(r'<a class="judge noprint" href="(/row/\w+)" aria-label="[^"]+">', self.ask(path)[1]))
            self.assertGreater(len(links), 1, path)
            r, body = self.ask(sorted(links)[0])
            self.assertEqual(r.status, 200)
            self.assertRegex(body, r' - says \S|says|sides|no speaker')
            self.assertIn('class="src"', body)
        self.assertEqual(self.ask("/row/A000000000000")[0].status, 404)

    def test_a_rejected_row_is_shown_and_counted_nowhere(self):
        event = [e for e in self.rows("event") if e["status"] == "actual" and len(e["source"]) == len(e["target"]) == 1 and e["source"] != e["target"]][0]
        statement, pledge = self.rows("attribution")[0], self.rows("pledge")[0]
        own = [p for p in self.rows("position") if p["asserted_by"] == "self"][0]

        def counted(path, words):
            return int(re.search(r"(\d+) " + words, self.ask(path)[1]).group(1))

        def ties():
            return sum(int(t["entries"]) for t in json.loads(self.ask("/network.json")[1]) if t["row"] == "act")
        before, events, network = self.numbers(), counted("/events", "events on this page"), ties()
        digest = self.digest()
        for row in (event, statement, pledge, own):
            self.judge("reject", row["id"])
        after = self.numbers()
        self.assertEqual(after["rejected"], 4)
        self.assertEqual((before["statement"] - after["statement"], before["positions in own"] - after["positions in own"], before["pledge"] - after["pledge"]),
                         (1, 1, 1))
        page = self.ask("/events")[1]
        self.assertEqual(counted("/events", "events on this page"), events - 1)
        self.assertIn("Rejected by hand: 1", page)
        self.assertIn('id="%s"' % event["id"], page)
        self.assertEqual(ties(), network - 1)
        self.assertIn("Rejected by hand: 1", self.ask("/positions")[1])
        self.assertEqual(self.digest(), digest)
        self.judge("accept", event["id"])
        self.assertEqual(counted("/events", "events on this page"), events)

    def test_two_coders_judge_blind_and_are_told_their_kappa(self):
        rows = self.drawn(4)
        for coder, verdicts in (("Ann", "accept accept reject reject"), ("Ben", "accept accept reject accept")):
            for row, what in zip(rows, verdicts.split()):
                self.judge(what, row, coder)
        self.assertIn("Ann and Ben judged 4 rows, 3 of them alike: kappa 0.50", self.ask("/check")[1])
        self.assertIn("Ann and Ben judged 4 rows, 3 of them alike: kappa 0.50", self.run_it("check", "d.db", "--sample", "4"))
        blind = self.ask("/check?coder=Cem")[1]
        self.assertNotIn("by Ann", blind)
        self.assertNotIn("by Ben", blind)
        self.assertIn("rejected by Ben", self.ask("/check?coder=Ben")[1])
        self.assertNotIn("by Ann", self.ask("/check?coder=Ben")[1])

    def test_from_the_overview_to_the_sentence_in_two_clicks(self):
        links = re.findall(r'class="src" href="(/report/R\d+)(?:\?at=\d+)?#(b\d+)"', self.ask("/")[1])
        self.assertGreater(len(links), 5)
        for path, mark in links:
            self.assertIn('id="%s"' % mark, self.ask(path)[1], path)

    def test_a_long_report_goes_on_page_by_page_and_its_citations_lead_to_the_right_one(self):
        words = "Norland's envoy Jon Ruud said on day %d that the harbour of Ostia number %d would stay shut until the island of Tarn is free again."
        with open(os.path.join(self.at, "long.txt"), "w") as f:
            f.write("OSTIA, 9 March 2023 - The list.\n\n" + "\n\n".join(words % (i, i) for i in range(1500)) + "\n")
        self.run_it("add", "d.db", "long.txt")
        report = [i for i, r in enumerate(self.rows("report")) if r["key"] == "long.txt"]
        self.assertTrue(report)
        path, seen, pages = "/report/R13", set(), 0
        while path:
            r, body = self.ask(path)
            self.assertEqual(r.status, 200)
            self.assertLess(len(body.encode()), 150 * 1024)
            seen |= set(map(int, re.findall(r"harbour of Ostia number (\d+)", re.sub(r"<[^>]*>", "", body))))
            more = re.search(r'<a href="([^"]+)">Go on</a>', body)
            path, pages = more and more.group(1).replace("&amp;", "&"), pages + 1
        self.assertEqual(seen, set(range(1500)))
        self.assertGreater(pages, 1)
        late = [a for a in self.rows("attribution") if a["report"] == "long.txt"][-1]
        link = re.search(r'class="src" href="([^"#]+)#(b\d+)"', self.ask("/row/" + late["id"])[1])
        self.assertIn("?at=", link.group(1))
        self.assertIn('id="%s"' % link.group(2), self.ask(link.group(1))[1])

    def test_after_a_change_nobody_is_led_elsewhere(self):
        for back in ("//evil.example/", "http://evil.example/", "/\\evil.example", "\r\nSet-Cookie: x=1", ""):
            r, _ = self.post({**self.form(), "back": back})
            self.assertEqual(r.status, 303)
            self.assertRegex(r.getheader("Location"), r"^/(?![/\\])[\w/%.-]*$")
            self.assertIsNone(r.getheader("Set-Cookie"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
