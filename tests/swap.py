#!/usr/bin/env python3
"""Next to nothing hangs on a name: with every name of the examples swapped for another, the same is found at the same places.

Names are swapped for invented ones of the same length in bytes, so that spans can be compared byte for byte.

usage: swap.py PROGRAM ROOT
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

program, root = sys.argv[1:3]
# old -> new, of equal length; the new ones are other invented countries, towns and persons
NAMES = {"Norlandic": "Vestmaric", "Norland": "Vestmar", "Norstad": "Vessten", "Sudmarkian": "Ordavarian", "Sudmark": "Ordavar", "Lenz": "Ghar",
         "Ostian": "Peluan", "Ostia": "Pelua", "Kesh": "Brod", "Tarn": "Zuri",
         "Ruud": "Kvam", "Veld": "Holt", "Haas": "Munk", "Dolmat": "Rastin", "Marten": "Corvin", "Brel": "Osko", "Kostin": "Varnov", "Diallo": "Kamara",
         "Renz": "Bini", "Lindqvist": "Soderholm", "Halven": "Marvin"}
HAIR = 3  # rows in a hundred that may hang on a name
LAYERS = ("attributions", "figures", "events", "positions", "times")


def found(folder):
    p = subprocess.run([program, "read", "--from", "text", folder], stdout=subprocess.PIPE, check=True)
    out = {}
    for line in p.stdout.splitlines():
        r = json.loads(line)
        rows = set()
        for layer in LAYERS:
            for row in r[layer]:
                rows.add((layer, json.dumps(row.get("at") or row.get("content")), row.get("stance"), row.get("cameo"), row.get("value"), row.get("kind"),
                          row.get("status"), row.get("asserted_by"), row.get("speaker") is not None))
        rows |= {("block", json.dumps(b["at"]), b["kind"]) for b in r["blocks"]}
        out[os.path.basename(r["report"]["key"])] = rows
    return out


def main():
    assert all(len(a) == len(b) for a, b in NAMES.items())
    pattern = re.compile("|".join(sorted(NAMES, key=len, reverse=True)))
    upper = re.compile("|".join(n.upper() for n in sorted(NAMES, key=len, reverse=True)))
    with tempfile.TemporaryDirectory() as tmp:
        for path in glob.glob(os.path.join(root, "examples/reports/*.txt")):
            text = open(path, encoding="utf-8").read()
            swapped = pattern.sub(lambda m: NAMES[m.group()], text)
            swapped = upper.sub(lambda m: {k.upper(): v.upper() for k, v in NAMES.items()}[m.group()], swapped)
            with open(os.path.join(tmp, os.path.basename(path)), "w", encoding="utf-8") as f:
                f.write(swapped)
        before, after = found(os.path.join(root, "examples/reports")), found(tmp)
    bad = 0
    for name in sorted(before):
        for row in sorted(before[name] ^ after.get(name, set()), key=str):
            bad += 1
            print("%s: only with %s names: %s" % (name, "the old" if row in before[name] else "the new", row))
    print("%d rows compared, %d differ" % (sum(map(len, before.values())), bad))
    # what was learnt looks at the letters of a name: a few readings may hang on them, not more
    rows = sum(map(len, before.values()))
    sys.exit(1 if bad * 100 > rows * HAIR or rows < 100 else 0)


main()
