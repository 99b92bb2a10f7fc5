#!/usr/bin/env python3
"""OntoGUM and GAP as reports with spans, for train/coref.

usage: coref_gold.py --ontogum FILE.conll.gz [--trees GUM.conllu.gz] > OUT.jsonl
       coref_gold.py --gap FILE.tsv.gz > OUT.jsonl
       coref_gold.py --sorts GUM.conllu.gz > OUT.jsonl

OntoGUM has words only; white space and paragraphs are those of the treebank of the
same texts, by rule where it lacks one.  A line of OUT is {"id", "text", "clusters":
[[[begin, end], ...], ...]} or {"id", "text", "pronoun": [begin, end], "a", "a_coref",
"b", "b_coref"} or {"id", "text", "sorts": [[begin, end, sort], ...]}; spans are bytes of the text.
"""
import argparse
import csv
import gzip
import json
import re
import sys

GLUED = set(".,;:!?)]}%’”")
OPEN = set("([{$“‘")


def documents(path):
    """(id, [(form, last column)]) of each document."""
    name, words = None, []
    for line in gzip.open(path, "rt", encoding="utf-8"):
        if line.startswith("# begin document"):
            name, words = line.split()[3], []
        elif line.startswith("# end document") or not line.strip():
            if name and line.startswith("#"):
                yield name, words
                name = None
        elif not line.startswith("#"):
            cells = line.rstrip("\n").split("\t")
            words.append((cells[1], cells[2]))
    if name:
        yield name, words


def spacing(path):
    """id -> [what stands before each word]."""
    out, before, gaps = {}, "", None
    for line in gzip.open(path, "rt", encoding="utf-8") if path else ():
        if line.startswith("# newdoc"):
            gaps = out[line.split("= ")[1].strip()] = []
            before = ""
        elif line.startswith("# newpar") and gaps:
            before = "\n\n"
        elif re.match(r"\d+\t", line):
            gaps.append(before)
            before = "" if "SpaceAfter=No" in line else " "
    return out


def by_rule(words):
    """What stands before each word, where nobody tells."""
    out, shut, quoted = [], True, False
    for form, _ in words:
        closes = form == '"' and quoted
        glued = shut or form in GLUED or closes or form.startswith(("'", "’", "n't"))
        out.append("" if glued else " ")
        shut = form in OPEN or (form == '"' and not quoted)
        quoted ^= form == '"'
    return out


def ontogum(path, trees):
    known = spacing(trees)
    for name, words in documents(path):
        gaps = known.get(name)
        if not gaps or len(gaps) != len(words):
            gaps = by_rule(words)
        text, clusters, open_at = b"", {}, {}
        for (form, mark), gap in zip(words, gaps):
            text += gap.encode() if text else b""
            begin = len(text)
            text += form.encode()
            for many in re.findall(r"\((\d+)", mark):
                open_at.setdefault(many, []).append(begin)
            for many in re.findall(r"(\d+)\)", mark):
                clusters.setdefault(many, []).append([open_at[many].pop(), len(text)])
        print(json.dumps({"id": name, "text": text.decode(),
                          "clusters": list(clusters.values())}, ensure_ascii=False))


def gap(path):
    for row in csv.DictReader(gzip.open(path, "rt", encoding="utf-8"), delimiter="\t",
                              quoting=csv.QUOTE_NONE):
        text = row["Text"]
        out = {"id": row["ID"], "text": text}
        for key, word in (("pronoun", "Pronoun"), ("a", "A"), ("b", "B")):
            begin = int(row[word + "-offset"])
            assert text[begin:begin + len(row[word])] == row[word]
            begin = len(text[:begin].encode())
            out[key] = [begin, begin + len(row[word].encode())]
        out["a_coref"] = row["A-coref"].upper() == "TRUE"
        out["b_coref"] = row["B-coref"].upper() == "TRUE"
        print(json.dumps(out, ensure_ascii=False))


SORTS = {"person": 0, "animal": 0, "organization": 1, "place": 2}


def sorts(path):
    """What the column Entity= of GUM says all phrases are."""
    name, text, found, open_at, before = None, b"", [], {}, ""

    def end():
        if name:
            print(json.dumps({"id": name, "text": text.decode(), "sorts": found},
                             ensure_ascii=False))

    for line in gzip.open(path, "rt", encoding="utf-8"):
        if line.startswith("# newdoc"):
            end()
            name, text, found, open_at, before = line.split("= ")[1].strip(), b"", [], {}, ""
        elif line.startswith("# newpar") and text:
            before = "\n\n"
        elif re.match(r"\d+\t", line):
            cells = line.rstrip("\n").split("\t")
            text += before.encode()
            begin = len(text)
            text += cells[1].encode()
            before = "" if "SpaceAfter=No" in cells[9] else " "
            marks = re.search(r"Entity=([^|\n]*)", cells[9])
            for mark in re.findall(r"\([^()]*\)?|[^()]+\)", marks.group(1) if marks else ""):
                if mark.startswith("("):
                    parts = mark.strip("()").split("-")
                    open_at.setdefault(parts[0], []).append((begin, parts[1]))
                if mark.endswith(")"):
                    many = mark.strip("()").split("-")[0]
                    if open_at.get(many):
                        first, sort = open_at[many].pop()
                        found.append([first, len(text), SORTS.get(sort, 3)])
    end()


def main():
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument("--ontogum")
    ap.add_argument("--trees")
    ap.add_argument("--gap")
    ap.add_argument("--sorts")
    args = ap.parse_args()
    if args.ontogum:
        ontogum(args.ontogum, args.trees)
    elif args.gap:
        gap(args.gap)
    elif args.sorts:
        sorts(args.sorts)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
