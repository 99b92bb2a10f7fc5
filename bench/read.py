#!/usr/bin/env python3
"""Time the reader in whole processes: reports, bytes and words a second by layers, with one job and with two.

usage: read.py [--bin PATH] [--reports N] [FILE.jsonl[.gz] ...]

Without files, the invented reports of examples/ are read again and again under new ids, so that anybody can run it.
Figures of one run are to be compared with each other, never with those of another machine or hour.
"""
import argparse
import glob
import gzip
import json
import os
import statistics
import subprocess
import tempfile
import time

LAYERS = [("text", "meta,text"), ("names", "meta,text,names"), ("attributions", "meta,text,names,times,attributions"),
          ("all", "meta,text,names,times,attributions,figures,events,positions")]


def load(files, n):
    rows = []
    for path in files:
        opener = gzip.open if path.endswith(".gz") else open
        with opener(path, "rt", encoding="utf-8") as f:
            rows += [json.loads(line)["text"] for line in f]
    if not files:
        rows = [open(p, encoding="utf-8", errors="replace").read() for p in sorted(glob.glob("examples/reports/*.txt"))]
    return [rows[i % len(rows)] for i in range(n)]


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--bin", default="build/rapporteur")
    p.add_argument("--reports", type=int, default=2000)
    p.add_argument("files", nargs="*")
    a = p.parse_args()
    texts = load(a.files, a.reports)
    size, words = sum(len(t.encode()) for t in texts), sum(len(t.split()) for t in texts)
    with tempfile.TemporaryDirectory() as tmp:
        pile = os.path.join(tmp, "pile.jsonl")
        with open(pile, "w", encoding="utf-8") as f:
            for i, t in enumerate(texts):
                f.write(json.dumps({"id": "b%06d" % i, "text": t, "date": "2023-03-08"}) + "\n")
        print("%d reports, %.1f MB, %d words" % (len(texts), size / 1e6, words))
        base = None
        for jobs in (1, 2):
            for name, layers in LAYERS:
                walls = []
                for _ in range(3):
                    start = time.monotonic()
                    subprocess.run([a.bin, "read", "--from", "jsonl", "--jobs", str(jobs), "--layers", layers, pile], stdout=subprocess.DEVNULL, check=True)
                    walls.append(time.monotonic() - start)
                wall = statistics.median(walls)
                base = base or wall
                print("jobs %d  %-13s %8.0f reports/s %7.1f MB/s %9.0f words/s   %.2f of the first line's time" %
                      (jobs, name, len(texts) / wall, size / wall / 1e6, words / wall, wall / base))
        start = time.monotonic()
        subprocess.run([a.bin, "add", os.path.join(tmp, "d.db"), "--jobs", "1", pile], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        wall = time.monotonic() - start
        print("add, jobs 1            %8.0f reports/s" % (len(texts) / wall))


main()
