#!/usr/bin/env python3
"""axe-core finds nothing on any page, light and dark, wide and at 360 pixels, in a real browser.

The pages are those of `export --as html` and what only `serve` shows, fetched and put beside them.  Skipped (77) without Chromium or axe-core: `npm install
--prefix build axe-core`, or its axe.min.js in the environment variable AXE_CORE.

usage: axe_pages.py PROGRAM ROOT
"""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

from chromium import CHROMIUM, look
from serving import Served

program, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
AXE = [p for p in (os.environ.get("AXE_CORE", ""), os.path.join(root, "build/node_modules/axe-core/axe.min.js"),
                   "/usr/share/nodejs/axe-core/axe.min.js", "/usr/lib/node_modules/axe-core/axe.min.js", "/usr/local/lib/node_modules/axe-core/axe.min.js")
       if p and os.path.exists(p)]
SERVED = ["/check", "/search?q=strait", "/search?q=strait&party=Norland&origin=independent", "/changes?since=2023-03-01", "/changes?since=2023-03-09&party=Norland", "/changes?since=2024", "/positions?show=history", "/positions?show=conditions", "/positions?own=1", "/said?speaker=%3F", "/nothing"]
LOOK = """<!doctype html><html lang=en><meta charset=utf-8><title>look</title><body><pre id=out></pre><script>
var pages = %s, width = %d, out = [];
function next(i) {
  if (i == pages.length) { document.getElementById("out").textContent = JSON.stringify(out); return; }
  var f = document.createElement("iframe"); f.width = width; f.height = 900; f.src = pages[i];
  f.onload = function () {
    var s = f.contentDocument.createElement("script"); s.src = "axe.min.js";
    s.onload = function () {
      f.contentWindow.axe.run().then(function (r) {
        r.violations.forEach(function (v) { out.push(pages[i] + ": " + v.id + " at " + v.nodes[0].target); });
        out.push("looked at " + pages[i]); f.remove(); next(i + 1); });
    };
    f.contentDocument.head.appendChild(s);
  };
  document.body.appendChild(f);
}
next(0);
</script>"""


def fetch(db, site):
    """Pages of the server as files."""
    served = Served(program, db)
    try:
        row = re.search(r'href="(/row/\w+)#history"', served.get("/positions")[1]).group(1)
        for i, path in enumerate(SERVED + [row]):
            with open(os.path.join(site, "served%d.html" % i), "w", encoding="utf-8") as f:
                f.write(served.get(path)[1].replace('"/page.css"', '"page.css"').replace('"/app.js"', '"app.js"'))
    finally:
        served.stop()


def main():
    if not CHROMIUM or not AXE:
        print("Chromium or axe-core is not installed")
        sys.exit(77)
    bad = []
    with tempfile.TemporaryDirectory() as tmp:
        db, site = os.path.join(tmp, "strait.db"), os.path.join(tmp, "site")
        subprocess.run([program, "add", db, *sorted(glob.glob(os.path.join(root, "examples/reports/*.txt")))], stderr=subprocess.DEVNULL, check=True)
        subprocess.run([program, "export", db, "--as", "html", "--full-text", "--to", site], check=True)
        fetch(db, site)
        shutil.copy(AXE[0], os.path.join(site, "axe.min.js"))
        files = sorted(os.path.basename(p) for p in glob.glob(os.path.join(site, "*.html")))
        pages = [f for f in files if not re.match(r"(name|copy|report)-", f)] + [next(f for f in files if f.startswith(k)) for k in ("name-", "report-")]
        for width, dark in ((1280, False), (1280, True), (360, False), (360, True)):
            said = look(tmp, site, LOOK % (json.dumps(pages), width), dark, 60)
            bad += ["%d %s %s" % (width, "dark" if dark else "light", s) for s in said if not s.startswith("looked at ")]
            bad += ["%d not looked at: %s" % (width, p) for p in pages if "looked at " + p not in said]
    print("\n".join(bad) or "%d pages, four ways: nothing found" % len(pages))
    sys.exit(bool(bad))


main()
