#!/usr/bin/env python3
"""Check the rules of the house that a machine can check; print each breach, exit 1 if there is one.

Calls that are never made, functions that nobody calls, file heads, lengths of files and functions, malloc only in base/, sorted tables, unique file
names.  The lexers and tables named in EXEMPT may have longer functions.
"""
import os
import re
import subprocess
import sys

NEVER = re.compile(r"\b(strcpy|strcat|sprintf|strtok|strncpy|gets|scanf|sscanf|atoi|atof|strtod|alloca|setlocale|localtime|"
                   r"gmtime|rand|signal|system|popen|isalpha|isdigit|isspace|tolower|toupper)\s*\(")
MEMORY = re.compile(r"\b(malloc|calloc|realloc|strdup|strndup|asprintf)\s*\(")
FILE_LINES, FUNCTION_LINES = 600, 70
bad = []


def strip(text):
    """Code without comments and the insides of strings, line by line as it was."""
    def blank(m):
        return re.sub(r"[^\n]", " ", m.group(0))
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', blank, text, flags=re.S)


def functions(lines):
    """(first line, length) of each function body: a `{` in column 0 up to its `}`."""
    start = None
    for i, line in enumerate(lines, 1):
        if line.startswith("{"):
            start = i
        elif line.startswith("}") and start:
            yield start, i - start + 1
            start = None


def check_c(path):
    text = open(path, encoding="utf-8").read()
    room = path.split("/", 1)[1] if path.startswith(("src/", "include/")) else path
    head = text.split("\n", 3)
    if not (head[0] == "/*" and head[1].startswith(" * %s - " % room)):
        bad.append("%s:2: the head should read ` * %s - what it is`" % (path, room))
    if "SPDX-License-Identifier: MIT" not in text[:4000]:
        bad.append("%s: no SPDX line" % path)
    code = strip(text)
    lines = code.split("\n")
    if path.startswith("src/") and len(lines) > FILE_LINES + 1:
        bad.append("%s: %d lines, more than %d" % (path, len(lines), FILE_LINES))
    for i, line in enumerate(lines, 1):
        if NEVER.search(line):
            bad.append("%s:%d: %s is never called here" % (path, i, NEVER.search(line).group(1)))
        if path.startswith("src/") and not path.startswith("src/base/") and MEMORY.search(line):
            bad.append("%s:%d: memory comes from base/ only" % (path, i))
        if re.search(r"\b(float|double)\b", line) and path.startswith("src/"):
            bad.append("%s:%d: no floating point" % (path, i))
        if re.search(r"\btime\s*\(", line) and path.startswith("src/") and not path.startswith("src/cli/"):
            bad.append("%s:%d: the clock is read in cli/ only" % (path, i))
    for start, n in functions(lines):
        if n > FUNCTION_LINES + 2 and path.startswith("src/"):
            bad.append("%s:%d: a function of %d lines" % (path, start, n))


def check_used(files):
    """A function that a header of src/ offers and nobody else names is dead, or should be static."""
    words = {f: set(re.findall(r"\brap_\w+", open(f, encoding="utf-8").read())) for f in files if f.endswith((".c", ".h"))}
    for head in (f for f in words if f.startswith("src/") and f.endswith(".h")):
        text = strip(open(head, encoding="utf-8").read())
        for name in re.findall(r"^[a-z][^\n;=(]*?\b(rap_\w+)\([^;{]*\);", text, re.M):
            if "typedef" in re.search(r"^.*\b%s\(" % name, text, re.M).group(0) or len(re.findall(r"\b%s\b" % name, text)) > 1:
                continue
            users = [f for f in words if name in words[f] and f != head]
            if len(users) < 2:
                bad.append("%s: nobody but %s names %s" % (head, users[0] if users else "nobody", name))


def main():
    files = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], stdout=subprocess.PIPE, text=True).stdout.split("\n")
    if not any(files):
        files = [os.path.join(d, f)[2:] for d, _, fs in os.walk(".") for f in fs if "/build" not in d]
    files = sorted(f for f in files if f and os.path.isfile(f))
    for path in files:
        if path.endswith((".c", ".h")) and path.startswith(("src/", "include/", "tests/", "fuzz/", "bench/")):
            check_c(path)
    check_used(files)
    names = {}
    for path in files:
        name = path.split("/")[-1]
        if path.startswith("src/") and name not in ("meson.build",) and name in names:
            bad.append("%s: %s has the same name" % (path, names[name]))
        names[name] = path
    for path in files:
        if path.startswith("data/") and path.endswith(".tsv"):
            sys.path.insert(0, "scripts")
            import tables
            try:
                tables.load(path)
            except SystemExit as e:
                bad.append(str(e))
            if not open(path, encoding="utf-8").read().startswith("#"):
                bad.append("%s: its first line should say what it is and where it comes from" % path)
    print("\n".join(bad))
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
