#!/usr/bin/env python3
"""Nothing sound is changed by repair.

usage: clean_paragraphs.py PROGRAM ROOT        skipped (77) beyond our own set when ../shared is not there

Every line of tests/sound.txt comes out as it went in, alone and all together.  Where ../shared is at hand, so do its news
texts, as whole reports and the sound ones by paragraph (more than 650,000 paragraphs in all): what is changed there must
be damaged, which is told by its bytes alone and counted.
"""
import collections
import glob
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile

program, root = (os.path.abspath(x) for x in sys.argv[1:3])
SHARED = os.path.join(root, "..", "shared")
# What no sound text of the news has in it: lost characters, C1 controls, references, a pound sign or a letter misread,
# and a question mark that opens a word and another that is followed by a comma.
DAMAGED = re.compile("[\ufffd\x80-\x9f\ufeff]|&#?\\w+;|Â[£\xa0©°½§]|Ã[\x80-\xbf]|\\s\\?\\w[^?]*\\?,")


with open(program, "rb") as f:
    WATCHED = b"__asan_init" in f.read()  # built with sanitizers: time and memory say nothing, and less is enough


def read(texts):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8", delete=False) as f:
        for i, t in enumerate(texts):
            f.write(json.dumps({"id": str(i), "text": t}, ensure_ascii=False) + "\n")
    try:
        out = subprocess.run([program, "read", "--layers", "text", "--verbatim", "--from", "jsonl", f.name],
                             stdout=subprocess.PIPE, check=True).stdout
    finally:
        os.unlink(f.name)
    got = {}
    for line in out.splitlines():
        row = json.loads(line)
        got[int(row["report"]["key"])] = row
    return [got[i] for i in range(len(texts))]


def changed(texts):
    """(text, its repairs) of those that did not come out as they went in."""
    return [(t, r["repairs"]) for t, r in zip(texts, read(texts)) if r["repairs"] or r["text"].strip() != t.strip()]


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def news():
    gold = os.path.join(SHARED, "gold", "textin")
    for path in sorted(glob.glob(os.path.join(SHARED, "load", "*.jsonl.gz"))) + [os.path.join(SHARED, "corpora", "unlabelled.jsonl.gz")]:
        for row in rows(path):
            yield row.get("text") or ""
    for name in ("fundus", "aeb", "wcxb"):
        for row in rows(os.path.join(gold, "pages", name + ".jsonl.gz")):
            yield row.get("body") or ""
            if name == "fundus":
                yield from (row.get("body") or "").split("\n")
    for row in rows(os.path.join(gold, "repair", "clean.jsonl.gz")):
        yield row["input"]


def main():
    with open(os.path.join(root, "tests", "sound.txt"), encoding="utf-8") as f:
        own = [line for line in f.read().split("\n") if line]
    bad = changed(own + ["\n".join(own)])
    print("our own: %d of %d changed" % (len(bad), len(own) + 1))
    if not bad and not os.path.isdir(SHARED):
        print("../shared is not there")
        sys.exit(77)
    if not bad and not WATCHED:
        texts = [t for t in news() if t.strip()]
        moved = changed(texts)
        bad = [m for m in moved if not DAMAGED.search(m[0])]
        rules = collections.Counter(r["rule"] for _, repairs in moved for r in repairs)
        print("%d texts of %d paragraphs: %d changed, damaged all but %d" %
              (len(texts), sum(bool(p.strip()) for t in texts for p in t.split("\n")), len(moved), len(bad)))
        print("\n".join("  %s\t%d" % r for r in sorted(rules.items())))
    for text, repairs in bad[:10]:
        print("  %r\n    %r" % (text[:200], repairs[:3]))
    sys.exit(1 if bad else 0)


main()
