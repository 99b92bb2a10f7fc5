#!/usr/bin/env python3
"""Run the tokenizer tests of html5lib through the tokenizer; exit 77 where they are not there.

usage: html5lib.py DUMP_TOKENS ROOT [--show N]      the tests are looked for in ROOT/../shared

Of a doctype only the name is compared, and parse errors are not: neither is kept.  Tests whose input is no Unicode text
(lone surrogates) cannot be given and are left out.
"""
import glob
import json
import os
import re
import subprocess
import sys

CONTENTS = {"Data state": 0, "RCDATA state": 1, "RAWTEXT state": 2, "Script data state": 3, "PLAINTEXT state": 4, "CDATA section state": 5}
KINDS = {1: "Character", 2: "StartTag", 3: "EndTag", 4: "Comment", 5: "DOCTYPE"}


def unescape(x):
    if isinstance(x, str):
        return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda m: chr(int(m.group(1), 16)), x)
    if isinstance(x, list):
        return [unescape(y) for y in x]
    return {unescape(k): unescape(v) for k, v in x.items()} if isinstance(x, dict) else x


def simplified(tokens):
    """Neighbouring texts as one; of a doctype the name; a start tag as name, attributes, self-closing."""
    out = []
    for t in tokens:
        if t[0] == "Character" and out and out[-1][0] == "Character":
            out[-1] = ["Character", out[-1][1] + t[1]]
        elif t[0] == "DOCTYPE":
            out.append(["DOCTYPE", t[1]])
        elif t[0] == "StartTag":
            out.append([*t[:3], len(t) > 3])
        else:
            out.append(t)
    return out


def tests(folder):
    for path in sorted(glob.glob(os.path.join(folder, "*.test"))):
        for t in json.load(open(path, encoding="utf-8")).get("tests", []):
            if t.get("doubleEscaped"):
                t["input"], t["output"] = unescape(t["input"]), unescape(t["output"])
            for state in t.get("initialStates", ["Data state"]):
                yield os.path.basename(path), t, state


def charset_tests(folder):
    """(bytes, encoding in lower case) of the tests of the prescan."""
    for path in sorted(glob.glob(os.path.join(folder, "*.dat"))):
        for t in open(path, "rb").read().split(b"#data\n")[1:]:
            data, _, encoding = t.partition(b"\n#encoding\n")
            yield data, encoding.split(b"\n")[0].decode().lower()


def run_charsets(dump, folder, show):
    """(passed, all): a mark at the beginning is not the prescan's business."""
    all_tests = [t for t in charset_tests(folder) if not t[0].startswith(b"\xef\xbb\xbf")]
    given = b"".join(b"9 - %d\n" % len(data) + data for data, _ in all_tests)
    out = subprocess.run([dump], input=given, stdout=subprocess.PIPE, check=True).stdout.decode().split("\n\n")
    passed = 0
    for (data, want), got in zip(all_tests, out):
        passed += want == (got if got != "-" else "windows-1252")
        if want != (got if got != "-" else "windows-1252") and show:
            print("wanted %s, got %s: %r" % (want, got, data[-200:]))
    return passed, len(all_tests)


def text(x):
    return bytes.fromhex(x).decode("utf-8")


def read(lines):
    """The tokens of one page from its lines."""
    out = []
    for line in lines:
        kind, closing, first, *attrs = line.split(" ")
        kind, name = KINDS[int(kind)], text(first)
        if kind == "StartTag":
            token = [kind, name, {text(a): text(v) for a, v in (x.split("=") for x in attrs)}]
            out.append(token + [True] if closing == "1" else token)
        elif kind == "DOCTYPE":
            m = re.match(r"[\t\n\f ]*([^\t\n\f >]+)", name)
            out.append([kind, re.sub("[A-Z]", lambda c: c.group(0).lower(), m.group(1)) if m else None])
        else:
            out.append([kind, name])
    return out


def main(dump, root, show):
    folder = os.path.join(root, "..", "shared", "gold", "textin", "html5lib-tokenizer")
    if not os.path.isdir(folder):
        print("../shared is not there")
        sys.exit(77)
    given, wanted, left = [], [], 0
    for name, t, state in tests(folder):
        try:
            data = t["input"].encode("utf-16", "surrogatepass").decode("utf-16").encode("utf-8")
        except UnicodeError:
            left += 1
            continue
        given.append(b"%d %s %d\n" % (CONTENTS[state], t.get("lastStartTag", "-").encode(), len(data)) + data)
        wanted.append((name, state, t))
    out = subprocess.run([dump], input=b"".join(given), stdout=subprocess.PIPE, check=True).stdout.decode()
    got = [read(filter(None, page.split("\n"))) for page in re.split(r"^\n|(?<=\n)\n", out)[:-1]] if out else []
    assert len(got) == len(wanted), (len(got), len(wanted))
    failed = 0
    for (name, state, t), tokens in zip(wanted, got):
        want, have = simplified(t["output"]), simplified(tokens)
        if want != have:
            failed += 1
            if failed <= show:
                print(name, state, json.dumps(t["description"]), "\n  input ", repr(t["input"]), "\n  wanted", want, "\n  got   ", have)
    passed = len(wanted) - failed
    print("%d of %d tokenizer tests pass (%.2f %%); %d cannot be given" % (passed, len(wanted), 100 * passed / len(wanted), left))
    found, charsets = run_charsets(dump, folder, show)
    print("%d of %d charsets are found" % (found, charsets))
    sys.exit(passed < len(wanted) or found < charsets)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[4]) if len(sys.argv) > 4 else 5)
