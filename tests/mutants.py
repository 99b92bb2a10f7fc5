"""Small faults put into one room at a time: do the tests notice?

usage: mutants.py ROOM [--count N] [--seed S] [--tree FOLDER] [--jobs N] [--tests NAME,NAME]
Works on a copy of the tree under FOLDER (made when it is not there), built with the sanitizers.  Of all operators and constants of the room's code N are changed, one
at a time; a change that no longer compiles is drawn again; one that neither the tests nor the sanitizers notice survives and is told with its line.  The last line
gives the share that was noticed.
"""
import argparse
import os
import random
import re
import subprocess
import sys

CODE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|^[ \t]*#[^\n]*|static_assert[^;]*;|\benum \{[^}]*\}', re.S | re.M)
CHANGES = [(r"<=", "<"), (r">=", ">"), (r"==", "!="), (r"!=", "=="), (r"&&", "||"), (r"\|\|", "&&"),
           (r"(?<![<\-=])<(?![<=])", "<="), (r"(?<![>\-=])>(?![>=])", ">="), (r"(?<!\+)\+(?![+=])", "-"),
           (r"(?<=[\w)\]] )-(?= [\w(])", "+"), (r"\+=", "-="), (r"-=", "+="), (r"\b0\b", "1"), (r"\b1\b", "0"),
           (r"\bbreak;", ";"), (r"\bcontinue;", ";"), (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"(?<=[( ])!(?=[\w(])", "")]


def mutants(path):
    """(path, from, to, by what) of every change that can be made in a file."""
    with open(path) as f:
        text = f.read()
    shut = [m.span() for m in CODE.finditer(text)]
    for pattern, put in CHANGES:
        for m in re.finditer(pattern, text):
            if not any(a <= m.start() < b for a, b in shut) and m.group(0) != put:
                yield path, m.start(), m.end(), put


def quiet(command, seconds, cwd):
    try:
        return subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              timeout=seconds).returncode
    except subprocess.TimeoutExpired:
        return 124


def main():
    p = argparse.ArgumentParser()
    p.add_argument("room")
    p.add_argument("--count", type=int, default=300)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--tree", default="/tmp/rapporteur-mutants")
    p.add_argument("--jobs", type=int, default=2)
    p.add_argument("--tests", default="")
    a = p.parse_args()
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    build = os.path.join(a.tree, "build-mutants")
    if not os.path.exists(a.tree):
        subprocess.run(["git", "clone", "-q", here, a.tree], check=True)
    if not os.path.exists(build):
        subprocess.run(["meson", "setup", build, a.tree, "-Db_sanitize=address,undefined", "-Dbuildtype=debug"], check=True,
                       stdout=subprocess.DEVNULL)
    make = ["ninja", "-C", build, "-j%d" % a.jobs]
    tests = [x for x in a.tests.split(",") if x]
    targets = ["tests/" + t for t in tests] if tests else []
    run = ["meson", "test", "-C", build, "--no-rebuild", "-q"] + (tests or ["--suite", "unit", "--suite", "whole"])
    if quiet(make + targets, 3600, a.tree) or quiet(run, 3600, a.tree):
        sys.exit("the tests fail on the code as it is")
    room = os.path.join(a.tree, "src", a.room)
    every = [m for name in sorted(os.listdir(room)) if name.endswith(".c") for m in mutants(os.path.join(room, name))]
    random.Random(a.seed).shuffle(every)
    noticed, alive = 0, []
    for path, at, end, put in every:
        if noticed + len(alive) == a.count:
            break
        with open(path) as f:
            text = f.read()
        with open(path, "w") as f:
            f.write(text[:at] + put + text[end:])
        try:
            if quiet(make + targets, 600, a.tree):
                continue  # it does not compile: no fault that could be shipped
            if quiet(run, 300, a.tree):
                noticed += 1
            else:
                alive.append("%s:%d: %r for %r" % (os.path.relpath(path, a.tree), text.count("\n", 0, at) + 1, put, text[at:end]))
                print("survived", alive[-1], flush=True)
        finally:
            with open(path, "w") as f:
                f.write(text)
    n = noticed + len(alive)
    print("%s: %d of %d noticed, %.0f %%" % (a.room, noticed, n, 100 * noticed / max(1, n)))


if __name__ == "__main__":
    main()
