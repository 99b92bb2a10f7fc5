"""Modified condition/decision coverage of base, intake and mend by their unit tests: does each condition of each decision decide alone, both ways?

usage: mcdc.py [--build FOLDER] [--show] [ROOM ...]
Needs clang 18 or later (Debian 12 has clang-19: `apt-get install clang-19 llvm-19 libclang-rt-19-dev`); without it nothing is measured, which is said.  Only the rooms
that the tests of tests/rooms.tsv need are compiled.  --show tells each condition that was not seen to decide alone, and the values that were seen.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys

from mutants import Bench, HERE, rooms

FLAGS = "-fprofile-instr-generate -fcoverage-mapping -fcoverage-mcdc"


def measured(bench, room, version):
    """(summary by file, what llvm-cov shows) of a room after its tests."""
    bench.ready()
    exes = [os.path.join(bench.build, "tests", "%s-%s" % (t, room)) for t in bench.tests]
    raws = []
    for i, exe in enumerate(exes):
        raw = os.path.join(bench.build, "%s-%d.profraw" % (room, i))
        subprocess.run([exe], cwd=bench.build, env=dict(os.environ, LLVM_PROFILE_FILE=raw), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        raws.append(raw)
    data = os.path.join(bench.build, room + ".profdata")
    subprocess.run(["llvm-profdata-" + version, "merge", "-o", data] + raws, check=True)
    files = sorted(path for path in bench.compiles if path.startswith(os.path.join(HERE, "src", room) + os.sep))
    asked = [exes[0]] + [x for exe in exes[1:] for x in ("-object", exe)] + ["-instr-profile", data] + files
    told = subprocess.run(["llvm-cov-" + version, "export", "-summary-only"] + asked, stdout=subprocess.PIPE, check=True).stdout
    shown = subprocess.run(["llvm-cov-" + version, "show", "-show-mcdc", "-show-line-counts=false"] + asked, stdout=subprocess.PIPE, check=True).stdout.decode()
    return {os.path.basename(f["filename"]): f["summary"]["mcdc"] for f in json.loads(told)["data"][0]["files"]}, shown


def undecided(shown):
    """(places of its conditions, those that do not decide alone, values seen) of each decision that has such."""
    for part in re.split(r"MC/DC Decision Region ", shown)[1:]:
        missing = re.findall(r"C(\d+)-Pair: not covered", part)
        if not missing:
            continue
        at = dict(re.findall(r"Condition C(\d+) --> \((\d+:\d+)\)", part))
        seen = re.findall(r"\{ (.*?) *\}", part)
        yield at, missing, seen


def tell(shown):
    """Print what undecided() finds, each under its file."""
    for text in re.split(r"(?m)^(?=/.*\.c:$)", shown)[1:]:
        path = os.path.relpath(text.split(":\n")[0], HERE)
        source = text.split("\n")
        for at, missing, seen in undecided(text):
            line = at["1"].split(":")[0]
            words = next((x.split("|", 2)[2].strip() for x in source if re.match(r" *%s\|" % line, x)), "")
            print("%s:%s: %s\n    not alone: %s; seen: %s" % (path, line, words, " ".join("C%s(%s)" % (c, at[c]) for c in missing), "; ".join(seen)))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("rooms", nargs="*", default=["base", "intake", "mend"])
    p.add_argument("--build", default=os.path.join(HERE, "build-mcdc"))
    p.add_argument("--show", action="store_true")
    a = p.parse_args()
    version = next((v for v in ("21", "20", "19", "18") if shutil.which("clang-" + v) and shutil.which("llvm-cov-" + v)), None)
    if not version:
        print("MC/DC is not measured: it wants clang 18 or later (Debian 12: apt-get install clang-19 llvm-19 libclang-rt-19-dev)")
        return 77
    if not os.path.exists(os.path.join(a.build, "build.ninja")):
        subprocess.run(["meson", "setup", a.build, HERE, "-Dbuildtype=debug", "-Doptimization=0", "-Db_ndebug=true", "-Db_lundef=false",
                        "-Dc_args=%s -DRAP_COVERAGE" % FLAGS, "-Dc_link_args=" + FLAGS.split()[0]],
                       env=dict(os.environ, CC="clang-" + version), check=True, stdout=subprocess.DEVNULL)
    for room in a.rooms:
        _, _, last, tests = rooms()[room]
        files, shown = measured(Bench(a.build, list(tests), room, last), room, version)
        count, covered = sum(f["count"] for f in files.values()), sum(f["covered"] for f in files.values())
        print("%-8s MC/DC %5.1f  (%d of %d conditions)" % (room, 100 * covered / max(1, count), covered, count))
        for name, f in sorted(files.items()):
            if f["covered"] < f["count"]:
                print("    %-20s %d of %d" % (name, f["covered"], f["count"]))
        if a.show:
            tell(shown)
    return 0


if __name__ == "__main__":
    sys.exit(main())
