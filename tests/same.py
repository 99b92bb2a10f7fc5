#!/usr/bin/env python3
"""The same bytes in give the same bytes out: jobs, order, time zone and locale change nothing, nor do compiler, optimisation and processor.

usage: same.py PROGRAM ROOT [OTHER ...]

OTHER is the program as another compiler or another processor has it: it must print what PROGRAM prints.  `make same` gives all of them.
"""
import glob
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

program, root = os.path.abspath(sys.argv[1]), sys.argv[2]
others = [os.path.abspath(x) for x in sys.argv[3:]]
ZONES = ("UTC", "Asia/Tokyo", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia")
LOCALES = (("tr_TR", "UTF-8"), ("de_DE", "ISO-8859-1"))  # where I is not the capital of i; where 1,5 is one and a half
bad = []


def run(*args, env=None, program=program):
    p = subprocess.run([program, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ, **(env or {})), cwd=root)
    if p.returncode not in (0, 65):
        bad.append("%s: exit %d" % (" ".join(args[:3]), p.returncode))
        print("FAILED   %s\n%s" % (bad[-1], p.stderr.decode(errors="replace")[-2000:]))
    return p.stdout


def expect(what, good):
    print(("same     " if good else "DIFFERS  ") + what)
    if not good:
        bad.append(what)


def installed(folder):
    """Settings under which each locale is there: of the system, or made in a folder; those that cannot be had are told."""
    for name, charset in LOCALES:
        env = {"LC_ALL": "%s.%s" % (name, charset), "LANG": "%s.%s" % (name, charset)}
        if shutil.which("localedef"):
            subprocess.run(["localedef", "-i", name, "-f", charset, os.path.join(folder, env["LANG"])], stderr=subprocess.DEVNULL, check=False)
            env["LOCPATH"] = folder
            with open(os.path.join(folder, "theirs"), "w") as f:
                f.write("leak:__argz_add_sep\n")  # the C library keeps its split LOCPATH
            env["LSAN_OPTIONS"] = "print_suppressions=0:suppressions=" + f.name
        said = subprocess.run(["locale", "-k", "decimal_point"], env=dict(os.environ, **env), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        if b'","' in said.stdout:
            yield name, env
        else:
            print("skipped  the locale %s is not here (Debian: locales)" % name)


def settings(files, first):
    for jobs in range(1, 9):
        expect("--jobs %d" % jobs, run("read", "--jobs", str(jobs), *files) == first)
    with tempfile.TemporaryDirectory() as tmp:
        for name, env in [(z, {"TZ": z}) for z in ZONES] + list(installed(tmp)):
            expect(name, run("read", *files, env=env) == first)
            digests = set()
            for i, more in enumerate(({}, env)):
                db = os.path.join(tmp, "%s%d.db" % (name.replace("/", "-"), i))
                run("add", db, *files[:12], env=more)
                digests.add((run("export", db, "--digest", env=more), run("export", db, "--as", "jsonl", env=more), run("overview", db, env=more)))
            expect("%s: dossier, rows and overview" % name, len(digests) == 1)


def all_of(program, files, pages):
    """A hash of all that a program makes of some reports and pages."""
    h = hashlib.sha256()
    with tempfile.TemporaryDirectory() as tmp:
        db = os.path.join(tmp, "d.db")
        h.update(run("read", *files, program=program))
        h.update(run("read", *pages, program=program))
        run("add", db, *files, *pages, program=program)
        for args in (("export", db, "--digest"), ("export", db, "--as", "jsonl"), ("overview", db), ("talks", db), ("said", db), ("differ", db)):
            h.update(run(*args, program=program).replace(tmp.encode(), b""))
    return h.hexdigest()


def main():
    files = sorted(os.path.relpath(p, root) for p in glob.glob(os.path.join(root, "examples/reports/*.txt")))
    pages = sorted(os.path.relpath(p, root) for p in glob.glob(os.path.join(root, "examples/web/*.htm*")))
    first = run("read", "--jobs", "1", *files)
    expect("records were read", first.count(b"\n") == len(files))
    if others:
        here = all_of(program, files, pages)
        for other in others:
            expect(os.path.relpath(other, root), all_of(other, files, pages) == here)
    settings(files, first)
    mixed = files[:]
    random.Random(5).shuffle(mixed)
    expect("shuffled input", sorted(run("read", *mixed).splitlines()) == sorted(first.splitlines()))
    with tempfile.TemporaryDirectory() as tmp:
        digests = []
        for i, order in enumerate((files, mixed, files[::-1])):
            db = os.path.join(tmp, "%d.db" % i)
            half = len(order) // 2 if i == 2 else len(order)
            run("add", db, *order[:half])
            if order[half:]:
                run("add", db, *order[half:])
            digests.append(run("export", db, "--digest"))
        records = os.path.join(tmp, "records.jsonl")
        with open(records, "wb") as f:
            f.write(run("read", *mixed))
        run("add", os.path.join(tmp, "r.db"), records)
        digests.append(run("export", os.path.join(tmp, "r.db"), "--digest"))
        expect("digest for any order of adding", len(digests[0].strip()) >= 64 and digests[0] == digests[1] == digests[2])
        expect("digest of a dossier made from records", digests[3] == digests[0])
        rows = run("export", os.path.join(tmp, "0.db"), "--as", "jsonl")
        kinds = {json.loads(line)["row"] for line in rows.splitlines()}
        expect("rows of every kind: %s" % " ".join(sorted(kinds)),
               kinds >= {"report", "entity", "attribution", "figure", "event", "position", "round", "pledge", "disagreement", "copy", "chronology"})
    sys.exit(bool(bad))


main()
