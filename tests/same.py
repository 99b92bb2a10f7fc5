#!/usr/bin/env python3
"""The same bytes in give the same bytes out: jobs, order, time zone and locale change nothing.

usage: same.py PROGRAM ROOT
"""
import glob
import json
import os
import random
import subprocess
import sys
import tempfile

program, root = os.path.abspath(sys.argv[1]), sys.argv[2]
bad = []


def run(*args, env=None):
    p = subprocess.run([program, *args], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(os.environ, **(env or {})), cwd=root)
    if p.returncode not in (0, 65):
        bad.append("%s: exit %d" % (" ".join(args[:3]), p.returncode))
    return p.stdout


def expect(what, good):
    print(("same     " if good else "DIFFERS  ") + what)
    if not good:
        bad.append(what)


def main():
    files = sorted(os.path.relpath(p, root) for p in glob.glob(os.path.join(root, "examples/reports/*.txt")))
    first = run("read", "--jobs", "1", *files)
    expect("records were read", first.count(b"\n") == len(files))
    expect("--jobs 2", run("read", "--jobs", "2", *files) == first)
    expect("--jobs 7", run("read", "--jobs", "7", *files) == first)
    for tz, lc in (("Asia/Tokyo", "C"), ("America/St_Johns", "tr_TR.utf8"), ("UTC", "de_DE.iso88591")):
        expect("TZ=%s LC_ALL=%s" % (tz, lc), run("read", *files, env={"TZ": tz, "LC_ALL": lc, "LANG": lc}) == first)
    mixed = files[:]
    random.Random(5).shuffle(mixed)
    expect("shuffled input", sorted(run("read", *mixed).splitlines()) == sorted(first.splitlines()))
    with tempfile.TemporaryDirectory() as tmp:
        digests = []
        for i, order in enumerate((files, mixed, files[::-1])):
            db = os.path.join(tmp, "%d.db" % i)
            half = len(order) // 2 if i == 2 else len(order)
            run("add", db, *order[:half])
            if order[half:]:
                run("add", db, *order[half:])
            digests.append(run("export", db, "--digest"))
        records = os.path.join(tmp, "records.jsonl")
        with open(records, "wb") as f:
            f.write(run("read", *mixed))
        run("add", os.path.join(tmp, "r.db"), records)
        digests.append(run("export", os.path.join(tmp, "r.db"), "--digest"))
        expect("digest for any order of adding", len(digests[0].strip()) >= 64 and digests[0] == digests[1] == digests[2])
        expect("digest of a dossier made from records", digests[3] == digests[0])
        rows = run("export", os.path.join(tmp, "0.db"), "--as", "jsonl")
        kinds = {json.loads(line)["row"] for line in rows.splitlines()}
        expect("rows of every kind: %s" % " ".join(sorted(kinds)),
               kinds >= {"report", "entity", "attribution", "figure", "event", "position", "round", "pledge", "disagreement", "copy", "chronology"})
    sys.exit(bool(bad))


main()
