#!/usr/bin/env python3
"""Turn a text file into a C string literal that a .c file includes.

usage: embed.py FILE OUT.inc

Each line becomes one literal; the compiler joins them.
"""
import sys


def literal(line):
    out = []
    for b in line:
        c = chr(b)
        out.append(c if 32 <= b < 127 and c not in '"\\?' else "\\%03o" % b)
    return '"%s"' % "".join(out)


def main(path, out):
    with open(path, "rb") as f:
        lines = f.read().splitlines(keepends=True)
    with open(out, "w", encoding="ascii") as f:
        f.write("/* made by scripts/embed.py: do not edit */\n")
        f.write("\n".join(literal(line) for line in lines) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
