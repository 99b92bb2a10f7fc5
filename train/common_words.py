#!/usr/bin/env python3
"""Propose rows for data/common_words.tsv: words that running text writes in lower case far more often than with a capital.

usage: common_words.py TEXTS.jsonl[.gz]... [--least 12] [--ratio 2.3] > proposal.tsv

Each line of TEXTS is {"text": ...}.  The table in data/ is such a proposal, read over by hand: words that are parts of
names or stand in another table of the names room were taken out, words of headlines and page furniture put in.
"""
import argparse
import collections
import gzip
import json
import re


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("texts", nargs="+")
    p.add_argument("--least", type=int, default=12)
    p.add_argument("--ratio", type=float, default=2.3)
    a = p.parse_args()
    low, capital = collections.Counter(), collections.Counter()
    for path in a.texts:
        opener = gzip.open if path.endswith(".gz") else open
        with opener(path, "rt", encoding="utf-8") as f:
            for line in f:
                for word in re.findall(r"[A-Za-z]+", json.loads(line)["text"]):
                    if word.islower():
                        low[word] += 1
                    elif word.istitle():
                        capital[word.lower()] += 1
    print("# Words that news writes in lower case (counted over running text).\nkey")
    for word in sorted(low, key=str.encode):
        if len(word) > 2 and low[word] >= a.least and low[word] >= a.ratio * capital[word]:
            print(word)


main()
