#!/usr/bin/env python3
"""Whatever the parser makes of a sentence, src/trees/valid.c makes a valid tree of it: random trees, random labels.

usage: trees_valid.py MEND_TREES
"""
import random
import subprocess
import sys
import time

import conllu_check
import growth

filter_program = sys.argv[1]
UPOS = sorted(conllu_check.UPOS)
RELATIONS = sorted(conllu_check.RELATIONS - {"root", "clf"}) + ["aux:pass", "nsubj:pass", "nsubj:outer", "obl:agent", "compound:prt", "det:predet"]
bad = []


def expect(what, good, told=""):
    print(("ok      " if good else "FAILED  ") + what)
    if not good:
        print("        " + str(told)[:1500])
        bad.append(what)


def random_tree(rnd, n):
    """Heads (1-based, 0 root) of a tree over n words without crossing arcs."""
    heads = [0] * (n + 1)

    def fill(lo, hi, head):
        """Words lo..hi-1 become subtrees side by side under head."""
        todo = [(lo, hi, head)]
        while todo:
            lo, hi, head = todo.pop()
            while lo < hi:
                end = rnd.randint(lo + 1, hi)
                top = rnd.randrange(lo, end)
                heads[top] = head
                todo += [(lo, top, top), (top + 1, end, top)]
                lo = end
    root = rnd.randint(1, n)
    fill(1, root, root)
    fill(root + 1, n + 1, root)
    return heads[1:]


def random_sentence(rnd):
    n = rnd.choice([1, 2, 3, 4, 5, 6, 8, 12, 20, 40])
    stops = rnd.choice([0.0, 0.1, 0.3, 0.6, 0.95, 1.0])
    few = rnd.sample(RELATIONS, rnd.choice([1, 2, 3, 8, len(RELATIONS)]))
    rows = []
    for head in random_tree(rnd, n):
        upos = "PUNCT" if rnd.random() < stops else rnd.choice(UPOS)
        right = upos == "PUNCT" and rnd.random() < 0.7
        rows.append((upos, head, "root" if head == 0 else "punct" if right else rnd.choice(few)))
    return rows


def broken_sentence(rnd):
    """No tree at all: any heads."""
    n = rnd.randint(1, 12)
    return [(rnd.choice(UPOS), rnd.randint(0, n), rnd.choice(RELATIONS)) for _ in range(n)]


def mended(sentences):
    text = "".join("".join("%s %s %s\n" % row for row in s) + "\n" for s in sentences)
    p = subprocess.run([filter_program], input=text.encode(), stdout=subprocess.PIPE, timeout=600)
    if p.returncode:
        sys.exit("%s: exit %d" % (filter_program, p.returncode))
    return [[tuple(x.split(" ")) for x in s.split("\n") if x] for s in p.stdout.decode().split("\n\n") if s]


def conllu(sentences):
    out = []
    for k, s in enumerate(sentences):
        out.append("# sent_id = s%d\n# text = %s\n" % (k, " ".join(["w"] * len(s))))
        out += ["%d\tw\tw\t%s\t_\t_\t%s\t%s\t_\t_\n" % (i, u, h, d) for i, (u, h, d) in enumerate(s, 1)]
        out.append("\n")
    return "".join(out).encode()


def hostile(n):
    """Long sentences that are a chain or a comb of what may not be one."""
    yield "a chain of marks", [("PUNCT", i, "punct" if i else "root") for i in range(n)]
    yield "a chain of adpositions", [("ADP", i, "case" if i else "root") for i in range(n)]
    yield "fixed under fixed", [("ADP", i, "fixed" if i else "root") for i in range(n)]
    yield "goeswith from the right", [("X", i + 2 if i + 1 < n else 0, "goeswith") for i in range(n)]
    yield "marks far from their head", [("NOUN", 0, "root")] + [("PUNCT", 1, "punct") if i % 2 else ("NOUN", i, "nmod") for i in range(1, n)]
    yield "all objects", [("VERB", 0, "root")] + [("NOUN", 1, "obj")] * (n - 1)


def grows(short, long):
    """Whether four times the words take ten times as long."""
    return long >= 10 * short + 0.5


def main():
    rnd = random.Random(11)
    sentences = [random_sentence(rnd) for _ in range(6000)]
    result = mended(sentences)
    expect("no sentence is lost", [len(s) for s in result] == [len(s) for s in sentences])
    before = {line for line, _, _ in conllu_check.check(conllu(sentences))}
    after = conllu_check.check(conllu(result))
    expect("6,000 random trees: %d breaches before" % len(before), len(before) > 10000)
    expect("6,000 random trees: no breach after", not after, after[:10])
    expect("a tree that is valid is left alone", mended(result) == result)
    wild = [broken_sentence(rnd) for _ in range(3000)]
    after = [b for b in conllu_check.check(conllu(mended(wild))) if not b[1].startswith("punct-cross")]
    expect("3,000 sentences that are no trees at all: valid but for crossing arcs", not after, after[:10])
    for (name, short), (_, long) in zip(hostile(20000), hostile(80000)):
        def once(s):
            start = time.monotonic()
            got = mended([s])
            seconds = time.monotonic() - start
            expect("%s, %d words" % (name, len(s)), len(got) == 1 and len(got[0]) == len(s) and sum(w[1] == "0" for w in got[0]) == 1)
            return seconds

        took = growth.least(lambda: once(short), lambda: once(long), grows)
        expect("%s: the time is linear (%.2f s, four times that %.2f s)" % (name, *took), not grows(*took))
    sys.exit(bool(bad))


main()
