#!/usr/bin/env python3
"""Make the tagger's tables out of treebanks in CoNLL-U: models/lexicon.tsv, models/suffixes.tsv, models/tagpairs.tsv.

usage: lexicon.py TREEBANK.conllu[.gz]... [--out models] [--least 2]

The tagger is a hidden Markov model over pairs of Penn tags, in whole numbers: a cost is twice the negative binary logarithm of a
probability, one letter each (a = 0 ... z = 25 and more).  Costs of the readings of one word are taken relative to its cheapest.
A Penn tag is a letter too, A-Z then a-z in the order of the rows of tagpairs.tsv, and a universal tag, A-Q in the order of UPOS.
"""
import argparse
import collections
import gzip
import math
import os
import re

TAGS = 3          # readings kept for a word or an ending
RARE = 8          # words seen at most so often teach what endings tell
ENDING = 4        # longest ending, in letters
UPOS = "X ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB".split()       # as in words/prose.h
DROP = {"GW", "XX", "_", "AFX"}


def sentences(path):
    rows = []
    with (gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")) as f:
        for line in f:
            if line.startswith("#"):
                continue
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 10 and cells[0].isdigit():
                rows.append((cells[1], cells[4], cells[3], cells[2]))
            elif len(cells) < 10 and rows:
                yield rows
                rows = []
    if rows:
        yield rows


def fold(s):
    return s.lower().replace("’", "'").replace("‘", "'")


def letter(cost):
    return chr(97 + max(0, min(25, round(cost))))


def big(i):
    return chr(65 + i) if i < 26 else chr(97 + i - 26)


def cost(count, total):
    return -2 * math.log2(count / total)


def readings(counts, totals):
    """Tags of a word, dearest last, each with the cost of the word under that tag."""
    best = [t for t, n in counts.most_common(TAGS) if n * 60 >= counts.most_common(1)[0][1]]
    costs = {t: cost(counts[t], totals[t]) for t in best}
    low = min(costs.values())
    return [(t, letter(costs[t] - low)) for t in sorted(best, key=lambda t: (-counts[t], t))]


def write(path, remark, header, rows):
    with open(path, "w", encoding="utf-8") as f:
        f.write("".join("# %s\n" % r for r in remark) + "\t".join(header) + "\n")
        for row in sorted(rows, key=lambda r: r[0].encode()):
            f.write("\t".join(row) + "\n")


def main():
    ap = argparse.ArgumentParser(description="make the tagger's tables")
    ap.add_argument("treebank", nargs="+")
    ap.add_argument("--out", default="models")
    ap.add_argument("--least", type=int, default=2)
    a = ap.parse_args()
    words = collections.defaultdict(collections.Counter)
    upos, lemmas = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    totals, pairs = collections.Counter(), collections.defaultdict(collections.Counter)
    for path in a.treebank:
        for s in sentences(path):
            before = "."
            for form, x, u, lemma in s:
                x = x.strip("-") if x != "-" else x          # -LRB- as LRB: hyphens part tokens in a table's keys
                if x in DROP:
                    before = "."
                    continue
                low = fold(form)
                words[low][x] += 1
                totals[x] += 1
                upos[low, x][u] += 1
                lemmas[low, x][fold(lemma)] += 1
                pairs[before][x] += 1
                before = x
    tags = sorted(totals)
    source = "made by train/lexicon.py, see models/lexicon.md"
    rows = []
    for w, c in words.items():
        if sum(c.values()) >= a.least and re.search("[^\\W\\d_]", w) and re.fullmatch("[\\w'.&]+", w):
            rows.append([w] + [big(tags.index(t)) + big(UPOS.index(upos[w, t].most_common(1)[0][0])) + k + lemmas[w, t].most_common(1)[0][0]
                               for t, k in readings(c, totals)])
    write(os.path.join(a.out, "lexicon.tsv"), ["what a word can be: letters of tag, universal tag and cost, then the lemma; commonest first; " + source],
          ["form", "first", "second", "third"], rows)
    n_words = len(rows)
    ends, end_totals = collections.defaultdict(collections.Counter), collections.Counter()
    for w, c in words.items():
        if sum(c.values()) <= RARE and re.fullmatch("[a-z]{3,}", w):
            for t in c:
                if t in ("CD", "NNP", "NNPS", "FW", "UH", "ADD", "NFP", "IN", "DT", "PRP", "RP", "MD", "LS", "CC", "WRB", "WP", "SYM"):
                    continue
                end_totals[t] += c[t]
                for n in range(1, min(ENDING, len(w) - 1) + 1):
                    ends[w[-n:]][t] += c[t]
    rows = [[e] + [big(tags.index(t)) + k for t, k in readings(c, end_totals)] for e, c in ends.items() if sum(c.values()) >= 12]
    write(os.path.join(a.out, "suffixes.tsv"), ["what an unknown word can be by its ending: letters of tag and cost; " + source],
          ["ending", "first", "second", "third"], rows)
    common = {t: collections.Counter() for t in tags}
    for (w, t), c in upos.items():
        common[t].update(c)
    rows = []
    for before in tags:
        n = sum(pairs[before].values()) + 0.5 * len(tags)
        rows.append([before, big(UPOS.index(common[before].most_common(1)[0][0])), "".join(letter(cost(pairs[before][t] + 0.5, n)) for t in tags)])
    write(os.path.join(a.out, "tagpairs.tsv"), ["what a tag costs behind another: one letter for each tag, in the order of the rows; "
                                                 + source, "case"], ["tag", "upos", "costs"], rows)
    with open(os.path.join(a.out, "tagpairs.tsv"), encoding="utf-8") as f:
        text = f.read()
    with open(os.path.join(a.out, "tagpairs.tsv"), "w", encoding="utf-8") as f:
        f.write(text.replace("# case\n", "#case\n"))
    print("%d words, %d endings, %d tags" % (n_words, len(ends), len(tags)))


if __name__ == "__main__":
    main()
