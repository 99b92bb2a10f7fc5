#!/usr/bin/env python3
"""How much of what is damaged is mended: sound paragraphs, damaged in many ways, must come out as they were.

usage: damage.py PROGRAM [--max N] [--show KIND] TEXTS.jsonl[.gz]...

Takes the paragraphs of "text", "body" or "input" of each line.  Every way is tried on N paragraphs (default 400) that
it changes, picked by hash; figures are the share that comes out equal to the byte, by alphabet.  `clean` is the
paragraphs themselves, all of them: it must be 100.
"""
import argparse
import collections
import gzip
import hashlib
import html
import json
import os
import re
import subprocess
import tempfile

MARKS = set("“”‘’–—…")


def misread(page, times=1, drop=False):
    """UTF-8 read as `page`; undefined bytes become C1 controls, or go."""
    def char(byte):
        try:
            return bytes([byte]).decode(page)
        except UnicodeDecodeError:
            return "" if drop else chr(byte)

    table = [char(b) for b in range(256)]

    def damage(text):
        for _ in range(times):
            text = "".join(table[b] for b in text.encode())
        return text
    return damage


def only_marks(damage):
    def guarded(text):
        high = {c for c in text if ord(c) > 127}
        return damage(text) if high and high <= MARKS else text
    return guarded


def every(what):
    return only_marks(lambda t: re.sub("[%s]" % "".join(MARKS), what, t))


def surrogates(text):
    return "".join(chr(b) for b in text.encode("utf-16", "surrogatepass").decode("utf-16").encode("utf-8")) \
        if all(ord(c) < 0x10000 for c in text) else \
        "".join(chr(b) for c in text for b in (c.encode() if ord(c) < 0x10000 else b"".join(
            chr(int.from_bytes(c.encode("utf-16-be")[i:i + 2], "big")).encode("utf-8", "surrogatepass") for i in (0, 2))))


def half(text):
    n, out = 0, []
    for c in text:
        n += c in MARKS
        out.append(WAYS["cp1252"](c) if c in MARKS and n % 2 else c)
    return "".join(out)


def bytes_of(page):
    def read(text):
        try:
            return text.encode(page).decode("latin-1") if any("\x80" <= c <= "\x9f" for c in text.encode(page).decode("latin-1")) else text
        except UnicodeEncodeError:
            return text
    return read


def entities(text):
    names = {chr(v): k for k, v in html.entities.name2codepoint.items()}
    once = "".join("&%s;" % names[c] if ord(c) > 159 and c in names else c for c in text)
    return once.replace("&", "&amp;") if once != text and "&" not in text else text


def escapes(text):
    return text if "\\" in text else re.sub(r"[^\x00-\x7f]", lambda m: json.dumps(m.group())[1:-1], text)


WAYS = {
    "c1": bytes_of("cp1252"), "latin1": misread("latin-1"), "cp1252": misread("cp1252"), "cp1252_drop": misread("cp1252", drop=True),
    "double": misread("cp1252", 2), "triple": misread("cp1252", 3), "nbsp_space": lambda t: misread("cp1252")(t).replace("\xa0", " "),
    "cp1250": misread("cp1250"), "cp1251": misread("cp1251"), "cp1253": misread("cp1253"), "cp1254": misread("cp1254"),
    "cp1257": misread("cp1257"), "latin2": misread("iso8859-2"), "latin9": misread("iso8859-15"), "macroman": misread("mac_roman"),
    "cp437": misread("cp437"), "cp850": misread("cp850"), "cesu8": lambda t: surrogates(t) if any(ord(c) > 0xffff for c in t) else t,
    "entity2": entities, "js_escape": escapes, "half": half,
    "dagger": only_marks(lambda t: re.sub("” (?=[a-zA-Z])", "†", t)), "fffd": every("\ufffd"), "qmark": every("?"),
    "qmark_moji": only_marks(lambda t: re.sub("[%s]" % "".join(MARKS), lambda m: "â?¦" if m.group() == "…" else "â??", t)),
}


def paragraphs(paths):
    seen = {}
    for path in paths:
        with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as f:
            for line in f:
                row = json.loads(line)
                for p in (row.get("text") or row.get("body") or row.get("input") or "").split("\n"):
                    p = p.strip()
                    if 40 < len(p) < 4000 and "\ufffd" not in p:
                        seen[hashlib.sha1(p.encode()).digest()] = p
    return [seen[k] for k in sorted(seen)]


def alphabet(text):
    high = [c for c in text if ord(c) > 127 and c.isalpha()]
    most = collections.Counter("latin" if ord(c) < 0x370 else "greek" if ord(c) < 0x400 else "cyrillic" if ord(c) < 0x530 else "other" for c in high)
    return most.most_common(1)[0][0] if len(high) * 50 > len(text) else "english"


def mend(program, texts):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8", delete=False) as f:
        for i, t in enumerate(texts):
            f.write(json.dumps({"id": str(i), "text": t}, ensure_ascii=False) + "\n")
    try:
        out = subprocess.run([program, "read", "--layers", "text", "--verbatim", "--from", "jsonl", f.name],
                             stdout=subprocess.PIPE, check=False).stdout
    finally:
        os.unlink(f.name)
    got = {}
    for line in out.split(b"\n"):
        row = json.loads(line) if line.strip() else {}
        if "report" in row:
            got[int(row["report"]["key"])] = row.get("text") or ""
    return [got.get(i, "") for i in range(len(texts))]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("--max", type=int, default=400)
    ap.add_argument("--show")
    ap.add_argument("texts", nargs="+")
    a = ap.parse_args()
    sound = paragraphs(a.texts)
    back = mend(a.program, sound)
    kept = [s for s, b in zip(sound, back) if s == b.strip()]
    print("clean\t%.3f\t%d" % (100.0 * len(kept) / len(sound), len(sound)))
    for kind, way in WAYS.items():
        pairs, of = [], collections.Counter()
        for s in kept:
            script = alphabet(s)
            if of[script] < a.max and (bad := way(s)) != s:
                pairs.append((s, bad, script))
                of[script] += 1
        good = collections.Counter()
        for (s, bad, script), got in zip(pairs, mend(a.program, [p[1] for p in pairs])):
            good[script] += s == got.strip()
            if a.show == kind and s != got.strip():
                print("  want %r\n  from %r\n  got  %r" % (s, bad, got))
        figures = ["%s %.1f of %d" % (k, 100.0 * good[k] / n, n) for k, n in sorted(of.items())]
        print("%s\t%.2f\t%d\t%s" % (kind, 100.0 * sum(good.values()) / max(1, len(pairs)), len(pairs), ", ".join(figures)), flush=True)


main()
