#!/usr/bin/env python3
"""One fuzzer for so many seconds of processor time; and the log of many runs added up.

usage: fuzzed.py NAME SECONDS FOLDER LOG -- FUZZER ARGUMENT ...     (LOG may be empty)
       fuzzed.py LOG                                                prints a table

Processor time is what counts: on a machine that does other things too, seconds on the clock say little.
"""
import datetime
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time


def used(pid):
    """Seconds of processor time of a running process."""
    try:
        with open("/proc/%d/stat" % pid, encoding="utf-8") as f:
            fields = f.read().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return 0


def run(name, seconds, folder, log, command):
    with open(os.path.join(folder, name + ".log"), "wb") as out:
        p = subprocess.Popen(command, stdout=out, stderr=out)
        while p.poll() is None and used(p.pid) < seconds:
            time.sleep(.5)
        if p.poll() is None:
            p.send_signal(signal.SIGINT)  # it prints its statistics and ends
        p.wait()
    use = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = use.ru_utime + use.ru_stime
    with open(os.path.join(folder, name + ".log"), encoding="utf-8", errors="replace") as f:
        said = f.read()
    n = re.findall(r"number_of_executed_units: *(\d+)", said) or re.findall(r"^#(\d+)", said, re.M) or ["0"]
    bad = p.returncode not in (0, 72, -signal.SIGINT) or bool(re.search(r"ERROR: |runtime error|deadly signal|SUMMARY: (?!libFuzzer: run interrupted)", said))
    print("%s: %s inputs in %.0f s of processor time, %s" % (name, n[-1], took, "A FINDING" if bad else "none bad"))
    sys.stdout.flush()
    if log:
        with open(log, "a", encoding="utf-8") as f:
            f.write(json.dumps({"day": str(datetime.date.today()), "name": name, "seconds": round(took), "inputs": int(n[-1]), "bad": bad}) + "\n")
    return bad


def table(path):
    sums = {}
    with open(path, encoding="utf-8") as f:
        for x in map(json.loads, f):
            s = sums.setdefault(x["name"], [0, 0, 0])
            s[0] += x["seconds"]
            s[1] += x["inputs"]
            s[2] += x["bad"]
    for name, (seconds, inputs, bad) in sorted(sums.items()):
        print("| %s | %d:%02d | %d | %d |" % (name, seconds // 60, seconds % 60, inputs, bad))


if len(sys.argv) == 2:
    table(sys.argv[1])
else:
    sys.exit(run(sys.argv[1], float(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[6:]))
