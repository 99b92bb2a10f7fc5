#!/usr/bin/env python3
"""Turn an ASCII file into the numbers of its bytes, with a 0 at the end, for the initialiser of a char array.

usage: embed.py FILE OUT.inc

A string literal would do, but ISO C promises room for 4095 characters only.
"""
import sys


def main(path, out):
    with open(path, "rb") as f:
        data = f.read()
    if any(b > 126 for b in data):
        sys.exit("%s: not ASCII" % path)
    lines = [", ".join(map(str, data[i:i + 20])) for i in range(0, len(data), 20)]
    with open(out, "w", encoding="ascii") as f:
        f.write("/* made by scripts/embed.py: do not edit */\n")
        f.write("".join(line + ",\n" for line in lines) + "0\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
