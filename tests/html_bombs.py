#!/usr/bin/env python3
"""Pages made to hurt: each is read within a small stack, in time and memory that grow as the page does.

usage: html_bombs.py PROGRAM ROOT
"""
import os
import resource
import subprocess
import sys
import tempfile

import growth

with open(sys.argv[1], "rb") as f:
    WATCHED = b"__asan_init" in f.read()  # built with sanitizers: time and memory say nothing, and less is enough
SMALL, LARGE = (50_000, 100_000) if WATCHED else (500_000, 2_000_000)
STACK = 256 * 1024
GROWTH = 8      # four times the bytes may take eight times as long: the machine does other things too
AT_ONCE = 0.4   # seconds too short to be judged
DIVS = 2.0      # seconds for ten million bytes of <div>; it takes a third of one

BOMBS = {
    "div": b"<div>", "attributes": (b"<a ", b"a "), "tags-in-tags": b"<a ", "bare-amp": b"&amp", "amp": b"&", "p-and-end-b": b"<p></b>", "b": b"<b>",
    "b-p": b"<b><p>", "links": b"<a href=x>y", "less-than": b"<", "comments": b"<!--", "cdata": b"<svg><![CDATA[", "scripts": b"<script>",
    "escaped-scripts": (b"<script>", b"<!--<script>"), "end-p": b"</p>", "other-ends": (b"".join(b"<x%d>" % i for i in range(511)), b"</xx>"),
    "blocked-ends": (b"<b><div>" + b"<span>" * 500, b"</b>"), "cells": b"<table><tr><td>", "tables": b"<table>", "lists": b"<ul><li>",
    "items": (b"<ul>" + b"<span>" * 500, b"<li>"), "open-quote": (b"<a b=\"", b"<a b="), "breaks": b"<br>", "no-break-spaces": b"&nbsp;", "nul": b"a\0<p>",
    "heading": (b"<h1>" + b"<div>" * 500, b"<div>x</div>"), "raw-ends": (b"<title>", b"</titl"), "options": b"<select><option>x", "crlf": b"\r\n<p>\r",
    "lines": (b"<pre>", b"\n\nx"), "hidden": b"<p hidden>x", "dashes": (b"<!--", b"-"), "high": b"\xff<i>", "misread": b"<q>\xc3\x83\xc2\xa9",
    "json": (b"<script type=application/ld+json>", b"[{\"a\":"), "metas": b"<meta charset=x>\xff", "times": b"<time datetime=2021-01-01>x",
    "names": (b"<a ", b"".join(b"%c%c=1 " % (97 + i % 26, 97 + i // 26) for i in range(600))), "title-twice": b"<title>x</title><h1>x</h1>",
}


def bomb(unit, size):
    head, unit = unit if isinstance(unit, tuple) else (b"", unit)
    return head + unit * ((size - len(head)) // len(unit))


def read(program, folder, data):
    """(exit status, CPU seconds) of reading a page."""
    path = os.path.join(folder, "page.html")
    with open(path, "wb") as f:
        f.write(data)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    p = subprocess.run([program, "read", "--from", "html", "--layers", "meta,text", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       preexec_fn=None if WATCHED else lambda: resource.setrlimit(resource.RLIMIT_STACK, (STACK, STACK)), timeout=300)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return p.returncode, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def grows(small, large):
    """Whether the time of a page grows faster than the page."""
    return not WATCHED and large > AT_ONCE and large > GROWTH * max(small, 0.02)


def main(program):
    bad = []
    with tempfile.TemporaryDirectory() as folder:
        for name, unit in BOMBS.items():
            statuses = set()

            def once(size):
                status, took = read(program, folder, bomb(unit, size))
                statuses.add(status)
                return took

            small, large = growth.least(lambda: once(SMALL), lambda: once(LARGE), grows)
            print("%-16s %6.2f s %6.2f s" % (name, small, large))
            if statuses - {0, 65}:
                bad.append("%s: exit status %s" % (name, sorted(statuses)))
            if grows(small, large):
                bad.append("%s: %.2f s, then %.2f s" % (name, small, large))
        status, took = read(program, folder, bomb(b"<div>", LARGE if WATCHED else 10_000_000))
        print("ten million bytes of <div>: %.2f s" % took)
        if status != 0 or took > DIVS and not WATCHED:
            bad.append("<div>: exit status %d, %.2f s" % (status, took))
    print("\n".join(bad))
    sys.exit(bool(bad))


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]))
