"""Faults of a dossier that is written: kills, no memory, no room, writes and syncs that fail, torn logs, flipped bits, two writers.

Each takes a Bench and how often, tells the bench what is wrong, and gives back how often it was tried (and what else to say of it).
"""
import errno
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import time

from faulting import FINE, TABLES, content, line, payloads


def whole_so_far(bench, name, before, what):
    """After a kill: what was there is there, in the order of the input, and what rests on it is what an undisturbed run makes of it."""
    now = bench.reports(name)
    if now is None:
        return before
    if now != ["n%d" % i for i in range(len(now))] or len(now) < len(before):
        bench.wrong("%s: %s" % (what, now))
    if now:
        bench.copy("look.db", name)
        if bench.digest("look.db") != bench.first(len(now)) or not bench.settled("look.db"):
            bench.wrong("%s: what rests on %d reports is not what it should be" % (what, len(now)))
    return now


def kills(bench, n):
    """SIGKILL at any moment of `add`, again and again on one dossier until it is full."""
    chance, done, hit = bench.chance("kills"), 0, 0
    while done < n:
        bench.fresh("k.db")
        before = []
        for _ in range(min(6, n - done)):
            hit += bench.killed(("add", "k.db", bench.input), chance.uniform(0, bench.seconds * 1.1))
            done += 1
            before = whole_so_far(bench, "k.db", before, "kill %d" % done)
        if not bench.goes_on("k.db") or not bench.settled("k.db"):
            bench.wrong("kill %d: it does not go on" % done)
    return done, "%d before the end" % hit


def singles(bench, n):
    """SIGKILL while one report is added to a pile of 250, beside which it stands apart, and while `settle` joins all."""
    chance, done, hit, most = bench.chance("singles"), 0, 0, 250
    bench.write("pile.jsonl", "".join(line(i) for i in range(most)))
    bench.write("all.jsonl", "".join(line(i) for i in range(most + 4)))
    for name in ("pile", "all"):
        bench.fresh(name + ".db")
        assert bench.add(name + ".db", name + ".jsonl").returncode == 0
    ends, took = {most + 4: bench.digest("all.db")}, []  # the digest of a pile and so many more
    bench.copy("one.db", "pile.db")
    for i in range(most, most + 4):
        bench.write("one.jsonl", line(i))
        began = time.time()
        assert bench.add("one.db", "one.jsonl").returncode == 0
        took.append(time.time() - began)
        bench.copy("look.db", "one.db")
        if bench.digest("look.db") != ends.setdefault(i + 1, bench.digest("look.db")):
            bench.wrong("added one by one it is another dossier")
    began = time.time()
    assert bench.run("settle", "one.db").returncode == 0
    join = time.time() - began
    while done < n:
        bench.copy("s.db", "pile.db")
        for i in range(most, most + 4):
            bench.write("one.jsonl", line(i))
            for _ in range(3):
                hit += bench.killed(("add", "s.db", "one.jsonl"), chance.uniform(0, min(took) * 1.1))
                done += 1
                now = bench.reports("s.db")
                if len(now) not in (i, i + 1) or now != ["n%d" % k for k in range(len(now))]:
                    bench.wrong("kill %d of a single: %d reports" % (done, len(now)))
            bench.copy("look.db", "s.db")
            if len(now) == i + 1 and (bench.digest("look.db") != ends[i + 1] or not bench.settled("look.db")):
                bench.wrong("kill %d of a single: what rests on the pile is not what it should be" % done)
            if bench.add("s.db", "one.jsonl").returncode != 0:
                bench.wrong("kill %d of a single: it does not go on" % done)
        for _ in range(2):
            hit += bench.killed(("settle", "s.db"), chance.uniform(0, join * 1.1))
            done += 1
        if bench.digest("s.db") != ends[most + 4] or not bench.settled("s.db"):
            bench.wrong("kill %d of a single: another end" % done)
    return done, "%d before the end, on a pile of %d" % (hit, most)


def two_people(bench, name):
    p = bench.run("export", name, "--table", "entity")
    return [x["name"] for x in map(json.loads, p.stdout.splitlines()) if x["kind"] == "person"][:2]


def corrections(bench, n):
    """SIGKILL while a correction is made: it is there, with the name of who made it, or it is not, and can be made then."""
    chance, hit, ways = bench.chance("corrections"), 0, []
    bench.write("undated.txt", "Norland and Sudmark will hold talks in Ostia, an official of Norland said.\n")
    bench.copy("b.db")
    assert bench.run("add", "b.db", "undated.txt").returncode == 0
    assert bench.settled("b.db")
    before = bench.digest("b.db")
    for change in (("--merge", *two_people(bench, "b.db")), ("--date", "R%d=2031-05-08" % (bench.n + 1))):
        bench.copy("c.db", "b.db")
        began = time.time()
        assert bench.run("names", "c.db", *change, "--coder", "Ida").returncode == 0
        ways.append((change, time.time() - began, bench.digest("c.db")))
    for i in range(n):
        change, seconds, after = ways[i % 2]
        bench.copy("c.db", "b.db")
        hit += bench.killed(("names", "c.db", *change, "--coder", "Ida"), chance.uniform(0, seconds * 1.1))
        now = bench.digest("c.db")
        db = sqlite3.connect(bench.path("c.db"))
        made, signed = (db.execute("SELECT count(*) FROM " + x).fetchone()[0] for x in ("hand", "judgement WHERE what = 'signed'"))
        db.close()
        if now not in (before, after) or made != signed or made != (now == after) or not bench.settled("c.db"):
            bench.wrong("kill %d of a correction: half (%d made, %d signed)" % (i, made, signed))
        if now == before and (bench.run("names", "c.db", *change).returncode != 0 or bench.digest("c.db") != after):
            bench.wrong("kill %d of a correction: it cannot be made any more" % i)
    return n, "%d before the end" % hit


def judged(bench):
    """A dossier in which every table has rows."""
    bench.copy("full.db")
    people = two_people(bench, "whole.db")
    rows = [json.loads(x) for x in bench.run("export", "full.db", "--table", "attribution").stdout.splitlines()][:3]
    for args in [("names", "full.db", "--merge", *people)] + [("check", "full.db", "--accept", r["id"], "--coder", "Ida") for r in rows]:
        p = bench.run(*args)
        assert p.returncode == 0, (args, p.stderr)
    assert bench.settled("full.db")
    return bench.read("full.db")


def flips(bench, n):
    """One flipped bit: in what a table keeps always noticed by `cite --check`, elsewhere when anything that can be asked has changed."""
    chance, noticed, nothing = bench.chance("flips"), [0, 0], 0
    sound = judged(bench)
    same = content(bench.path("full.db"))
    kept = [r for t in TABLES + ("words_content",) for r in payloads(sound, t, bench.path("full.db"))]
    sizes = [b - a for a, b in kept]
    for i in range(n):
        inside = i % 2 == 0
        if inside:
            a, b = chance.choices(kept, sizes)[0]
            at = chance.randrange(a * 8, b * 8)
        else:
            at = chance.randrange(len(sound) * 8)
        bench.fresh("f.db")
        bench.write("f.db", sound[:at // 8] + bytes([sound[at // 8] ^ 1 << at % 8]) + sound[at // 8 + 1:])
        if bench.run("cite", "f.db", "--check").returncode != 0:
            noticed[inside] += 1
        elif content(bench.path("f.db")) != same:
            bench.wrong("a flip at byte %d, bit %d was not noticed" % (at // 8, at % 8))
        else:
            nothing += inside
    return n, "%d in reports and rows: %d noticed, %d changed nothing (a packed frame has bits without meaning); %d anywhere: %d noticed, the others %s" % (
        (n + 1) // 2, noticed[1], nothing, n // 2, noticed[0], "changed nothing that can be asked")


def counted(bench, *args, **settings):
    """How many calls an undisturbed run makes, and how many pieces of memory it leaves behind."""
    count = bench.path("count")
    if os.path.exists(count):
        os.remove(count)
    p = bench.under(*args, FAIL_COUNT=count, **settings)
    if not os.path.exists(count):  # ended at once, or not by itself
        assert "FAIL_AT" in settings, "the shim is not loaded"
        return p, 0, 0
    calls, held = max(tuple(map(int, x.split())) for x in bench.read("count").split(b"\n") if x)
    assert calls > 0 or "FAIL_AT" in settings, "the shim stands in for nothing"
    return p, calls, held


def places_of(most, n, chance):
    """n numbers below `most`, evenly, from a random beginning."""
    if n >= most:
        return list(range(most))
    first = chance.random()
    return sorted({int((k + first) * most / n) for k in range(n)})


def after_failing(bench, p, what, few, end):
    told = p.returncode == 0 or p.stderr.strip()
    again = bench.run("add", "m.db", few)
    if p.returncode not in FINE or not told:
        bench.wrong("%s: status %d, %s" % (what, p.returncode, p.stderr[:200]))
    elif again.returncode != 0 or bench.rows("m.db") != end:
        bench.wrong("%s: it does not go on: %s" % (what, again.stderr[:200]))


def allocations(bench, n):
    """Each of `n` allocations of an `add` of 20 reports refused once, and from there on all: told, nothing left behind, whole."""
    few, chance = "few.jsonl", bench.chance("allocations")
    bench.write(few, "".join(map(line, range(20))))
    bench.fresh("m.db")
    p, most, held = counted(bench, "add", "m.db", few)
    end = bench.rows("m.db")
    assert p.returncode == 0
    places = places_of(most, n, chance)
    for k, i in enumerate(places):
        for more in ({}, {"FAIL_ALL": "1"}):
            what = "allocation %d%s" % (i, " and all after" if more else "")
            bench.fresh("m.db")
            p, _, left = counted(bench, "add", "m.db", few, FAIL_AT=i, **more)
            if left > held:
                bench.wrong("%s: %d pieces of memory were not given back" % (what, left - held))
            after_failing(bench, p, what, few, end)
            if k % 10 == 0 and not bench.settled("m.db"):
                bench.wrong("%s: the dossier is not whole" % what)
    return len(places) * 2, "%d of %d, once each and sticky" % (len(places), most)


MET = ("KESH, May 20, 2031 (NPA) - Delegations of Norland and Sudmark held a second round of talks in Kesh on Tuesday.\n\n"
       "Norland promised to lift the blockade of Lenz by June 1, its envoy Jon Ruud said. Sudmark's delegation was led by its foreign minister, Ana Bellec.\n\n"
       "The two sides agreed to meet again in Ostia next week, Norland's envoy Jon Ruud said.\n")
QUESTIONS = [x.split() for x in (
    "read few.jsonl", "export asked.db --as jsonl", "cite asked.db --check", "export asked.db --digest", "overview asked.db", "said asked.db",
    "search asked.db harbour", "search asked.db harbour --facets", "timeline asked.db", "talks asked.db", "positions asked.db",
    "changes asked.db", "names asked.db", "export asked.db --as html --to pages")]


def pages(bench):
    """The pages that were written, which are taken away."""
    at = bench.path("pages")
    found = {name: bench.read("pages/" + name) for name in os.listdir(at)} if os.path.isdir(at) else {}
    shutil.rmtree(at, ignore_errors=True)
    return found


def questions(bench, n):
    """The same of all that only asks: told, or the same answer, which is never a part of it without a word."""
    chance, done, told = bench.chance("questions"), 0, []
    bench.write("few.jsonl", "".join(map(line, range(5))))
    bench.write("met.txt", MET)
    bench.copy("asked.db")
    assert bench.run("add", "asked.db", "met.txt").returncode == 0
    asked = bench.digest("asked.db")
    for args in QUESTIONS:
        p, most, held = counted(bench, *args)
        assert p.returncode == 0 and (p.stdout or "--to" in args), (args, p.stderr)
        whole = p.stdout, pages(bench)
        places = places_of(most, n, chance)
        told.append("%s %d of %d" % (args[0], len(places), most))
        for i in places:
            for more in ({}, {"FAIL_ALL": "1"}):
                p, _, left = counted(bench, *args, FAIL_AT=i, **more)
                done += 1
                what = "%s: allocation %d%s" % (" ".join(args), i, " and all after" if more else "")
                same = (p.stdout, pages(bench)) == whole
                if p.returncode not in FINE or (p.returncode == 0 and not same) or (p.returncode and not p.stderr.strip()):
                    bench.wrong("%s: status %d, %s" % (what, p.returncode, p.stderr[:200]))
                if left > held:
                    bench.wrong("%s: %d pieces of memory were not given back" % (what, left - held))
    if bench.digest("asked.db") != asked or not bench.settled("asked.db"):
        bench.wrong("questions changed the dossier")
    return done, ", ".join(told)


def writes(bench, n):
    """A write, a sync, a cut or a read of the dossier that fails, once and from there on: told with 74, nothing said to be in it, whole."""
    few, chance, done, told = "few.jsonl", bench.chance("writes"), 0, []
    bench.write(few, "".join(map(line, range(20))))
    bench.fresh("m.db")
    assert bench.add("m.db", few).returncode == 0
    end = bench.rows("m.db")
    for kind, number in (("write", errno.EIO), ("write", errno.ENOSPC), ("sync", errno.EIO), ("truncate", errno.EIO), ("read", errno.EIO)):
        bench.fresh("m.db")
        _, most, _ = counted(bench, "add", "m.db", few, FAIL_WHAT=kind)
        places = places_of(most, n, chance)
        told.append("%d of %d %s" % (len(places), most, kind))
        for i in places:
            for more in ({}, {"FAIL_ALL": "1"}):
                what = "%s %d%s fails with %s" % (kind, i, " and all after" if more else "", errno.errorcode[number])
                bench.fresh("m.db")
                p = bench.under("add", "m.db", few, FAIL_WHAT=kind, FAIL_AT=i, FAIL_ERRNO=number, **more)
                done += 1
                if p.returncode == 0:  # SQLite read a page again, or what failed was to tidy up: then all must be there as it is
                    if kind in ("write", "sync") and not tidying(bench, end):
                        bench.wrong("%s: said to be in the dossier" % what)
                elif p.returncode != 74 or b"read 20" in p.stderr or not p.stderr.strip():
                    bench.wrong("%s: status %d, %s" % (what, p.returncode, p.stderr[:200]))
                after_failing(bench, p, what, few, end)
                if i % 5 == 0 and not bench.settled("m.db"):
                    bench.wrong("%s: the dossier is not whole" % what)
    return done, ", ".join(told)


def tidying(bench, end):
    bench.copy("look.db", "m.db")
    return bench.rows("look.db") == end


def full(bench, n):
    """No room for the file to grow: told with 74, and the dossier goes on when there is."""
    chance, size = bench.chance("full"), os.path.getsize(bench.path("whole.db"))
    for _ in range(n):
        bench.fresh("d.db")
        most = chance.randrange(4096, size)

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        p = bench.add("d.db", preexec_fn=limit)
        if p.returncode != 74 or not p.stderr.strip() or not bench.goes_on("d.db") or not bench.settled("d.db"):
            bench.wrong("a file of at most %d bytes: status %d, %s" % (most, p.returncode, p.stderr[:200]))
    return n


def disk(bench, n):
    """A disk that is full: a small file system in memory, where one may be mounted."""
    at, chance = bench.path("disk"), bench.chance("disk")
    os.makedirs(at, exist_ok=True)
    for i in range(n):
        size = chance.randrange(120, 900) * 1024
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=%d" % size, "tmpfs", at], stderr=subprocess.DEVNULL, check=False).returncode:
            return 0, "no file system may be mounted here"
        try:
            p = bench.add("disk/d.db")
            if p.returncode == 74:
                ended = p.stderr.strip()
                shutil.copytree(at, bench.path("room"), dirs_exist_ok=True)
                if not ended or not bench.goes_on("room/d.db") or not bench.settled("room/d.db"):
                    bench.wrong("a disk of %d bytes: %s" % (size, p.stderr[:200]))
            elif p.returncode != 0 or bench.digest("disk/d.db") != bench.whole:
                bench.wrong("a disk of %d bytes: status %d, %s" % (size, p.returncode, p.stderr[:200]))
        finally:
            subprocess.run(["umount", at], check=True)
            shutil.rmtree(bench.path("room"), ignore_errors=True)
    return n


def cuts(bench, n):
    """A write-ahead log that was cut or flipped: it opens, keeps a beginning, says how many reports went, and goes on."""
    chance, logs = bench.chance("cuts"), []
    while len(logs) < 3:
        bench.fresh("w.db")
        bench.killed(("add", "w.db", bench.input), chance.uniform(0, bench.seconds))
        if os.path.exists(bench.path("w.db-wal")) and os.path.getsize(bench.path("w.db-wal")) > 0 and os.path.exists(bench.path("w.db-told")):
            logs.append([bench.read("w.db" + end) for end in ("", "-wal", "-told")])
    for _ in range(n):
        base, log, told = chance.choice(logs)
        at = chance.randrange(len(log))
        bench.fresh("w.db")
        bench.write("w.db", base)
        bench.write("w.db-wal", log[:at] if chance.random() < .5 else log[:at] + bytes([log[at] ^ 1 << chance.randrange(8)]) + log[at + 1:])
        bench.write("w.db-told", told)
        p = bench.run("overview", "w.db")
        lost = int(told.split()[1]) - len(bench.reports("w.db") or ())
        said = re.search(rb"log was damaged: (\d+) reports", p.stderr)
        honest = p.returncode != 0 or lost == (int(said.group(1)) if said else 0)
        if not honest:
            bench.wrong("%d reports lost, %s" % (lost, p.stderr))
        if not bench.goes_on("w.db") or not bench.settled("w.db"):
            bench.wrong("a log hurt at byte %d of %d" % (at, len(log)))
    return n


def writers(bench, n):
    """Two at once: both come to their end, and so does the dossier; who waits in vain says for whom."""
    for i in (0, 1):
        bench.write("half%d.jsonl" % i, "".join(line(k) for k in range(i, bench.n, 2)))
    for _ in range(n):
        bench.fresh("t.db")
        two = [subprocess.Popen([bench.program, "add", "t.db", "half%d.jsonl" % i], cwd=bench.at, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE) for i in (0, 1)]
        ends = [(p.communicate(timeout=600)[1], p.returncode) for p in two]
        said = all(code == 0 or code == 74 and re.search(rb"writ|lock|held|wait", err) for err, code in ends)
        if not said or not bench.goes_on("t.db"):
            bench.wrong("two writers: %s" % ends)
    bench.copy("t.db")
    held = sqlite3.connect(bench.path("t.db"), isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    bench.write("one.jsonl", line(bench.n))
    p = bench.add("t.db", "one.jsonl")
    if p.returncode != 74 or b"another program is writing to it" not in p.stderr:
        bench.wrong("a writer that stays: status %d, %s" % (p.returncode, p.stderr))
    held.execute("ROLLBACK")
    held.close()
    if not bench.settled("t.db") or bench.digest("t.db") != bench.whole:
        bench.wrong("a writer that stays: the dossier is not whole")
    return n + 1
