#!/usr/bin/env python3
"""Join the parts of the weights to one file, and write the assembly that embeds it.

usage: pack.py OUT.weights OUT.S PART.weights...

The layout is told in src/model/weights.h.  A part's name is its file's.
"""
import os
import struct
import sys

HEAD, ENTRY, ALIGN = 64, 32, 64


def padded(data):
    return data + b"\0" * (-len(data) % ALIGN)


def main(out, assembly, paths):
    parts = [(os.path.basename(p).rsplit(".", 1)[0].encode("ascii"), open(p, "rb").read()) for p in paths]
    at = len(padded(b"\0" * (HEAD + ENTRY * len(parts))))
    directory, body = b"", b""
    for name, data in parts:
        directory += struct.pack("<24sII", name, at + len(body), len(data))
        body += padded(data)
    head = struct.pack("<4sIII", b"RAPW", 1, len(parts), at + len(body)).ljust(HEAD, b"\0")
    with open(out, "wb") as f:
        f.write(padded(head + directory) + body)
    with open(assembly, "w", encoding="utf-8") as f:
        f.write('/* made by scripts/pack.py: do not edit */\n'
                '    .section .rodata\n    .balign 64\n'
                '    .globl rap_weights_blob\n    .hidden rap_weights_blob\n    .type rap_weights_blob, %%object\n'
                'rap_weights_blob:\n    .incbin "%s"\n    .size rap_weights_blob, . - rap_weights_blob\n'
                '    .section .note.GNU-stack, "", %%progbits\n' % os.path.abspath(out))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
