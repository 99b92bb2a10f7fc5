#!/usr/bin/env python3
"""Texts made to hurt: every layer is read, within a small stack, in time that grows as the text does; and they are put together with others.

usage: text_bombs.py PROGRAM ROOT
"""
import os
import resource
import subprocess
import sys
import tempfile

import growth

with open(sys.argv[1], "rb") as f:
    WATCHED = b"__asan_init" in f.read()  # built with sanitizers: time says nothing, and less is enough
SMALL, LARGE = (4_000, 8_000) if WATCHED else (60_000, 240_000)
STACK = 256 * 1024
GROWTH = 9      # four times the bytes may take nine times as long: tables grow, caches do not
AT_ONCE = 0.5   # seconds too short to be judged
LARGEST = 60    # bytes of a dossier for each byte of such a text

BOMBS = {
    "one word": "a", "spaces": " ", "lines": "\n", "paragraphs": "a.\n\n", "stops": ".", "commas": "x, ", "dashes": "-", "hyphens": "a-", "apostrophes": "a'",
    "open quotes": "\u201cYes ", "close quotes": "no\u201d ", "straight quotes": "\"a\" ", "quotes in quotes": "\u201c\u2018", "open brackets": "(", "brackets": "[a] ",
    "said": "he said ", "said that": "Ruud said that ", "who said": "\"Yes,\" said Jon Ruud. ", "and": "Ruud and ", "of": "minister of ", "which": "the man who said that ",
    "capitals": "Norland ", "initials": "J. ", "titles": "Mr. ", "long name": "Jon Piet Haas Ruud ", "one name": "Ruud", "states": "Germany, France ", "places": "Paris, ",
    "numbers": "7 ", "digits": "7", "figures": "12 people were killed and 30 wounded, ", "million": "5 million ", "fractions": "1,000,", "percent": "5% of ",
    "days": "May 4, ", "years": "2031 ", "weekdays": "Monday ", "ago": "two days ago ", "ranges": "from May 4 to ", "times": "10:15 ",
    "events": "Soldiers shelled Kesh. ", "not": "not ", "talks": "the second round of talks ", "will": "will ", "if": "if ", "it": "It he they her. ", "verbless": "the the ",
    "accents": "\u0301", "emoji": "\U0001f600", "reversed": "\u202e", "high": "\u00e9", "misread": "\u00c3\u00a9", "table": "a\tb\tc\n", "list": "- a\n", "shouts": "NORLAND SAID ",
    "address": "http://x.example/a ", "mails": "a@b.example ", "line by line": "Q: Why?\nA: No.\n", "by": "By Jon Ruud\n",
}


BEFORE = ("KESH, May 4, 2031 (NPA) - Norland's envoy Jon Ruud said on Monday that his country would keep the harbour open, and the foreign minister of "
          "Sudmark, Ana Bellec, rejected the offer.\n\n").encode()  # so that it is known for English


def bomb(unit, size):
    return BEFORE + (unit * (size // len(unit.encode()) + 1)).encode()[:size]


def run(program, *args):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    p = subprocess.run([program, *args], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False,
                       preexec_fn=None if WATCHED else lambda: resource.setrlimit(resource.RLIMIT_STACK, (STACK, STACK)), timeout=600)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return p.returncode, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, p.stderr


def grows(small, large):
    """Whether the time of a text grows faster than the text."""
    return not WATCHED and large > AT_ONCE and large > GROWTH * max(small, 0.02)


def main(program):
    bad = []
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, unit in BOMBS.items():
            def once(size):
                path = os.path.join(folder, "%s %d.txt" % (name, size))
                with open(path, "wb") as f:
                    f.write(bomb(unit, size))
                status, seconds, told = run(program, "read", "--from", "text", "--jobs", "1", path)
                if status not in (0, 65) or b"died" in told:
                    bad.append("%s: exit status %d, %s" % (name, status, told[:200]))
                return seconds

            took = growth.least(lambda: once(SMALL), lambda: once(LARGE), grows)
            paths.append(os.path.join(folder, "%s %d.txt" % (name, SMALL)))
            print("%-18s %6.2f s %6.2f s" % (name, *took))
            sys.stdout.flush()
            if grows(*took):
                bad.append("%s: %.2f s, then %.2f s" % (name, *took))
        db = os.path.join(folder, "d.db")
        status, seconds, told = run(program, "add", db, "--from", "text", *paths)
        print("all of them in one dossier: %.2f s" % seconds)
        if status not in (0, 65) or b"died" in told:
            bad.append("together: exit status %d, %s" % (status, told[:200]))
        if os.path.getsize(db) > LARGEST * sum(map(os.path.getsize, paths)):
            bad.append("together: %d bytes" % os.path.getsize(db))
        status, _, told = run(program, "cite", db, "--check")
        if status != 0:
            bad.append("together: %s" % told[:200])
    print("\n".join(bad))
    sys.exit(bool(bad))


main(os.path.abspath(sys.argv[1]))
