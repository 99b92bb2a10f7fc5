#!/usr/bin/env python3
"""Run the scorers that lie beside the project and print rows for docs/figures.md: area, figure, value, goal, commit, date.

usage: figures.py PROGRAM COMMIT DATE [AREA ...]      (AREA: textin language quotes times places ledger talks events pile)

Only figures that have a goal are printed, and those named in MORE.  Needs ../shared/eval.
"""
import os
import re
import subprocess
import sys

EVAL = os.path.join("..", "shared", "eval")
AREAS = "textin language quotes times places ledger talks events pile".split()
MORE = re.compile(r"^(all events (located|\+actors)|all positions (located|\+issue F1|asserted_by acc)|all sides|all toponyms|all pledges|all disagreements|all spellings|"
                  r"polnear-dev speech (all|direct) full-soft|fresh speech (all|direct) full-soft|speaker named wrongly|timex\.timebank\.(relaxed|strict)|repair\.damage$|all documents)")


def main(program, commit, date, *areas):
    for area in areas or AREAS:
        p = subprocess.run([sys.executable, os.path.join(EVAL, area + ".py"), "--bin", program], stdout=subprocess.PIPE, text=True)
        for line in p.stdout.splitlines():
            cells = (line.split("\t") + ["", "", ""])[:4]
            if line.startswith("#") or len(line.split("\t")) < 2 or not (cells[2] or MORE.search(cells[0])):
                continue
            print("| %s | %s | %s | %s | %s | %s |" % (area, cells[0], cells[1], cells[2], commit, date))
        if p.returncode:
            print("| %s | the scorer ended with exit %d | | | %s | %s |" % (area, p.returncode, commit, date))
        sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
