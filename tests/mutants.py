"""Small faults put into one room, one at a time: do its unit tests notice?

usage: mutants.py ROOM [--count N] [--seed S] [--build FOLDER] [--jobs N] [--from K]
Of all operators and constants of the room's code N are changed, one at a time.  Only the changed file is compiled, to a place of its own, and the room's tests
(tests/rooms.tsv) are linked with it before an archive of the rooms that they need, so that no source is touched and a mutant takes seconds; all is built with the
sanitizers, whose word counts too.  A change that does not compile is drawn again, and so is one that makes the very same machine code when it is optimised: no test could tell it.  A change
that nothing notices survives and is told with its line.  The last line gives the share that was noticed, and the floor of rooms.tsv; below it the exit is 1.
"""
import argparse
import concurrent.futures
import json
import os
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import time

CODE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|^[ \t]*#[^\n]*|static_assert[^;]*;|\benum \{[^}]*\}', re.S | re.M)
CHANGES = [(r"<=", "<"), (r">=", ">"), (r"==", "!="), (r"!=", "=="), (r"&&", "||"), (r"\|\|", "&&"),
           (r"(?<![<\-=])<(?![<=])", "<="), (r"(?<![>\-=])>(?![>=])", ">="), (r"(?<!\+)\+(?![+=])", "-"),
           (r"(?<=[\w)\]] )-(?= [\w(])", "+"), (r"\+=", "-="), (r"-=", "+="), (r"\b0\b", "1"), (r"\b1\b", "0"),
           (r"\bbreak;", ";"), (r"\bcontinue;", ";"), (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"(?<=[( ])!(?=[\w(])", "")]
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
INSIDE = "tests/libapp_inside.a.p/"  # the command line and the server, as their tests link them (tests/cli_stage.h)


def rooms():
    """{room: (floor of branches, floor of mutants, rightmost room that its tests need, tests)} of tests/rooms.tsv."""
    with open(os.path.join(HERE, "tests", "rooms.tsv")) as f:
        rows = [x.rstrip("\n").split("\t") for x in f if x.strip() and not x.startswith("#")]
    return {r[0]: (float(r[1]), float(r[2]), r[3], r[4].split()) for r in rows}


def mutants(path):
    """(path, from, to, by what) of every change that can be made in a file."""
    with open(path) as f:
        text = f.read()
    shut = [m.span() for m in CODE.finditer(text)]
    for pattern, put in CHANGES:
        for m in re.finditer(pattern, text):
            if not any(a <= m.start() < b for a, b in shut) and m.group(0) != put:
                yield path, m.start(), m.end(), put


def quiet(command, seconds, cwd, **more):
    """The exit status; 124 when it takes too long."""
    try:
        return subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              timeout=seconds, **more).returncode
    except subprocess.TimeoutExpired:
        return 124


class Bench:
    """How one file is compiled and the tests are linked, as the build folder says."""

    def __init__(self, build, tests, room, last):
        self.build, self.tests, self.room, self.last = build, tests, room, last
        self.env = dict(os.environ, UBSAN_OPTIONS="halt_on_error=1", ASAN_OPTIONS="detect_leaks=1")
        subprocess.run(["ninja", "-C", build, "--quiet", "build.ninja"], check=True)
        with open(os.path.join(build, "compile_commands.json")) as f:
            self.made = [(os.path.realpath(os.path.join(e["directory"], e["file"])), e) for e in json.load(f)]
        self.compiles = {path: shlex.split(e["command"]) for path, e in self.made if e["output"].startswith(("librapporteur.", INSIDE))}
        self.links, self.usual, self.plain = {}, {}, {}
        self.lock = threading.Lock()
        self.keep_records()

    def keep_records(self):
        """What is read of invented reports, for the rooms to the right of the reading (tests/t_piles.c)."""
        with open(os.path.join(HERE, "src", "LAYERS")) as f:
            names = [x.strip() for x in f if not x.startswith("#")]
        if names.index(self.room) > names.index("reading"):
            folder = os.path.join(self.build, "records-of-" + self.room)
            shutil.rmtree(folder, ignore_errors=True)
            os.makedirs(folder)
            self.env["PILE_RECORDS"] = folder

    def archived(self):
        """An archive of the rooms that the tests need."""
        with open(os.path.join(HERE, "src", "LAYERS")) as f:
            names = [x.strip() for x in f if not x.startswith("#")]
        left = names[:names.index(self.last) + 1]
        objects = [e["output"] for path, e in self.made if path in self.compiles and
                   (not path.startswith(os.path.join(HERE, "src")) or os.path.relpath(path, os.path.join(HERE, "src")).split(os.sep)[0] in left)]
        inside = os.path.dirname(INSIDE)[:-2]  # what is right of the library, where a test has it
        own = [inside] if any(p.startswith(os.path.join(HERE, "src", self.room) + os.sep) and e["output"].startswith(INSIDE) for p, e in self.made) else []
        objects = [o for o in objects if o.startswith("librapporteur.")]
        parts = [e["output"] for _, e in self.made if any(e["output"].startswith("tests/%s.p/" % t) for t in self.tests)]
        subprocess.run(["ninja", "-C", self.build, "--quiet"] + objects + own + parts, check=True)
        archive = os.path.join(self.build, "left-of-%s.a" % self.room)
        if os.path.exists(archive):
            os.remove(archive)
        subprocess.run(["ar", "rcsT", archive] + objects, cwd=self.build, check=True)
        return archive

    def ready(self):
        archive = self.archived()
        for test in self.tests:
            told = subprocess.run(["ninja", "-t", "commands", "tests/" + test], cwd=self.build, stdout=subprocess.PIPE, check=True).stdout.decode()
            self.links[test] = [archive if w == "librapporteur_inner.a" else w for w in shlex.split(told.strip().split("\n")[-1])]
            if shutil.which("ld.lld"):
                self.links[test].insert(1, "-fuse-ld=lld")
            self.links[test][self.links[test].index("-o") + 1] = "tests/%s-%s" % (test, self.room)
            subprocess.run(self.links[test], cwd=self.build, check=True)
            begun = time.time()
            if quiet(["tests/%s-%s" % (test, self.room)], 600, self.build, env=self.env):
                sys.exit("%s fails on the code as it is" % test)
            self.usual[test] = time.time() - begun
        self.tests.sort(key=self.usual.get)

    def compile(self, source, text, out, optimised=False):
        """True when `text` compiles in the place of `source`."""
        words = [w for w in self.compiles[os.path.realpath(source)] if w not in ("ccache", "-MD")]
        at = words.index("-MQ")
        del words[at:at + 4]
        if optimised:
            words = [w for w in words if not w.startswith(("-fsanitize", "-g", "-O", "--coverage"))] + ["-O2", "-g0"]
        words[words.index("-o") + 1] = out
        words[words.index("-c") + 1] = "-"
        words[1:1] = ["-x", "c", "-w"]
        words += ["-x", "none"]
        run = subprocess.run(words, cwd=self.build, input=text.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return run.returncode == 0

    def same_code(self, source, text, folder):
        """Does the change make no difference to an optimising compiler?"""
        with self.lock:
            if source not in self.plain:
                with open(source) as f:
                    self.compile(source, f.read(), os.path.join(folder, "was.o"), True)
                with open(os.path.join(folder, "was.o"), "rb") as f:
                    self.plain[source] = f.read()
        made = os.path.join(folder, "is.o")
        if not self.compile(source, text, made, True):
            return False
        with open(made, "rb") as f:
            return f.read() == self.plain[source]

    def noticed(self, folder):
        """Does a test notice folder/changed.o?"""
        changed = os.path.join(folder, "changed.o")
        for test in self.tests:
            words = list(self.links[test])
            words[words.index("-o") + 1] = os.path.join(folder, test)
            words.insert(next(i for i, w in enumerate(words) if w == "-Wl,--start-group" or w.endswith(".a")), changed)
            if quiet(words, 300, self.build):
                return False  # a name that is nowhere else: cannot be
            if quiet([os.path.join(folder, test)], 20 + 10 * self.usual[test], self.build, env=self.env):
                return True
        return False


def judge(bench, mutant):
    """noticed, survived, or why it does not count; and where it stands."""
    path, at, end, put = mutant
    with open(path) as f:
        text = f.read()
    changed = text[:at] + put + text[end:]
    where = "%s:%d: %r for %r" % (os.path.relpath(path, HERE), text.count("\n", 0, at) + 1, put, text[at:end])
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        if not bench.compile(path, changed, os.path.join(folder, "changed.o")):
            return "no code", where
        if bench.noticed(folder):
            return "noticed", where
        return ("the same" if bench.same_code(path, changed, folder) else "survived"), where


def main():
    p = argparse.ArgumentParser()
    p.add_argument("room")
    p.add_argument("--count", type=int, default=300)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--from", type=int, default=0, dest="first", help="begin with this one of the drawn ones")
    p.add_argument("--build", default=os.path.join(HERE, "build-mutants"))
    p.add_argument("--jobs", type=int, default=os.cpu_count())
    a = p.parse_args()
    _, floor, last, tests = rooms()[a.room]
    if not os.path.exists(os.path.join(a.build, "build.ninja")):
        subprocess.run(["meson", "setup", a.build, HERE, "-Db_sanitize=address,undefined", "-Dbuildtype=debug", "-Doptimization=1", "-Db_lundef=false"],
                       check=True, stdout=subprocess.DEVNULL)
    bench = Bench(a.build, tests, a.room, last)
    bench.ready()
    room = os.path.join(HERE, "src", a.room)
    every = [m for name in sorted(os.listdir(room)) if name.endswith(".c") for m in mutants(os.path.join(room, name))
             if os.path.realpath(os.path.join(room, name)) in bench.compiles]  # not what only makes a table
    random.Random(a.seed).shuffle(every)
    every = every[a.first:]
    count = {"noticed": 0, "survived": 0, "the same": 0, "no code": 0}
    with concurrent.futures.ThreadPoolExecutor(a.jobs) as pool:
        while every and count["noticed"] + count["survived"] < a.count:
            want = a.count - count["noticed"] - count["survived"]
            drawn, every = every[:want], every[want:]
            for what, where in pool.map(lambda m: judge(bench, m), drawn):
                count[what] += 1
                if what == "survived":
                    print("survived %s (%d noticed so far)" % (where, count["noticed"]), flush=True)
    n = count["noticed"] + count["survived"]
    share = 100 * count["noticed"] / max(1, n)
    print("%s: seed %d, %d of %d noticed, %.1f %% (floor %.0f %%); %d the same code, %d none" %
          (a.room, a.seed, count["noticed"], n, share, floor, count["the same"], count["no code"]))
    return share < floor


if __name__ == "__main__":
    sys.exit(main())
