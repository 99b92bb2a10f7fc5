"""rapporteur from Python: read a news report into a sourced record, and look into a dossier.

    import rapporteur
    with rapporteur.Reader(published="2022-03-30") as reader:
        record = reader.read(open("report.txt", "rb").read(), key="report.txt")
    for a in record["attributions"]:
        print(a["speaker"], a["kind"], a["content"])

    for row in rapporteur.rows("talks.db", "statement"):
        print(row["day"], row["speaker_name"], row["text"])

One file, nothing but the standard library: it calls librapporteur.so by ctypes.  The library is looked for at the path in the
environment variable RAPPORTEUR_LIBRARY, then where the system keeps its libraries.  docs/record.md describes records,
docs/dossier.md the views of a dossier.  A Reader belongs to one thread at a time; any number of them may work side by side.
"""
# SPDX-License-Identifier: MIT
import ctypes
import ctypes.util
import json
import os
import sqlite3

__all__ = ["Error", "Reader", "LAYERS", "rows", "version"]

# RAP_LAYER_* of include/rapporteur.h
LAYERS = {"meta": 1, "text": 2, "syntax": 4, "names": 8, "times": 16, "attributions": 32, "figures": 64, "events": 128, "positions": 256}
VIEWS = ("report", "entity", "spelling", "joined", "statement", "figure", "event", "position", "round", "document", "pledge", "followup",
         "disagreement", "copy", "story", "chronology", "telling", "citation")
NOWHERE = (1 << 64) - 1


class _Err(ctypes.Structure):
    _fields_ = [("code", ctypes.c_int), ("at", ctypes.c_uint64), ("msg", ctypes.c_char * 160)]


class _Options(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("layers", ctypes.c_uint32), ("max_bytes", ctypes.c_uint32), ("verbatim", ctypes.c_int),
                ("published", ctypes.c_char_p), ("not_before", ctypes.c_char_p), ("not_after", ctypes.c_char_p), ("no_parse", ctypes.c_int)]


class Error(Exception):
    """A report that could not be read: `code` (RAP_E_*), `at` (byte of the report, or None), and words."""

    def __init__(self, code, at, message):
        super().__init__(message)
        self.code, self.at = code, at


_library = None


def _load():
    global _library
    if _library is None:
        path = os.environ.get("RAPPORTEUR_LIBRARY") or ctypes.util.find_library("rapporteur")
        if not path:
            raise OSError("librapporteur is not installed; set RAPPORTEUR_LIBRARY to its path")
        lib = ctypes.CDLL(path)
        lib.rap_version.restype = ctypes.c_char_p
        lib.rap_version.argtypes = []
        lib.rap_reader_new.restype = ctypes.c_void_p
        lib.rap_reader_new.argtypes = [ctypes.POINTER(_Options)]
        lib.rap_reader_free.restype = None
        lib.rap_reader_free.argtypes = [ctypes.c_void_p]
        lib.rap_reader_read.restype = ctypes.c_int
        lib.rap_reader_read.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p), ctypes.POINTER(ctypes.c_size_t), ctypes.c_char_p, ctypes.c_size_t,
                                        ctypes.c_char_p, ctypes.POINTER(_Err)]
        _library = lib
    return _library


def version():
    """"0.1.0", of the library."""
    return _load().rap_version().decode()


def _bytes(day):
    return None if day is None else str(day).encode()


class Reader:
    """Reads reports, one after the other.

    layers: names out of LAYERS (default: all but syntax); max_bytes: the largest report (0: 32 MiB); verbatim: every run of
    lines is a paragraph; published: day of reports that give none; not_before, not_after: bounds of any inferred day;
    no_parse: no dependency trees.  Days are "2022-03-30" or datetime.date.
    """

    def __init__(self, layers=None, max_bytes=0, verbatim=False, published=None, not_before=None, not_after=None, no_parse=False):
        bits = 0
        for name in layers or ():
            if name not in LAYERS:
                raise ValueError("there is no layer %r" % name)
            bits |= LAYERS[name]
        self._kept = (_bytes(published), _bytes(not_before), _bytes(not_after))  # borrowed by the library
        self._options = _Options(ctypes.sizeof(_Options), bits, max_bytes, int(verbatim), *self._kept, int(no_parse))
        self._reader = None
        self._reader = _load().rap_reader_new(ctypes.byref(self._options))
        if not self._reader:
            raise MemoryError("no reader could be made (out of memory, or a day is none)")

    def read_json(self, report, key="-"):
        """The record of a report (bytes) as one line of JSON (bytes).  Raises Error."""
        if self._reader is None:
            raise ValueError("the reader is closed")
        if isinstance(report, str):
            report = report.encode()
        out, n, err = ctypes.c_void_p(), ctypes.c_size_t(), _Err()
        code = _load().rap_reader_read(self._reader, ctypes.byref(out), ctypes.byref(n), bytes(report), len(report), os.fsencode(key), ctypes.byref(err))
        if code:
            raise Error(code, None if err.at == NOWHERE else err.at, err.msg.decode("utf-8", "replace"))
        return ctypes.string_at(out, n.value)

    def read(self, report, key="-"):
        """The record of a report as a dict (docs/record.md)."""
        return json.loads(self.read_json(report, key))

    def close(self):
        if self._reader is not None:
            _load().rap_reader_free(self._reader)
            self._reader = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __del__(self):
        if getattr(self, "_reader", None) is not None:
            self.close()


def rows(dossier, view):
    """The rows of a view of a dossier (docs/dossier.md) as dicts, read only; the library is not needed for it."""
    if view not in VIEWS:
        raise ValueError("there is no view %r" % view)
    db = sqlite3.connect("file:%s?mode=ro" % os.path.abspath(dossier).replace("%", "%25").replace("?", "%3f").replace("#", "%23"), uri=True)
    try:
        db.row_factory = sqlite3.Row
        for row in db.execute("SELECT * FROM %s" % view):
            yield dict(row)
    finally:
        db.close()
