"""A server over a dossier, for tests that ask it for pages."""
import http.client
import re
import subprocess


class Served:
    def __init__(self, program, db):
        self.process = subprocess.Popen([program, "serve", db], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        port, self.token = re.search(r":(\d+)/\?token=(\w+)", self.process.stdout.readline()).groups()
        self.port = int(port)

    def get(self, path):
        """Status and text of one page."""
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        c.request("GET", path, headers={"Authorization": "Bearer " + self.token})
        r = c.getresponse()
        body = r.read().decode("utf-8")
        c.close()
        return r.status, body

    def stop(self):
        self.process.terminate()
        self.process.communicate(timeout=20)
