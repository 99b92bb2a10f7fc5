"""Every fault of docs/hardening.md, made to happen.

usage: faults.py PROGRAM SHIM [--long | --only NAME ...] [--NAME N] [--seed N] [--log FILE]
       faults.py --sum FILE

SHIM is the library made from failing.c.  Without more, a short run, which is part of `make check`; `make faults` gives the long one.  Each kind
of fault takes its chances from --seed, so that a long run can be had in parts: --log adds a line a kind to FILE, and --sum adds the parts up.
After every fault the dossier must be whole, hold what was acknowledged, and come to the digest of an undisturbed run.
"""
import argparse
import datetime
import json
import os
import sys
import tempfile
import time

import faults_given
import faults_kept
from faulting import Bench

# name, function, how often in a short run and in a long one, can a program with sanitizers be tried so (they have a malloc of their own)?
KINDS = [
    ("kills", faults_kept.kills, 12, 1000, True),
    ("singles", faults_kept.singles, 12, 240, True),
    ("corrections", faults_kept.corrections, 6, 200, True),
    ("flips", faults_kept.flips, 80, 10000, True),
    ("allocations", faults_kept.allocations, 20, 1000000, False),
    ("questions", faults_kept.questions, 4, 1000000, False),
    ("writes", faults_kept.writes, 6, 1000, False),
    ("full", faults_kept.full, 6, 100, True),
    ("disk", faults_kept.disk, 2, 40, True),
    ("cuts", faults_kept.cuts, 12, 500, True),
    ("writers", faults_kept.writers, 1, 20, True),
    ("seconds", faults_given.seconds, 2, 2, False),
    ("memory", faults_given.memory, 1, 3, False),
    ("clocks", faults_given.clocks, 1, 20, False),
    ("signals", faults_given.signals, 2, 60, True),
    ("pipes", faults_given.pipes, 4, 200, True),
]


def added_up(path):
    """The parts of long runs in a log, by kind and day."""
    sums = {}
    with open(path, encoding="utf-8") as f:
        for x in map(json.loads, f):
            s = sums.setdefault((x["day"], x["kind"]), {"done": 0, "wrong": 0, "seconds": 0, "seeds": []})
            s["done"] += x["done"]
            s["wrong"] += x["wrong"]
            s["seconds"] += x["seconds"]
            s["seeds"].append(x["seed"])
    for (day, kind), s in sorted(sums.items()):
        seeds = sorted(set(s["seeds"]))
        print("| %s | %s | %d, seeds %s | %d wrong, %d s |" % (day, kind, s["done"], " ".join(map(str, seeds)), s["wrong"], s["seconds"]))


def run(a, bench, watched):
    for name, fault, short, long, fit in KINDS:
        given = getattr(a, name)
        n = given if given is not None else long if a.long else short if not a.only or name in a.only else 0
        if n < 1 or (a.only and name not in a.only) or (watched and not fit):
            continue
        began, before = time.time(), len(bench.bad)
        done = fault(bench, n)
        done, said = done if isinstance(done, tuple) else (done, "")
        wrong, took = len(bench.bad) - before, time.time() - began
        print("%-12s %6d, %d wrong%s  (%.0f s)" % (name, done, wrong, "; " + said if said else "", took))
        sys.stdout.flush()
        if a.log:
            with open(a.log, "a", encoding="utf-8") as f:
                f.write(json.dumps({"day": str(datetime.date.today()), "kind": name, "seed": a.seed, "done": done, "wrong": wrong,
                                    "seconds": round(took), "said": said}) + "\n")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("program", nargs="?")
    p.add_argument("shim", nargs="?")
    p.add_argument("--long", action="store_true")
    p.add_argument("--only", nargs="+", choices=[k[0] for k in KINDS])
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--log")
    p.add_argument("--sum")
    for name, *_ in KINDS:
        p.add_argument("--" + name, type=int)
    a = p.parse_args()
    if a.sum:
        return added_up(a.sum)
    with open(a.program, "rb") as f:
        watched = b"__asan_init" in f.read()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as folder:
        bench = Bench(os.path.abspath(a.program), os.path.abspath(a.shim), folder, 60, a.seed)
        run(a, bench, watched)
    return 1 if bench.bad else 0


sys.exit(main())
