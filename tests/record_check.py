"""What must hold for every record (docs/record.md, rules 1 to 3), checked from outside the program.

check(record, source) yields one line a breach: spans outside the source or inside a character, `text` that the source
does not re-quote, a text_map that is not byte-equal, lines in no block, evidence inside boilerplate.
"""
import re

SPAN_KEYS = ("at", "trigger", "content", "cue", "source", "evidence")


def spans_of(value):
    if not isinstance(value, list) or not value:
        return []
    pairs = value if isinstance(value[0], list) else [value]
    return [p for p in pairs if len(p) == 2 and all(isinstance(x, int) for x in p)]


def decode(data, charset):
    return data.decode("utf-8" if charset == "utf-8" else charset, "replace")


def requote(source, b, e, repairs, charset):
    out, pos = [], b
    for rb, re_, put in repairs:
        if rb >= pos and re_ <= e:
            out += [decode(source[pos:rb], charset), put]
            pos = re_
    return "".join(out) + decode(source[pos:e], charset)


def walk(node, name):
    """(path, object) of every object in a record."""
    if isinstance(node, dict):
        yield name, node
        for k, v in node.items():
            if k not in ("report", "text_map"):
                yield from walk(v, name + "." + k)
    elif isinstance(node, list):
        for i, v in enumerate(node):
            yield from walk(v, "%s[%d]" % (name, i))


def squeeze(s):
    return re.sub(r"\s+", "", s)


def check_spans(record, source, repairs, charset):
    # a byte that belongs to no character is a repair of its own: its edges are edges of characters
    edges = {i for b, e, _ in repairs for i in (b, e)}
    inside = lambda i: charset == "utf-8" and i < len(source) and source[i] & 0xC0 == 0x80 and i not in edges
    for name, node in walk(record, "record"):
        for k in SPAN_KEYS:
            for b, e in spans_of(node.get(k)):
                if not 0 <= b < e <= len(source) and not (k == "at" and "put" in node and 0 <= b <= e <= len(source)):
                    yield "%s.%s [%d, %d] lies outside the %d bytes" % (name, k, b, e, len(source))
                elif (inside(b) or inside(e)) and "put" not in node:
                    yield "%s.%s [%d, %d] cuts a character" % (name, k, b, e)
        at = spans_of(node.get("at"))
        if at and isinstance(node.get("text"), str) and name != "record":
            told = "".join(requote(source, b, e, repairs, charset) for b, e in at)
            if squeeze(told) != squeeze(node["text"]):
                yield "%s: %r is not what its bytes say: %r" % (name, node["text"][:60], told[:60])


def check_text(record, source):
    text = (record.get("text") or "").encode()
    for o, s, n in record.get("text_map") or []:
        if o + n > len(text) or s + n > len(source) or text[o:o + n] != source[s:s + n]:
            yield "text_map [%d, %d, %d] is not byte-equal" % (o, s, n)


def check_blocks(record, source):
    blocks = sorted(tuple(b["at"]) for b in record["blocks"])
    for (a, b), (c, d) in zip(blocks, blocks[1:]):
        if c < b:
            yield "blocks [%d, %d] and [%d, %d] overlap" % (a, b, c, d)
    i = 0
    for m in re.finditer(rb"[^\n\r]+", source):
        if not m.group().strip(b" \t\v\f\xa0\x00"):
            continue
        while i < len(blocks) and blocks[i][1] <= m.start():
            i += 1
        if i == len(blocks) or blocks[i][0] >= m.end():
            if decode(m.group(), "utf-8").strip("\ufeff\u200b\u00a0 \t\ufffd"):
                yield "the line at byte %d lies in no block" % m.start()


def check_boilerplate(record):
    junk = [tuple(b["at"]) for b in record.get("blocks") or [] if b["kind"] == "boilerplate"]
    for layer in ("mentions", "attributions", "figures", "events", "positions", "places"):
        for row in record.get(layer) or []:
            for b, e in spans_of(row.get("at") or row.get("content")):
                if any(b < y and x < e for x, y in junk):
                    yield "%s %s rests on boilerplate" % (layer, [b, e])


def check(record, source):
    if "error" in record:
        return
    charset = record["report"]["charset"]
    if len(source) != record["report"]["bytes"]:
        yield "bytes: %d, but the source has %d" % (record["report"]["bytes"], len(source))
    repairs = sorted((r["at"][0], r["at"][1], r["put"]) for r in record.get("repairs") or [])
    yield from check_spans(record, source, repairs, charset)
    yield from check_text(record, source)
    if "blocks" in record and charset == "utf-8":
        yield from check_blocks(record, source)
        yield from check_boilerplate(record)
