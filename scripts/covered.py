#!/usr/bin/env python3
"""A table of lines and branches by room: covered.py COVERAGE.json ROOMS.tsv [SUITES]; gcovr's JSON in, exit 1 when a room of the table is below its floor.

With "missing ROOM" behind it, the branches of a room that no test runs are listed instead.
"""
import collections
import json
import sys


def main():
    with open(sys.argv[1]) as f:
        files = json.load(f)["files"]
    with open(sys.argv[2]) as f:
        floors = {r[0]: float(r[1]) for r in (x.split("\t") for x in f if x.strip() and not x.startswith("#"))}
    if sys.argv[3:4] == ["missing"]:
        for f in files:
            if f["file"].startswith("src/%s/" % sys.argv[4]):
                for line in f["lines"]:
                    lost = sum(b["count"] == 0 for b in line["branches"])
                    if lost and not line.get("gcovr/noncode"):
                        print("%s:%d: %d of %d" % (f["file"], line["line_number"], lost, len(line["branches"])))
        return 0
    counts = collections.defaultdict(lambda: [0, 0, 0, 0])
    for f in files:
        room = f["file"].split("/")[1]
        for line in f["lines"]:
            if line.get("gcovr/noncode"):
                continue
            for row in (counts[room], counts["all"]):
                row[0] += line["count"] > 0
                row[1] += 1
                row[2] += sum(b["count"] > 0 for b in line["branches"])
                row[3] += len(line["branches"])
    below = []
    for room, (lines, of_lines, branches, of_branches) in sorted(counts.items(), key=lambda x: (x[0] == "all", x[0])):
        share = 100 * branches / max(1, of_branches)
        floor = floors.get(room)
        low = floor is not None and share + 0.05 < floor
        below += [room] if low else []
        print("%-10s lines %5.1f  branches %5.1f (%d of %d)%s" %
              (room, 100 * lines / max(1, of_lines), share, branches, of_branches, "" if floor is None else "  floor %g%s" % (floor, ": BELOW IT" if low else "")))
    return bool(below)


if __name__ == "__main__":
    sys.exit(main())
