#!/usr/bin/env python3
"""Every format of `export` is read by something that is not ours, and its rows are counted against the JSON lines.

Python's csv, json, xml.etree and html.parser, jsonschema and networkx where Debian's packages are there, ogrinfo where it is.

usage: exports_test.py PROGRAM ROOT
"""
import csv
import hashlib
import html.parser
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
HERE = """OSTIA, 4 May 2031 - Norland's army shelled the town of Bergen on Monday, the mayor of Bergen said.

Troops of Sudmark fired on a bridge near Oslo on Tuesday, killing two soldiers, according to Norland's defence ministry.

"We will not leave Bergen," Norland's envoy Jon Ruud told reporters in Ostia. =HYPERLINK("http://evil.example") he added.

Sudmark has allegedly bombed a school in Bergen. Foreign minister Ana Bellec of Sudmark demanded a ceasefire.
"""
CSL = {"type": "array", "items": {"type": "object", "required": ["id", "type"], "additionalProperties": False, "properties": {
    "id": {"type": "string"}, "type": {"enum": ["article-newspaper"]}, "title": {"type": "string"}, "container-title": {"type": "string"},
    "URL": {"type": "string"}, "source": {"type": "string"},
    "issued": {"type": "object", "properties": {"date-parts": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3}}}}}}}
DATE = {"type": "object", "required": ["year"], "properties": {"year": {"type": "integer"}, "month": {"type": "integer", "minimum": 1, "maximum": 12},
                                                              "day": {"type": "integer", "minimum": 1, "maximum": 31}}}
TIMELINE = {"type": "object", "required": ["title", "events"], "properties": {"events": {"type": "array", "items": {
    "type": "object", "required": ["start_date", "text", "unique_id"], "properties": {
        "start_date": DATE, "end_date": DATE, "group": {"type": "string"},
        "text": {"type": "object", "required": ["headline", "text"], "properties": {"headline": {"type": "string"}, "text": {"type": "string", "minLength": 10}}}}}}}}
GEOJSON = {"type": "object", "required": ["type", "features"], "properties": {"type": {"enum": ["FeatureCollection"]}, "features": {"type": "array", "items": {
    "type": "object", "required": ["type", "geometry", "properties"], "properties": {
        "type": {"enum": ["Feature"]},
        "geometry": {"type": "object", "required": ["type", "coordinates"], "properties": {"type": {"enum": ["Point"]}, "coordinates": {
            "type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "number", "minimum": -180, "maximum": 180}}}},
        "properties": {"type": "object", "required": ["id", "status", "claimants", "places"],
                       "properties": {"claimants": {"type": "string", "minLength": 1}, "places": {"type": "string", "minLength": 3}}}}}}}}


class Words(html.parser.HTMLParser):
    """Links, ids and the text of each element that holds text alone."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids, self.texts, self.forms = [], set(), [], 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        self.forms += tag == "form"
        if "href" in a:
            self.links.append(a["href"])
        if "id" in a:
            self.ids.add(a["id"])

    def handle_data(self, data):
        self.texts.append(data)


class Exports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tmp = tempfile.TemporaryDirectory()
        cls.at = cls.tmp.name
        with open(os.path.join(cls.at, "=shells.txt"), "w", encoding="utf-8") as f:
            f.write(HERE)
        cls.db = os.path.join(cls.at, "d.db")
        subprocess.run([PROGRAM, "add", cls.db, os.path.join(ROOT, "examples/reports"), os.path.join(cls.at, "=shells.txt")], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        lines = [json.loads(line) for line in cls.run_it("jsonl").splitlines()]
        cls.rows, cls.credits = [r for r in lines if r["row"] != "credit"], [r for r in lines if r["row"] == "credit"]
        cls.names = {r["id"]: r["name"] for r in cls.rows if r["row"] == "entity"}
        cls.keys = [r["key"] for r in cls.rows if r["row"] == "report"]

    @classmethod
    def tearDownClass(cls):
        cls.tmp.cleanup()

    @classmethod
    def run_it(cls, kind, *args, want=0):
        p = subprocess.run([PROGRAM, "export", cls.db, "--as", kind, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        assert p.returncode == want, (kind, args, p.returncode, p.stderr)
        return p.stdout.decode("utf-8")

    def of(self, kind):
        return [r for r in self.rows if r["row"] == kind]

    def table(self, kind, **how):
        return list(csv.DictReader(io.StringIO(self.run_it(kind), newline=""), **how))

    def places_are_whole(self, places):
        for place in places.split("; "):
            key, span = place.rsplit(":", 1)
            self.assertIn(key, self.keys)
            self.assertRegex(span, r"^\d+-\d+$")

    def check_schema(self, data, schema):
        try:
            import jsonschema
        except ImportError:
            return
        jsonschema.validate(data, schema)

    def test_plover_holds_every_event_that_has_a_class(self):
        rows = self.table("plover", delimiter="\t", quoting=csv.QUOTE_NONE)
        self.assertEqual(sorted(r["Event ID"] for r in rows), sorted(e["id"] for e in self.of("event") if e["plover"]))
        self.assertEqual(list(rows[0])[:8], ["Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name"])
        for r in rows:
            self.assertTrue(r["Claimants"] and r["Quad Code"] and None not in r.values(), r)
            self.places_are_whole(r["Places"])

    def test_acled_holds_what_took_place_or_is_said_to_have(self):
        rows, events = self.table("acled"), {e["id"]: e for e in self.of("event")}
        self.assertTrue(rows)
        for r in rows:
            e = events[r["event_id_cnty"]]
            self.assertIn(e["status"], ("actual", "claimed", "alleged", "background"))
            self.assertTrue(r["claimants"] and r["claimants"] in r["notes"])
            self.assertEqual(r["fatalities"], "")
            self.places_are_whole(r["places"])
        violent = [e["id"] for e in events.values() if e["cameo"][:2] in ("18", "19", "20") and e["status"] in ("actual", "claimed", "alleged", "background")]
        self.assertLessEqual(set(violent), {r["event_id_cnty"] for r in rows})

    def test_ucdp_holds_armed_violence_alone_with_its_source(self):
        rows = self.table("ucdp")
        want = [e["id"] for e in self.of("event") if e["cameo"][:2] in ("18", "19", "20") and e["cameo"][:3] != "191"
                and e["status"] in ("actual", "claimed", "alleged", "background")]
        self.assertEqual(sorted(r["id"] for r in rows), sorted(want))
        for r in rows:
            self.assertTrue(r["source_original"] == r["claimants"] and r["claimants"])
            self.assertEqual((r["best"], r["deaths_civilians"]), ("", ""))

    def test_dna_has_a_line_for_every_telling_of_a_position(self):
        rows = self.table("dna")
        self.assertEqual(len(rows), sum(len(p["tellings"]) for p in self.of("position")))
        self.assertEqual([r["ID"] for r in rows], [str(i + 1) for i in range(len(rows))])
        for r in rows:
            self.assertTrue(r["person"] and r["organization"] and r["concept"])
            self.places_are_whole(r["place"])

    def test_gexf_is_read_by_networkx(self):
        text = self.run_it("gexf")
        root = xml.etree.ElementTree.fromstring(text)
        ns = "{http://www.gexf.net/1.2draft}"
        nodes, edges = root.findall(".//%snode" % ns), root.findall(".//%sedge" % ns)
        self.assertEqual(len(nodes), len(self.of("entity")))
        want = sum(1 for e in self.of("event") for s in e["source"] for t in e["target"] if s != t)
        self.assertEqual(len(edges), want)
        try:
            import networkx
        except ImportError:
            return
        g = networkx.read_gexf(io.BytesIO(text.encode()))
        self.assertEqual(g.number_of_nodes(), len(nodes))
        self.assertEqual(g.number_of_edges(), len(edges))
        for _, _, data in g.edges(data=True):
            self.assertTrue(data["claimants"])
            self.places_are_whole(data["sources"])

    def test_geojson_has_a_point_for_every_place_with_degrees(self):
        data = json.loads(self.run_it("geojson"))
        self.check_schema(data, GEOJSON)
        want = sum(1 for e in self.of("event") for p in e["places"] if isinstance(p, dict) and p.get("lat") and p.get("lon"))
        self.assertEqual(len(data["features"]), want)
        for f in data["features"]:
            self.places_are_whole(f["properties"]["places"])
        if shutil.which("ogrinfo") and want:
            path = os.path.join(self.at, "g.geojson")
            self.run_it("geojson", "--to", path)
            out = subprocess.run(["ogrinfo", "-al", "-so", path], stdout=subprocess.PIPE, check=True).stdout.decode()
            self.assertIn("Feature Count: %d" % want, out)

    def test_timelinejs_has_a_slide_for_every_line_that_has_a_year(self):
        data = json.loads(self.run_it("timelinejs"))
        self.check_schema(data, TIMELINE)
        want = [r["id"] for r in self.of("chronology") if r["day"] and re.match(r"\d{4}", r["day"])]
        self.assertEqual(sorted(e["unique_id"] for e in data["events"]), sorted(want))
        for e in data["events"]:
            self.assertNotIn("<", e["text"]["headline"])
            self.assertRegex(e["text"]["text"], r"says |by ")

    def test_csljson_has_an_item_for_every_report(self):
        data = json.loads(self.run_it("csljson"))
        self.check_schema(data, CSL)
        self.assertEqual(sorted(i["id"] for i in data), sorted(self.keys))

    def test_memo_names_the_one_who_says_so_on_every_line(self):
        text = self.run_it("memo")
        self.assertTrue(text.startswith("# "))
        part, followups = "", 0
        for line in text.splitlines():
            if line.startswith("## "):
                part = line[3:]
            elif line.lstrip().startswith("- ") and part != "Reports" and not (part == "Where reports disagree" and line.startswith("- ")):
                self.assertRegex(line, r"`[^`]+:\d+-\d+`", line)
                self.assertRegex(line, r"says | by | - |: ", line)
            followups += line.startswith("  - said to be ")
        self.assertEqual(followups, sum(len(p["followups"]) for p in self.of("pledge")))
        self.assertNotRegex(text, r"\bR\d+\b")

    def test_brat_has_the_words_of_every_mark_at_its_place(self):
        out = os.path.join(self.at, "brat")
        self.run_it("brat", "--to", out)
        files = sorted(f for f in os.listdir(out) if f.endswith(".ann"))
        self.assertEqual(len(files), len(self.keys))
        seen = set()
        for name in files:
            with open(os.path.join(out, name[:-4] + ".txt"), encoding="utf-8") as f:
                text = f.read()
            with open(os.path.join(out, name), encoding="utf-8") as f:
                lines = f.read().splitlines()
            for line in lines:
                if line.startswith("T"):
                    _, mark, words = line.split("\t")
                    _, begin, end = mark.split(" ")
                    self.assertEqual(text[int(begin):int(end)], words)
                elif "\trow: " in line:
                    seen.add(line.split("\trow: ")[1])
        want = {r["id"] for r in self.rows if r["row"] in ("attribution", "event", "position", "entity")}
        self.assertEqual(seen, want)

    def test_inception_offsets_are_utf_16_and_every_row_is_there(self):
        out = os.path.join(self.at, "inception")
        self.run_it("inception", "--to", out)
        events = 0
        for name in os.listdir(out):
            with open(os.path.join(out, name), encoding="utf-8") as f:
                text = f.read()
            self.assertTrue(text.startswith("#FORMAT=WebAnno TSV 3.3\n"))
            columns = 3 + 4 * 5
            end, ids = -1, set()
            for line in text.splitlines():
                if re.match(r"\d+-\d+\t", line):
                    cells = line.split("\t")
                    self.assertEqual(len(cells) - 1, columns, line)
                    begin, to = map(int, cells[1].split("-"))
                    self.assertEqual(to - begin, len(cells[2].encode("utf-16-le")) // 2)
                    self.assertGreaterEqual(begin, end)
                    end = to
                    ids |= set(re.findall(r"\[(\d+)\]", cells[8]))
            events += len(ids)
        self.assertEqual(events, sum(len({(t["report"], tuple(t["at"])) for t in e["tellings"]}) for e in self.of("event")))

    def test_webanno_holds_an_annotation_for_each_row_with_the_bytes_of_its_places(self):
        data = json.loads(self.run_it("webanno"))
        kinds = ("attribution", "figure", "event", "position", "round", "document", "pledge", "chronology", "disagreement")
        want = {"urn:rapporteur:row:" + r["id"]: r for r in self.rows if r["row"] in kinds}
        self.assertEqual(sorted(a["id"] for a in data["items"]), sorted(want))
        folder = {"=shells.txt": self.at}
        sources = {}
        for key in self.keys:
            with open(os.path.join(folder.get(os.path.basename(key), ROOT + "/examples/reports"), os.path.basename(key)), "rb") as f:
                sources[key] = hashlib.sha256(f.read()).hexdigest()
        for a in data["items"]:
            self.assertTrue(a["claimants"] and a["target"], a)
            self.assertEqual(a["row"], want[a["id"]]["row"])
            for t in a["target"]:
                self.assertEqual(t["source"], "urn:rapporteur:source:" + sources[t["report"]])
                self.assertEqual(t["selector"]["type"], "DataPositionSelector")
                self.assertLess(t["selector"]["start"], t["selector"]["end"])
        told = [a for a in data["items"] if a["row"] == "position"]
        for a in told:
            places = {(t["report"], t["selector"]["start"], t["selector"]["end"]) for t in a["target"]}
            self.assertLessEqual({(t["report"], *t["at"]) for t in want[a["id"]]["tellings"]}, places)
        wordless = json.loads(self.run_it("webanno", "--no-text"))
        self.assertFalse([b for a in wordless["items"] for b in a["body"] if b["purpose"] == "describing"])

    def test_webanno_is_read_by_a_json_ld_processor(self):
        try:
            from pyld import jsonld
        except ImportError:
            self.skipTest("python3-pyld is not installed")
        oa, rdf = "http://www.w3.org/ns/oa#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        terms = {"id": "@id", "type": "@type", "Annotation": oa + "Annotation", "TextualBody": oa + "TextualBody",
                 "DataPositionSelector": oa + "DataPositionSelector", "AnnotationPage": "https://www.w3.org/ns/activitystreams#OrderedCollectionPage",
                 "items": {"@id": "https://www.w3.org/ns/activitystreams#items", "@type": "@id", "@container": "@list"},
                 "startIndex": "https://www.w3.org/ns/activitystreams#startIndex",
                 "target": {"@id": oa + "hasTarget", "@type": "@id"}, "body": {"@id": oa + "hasBody", "@type": "@id"},
                 "source": {"@id": oa + "hasSource", "@type": "@id"}, "selector": {"@id": oa + "hasSelector", "@type": "@id"},
                 "purpose": {"@id": oa + "hasPurpose", "@type": "@vocab"}, "motivation": {"@id": oa + "motivatedBy", "@type": "@vocab"},
                 "classifying": oa + "classifying", "describing": oa + "describing", "value": rdf + "value",
                 "start": oa + "start", "end": oa + "end"}

        def load(url, _):
            return {"contextUrl": None, "documentUrl": url, "contentType": "application/ld+json", "document": {"@context": terms}}
        data = json.loads(self.run_it("webanno"))
        out = jsonld.expand(data, {"documentLoader": load})
        items = out[0]["https://www.w3.org/ns/activitystreams#items"][0]["@list"]
        self.assertEqual(len(items), len(data["items"]))
        for a in items:
            self.assertEqual(a["@type"], [oa + "Annotation"])
            self.assertTrue(a["urn:rapporteur:claimants"][0]["@value"])
            for t in a[oa + "hasTarget"]:
                selector = t[oa + "hasSelector"][0]
                self.assertIsInstance(selector[oa + "start"][0]["@value"], int)
                self.assertTrue(t[oa + "hasSource"][0]["@id"].startswith("urn:rapporteur:source:"))

    def test_what_carries_places_carries_the_credit_of_the_gazetteer(self):
        def told(text):
            self.assertIn("GeoNames (geonames.org), CC BY 4.0", text)
        placed = {e["id"] for e in self.of("event") if e["places"]}
        self.assertTrue(placed)
        self.assertEqual(len(self.credits), 1)
        told(self.credits[0]["text"])
        self.assertEqual(self.credits[0]["licence"], "https://creativecommons.org/licenses/by/4.0/")
        self.assertEqual(self.run_it("jsonl", "--table", "position").count('"row":"credit"'), 0)
        self.assertEqual(self.run_it("jsonl", "--table", "event").count('"row":"credit"'), 1)
        told(json.loads(self.run_it("geojson"))["attribution"])
        told(self.run_it("gexf").split("<graph")[0])
        told(self.run_it("memo").splitlines()[-1])
        for kind, key, credit, how in (("plover", "Event ID", "Place Credit", {"delimiter": "\t", "quoting": csv.QUOTE_NONE}),
                                       ("acled", "event_id_cnty", "place_credit", {}), ("ucdp", "id", "place_credit", {})):
            for r in self.table(kind, **how):
                if r[key] in placed:
                    told(r[credit])
                else:
                    self.assertEqual(r[credit], "")
        out = os.path.join(self.at, "credited")
        self.run_it("html", "--to", out)
        for name in os.listdir(out):
            if name.endswith(".html"):
                with open(os.path.join(out, name), encoding="utf-8") as f:
                    told(f.read())

    def test_the_page_for_r_users_asks_only_what_a_dossier_answers(self):
        with open(os.path.join(ROOT, "docs/r.md"), encoding="utf-8") as f:
            code = "\n".join(re.findall(r"```r\n(.*?)```", f.read(), re.S))
        queries = re.findall(r'dbGetQuery\(db, "(.*?)"\)', code, re.S)
        self.assertGreater(len(queries), 5)
        db = sqlite3.connect("file:%s?mode=ro" % self.db, uri=True)
        for q in queries:
            rows = db.execute(q).fetchall()
            self.assertTrue(rows or "judgement" in q, q)
        db.close()
        if shutil.which("Rscript") and subprocess.run(["Rscript", "-e", "library(DBI); library(RSQLite)"], capture_output=True, timeout=120).returncode == 0:
            p = subprocess.run(["Rscript", "-e", code.replace("talks.db", self.db)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
            self.assertEqual(p.returncode, 0, p.stdout.decode())

    def test_html_is_a_folder_whose_links_lead_to_files_and_places_in_it(self):
        out = os.path.join(self.at, "site")
        self.run_it("html", "--to", out)
        pages = {}
        for name in os.listdir(out):
            if name.endswith(".html"):
                with open(os.path.join(out, name), encoding="utf-8") as f:
                    pages[name] = Words(f.read())
        self.assertEqual(len([n for n in pages if n.startswith("report-")]), len(self.keys))
        for name, page in pages.items():
            self.assertEqual(page.forms, 0, name)
            for link in page.links:
                file, _, place = link.partition("#")
                if file.endswith(".css"):
                    self.assertTrue(os.path.exists(os.path.join(out, file)))
                    continue
                target = pages.get(file or name)
                self.assertIsNotNone(target, (name, link))
                if place and place != "main":
                    self.assertIn(place, target.ids, (name, link))

    def test_html_without_full_text_holds_excerpts_of_40_words_at_most(self):
        out, full = os.path.join(self.at, "short"), os.path.join(self.at, "full")
        long = os.path.join(self.at, "long.txt")
        with open(long, "w") as f:
            f.write("A long day\n\nOSTIA, 5 May 2031 - \"We will not leave, " + " and ".join("ship number%d will wait in the harbour" % i for i in range(30))
                    + ",\" Norland's envoy Jon Ruud said in Ostia.\n")
        db = os.path.join(self.at, "long.db")
        subprocess.run([PROGRAM, "add", db, long], check=True, stderr=subprocess.DEVNULL)
        for folder, more in ((out, []), (full, ["--full-text"])):
            subprocess.run([PROGRAM, "export", db, "--as", "html", "--to", folder, *more], check=True)
        for name in os.listdir(out):
            if name.endswith(".html"):
                with open(os.path.join(out, name), encoding="utf-8") as f:
                    text = f.read()
                self.assertNotIn("number29", text, name)
        with open(os.path.join(full, "report-R1.html"), encoding="utf-8") as f:
            self.assertIn("number29", f.read())
        with open(os.path.join(out, "said.html"), encoding="utf-8") as f:
            self.assertRegex(f.read(), r"number\d+ will wait")

    def test_without_text_no_words_of_the_reports_go_out(self):
        with open(os.path.join(ROOT, "examples/reports/02-npa-first-round.txt"), encoding="utf-8") as f:
            runs = [" ".join(w) for w in zip(*[f.read().split()[i:] for i in range(6)])]
        for kind in ("jsonl", "plover", "acled", "ucdp", "dna", "timelinejs", "gexf", "geojson", "csljson", "memo", "webanno"):
            text = self.run_it(kind, "--no-text")
            self.assertEqual([r for r in runs if r in text][:3], [], kind)
        self.assertEqual(len(self.run_it("jsonl", "--no-text").splitlines()), len(self.rows) + len(self.credits))
        for line in self.run_it("jsonl", "--no-text").splitlines():
            json.loads(line)

    def test_csv_is_a_file_a_table_with_the_rows_of_the_json_lines(self):
        out = os.path.join(self.at, "csv")
        self.run_it("csv", "--to", out)
        parts = ("followup", "side", "outcome")
        for kind in {r["row"] for r in self.rows}:
            with open(os.path.join(out, kind + ".csv"), encoding="utf-8", newline="") as f:
                rows = [r for r in csv.DictReader(f) if r["kind"] not in parts]
            self.assertEqual(sorted(r["id"] for r in rows if kind != "report"), sorted(r["id"] for r in self.of(kind) if kind != "report"), kind)
            for r in rows:
                if kind not in ("story",):
                    self.assertTrue(r["sources"] or kind in ("report",), r)
                self.assertNotRegex(r["sources"], r"^R\d+:")

    def test_no_cell_of_any_table_is_a_formula(self):
        for kind, how in (("acled", {}), ("ucdp", {}), ("dna", {}), ("plover", {"delimiter": "\t", "quoting": csv.QUOTE_NONE})):
            for row in self.table(kind, **how):
                for cell in row.values():
                    self.assertFalse(cell.lstrip()[:1] in "=+@" and cell.strip(), cell)
                    self.assertFalse(cell.startswith("-") and not re.fullmatch(r"-[\d.]+", cell), cell)

    def test_wrong_use_is_told(self):
        self.run_it("brat", want=2)
        self.run_it("html", want=2)
        self.run_it("gexf", "--table", "event", want=2)
        self.run_it("csljson", "--full-text", want=2)
        self.run_it("inception", "--no-text", want=2)
        self.run_it("xlsx", want=2)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
