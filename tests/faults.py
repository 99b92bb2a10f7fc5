"""Faults while a dossier is written and read: kills, flipped bits, no memory, no room, two writers.

usage: faults.py PROGRAM SHIM [--kills N] [--corrections N] [--flips N] [--allocations N] [--cuts N] [--seed N]
SHIM is the library made from failing.c.  The counts are those of a short run; `make faults` gives the long ones.  After
every fault the dossier must be whole, hold what was acknowledged, and come to the digest of an undisturbed run.
"""
import argparse
import hashlib
import json
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

PLACES = "Kesh Ostia Lenz Marrow Tolm Vessa".split()
PEOPLE = "Jon Ruud,Ana Bellec,Piet Haas,Mara Veld,Tomas Orr".split(",")
FINE = (0, 65, 71, 74)  # statuses with which a run under a fault may end


def report(i):
    a, b, place = PEOPLE[i % 5], PEOPLE[(i + 2) % 5], PLACES[i % 6]
    return ("%s, May %d, 2031 (NPA) - Norland's envoy %s said on Monday that his country would keep %d of the locks open.\n\n"
            "\"We will not leave the harbour of %s,\" %s told reporters. Sudmark's foreign minister %s rejected the offer.\n\n"
            "Talks are to go on in %s next week, an official of Ostia said.\n" % (place.upper(), i % 28 + 1, a, i + 3, place, a, b, PLACES[(i + 1) % 6]))


class Bench:
    """A folder with reports, a program, and how an undisturbed run ends."""

    def __init__(self, program, shim, folder, n):
        self.program, self.shim, self.at = program, shim, folder
        self.input = os.path.join(folder, "in.jsonl")
        with open(self.input, "w") as f:
            f.writelines(json.dumps({"id": "n%d" % i, "text": report(i)}) + "\n" for i in range(n))
        began = time.time()
        assert self.add("whole.db").returncode == 0
        self.seconds = time.time() - began
        self.whole = self.digest("whole.db")

    def path(self, name):
        return os.path.join(self.at, name)

    def run(self, *args, **more):
        return subprocess.run([self.program, *args], cwd=self.at, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=600, **more)

    def add(self, name, **more):
        return self.run("add", name, self.input, **more)

    def digest(self, name):
        p = self.run("export", name, "--digest")
        return p.stdout if p.returncode == 0 else p.stderr

    def fresh(self, name):
        for end in ("", "-wal", "-shm", "-told"):
            if os.path.exists(self.path(name + end)):
                os.remove(self.path(name + end))

    def copy(self, name):
        self.fresh(name)
        shutil.copy(self.path("whole.db"), self.path(name))

    def reports(self, name):
        """Keys of the reports that are there, from outside; None when there is no dossier yet."""
        if not os.path.exists(self.path(name)):
            return None
        db = sqlite3.connect(self.path(name))
        try:
            assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            return {k for k, in db.execute("SELECT key FROM source")}
        except sqlite3.OperationalError:  # killed before the tables were made
            return set()
        finally:
            db.close()

    def goes_on(self, name):
        """Adding again comes to the undisturbed end."""
        p = self.add(name)
        return p.returncode == 0 and self.digest(name) == self.whole

    def settled(self, name):
        return self.run("cite", name, "--check").returncode == 0


def kills(bench, n, chance):
    """SIGKILL at any moment of `add`, again and again on one dossier until it is full."""
    bad = done = 0
    while done < n:
        bench.fresh("k.db")
        before = set()
        for _ in range(6):
            p = subprocess.Popen([bench.program, "add", "k.db", bench.input], cwd=bench.at, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0, bench.seconds * 1.1))
            p.send_signal(signal.SIGKILL)
            p.wait()
            done += 1
            now = bench.reports("k.db") or set()
            bad += not before <= now  # what was there once stays
            before = now
        bad += not bench.goes_on("k.db") or not bench.settled("k.db")
    return done, bad


def corrections(bench, n, chance):
    """SIGKILL while a correction is made: it is there or it is not, and can be made then."""
    bad = 0
    ids = [json.loads(x)["name"] for x in bench.run("export", "whole.db", "--table", "entity").stdout.splitlines()
           if json.loads(x)["kind"] == "person"][:2]
    change = ("names", "c.db", "--merge", ids[0], ids[1])
    bench.copy("c.db")
    began = time.time()
    assert bench.run(*change).returncode == 0
    seconds, after = time.time() - began, bench.digest("c.db")
    for _ in range(n):
        bench.copy("c.db")
        p = subprocess.Popen([bench.program, *change], cwd=bench.at, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, seconds * 1.1))
        p.send_signal(signal.SIGKILL)
        p.wait()
        now = bench.digest("c.db")
        bad += now not in (bench.whole, after) or not bench.settled("c.db")
        if now == bench.whole:
            bad += bench.run(*change).returncode != 0 or bench.digest("c.db") != after
    return n, bad


def content(path):
    """All that can be read from a dossier: a hash, or what SQLite said."""
    try:
        db = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
        h = hashlib.sha256()
        for table in ("meta", "source", "row", "cite", "alias", "hand"):
            for line in db.execute("SELECT * FROM " + table):
                h.update(repr(line).encode())
        db.close()
        return h.hexdigest()
    except (sqlite3.Error, OverflowError) as e:
        return str(e)


def flips(bench, n, chance):
    """One flipped bit: noticed by `cite --check`, or nothing that is kept has changed."""
    bad = noticed = 0
    with open(bench.path("whole.db"), "rb") as f:
        sound = f.read()
    bench.copy("f.db")
    same = content(bench.path("f.db"))
    for _ in range(n):
        at = chance.randrange(len(sound) * 8)
        bench.fresh("f.db")
        with open(bench.path("f.db"), "wb") as f:
            f.write(sound[:at // 8] + bytes([sound[at // 8] ^ 1 << at % 8]) + sound[at // 8 + 1:])
        if bench.run("cite", "f.db", "--check").returncode != 0:
            noticed += 1
        elif content(bench.path("f.db")) != same:
            bad += 1
            print("  a flip at byte %d, bit %d was not noticed" % (at // 8, at % 8))
    return n, bad, "%d noticed, the others changed nothing that is kept" % noticed


def allocations(bench, n, chance):
    """Each of `n` allocations of a run refused once, and from there on all."""
    bad = 0
    count = bench.path("count")
    few = bench.path("few.jsonl")
    with open(bench.input) as f, open(few, "w") as g:
        g.writelines(f.readlines()[:20])
    env = dict(os.environ, LD_PRELOAD=bench.shim, FAIL_COUNT=count)
    bench.fresh("m.db")
    assert bench.run("add", "m.db", few, env=env).returncode == 0
    end = bench.digest("m.db")
    with open(count) as f:
        most = max(int(x) for x in f)
    places = sorted(chance.sample(range(most), n)) if n < most else range(most)
    for i in places:
        for more in ({}, {"FAIL_ALL": "1"}):
            bench.fresh("m.db")
            p = bench.run("add", "m.db", few, env=dict(os.environ, LD_PRELOAD=bench.shim, FAIL_AT=str(i), **more))
            told = p.returncode == 0 or p.stderr.strip()
            again = bench.run("add", "m.db", few)
            whole = again.returncode == 0 and bench.digest("m.db") == end and bench.settled("m.db")
            if p.returncode not in FINE or not told or not whole:
                bad += 1
                print("  allocation %d%s: status %d, %s" % (i, " and all after" if more else "", p.returncode, p.stderr[:200]))
    return len(places) * 2, bad, "of %d allocations" % most


def full(bench, n, chance):
    """No room for the file to grow: told with 74, and the dossier goes on when there is."""
    bad = 0
    size = os.path.getsize(bench.path("whole.db"))
    for _ in range(n):
        bench.fresh("d.db")
        most = chance.randrange(4096, size)

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        p = bench.add("d.db", preexec_fn=limit)
        if p.returncode != 74 or not p.stderr.strip() or not bench.goes_on("d.db") or not bench.settled("d.db"):
            bad += 1
            print("  a file of at most %d bytes: status %d, %s" % (most, p.returncode, p.stderr[:200]))
    return n, bad


def read_told(bench):
    with open(bench.path("w.db-told"), "rb") as f:
        return f.read()


def cuts(bench, n, chance):
    """A write-ahead log that was cut or flipped: it opens, keeps a beginning, says how many reports went, and goes on."""
    bad = 0
    logs = []
    while len(logs) < 3:
        bench.fresh("w.db")
        p = subprocess.Popen([bench.program, "add", "w.db", bench.input], cwd=bench.at, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, bench.seconds))
        p.send_signal(signal.SIGKILL)
        p.wait()
        if os.path.exists(bench.path("w.db-wal")) and os.path.getsize(bench.path("w.db-wal")) > 0:
            with open(bench.path("w.db"), "rb") as f, open(bench.path("w.db-wal"), "rb") as g:
                logs.append((f.read(), g.read(), read_told(bench)))
    for _ in range(n):
        base, log, told = chance.choice(logs)
        at = chance.randrange(len(log))
        bench.fresh("w.db")
        with open(bench.path("w.db"), "wb") as f, open(bench.path("w.db-wal"), "wb") as g:
            f.write(base)
            g.write(log[:at] if chance.random() < .5 else log[:at] + bytes([log[at] ^ 1 << chance.randrange(8)]) + log[at + 1:])
        with open(bench.path("w.db-told"), "wb") as f:
            f.write(told)
        p = bench.run("overview", "w.db")
        lost = int(told.split()[1]) - len(bench.reports("w.db") or ())
        said = re.search(rb"log was damaged: (\d+) reports", p.stderr)
        honest = p.returncode != 0 or lost == (int(said.group(1)) if said else 0)
        if not honest:
            print("  %d reports lost, %s" % (lost, p.stderr))
        if not honest or not bench.goes_on("w.db") or not bench.settled("w.db"):
            bad += 1
            print("  a log hurt at byte %d of %d" % (at, len(log)))
    return n, bad


def writers(bench):
    """Two at once: both come to their end, and so does the dossier."""
    bench.fresh("t.db")
    with open(bench.input) as f:
        lines = f.readlines()
    for i in (0, 1):
        with open(bench.path("half%d.jsonl" % i), "w") as f:
            f.writelines(lines[i::2])
    two = [subprocess.Popen([bench.program, "add", "t.db", "half%d.jsonl" % i], cwd=bench.at, stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE) for i in (0, 1)]
    ends = [(p.communicate(timeout=600)[1], p.returncode) for p in two]
    said = all(code == 0 or code == 74 and re.search(rb"writ|lock|held|wait", err) for err, code in ends)
    good = said and bench.goes_on("t.db")
    if not good:
        print("  two writers: %s" % ends)
    return 2, not good


def main():
    p = argparse.ArgumentParser()
    p.add_argument("program")
    p.add_argument("shim")
    for name, n in (("kills", 12), ("corrections", 6), ("flips", 80), ("allocations", 25), ("full", 6), ("cuts", 12), ("seed", 1)):
        p.add_argument("--" + name, type=int, default=n)
    a = p.parse_args()
    with open(a.program, "rb") as f:
        watched = b"__asan_init" in f.read()  # a sanitizer has a malloc of its own
    chance = random.Random(a.seed)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(os.path.abspath(a.program), os.path.abspath(a.shim), folder, 60)
        runs = [("kills of add", kills, a.kills), ("kills of a correction", corrections, a.corrections),
                ("flipped bits", flips, a.flips), ("no room", full, a.full), ("hurt logs", cuts, a.cuts)]
        if not watched:
            runs.append(("refused allocations", allocations, a.allocations))
        for what, fault, n in runs:
            if n < 1:
                continue
            began = time.time()
            done, bad, *more = fault(bench, n, chance)
            print("%-22s %6d, %d wrong%s  (%.0f s)" % (what, done, bad, "; " + more[0] if more else "", time.time() - began))
            sys.stdout.flush()
            failed += bad
        done, bad = writers(bench)
        print("%-22s %6d, %d wrong" % ("writers at once", done, bad))
        failed += bad
    return 1 if failed else 0


sys.exit(main())
