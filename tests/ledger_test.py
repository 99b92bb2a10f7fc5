#!/usr/bin/env python3
"""Positions, figures and pledges of invented reports: tests/ledger/*.txt against the tables beside them.

usage: ledger_test.py PROGRAM ROOT [--list]
At least the shares of FLOORS must be found and right; nothing that the tables call no position may be one, no verdict
stands without its claimant.  tests/ledger/far holds reports on other matters, read as they are (FAR) and with the names
of states that exist put for the invented ones (SWAPPED).  --list prints every row with what was found.
"""
import collections
import json
import os
import subprocess
import sys
import tempfile

FLOORS = {
    "figures relation": 94, "figures source": 95, "figures value+unit": 92, "follow-ups bearing": 52, "follow-ups claimant": 80,
    "follow-ups found": 55, "no broken that nobody tells": 90, "pledges made": 52, "positions asserted_by": 80, "positions found": 79,
    "positions full": 74, "positions polarity": 83, "positions quiet": 100, "positions stance": 77, "verdicts with a claimant": 100,
}

FAR = {
    "figures relation": 95, "figures source": 80, "figures value+unit": 85, "positions asserted_by": 85, "positions found": 45,
    "positions full": 28, "positions polarity": 85, "positions stance": 40, "verdicts with a claimant": 100,
}
SWAPPED = {
    "figures relation": 95, "figures source": 80, "figures value+unit": 85, "follow-ups found": 13, "pledges made": 45,
    "positions asserted_by": 90, "positions found": 62, "positions full": 40, "positions polarity": 85, "positions stance": 55,
    "verdicts with a claimant": 100,
}
NAMES = [
    ("OSTIA CITY", "JAKARTA"), ("Ostia City", "Jakarta"), ("KESH CITY", "LA PAZ"), ("Norlandic", "Colombian"), ("NORLAND", "COLOMBIA"),
    ("Norland", "Colombia"), ("NORSTAD", "BOGOTA"), ("Norstad", "Bogota"), ("Sudmarkian", "Kenyan"), ("Sudmark", "Kenya"),
    ("LENZ", "NAIROBI"), ("Lenz", "Nairobi"), ("Ostian", "Indonesian"), ("OSTIA", "INDONESIA"), ("Ostia", "Indonesia"),
    ("Keshi ", "Bolivian "), ("KESH", "BOLIVIA"), ("Kesh", "Bolivia"),
]


def swapped(source, target):
    """A copy of the folder in which states that exist stand for the invented ones."""
    for name in os.listdir(source):
        text = open(os.path.join(source, name), encoding="utf-8").read()
        for old, new in NAMES:
            text = text.replace(old, new)
        open(os.path.join(target, name), "w", encoding="utf-8").write(text)
    return target


def rows(path):
    lines = [l.rstrip("\n").split("\t") for l in open(path, encoding="utf-8") if not l.startswith("#")]
    return [dict(zip(lines[0], l + [""] * len(lines[0]))) for l in lines[1:]]


def place(text, words):
    at = text.find(words.encode())
    assert at >= 0, words
    return at, at + len(words.encode())


def meets(span, at):
    spans = [span] if isinstance(span[0], int) else span
    return any(b < at[1] and e > at[0] for b, e in spans)


class Report:
    """One record with its source, and what its entities are called."""

    def __init__(self, program, path):
        self.text = open(path, "rb").read()
        out = subprocess.run([program, "read", path], stdout=subprocess.PIPE, check=True).stdout
        self.record = json.loads(out)
        self.entities = {e["id"]: e for e in self.record["entities"]}
        self.said = {a["id"]: a for a in self.record["attributions"]}

    def names(self, ident):
        out = []
        while ident in self.entities and len(out) < 40:
            e = self.entities[ident]
            out += [e["name"]] + e["aliases"]
            ident = e.get("side")
        return out

    def is_called(self, ident, wanted):
        low = [n.lower() for n in self.names(ident)]
        return any(w.lower() == n or w.lower() in n.split() for w in wanted.split("|") for n in low)

    def speaker(self, attribution):
        a = self.said.get(attribution)
        return a and a["speaker"]


def check_positions(reports, where, score, listing):
    for row in rows(where):
        r = reports[row["report"]]
        at = place(r.text, row["words"])
        found = [p for p in r.record["positions"] if meets(p["at"], at) and r.is_called(p["party"], row["party"])]
        if row["stance"] == "none":
            score["positions quiet"].append(not found)
            continue
        best = max(found, key=lambda p: (p["stance"] in row["stance"].split("|"), p["issue"] in row["issue"].split("|")), default=None)
        stance = bool(best) and best["stance"] in row["stance"].split("|")
        issue = bool(best) and best["issue"] in row["issue"].split("|")
        score["positions found"].append(bool(best))
        score["positions stance"].append(stance)
        score["positions full"].append(stance and issue)
        if best:
            score["positions asserted_by"].append(best["asserted_by"] in row["asserted_by"].split("|"))
            score["positions polarity"].append(best["polarity"] in row["polarity"].split("|"))
        if listing:
            got = best and (best["stance"], best["issue"], best["polarity"], best["asserted_by"], best["rule"])
            others = [] if best else [(r.names(p["party"])[:1], p["stance"], p["issue"]) for p in r.record["positions"] if meets(p["at"], at)]
            print("OK " if stance and issue else "-- ", row["report"], row["party"], row["stance"], row["issue"], row["polarity"], row["asserted_by"],
                  "|", row["words"], "| got", got, others)


def check_figures(reports, where, score, listing):
    for row in rows(where):
        r = reports[row["report"]]
        at = place(r.text, row["words"])
        found = [f for f in r.record["figures"] if meets(f["at"], at)]
        same = [f for f in found if f["value"] == row["value"] and (f["value_to"] or "") == row["value_to"] and f["unit"] in row["unit"].split("|")]
        score["figures value+unit"].append(bool(same))
        if same:
            score["figures relation"].append(same[0]["relation"] in row["relation"].split("|"))
            speaker = r.speaker(same[0]["attribution"])
            score["figures source"].append(not row["source"] or bool(speaker) and r.is_called(speaker, row["source"]))
        if listing:
            print("OK " if same else "-- ", row["words"], row["relation"], row["value"], row["unit"], row["source"], "| got",
                  [(f["relation"], f["value"], f["value_to"], f["unit"], r.names(r.speaker(f["attribution"]))[:1]) for f in found])


def dossier(program, paths):
    with tempfile.TemporaryDirectory() as folder:
        base = os.path.join(folder, "d.db")
        subprocess.run([program, "add", base] + paths, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        out = subprocess.run([program, "export", base, "--as", "jsonl"], stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(l) for l in out.splitlines()]


def tellings(row):
    return [(t["report"], t["at"]) for t in row["tellings"]]


def check_pledges(reports, folder, program, score, listing):
    for name, wanted in groups(rows(os.path.join(folder, "pledges.tsv"))):
        r, path = reports[name], os.path.join(folder, name + ".txt")
        out = dossier(program, [path])
        entities = {x["id"]: x for x in out if x["row"] == "entity"}
        made = [x for x in out if x["row"] == "pledge"]
        told = [f for x in made for f in x["followups"]]
        score["verdicts with a claimant"] += [bool(f["claimant"]) for f in told]
        called = lambda i, who: i == "narrator" and who == "narrator" or any(
            w.lower() in (n.lower(), *n.lower().split()) for w in who.split("|") for e in [entities.get(i)] if e for n in [e["name"]] + e["spellings"])
        for row in wanted:
            at = place(r.text, row["words"])
            if row["what"] == "pledge":
                hit = any(meets(a, at) for x in made for _, a in tellings(x))
                score["pledges made"].append(hit)
                got = [x["what"][:60] for x in made]
            else:
                here = [f for f in told if meets(f["at"], at)]
                hit = any(f["bearing"] in row["what"].split("|") for f in here)
                score["follow-ups found"].append(bool(here))
                score["follow-ups bearing"].append(hit)
                if hit:
                    score["follow-ups claimant"].append(any(f["bearing"] in row["what"].split("|") and called(f["claimant"], row["who"]) for f in here))
                got = [(f["bearing"], entities.get(f["claimant"], {}).get("name", f["claimant"])) for f in here]
            if listing:
                print("OK " if hit else "-- ", name, row["what"], row["who"], "|", row["words"], "| got", got)
        stray = [f for f in told if f["bearing"] == "broken" and not any(
            "broken" in w["what"].split("|") and meets(f["at"], place(r.text, w["words"])) for w in wanted)]
        score["no broken that nobody tells"] += [False] * len(stray) + [True] * (sum(f["bearing"] == "broken" for f in told) - len(stray))
        if listing and stray:
            print("STRAY", name, [r.text[f["at"][0]:f["at"][1]].decode() for f in stray])


def groups(table):
    out = collections.OrderedDict()
    for row in table:
        out.setdefault(row["report"], []).append(row)
    return out.items()


def check(program, folder, floors, listing):
    """Print the shares of one folder; how many are too low."""
    names = sorted(f[:-4] for f in os.listdir(folder) if f.endswith(".txt"))
    reports = {n: Report(program, os.path.join(folder, n + ".txt")) for n in names}
    score = collections.defaultdict(list)
    check_positions(reports, os.path.join(folder, "positions.tsv"), score, listing)
    check_figures(reports, os.path.join(folder, "figures.tsv"), score, listing)
    check_pledges(reports, folder, program, score, listing)
    bad = 0
    for name in sorted(floors):
        hits = score[name]
        share = 100 * sum(hits) // max(len(hits), 1)
        low = share < floors[name]
        bad += low
        print("%-28s %3d percent of %d%s" % (name, share, len(hits), "  TOO LOW" if low else ""))
    return bad


def main():
    program, root = sys.argv[1], sys.argv[2]
    listing = "--list" in sys.argv
    near = os.path.join(root, "tests", "ledger")
    far = os.path.join(near, "far")
    bad = check(program, near, FLOORS, listing)
    print("-- far")
    bad += check(program, far, FAR, listing)
    print("-- far, other names")
    with tempfile.TemporaryDirectory() as folder:
        bad += check(program, swapped(far, folder), SWAPPED, listing)
    sys.exit(1 if bad else 0)


main()
