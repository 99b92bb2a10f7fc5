#!/usr/bin/env python3
"""What the language core costs, and that it costs every machine the same bytes: weights, time to open them, memory.

usage: footprint.py PROGRAM ROOT PLAIN AVX2

PLAIN and AVX2 are the program once more: without vector instructions in the files that have them, and with those of AVX2 at most.
"""
import glob
import hashlib
import os
import re
import sys
import tempfile

program, root, plain, avx2 = (os.path.abspath(x) for x in sys.argv[1:5])
WEIGHTS_MB, OPEN_MS, RESIDENT_MB = 8, 10, 60
LAYERS = "meta,text,syntax,names"
SWITCHES = re.compile(r"__builtin_cpu|target_clones|\btarget\s*\(|immintrin|emmintrin|arm_neon|__AVX|__SSE|__ARM_NEON|\bifunc\b")
COMPARED = {"src/model/boosted.c", "src/model/linear.c", "src/encoder/dense.c", "src/encoder/steps.c", "src/speech/netlet.c"}  # what PLAIN and AVX2 have in another form
bad = []


def expect(what, good, told=""):
    print(("ok      " if good else "FAILED  ") + what)
    if not good:
        print("        " + str(told)[:800])
        bad.append(what)


def run(*args, env=None, program=program):
    """(exit status, MB resident at most, ms of processor time, SHA-256 of what was printed)"""
    with tempfile.TemporaryFile() as out:
        pid = os.fork()
        if pid == 0:
            os.dup2(out.fileno(), 1)
            os.chdir(root)
            os.execve(program, [program, *args], dict(os.environ, **(env or {})))
        _, status, used = os.wait4(pid, 0)
        out.seek(0)
        return (os.waitstatus_to_exitcode(status), used.ru_maxrss / 1024, (used.ru_utime + used.ru_stime) * 1000,
                hashlib.sha256(out.read()).hexdigest())


def weights():
    with open(os.path.join(root, "src/model/meson.build"), encoding="utf-8") as f:
        parts = re.findall(r"'(\w+)'", re.search(r"model_parts = \[(.*?)\]", f.read(), re.S).group(1))
    size = sum(os.path.getsize(os.path.join(root, "models", p + ".weights")) for p in parts) / 1e6
    expect("all weights: %.2f MB of %d" % (size, WEIGHTS_MB), 0 < size <= WEIGHTS_MB)


def opening(file):
    """Everything that a first report costs beyond starting the program: more than opening the weights."""
    bare = min(run("--version")[2] for _ in range(9))
    first = min(run("read", "--layers", LAYERS, "--jobs", "1", file)[2] for _ in range(9))
    expect("weights opened and a first small report read in %.1f ms of %d" % (first - bare, OPEN_MS), first - bare < OPEN_MS)


def memory(files):
    for jobs in ("1", "2"):
        code, resident, _, _ = run("read", "--layers", LAYERS, "--jobs", jobs, *files * 10)
        expect("--jobs %s: %.1f MB resident of %d" % (jobs, resident, RESIDENT_MB), code == 0 and 1 < resident < RESIDENT_MB, code)


def any_processor(files):
    """The C library chooses by processor when it runs, the compiler when it builds; nothing else does."""
    without = "-AVX512F,-AVX512VL,-AVX512BW,-AVX2,-AVX,-BMI2,-ERMS,-FSRM,-SSE4_2,-SSSE3,-AVX_Fast_Unaligned_Load,-Prefer_ERMS"
    every = LAYERS + ",times,attributions,figures,events,positions"
    code, _, _, here = run("read", "--layers", every, *files)
    other = run("read", "--layers", every, *files, env={"GLIBC_TUNABLES": "glibc.cpu.hwcaps=" + without})
    expect("the same bytes where the C library may use no vectors", (code, other[0]) == (0, 0) and other[3] == here, other)
    expect("the same bytes without vectors", run("read", "--layers", every, *files, program=plain)[3] == here)
    with open("/proc/cpuinfo", encoding="utf-8") as f:
        if " avx2 " in f.read():
            expect("the same bytes with AVX2 at most", run("read", "--layers", every, *files, program=avx2)[3] == here)
    expect("other layers give other bytes", run("read", "--layers", LAYERS, *files)[3] != here)
    found = []
    for path in sorted(glob.glob(os.path.join(root, "src/**/*.[ch]"), recursive=True)):
        if os.path.relpath(path, root) in COMPARED:
            continue
        with open(path, encoding="utf-8") as f:
            code = re.sub(r"/\*.*?\*/", "", f.read(), flags=re.S)
        found += ["%s: %s" % (os.path.relpath(path, root), m) for m in SWITCHES.findall(code)]
    expect("no other code is chosen by processor", not found, found)


def main():
    files = sorted(os.path.relpath(p, root) for p in glob.glob(os.path.join(root, "examples/reports/*.txt")))
    weights()
    any_processor(files)
    with open(program, "rb") as f:
        watched = b"__asan_init" in f.read()
    if watched:
        print("skipped time and memory: the program was built with sanitizers")
    else:
        opening(files[0])
        memory(files)
    sys.exit(bool(bad))


main()
