#!/usr/bin/env python3
"""Fits data/rowcues.tsv: which rows of a text belong to the page around an article.

usage: rowcues.py CUES_PROGRAM [--folds N] [--write data/rowcues.tsv] LABELLED.jsonl.gz...

A labelled text is {"id", "text", "lines": [[begin, end, label], ...]} with byte offsets; the labels "boilerplate" and
"caption" mean drop, null is not counted.  A text without "lines" is clean: all of it is kept.  CUES_PROGRAM is built
from train/rowcues.c and names the cues, so that fitting and reading use the same code.  Plain logistic regression by
AdaGrad; then the thresholds are chosen on held-out texts.  Python 3 standard library only.
"""
import argparse
import gzip
import json
import math
import random
import re
import subprocess
import sys
import zlib

EPOCHS, RATE, L2 = 14, 0.25, 2e-6
THRESHOLDS = range(-100, 401, 25)


def families(source="src/layout/boilerplate.c"):
    """Names of the cues in the order of their numbers, read from the table in the source."""
    counts = {"RAP_BEGINS_COUNT": 8, "RAP_ENDS_COUNT": 8, "RAP_CASE_COUNT": 5, "RAP_SIGN_COUNT": 14, "RAP_PHRASE_KINDS": 5}
    names = []
    for name, n in re.findall(r'X\(\w+, "(\w+)", ([^)]*)\)', open(source).read()):
        size = 1
        for factor in n.split("*"):
            factor = factor.strip()
            size *= counts[factor] if factor in counts else int(factor)
        names += ["%s.%d" % (name, i) for i in range(size)]
    return names


def load(program, paths):
    """[(group, set, [(cues, label or None, kept line count, dropped line count)])]."""
    texts = []
    for path in paths:
        for line in gzip.open(path, "rt", encoding="utf-8"):
            r = json.loads(line)
            r["set"] = path.split("/")[-1].split(".")[0]
            texts.append(r)
    feed = "\n".join(json.dumps({"text": r["text"]}) for r in texts) + "\n"
    out = subprocess.run([program], input=feed.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    docs, rows, i = [], [], 0
    for line in out.split("\n"):
        if line == "end":
            docs.append(labelled(texts[i], rows))
            rows, i = [], i + 1
        elif line:
            v = [int(x) for x in line.split()]
            rows.append((v[0], v[1], v[2:]))
    return docs


def labelled(r, rows):
    lines, out = r.get("lines"), []
    for b, e, cues in rows:
        keep = drop = 0
        if lines is None:
            keep = 1
        else:
            for x in lines:
                if x[0] < e and x[1] > b and x[2] is not None:
                    keep += x[2] not in ("boilerplate", "caption")
                    drop += x[2] in ("boilerplate", "caption")
        label = None if keep == drop else int(drop > keep)
        out.append((cues, label, keep, drop))
    group = re.split(r"[/_]", r["id"])[1 if r["set"] == "scrape_soft" else 0]
    return zlib.crc32(group.encode()), r["set"], out


def fit(docs, n):
    w, g = [0.0] * n, [1e-6] * n
    share = {"scrape_soft": 1.5, "scrape_full": 1.0}
    rows = [(c, y, share.get(s, 0.5)) for _, s, d in docs for c, y, _, _ in d if y is not None]
    rng = random.Random(7)
    for _ in range(EPOCHS):
        rng.shuffle(rows)
        for cues, y, share_of in rows:
            z = sum(w[c] for c in cues)
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
            d = (p - y) * share_of
            for c in cues:
                step = d + L2 * w[c] * 100
                g[c] += step * step
                w[c] -= RATE * step / math.sqrt(g[c])
    return [round(100 * x) for x in w]


def traits(cues, names):
    """(class of the text 0..3, does a phrase decide by itself) as the program has it."""
    sparse, sure = 0, False
    for c in cues:
        family, value = names[c].split(".")
        if family == "place":
            sparse = int(value) // 12
        sure = sure or (family == "phrase" and int(value) % 2 == 1) or names[c] == "sign.13"
    return sparse, sure


def count(docs, w, names, into):
    """into[set][class][threshold] += [dropped rightly, dropped wrongly, left, kept lines]."""
    for _, name, rows in docs:
        for cues, _, keep, drop in rows:
            sparse, sure = traits(cues, names)
            score = sum(w[c] for c in cues)
            for th in THRESHOLDS:
                t = into.setdefault((name, sparse, th), [0, 0, 0, 0])
                gone = sure or score > th
                for i, x in enumerate((drop if gone else 0, keep if gone else 0, 0 if gone else drop, keep)):
                    t[i] += x


def choose(grid, price):
    """The threshold of every class that drops most when a lost line costs `price` dropped ones."""
    best = []
    for sparse in range(4):
        values = {th: sum(t[0] - price * t[1] for (n, s, h), t in grid.items() if s == sparse and h == th) for th in THRESHOLDS}
        best.append(max(values, key=lambda th: (values[th], th)))
    return best


def total(grid, thresholds):
    out = {}
    for (name, sparse, th), t in grid.items():
        if thresholds[sparse] == th:
            into = out.setdefault(name, [0, 0, 0, 0])
            for i in range(4):
                into[i] += t[i]
    return out


def figures(t):
    f1 = 200 * t[0] / (2 * t[0] + t[1] + t[2]) if t[0] else 0
    return "F1 %.1f lost %.2f%%" % (f1, 100 * t[1] / max(1, t[3]))


def main():
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument("program")
    ap.add_argument("paths", nargs="+")
    ap.add_argument("--folds", type=int, default=4)
    ap.add_argument("--lost", type=float, default=0.9)
    ap.add_argument("--write")
    a = ap.parse_args()
    names = families()
    docs = load(a.program, a.paths)
    grid, best = {}, None
    for fold in range(a.folds):
        w = fit([d for d in docs if d[0] % a.folds != fold], len(names))
        count([d for d in docs if d[0] % a.folds == fold], w, names, grid)
    for price in (0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16):
        best = choose(grid, price)
        sets = total(grid, best)
        print("held out, price %s, thresholds %s: %s" % (price, best, {n: figures(t) for n, t in sorted(sets.items())}))
        soft = sets.get("scrape_soft", [0, 0, 0, 1])
        if 100 * soft[1] / soft[3] <= a.lost:
            break
    w, grid = fit(docs, len(names)), {}
    count(docs, w, names, grid)
    print("fitted:", {n: figures(t) for n, t in sorted(total(grid, best).items())})
    if a.write:
        rows = {n: x for n, x in zip(names, w) if x}
        rows.update(("threshold.%d" % i, x) for i, x in enumerate(best))
        with open(a.write, "w") as f:
            f.write("# Weights of what a row looks like, in hundredths of a logit; positive: a row of the page. Fitted by train/rowcues.py.\ncue\tweight\n")
            for n in sorted(rows, key=str.encode):
                f.write("%s\t%d\n" % (n, rows[n]))


if __name__ == "__main__":
    sys.exit(main())
