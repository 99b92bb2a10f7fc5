#!/usr/bin/env python3
"""Gather the places of Debian's packages and of data/ into one table in the form of GeoNames' dumps.

usage: gazetteer.py OUT.tsv DATA [ROOT [TABLE]]
       gazetteer.py --have [ROOT]

DATA is the folder with cities.tsv, capitals.tsv and landscapes.tsv.  Where a package is not installed below ROOT (/) its places are
missing and the rest is made; TABLE, a dump of GeoNames, stands in for the packages; --have prints the packages that are there.

    libgeonames0           cities of 15,000 people and more, with region, country, population (GeoNames, CC BY 4.0):
                           a GVariant of type a(sssssssudd), packed by zlib in the library's section .gresource
    libgeonames-common     the English names of cities and regions: a catalogue of GNU gettext
    weather-util-data      counties, towns and townships of the United States (Census Bureau, public domain)

Columns as in https://download.geonames.org/export/dump/readme.txt; the id is a GeoNames number, "census:" and a number,
or empty.  The first region of a country is a row of class A, code ADM1, at the mean of its cities.
"""
import ast
import collections
import glob
import gzip
import math
import os
import re
import struct
import sys
import unicodedata
import zlib

LIBRARY = "usr/lib/*/libgeonames.so.0.*"
ENGLISH = "usr/share/locale/en/LC_MESSAGES/geonames.mo"
CENSUS = "usr/share/weather-util/places.gz"
NEAR = 1.5        # degrees between two entries of one name that are one place
SIZES = {"city": 3000, "town": 3000, "village": 2000, "borough": 3000, "municipality": 3000, "CDP": 1500, "": 3000}
TOWNSHIP, COUNTY, KNOWN, CAPITAL, LARGE, SHIRE = 800, 30000, 2000000, 3000000, 100000, 500000
KINDS = re.compile(r"^(.+?) (city and borough|charter township|census area|planning region|city|town|village|borough|CDP|CCD|"
                   r"township|plantation|UT|precinct|municipality|municipio|comunidad|zona urbana|barrio|barrio-pueblo|district|"
                   r"gore|purchase|grant|location|urban county|(?:consolidated|metro|metropolitan|unified) government)"
                   r"( \(balance\))?$", re.I)
# What divisions are called; where they are called nothing ("Texas"), nobody says "Texas region" of them.
DIVISION = re.compile(r"\b(Oblast|Province|Region|Governorate|Prefecture|Department|District|State|County|Voivodeship|Krai|Wilaya|"
                      r"Emirate|Municipality|of)\b|^(Al|Muhafazat|Imarat)\b", re.I)
SUFFIX = re.compile(r"-(si|gun|gu|eup)$")  # "city" and the like behind the names of Korea's
STATES = {"US", "CA", "AU", "GB"}
DROPPED = {"ccd", "precinct", "district", "ut", "barrio", "zona urbana", "comunidad", "gore", "purchase", "grant", "location"}
# The last or first word of a name in cities.tsv and what it is by GeoNames' classes; anything else with its own region is A ADM1.
HEADS = [("sea", "H", "SEA"), ("ocean", "H", "OCN"), ("gulf", "H", "GULF"), ("strait", "H", "STRT"), ("bay", "H", "BAY"),
         ("river", "H", "STM"), ("lake", "H", "LK"), ("canal", "H", "CNL"), ("mountains", "T", "MTS"), ("mount", "T", "MT"),
         ("desert", "T", "DSRT"), ("island", "T", "ISL"), ("islands", "T", "ISLS"), ("peninsula", "T", "PEN"),
         ("valley", "T", "VAL"), ("basin", "L", "RGN")]

Row = collections.namedtuple("Row", "id name other lat lon cls code cc admin1 people")


def plain(s):
    s = "".join(c for c in unicodedata.normalize("NFKD", s) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]", "", s.lower())


def first(root, pattern):
    found = sorted(glob.glob(os.path.join(root, pattern)))
    return found[0] if found else None


def section(elf, name):
    """Bytes of a section of a 64-bit or 32-bit ELF file."""
    wide, order = elf[4] == 2, "<" if elf[5] == 1 else ">"
    at, = struct.unpack_from(order + ("Q" if wide else "I"), elf, 40 if wide else 32)
    size, count, names = struct.unpack_from(order + "3H", elf, 58 if wide else 46)
    form, place, length = ("IIQQQQ", 4, 5) if wide else ("6I", 4, 5)
    heads = [struct.unpack_from(order + form, elf, at + i * size) for i in range(count)]
    for h in heads:
        start = heads[names][place] + h[0]
        if elf[start:elf.index(b"\0", start)] == name:
            return elf[h[place]:h[place] + h[length]]
    sys.exit("no section %s" % name.decode())


def unpacked(resource):
    """The first stream of zlib in a GResource that unpacks to something long."""
    at = -1
    while True:
        at = resource.find(b"\x78", at + 1)
        if at < 0:
            sys.exit("no cities in the library")
        try:
            data = zlib.decompressobj().decompress(resource[at:])
        except zlib.error:
            continue
        if len(data) > 100000:
            return data


def geonames(path):
    """(id, name, region code, region, country code, people, latitude, longitude) of every city."""
    data = unpacked(section(open(path, "rb").read(), b".gresource.geonames"))
    last, = struct.unpack("<I", data[-4:])
    start = 0
    for end, in struct.iter_unpack("<I", data[last:]):
        item = data[-(-start // 8) * 8:end]
        parts = item.split(b"\0", 7)
        at = sum(len(p) + 1 for p in parts[:7])
        people, = struct.unpack_from("<I", item, -(-at // 4) * 4)
        lat, lon = struct.unpack_from("<2d", item, -(-(-(-at // 4) * 4 + 4) // 8) * 8)
        text = [p.decode() for p in parts[:7]]
        yield text[0], text[1], text[2], text[3], text[4], people, lat, lon
        start = end


def catalogue(path):
    """A catalogue of gettext as a dictionary."""
    data = open(path, "rb").read()
    order = "<" if data[:4] == b"\xde\x12\x04\x95" else ">"
    _, count, ours, theirs = struct.unpack_from(order + "4I", data, 4)
    text = lambda table, i: data[slice(*(lambda n, at: (at, at + n))(*struct.unpack_from(order + "2I", data, table + 8 * i)))].decode()
    return {text(ours, i): text(theirs, i) for i in range(count)}


def cities_of(root):
    library, english = first(root, LIBRARY), first(root, ENGLISH)
    names = catalogue(english) if english else {}
    regions = collections.defaultdict(list)
    for num, name, code, region, cc, people, lat, lon in geonames(library) if library else ():
        other = names.get(num, "")
        bare = SUFFIX.sub("", name) if cc == "KR" else ""
        yield Row(num, other or name, ",".join(sorted({name, bare} - {other or name, ""})), lat, lon, "P", "PPL", cc, code, people)
        if code:
            regions[cc, code, region].append((lat, lon, people))
    for (cc, code, region), at in sorted(regions.items()):
        name = names.get(cc + "." + code, region)
        bare = DIVISION.sub("", name).strip()
        other = {region, bare} | ({bare + " region"} if cc not in STATES else set())
        yield Row("", name, ",".join(sorted(other - {name, ""})), sum(a for a, _, _ in at) / len(at),
                  sum(b for _, b, _ in at) / len(at), "A", "ADM1", cc, code, sum(w for _, _, w in at))


def census_of(root):
    """Counties and their like with the word, towns without it, townships with and without."""
    path = first(root, CENSUS)
    number, centre = "", None
    for line in gzip.open(path, "rt", encoding="utf-8") if path else ():
        if line.startswith("[fips"):
            number = line[5:-2]
        elif line.startswith("centroid"):
            centre = [math.degrees(x) for x in ast.literal_eval(line.split(" = ")[1])]
        elif line.startswith("description"):
            name, state = line.strip().split(" = ", 1)[1].rsplit(", ", 1)
            kind = KINDS.match(name)
            word = kind[2].lower() if kind else ""
            if word in DROPPED or re.search(r"\d|undefined", name):
                continue
            code = number if len(number) < 8 else number[:2] + number[-5:]
            cc, state = (state, "") if state in ("PR", "GU", "VI", "AS", "MP") else ("US", state)
            if len(number) == 5:
                yield Row("census:" + code, name, "", *centre, "A", "ADM2", cc, state, COUNTY)
            elif "township" in word:
                yield Row("census:" + code, kind[1] + " Township", kind[1], *centre, "A", "ADM3", cc, state, TOWNSHIP)
            else:
                yield Row("census:" + code, kind[1] if kind else name, "", *centre, "P", "PPL", cc, state, SIZES.get(kind[2] if kind else "", 3000))


def table(path):
    columns = None
    for line in open(path, encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        cells = line.rstrip("\n").split("\t")
        if columns:
            yield dict(zip(columns, cells + [""] * len(columns)))
        columns = columns or cells


def kind_of(key, row):
    words = key.split()
    for word, cls, code in HEADS:
        if word in (words[0], words[-1]):
            return cls, code
    if not row["cc"] or not row["admin1"]:
        return "L", "CONT" if row.get("id", "").startswith("geonames:625") else "RGN"
    return ("A", "ADM1") if plain(row["admin1"]) == plain(row["display"]) else ("P", "PPL")


def known_of(data):
    """What the tables of names hold: capitals, cities, regions, seas."""
    for row in table(os.path.join(data, "capitals.tsv")):
        yield Row("", row["display"], row["key"], float(row["lat"]), float(row["lon"]), "P", "PPLC", row["iso2"], "", CAPITAL), ""
    for row in table(os.path.join(data, "cities.tsv")):
        key = row["key"].split(" (")[0]
        cls, code = kind_of(key, row)
        people = KNOWN if row["key"] == key else KNOWN // 4
        yield Row(row["id"].replace("geonames:", ""), row["display"], key, float(row["lat"]), float(row["lon"]), cls, code,
                  row["cc"], row["admin1"], people), row["admin1"]


def landscapes_of(data):
    for row in table(os.path.join(data, "landscapes.tsv")):
        bare = re.sub("^County ", "", row["display"])
        yield Row("", row["display"], bare if bare != row["display"] else "", float(row["lat"]), float(row["lon"]), row["class"],
                  row["kind"], row["cc"], row["code"], SHIRE if row["class"] == "A" else KNOWN // 4)


def is_near(a, b):
    return abs(a.lat - b.lat) < NEAR and abs(a.lon - b.lon) * math.cos(math.radians(a.lat)) < NEAR


class Gathering:
    """Rows by the plain form of their names, so that a place told by two sources is one row."""

    def __init__(self):
        self.rows, self.by_name = [], collections.defaultdict(list)

    def twins(self, row, far=False):
        for name in (row.name, *row.other.split(",")):
            for i in self.by_name[plain(name)] if name else ():
                old = self.rows[i]
                if old.cc == row.cc and (far or is_near(old, row)):
                    yield i

    def add(self, row):
        for name in {plain(n) for n in (row.name, *row.other.split(","))} - {""}:
            self.by_name[name].append(len(self.rows))
        self.rows.append(row)

    def add_landscape(self, row):
        """Of a region only the middle is told: that of its cities may be far from it."""
        same = [i for i, old in enumerate(self.rows) if old.code == row.code == "ADM1" and (old.cc, old.admin1) == (row.cc, row.admin1)]
        for i in same:
            self.rows[i] = self.rows[i]._replace(lat=row.lat, lon=row.lon, people=max(self.rows[i].people, KNOWN))
        if not same:
            self.add(row)

    def add_census(self, row):
        same = [i for i in self.twins(row) if self.rows[i].admin1 == row.admin1 and (self.rows[i].cls == "P" or row.code != "ADM3")]
        if same and row.code == "ADM3":
            row = row._replace(other="")
            same = []
        if not same:
            self.add(row)

    def add_known(self, row, region):
        """A region keeps the centre that the table gives; of a city the other source knows more."""
        if row.code == "ADM1" and any(self.rows[i].cls == "P" and self.rows[i].people > LARGE for i in self.twins(row)):
            row = row._replace(cls="P", code="PPL")
        wanted = row.code == "ADM1"
        same = [i for i in self.twins(row, wanted) if (self.rows[i].code == "ADM1") == wanted and row.cls in "AP"]
        if not same:
            code = next((self.rows[i].admin1 for i in self.by_name[plain(region)] if self.rows[i].code == "ADM1" and
                         self.rows[i].cc == row.cc), "") if region else ""
            return self.add(row._replace(admin1=code))
        i = max(same, key=lambda i: self.rows[i].people)
        old = self.rows[i]
        names = sorted({n for x in (old.name, old.other, row.other) for n in x.split(",")} - {"", row.name})
        at = (row.lat, row.lon) if wanted else (old.lat, old.lon)
        self.rows[i] = old._replace(name=row.name, other=",".join(names), lat=at[0], lon=at[1], code=row.code if row.code == "PPLC" else old.code,
                                    people=max(old.people, row.people))
        for name in (row.name, row.other):
            if i not in self.by_name[plain(name)]:
                self.by_name[plain(name)].append(i)


def write(out, rows, how="w"):
    with open(out, how, encoding="utf-8") as f:
        for r in rows:
            f.write("\t".join((r.id, r.name, "", r.other, "%.5f" % r.lat, "%.5f" % r.lon, r.cls, r.code, r.cc, "", r.admin1,
                               "", "", "", str(r.people), "", "", "", "")) + "\n")


def dumped(out, data, table_path):
    """A dump as it is; of data/ only what is no settlement."""
    with open(table_path, encoding="utf-8") as f, open(out, "w", encoding="utf-8") as to:
        for line in f:
            to.write(line)
    rest = [row for row, _ in known_of(data) if row.cls != "P"] + list(landscapes_of(data))
    write(out, rest, "a")


def main(out, data, root="/", table_path=""):
    if table_path:
        return dumped(out, data, table_path)
    all_rows = Gathering()
    for row in cities_of(root):
        all_rows.add(row)
    for row, region in known_of(data):
        all_rows.add_known(row, region)
    for row in landscapes_of(data):
        all_rows.add_landscape(row)
    census = list(census_of(root))
    for row in sorted(census, key=lambda r: (r.code == "ADM3", r.id)):
        all_rows.add_census(row)
    write(out, all_rows.rows)


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] == "--have":
        where = sys.argv[2] if len(sys.argv) > 2 else "/"
        for name, pattern in (("libgeonames0", LIBRARY), ("libgeonames-common", ENGLISH), ("weather-util-data", CENSUS)):
            print(name if first(where, pattern) else "", end=" ")
    elif len(sys.argv) in (3, 4, 5):
        main(*sys.argv[1:])
    else:
        sys.exit(__doc__)
