"""What the tests of faults share: reports, a folder with a program in it, what a dossier holds seen from outside.

Used by faults.py and the faults_*.py beside it.
"""
import ctypes
import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time

PLACES = "Kesh Ostia Lenz Marrow Tolm Vessa".split()
PEOPLE = "Jon Ruud,Ana Bellec,Piet Haas,Mara Veld,Tomas Orr".split(",")
FINE = (0, 65, 71, 74)  # statuses with which a run under a fault may end
TABLES = ("source", "row", "cite", "alias", "hand", "judgement")


def report(i):
    a, b, place = PEOPLE[i % 5], PEOPLE[(i + 2) % 5], PLACES[i % 6]
    return ("%s, May %d, 2031 (NPA) - Norland's envoy %s said on Monday that his country would keep %d of the locks open.\n\n"
            "\"We will not leave the harbour of %s,\" %s told reporters. Sudmark's foreign minister %s rejected the offer.\n\n"
            "Talks are to go on in %s next week, an official of Ostia said.\n" % (place.upper(), i % 28 + 1, a, i + 3, place, a, b, PLACES[(i + 1) % 6]))


def line(i):
    return json.dumps({"id": "n%d" % i, "text": report(i)}) + "\n"


class Bench:
    """A folder with reports, a program, and how an undisturbed run ends."""

    def __init__(self, program, shim, folder, n, seed=1):
        self.program, self.shim, self.at, self.n, self.seed = program, shim, folder, n, seed
        self.input = self.write("in.jsonl", "".join(map(line, range(n))))
        began = time.time()
        assert self.add("whole.db").returncode == 0
        self.seconds = time.time() - began
        self.whole = self.digest("whole.db")
        self.known = {}  # digest of the first k reports
        self.bad = []

    def chance(self, what):
        return random.Random("%s %d" % (what, self.seed))

    def wrong(self, what):
        """One thing that is not as it should be."""
        self.bad.append(what)
        print("  " + what)

    def path(self, name):
        return os.path.join(self.at, name)

    def write(self, name, data):
        with open(self.path(name), "wb") as f:
            f.write(data if isinstance(data, bytes) else data.encode())
        return self.path(name)

    def read(self, name):
        with open(self.path(name), "rb") as f:
            return f.read()

    def run(self, *args, **more):
        more = dict({"stdin": subprocess.DEVNULL, "timeout": 600}, **more)
        return subprocess.run([self.program, *args], cwd=self.at, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)

    def under(self, *args, **settings):
        """A run under the shim."""
        env = dict(os.environ, LD_PRELOAD=self.shim, **{k: str(v) for k, v in settings.items()})
        return self.run(*args, env=env)

    def add(self, name, source=None, **more):
        return self.run("add", name, source or self.input, **more)

    def digest(self, name):
        p = self.run("export", name, "--digest")
        return p.stdout if p.returncode == 0 else p.stderr

    def first(self, k):
        """The digest of an undisturbed run over the first k reports."""
        if k == self.n:
            return self.whole
        if k not in self.known:
            self.fresh("first.db")
            self.write("first.jsonl", "".join(map(line, range(k))))
            assert self.add("first.db", "first.jsonl").returncode == 0
            self.known[k] = self.digest("first.db")
        return self.known[k]

    def fresh(self, name):
        for end in ("", "-wal", "-shm", "-told", "-journal"):
            if os.path.exists(self.path(name + end)):
                os.remove(self.path(name + end))

    def copy(self, name, of="whole.db"):
        self.fresh(name)
        for end in ("", "-wal", "-told"):
            if os.path.exists(self.path(of + end)):
                shutil.copy(self.path(of + end), self.path(name + end))

    def reports(self, name):
        """Keys of the reports that are there, from outside; None when there is no dossier yet."""
        if not os.path.exists(self.path(name)):
            return None
        db = sqlite3.connect(self.path(name))
        try:
            assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            return [k for k, in db.execute("SELECT key FROM source ORDER BY n")]
        except sqlite3.OperationalError:  # killed before the tables were made
            return []
        finally:
            db.close()

    def rows(self, name):
        """The rows of a dossier that is settled, from outside."""
        db = sqlite3.connect(self.path(name))
        try:
            return sorted(body for body, in db.execute("SELECT body FROM row"))
        except sqlite3.Error as e:
            return str(e)
        finally:
            db.close()

    def goes_on(self, name):
        """Adding again comes to the undisturbed end."""
        p = self.add(name)
        return p.returncode == 0 and self.digest(name) == self.whole

    def settled(self, name):
        return self.run("cite", name, "--check").returncode == 0

    def killed(self, args, after):
        """SIGKILL after so many seconds; did it come in time?"""
        p = subprocess.Popen([self.program, *args], cwd=self.at, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(after)
        p.send_signal(signal.SIGKILL)
        return p.wait() == -signal.SIGKILL


def unpacked(blob):
    """Bytes of a zstd frame; of one that is broken what was said of it.  A bit in a frame may mean nothing."""
    zstd = ctypes.CDLL("libzstd.so.1")
    zstd.ZSTD_getFrameContentSize.restype = zstd.ZSTD_decompress.restype = ctypes.c_size_t
    zstd.ZSTD_getFrameContentSize.argtypes = [ctypes.c_char_p, ctypes.c_size_t]
    zstd.ZSTD_decompress.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t]
    room = zstd.ZSTD_getFrameContentSize(blob, len(blob))
    if room > 1 << 24:
        return "no frame"
    out = ctypes.create_string_buffer(room or 1)
    n = zstd.ZSTD_decompress(out, room, blob, len(blob))
    return out.raw[:n] if n <= room else "broken"


def content(path):
    """All that can be read from a dossier, its words and what is asked of it: a hash, or what SQLite said."""
    try:
        db = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
        h = hashlib.sha256()
        for table in TABLES:
            for row in db.execute("SELECT * FROM " + table):
                h.update(repr([unpacked(x) if isinstance(x, bytes) and x else x for x in row]).encode())
        for row in db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master UNION ALL SELECT key, 0, 0, 0 FROM meta"):
            h.update(repr(row).encode())
        for row in db.execute("SELECT rowid, kind, id, text FROM words"):
            h.update(repr(row).encode())
        for word in ("harbour", "envoy", "said", "norland", "bellec", "locks", "lenz", "5", "monday", "\"keep 9\"", "offer"):
            h.update(repr(db.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", (word,)).fetchall()).encode())
        db.close()
        return h.hexdigest()
    except (sqlite3.Error, OverflowError) as e:
        return str(e)


# ---- where in the file the rows of a table lie (SQLite's file format, section 1.6) --------------------------------------------------------

def number_at(data, at):
    """(a varint, its end)"""
    v = 0
    for k in range(9):
        byte = data[at + k]
        if k == 8:
            return v << 8 | byte, at + 9
        v = v << 7 | byte & 127
        if byte < 128:
            return v, at + k + 1


def spread(data, at, n, most, least, page):
    """Ranges of a payload of n bytes that begins at `at`, on its page and on those it flows over to."""
    if n <= most:
        yield at, at + n
        return
    here = least + (n - least) % (page - 4)
    here = here if here <= most else least
    yield at, at + here
    over, n = int.from_bytes(data[at + here:at + here + 4], "big"), n - here
    while n > 0 and over:
        at = (over - 1) * page
        yield at + 4, at + 4 + min(n, page - 4)
        over, n = int.from_bytes(data[at:at + 4], "big"), n - page + 4


def payloads(data, name, path):
    """Ranges of bytes in which the rows of a table are kept."""
    db = sqlite3.connect(path)
    root, = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    db.close()
    page, out, todo = int.from_bytes(data[16:18], "big"), [], [root]
    page = 65536 if page == 1 else page
    least = (page - 12) * 32 // 255 - 23
    while todo:
        base = (todo.pop() - 1) * page
        at = base + (100 if base == 0 else 0)
        kind, cells = data[at], int.from_bytes(data[at + 3:at + 5], "big")
        first = at + (12 if kind in (2, 5) else 8)
        if kind in (2, 5):
            todo.append(int.from_bytes(data[at + 8:at + 12], "big"))
        for i in range(cells):
            cell = base + int.from_bytes(data[first + 2 * i:first + 2 * i + 2], "big")
            if kind in (2, 5):
                todo.append(int.from_bytes(data[cell:cell + 4], "big"))
                cell += 4
            if kind == 5:
                continue
            n, cell = number_at(data, cell)
            if kind == 13:
                _, cell = number_at(data, cell)
            out += spread(data, cell, n, page - 35 if kind == 13 else (page - 12) * 64 // 255 - 23, least, page)
    return out
