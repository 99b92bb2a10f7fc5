"""Many workers on PostgreSQL: the same record, whatever is killed, restarted or broken.

usage: cluster_test.py PROGRAM ROOT [--long] [--reports N] [-v] [Faults Rates.test_growth_is_linear ...]

Starts PostgreSQL 15 or later itself, in a folder of its own, on 127.0.0.1; skipped (77) where the server's programs are
not installed or the program was built without libpq.  --long: twenty kills, rates, and growth up to N reports (200,000).
"""
import gzip
import json
import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
LONG = "--long" in sys.argv
REPORTS = int(sys.argv[sys.argv.index("--reports") + 1]) if "--reports" in sys.argv else 200000
SKIPPED = 77


def server_programs():
    ways = sorted(d for d in ("/usr/lib/postgresql/%d/bin" % n for n in range(15, 30)) if os.path.exists(d + "/initdb"))
    if ways:
        return ways[0]
    found = shutil.which("initdb")
    return os.path.dirname(os.path.realpath(found)) if found else None


BIN = server_programs()


class Server:
    """A cluster in a temporary folder.  PostgreSQL refuses to run as root: then the user `postgres` owns it."""

    def __init__(self):
        self.at = tempfile.mkdtemp(prefix="rapporteur-pg-")
        self.user = []
        if os.geteuid() == 0:
            try:
                nobody = pwd.getpwnam("postgres")
            except KeyError:
                sys.exit(SKIPPED)
            os.chown(self.at, nobody.pw_uid, nobody.pw_gid)
            self.user = ["setpriv", "--reuid", str(nobody.pw_uid), "--regid", str(nobody.pw_gid), "--clear-groups"]
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.data = os.path.join(self.at, "data")
        with open(os.path.join(self.at, "word"), "w") as f:
            f.write("sesame\n")
        os.chmod(os.path.join(self.at, "word"), 0o644)
        self.run("initdb", "-D", self.data, "-U", "clerk", "-A", "scram-sha-256", "--pwfile", os.path.join(self.at, "word"),
                 "-E", "UTF8", "--locale=C")
        with open(os.path.join(self.data, "postgresql.conf"), "a") as f:
            f.write("listen_addresses = '127.0.0.1'\nport = %d\nunix_socket_directories = '%s'\nmax_wal_size = 4GB\n"
                    % (self.port, self.at))
        self.start()

    def run(self, program, *args):
        return subprocess.run(self.user + [os.path.join(BIN, program), *args], cwd=self.at, check=True,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)

    def start(self):
        self.run("pg_ctl", "-D", self.data, "-w", "-l", os.path.join(self.at, "log"), "start")

    def stop(self, how="fast"):
        self.run("pg_ctl", "-D", self.data, "-w", "-m", how, "stop")

    def url(self, name, word="sesame", port=None):
        return "postgresql://clerk:%s@127.0.0.1:%d/%s" % (word, port or self.port, name)

    def sql(self, name, text):
        env = dict(os.environ, PGPASSWORD="sesame", PGOPTIONS="-c client_min_messages=warning")
        return subprocess.run([os.path.join(BIN, "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1",
                               "-p", str(self.port), "-U", "clerk", "-d", name, "-c", text], env=env, check=True,
                              stdout=subprocess.PIPE).stdout.decode().strip()

    def database(self, name):
        self.sql("postgres", "DROP DATABASE IF EXISTS %s WITH (FORCE)" % name)
        self.sql("postgres", "CREATE DATABASE %s" % name)
        return self.url(name)

    def remove(self):
        self.stop("immediate")
        shutil.rmtree(self.at)


def report(i):
    """An invented report; a fifth tell no date, some are copies of others."""
    draw = random.Random(i if i % 7 else i // 14)
    who = draw.choice(["Jon Ruud", "Ana Bellec", "Petra Holm", "Ivo Tessen", "Mara Quist", "Olen Farr"])
    land, other = draw.sample(["Norland", "Sudmark", "Ostia", "Kesh"], 2)
    day = "%d May 2031" % (1 + draw.randrange(28))
    head = "%s envoy meets %s over the strait\n\n" % (land, other) if draw.random() < .5 else ""
    when = "OSTIA, %s (NPA) - " % day if draw.random() < .8 else ""
    body = ["%s%s, foreign minister of %s, said that %s would keep the harbour open." % (when, who, land, other),
            "\"We will not leave the strait before the talks end,\" %s told reporters in Ostia." % who.split()[1],
            "Soldiers of %s shelled the bridge at Kesh on Thursday, killing %d people, an official of %s said." %
            (other, 2 + draw.randrange(60), land),
            "%s promised to send %d tonnes of grain if %s opens the port." % (land, 100 * draw.randrange(1, 90), other),
            "Delegations of %s and %s met in Ostia for a %s round of talks." %
            (land, other, draw.choice(["first", "second", "third"]))]
    draw.shuffle(body)
    return head + "\n\n".join(body[:draw.randrange(2, 6)]) + "\n"


def write_input(folder, n):
    """Files, lines and packed lines: n reports in all."""
    os.makedirs(os.path.join(folder, "in", "files"))
    for i in range(n // 4):
        with open(os.path.join(folder, "in", "files", "%06d.txt" % i), "w") as f:
            f.write(report(i))
    with open(os.path.join(folder, "in", "lines.jsonl"), "w") as f:
        for i in range(n // 4, n // 2):
            f.write(json.dumps({"text": report(i)}) + "\n")
    with gzip.open(os.path.join(folder, "in", "packed.jsonl.gz"), "wt") as f:
        for i in range(n // 2, n):
            f.write(json.dumps({"id": "p%d" % i, "title": "Report \0 %d" % i, "text": report(i)}) + "\n")


class Case(unittest.TestCase):
    def setUp(self):
        self.tmp = tempfile.TemporaryDirectory()
        self.at = self.tmp.name
        self.env = dict(os.environ, RAPPORTEUR_CACHE=os.path.join(self.at, "cache"))

    def tearDown(self):
        self.tmp.cleanup()

    def run_it(self, *args, want=0, **more):
        p = subprocess.run([PROGRAM, *args], cwd=self.at, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                           timeout=3600, **more)
        self.out, self.err = p.stdout.decode(), p.stderr.decode()
        self.assertEqual(p.returncode, want, "%s: %s" % (args, self.err))
        return self.out

    def worker(self, url, *args, core=None):
        pin = ["taskset", "-c", str(core)] if core is not None else []
        return subprocess.Popen(pin + [PROGRAM, "work", url, "--jobs", "1", *args], cwd=self.at, env=self.env,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def digest(self, dossier):
        return self.run_it("export", dossier, "--digest").strip()

    def on_one_machine(self):
        self.run_it("add", "one.db", "in")
        return self.digest("one.db")

    def counts(self, name):
        return dict(line.split("|") for line in
                    SERVER.sql(name, "SELECT state, count(*) FROM rapporteur.ticket GROUP BY state").split("\n") if line)

    def left(self, name):
        return int(SERVER.sql(name, "SELECT count(*) FROM rapporteur.ticket WHERE state IN ('waiting', 'leased')"))


class Same(Case):
    def test_one_worker_or_four_give_what_one_machine_gives(self):
        write_input(self.at, 200)
        shutil.copytree(os.path.join(ROOT, "examples", "web"), os.path.join(self.at, "in", "web"))
        with open(os.path.join(self.at, "in", "web", "holm.warc"), "rb") as f:
            records = [b"WARC/1." + r for r in f.read().replace(b"<urn:uuid:", b"<urn:uuid:packed-").split(b"WARC/1.")[1:]]
        with open(os.path.join(self.at, "in", "members.warc.gz"), "wb") as f:
            f.write(b"".join(map(gzip.compress, records)))
        with gzip.open(os.path.join(self.at, "in", "whole.warc.gz"), "wb") as f:
            f.write(b"".join(records).replace(b"packed-", b"stream-"))
        want = self.on_one_machine()
        url = SERVER.database("news")
        self.run_it("add", url, "in")
        self.assertEqual(self.digest(url), want)
        url = SERVER.database("news")
        self.run_it("add", "--engine", url, "in")
        workers = [self.worker(url, "--until-empty", "--batch", "5") for _ in range(4)]
        self.assertEqual([w.wait(600) for w in workers], [0] * 4)
        self.assertEqual(self.digest(url), want)
        for verb in ("overview", "said", "talks", "timeline", "positions", "differ", "copies", "names", "events"):
            shown = [" ".join(self.run_it(verb, where).replace(name, "DOSSIER").split()) for where, name in
                     ((url, url.replace(":sesame", "")), ("one.db", os.path.realpath(os.path.join(self.at, "one.db"))))]
            self.assertEqual(*shown, verb)
        self.assertEqual(self.run_it("search", url, "harbour"), self.run_it("search", "one.db", "harbour"))
        self.assertIn("all match", self.run_it("cite", url, "--check"))

    def test_corrections_and_later_reports_give_what_one_machine_gives(self):
        write_input(self.at, 60)
        url = SERVER.database("news")
        self.run_it("add", url, "in")
        self.run_it("add", "one.db", "in")
        for where in (url, "one.db"):
            self.run_it("names", where, "--date", "R2=2031-05-04")
            self.run_it("names", where, "--merge", "Jon Ruud", "Ana Bellec")
        with open(os.path.join(self.at, "in", "files", "000003.txt"), "w") as f:
            f.write(report(900))  # another version of a report
        with open(os.path.join(self.at, "later.txt"), "w") as f:
            f.write(report(901))
        for where in (url, "one.db"):
            self.run_it("add", where, "in", "later.txt")
            self.run_it("forget", where, "R5")
        self.assertEqual(self.digest(url), self.digest("one.db"))
        row = json.loads(self.run_it("export", url, "--table", "event").splitlines()[0])["id"]
        self.run_it("check", url, "--accept", row)
        self.assertIn(row, self.run_it("export", url, "--table", "judgement"))

    def test_no_key_is_too_long_or_too_odd(self):
        os.makedirs(os.path.join(self.at, "in"))
        draw = random.Random(1)
        with open(os.path.join(self.at, "in", "lines.jsonl"), "w") as f:
            for i in range(20):
                key = "".join(chr(draw.choice([0, 9, 39, 92, 233, 0x4e00, 0x10fffd, 0x1f600, 65 + i])) for _ in range(300 * i + 1))
                f.write(json.dumps({"id": "%d %s" % (i, key), "title": key[:90], "source": "\0\U0010fffd", "text": report(i)}) + "\n")
        want = self.on_one_machine()
        url = SERVER.database("news")
        self.run_it("add", url, "in")
        self.assertEqual(self.digest(url), want)
        self.run_it("add", "--engine", url, "in")
        self.assertIn("0 reports are in the queue; 20 there already", self.err)

    def test_a_dossier_that_was_restored_is_shown_as_it_is(self):
        write_input(self.at, 40)
        url = SERVER.database("news")
        self.run_it("add", url, "in/files")
        before, env = self.digest(url), dict(os.environ, PGPASSWORD="sesame")
        SERVER.sql("postgres", "DROP DATABASE IF EXISTS kept")
        SERVER.sql("postgres", "CREATE DATABASE kept TEMPLATE news")
        self.run_it("add", url, "in/lines.jsonl")
        after = self.digest(url)
        self.assertNotEqual(after, before)
        dump = os.path.join(self.at, "dump")
        subprocess.run([os.path.join(BIN, "pg_dump"), "-Fc", "-f", dump, SERVER.url("kept")], check=True, env=env)
        url = SERVER.database("news")
        subprocess.run([os.path.join(BIN, "pg_restore"), "-d", url, dump], check=True, env=env)
        self.assertEqual(self.digest(url), before)
        self.run_it("add", url, "in/packed.jsonl.gz")  # another history from here on
        self.run_it("add", "one.db", "in/files", "in/packed.jsonl.gz")
        self.assertEqual(self.digest(url), self.digest("one.db"))
        self.run_it("add", url, "in/lines.jsonl")
        self.run_it("add", "one.db", "in/lines.jsonl")
        self.assertEqual(self.digest(url), self.digest("one.db"))
        self.assertIn("all match", self.run_it("cite", url, "--check"))

    def test_a_reader_needs_no_more_than_to_select(self):
        write_input(self.at, 20)
        url = SERVER.database("news")
        self.run_it("add", url, "in/files")
        SERVER.sql("news", "DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD 'sesame';"
                           "GRANT USAGE ON SCHEMA rapporteur TO reader;"
                           "GRANT SELECT ON ALL TABLES IN SCHEMA rapporteur TO reader;"
                           "ALTER DEFAULT PRIVILEGES IN SCHEMA rapporteur GRANT SELECT ON TABLES TO reader")
        reader = url.replace("clerk:", "reader:")
        self.assertEqual(self.digest(reader), self.digest(url))
        self.run_it("add", url, "in/lines.jsonl")
        self.assertEqual(self.digest(reader), self.digest(url))
        row = json.loads(self.run_it("export", reader, "--table", "attribution").splitlines()[0])["id"]
        self.run_it("check", reader, "--accept", row, want=74)
        self.assertIn("permission denied", self.err)
        SERVER.sql("news", "DROP OWNED BY reader; DROP ROLE reader")

    def test_the_same_reports_again_are_not_read_again(self):
        write_input(self.at, 20)
        url = SERVER.database("news")
        self.run_it("add", url, "in")
        before = self.digest(url)
        self.run_it("add", "--engine", url, "in")
        self.assertIn("0 reports are in the queue; 20 there already", self.err)
        self.run_it("work", url, "--until-empty")
        self.assertEqual(self.digest(url), before)

    def test_records_made_elsewhere_go_through_the_queue_too(self):
        write_input(self.at, 40)
        want = self.on_one_machine()
        for i in ("1", "2", "3"):
            with open(os.path.join(self.at, i + ".jsonl"), "w") as f:
                f.write(self.run_it("read", "--with-source", "--shard", i + "/3", "in"))
        self.run_it("add", "two.db", "1.jsonl", "2.jsonl", "3.jsonl")
        self.assertEqual(self.digest("two.db"), want)
        url = SERVER.database("news")
        self.run_it("add", url, "3.jsonl", "2.jsonl", "1.jsonl")
        self.assertEqual(self.digest(url), want)

    def test_the_scripts_for_clusters_give_what_one_machine_gives(self):
        write_input(self.at, 40)
        want = self.on_one_machine()
        env = dict(self.env, RAPPORTEUR=PROGRAM, PARTS="3")
        subprocess.run(["sh", os.path.join(ROOT, "examples/cluster/shards.sh"), "shards.db", "in"], cwd=self.at, env=env,
                       check=True, stderr=subprocess.DEVNULL)
        self.assertEqual(self.digest("shards.db"), want)
        for i in range(1, 4):  # what each task of an array does
            subprocess.run(["bash", os.path.join(ROOT, "examples/cluster/slurm-array.sh"), "records", "in"], cwd=self.at, check=True,
                           env=dict(env, SLURM_ARRAY_TASK_ID=str(i), SLURM_ARRAY_TASK_COUNT="3"), stderr=subprocess.DEVNULL)
        self.run_it("add", "array.db", "records")
        self.assertEqual(self.digest("array.db"), want)


    def test_the_units_for_systemd_hold(self):
        if not shutil.which("systemd-analyze"):
            self.skipTest("no systemd-analyze")
        for name in ("rapporteur-work@.service", "rapporteur-settle.service", "rapporteur-settle.timer"):
            with open(os.path.join(ROOT, "examples/cluster", name)) as f:
                text = f.read().replace("/usr/bin/rapporteur", PROGRAM)
            with open(os.path.join(self.at, name.replace("@", "@1")), "w") as f:
                f.write(text)
        told = subprocess.run(["systemd-analyze", "verify", "--man=no", "rapporteur-work@1.service", "rapporteur-settle.service",
                               "rapporteur-settle.timer"], cwd=self.at, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual((told.returncode, told.stdout), (0, b""))


class Faults(Case):
    def kill_workers(self, reports, kills):
        write_input(self.at, reports)
        want = self.on_one_machine()
        url = SERVER.database("news")
        self.run_it("add", "--engine", url, "in")
        draw, workers, killed = random.Random(reports), [], 0
        while killed < kills and self.left("news"):
            workers = [w for w in workers if w.poll() is None]
            while len(workers) < 4:
                workers.append(self.worker(url, "--batch", "8"))
            time.sleep(draw.uniform(.05, .4 if LONG else .15))  # all in time also where reading is quick
            victim = draw.choice(workers)
            if victim.poll() is None:
                victim.kill()
                victim.wait()
                killed += 1
        for w in workers:
            w.terminate()
        self.assertTrue(all(w.wait(60) in (0, -signal.SIGTERM, -signal.SIGKILL) for w in workers))
        self.assertEqual(killed, kills)
        self.run_it("work", url, "--until-empty", "--batch", "8", "--once")
        workers = [self.worker(url) for _ in range(4)]
        while self.left("news"):
            time.sleep(.05)
        leaders = 0  # now they help the leader, and it dies too
        while leaders < 3:
            leader = subprocess.Popen([PROGRAM, "work", url, "--settle"], cwd=self.at, env=self.env, stderr=subprocess.DEVNULL)
            for w in workers[:2] + [leader] * (leaders < 2):
                time.sleep(draw.uniform(0, .3))
                w.kill()
                w.wait(60)
            leaders += 1
            workers = workers[2:] + [self.worker(url) for _ in range(2)]
        self.assertEqual(leader.wait(600), 0)
        for w in workers:
            w.terminate()
            w.wait(60)
        self.assertEqual(self.counts("news"), {"done": str(reports)})
        self.assertEqual(SERVER.sql("news", "SELECT count(*) FROM rapporteur.source"), str(reports))
        self.assertEqual(self.digest(url), want)

    def test_workers_that_are_killed_lose_and_double_nothing(self):
        self.kill_workers(*((6000, 20) if LONG else (700, 5)))

    def parts(self, what="count(*)"):
        return SERVER.sql("news", "SELECT %s FROM rapporteur.shard" % what)

    def test_parts_of_questions_are_answered_by_anybody_once(self):
        write_input(self.at, 240)
        url = SERVER.database("news")
        self.run_it("add", "--engine", url, "in")
        workers = [self.worker(url) for _ in range(2)]
        while self.left("news"):
            time.sleep(.05)
        self.run_it("add", "one.db", "in")
        self.run_it("work", url, "--settle")
        self.assertEqual(self.digest(url), self.digest("one.db"))
        for w in workers:
            w.terminate()
            w.wait(60)
        self.assertGreater(int(self.parts()), 1)
        self.assertEqual(self.parts("count(*) FILTER (WHERE state = 'done' AND tries = 1 AND asked IS NULL)"), self.parts())
        before = self.parts("md5(string_agg(input || answer::text, '' ORDER BY input))")
        for where in (url, "one.db"):  # the same parts: what was answered stands
            self.run_it("names", where, "--merge", "Jon Ruud", "Ana Bellec")
        self.assertEqual(self.digest(url), self.digest("one.db"))
        self.assertEqual(self.parts("md5(string_agg(input || answer::text, '' ORDER BY input))"), before)
        self.assertEqual(self.parts("max(tries)"), "1")

    def test_answers_that_are_wrong_or_never_come_cost_nothing_but_time(self):
        write_input(self.at, 200)
        url = SERVER.database("news")
        self.run_it("add", url, "in")
        self.run_it("add", "one.db", "in")
        self.assertGreater(int(self.parts()), 1)
        worker = self.worker(url)
        while SERVER.sql("news", "SELECT count(*) FROM rapporteur.worker WHERE ended IS NULL") != "1":
            time.sleep(.05)
        broken = (("answer = 'nonsense'", "Jon Ruud", "Ana Bellec"), ("answer = ''", "Petra Holm", "Ivo Tessen"),
                  ("state = 'waiting', answer = NULL, asked = 'nonsense'", "Mara Quist", "Olen Farr"),
                  ("state = 'leased', answer = NULL, asked = 'x', worker = 4000, lease = now() + interval '1 hour'",
                   "Jon Ruud", "Petra Holm"),
                  ("state = 'leased', answer = NULL, asked = 'x', worker = 0, lease = now() + interval '1 hour', tries = 3",
                   "Jon Ruud", "Mara Quist"))
        for change, one, other in broken:
            SERVER.sql("news", "UPDATE rapporteur.shard SET " + change)
            for where in (url, "one.db"):
                self.run_it("names", where, "--merge", one, other)
            self.assertEqual(self.digest(url), self.digest("one.db"), change)
        worker.terminate()
        self.assertEqual(worker.wait(60), 0)

    def test_a_dossier_of_the_first_version_is_brought_up_to_date(self):
        write_input(self.at, 20)
        url = SERVER.database("news")
        self.run_it("add", url, "in/files")
        SERVER.sql("news", "DROP TABLE rapporteur.shard; UPDATE rapporteur.meta SET value = '1' WHERE key = 'version'")
        self.run_it("add", url, "in/lines.jsonl")
        self.run_it("add", "one.db", "in/files", "in/lines.jsonl")
        self.assertEqual(self.digest(url), self.digest("one.db"))
        self.assertEqual(SERVER.sql("news", "SELECT value FROM rapporteur.meta WHERE key = 'version'"), "2")

    def test_a_restart_of_the_database_costs_nothing_but_time(self):
        write_input(self.at, 250)
        want = self.on_one_machine()
        url = SERVER.database("news")
        self.run_it("add", "--engine", url, "in")
        workers = [self.worker(url, "--batch", "8") for _ in range(2)]
        limit = time.time() + 60  # both have begun, on a slow machine too
        while SERVER.sql("news", "SELECT count(*) FROM rapporteur.worker") != "2" and time.time() < limit:
            time.sleep(.02)
        SERVER.stop("immediate")
        time.sleep(.3)
        SERVER.start()
        limit = time.time() + 300
        while self.left("news") and time.time() < limit:
            time.sleep(.1)
        self.assertTrue(all(w.poll() is None for w in workers))
        for w in workers:
            w.terminate()
        self.assertEqual([w.wait(60) for w in workers], [0, 0])
        self.run_it("work", url, "--settle")
        self.assertEqual(self.digest(url), want)

    def test_a_lease_whose_answer_was_lost_is_given_back(self):
        write_input(self.at, 20)
        want = self.on_one_machine()
        url = SERVER.database("news")
        self.run_it("add", "--engine", url, "in")
        w = self.worker(url)
        limit = time.time() + 120
        while self.left("news") and time.time() < limit:
            time.sleep(.05)
        SERVER.sql("news", "UPDATE rapporteur.ticket SET state = 'leased', lease = now() + interval '1 hour', worker = (SELECT max(id) FROM"
                           " rapporteur.worker) WHERE id = (SELECT min(id) FROM rapporteur.ticket)")
        SERVER.sql("news", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'news' AND pid <> pg_backend_pid()")
        while self.left("news") and time.time() < limit:
            time.sleep(.05)
        self.assertEqual(self.counts("news"), {"done": "20"})
        w.terminate()
        self.assertEqual(w.wait(60), 0)
        self.run_it("work", url, "--settle")
        self.assertEqual(self.digest(url), want)

    def test_a_worker_that_is_told_to_stop_gives_back_what_it_has_not_read(self):
        write_input(self.at, 400)
        url = SERVER.database("news")
        self.run_it("add", "--engine", url, "in")
        w = self.worker(url, "--batch", "200")
        limit = time.time() + 60
        while "leased" not in self.counts("news") and time.time() < limit:
            time.sleep(.02)
        w.terminate()
        self.assertEqual(w.wait(60), 0)
        left = self.counts("news")
        self.assertNotIn("leased", left)
        self.assertGreater(int(left.get("waiting", 0)), 0)
        self.assertEqual(SERVER.sql("news", "SELECT max(tries) FROM rapporteur.ticket WHERE state = 'waiting'"), "0")

    def test_a_report_that_fails_three_times_is_set_aside(self):
        write_input(self.at, 12)
        with open(os.path.join(self.at, "in", "files", "poison.txt"), "w") as f:
            f.write(report(1) * 40000)  # takes half a minute
        url = SERVER.database("news")
        self.run_it("add", "--engine", url, "--seconds", "2", "in")
        self.run_it("work", url, "--until-empty", want=65)
        self.assertIn("poison.txt: reading it took longer than 2 seconds", self.err)
        self.assertEqual(self.counts("news"), {"aside": "1", "done": "12"})
        self.assertEqual(SERVER.sql("news", "SELECT tries FROM rapporteur.ticket WHERE state = 'aside'"), "3")
        self.assertIn("1 set aside", self.run_it("work", url, "--status"))
        self.assertIn("poison.txt", self.out)
        os.remove(os.path.join(self.at, "in", "files", "poison.txt"))
        self.run_it("add", "one.db", "in")
        self.assertEqual(self.digest(url), self.digest("one.db"))

    def test_a_file_that_has_changed_in_the_queue_is_told(self):
        write_input(self.at, 8)
        url = SERVER.database("news")
        self.run_it("add", "--engine", url, "in/files/000000.txt")
        with open(os.path.join(self.at, "in/files/000000.txt"), "w") as f:
            f.write("Something else.\n")
        self.run_it("work", url, "--until-empty", want=65)
        self.assertIn("not what it was when it was put into the queue", self.err)

    def fails(self, url, words, verb="overview"):
        self.run_it(verb, url, want=74)
        self.assertEqual(len(self.err.strip().split("\n")), 1, self.err)
        self.assertIn(words, self.err)
        self.assertNotIn("sesame", self.err)

    def test_what_is_wrong_is_told_in_one_line_with_status_74(self):
        url = SERVER.database("news")
        for verb in ("overview", "work"):
            self.fails(SERVER.url("news", word="wrong"), "password authentication failed", verb)
            self.fails(SERVER.url("nowhere"), "does not exist", verb)
            self.fails(SERVER.url("news", port=1), "Connection refused", verb)
            self.fails(url, "there is no dossier in this database", verb)
        write_input(self.at, 8)
        self.run_it("add", url, "in")
        SERVER.sql("news", "UPDATE rapporteur.meta SET value = '99' WHERE key = 'version'")
        self.fails(url, "version 99")
        self.fails(url, "version 99", "work")
        SERVER.sql("postgres", "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
        self.fails(SERVER.url("latin"), "it must have UTF8")
        SERVER.sql("postgres", "DROP DATABASE latin")

    def test_a_machine_without_libpq_is_told_what_to_install(self):
        os.makedirs(os.path.join(self.at, "broken"))
        with open(os.path.join(self.at, "broken", "libpq.so.5"), "w"):
            pass  # found first, and no library
        self.env["LD_LIBRARY_PATH"] = os.path.join(self.at, "broken")
        self.fails(SERVER.url("news"), "libpq.so.5 is not installed (Debian: libpq5)")
        self.run_it("--version")

    def test_the_use_of_work_is_checked(self):
        self.run_it("work", "talks.db", want=2)
        self.run_it("add", "--engine", "talks.db", "in", want=2)
        self.run_it("add", "--engine", SERVER.url("news"), "-", want=2)


@unittest.skipUnless(LONG, "rates are measured by `make cluster`")
class Rates(Case):
    def rate(self, url, cores):
        SERVER.sql("news", "UPDATE rapporteur.ticket SET state = 'waiting', tries = 0, worker = NULL")
        SERVER.sql("news", "TRUNCATE rapporteur.source")
        n = int(SERVER.sql("news", "SELECT count(*) FROM rapporteur.ticket"))
        start = time.time()
        workers = [self.worker(url, core=c) for c in cores]
        while self.left("news"):
            time.sleep(.1)
        took = time.time() - start
        for w in workers:
            w.terminate()
            w.wait()
        return n / took

    def test_two_workers_on_two_cores_read_nearly_twice_as_fast(self):
        if (os.cpu_count() or 1) < 2:
            self.skipTest("one core")
        with open(os.path.join(self.at, "in.jsonl"), "w") as f:  # 400 words each, as reports have
            for i in range(3000):
                f.write(json.dumps({"id": "r%d" % i, "text": "\n".join(report(i * 6 + k) for k in range(6))}) + "\n")
        url = SERVER.database("news")
        self.run_it("add", "--engine", url, "in.jsonl")
        one = max(self.rate(url, [0]) for _ in range(2))
        two = max(self.rate(url, [0, 1]) for _ in range(2))
        print("one worker on one core %.0f reports/s, two on two %.0f: %.2f times" % (one, two, two / one))
        self.assertGreaterEqual(two, 1.8 * one)

    def test_growth_is_linear(self):
        seconds = {}
        for n in (REPORTS // 10, REPORTS // 2, REPORTS):
            shutil.rmtree(os.path.join(self.at, "in"), ignore_errors=True)
            write_input(self.at, n)
            url = SERVER.database("news")
            times = []
            for args in (("add", "--engine", url, "in"), ("work", url), ("work", url, "--settle"), ("overview", url)):
                start = time.time()
                if args == ("work", url):
                    workers = [self.worker(url) for _ in range(2)]
                    while self.left("news"):
                        time.sleep(.5)
                    times.append(time.time() - start)
                    for w in workers:
                        w.terminate()
                        w.wait()
                    continue
                self.run_it(*args)
                times.append(time.time() - start)
            seconds[n] = times
            size = int(SERVER.sql("news", "SELECT pg_database_size('news')"))
            print("%7d reports: queue %.1f s, read %.1f s, together %.1f s, first look %.1f s; database %.0f MB"
                  % (n, *times, size / 1e6), flush=True)
        small, large = seconds[REPORTS // 10], seconds[REPORTS]
        for i in range(3):
            self.assertLess(large[i], 10 * small[i] * 1.5 + 5)


if __name__ == "__main__":
    if not BIN:
        print("PostgreSQL 15 or later is not installed")
        sys.exit(SKIPPED)
    told = subprocess.run([PROGRAM, "overview", "postgresql://127.0.0.1:1/x"], stderr=subprocess.PIPE).stderr
    if b"without libpq" in told:
        print("built without libpq")
        sys.exit(SKIPPED)
    SERVER = Server()
    try:
        done = unittest.main(argv=[sys.argv[0]] + [a for a in sys.argv[3:] if a == "-v" or a[0].isupper()], exit=False)
    finally:
        SERVER.remove()
    sys.exit(not done.result.wasSuccessful())
