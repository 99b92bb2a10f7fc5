#!/usr/bin/env python3
"""Turn data/NAME.tsv into NAME_table.inc: static cells and a hash index over the key column.

usage: tables.py FOLDER data/NAME.tsv ...      writes FOLDER/NAME_table.inc of each, where it is not there as it should be

A table is UTF-8: lines of `#` are remarks, the first other line names the columns, rows are sorted by the bytes of
their first column (the key) and no key stands twice.  Keys are lower case unless the remark `#case` stands in the
file; after the remark `#whole` they are looked up as they are.  Otherwise hyphens and apostrophes inside a key become tokens of their own in the index, as the tokenizer splits them:
"cease-fire" is looked up as "cease - fire", "john's" as "john 's"; what data/prefixes.tsv lists stays with its word
("co-founder").  base/table.h describes what comes out.
"""
import os
import re
import sys

PREFIXES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "prefixes.tsv")


def fnv(data):
    h = 2166136261
    for b in data:
        h = ((h ^ b) * 16777619) & 0xFFFFFFFF
    return h


def prefixes():
    with open(PREFIXES, encoding="utf-8") as f:
        return [line.strip() for line in f if not line.startswith("#")][1:]


PREFIX = re.compile(r"(?<![\w'-])(%s)-(?=\w)" % "|".join(prefixes()))


def tokens(key, whole):
    if whole:
        return [key]
    key = PREFIX.sub("\\1\0", key)
    key = re.sub(r"-", " - ", key).replace("\0", "-")
    key = re.sub(r"(\w)('s\b)", r"\1 \2", key)
    key = re.sub(r"(\w)(n't\b)", r"\1 \2", key)
    return key.split()


def load(path):
    rows, columns, case, whole = [], None, False, False
    for n, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if line.startswith("#"):
            case = case or line.strip() == "#case"
            whole = whole or line.strip() == "#whole"
            continue
        if not line.strip():
            continue
        cells = line.split("\t")
        if columns is None:
            columns = cells
            continue
        if len(cells) > len(columns):
            sys.exit("%s:%d: %d cells, but %d columns" % (path, n, len(cells), len(columns)))
        cells += [""] * (len(columns) - len(cells))
        if not case and cells[0] != cells[0].lower():
            sys.exit("%s:%d: the key %r is not in lower case" % (path, n, cells[0]))
        if rows and rows[-1][0].encode() >= cells[0].encode():
            sys.exit("%s:%d: the key %r is not in order after %r" % (path, n, cells[0], rows[-1][0]))
        rows.append(cells)
    if columns is None or not rows:
        sys.exit("%s: no rows" % path)
    return columns, rows, whole


def literal(s):
    out = []
    for b in s.encode():
        c = chr(b)
        out.append(c if 32 <= b < 127 and c not in '"\\?' else "\\%03o" % b)
    return '"%s"' % "".join(out)


def index(path, rows, whole):
    entries, longest = {}, 1
    for i, cells in enumerate(rows):
        words = tokens(cells[0], whole)
        longest = max(longest, len(words))
        for n in range(1, len(words) + 1):
            text = " ".join(words[:n])
            old = entries.get(text)
            if n == len(words):
                if old is not None and old != 0xFFFF:
                    sys.exit("%s: two keys read as %r" % (path, text))
                entries[text] = i + 1
            elif old is None:
                entries[text] = 0xFFFF
    size = 4
    while size < 2 * len(entries):
        size *= 2
    slots, hashes, seen = [0] * size, [0] * size, {}
    for text, value in entries.items():
        h = fnv(text.encode())
        if h in seen:
            sys.exit("%s: %r and %r have one hash: change the hash" % (path, text, seen[h]))
        seen[h] = text
        at = h & (size - 1)
        while slots[at]:
            at = (at + 1) & (size - 1)
        slots[at], hashes[at] = value, h
    return slots, hashes, longest


def filter_of(slots, hashes):
    """Bits of all hashes, at least sixteen to each: the word is told by the bits above the lowest six, the bit by these."""
    size = 1
    while size * 64 < 16 * sum(1 for s in slots if s):
        size *= 2
    words = [0] * size
    for s, h in zip(slots, hashes):
        if s:
            words[h >> 6 & (size - 1)] |= 1 << (h & 63)
    return words


def text_of(rows):
    """Every different cell once, with a NUL, and where it begins."""
    at, size, lines = {}, 0, []
    for cells in rows:
        for c in cells:
            if c not in at:
                at[c] = size
                size += len(c.encode()) + 1
                lines.append("    " + literal(c)[:-1] + '\\0"')
    return lines, at


def lines_of(numbers, form):
    for i in range(0, len(numbers), 12):
        yield "    " + " ".join(form % x for x in numbers[i:i + 12])


def put(out, text):
    """Write what is not there yet: what stays as it was compiles nothing anew."""
    if os.path.exists(out):
        with open(out, encoding="utf-8") as f:
            if f.read() == text:
                return
    with open(out, "w", encoding="utf-8") as f:
        f.write(text)


def main(path, folder):
    columns, rows, whole = load(path)
    plain = os.path.basename(path).rsplit(".", 1)[0]
    name = re.sub(r"\W", "_", plain)
    slots, hashes, longest = index(path, rows, whole)
    w = ["/* made by scripts/tables.py from data/%s.tsv: do not edit */" % name, "enum {"]
    w += ["    %s_%s = %d," % (name.upper(), re.sub(r"\W", "_", c).upper(), i) for i, c in enumerate(columns)]
    w += ["    %s_ROWS = %d" % (name.upper(), len(rows)), "};", "#pragma GCC diagnostic push",
          '#pragma GCC diagnostic ignored "-Woverlength-strings"', "static const char %s_text[] =" % name]
    text, at = text_of(rows)
    w += text + ["    ;", "#pragma GCC diagnostic pop", "static const rap_table_cell %s_cells[] = {" % name]
    for cells in rows:
        w.append("    " + " ".join("{%d, %d}," % (at[c], len(c.encode())) for c in cells))
    pairs = ["{%du, %d}," % (h, s) if s else "{0, 0}," for h, s in zip(hashes, slots)]
    w += ["};", "static const rap_table_slot %s_slots[] = {" % name, *lines_of(pairs, "%s"), "};"]
    bits = filter_of(slots, hashes)
    w += ["static const uint64_t %s_filter[] = {" % name, *lines_of(bits, "0x%xu,"), "};"]
    w += ["static const rap_table %s_table = {" % name, '    "%s", %s_text, %s_cells, %d, %d, %s_slots, %d, %d, %s_filter, %d,'
          % (name, name, name, len(rows), len(columns), name, len(slots) - 1, longest, name, len(bits) - 1), "};"]
    put(os.path.join(folder, plain + "_table.inc"), "\n".join(w) + "\n")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    for table in sys.argv[2:]:
        main(table, sys.argv[1])
