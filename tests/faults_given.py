"""Faults of what is given to the program: reports that take too long or too much, clocks that leap, signals, pipes that close.

As in faults_kept.py: each takes a Bench and how often.  Damaged files and bombs have tests of their own (warc_test.py, containers_test.py,
html_bombs.py), as have hostile requests and pages (web_test.py).
"""
import json
import os
import resource
import signal
import subprocess
import time

from faulting import line, report

LARGE = "Sudmark's envoy Piet Haas said on Monday that the harbour of Kesh, which Norland had closed in May, would be opened. "


def three(bench, middle):
    """A small report, the one that is too much, a small report."""
    bench.write("a.txt", report(1))
    bench.write("much.txt", middle)
    bench.write("z.txt", report(2))
    return "a.txt", "much.txt", "z.txt"


def told_by_name(bench, p, what, word):
    """Only much.txt is lost, told by its name and as a limit."""
    rows = [json.loads(x) for x in p.stdout.splitlines()]
    lost = [r["error"] for r in rows if "error" in r]
    good = (p.returncode == 65 and [r["report"]["key"] for r in rows if "report" in r] == ["a.txt", "z.txt"] and len(lost) == 1
            and lost[0]["uri"] == "much.txt" and lost[0]["code"] == "limit" and word in lost[0]["message"].encode()
            and b"much.txt:" in p.stderr and p.stderr.count(b"\n") <= 3)
    if not good:
        bench.wrong("%s: status %d, %s, %s" % (what, p.returncode, lost, p.stderr[:300]))


def kept_by_name(bench, what, **more):
    """The same with `add`: the others are in the dossier, which is whole."""
    bench.fresh("l.db")
    p = bench.run("add", "l.db", *more.pop("args"), **more)
    if p.returncode != 65 or b"much.txt: " not in p.stderr or bench.reports("l.db") != ["a.txt", "z.txt"] or not bench.settled("l.db"):
        bench.wrong("%s, added: status %d, %s" % (what, p.returncode, p.stderr[:300]))


def seconds(bench, n):
    """A report that takes longer than it may is given up, told by name, and costs only itself."""
    files = three(bench, LARGE * (24_000_000 // len(LARGE)))
    for jobs in ("1", "3")[:max(n, 1)]:
        args = ("--jobs", jobs, "--seconds", "1", *files)
        told_by_name(bench, bench.run("read", *args), "--seconds 1 --jobs " + jobs, b"longer than 1 second")
        kept_by_name(bench, "--seconds 1 --jobs " + jobs, args=args)
    return 2 * len(("1", "3")[:max(n, 1)])


def memory(bench, n):
    """Little memory, from outside (ulimit -v) and by the limit of one report: a limit that is told by name, not a kill."""
    done = 0
    files = three(bench, LARGE * (12_000_000 // len(LARGE)))
    for megabytes in (500, 700, 300)[:n]:
        def limit():
            resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        for jobs in ("1", "2"):
            what = "ulimit -v %d MB, --jobs %s" % (megabytes, jobs)
            told_by_name(bench, bench.run("read", "--jobs", jobs, *files, preexec_fn=limit), what, b"memory")
            kept_by_name(bench, what, args=("--jobs", jobs, *files), preexec_fn=limit)
            done += 2
    files = three(bench, "<p>Norland signed. " * 400_000)  # three bytes and a word make a paragraph
    p = bench.run("read", "--max-bytes", "1000000", *files)
    told_by_name(bench, p, "more bytes than a report may have", b"bytes")
    return done + 1


def clocks(bench, n):
    """A time of day that leaps by years at every look: the same bytes out, in a record and in a dossier."""
    first = bench.run("read", bench.input)
    for i in range(n):
        bench.fresh("j.db")
        p = bench.under("add", "j.db", bench.input, CLOCK_JUMPS=1)
        if p.returncode != 0 or bench.digest("j.db") != bench.whole:
            bench.wrong("leaping clock: %s" % p.stderr[:300])
        p = bench.under("read", "--jobs", str(i % 3 + 1), bench.input, CLOCK_JUMPS=1)
        if p.returncode != 0 or p.stdout != first.stdout:
            bench.wrong("leaping clock: another record, %s" % p.stderr[:300])
    return 2 * n


def signals(bench, n):
    """SIGINT and SIGTERM: the report in hand is finished, 130, what was read is there; the same command goes on."""
    chance, hit = bench.chance("signals"), 0
    most = 400
    bench.write("many.jsonl", "".join(line(i) for i in range(most)))
    bench.fresh("many.db")
    began = time.time()
    assert bench.add("many.db", "many.jsonl").returncode == 0
    took, whole = time.time() - began, bench.digest("many.db")
    for i in range(n):
        number = (signal.SIGINT, signal.SIGTERM)[i % 2]
        bench.fresh("i.db")
        p = subprocess.Popen([bench.program, "add", "i.db", "many.jsonl"], cwd=bench.at, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        while not os.path.exists(bench.path("i.db-wal")) and p.poll() is None:
            time.sleep(.001)
        time.sleep(chance.uniform(0, took))
        p.send_signal(number)
        _, err = p.communicate(timeout=120)
        there = bench.reports("i.db") or []
        if p.returncode == 130:
            hit += 1
            said = b"read %d report" % len(there) in err and b"interrupted" in err
        else:
            said = p.returncode == 0 and len(there) == most
        if not said or there != ["n%d" % k for k in range(len(there))]:
            bench.wrong("signal %d: status %d with %d reports, %s" % (number, p.returncode, len(there), err[:300]))
        if bench.add("i.db", "many.jsonl").returncode != 0 or bench.digest("i.db") != whole:
            bench.wrong("signal %d: it does not go on" % number)
    return n, "%d before the end" % hit


def pipes(bench, n):
    """A reader that goes away after some bytes, or before the first: quiet, and no crash."""
    chance = bench.chance("pipes")
    for i in range(n):
        args = (("read", bench.input), ("export", "whole.db", "--as", "jsonl"), ("overview", "whole.db"), ("read", "--jobs", "3", bench.input))[i % 4]
        p = subprocess.Popen([bench.program, *args], cwd=bench.at, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        p.stdout.read(chance.choice((0, 1, 100, 5000)))
        p.stdout.close()
        err = p.stderr.read()
        code = p.wait()
        p.stderr.close()
        if code not in (0, 74, 141, -signal.SIGPIPE) or err:
            bench.wrong("a closed pipe, %s: status %d, %s" % (args[0], code, err[:300]))
    with open("/dev/full", "wb") as f:
        for args in (("read", bench.input), ("export", "whole.db", "--as", "jsonl"), ("overview", "whole.db"), ("export", "whole.db", "--digest")):
            p = subprocess.run([bench.program, *args], cwd=bench.at, stdout=f, stderr=subprocess.PIPE, check=False)
            if p.returncode != 74 or not p.stderr.strip():
                bench.wrong("/dev/full, %s: status %d, %s" % (args[0], p.returncode, p.stderr[:300]))
    return n + 4
