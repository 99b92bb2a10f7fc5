"""The pages and their server, from outside: who is let in, what is refused, and that a hostile report stays text.

usage: web_test.py PROGRAM ROOT
"""
import csv
import html.parser
import http.client
import io
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import unittest

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), sys.argv[2]
HOSTILE = (
    "<script>alert('title')</script> & \"talks\"\n\n"
    "OSTIA, May 4, 2031 - =HYPERLINK(\"http://evil.example\") Norland's envoy Jon Ruud said that "
    "<img src=x onerror=alert(1)> Norland would leave the harbour.\n\n"
    "\"</blockquote><script>alert(2)</script> We will not leave,\" Ruud told reporters in Ostia.\n\n"
    "\u202eturned around\u202c and \x1b[31mred, Sudmark's minister Ana Bellec said.\n")
PAGES = ["/", "/talks", "/timeline", "/said", "/positions", "/positions?show=history", "/differ", "/names",
         "/report/R1", "/search?q=harbour", "/changes", "/changes?since=2031-05-01&party=Norland", "/search?q=harbour&issue=%3Cb%3E&place=%22x&outlet=%3Ci%3E&origin=copy", "/search?q=%22%3E%3Cscript%3E", "/network", "/map",
         "/said?speaker=%3Cb%3E&from=2031-01-01",
         "/events", "/positions?show=conditions", "/copies", "/stories", "/help", "/network?from=2031-01-01", "/map?own=1", "/timeline?kind=pledge&status=claimed&dates=worked", "/said?wording=direct&words=%3Cb%3E"]
VOID = {"meta", "link", "input", "br"}


class Page(html.parser.HTMLParser):
    """Nesting, ids, scripts and links of one page."""

    def __init__(self, text):
        super().__init__()
        self.open, self.faults, self.ids, self.scripts, self.hrefs, self.seen = [], [], [], [], [], set()
        self.feed(text)
        self.faults += ["unclosed " + t for t in self.open]

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        for name, value in attrs:
            if name.startswith("on"):
                self.faults.append("handler " + name)
            if name in ("src", "href", "action") and not value.startswith(("/", "#")):
                self.faults.append("leads out: " + value)
            if name == "id":
                self.ids.append(value)
            if tag == "script" and name == "src":
                self.scripts.append(value)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append("stray " + tag)


class Web(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tmp = tempfile.TemporaryDirectory()
        report = os.path.join(cls.tmp.name, "=hostile<b>.txt")
        with open(report, "w", encoding="utf-8") as f:
            f.write(HOSTILE)
        cls.db = os.path.join(cls.tmp.name, "d.db")
        subprocess.run([PROGRAM, "add", cls.db, "--from", "text", report], check=True, capture_output=True)
        cls.server = subprocess.Popen([PROGRAM, "serve", cls.db], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                      text=True)
        address = cls.server.stdout.readline().strip()
        cls.port, cls.token = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\?token=([0-9a-f]{64})", address).groups()
        cls.port = int(cls.port)

    @classmethod
    def tearDownClass(cls):
        cls.server.terminate()
        cls.server.communicate(timeout=10)
        cls.tmp.cleanup()

    def ask(self, path, method="GET", **headers):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers.setdefault("Authorization", "Bearer " + self.token)
        c.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items() if v})
        r = c.getresponse()
        body = r.read().decode("utf-8")
        c.close()
        return r, body

    def raw(self, data):
        """Status of the one reply, or "closed"."""
        s = socket.create_connection(("127.0.0.1", self.port), 10)
        s.settimeout(10)
        got = b""
        try:
            s.sendall(data.encode("latin1"))
            while True:
                piece = s.recv(65536)
                if not piece:
                    break
                got += piece
        except ConnectionError:
            pass
        s.close()
        self.assertLessEqual(got.count(b"HTTP/1."), 1)
        return got.split(b" ")[1].decode() if got.startswith(b"HTTP/1.") else "closed"

    def test_without_a_token_nobody_is_let_in(self):
        for path in ("/", "/said.json", "/page.css", "/report/R1", "/nothing"):
            self.assertEqual(self.ask(path, Authorization=None)[0].status, 401)
        self.assertEqual(self.ask("/", Authorization="Bearer " + "0" * 64)[0].status, 401)
        self.assertEqual(self.ask("/?token=" + "0" * 64, Authorization=None)[0].status, 401)

    def test_the_first_address_works_once_and_becomes_a_cookie(self):
        r, _ = self.ask("/?token=" + self.token, Authorization=None)
        self.assertEqual((r.status, r.getheader("Location")), (303, "/"))
        cookie = r.getheader("Set-Cookie")
        self.assertIn("; HttpOnly", cookie)
        self.assertIn("; SameSite=Strict", cookie)
        self.assertNotIn(self.token, cookie)
        self.assertEqual(self.ask("/", Authorization=None, Cookie=cookie.split(";")[0])[0].status, 200)
        self.assertEqual(self.ask("/?token=" + self.token, Authorization=None)[0].status, 401)

    def test_other_hosts_and_origins_are_refused(self):
        self.assertEqual(self.ask("/", Host="evil.example")[0].status, 421)
        self.assertEqual(self.ask("/", Host="127.0.0.1:1")[0].status, 421)
        self.assertEqual(self.ask("/", Origin="http://evil.example")[0].status, 403)
        self.assertEqual(self.ask("/", Origin="null")[0].status, 403)
        self.assertEqual(self.ask("/", Origin="http://127.0.0.1:%d" % self.port)[0].status, 200)

    def test_pages_are_only_read(self):
        for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"):
            self.assertEqual(self.ask("/", method)[0].status, 405)
        self.assertIn(self.ask("/", "POST")[0].status, (400, 405))
        r, body = self.ask("/", "HEAD")
        self.assertEqual((r.status, body), (200, ""))

    def test_what_two_readers_may_understand_in_two_ways_is_refused(self):
        get, host = "GET / HTTP/1.1\r\n", "Host: 127.0.0.1:%d\r\n" % self.port
        auth, end = "Authorization: Bearer %s\r\n" % self.token, "\r\n"
        good = get + host + auth + end
        self.assertEqual(self.raw(good), "200")
        for bad in (good.replace("\r\n", "\n"), get + auth + end, get + host + host + auth + end,
                    get + host + "Host: evil.example\r\n" + auth + end, get + host.replace(":", " :", 1) + auth + end,
                    get + host + ": x\r\n" + auth + end, get + host.replace("\r\n", "\0x\r\n") + auth + end,
                    "GET http://evil.example/ HTTP/1.1\r\n" + host + auth + end,
                    "GET //evil.example/ HTTP/1.1\r\n" + host + auth + end, "GET  / HTTP/1.1\r\n" + host + auth + end,
                    get + "Host:\r\n 127.0.0.1:%d\r\n" % self.port + auth + end,
                    get + host + auth + "Content-Length: -1\r\n" + end, good + good,
                    get + host + auth + "Transfer-Encoding: chunked\r\n" + end):
            self.assertIn(self.raw(bad), ("400", "421", "closed"), bad)
        self.assertIn(self.raw(get + host + "X: " + "a" * 100000 + "\r\n" + end), ("431", "closed"))
        self.assertEqual(self.raw(good), "200")

    def test_every_reply_carries_the_careful_headers(self):
        for path, status in (("/", 200), ("/said.json", 200), ("/nothing", 404), ("/page.css", 200)):
            r, _ = self.ask(path)
            self.assertEqual(r.status, status)
            policy = r.getheader("Content-Security-Policy")
            for part in ("default-src 'none'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
                self.assertIn(part, policy)
            self.assertNotIn("unsafe", policy)
            self.assertEqual(r.getheader("X-Content-Type-Options"), "nosniff")
            self.assertEqual(r.getheader("Referrer-Policy"), "no-referrer")
            self.assertEqual(r.getheader("Cache-Control"), "no-store")

    def test_a_hostile_report_stays_text_on_every_page(self):
        for path in PAGES:
            r, body = self.ask(path)
            self.assertEqual(r.status, 200, path)
            page = Page(body)
            self.assertEqual(page.faults, [], path)
            self.assertEqual(page.scripts, ["/app.js"], path)
            self.assertNotIn("img", page.seen, path)
            self.assertEqual(len(page.ids), len(set(page.ids)), path)
            self.assertNotIn("\u202e", body, path)
            self.assertNotIn("\x1b", body, path)
        self.assertIn("&lt;script&gt;", self.ask("/report/R1")[1])

    def test_the_same_rows_as_data(self):
        for path in ("/overview", "/talks", "/timeline", "/said", "/positions", "/differ", "/names", "/report/R1",
                     "/search", "/network", "/map", "/events", "/copies", "/stories", "/help"):
            r, body = self.ask(path + ".json?q=harbour")
            self.assertEqual(r.getheader("Content-Type"), "application/json; charset=utf-8")
            rows = json.loads(body)
            table = list(csv.reader(io.StringIO(self.ask(path + ".csv?q=harbour")[1])))
            self.assertEqual(len(rows), len(table) - 1, path)
            for line in table:
                self.assertEqual(len(line), len(table[0]))
                for cell in line:
                    self.assertFalse(cell.lstrip()[:1] in ("=", "+", "-", "@"), cell)

    def test_pages_have_a_heading_a_skip_link_and_names_for_what_is_drawn_or_filled_in(self):
        for path in PAGES:
            body = self.ask(path)[1]
            self.assertEqual(len(re.findall("<h1", body)), 1, path)
            self.assertRegex(body, r'<body><a class="skip" href="#main">')
            self.assertEqual(len(re.findall(r'<svg[^>]*>', body)), len(re.findall(r'<svg[^>]* role="img" aria-label="[^"]+"', body)), path)
            for field in re.findall(r"<(?:input|select)[^>]*>", body):
                before = body[:body.index(field)]
                named = 'type="hidden"' in field or re.search(r'id="q"', field) or before.rfind("<label") > before.rfind("</label>")
                self.assertTrue(named, (path, field))
            self.assertLess(len(body.encode()), 150 * 1024, path)

    def test_what_is_not_there_is_not_found_and_a_bad_day_is_said(self):
        for path in ("/report/R99", "/report/..%2f..%2fetc", "/name/E000000000000", "/%2e%2e/etc/passwd", "/said/x"):
            self.assertEqual(self.ask(path)[0].status, 404, path)
        r, body = self.ask("/timeline?from=yesterday")
        self.assertEqual(r.status, 400)
        self.assertIn("is no day", body)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
