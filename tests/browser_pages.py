#!/usr/bin/env python3
"""A real browser lays the pages out: at 360 pixels nothing stands out at the side, the keys work, dark and light differ, and the print has all rows.

The pages are those of `export --as html`, looked at in frames by a script of the test; skipped (77) without Chromium.

usage: browser_pages.py PROGRAM ROOT
"""
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

from chromium import CHROMIUM, look, run

program, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
PAGES = ["index", "talks", "timeline", "said", "events", "positions", "differ", "names", "stories", "copies", "network", "map", "help", "report-R2"]
LOOK = """<!doctype html><meta charset=utf-8><body><pre id=out></pre><script>
var pages = %s, width = %d, out = [];
function contrast(a, b) {
  function lum(c) { var m = c.match(/[\\d.]+/g).slice(0, 3).map(function (v) { v /= 255; return v <= .03928 ? v / 12.92 : Math.pow((v + .055) / 1.055, 2.4); });
    return .2126 * m[0] + .7152 * m[1] + .0722 * m[2]; }
  var x = lum(a), y = lum(b); return (Math.max(x, y) + .05) / (Math.min(x, y) + .05);
}
function back(e) { for (; e; e = e.parentElement) { var c = getComputedStyle(e).backgroundColor; if (!/, 0\\)$|transparent/.test(c)) return c; } return "rgb(255,255,255)"; }
function next(i) {
  if (i == pages.length) { document.getElementById("out").textContent = JSON.stringify(out); return; }
  var f = document.createElement("iframe"); f.width = width; f.height = 900; f.src = pages[i] + ".html";
  f.onload = function () {
    var w = f.contentWindow, d = w.document, r = {page: pages[i], over: d.documentElement.scrollWidth - width, wide: []};
    d.querySelectorAll("main *").forEach(function (e) { var b = e.getBoundingClientRect();
      if (b.right > width + 1 && !e.closest(".wrap,svg,.sr")) r.wide.push(e.tagName + "." + e.className); });
    r.bg = w.getComputedStyle(d.documentElement).backgroundColor;
    r.low = []; d.querySelectorAll("main p, main td, main th, main a, main span, main b, main dt, main dd, nav a").forEach(function (e) {
      if (!e.textContent.trim() || e.closest("svg,.sr")) return; var c = contrast(w.getComputedStyle(e).color, back(e)); if (c < 4.5) r.low.push(e.className + " " + c.toFixed(2)); });
    r.small = []; d.querySelectorAll("button, input, select, nav a, summary").forEach(function (e) { var b = e.getBoundingClientRect();
      if (b.width && (b.height < 24 || b.width < 24) && e.type != "hidden") r.small.push(e.tagName + " " + b.width + "x" + b.height); });
    function key(k) { (d.activeElement || d.body).dispatchEvent(new w.KeyboardEvent("keydown", {key: k, bubbles: true})); return d.activeElement; }
    var items = d.querySelectorAll("[data-item]"), a = key("j"), b = key("j");
    r.keys = items.length < 2 || (a === items[0] && b === items[1] && key("k") === items[0]);
    r.rows = items.length; out.push(r); f.remove(); next(i + 1);
  };
  document.body.appendChild(f);
}
next(0);
</script>"""


def print_out(tmp, site):
    path = os.path.join(tmp, "said.pdf")
    run(tmp, "--no-pdf-header-footer", "--print-to-pdf=" + path, "file://" + os.path.join(site, "said.html"))
    if not shutil.which("pdftotext") or not os.path.exists(path):
        return None
    return subprocess.run(["pdftotext", path, "-"], stdout=subprocess.PIPE, check=True).stdout.decode()


def main():
    if not CHROMIUM:
        print("Chromium is not installed")
        sys.exit(77)
    bad = []
    with tempfile.TemporaryDirectory() as tmp:
        db, site = os.path.join(tmp, "strait.db"), os.path.join(tmp, "site")
        subprocess.run([program, "add", db, *sorted(glob.glob(os.path.join(root, "examples/reports/*.txt")))], stderr=subprocess.DEVNULL, check=True)
        subprocess.run([program, "export", db, "--as", "html", "--full-text", "--to", site], check=True)
        wide, narrow, dark = [look(tmp, site, LOOK % (json.dumps(PAGES), width), at_night, 20) for width, at_night in ((1280, False), (360, False), (360, True))]
        for name, pages in (("wide", wide), ("narrow", narrow), ("dark", dark)):
            if len(pages) != len(PAGES):
                bad.append("%s: only %d of %d pages were laid out" % (name, len(pages), len(PAGES)))
            for r in pages:
                if r["over"] > 0 or r["wide"]:
                    bad.append("%s %s: stands out by %d: %s" % (name, r["page"], r["over"], r["wide"][:4]))
                if r["low"]:
                    bad.append("%s %s: low contrast: %s" % (name, r["page"], sorted(set(r["low"]))[:4]))
                if r["small"]:
                    bad.append("%s %s: smaller than 24 pixels: %s" % (name, r["page"], r["small"][:4]))
                if not r["keys"]:
                    bad.append("%s %s: j and k do not walk over the entries" % (name, r["page"]))
        if dark and wide and dark[0]["bg"] == wide[0]["bg"]:
            print("this Chromium does not take the setting for dark pages")
        text = print_out(tmp, site)
        if text is not None and ("No sailors, no signature" not in text or "Show" in text.split("\n")):
            bad.append("print: rows are missing, or controls are printed")
    print("\n".join(bad) or "all pages are laid out well")
    sys.exit(bool(bad))


main()
