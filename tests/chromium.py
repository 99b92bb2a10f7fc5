"""Chromium without a window, for tests that look at pages."""
import html
import json
import os
import re
import shutil
import subprocess

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--allow-file-access-from-files", "--window-size=1400,1000"]


def run(tmp, *args, seconds=300):
    p = subprocess.run([CHROMIUM, *FLAGS, "--user-data-dir=" + os.path.join(tmp, "profile"), *args],
                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=seconds)
    return p.stdout.decode()


def look(tmp, site, page, dark, seconds):
    """What the script of `page`, laid into the folder `site`, writes as JSON into its element "out" within so many seconds; [] where it wrote nothing."""
    with open(os.path.join(site, "look.html"), "w") as f:
        f.write(page)
    more = ["--blink-settings=preferredColorScheme=0"] if dark else []
    text = run(tmp, "--virtual-time-budget=%d" % (1000 * seconds), *more, "--dump-dom", "file://" + os.path.join(site, "look.html"), seconds=600)
    found = re.search(r'<pre id="out">(.*?)</pre>', text, re.S)
    return json.loads(html.unescape(found.group(1))) if found and found.group(1) else []
