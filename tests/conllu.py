#!/usr/bin/env python3
"""What `export --as conllu` prints is CoNLL-U by the rules of Universal Dependencies, and its bytes are the source's.

First the rules themselves: every one of them must catch a file that is broken in its way.

usage: conllu.py PROGRAM ROOT
"""
import glob
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

import conllu_check

program, root = os.path.abspath(sys.argv[1]), sys.argv[2]
bad = []

# Words as FORM/UPOS/HEAD/DEPREL; `~` in front: glued to the word before.
GOOD = [
    "Norland/PROPN/5/nsubj ~'s/PART/1/case two/NUM/5/nummod big/ADJ/5/amod ships/NOUN/0/root",
    "They/PRON/3/nsubj will/AUX/3/aux sail/VERB/0/root out/ADP/6/case of/ADP/4/fixed port/NOUN/3/obl ~,/PUNCT/9/punct "
    "and/CCONJ/9/cc wait/VERB/3/conj ~./PUNCT/3/punct",
]


ENGLISH = "\n\nThe ship is in the port of Kesh, and it will wait there for the crew until the minister has said what to do with it.\n"


def sentence(number, words):
    rows, text = [], ""
    for i, word in enumerate(words.split(), 1):
        glued = word.startswith("~")
        form, upos, head, deprel = word.lstrip("~").split("/")
        if glued:
            rows[-1][9] = "SpaceAfter=No"
        text += ("" if glued or i == 1 else " ") + form
        rows.append([str(i), form, form.lower(), upos, "_", "_", head, deprel, "_", "_"])
    return "# sent_id = s%d\n# text = %s\n" % (number, text) + "".join("\t".join(r) + "\n" for r in rows) + "\n"


def file_of(*sentences):
    return "".join(sentence(i, s) for i, s in enumerate(sentences, 1))


def swap(old, new, words=None):
    """A file that is good but for one thing."""
    text = file_of(*GOOD) if words is None else file_of(words)
    if text.count(old) < 1:
        sys.exit("the good file has no %r" % old)
    return text.replace(old, new, 1)


def tree(words):
    return file_of(words)


def broken():
    """(rule, a file that breaks it)"""
    good = file_of(*GOOD)
    return [
        ("utf-8", swap("ships", "ship\udcff")),
        ("last-line", good[:-2]),
        ("empty-line", "\n" + good),
        ("empty-line", good[:-1]),
        ("comment-place", swap("2\t's", "# text = again\n2\t's")),
        ("columns", swap("two\ttwo\tNUM", "two\tNUM")),
        ("no-words", "# sent_id = s9\n\n" + good),
        ("sent-id", swap("# sent_id = s1\n", "")),
        ("sent-id", swap("s2", "s/2")),
        ("sent-id", swap("s2", "s 2")),
        ("sent-id-again", swap("s2", "s1")),
        ("text-missing", swap("# text = They", "# words = They")),
        ("text-forms", swap("SpaceAfter=No", "_")),
        ("text-forms", swap("# text = Norland's", "# text = Norland 's")),
        ("id", swap("3\ttwo", "4\ttwo")),
        ("empty-column", swap("\tbig\tADJ", "\t\tADJ")),
        ("white-space", swap("\tbig\tADJ", "\tbig one\tADJ")),
        ("white-space", swap("\tbig\tADJ", "\tbig\u00a0one\tADJ")),
        ("upos", swap("ADJ", "ADJECTIVE")),
        ("feats", swap("NUM\t_\t_", "NUM\t_\tplural")),
        ("feats", swap("NUM\t_\t_", "NUM\t_\tNumType=Card|Degree=Pos")),
        ("misc", swap("SpaceAfter=No", "SpaceAfter=No|SpaceAfter=No")),
        ("head", swap("5\tamod", "6\tamod")),
        ("head", swap("5\tamod", "_\tamod")),
        ("head-self", swap("5\tamod", "4\tamod")),
        ("deprel", swap("amod", "adjmod")),
        ("deprel", swap("amod", "amod:Pass")),
        ("root-deprel", swap("0\troot", "0\tdep")),
        ("root-deprel", swap("5\tamod", "5\troot")),
        ("one-root", swap("5\tamod", "0\troot")),
        ("one-root", swap("0\troot", "1\tdep")),
        ("cycle", tree("a/DET/2/det ship/NOUN/1/nsubj sank/VERB/0/root")),
        ("forward", tree("Veld/PROPN/2/appos minister/NOUN/0/root")),
        ("forward", tree("out/ADP/2/fixed of/ADP/3/case port/NOUN/0/root")),
        ("leaf-aux-cop", tree("a/DET/2/det is/AUX/3/aux:pass sunk/VERB/0/root")),
        ("leaf-aux-cop", tree("it/PRON/2/nsubj is/AUX/3/cop sunk/ADJ/0/root")),
        ("leaf-mark-case", tree("port/NOUN/0/root in/ADP/4/case the/DET/2/det sea/NOUN/1/nmod")),
        ("leaf-mark-case", tree("go/VERB/0/root if/SCONJ/4/mark ever/PART/2/discourse asked/VERB/1/advcl")),
        ("leaf-cc", tree("ships/NOUN/0/root and/CCONJ/4/cc the/DET/2/det crew/NOUN/1/conj")),
        ("leaf-fixed", tree("out/ADP/4/case of/ADP/1/fixed the/DET/2/det port/NOUN/0/root")),
        ("leaf-goeswith", tree("with/ADP/3/case out/X/1/goeswith fail/NOUN/0/root very/ADV/2/advmod")),
        ("leaf-punct", tree("the/DET/3/det ship/NOUN/0/root ~,/PUNCT/2/punct")),
        ("tag-punct", tree("ship/NOUN/0/root ~,/PUNCT/1/dep")),
        ("tag-punct", tree("ship/NOUN/0/root x/NOUN/1/punct")),
        ("tag-det", tree("big/ADJ/2/det ship/NOUN/0/root")),
        ("tag-nummod", tree("two/ADJ/2/nummod ships/NOUN/0/root")),
        ("tag-advmod", tree("today/NOUN/2/advmod sail/VERB/0/root")),
        ("tag-expl", tree("there/NOUN/2/expl is/VERB/0/root")),
        ("tag-aux", tree("has/VERB/2/aux sailed/VERB/0/root")),
        ("tag-cop", tree("is/VERB/2/cop big/ADJ/0/root")),
        ("tag-case", tree("big/ADJ/2/case port/NOUN/0/root")),
        ("tag-mark", tree("big/ADJ/2/mark sail/VERB/0/root")),
        ("tag-cc", tree("sail/VERB/0/root big/ADJ/3/cc wait/VERB/1/conj")),
        ("two-subj", tree("he/PRON/3/nsubj she/PRON/3/nsubj sailed/VERB/0/root")),
        ("two-obj", tree("sink/VERB/0/root it/PRON/1/obj ships/NOUN/1/obj")),
        ("orphan", tree("ships/NOUN/3/nsubj two/NUM/1/orphan sail/VERB/0/root")),
        ("punct-crosses", tree("a/DET/4/det ~,/PUNCT/5/punct big/ADJ/4/amod ship/NOUN/0/root sank/ADJ/4/acl")),
        ("punct-crossed", tree("he/PRON/3/nsubj ~,/PUNCT/4/punct said/VERB/0/root so/ADV/3/advmod")),
    ]


def expect(what, good, told=""):
    print(("ok      " if good else "FAILED  ") + what[:200])
    if not good:
        print("        " + str(told)[:1500])
        bad.append(what)


def breaches(text, trees=True):
    return conllu_check.check(text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text, trees)


def rules_of_the_checker():
    with open(conllu_check.__file__, encoding="utf-8") as f:
        code = f.read()
    named = set(re.findall(r'self\.tell\(.*?"([a-z][a-z0-9-]+)", ', code)) | {r for r, _ in conllu_check.DEPENDENTS.values()}
    named |= {"feats", "misc", "two-subj", "two-obj"} | {"tag-" + r for r in [*conllu_check.ASKS, *conllu_check.REFUSES]}
    return named - {"no-tree", "two-", "tag-"}


def rules_can_fail():
    expect("a good file breaks no rule", breaches(file_of(*GOOD)) == [], breaches(file_of(*GOOD)))
    seen = set()
    for rule, text in broken():
        found = {r for _, r, _ in breaches(text)}
        seen.add(rule)
        if rule not in found:
            expect("a file made to break %s breaks it" % rule, False, (found, text))
    expect("every rule caught a file that breaks it", rules_of_the_checker() == seen, rules_of_the_checker() ^ seen)
    expect("a tree where none was asked for is told", {r for _, r, _ in breaches(file_of(*GOOD), trees=False)} == {"no-tree"})


def run(*args, want=0):
    p = subprocess.run([program, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=root, timeout=300)
    expect("%s: exit %d" % (" ".join(os.path.basename(a) for a in args)[:80], want), p.returncode == want, p.stderr)
    return p.stdout, p.stderr.decode()


def spans_re_quote(conllu, reports):
    """Words whose bytes read otherwise than their form, where the report has no repair."""
    key, wrong, n = None, [], 0
    for line in conllu.decode().splitlines():
        if line.startswith("# newdoc id = "):
            key = line.split(" = ", 1)[1]
        at = re.search(r"\bBytes=(\d+)-(\d+)", line)
        if at and key in reports and not line.startswith("#"):
            n += 1
            quoted = reports[key][int(at.group(1)):int(at.group(2))].decode()
            if quoted != line.split("\t")[1]:
                wrong.append((key, line, quoted))
    return n, wrong


def same_words(conllu, records, parsed=True):
    """Do the export's columns say what the records' tokens say?  Tags may change with the tree."""
    rows = [line.split("\t") for line in conllu.decode().splitlines() if re.match(r"\d+\t", line)]
    told = [(t["lemma"], t["upos"], t["xpos"], "%d-%d" % tuple(t["at"]), t["deprel"], t["head"]) for r in records for t in r["tokens"]]
    printed = [(r[2], r[3], r[4], re.search(r"Bytes=([\d-]+)", r[9]).group(1), None if r[7] == "_" else r[7],
                None if r[6] == "_" else int(r[6])) for r in rows]
    if not parsed:
        told, printed = [t[3] for t in told], [t[3] for t in printed]
    return [(a, b) for a, b in zip(told, printed) if a != b] + ([] if len(told) == len(printed) else [(len(told), len(printed))])


def the_examples(tmp):
    files = sorted(os.path.relpath(p, root) for p in glob.glob(os.path.join(root, "examples/reports/*.txt")))
    records = [json.loads(x) for x in run("read", "--layers", "text,syntax", *files)[0].splitlines()]
    parsed = any(t["head"] is not None for r in records for t in r["tokens"])
    db, flat = os.path.join(tmp, "e.db"), os.path.join(tmp, "flat.db")
    run("add", db, *files)
    conllu = run("export", db, "--as", "conllu")[0]
    found = breaches(conllu, trees=parsed)
    expect("examples/: valid, %s, %d sentences" % ("with trees" if parsed else "no trees yet", conllu.count(b"# sent_id")), not found, found[:8])
    expect("a document a report", conllu.count(b"# newdoc id = ") == len(files))
    plain = {f: open(os.path.join(root, f), "rb").read() for f, r in zip(files, records) if not r["repairs"]}
    n, wrong = spans_re_quote(conllu, plain)
    expect("the bytes of %d words are their forms" % n, n > 500 and not wrong, wrong[:5])
    expect("lemma, tags, bytes and relation are those of the record", not same_words(conllu, records), same_words(conllu, records)[:5])
    cite = re.search(rb"# cite = (\S+)\n# text = ([^\n]+)", conllu)
    shown = run("cite", db, cite.group(1).decode())[0]
    expect("the line `cite` is a citation", cite.group(2)[:20] in shown.replace(b"[", b"").replace(b"]", b""), shown)
    to = os.path.join(tmp, "e.conllu")
    run("export", db, "--as", "conllu", "--to", to)
    expect("--to writes the same", open(to, "rb").read() == conllu)
    run("add", "--no-parse", flat, *files)
    bare = run("export", flat, "--as", "conllu")[0]
    expect("--no-parse: no heads, else the same words", not breaches(bare, trees=False) and not same_words(bare, records, parsed=False), breaches(bare, trees=False)[:5])
    return db


def a_report_that_is_gone(db):
    whole = run("export", db, "--as", "conllu")[0]
    store = sqlite3.connect(db)
    key = store.execute("SELECT key FROM source WHERE n = 2").fetchone()[0]
    store.execute("UPDATE source SET bytes_zstd = NULL WHERE n = 2")
    store.commit()
    store.close()
    rest, told = run("export", db, "--as", "conllu", want=65)
    expect("it is told by name, in one line", key in told and told.count("\n") == 1, told)
    lost = whole.index(b"# newdoc id = " + key.encode())
    expect("it costs itself only", rest == whole[:lost] + whole[whole.index(b"# newdoc", lost + 1):])


def hostile(tmp):
    """Texts that try the columns: white space of all kinds, marks, damage; keys with blanks."""
    mess = ["Norland\u00a0said\u2009it\u202fwould wait\u3000here.\r\nThe ship\tsank , “the minister said .\n\nhttp://norland.example/a\u00a0b is down.",
            "The envoy did n't come. # text = no\n\n# sent_id = x\n\n1\tthe\tthe\tDET of Ostia said it.", "“ ” ‘ ’ ... — the _ of _ and the | of a=b.\n" * 3,
            "the " * 3000 + "end.", "the the (( [ ] )) ,, ;; and and or , the .\n\n'' `` the -- of the - - in.", "The caf\u0065\u0301 of the port is\u200bopen \ufeffto the crew of the ship."]
    folder = os.path.join(tmp, "a folder % of mess")
    os.mkdir(folder)
    for i, text in enumerate(mess):
        with open(os.path.join(folder, "%d x.txt" % i), "wb") as f:
            f.write((text + ENGLISH).encode())
    db = os.path.join(tmp, "m.db")
    run("add", db, folder)
    conllu = run("export", db, "--as", "conllu")[0]
    parsed = re.search(rb"^1(\t[^\t]+){5}\t\d", conllu, re.M) is not None
    found = breaches(conllu, trees=parsed)
    expect("hostile texts: valid, %d sentences" % conllu.count(b"# sent_id"), conllu.count(b"# newdoc") == len(mess) and not found, found[:8])


def main():
    rules_can_fail()
    with tempfile.TemporaryDirectory() as tmp:
        db = the_examples(tmp)
        hostile(tmp)
        a_report_that_is_gone(db)
        run("export", db, "--as", "conllu", "--table", "report", want=2)
        run("export", db, "--as", "conllu", "--to", os.path.join(tmp, "no/such/x"), want=74)
    sys.exit(bool(bad))


main()
