#!/usr/bin/env python3
"""The scorers beside the project still give at least the figures that were reached: no change makes reading worse unseen.

usage: figures.py PROGRAM ROOT        skipped (77) when ../shared is not there
"""
import os
import subprocess
import sys

program, root = os.path.abspath(sys.argv[1]), sys.argv[2]
EVAL = os.path.join(root, "..", "shared", "eval")
# area, arguments, figure, least (or "<=most")
FLOORS = [line.rstrip("\n").split("\t") for line in open(os.path.join(root, "tests", "figures.tsv"), encoding="utf-8") if line[0] not in "#\n"]


def main():
    if not os.path.isdir(EVAL):
        print("../shared is not there")
        sys.exit(77)
    bad = 0
    for area, args in sorted({(a, x) for a, x, _, _ in FLOORS}):
        p = subprocess.run([sys.executable, os.path.join(EVAL, area + ".py"), "--bin", program, *args.split()], stdout=subprocess.PIPE, text=True, cwd=root)
        told = {}
        for line in p.stdout.splitlines():
            cells = line.split("\t")
            if len(cells) > 1:
                told[cells[0]] = cells[1]
        for a, x, figure, least in FLOORS:
            if (a, x) != (area, args):
                continue
            value = told.get(figure)
            try:
                ok = float(value) <= float(least[2:]) if least.startswith("<=") else float(value) >= float(least)
            except (TypeError, ValueError):
                ok = False
            bad += not ok
            print("%s %-8s %-50s %s (floor %s)" % ("ok   " if ok else "WORSE", area, figure, value, least))
    sys.exit(bad > 0)


main()
