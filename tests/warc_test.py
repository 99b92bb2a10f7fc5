#!/usr/bin/env python3
"""WARC in: what crawlers keep is read, what is damaged costs itself only and is told, and memory stays small.

usage: warc_test.py PROGRAM ROOT [FLIPS]
"""
import gzip
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import zlib

program, root = sys.argv[1:3]
with open(program, "rb") as f:
    WATCHED = b"__asan_init" in f.read()  # built with sanitizers: time and memory say nothing, and less is enough
FLIPS = int(sys.argv[3]) if len(sys.argv) > 3 else 50 if WATCHED else 200
bad = []
SAID = ["The delegations met in %s for the %d. time and left without a word to the reporters who had waited outside since dawn.",
        "A spokesman for the ministry of %s said on Tuesday that %d buses would take the wounded across the river.",
        "Norland \u201cwill not sign anything\u201d, its envoy to %s told the agency NPA, and named %d reasons.",
        "Heavy rain kept the observers from reaching %s, where %d houses had burned, the mission wrote in its report."]


def expect(what, good, told=""):
    print(("ok      " if good else "FAILED  ") + what)
    if not good:
        print("        " + str(told)[:900])
        bad.append(what)


def page(i, rnd=None):
    """An invented news page; different bytes for every i."""
    rnd = rnd or random.Random(i)
    towns = ["Kesh", "Ostia", "Port Halm", "Sudmark City"]
    ps = "".join("<p>%s</p>\n" % (rnd.choice(SAID) % (rnd.choice(towns), rnd.randrange(2, 900))) for _ in range(4 + i % 5))
    return ("<!DOCTYPE html>\n<html><head><title>Talks, day %d</title></head><body><h1>Talks, day %d</h1>\n%s</body></html>\n" % (i, i, ps)).encode()


def http(body, type="text/html; charset=utf-8", status="200 OK", extra=b"", eol=b"\r\n"):
    head = [b"HTTP/1.1 " + status.encode(), b"Server: halm/2"]
    if type is not None:
        head.append(b"Content-Type: " + type.encode())
    return eol.join(head + ([extra] if extra else [])) + eol + eol + body


def record(i, block, type="response", media="application/http; msgtype=response", length=None, version=b"WARC/1.1", eol=b"\r\n", uri=None, more=b"", close=None):
    head = [version, b"WARC-Type: " + type.encode(), b"WARC-Record-ID: <urn:x:%d>" % i, b"WARC-Date: 2023-03-%02dT10:00:00Z" % (i % 28 + 1),
            b"WARC-Target-URI: " + (uri or "https://news.example/%d" % i).encode(), b"Content-Type: " + media.encode()]
    if length != "none":
        head.append(b"Content-Length: %d" % (len(block) if length is None else length))
    if more:
        head.append(more)
    return eol.join(head) + eol + eol + block + (eol * 2 if close is None else close)


def read(*args, data=None, layers="meta"):
    p = subprocess.run([program, "read", "--layers", layers, *args], input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600)
    rows = [json.loads(x) for x in p.stdout.splitlines()]
    return p.returncode, [r for r in rows if "report" in r], [r["error"] for r in rows if "error" in r], p.stderr.decode()


def keys(reports):
    return [r["report"]["key"] for r in reports]


def write(tmp, name, data):
    path = os.path.join(tmp, name)
    with open(path, "wb") as f:
        f.write(data)
    return path


def gz(data, level=6):
    return gzip.compress(data, level, mtime=0)


def zstd(data):
    return subprocess.run(["zstd", "-q", "-c", "-3"], input=data, stdout=subprocess.PIPE, check=True).stdout


def chunked(body, sizes=(1, 100, 4000)):
    out, at, k = [], 0, 0
    while at < len(body):
        n = min(sizes[k % len(sizes)], len(body) - at)
        out.append(b"%x%s\r\n" % (n, b";x=y" if k % 2 else b"") + body[at:at + n] + b"\r\n")
        at, k = at + n, k + 1
    return b"".join(out) + b"0\r\n\r\n"


def raw_deflate(data):
    z = zlib.compressobj(6, zlib.DEFLATED, -15)
    return z.compress(data) + z.flush()


# Brotli of one meta-block that is not compressed (RFC 7932, section 9.2): enough to see that the decoder is asked.
def stored_brotli(data):
    assert len(data) <= 1 << 16
    bits = 0 | (0 << 1) | (0 << 2) | ((len(data) - 1) << 4) | (1 << 20)
    # WBITS=16: "0"; ISLAST=0; MNIBBLES=4: "00"; MLEN-1: 16 bits; ISUNCOMPRESSED=1
    return bits.to_bytes(3, "little") + data + b"\x03"


# ---- what is read --------------------------------------------------------------------------------------------------------------------------

def kinds(tmp):
    """Records of all kinds: which give a report."""
    no = "application/json"
    feed = b'<?xml version="1.0"?><urlset><url><loc>https://news.example/</loc></url></urlset>'
    rows = [
        (record(1, http(page(1))), True, "an answer"),
        (record(2, b"GET / HTTP/1.1\r\n\r\n", "request", "application/http; msgtype=request"), False, "a request"),
        (record(3, b"software: x\r\n", "warcinfo", "application/warc-fields"), False, "warcinfo"),
        (record(4, http(page(4), status="404 Not Found")), False, "status 404"),
        (record(5, http(page(5), status="301 Moved")), False, "status 301"),
        (record(6, http(b"{}", no)), False, "JSON"),
        (record(7, http(b"\xff\xd8\xff\xe0\0\0JFIF" + bytes(300), "image/jpeg")), False, "a picture"),
        (record(8, http(b"\xff\xd8\xff\xe0\0\0JFIF" + bytes(300))), False, "a picture that says it is a page"),
        (record(9, b"A plain report from Kesh.\n", "conversion", "text/plain"), True, "a conversion"),
        (record(10, page(10), "resource", "text/html"), True, "a resource"),
        (record(11, page(11), "resource", "image/png"), False, "a resource that is a picture"),
        (record(12, b"dns", "response", "text/dns"), False, "a look-up of a name"),
        (record(13, http(page(13), "application/xhtml+xml")), True, "XHTML"),
        (record(14, http(page(14), None)), True, "no Content-Type"),
        (record(15, http(page(15), "application/octet-stream")), True, "bytes that are a page"),
        (record(16, http(b"Talks went on.\n", "text/plain; charset=us-ascii")), True, "plain text"),
        (record(17, http(feed, "application/xml")), False, "a site map"),
        (record(18, http(page(18)), "revisit"), False, "a revisit"),
        (record(19, http(page(19)), "metadata"), False, "metadata"),
        (record(20, http(b"", "text/html")), False, "an empty page"),
        (record(21, http(page(21), eol=b"\n")), True, "an HTTP head in line feeds"),
        (record(22, http(page(22)), eol=b"\n"), True, "a WARC head in line feeds"),
        (record(23, http(page(23)), version=b"WARC/0.18"), True, "version 0.18"),
        (record(24, http(page(24)), more=b"X-Folded: one\r\n two\r\n\tthree"), True, "a folded field"),
        (record(25, http(page(25), extra=b"X-Long: a\r\n b")), True, "a folded HTTP field"),
        (record(26, http(page(26)), uri="<https://news.example/26>"), True, "an address in angle brackets"),
        (record(27, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + page(27)), True, "an HTTP head that is not closed"),
        (record(28, http(page(28)), close=b"\r\n"), True, "one line break behind"),
        (record(29, http(page(29)), close=b"\r\n" * 7), True, "seven line breaks behind"),
        (record(30, http(page(30)), length="none"), True, "no Content-Length"),
        (record(31, http(page(31)), length=12), True, "a Content-Length too small"),
        (record(32, http(page(32)), length=100000), True, "a Content-Length too large"),
        (record(33, http(page(33), extra=b"Content-Length: 7")), True, "a wrong Content-Length of HTTP"),
        (record(34, http(page(34))).replace(b"WARC-", b"warc-").replace(b"Content-", b"content-"), True, "names in lower case"),
        (record(35, http(page(35), "text/html", "206 Partial Content")), False, "a part of a page"),
    ]
    names = [what for _, _, what in rows]
    for name, pack in (("plain", lambda r: b"".join(r)), ("gz", lambda r: b"".join(map(gz, r))), ("whole.gz", lambda r: gz(b"".join(r)))):
        path = write(tmp, "kinds.warc" + ("" if name == "plain" else "." + name), pack([r for r, _, _ in rows]))
        code, got, errors, told = read(path)
        want = ["urn:x:%d" % (i + 1) for i, (_, good, _) in enumerate(rows) if good]
        wrong = [names[int(k.split(":")[-1]) - 1] for k in set(keys(got)) ^ set(want)]
        expect("%s: each kind of record as it should be" % name, code == 0 and keys(got) == want and not errors, (wrong, errors, keys(got)))
        by_key = {r["report"]["key"]: r["report"] for r in got}
        sizes = {i: len(page(i)) for i in (1, 10, 13, 21, 22, 27, 28, 30, 31, 33, 34)}
        wrong = {i: (by_key.get("urn:x:%d" % i, {}).get("bytes"), n) for i, n in sizes.items() if by_key.get("urn:x:%d" % i, {}).get("bytes") != n}
        expect("%s: the source is the page, no byte more" % name, not wrong, {names[i - 1]: v for i, v in wrong.items()})
        expect("%s: the address is told" % name, by_key["urn:x:26"]["uri"] == "https://news.example/26")
        data = open(path, "rb").read()
        for r in got:
            place = r["report"]["container"]
            part = data[place["offset"]:place["offset"] + place["length"]]
            part = gzip.decompress(part) if name == "gz" else gzip.decompress(data)[place["offset"]:][:place["length"]] if name == "whole.gz" else part
            if ("<%s>" % r["report"]["key"]).encode() not in part or part.count(b"Record-ID") + part.count(b"record-id") != 1:
                expect("%s: %s: its place holds it alone" % (name, r["report"]["key"]), False, place)


def codings(tmp):
    body = page(7)
    two = gz(body[:200]) + gz(body[200:])
    cases = {
        "gzip": (gz(body), b"Content-Encoding: gzip"),
        "x-gzip": (gz(body), b"Content-Encoding: x-gzip"),
        "gzip in two members": (two, b"Content-Encoding: GZIP"),
        "deflate with a head": (zlib.compress(body), b"Content-Encoding: deflate"),
        "deflate without": (raw_deflate(body), b"Content-Encoding: deflate"),
        "brotli": (stored_brotli(body), b"Content-Encoding: br"),
        "chunked": (chunked(body), b"Transfer-Encoding: chunked"),
        "chunked, and undone by the crawler": (body, b"Transfer-Encoding: chunked"),
        "gzip, and undone by the crawler": (body, b"Content-Encoding: gzip"),
        "deflate, and undone by the crawler": (body, b"Content-Encoding: deflate"),
        "brotli, and undone by the crawler": (body, b"Content-Encoding: br"),
        "chunked gzip": (chunked(gz(body)), b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip"),
        "gzip over deflate": (gz(zlib.compress(body)), b"Content-Encoding: deflate, gzip"),
        "brotli over gzip": (stored_brotli(gz(body)), b"Content-Encoding: gzip, br"),
        "gzip that is not told": (gz(body), b""),
        "identity": (body, b"Content-Encoding: identity"),
        "a coding nobody knows": (body, b"Content-Encoding: utf-8"),
    }
    if shutil.which("zstd"):
        cases["zstd"] = (zstd(body), b"Content-Encoding: zstd")
    path = write(tmp, "codings.warc", b"".join(record(i, http(b, extra=e)) for i, (b, e) in enumerate(cases.values())))
    code, got, errors, told = read(path, "--with-source")
    import base64
    by_key = {r["report"]["key"]: base64.b64decode(r["report"]["source"]) for r in got}
    for i, what in enumerate(cases):
        expect("body: " + what, by_key.get("urn:x:%d" % i) == body, (by_key.get("urn:x:%d" % i, b"")[:80], errors))
    expect("codings: nothing told", code == 0 and not errors, errors)
    # Broken off on the way: what came is kept.
    half = {1: (gz(body * 9, 1)[:700], b"Content-Encoding: gzip"), 2: (chunked(body)[:500], b"Transfer-Encoding: chunked")}
    code, got, errors, told = read(write(tmp, "half.warc", b"".join(record(i, http(b, extra=e)) for i, (b, e) in half.items())), "--with-source")
    parts = [base64.b64decode(r["report"]["source"]) for r in got]
    expect("a sending that broke off keeps what came", code == 0 and len(parts) == 2 and all(p and (body * 9).startswith(p) for p in parts), (errors, parts))
    # Damaged in the middle: told by the record's name, the next one read.
    flipped = bytearray(gz(body * 9))
    flipped[40:60] = b"\xff" * 20
    code, got, errors, told = read(write(tmp, "flip.warc", record(1, http(bytes(flipped), extra=b"Content-Encoding: gzip")) + record(2, http(page(2)))))
    expect("a damaged body is told by its record", code == 65 and keys(got) == ["urn:x:2"] and [e["uri"] for e in errors] == ["urn:x:1"], (errors, keys(got)))


def meta(tmp):
    latin = ("<html><head><title>Caf\u00e9 bombed in Kesh</title></head><body><p>%s</p></body></html>" % ("The caf\u00e9 was empty when it burned. " * 8)).encode("latin-1")
    code, got, errors, _ = read(write(tmp, "charset.warc", record(1, b"Le caf\xe9 de Kesh. The caf\xe9 was shut. " * 9, "resource", "text/plain; charset=\"ISO-8859-1\"")
                                      + record(2, http(latin, "text/html;charset=windows-1252"))), layers="meta,text")
    expect("the charset that HTTP tells is used", code == 0 and "caf\u00e9" in got[0]["text"] and "caf\u00e9" in got[1]["text"], (errors, got))
    


# ---- what is damaged -----------------------------------------------------------------------------------------------------------------------

def members(n):
    rows = [record(i, http(page(i), extra=b"X-Pad: " + b"%064x" % random.Random(i).getrandbits(256))) for i in range(n)]
    return rows, [gz(r) for r in rows]


def flips(tmp):
    """One byte flipped: all records but the one that is hit, and that one told."""
    rnd = random.Random(5)
    rows, packed = members(12)
    data = b"".join(packed)
    starts = [sum(map(len, packed[:i])) for i in range(len(packed) + 1)]
    wrong = []
    silent = 0
    for turn in range(FLIPS):
        at = turn if turn < 24 else starts[rnd.randrange(12)] + rnd.randrange(20) if turn < 60 else rnd.randrange(len(data))
        hit = max(i for i in range(12) if starts[i] <= at)
        changed = bytearray(data)
        changed[at] ^= 1 << rnd.randrange(8)
        path = write(tmp, "flip.warc.gz", bytes(changed))
        code, got, errors, told = read("--jobs", "1", path)
        lost = [k for k in ("urn:x:%d" % i for i in range(12)) if k not in keys(got)]
        whole = code == 0 and not lost and not errors  # a byte of the member's head that means nothing
        silent += whole
        named = len(errors) == 1 and errors[0]["uri"] == path and errors[0]["at"] == starts[hit] and path in told
        if not whole and not (code == 65 and lost == ["urn:x:%d" % hit] and named):
            wrong.append((at, at - starts[hit], hit, code, lost, errors))
        if len(set(keys(got))) != len(got):
            wrong.append((at, "twice", keys(got)))
    expect("%d flipped bytes: only the record that was hit is lost, and told where its member begins" % FLIPS, not wrong, wrong[:3])
    expect("most flips are seen", silent < FLIPS // 2, silent)


def cuts(tmp):
    rnd = random.Random(6)
    rows, packed = members(10)
    data = b"".join(packed)
    starts = [sum(map(len, packed[:i])) for i in range(len(packed) + 1)]
    wrong = []
    for at in starts[1:] + [rnd.randrange(1, len(data)) for _ in range(FLIPS)]:
        path = write(tmp, "cut.warc.gz", data[:at])
        code, got, errors, told = read("--jobs", "1", path)
        whole = max(i for i in range(len(starts)) if starts[i] <= at)
        want = ["urn:x:%d" % i for i in range(whole)]
        clean = at in starts
        good = keys(got) == want and (code == 0 and not errors if clean else code == 65 and len(errors) == 1 and errors[0]["at"] in (at, starts[whole]))
        if not good:
            wrong.append((at, code, keys(got), errors))
    expect("cut at every member and at %d bytes: all before it, the cut told with its byte" % FLIPS, not wrong, wrong[:3])
    wrong = []
    data = b"".join(rows)
    starts = [sum(map(len, rows[:i])) for i in range(len(rows) + 1)]
    for at in starts[1:] + [rnd.randrange(1, len(data)) for _ in range(FLIPS // 4)]:
        path = write(tmp, "cut.warc", data[:at])
        code, got, errors, told = read("--jobs", "1", path)
        whole = max(i for i in range(len(starts)) if starts[i] - 4 <= at)
        if keys(got) != ["urn:x:%d" % i for i in range(whole)] or (code == 0) != (not errors):
            wrong.append((at, code, keys(got), errors))
    expect("the same in a file that is not packed", not wrong, wrong[:3])


def junk(tmp):
    one, two, three = (record(i, http(page(i))) for i in (1, 2, 3))
    cases = {
        "blank lines before the first": (b"\r\n\r\n\n" + one + two, [1, 2], 0),
        "junk before the first": (b"hello there\r\n" + one + two, [1, 2], 1),
        "zeros at the end": (one + two + bytes(5000), [1, 2], 0),
        "a damaged version line": (one + two.replace(b"WARC/1.1", b"WBRC/1.1", 1) + three, [1, 3], 1),
        "a page that shows a record": (record(1, http(b"<html><pre>\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n\r\n</pre>" + page(1))) + two, [1, 2], 0),
        "members that are not records": (None, [1, 2, 3], 0),
    }
    for what, (data, want, n) in cases.items():
        if data is None:
            whole = one + two + three
            data = b"".join(gz(whole[k:k + 333]) for k in range(0, len(whole), 333))
        for pack in (lambda x: x, gz):
            code, got, errors, told = read(write(tmp, "junk.warc", pack(data)), "--jobs", "1", "--from", "warc")
            expect(what, keys(got) == ["urn:x:%d" % i for i in want] and len(errors) == n and code == (65 if n else 0), (keys(got), errors))


# This process is large, and a child is counted as large as its parent at first: a small process in between measures.
MEASURE = """import os, sys, time
out = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
pid = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, out, 1)])
_, status, use = os.wait4(pid, 0)
print(os.waitstatus_to_exitcode(status), use.ru_utime + use.ru_stime, use.ru_maxrss / 1024)"""


def measured(tmp, args, stdin=subprocess.DEVNULL):
    """Run: exit status, rows, seconds of the processor, resident megabytes."""
    path = os.path.join(tmp, "measured.jsonl")
    p = subprocess.run([sys.executable, "-c", MEASURE, path, program, "read", *args], stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    code, seconds, rss = p.stdout.split()
    with open(path, "rb") as f:
        return int(code), [json.loads(x) for x in f], float(seconds), float(rss)


def small(rss):
    return WATCHED or rss < 64


def bombs(tmp):
    zeros = bytes(256 << 20)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    rows = [gz(record(1, http(page(1)))), gz(record(2, head + zeros), 9), gz(record(3, http(page(3)))), gz(record(4, head + zeros, length=100), 9), gz(record(5, http(page(5)))),
            gz(record(6, http(gz(zeros), extra=b"Content-Encoding: gzip"))), gz(record(7, http(page(7))))]
    del zeros
    path = write(tmp, "bombs.warc.gz", b"".join(rows))
    code, got, errors, told = read("--jobs", "1", path)
    expect("bombs: refused by name, the others read", code == 65 and keys(got) == ["urn:x:1", "urn:x:3", "urn:x:5", "urn:x:7"]
           and [e["uri"] for e in errors] == ["urn:x:2", "urn:x:4", "urn:x:6"] and all(e["code"] == "limit" for e in errors), (keys(got), errors))
    code, _, seconds, rss = measured(tmp, ["--layers", "meta", "--jobs", "1", path])
    print("        bombs: %.2f s, %.0f MB" % (seconds, rss))
    expect("bombs: bounded time and memory", WATCHED or seconds < 6 and rss < 256, (seconds, rss))
    path = write(tmp, "first.warc.gz", rows[1] + rows[0])
    code, got, errors, told = read("--jobs", "1", path)
    expect("a bomb at the beginning", keys(got) == ["urn:x:1"] and len(errors) == 1, (keys(got), errors))
    big = b"".join(gz(record(i, http(b"\0" * (40 << 20), "video/mp4") if i else bytes(40 << 20), "response" if i else "resource", "application/http" if i else "video/mp4"), 1) for i in range(3)) + rows[0]
    code, got, seconds, rss = measured(tmp, ["--layers", "meta", "--jobs", "1", write(tmp, "video.warc.gz", big)])
    expect("long records that nobody wants are passed over in silence", code == 0 and len(got) == 1 and small(rss), (code, rss, got))


def memory(tmp):
    """10,000 records by every way in: the same records, little memory."""
    n = 500 if WATCHED else 10000
    rows = [record(i, http(page(i))) for i in range(n)]
    ways = {"many.warc": b"".join(rows), "many.warc.gz": b"".join(gz(r, 1) for r in rows), "whole.warc.gz": gz(b"".join(rows), 1)}
    if shutil.which("zstd"):
        ways["whole.warc.zst"] = zstd(b"".join(rows))
        ways["many.warc.zst"] = b"".join(zstd(r) for r in rows[:300]) + zstd(b"".join(rows[300:]))
    del rows
    seen = {}
    names = list(ways)
    for name in names:
        write(tmp, name, ways.pop(name))
    for name in names + ["-"]:
        args = ["--layers", "meta", "--jobs", "1", "-" if name == "-" else os.path.join(tmp, name)]
        if name == "-":
            with open(os.path.join(tmp, "many.warc.gz"), "rb") as f:
                code, got, seconds, rss = measured(tmp, args, f)
        else:
            code, got, seconds, rss = measured(tmp, args)
        seen[name] = hash(json.dumps([[r["report"][k] for k in ("key", "sha256", "uri")] for r in got]))
        print("        %s: %.2f s, %.0f MB" % (name, seconds, rss))
        expect("%s: %d records in less than 64 MB" % (name, n), code == 0 and len(got) == n and small(rss), (code, len(got), rss))
    expect("the same records by every way", len(set(seen.values())) == 1, seen)
    code, got, seconds, rss = measured(tmp, ["--layers", "meta", "--jobs", "2", os.path.join(tmp, "many.warc.gz")])
    expect("two jobs: less than 64 MB", code == 0 and len(got) == n and small(rss), rss)


def dictionary(tmp):
    """zstd frames that need a dictionary, which stands before them in a skippable frame, packed or not."""
    if not shutil.which("zstd"):
        return
    rows = [record(i, http(page(i))) for i in range(60)]
    names = [write(tmp, "sample%03d" % i, r) for i, r in enumerate(rows)]
    path = os.path.join(tmp, "dictionary")
    subprocess.run(["zstd", "-q", "--train", "--maxdict=8192", "-o", path, *names], check=True, stderr=subprocess.DEVNULL)
    plain = open(path, "rb").read()
    frames = b"".join(subprocess.run(["zstd", "-q", "-c", "-D", path], input=r, stdout=subprocess.PIPE, check=True).stdout for r in rows)
    for what, words in (("plain", plain), ("packed", zstd(plain))):
        data = b"\x5d\x2a\x4d\x18" + len(words).to_bytes(4, "little") + words + frames
        code, got, errors, told = read(write(tmp, "dictionary.warc.zst", data))
        expect("a zstd dictionary, %s" % what, code == 0 and len(got) == 60 and not errors, (code, len(got), errors[:2]))
    code, got, errors, told = read(write(tmp, "without.warc.zst", frames), "--from", "warc")
    expect("without its dictionary it is told", code == 65 and not got and errors, (code, len(got)))


def hostile(tmp):
    """Twice as much takes twice as long, whatever it is made of."""
    gzip_head = gz(b"")[:10]
    made = {
        "version lines": lambda n: b"WARC/1.0\r\n" * (n // 10),
        "lengths that are too large": lambda n: b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 20000000\r\n\r\n" * (n // 60),
        "no lengths": lambda n: b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\n\r\nWARC/ x\n" * (n // 70),
        "empty members": lambda n: gz(record(1, http(page(1)))) + gz(b"") * (n // 20),
        "beginnings of members": lambda n: gz(record(1, http(page(1)))) + gzip_head * (n // 10),
        "chunks of one byte": lambda n: record(1, http(chunked(page(1) + b"x" * (n // 6), (1,)), extra=b"Transfer-Encoding: chunked")),
        "line breaks": lambda n: record(1, http(page(1)), close=b"\r\n" * (n // 2)),
    }
    for what, make in made.items():
        took = []
        for n in (1 << 20, 4 << 20):
            path = write(tmp, "hostile.warc" + (".gz" if "members" in what else ""), make(n))
            code, got, seconds, rss = measured(tmp, ["--layers", "meta", "--jobs", "1", "--from", "warc", path])
            took.append(seconds)
        print("        %s: %.2f s, %.2f s" % (what, *took))
        expect("hostile: %s: linear" % what, code in (0, 65) and (WATCHED or took[1] < 6 * took[0] + .5 and took[1] < 20), took)


def others(tmp):
    code, got, errors, told = read(write(tmp, "x.warc.lz4", b"\x04\x22\x4d\x18" + bytes(60)))
    expect("lz4 is told not to be read", code == 65 and "lz4" in told and len(errors) == 1, told)
    feed = (b'<?xml version="1.0"?><rss version="2.0"><channel><title>NPA</title><item><guid>g1</guid><title>One</title><description>The talks in Kesh '
            b'went on for hours.</description></item><item><guid>g2</guid><description>The second day brought rain.</description></item></channel></rss>')
    code, got, errors, told = read(write(tmp, "feed.warc.gz", gz(record(1, http(page(1)))) + gz(record(2, http(gz(feed), "application/rss+xml"))) + gz(record(3, http(page(3))))))
    expect("a feed in a crawl gives its entries", code == 0 and keys(got) == ["urn:x:1", "g1", "g2", "urn:x:3"], (keys(got), errors))
    code, got, errors, told = read(write(tmp, "x.html.gz", gz(page(1))))
    expect("a packed page", code == 0 and got[0]["report"]["media"] == "text/html", errors)
    lines = b"".join(json.dumps({"id": "j%d" % i, "html": page(i).decode()}).encode() + b"\n" for i in range(9))
    code, got, errors, told = read(write(tmp, "x.jsonl.gz", gz(gz(lines))))
    expect("JSON Lines packed twice", code == 0 and len(got) == 9, errors)
    packed = [gz(x + b"\n") for x in lines.splitlines()]
    packed[4] = packed[4][:60] + bytes([packed[4][60] ^ 255]) + packed[4][61:]
    code, got, errors, told = read(write(tmp, "y.jsonl.gz", b"".join(packed)))
    expect("JSON Lines with a damaged member: one line lost, told", code == 65 and len(errors) == 1 and keys(got) == ["j%d" % i for i in range(9) if i != 4], (keys(got), errors))


def main():
    for part in (kinds, codings, meta, flips, cuts, junk, bombs, memory, dictionary, hostile, others):
        with tempfile.TemporaryDirectory() as tmp:
            part(tmp)
    sys.exit(bool(bad))


main()
