#!/usr/bin/env python3
"""Every span of every record re-quotes its source bytes: on all texts of examples/ and tests/, on damaged copies of
them, and on 2,000 ordinary reports where ../shared is there.

usage: requote.py PROGRAM ROOT
"""
import glob
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile

import record_check

program, root = sys.argv[1:3]
LOAD = os.path.join(root, "..", "shared", "load")
LAYERS = "meta,text,syntax,names,times,attributions,figures,events,positions"


def texts():
    """(name, bytes) of every text that a test uses, and of damaged copies."""
    for pattern in ("examples/**/*.txt", "tests/**/*.txt"):
        for path in sorted(glob.glob(os.path.join(root, pattern), recursive=True)):
            if os.path.basename(path) != "meson.build":
                yield os.path.relpath(path, root), open(path, "rb").read()


def damaged(data, rnd):
    """Copies with bytes flipped, cut out and doubled, in other charsets, with other line ends."""
    for _ in range(6):
        b = bytearray(data)
        for _ in range(rnd.randrange(1, 12)):
            i = rnd.randrange(len(b))
            kind = rnd.randrange(4)
            if kind == 0:
                b[i] = rnd.randrange(32, 256)
            elif kind == 1:
                del b[i:i + rnd.randrange(1, 5)]
            elif kind == 2:
                b[i:i] = b[i:i + rnd.randrange(1, 40)]
            else:
                b[i:i] = rnd.choice([b"\r\n", b"\xe2\x80", b'"', "”".encode(), "â€™".encode(), b"\xa0", b"\xef\xbf\xbd", b"&amp;quot;"])
        yield bytes(b)
    yield data.decode("utf-8", "replace").encode("cp1252", "replace")
    yield data.replace(b"\n", b"\r\n")
    yield b"\xef\xbb\xbf" + data
    yield data[:rnd.randrange(1, len(data))]


def run(paths, extra=()):
    """Records by key; a key may stand for an error."""
    p = subprocess.run([program, "read", "--layers", LAYERS, *extra, *paths], stdout=subprocess.PIPE, stderr=None, timeout=1200)
    if p.returncode not in (0, 65):
        sys.exit("read: exit %d" % p.returncode)
    for line in p.stdout.split(b"\n"):
        if line:
            r = json.loads(line)
            yield (r["report"]["key"] if "report" in r else r["error"]["uri"]), r


def check_files(items, breaches, extra=()):
    with tempfile.TemporaryDirectory() as tmp:
        sources = {}
        for i, (name, data) in enumerate(items):
            path = os.path.join(tmp, "%05d.txt" % i)
            with open(path, "wb") as f:
                f.write(data)
            sources[path] = (name, data)
        n = 0
        for key, r in run([tmp], ("--from", "text", *extra)):
            name, data = sources[key]
            n += 1
            breaches += ["%s: %s" % (name, b) for b in record_check.check(r, data) if not (extra and "no block" in b)]
        if n != len(sources):
            breaches.append("%d records for %d files" % (n, len(sources)))
        return n


def check_load(breaches, most=2000):
    picked = []
    for path in sorted(glob.glob(os.path.join(LOAD, "*.jsonl.gz"))):
        with gzip.open(path, "rt", encoding="utf-8") as f:
            rows = [json.loads(line) for line in f]
        random.Random(3).shuffle(rows)
        picked += rows[:most // 4]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for i, row in enumerate(picked):
            f.write(json.dumps({"id": str(i), "title": row.get("title"), "text": row["text"], "date": row.get("date")}) + "\n")
        f.flush()
        n = 0
        for key, r in run([f.name]):
            n += 1
            breaches += ["load %s: %s" % (key, b) for b in record_check.check(r, picked[int(key)]["text"].encode())]
    return n


def main():
    rnd, breaches = random.Random(7), []
    plain = list(texts())
    n = check_files(plain, breaches)
    n += check_files(plain, breaches, ("--verbatim",))
    n += check_files([(name + " damaged", d) for name, data in plain for d in damaged(data, rnd) if d], breaches)
    if os.path.isdir(LOAD):
        n += check_load(breaches)
    print("%d records checked, %d breaches" % (n, len(breaches)))
    print("\n".join(breaches[:40]))
    sys.exit(1 if breaches or n < 100 else 0)


main()
