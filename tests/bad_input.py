#!/usr/bin/env python3
"""Bad input gives one clear line that names it, costs itself only, and ends with exit 65.

usage: bad_input.py PROGRAM ROOT
"""
import gzip
import json
import os
import subprocess
import sys
import tempfile

program, root = sys.argv[1:3]
bad = []
GOOD = open(os.path.join(root, "examples/reports/02-npa-first-round.txt"), "rb").read()
FRENCH = ("Les délégations du Norland et du Sudmark se sont réunies mercredi à Kesh pour la première fois depuis deux ans. Le ministre des "
          "Affaires étrangères a déclaré que son pays ne signerait rien avant la libération des marins qui sont détenus dans le port.\n").encode()


def read(*args, verb=("read",)):
    p = subprocess.run([program, *verb, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)
    return p.returncode, [json.loads(x) for x in p.stdout.splitlines()] if verb == ("read",) else p.stdout, p.stderr.decode()


def expect(what, good, told=""):
    print(("ok      " if good else "FAILED  ") + what)
    if not good:
        print("        " + str(told)[:600])
        bad.append(what)


def make(tmp):
    """Every fault: file name -> (bytes, what the message must speak of)."""
    half = gzip.compress(GOOD * 20)
    faults = {
        "empty.txt": (b"", "nothing"),
        "blank.txt": (b" \n\n \n", "nothing"),
        "binary.txt": (bytes(range(256)) * 40, "text"),
        "long.txt": (b"x" * (100 << 20), "larger"),
        "half.txt.gz": (half[:len(half) // 2], "middle"),
        "flipped.txt.gz": (half[:40] + bytes([half[40] ^ 255]) + half[41:], "damaged"),
    }
    for name, (data, _) in faults.items():
        with open(os.path.join(tmp, name), "wb") as f:
            f.write(data)
    return faults


def main():
    with tempfile.TemporaryDirectory() as tmp:
        faults = make(tmp)
        good = os.path.join(tmp, "zz-good.txt")
        with open(good, "wb") as f:
            f.write(GOOD)
        for name, (_, word) in faults.items():
            path = os.path.join(tmp, name)
            code, records, told = read(path, good)
            lines = told.splitlines()
            expect("%s: exit 65, one line that names it" % name, code == 65 and len(lines) == 1 and name in lines[0] and word in lines[0], told)
            expect("%s: an error object in its place, the next report read" % name,
                   len(records) == 2 and records[0]["error"]["uri"] == path and records[1]["report"]["key"] == good, records)
        code, records, told = read(os.path.join(tmp, "missing.txt"), good)
        expect("a missing file", code == 65 and "missing.txt" in told and len(records) == 2, told)
        invalid = os.path.join(tmp, "invalid.txt")
        with open(invalid, "wb") as f:
            f.write(GOOD.replace(b"Kesh", b"Kesh\xff\xfe", 1))
        code, records, told = read(invalid)
        expect("invalid UTF-8 is read, the bad bytes told as repairs", code == 0 and records[0]["repairs"] and "Norlandic" in records[0]["text"], records[:1])
        lines = os.path.join(tmp, "mixed.jsonl")
        with open(lines, "wb") as f:
            f.write(json.dumps({"id": "one", "text": GOOD.decode()}).encode() + b"\nthis is not JSON\n" + json.dumps({"text": GOOD.decode()}).encode() + b"\n[1]\n")
        code, records, told = read(lines)
        expect("a JSONL line that is not JSON", code == 65 and [r.get("report", r.get("error")).get("key", r.get("error", {}).get("uri")) for r in records]
               == ["one", lines + ":2", lines + ":3", lines + ":4"] and "mixed.jsonl:2" in told and len(told.splitlines()) == 2, (told, len(records)))
        french = os.path.join(tmp, "french.txt")
        with open(french, "wb") as f:
            f.write(FRENCH * 4)
        code, records, told = read(french)
        expect("a report in French: exit 0, told as unread", code == 0 and records[0].get("unread") == "language" and records[0]["attributions"] == [], records)
        if os.geteuid() != 0:
            locked = os.path.join(tmp, "locked")
            os.mkdir(locked, 0)
            code, records, told = read(locked, good)
            expect("an unreadable folder", code == 65 and "locked" in told, told)
            os.chmod(locked, 0o700)
        db = os.path.join(tmp, "d.db")
        code, _, told = read(db, *[os.path.join(tmp, n) for n in faults], good, verb=("add",))
        expect("add: exit 65, the good report is in", code == 65 and all(n in told for n in faults), told)
        code, out, _ = read(db, "--as", "jsonl", verb=("export",))
        expect("add: only the good report", sum(json.loads(x)["row"] == "report" for x in out.splitlines()) == 1, out[:300])
        expect("unknown option: exit 2", read("--nonsense", good)[0] == 2 if not bad else True)
        full = subprocess.run([program, "read", good], stdout=open("/dev/full", "wb"), stderr=subprocess.PIPE)
        expect("standard output full: exit 74", full.returncode == 74, full)
    sys.exit(bool(bad))


main()
