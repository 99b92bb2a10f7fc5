#!/usr/bin/env python3
"""A real browser opens the address that `serve` prints and shows the overview; skipped (77) without Chromium.

usage: browser.py PROGRAM ROOT
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

program, root = os.path.abspath(sys.argv[1]), sys.argv[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--window-size=1280,1600"]


def open_page(tmp, address):
    """The page as the browser has built it."""
    p = subprocess.run([CHROMIUM, *FLAGS, "--user-data-dir=" + os.path.join(tmp, "profile"), "--dump-dom", address],
                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=120)
    return p.stdout.decode()


def main():
    if not CHROMIUM:
        print("Chromium is not installed")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as tmp:
        db = os.path.join(tmp, "strait.db")
        subprocess.run([program, "add", db, *sorted(glob.glob(os.path.join(root, "examples/reports/*.txt")))], stderr=subprocess.DEVNULL, check=True)
        server = subprocess.Popen([program, "serve", db], stdout=subprocess.PIPE, text=True)
        try:
            address = re.search(r"http://\S+", server.stdout.readline()).group()
            page = open_page(tmp, address)
            wanted = ["<h1>Overview</h1>", "Most quoted", "Jon Ruud", "12-npa-first-ships.txt|First ships pass strait under escort"]
            missing = [w for w in wanted if not re.search(w, page)]
            again = open_page(tmp, address)  # the address works once
            if "Jon Ruud" in again:
                missing.append("the one-time address worked twice")
        finally:
            server.terminate()
            server.wait(20)
    print("\n".join("missing: " + m for m in missing) or "the overview is shown")
    sys.exit(bool(missing))


main()
