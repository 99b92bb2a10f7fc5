"""Who says it, by way of whom, to whom, in what and on what day: the invented reports of chains.tsv.

usage: chains_test.py PROGRAM ROOT
"""
import json
import os
import subprocess
import sys
import unittest

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), sys.argv[2]
DAY = "2024-05-14"
FIELDS = ("speaker", "unnamed", "via", "to", "by", "day")


def rows():
    with open(os.path.join(ROOT, "tests", "chains.tsv"), encoding="utf-8") as f:
        lines = [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")]
    head = lines.pop(0)
    return [dict(zip(head, line + [""] * len(head))) for line in lines]


def source(row):
    return row["text"].replace("|", "\n\n")


def records(cases):
    reports = [json.dumps({"id": str(i), "text": source(c), "date": DAY}) for i, c in enumerate(cases)]
    out = subprocess.run([PROGRAM, "read", "--verbatim", "--from", "jsonl", "--layers", "meta,text,names,times,attributions", "-"],
                         input="\n".join(reports).encode(), stdout=subprocess.PIPE, check=True, timeout=300).stdout
    return [json.loads(line) for line in out.splitlines()]


def statement(row, record):
    """The attribution with the shortest content that holds the words looked for, or None."""
    text = source(row).encode()
    found = [a for a in record["attributions"] if any(row["say"] in text[b:e].decode() for b, e in a["content"])]
    return min(found, key=lambda a: sum(e - b for b, e in a["content"])) if found else None


def told(a, record):
    """The fields of a row as the record tells them: sets of what may be written, lower case; empty: not told."""
    entities = {e["id"]: e for e in record["entities"]}

    def names(i):
        e = entities.get(i)
        return {x.lower() for x in [e["name"], *e["aliases"]]} if e else set()

    def text(key):
        return {a[key]["text"].lower()} if a[key] else set()
    unnamed = " ".join(str(x) for x in (a["unnamed_kind"], a["unnamed_count"]) if x)
    return {"speaker": names(a["speaker"]), "unnamed": {unnamed} if a["anonymous"] else set(),
            "via": set().union(*(names(v) for v in a["via"])) if a["via"] else set(),
            "to": text("addressee"), "by": text("medium"), "day": {a["day"]} if a["day"] else set(),
            "named": not a["anonymous"]}


def is_right(field, want, got, named):
    if not want or want == "?":
        return True
    if want == "-":
        return not got or (field == "speaker" and not named)
    if field in ("to", "by", "via"):
        return any(want.lower() in x for x in got)
    return want.lower() in got


class Chains(unittest.TestCase):
    def test_each_report_tells_who_said_it_and_how_it_came(self):
        cases = rows()
        self.assertGreater(len(cases), 60)
        got = records(cases)
        self.assertEqual(len(got), len(cases))
        for case, record in zip(cases, got):
            with self.subTest(case["text"]):
                a = statement(case, record)
                self.assertIsNotNone(a, "nobody says it")
                have = told(a, record)
                for field in FIELDS:
                    self.assertTrue(is_right(field, case[field], have[field], have["named"]),
                                    "%s: %s is wanted, %s is told" % (field, case[field], sorted(have[field])))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
