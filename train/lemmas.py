#!/usr/bin/env python3
"""Make the tables of lemmas out of treebanks in CoNLL-U: models/lemmas.tsv and models/lemma_edits.tsv.

usage: lemmas.py FOLDER [--part train] [--verbs data/verbs.tsv] [--out models] [--dev FILE]

Learnt are edits of endings for each Penn tag ("ies" NNS: cut 3, put "y"): the longest ending that is in the table decides.  What
they get wrong in the treebanks, in train/irregular.tsv or among the regular forms of known verbs and nouns becomes an exception
(form|TAG).  A lemma whose first letter is a capital though the word is no
name ("American", "I") is marked with "^".
"""
import argparse
import collections
import glob
import gzip
import os
import re

EDITED = {"NNS", "VBZ", "VBD", "VBG", "JJR", "JJS", "RBR", "RBS"}            # as in words/lemmas.c; no other tag has edits
ENDING = 6        # longest ending, in bytes
VOWELS = "aeiou"
KEEP = {"NNP", "FW", "ADD", "CD", "SYM", "LS", "GW", "XX", "NFP", "$", ",", ".", ":", "``", "''", "HYPH", "-LRB-", "-RRB-"}      # as written
SAME = {"NNPS": "NNS", "VBN": "VBD"}                           # tags that share the edits of another


def words(path):
    with (gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")) as f:
        for line in f:
            c = line.rstrip("\n").split("\t")
            if len(c) == 10 and c[0].isdigit() and c[2] != "_":
                yield c[1], c[2], c[3], c[4]


def fold(s):
    return s.lower().replace("’", "'").replace("‘", "'")


def edit(form, lemma):
    """(bytes to cut, what to put) or None when the beginnings have nothing in common."""
    n = len(os.path.commonprefix([form, lemma]))
    return (len(form) - n, lemma[n:]) if n else None


def apply(e, form):
    return form[:len(form) - e[0]] + e[1] if e and e[0] < len(form) else form


def best(counts):
    return min(counts, key=lambda e: (-counts[e], e))


def edits_of(lemmas):
    """{(ending, tag): edit}: an ending is kept when its best edit is not that of the next shorter one."""
    seen = collections.defaultdict(lambda: collections.defaultdict(collections.Counter))
    for (form, tag), lemma in lemmas.items():
        e = edit(form, lemma)
        if e is None or not re.fullmatch(r"[a-z'.-]+", form):
            continue
        for n in range(0, min(ENDING, len(form) - 1) + 1):
            if n >= e[0]:
                seen[tag][form[len(form) - n:]][e] += 1
    rules = {}
    for tag, endings in seen.items():
        rules["", tag] = best(endings[""]) if endings[""] else (0, "")
        for ending in sorted(endings, key=len):
            if not ending:
                continue
            counts, total = endings[ending], sum(endings[ending].values())
            shorter = next(rules[ending[k:], tag] for k in range(1, len(ending) + 1) if (ending[k:], tag) in rules)
            e = best(counts)
            if e != shorter and counts[e] >= 2 and counts[e] * 3 >= total * 2 and counts[e] > counts[shorter] + 1:
                rules[ending, tag] = e
    return rules


def regular(verbs, nouns):
    """(form, tag, lemma) of the forms that spelling gives."""
    for v in verbs:
        stem, y = v, re.search("[^aeiou]y$", v)
        if v.endswith("e") and not re.search("(ee|oe|ye)$", v):
            stem = v[:-1]
        elif re.fullmatch("[^aeiou]*[aeiou][^aeiouwxy]", v):
            stem = v + v[-1]
        past = v[:-1] + "ied" if y else v + "d" if v.endswith("e") else stem + "ed"
        yield past, "VBD", v
        yield past, "VBN", v
        yield (v[:-2] + "ying" if v.endswith("ie") else stem + "ing"), "VBG", v
        yield plural(v), "VBZ", v
    for n in nouns:
        yield plural(n), "NNS", n


def plural(w):
    if re.search("[^aeiou]y$", w):
        return w[:-1] + "ies"
    return w + ("es" if re.search("(s|x|z|ch|sh)$", w) else "s")


def guess(rules, form, tag):
    for n in range(min(ENDING, len(form) - 1), -1, -1):
        e = rules.get((form[len(form) - n:], tag))
        if e is not None:
            return apply(e, form)
    return form


def read(paths):
    counts, marked = collections.defaultdict(collections.Counter), collections.Counter()
    for path in paths:
        for form, lemma, upos, xpos in words(path):
            if upos == "PROPN" and xpos not in ("NNPS", "NNP") or xpos in KEEP and xpos in ("GW", "XX", "ADD", "LS", "FW"):
                continue
            low, folded = fold(form), fold(lemma)
            counts[low, xpos][folded] += 1
            if xpos not in ("NNP", "NNPS") and lemma[:1].isupper() and (len(form) < 2 or not form.isupper()):
                marked[low, xpos] += 1
    return counts, marked


def chosen(counts, tag_of=lambda t: SAME.get(t, t)):
    out = {}
    for (form, tag), c in counts.items():
        out.setdefault((form, tag_of(tag)), min(c, key=lambda x: (-c[x], x)))
    return out


def write(path, remarks, header, rows):
    with open(path, "w", encoding="utf-8") as f:
        f.write("".join("# %s\n" % r for r in remarks) + "#case\n#whole\n" + "\t".join(header) + "\n")
        for row in sorted(rows, key=lambda r: r[0].encode()):
            f.write("\t".join(row) + "\n")


def score(path, rules, exceptions):
    right = n = 0
    missed = collections.Counter()
    for form, lemma, upos, xpos in words(path):
        low, tag = fold(form), SAME.get(xpos, xpos)
        got = exceptions.get((low, tag))
        if got is None:
            got = low if xpos in KEEP else guess(rules, low, tag)
        n += 1
        right += got.rstrip("^") == fold(lemma)
        if got.rstrip("^") != fold(lemma):
            missed[form, xpos, lemma, got] += 1
    print("%s: %.2f of %d, capitals not looked at" % (os.path.basename(path), 100 * right / n, n))
    return missed


def main():
    ap = argparse.ArgumentParser(description="make the tables of lemmas")
    ap.add_argument("folder")
    ap.add_argument("--part", default="train")
    ap.add_argument("--verbs", default="data/verbs.tsv")
    ap.add_argument("--out", default="models")
    ap.add_argument("--dev", action="append", default=[])
    ap.add_argument("--show", type=int, default=0)
    a = ap.parse_args()
    paths = sorted(p for p in glob.glob(os.path.join(a.folder, "*.conllu*")) if a.part in os.path.basename(p))
    counts, marked = read(paths)
    doubled = set()  # "expelled": teaches no rule, or "polled" would come from "pol"
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "irregular.tsv"), encoding="utf-8") as f:
        for form, tags, lemma in [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")][1:]:
            for tag in tags.split():
                counts[form, tag][lemma] += 3
                if form in (lemma + "led", lemma + "ling"):
                    doubled.add((form, SAME.get(tag, tag)))
    with open(a.verbs, encoding="utf-8") as f:
        verbs = {c[0] for c in (line.rstrip("\n").split("\t") for line in f) if len(c) > 1 and c[1] and re.fullmatch("[a-z]+", c[0])}
    verbs |= {x for (_, tag), c in counts.items() if tag[:2] == "VB" for x in c if c[x] > 1 and re.fullmatch("[a-z]{3,}", x)}
    strong = {x for (f, tag), c in counts.items() if tag in ("VBD", "VBN") for x in c if not f.endswith("ed")}
    nouns = {f for (f, tag), c in counts.items() if tag == "NN" and c[f] > 1 and re.fullmatch("[a-z]{3,}", f)}
    verbs |= {f for (f, tag), c in counts.items() if tag in ("NN", "JJ") and c[f] > 1 and re.fullmatch("[a-z]{2,}e", f) and f[:-1] not in verbs}
    for form, tag, lemma in sorted(regular(verbs, nouns)):
        if (form, tag) not in counts and not (lemma in strong and tag in ("VBD", "VBN")):
            counts[form, tag][lemma] += 1
    lemmas = chosen(counts)
    rules = edits_of({k: v for k, v in lemmas.items() if k[1] in EDITED and k not in doubled})
    exceptions = {}
    for (form, tag), lemma in lemmas.items():
        plain = form if tag in KEEP else guess(rules, form, tag)
        mark = "^" if marked[form, tag] * 2 > sum(counts[form, tag].values()) else ""
        seen = sum(counts[form, tag].values())
        odd = tag in ("NNP", "NNS", "CD", "SYM", "NFP") and seen < 2 and not re.fullmatch(r"[a-z]+", form)
        if (plain != lemma or mark) and not odd and re.fullmatch(r"[a-z0-9'.&$%-]+|[–—“”…]", form) and re.fullmatch(r"[a-z0-9'.&-]+|[\"…]", lemma):
            exceptions[form, tag] = lemma + mark
    source = "made by train/lemmas.py, see models/lemmas.md"
    write(os.path.join(a.out, "lemmas.tsv"), ["lemma of a form under a Penn tag where no edit of its ending gives it; ^: with a capital; " + source],
          ["form", "lemma"], [(f + "|" + t, l) for (f, t), l in exceptions.items()])
    write(os.path.join(a.out, "lemma_edits.tsv"), ["how an ending becomes that of the lemma: bytes to cut, what to put; " + source],
          ["ending", "edit"], [(e + "|" + t, "%d%s" % r) for (e, t), r in rules.items()])
    print("%d exceptions, %d edits" % (len(exceptions), len(rules)))
    for path in a.dev:
        for k, n in score(path, rules, exceptions).most_common(a.show):
            print(n, *k)


if __name__ == "__main__":
    main()
