#!/usr/bin/env python3
"""The rules of Universal Dependencies for a CoNLL-U file that need no words of a language: format, tree, relations.

usage: conllu_check.py [FILE]        prints each breach as LINE: RULE: what; exit 1 if there is one

After https://universaldependencies.org/format.html and the guidelines' pages on function words, conjuncts, fixed and
flat expressions, punctuation.  A relation with a subtype ("aux:pass") stands under the rules of its first part.
"""
import re
import sys

UPOS = set("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
RELATIONS = set(
    "acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl fixed "
    "flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative xcomp".split())

# What may hang on a word that is itself ...; a relation that is not here may have any dependents.
ALWAYS = {"conj", "goeswith", "fixed", "reparandum", "punct"}
DEPENDENTS = {
    "aux": ("leaf-aux-cop", ALWAYS | {"cc", "advmod"}),
    "cop": ("leaf-aux-cop", ALWAYS | {"cc", "advmod"}),
    "mark": ("leaf-mark-case", ALWAYS | {"cc", "advmod", "obl"}),
    "case": ("leaf-mark-case", ALWAYS | {"cc", "advmod", "obl"}),
    "cc": ("leaf-cc", ALWAYS | {"advmod"}),
    "fixed": ("leaf-fixed", ALWAYS - {"fixed"}),
    "goeswith": ("leaf-goeswith", set()),
    "punct": ("leaf-punct", {"punct"}),
}
FORWARD = {"conj", "fixed", "flat", "goeswith", "appos"}  # the first part is the head

# The tags that a relation asks for, or refuses; a head of `fixed` stands for the whole expression and is free.
ASKS = {
    "det": "DET PRON", "nummod": "NUM NOUN SYM", "advmod": "ADV ADJ CCONJ DET PART SYM", "expl": "PRON DET PART",
    "aux": "AUX", "cop": "AUX PRON DET SYM", "punct": "PUNCT",
}
REFUSES = {
    "case": "PROPN ADJ PRON DET NUM AUX PUNCT", "mark": "NOUN PROPN ADJ PRON DET NUM AUX INTJ PUNCT",
    "cc": "NOUN PROPN ADJ PRON DET NUM VERB AUX INTJ PUNCT",
}
ORPHANS_UNDER = {"conj", "parataxis", "root", "csubj", "ccomp", "advcl", "acl", "reparandum"}


class Word:
    def __init__(self, line, columns):
        self.line = line
        (self.id, self.form, self.lemma, self.upos, self.xpos, self.feats, self.head, self.deprel, self.deps,
         self.misc) = columns
        self.children = []

    @property
    def relation(self):
        return self.deprel.split(":")[0]

    def under(self, relation):
        return any(c.relation == relation for c in self.children)


class Checker:
    def __init__(self, trees=True):
        self.trees, self.breaches, self.ids = trees, [], set()

    def tell(self, line, rule, what):
        self.breaches.append((line, rule, what))

    # ---- lines and columns

    def read(self, data):
        """All sentences of the bytes of a file."""
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as e:
            return self.tell(data[:e.start].count(b"\n") + 1, "utf-8", "it is not UTF-8")
        if not text:
            return None
        if not text.endswith("\n"):
            self.tell(text.count("\n") + 1, "last-line", "the last line has no end")
        lines, first, n = text.split("\n"), [], 0
        if lines and lines[-1] == "":
            lines.pop()
        for n, line in enumerate(lines, 1):
            if line:
                first.append((n, line))
                continue
            if not first:
                self.tell(n, "empty-line", "an empty line that ends no sentence")
            else:
                self.sentence(first)
            first = []
        if first:
            self.tell(n, "empty-line", "no empty line behind the last sentence")
            self.sentence(first)

    def sentence(self, lines):
        comments = [(n, s) for n, s in lines if s.startswith("#")]
        words = []
        for n, line in lines:
            if line.startswith("#"):
                if words:
                    self.tell(n, "comment-place", "a comment behind words")
                continue
            columns = line.split("\t")
            if len(columns) != 10:
                return self.tell(n, "columns", "%d columns, not 10" % len(columns))
            words.append(Word(n, columns))
        if not words:
            return self.tell(lines[0][0], "no-words", "a sentence without words")
        self.comments(comments, words)
        if self.columns(words) and self.trees and self.tree(words):
            self.relations(words)

    def comments(self, comments, words):
        ids = [(n, s.split("=", 1)[1].strip()) for n, s in comments if re.match(r"# *sent_id *=", s)]
        texts = [(n, s.split("= ", 1)[-1]) for n, s in comments if re.match(r"# *text *= ", s)]
        n = words[0].line
        if len(ids) != 1 or not re.fullmatch(r"[^\s/]+", ids[0][1]):
            self.tell(n, "sent-id", "one sent_id in one word without `/`, not %s" % [i for _, i in ids])
        elif ids[0][1] in self.ids:
            self.tell(ids[0][0], "sent-id-again", "%s is there already" % ids[0][1])
        self.ids.update(i for _, i in ids)
        if len(texts) != 1:
            return self.tell(n, "text-missing", "one `# text = `, not %d" % len(texts))
        spelt = "".join(w.form + ("" if "SpaceAfter=No" in w.misc.split("|") else " ") for w in words)
        if spelt.rstrip(" ") != texts[0][1]:
            self.tell(texts[0][0], "text-forms", "the words spell %r" % spelt)

    def columns(self, words):
        good = True
        for i, w in enumerate(words, 1):
            if w.id != str(i):
                self.tell(w.line, "id", "%s where %d is due" % (w.id, i))
                good = False
            for value in (w.id, w.form, w.lemma, w.upos, w.xpos, w.feats, w.head, w.deprel, w.deps, w.misc):
                if value == "":
                    self.tell(w.line, "empty-column", "an empty column")
                elif re.search(r"\s", value):
                    self.tell(w.line, "white-space", "white space in %r" % value)
            if w.upos not in UPOS:
                self.tell(w.line, "upos", "there is no UPOS %s" % w.upos)
            self.features(w)
            if self.trees:
                good &= self.head(w, len(words))
            elif (w.head, w.deprel) != ("_", "_"):
                self.tell(w.line, "no-tree", "a head where no parse was asked for")
        return good

    def features(self, w):
        for what, value in (("feats", w.feats), ("misc", w.misc)):
            if value == "_":
                continue
            names = [x.split("=", 1)[0] for x in value.split("|")]
            if not all("=" in x and x.split("=", 1)[1] for x in value.split("|")) or len(set(names)) < len(names):
                self.tell(w.line, what, "not Name=Value, each once: %s" % value)
            elif names != sorted(names, key=str.lower):
                self.tell(w.line, what, "not in order: %s" % value)

    def head(self, w, n):
        if not re.fullmatch(r"0|[1-9]\d*", w.head) or int(w.head) > n:
            self.tell(w.line, "head", "%s is no word of the sentence" % w.head)
            return False
        if w.head == w.id:
            self.tell(w.line, "head-self", "it is its own head")
            return False
        if not re.fullmatch(r"[a-z]+(:[a-z]+)?", w.deprel) or w.relation not in RELATIONS:
            self.tell(w.line, "deprel", "there is no relation %s" % w.deprel)
        if (w.head == "0") != (w.deprel == "root"):
            self.tell(w.line, "root-deprel", "head %s, relation %s" % (w.head, w.deprel))
        return True

    # ---- the tree

    def tree(self, words):
        roots = [w for w in words if w.head == "0"]
        if len(roots) != 1:
            self.tell(words[0].line, "one-root", "%d roots" % len(roots))
            return False
        for w in words:
            if w.head != "0":
                words[int(w.head) - 1].children.append(w)
        reached, todo = 0, [roots[0]]
        while todo:
            reached += 1
            todo += todo.pop().children
        if reached != len(words):
            self.tell(words[0].line, "cycle", "%d words hang on no root" % (len(words) - reached))
        return reached == len(words)

    def relations(self, words):
        for w in words:
            at = int(w.id)
            if w.relation in FORWARD and int(w.head) > at:
                self.tell(w.line, "forward", "%s before its head" % w.deprel)
            rule, may = DEPENDENTS.get(w.relation, (None, None))
            for c in w.children:
                if rule and c.relation not in may:
                    self.tell(c.line, rule, "%s under %s" % (c.deprel, w.deprel))
            self.tags(w)
            for role in ("subj", "obj"):
                many = [c for c in w.children if re.fullmatch(r"[nc]?%s(:pass)?" % role, c.deprel)]
                if len(many) > 1:
                    self.tell(many[1].line, "two-" + role, "more than one %s under %s" % (role, w.form))
            if w.relation == "orphan" and words[int(w.head) - 1].relation not in ORPHANS_UNDER:
                self.tell(w.line, "orphan", "orphan under %s" % words[int(w.head) - 1].deprel)
        self.punctuation(words)

    def tags(self, w):
        if (w.upos == "PUNCT") and w.relation not in ("punct", "root"):
            self.tell(w.line, "tag-punct", "PUNCT is %s" % w.deprel)
        if w.under("fixed") or w.under("goeswith"):
            return
        if w.relation in ASKS and w.upos not in ASKS[w.relation].split():
            self.tell(w.line, "tag-" + w.relation, "%s is %s" % (w.deprel, w.upos))
        if w.relation in REFUSES and w.upos in REFUSES[w.relation].split():
            self.tell(w.line, "tag-" + w.relation, "%s is %s" % (w.deprel, w.upos))

    def punctuation(self, words):
        """The arc of a mark crosses no other: all between it and its head is under the head, and no arc from beyond
        passes over it."""
        reach = {}
        for w in sorted(words, key=lambda w: -depth(words, w)):
            reach[w.id] = {w.id}.union(*(reach[c.id] for c in w.children))
        for w in words:
            if w.relation != "punct":
                continue
            at, head = int(w.id), int(w.head)
            for i in range(min(at, head) + 1, max(at, head)):
                if str(i) not in reach[w.head]:
                    self.tell(w.line, "punct-crosses", "the arc of a mark crosses another")
                    break
            for other in words:
                a, b = sorted((int(other.id), int(other.head)))
                if a and head and a < at < b and not a <= head <= b:
                    self.tell(w.line, "punct-crossed", "the arc of word %s passes over a mark whose head is beyond it" % other.id)
                    break


def depth(words, w):
    n = 0
    while w.head != "0":
        w = words[int(w.head) - 1]
        n += 1
    return n


def check(data, trees=True):
    """Breaches of the bytes of a CoNLL-U file: (line, rule, what).  Without trees: head and deprel must be `_`."""
    c = Checker(trees)
    c.read(data)
    return c.breaches


if __name__ == "__main__":
    found = check(open(sys.argv[1], "rb").read() if len(sys.argv) > 1 else sys.stdin.buffer.read())
    for breach in found:
        print("%d: %s: %s" % breach)
    sys.exit(bool(found))
