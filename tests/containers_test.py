"""Feeds, mail, archives and JSON Lines from outside: what becomes a report, what damage costs, what memory it takes.

usage: containers_test.py PROGRAM ROOT
"""
import base64
import gzip
import io
import json
import os
import random
import re
import subprocess
import sys
import tarfile
import tempfile
import unittest
import zipfile

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), sys.argv[2]
with open(PROGRAM, "rb") as f:
    WATCHED = b"__asan_init" in f.read()  # built with sanitizers: time and memory say nothing, and less is enough
TALKS = "NORSTAD (NPA) - Talks between Norland and Sudmark went on in Kesh on Monday, officials of both sides said."
SEED = 20310504


def run(*args, data=None, cwd=None):
    p = subprocess.run([PROGRAM, "read", "--layers", "meta,text", *args], input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=cwd,
                       timeout=300)
    return p.returncode, [json.loads(x) for x in p.stdout.splitlines()], p.stderr.decode()


def reports(records):
    return [r for r in records if "report" in r]


def keys(records):
    return [r["report"]["key"] if "report" in r else "!" + r["error"]["uri"] for r in records]


def said(value):
    return value["text"] if value else None


class Case(unittest.TestCase):
    def read(self, data, *args):
        code, records, told = run("--with-source", *args, "-", data=data if isinstance(data, bytes) else data.encode())
        self.assertEqual(len(told.splitlines()), len(records) - len(reports(records)), told)
        self.assertEqual(code, 65 if told else 0)
        self.assertNotIn("Traceback", told)
        return records

    def one(self, data, *args):
        records = self.read(data, *args)
        self.assertEqual(len(records), 1, records)
        return records[0]


def source(record):
    return base64.b64decode(record["report"]["source"]).decode("utf-8", "replace")


RSS = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE rss [<!ENTITY agency "NPA"> <!ENTITY a "&agency;&agency;&agency;">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
<title>NPA &ndash; world &amp; strait</title>
<atom:link href="https://npa.example/rss" rel="self" type="application/rss+xml"/>
<link>https://npa.example/</link>
<image><title>logo</title><url>https://npa.example/l.png</url><link>https://npa.example/</link></image>
<item>
<title><![CDATA[Ferry & bridge reopen at Kesh]]></title>
<link>https://npa.example/a?x=1&y=2</link>
<guid isPermaLink="false">npa-1</guid>
<dc:creator><![CDATA[Ida Lund]]></dc:creator><dc:creator>Per Vik</dc:creator>
<pubDate>Mon, 24 Apr 2023 23:15:00 +0200</pubDate>
<description>&lt;p&gt;Short.&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>%(talks)s</p><script>var a = "]] >";</script><p>The ferry goes again.</p>]]></content:encoded>
<media:content url="https://npa.example/p.jpg"><media:title>A photo</media:title></media:content>
</item>
<item>
<title>Bellec&#8217;s answer&nbsp;&amp;amp; Ruud&rsquo;s</title>
<guid>https://npa.example/b</guid>
<author>desk@npa.example (Jon Holm)</author>
<dc:date>2023-04-25T08:00:00Z</dc:date>
<description>%(talks)s R&D, fish & chips were not on the table.</description>
</item>
<item>
<link>/c</link><description>%(talks)s<br>A second line that <b>nobody</b> escaped.</description>
</item>
<item><title>Only a headline about the strait</title></item>
</channel></rss>
""" % {"talks": TALKS}

ATOM = """<?xml version='1.0' encoding='utf-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://herald.example/news/">
<title type="html">The &lt;i&gt;Kesh&lt;/i&gt; Herald</title><id>urn:kesh</id><updated>2023-05-01T00:00:00Z</updated>
<author><name>The Herald's desk</name></author>
<entry><title type="text">Sailors come home</title><id>tag:herald.example,2023:7</id>
<link rel="enclosure" href="pod.mp3"/><link rel="alternate" type="text/html" href="../2023/sailors.html?a=1&amp;b=2"/>
<published>2023-04-30T22:30:00+02:00</published><updated>2023-05-01T09:00:00+02:00</updated>
<author><email>ana@herald.example</email><name>Ana Roe</name></author><author><name>Jon Kask</name></author>
<summary>Sailors.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>%(talks)s</p><p>1 &lt; 2 &amp; 3</p></div></content></entry>
<entry><title>Harbour</title><id>tag:herald.example,2023:8</id><updated>2023-05-02T09:00:00+02:00</updated>
<source><title>NPA</title><id>x</id><updated>2020-01-01T00:00:00Z</updated></source>
<content type="html">&lt;p&gt;%(talks)s&lt;/p&gt;</content></entry>
<a:entry xmlns:a="http://www.w3.org/2005/Atom"><a:title>Bridge</a:title><a:id>tag:herald.example,2023:9</a:id><a:summary>%(talks)s</a:summary></a:entry>
</feed>
""" % {"talks": TALKS}


class Feeds(Case):
    def test_rss_gives_its_entries_with_their_own_words(self):
        a, b, c, d = self.read(RSS)
        self.assertEqual(keys([a, b, c, d]), ["npa-1", "https://npa.example/b", "https://npa.example/c", "-#4"])
        self.assertEqual(said(a["title"]), "Ferry & bridge reopen at Kesh")
        self.assertEqual(said(a["publisher"]), "NPA \u2013 world & strait")
        self.assertEqual([x["text"] for x in a["authors"]], ["Ida Lund", "Per Vik"])
        self.assertEqual(a["published"]["day"], "2023-04-24")
        self.assertEqual(a["report"]["uri"], "https://npa.example/a?x=1&y=2")
        self.assertEqual(a["report"]["media"], "text/html")
        self.assertTrue(source(a).startswith("<p>NORSTAD") and "ferry goes again" in source(a))
        self.assertEqual(said(b["title"]), "Bellec\u2019s answer & Ruud\u2019s")
        self.assertEqual([x["text"] for x in b["authors"]], ["Jon Holm"])
        self.assertEqual(b["report"]["uri"], "https://npa.example/b")
        self.assertEqual(source(b), TALKS + " R&D, fish & chips were not on the table.")
        self.assertIn("<b>nobody</b> escaped", source(c))
        self.assertEqual(c["report"]["media"], "text/html")
        self.assertEqual(source(d), "Only a headline about the strait")

    def test_atom_resolves_its_links_and_keeps_its_markup(self):
        a, b, c = self.read(ATOM)
        self.assertEqual(a["report"]["uri"], "https://herald.example/2023/sailors.html?a=1&b=2")
        self.assertEqual([x["text"] for x in a["authors"]], ["Ana Roe", "Jon Kask"])
        self.assertEqual(a["published"]["day"], "2023-04-30")
        self.assertIn("<p>1 &lt; 2 &amp; 3</p>", source(a))
        self.assertIn("1 < 2 & 3", a["text"])
        self.assertEqual(said(a["publisher"]), "The Kesh Herald")
        self.assertEqual(said(b["publisher"]), "NPA")
        self.assertEqual(b["published"]["day"], "2023-05-02")
        self.assertEqual((c["report"]["key"], said(c["title"])), ("tag:herald.example,2023:9", "Bridge"))

    def test_rss_1_0_has_its_items_beside_the_channel(self):
        r = self.one("""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
            xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://npa.example/"><title>NPA</title><link>https://npa.example/</link>
            <items><rdf:Seq><rdf:li resource="https://npa.example/7"/></rdf:Seq></items></channel>
            <item rdf:about="https://npa.example/7"><title>Seven</title><dc:date>2023-04-26</dc:date><description>%s</description></item></rdf:RDF>""" % TALKS)
        self.assertEqual((r["report"]["key"], r["report"]["uri"], said(r["publisher"]), r["published"]["day"]),
                         ("https://npa.example/7", "https://npa.example/7", "NPA", "2023-04-26"))

    def test_another_charset_and_the_wrong_one(self):
        cyrillic = "Переговоры в Кеше продолжались"
        feed = '<?xml version="1.0" encoding="%s"?><rss><channel><title>%s</title><item><guid>1</guid><description>%s</description></item></channel></rss>'
        for declared, real in (("windows-1251", "cp1251"), ("KOI8-R", "koi8-r"), ("ISO-8859-1", "utf-8"), ("utf-8", "utf-8")):
            r = self.one((feed % (declared, cyrillic, cyrillic * 40)).encode(real))
            self.assertEqual((said(r["publisher"]), source(r)), (cyrillic, cyrillic * 40), declared)

    def test_nothing_is_expanded_and_nothing_opened(self):
        bomb = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "lol">' + "".join(
            '<!ENTITY a%d "%s">' % (i, "&a%d;" % (i - 1) * 10) for i in range(1, 20)) + (
            '<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>T</title><guid>1</guid><description>%s &a19; &x; end</description></item>'
            '</channel></rss>' % TALKS)
        self.assertEqual(source(self.one(bomb)), TALKS + " &a19; &x; end")

    def test_a_lost_end_costs_little_and_is_told(self):
        for broken, n in ((RSS.replace("</title>\n<link>https://npa.example/a", "</tiXle>\n<link>https://npa.example/a"), 5),
                          (RSS.replace("</item>", "", 1), 5), (RSS.replace("</description>\n</item>", "</item>", 1), 5)):
            records = self.read(broken)
            self.assertEqual(len(reports(records)), 4)
            self.assertEqual(len(records), n)
            self.assertEqual(records[1]["error"]["code"] if n == 5 and "error" in records[1] else "syntax", "syntax")

    def test_other_xml_is_told_by_name(self):
        r = self.one('<?xml version="1.0"?><urlset><url><loc>https://npa.example/</loc></url></urlset>')
        self.assertIn("no feed", r["error"]["message"])

    def test_an_entry_that_is_too_large_costs_itself(self):
        big = "<item><guid>big</guid><description>%s</description></item>" % ("word " * 4000)
        records = self.read(RSS.replace("<item>", big + "<item>", 1), "--max-bytes", "10000")
        self.assertEqual(keys(records), ["!big", "npa-1", "https://npa.example/b", "https://npa.example/c", "-#5"])
        self.assertEqual(records[0]["error"]["code"], "limit")


def mail(head, body, postmark=True):
    return ("From desk@npa.example Wed Apr 26 08:00:01 2023\n" if postmark else "") + head.strip() + "\n\n" + body + "\n"


MBOX = mail("""
Message-ID: <1@npa.example>
Date: Wed, 26 Apr 2023 08:00:00 +0200 (CEST)
From: "Lund, Ida" <ida@npa.example>, =?ISO-8859-1?Q?J=F8rgen_Vik?= <j@npa.example>
Subject: =?utf-8?B?S2VzaCB0YWxrczogdGhpcmQg?=
 =?utf-8?Q?round_=E2=80=93_sh?= =?utf-8?Q?ort?=
Archived-At: <https://npa.example/mail/1>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable
""", TALKS.replace("NORSTAD", "NORSTAD=E2=80=99s").replace(" on Monday", " on=\n Monday") + "\n>From here it goes on.\n>>From twice.\n\nFrom Monday on, it said.\n") + mail("""
Message-ID: <2@npa.example>
From: alerts@npa.example (NPA Alerts)
Date: 27 Apr 23 09:00 EST
Subject: Alert
Content-Type: multipart/mixed; boundary="=_outer"
""", """This is a message in MIME format.
--=_outer
Content-Type: multipart/related; boundary=rel

--rel
Content-Type: multipart/alternative;
 boundary*0="al"; boundary*1="t"

--alt
Content-Type: text/plain

See this mail in your browser.
--alt
Content-Type: text/html; charset="iso-8859-1"
Content-Transfer-Encoding: base64

%s
--alt--
--rel
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--rel--
--=_outer
Content-Type: text/plain; name="notes.txt"
Content-Disposition: attachment; filename="notes.txt"

Not to be read.
--=_outer--
epilogue""" % base64.encodebytes(("<html><body><p>%s Bellec sagte Sch\xf6nes.</p></body></html>" % TALKS).encode("latin-1")).decode()) + mail("""
Message-ID: <3@npa.example>
From: ed@npa.example
Subject: Fwd: Sailors
Content-Type: multipart/mixed; boundary=f
""", """--f

%s Forwarded below.

--f
Content-Type: message/rfc822

Message-ID: <3a@npa.example>
From: Ana Roe <ana@herald.example>
Date: Tue, 25 Apr 2023 10:00:00 +0000
Subject: Sailors come home

%s Sailors came home.

--f--
""" % (TALKS, TALKS)) + mail("""
From: Digest <d@npa.example>
Content-Type: multipart/digest; boundary=d
""", """--d

Subject: One

%s One.
--d

Subject: Two

%s Two.
--d--
""" % (TALKS, TALKS))


class Mail(Case):
    def test_a_mailbox_gives_its_mails_and_those_inside(self):
        records = self.read(MBOX)
        self.assertEqual(keys(records), ["1@npa.example", "2@npa.example", "3@npa.example", "3a@npa.example", "-:4.1", "-:4.2"])
        a, b, c, d, e, f = records
        self.assertEqual(said(a["title"]), "Kesh talks: third round \u2013 short")
        self.assertEqual([x["text"] for x in a["authors"]], ["Lund, Ida", "J\u00f8rgen Vik"])
        self.assertEqual((a["published"]["day"], a["report"]["uri"]), ("2023-04-26", "https://npa.example/mail/1"))
        self.assertEqual(source(a), TALKS.replace("NORSTAD", "NORSTAD\u2019s") + "\nFrom here it goes on.\n>From twice.\n\nFrom Monday on, it said.\n")
        self.assertEqual((b["report"]["media"], b["published"]["day"]), ("text/html", "2023-04-27"))
        self.assertEqual([x["text"] for x in b["authors"]], ["NPA Alerts"])
        self.assertIn("Sch\u00f6nes", b["text"])
        self.assertNotIn("Not to be read", b["text"])
        self.assertIn("Forwarded below", c["text"])
        self.assertEqual((said(d["title"]), d["published"]["day"]), ("Sailors come home", "2023-04-25"))
        self.assertEqual((said(e["title"]), said(f["title"])), ("One", "Two"))

    def test_line_ends_of_the_net_and_a_single_mail(self):
        one = MBOX[:MBOX.index("From desk", 5)].split("\n", 1)[1].replace(">From", "From").replace("\n", "\r\n")
        r = self.one(one)
        self.assertEqual(r["report"]["key"], "1@npa.example")
        r = self.one(one.replace("Message-ID", "X-Was"))
        self.assertEqual(r["report"]["key"], "-")
        self.assertIn("went on in Kesh on Monday", r["text"])

    def test_text_is_preferred_whatever_its_place(self):
        parts = ["Content-Type: text/plain\n\n%s Plain." % TALKS, "Content-Type: text/html\n\n<p>%s Marked up.</p>" % TALKS]
        for order in (parts, parts[::-1]):
            r = self.one(mail("From: a@b.example\nMIME-Version: 1.0\nSubject: x\nContent-Type: multipart/alternative; boundary=q",
                              "--q\n" + "\n--q\n".join(order) + "\n--q--\n", False))
            self.assertIn("Plain.", r["text"])

    def test_a_boundary_that_never_comes_leaves_the_text(self):
        r = self.one(mail("From: a@b.example\nMIME-Version: 1.0\nSubject: x\nContent-Type: multipart/mixed; boundary=q", TALKS, False))
        self.assertIn("went on in Kesh", r["text"])

    def test_a_mail_that_is_too_large_costs_itself(self):
        big = mail("Message-ID: <big@npa.example>\nFrom: a@b.example\nDate: Wed, 26 Apr 2023 08:00:00 +0200\nSubject: Big", "word " * 4000)
        records = self.read(big + MBOX, "--max-bytes", "10000")
        self.assertEqual(keys(records)[:2], ["!big@npa.example", "1@npa.example"])
        self.assertEqual(len(records), 7)

    def test_mails_nested_too_deeply_end_somewhere(self):
        body = TALKS
        for i in range(60):
            body = "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n%s\n--b%d--\n" % (i, i, body if i else "\n" + body, i)
        records = self.read("From: a@b.example\nSubject: deep\nDate: Wed, 26 Apr 2023 08:00:00 +0200\n" + body)
        self.assertTrue(records)


MEMBERS = [("a.txt", TALKS.encode()), ("news/b.xml", RSS.encode()), ("news/\u00fc.html", ("<html><body><p>%s</p></body></html>" % TALKS).encode()),
           ("c.mbox", MBOX.encode()), ("d.jsonl", b'{"id":"j1","text":"%s"}\n{"text":"%s"}\n' % (TALKS.encode(), TALKS.encode())),
           ("deep/e.txt.gz", gzip.compress(TALKS.encode())), (".hidden", b"no"), ("__MACOSX/._a.txt", b"\0\1\2"), ("../../up.txt", TALKS.encode()),
           ("/etc/passwd", TALKS.encode())]
INSIDE = ["a.txt", "npa-1", "https://npa.example/b", "https://npa.example/c", "news/b.xml#4", "news/\u00fc.html", "1@npa.example", "2@npa.example",
          "3@npa.example", "3a@npa.example", "c.mbox:4.1", "c.mbox:4.2", "j1", "d.jsonl:2", "deep/e.txt.gz", "../../up.txt", "/etc/passwd"]


class Unseekable(io.RawIOBase):
    """What zipfile cannot go back in: sizes come behind the data."""
    def __init__(self):
        self.data = b""

    def writable(self):
        return True

    def write(self, data):
        self.data += bytes(data)
        return len(data)


def make_zip(members, packing=zipfile.ZIP_DEFLATED, seekable=True):
    out = io.BytesIO() if seekable else Unseekable()
    with zipfile.ZipFile(out, "w", packing) as z:
        for name, data in members:
            z.writestr(name, data)
    return out.getvalue() if seekable else out.data


def make_tar(members, form=tarfile.PAX_FORMAT):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as t:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))
        for name, kind in (("link", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE), ("pipe", tarfile.FIFOTYPE), ("folder", tarfile.DIRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "a.txt"
            t.addfile(info)
    return out.getvalue()


def inside(names, key="-"):
    whole = {m[0] for m in MEMBERS}
    return [key + "!/" + n if n in whole or ".xml#" in n or ".mbox:" in n or ".jsonl:" in n else n for n in names]


class Archives(Case):
    def test_members_are_read_like_files(self):
        forms = [make_zip(MEMBERS), make_zip(MEMBERS, zipfile.ZIP_STORED), make_zip(MEMBERS, seekable=False),
                 make_zip(MEMBERS, zipfile.ZIP_STORED, seekable=False), make_tar(MEMBERS), make_tar(MEMBERS, tarfile.GNU_FORMAT),
                 make_tar(MEMBERS, tarfile.USTAR_FORMAT), gzip.compress(make_tar(MEMBERS))]
        for data in forms:
            self.assertEqual(keys(self.read(data)), inside(INSIDE))

    def test_long_names_and_names_that_are_no_utf8(self):
        long = "/".join(["a-folder-with-a-long-name"] * 12) + "/x.txt"
        for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
            self.assertEqual(keys(self.read(make_tar([(long, TALKS.encode())], form))), ["-!/" + long])
        self.assertEqual(keys(self.read(make_tar([("caf\udce9.txt", TALKS.encode())], tarfile.GNU_FORMAT))), ["-!/caf%E9.txt"])

    def test_archives_inside_archives(self):
        data = make_tar([("in.zip", make_zip(MEMBERS[:1])), ("z.txt", TALKS.encode())])
        self.assertEqual(keys(self.read(data)), ["-!/in.zip!/a.txt", "-!/z.txt"])
        for _ in range(6):
            data = make_zip([("n.zip", data)])
        records = self.read(data)
        self.assertIn("nested", records[0]["error"]["message"])

    def test_a_bomb_and_an_encrypted_member_cost_themselves(self):
        bomb = [("bomb.txt", b"x" * (4 << 20)), ("z.txt", TALKS.encode())]
        for data in (make_zip(bomb), make_zip(bomb, seekable=False), make_tar(bomb)):
            records = self.read(data, "--max-bytes", "100000")
            self.assertEqual(keys(records), ["!-!/bomb.txt", "-!/z.txt"])
        data = bytearray(make_zip([("secret.txt", b"x" * 99), ("z.txt", TALKS.encode())]))
        data[6] |= 1
        records = self.read(bytes(data))
        self.assertEqual(keys(records), ["!-!/secret.txt", "-!/z.txt"])
        self.assertIn("encrypted", records[0]["error"]["message"])
        records = self.read(make_zip([("l.txt", TALKS.encode()), ("z.txt", TALKS.encode())], zipfile.ZIP_LZMA))
        self.assertEqual(keys(records), ["!-!/l.txt", "!-!/z.txt"])

    def test_a_damaged_member_costs_itself(self):
        for data in (make_zip(MEMBERS[:1] * 1 + [("y.txt", (TALKS * 9).encode()), ("z.txt", TALKS.encode())]),
                     make_zip([("a.txt", TALKS.encode()), ("y.txt", (TALKS * 9).encode()), ("z.txt", TALKS.encode())], seekable=False)):
            broken = bytearray(data)
            broken[data.index(b"y.txt") + 40] ^= 0x55
            records = self.read(bytes(broken))
            self.assertEqual(keys(records), ["-!/a.txt", "!-!/y.txt", "-!/z.txt"])
        data = bytearray(make_tar(MEMBERS[:1] + [("y.txt", TALKS.encode()), ("z.txt", TALKS.encode())], tarfile.USTAR_FORMAT))
        data[1024 + 3] ^= 1
        records = self.read(bytes(data))
        self.assertEqual(keys(records), ["-!/a.txt", "!-", "-!/z.txt"])
        self.assertEqual(records[1]["error"]["at"], 1024)

    def test_shards_part_the_members(self):
        data = make_zip(MEMBERS)
        parts = [keys(self.read(data, "--shard", "%d/3" % i)) for i in (1, 2, 3)]
        self.assertEqual(sorted(sum(parts, [])), sorted(inside(INSIDE)))


class Lines(Case):
    def test_fields_by_the_names_that_crawlers_use(self):
        line = {"maintext": TALKS, "title": "T", "date_publish": "2023-03-08 10:00:00", "source_domain": "npa.example", "authors": ["Ida Lund"],
                "url": "https://npa.example/1", "description": "short", "image_url": None, "language": "en"}
        r = self.one(json.dumps(line))
        self.assertEqual((r["report"]["key"], r["report"]["uri"], said(r["title"]), r["published"]["day"], said(r["publisher"])),
                         ("-:1", "https://npa.example/1", "T", "2023-03-08", "npa.example"))
        line = {"id": 7, "headline": "H", "body": TALKS, "publish_date": "Wed, 08 Mar 2023 10:00:00 GMT", "byline": "By Ida Lund", "publisher": {"name": "NPA"},
                "author": {"name": "Ida Lund"}, "link": "https://npa.example/2"}
        r = self.one(json.dumps(line))
        self.assertEqual((r["report"]["key"], said(r["title"]), r["published"]["day"], said(r["publisher"]), [a["text"] for a in r["authors"]]),
                         ("7", "H", "2023-03-08", "NPA", ["Ida Lund"]))

    def test_marks_line_ends_and_blank_lines(self):
        data = b"\xef\xbb\xbf" + b'\r\n'.join(json.dumps({"id": str(i), "text": TALKS}).encode() for i in range(3)) + b"\r\n\r\n"
        self.assertEqual(keys(self.read(data)), ["0", "1", "2"])
        self.assertEqual(keys(self.read(gzip.compress(data))), ["0", "1", "2"])

    def test_bad_lines_are_told_with_their_byte(self):
        good = json.dumps({"id": "g", "text": TALKS}) + "\n"
        records = self.read(good + '{"id": "x", "text": "no end\n' + good + '{"id":"h","text":"' + "y" * 400000 + '"}\n' + good, "--max-bytes", "100000")
        self.assertEqual(keys(records), ["g", "!-:2", "g", "!-:4", "g"])
        self.assertGreater(records[1]["error"]["at"], len(good))


FORMS = {"rss": RSS.encode(), "atom": ATOM.encode(), "mbox": MBOX.encode(), "zip": make_zip(MEMBERS), "stream.zip": make_zip(MEMBERS, seekable=False),
         "tar": make_tar(MEMBERS), "tar.gz": gzip.compress(make_tar(MEMBERS)),
         "jsonl": b"".join(json.dumps({"id": "r%d" % i, "text": TALKS}).encode() + b"\n" for i in range(8))}


class Damage(Case):
    def many(self, variants):
        """Every variant as a file of one folder, so that one start of the program reads them all."""
        with tempfile.TemporaryDirectory() as tmp:
            for i, data in enumerate(variants):
                with open(os.path.join(tmp, "%04d" % i), "wb") as f:
                    f.write(data)
            p = subprocess.run([PROGRAM, "read", "--layers", "meta", *sorted(os.listdir(tmp))], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               cwd=tmp, timeout=600)
        self.assertIn(p.returncode, (0, 65), p.stderr[-2000:])
        by_file = [[] for _ in variants]
        told = [0] * len(variants)
        for line in p.stderr.decode().splitlines():
            self.assertTrue(line.startswith("rapporteur: "), line)
        for r in map(json.loads, p.stdout.splitlines()):
            where = (r["report"]["container"] or {}).get("path") or r["report"]["key"] if "report" in r else r["error"]["uri"]
            if where[:4].isdigit():
                by_file[int(where[:4])].append(r)
                told[int(where[:4])] += "error" in r
        return by_file, told

    def cuts(self, name, n=30 if WATCHED else 200):
        data, rng = FORMS[name], random.Random(SEED)
        places = sorted(rng.randrange(1, len(data)) for _ in range(n))
        return places, [data[:at] for at in places]

    def test_a_cut_keeps_what_came_before(self):
        for name in FORMS:
            _, variants = self.cuts(name)
            by_file, _ = self.many(variants)
            counts = [len(reports(rs)) for rs in by_file]
            for i in range(1, len(counts)):  # only a mail shows nothing of being cut, and counts then while it has a text
                self.assertGreaterEqual(counts[i], max(counts[:i]) - (name == "mbox"), (name, len(variants[i])))
            self.assertGreater(max(counts), 1, name)

    def test_a_cut_is_told(self):
        rng = random.Random(SEED)
        for name in ("rss", "atom", "zip", "stream.zip", "tar", "tar.gz"):
            data = FORMS[name]
            end = len(data.rstrip()) if name in ("rss", "atom") else data.rindex(b"PK\5\6") if "zip" in name else len(data) - 10240 if name == "tar" else len(data)
            for at in (rng.randrange(300, end) for _ in range(12)):
                code, records, told = run("--from", "feed", "-", data=data[:at]) if name in ("rss", "atom") else run("-", data=data[:at])
                self.assertEqual(code, 65, (name, at, keys(records)))
                whole = keys(run("-", data=data)[1])
                got = [k for k in keys(records) if not k.startswith("!")]
                self.assertEqual(got, whole[:len(got)], (name, at))

    def test_flipped_bytes_never_break_the_program(self):
        rng = random.Random(SEED)
        for name, data in FORMS.items():
            variants = []
            for _ in range(20 if WATCHED else 150):
                broken = bytearray(data)
                for _ in range(rng.choice((1, 1, 1, 3, 20))):
                    broken[rng.randrange(len(broken))] ^= 1 << rng.randrange(8)
                variants.append(bytes(broken))
            by_file, _ = self.many(variants)
            self.assertGreater(sum(len(rs) for rs in by_file), len(variants))


def long_feed():
    yield RSS[:RSS.index("<item>")].encode()
    for i in range(1 << 30):
        yield b"<item><guid>g%d</guid><title>Title %d</title><description>%s</description></item>\n" % (i, i, (TALKS * 40).encode())


def long_mbox():
    attachment = base64.encodebytes(bytes(range(256)) * 4000)
    for i in range(1 << 30):
        yield mail("Message-ID: <%d@npa.example>\nFrom: a@b.example\nDate: Wed, 26 Apr 2023 08:00:00 +0200\nSubject: S\n"
                   "Content-Type: multipart/mixed; boundary=q" % i, "--q\n\n%s\n--q\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n" % TALKS).encode()
        yield attachment
        yield b"--q--\n\n"


def long_tar():
    for i in range(1 << 30):
        data = (TALKS * 40).encode()
        info = tarfile.TarInfo("m%07d.txt" % i)
        info.size = len(data)
        yield info.tobuf(tarfile.USTAR_FORMAT) + data + b"\0" * (-len(data) % 512)


def long_lines():
    for i in range(1 << 30):
        yield json.dumps({"id": "l%d" % i, "text": TALKS * 300}).encode() + b"\n"


@unittest.skipIf(WATCHED, "memory says nothing under the sanitizers")
class Memory(unittest.TestCase):
    SIZE, MOST = 200 << 20, 64 << 10  # bytes; KiB resident

    def stream(self, pieces):
        """Most KiB resident while SIZE bytes go through a pipe; one report in 400 is looked at, which is what takes the time."""
        with open(os.devnull, "wb") as null:
            p = subprocess.Popen([PROGRAM, "read", "--layers", "meta", "--jobs", "1", "--shard", "1/400", "-"], stdin=subprocess.PIPE, stdout=null, stderr=null)
            n = 0
            for piece in pieces:
                p.stdin.write(piece)
                n += len(piece)
                if n > self.SIZE:
                    break
            p.stdin.flush()
            with open("/proc/%d/status" % p.pid) as f:  # wait4 would count what this process had when it forked
                most = int(re.search(r"VmHWM:\s+(\d+)", f.read()).group(1))
            p.stdin.close()
            self.assertIn(p.wait(), (0, 65))
        return most

    def test_files_of_any_size_stream(self):
        for pieces in (long_feed, long_mbox, long_tar, long_lines):
            most = self.stream(pieces())
            self.assertLess(most, self.MOST, pieces.__name__)
            self.assertGreater(most, 1000)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
