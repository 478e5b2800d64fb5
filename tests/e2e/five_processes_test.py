#!/usr/bin/python3
"""Five processes on PostgreSQL and Redis: the same facts as one process on SQLite, byte for byte; and
nothing lost or doubled when one of them is killed."""
import json
import os
import signal
import subprocess
import sys
import threading
import unittest

from gongbao_process import BIN, PATIENCE, SAMPLES, EndToEnd, get, get_json, run, wait_until

REPORT = SAMPLES / "341525-1-2023.txt"
BACKENDS = None


class Backends:
    """A real PostgreSQL and a real Redis, for all tests of this file."""

    def __init__(self):
        self.process = subprocess.Popen([str(BIN / "gongbao-test-backends")], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        self.urls = {}
        for _ in range(2):
            name, _, url = self.process.stdout.readline().strip().partition(" ")
            self.urls[name] = url
        if "redis" not in self.urls:
            self.why = self.process.stderr.read().strip()
            self.stop()

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "done\n"

    def stop(self):
        self.process.stdin.close()
        self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.process.stderr.close()


class FiveProcesses(EndToEnd):
    def setUp(self):
        super().setUp()
        self.backends = Backends()
        self.addCleanup(self.backends.stop)
        self.store = ["--store", self.backends.urls["postgresql"]]
        self.cache = ["--cache", self.backends.urls["redis"]]
        self.listen = ["--listen", "127.0.0.1:0", "--log-level", "warning"]

    def start_all(self):
        self.segmentation = self.start("gongbao-segmentation", *self.listen)
        self.extraction = self.start("gongbao-extraction", *self.listen)
        self.query = self.start("gongbao-query", *self.store, *self.cache, *self.listen)
        self.ingest = self.start_ingest()
        self.gateway = self.start(
            "gongbao-gateway", "--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0", "--segmentation",
            self.segmentation.listening["grpc"], "--extraction", self.extraction.listening["grpc"],
            "--ingest", self.ingest.listening["grpc"], "--query", self.query.listening["grpc"])
        self.door = self.gateway.listening["grpc"]
        return [self.segmentation, self.extraction, self.query, self.ingest, self.gateway]

    def start_ingest(self, listen=None):
        return self.start(
            "gongbao-ingest", *self.store, "--segmentation", self.segmentation.listening["grpc"],
            "--extraction", self.extraction.listening["grpc"], "--query",
            self.query.listening["grpc"], "--log-level", "warning", "--listen",
            listen or "127.0.0.1:0")

    def exports(self, *where):
        return {format: self.assert_ok(run("export", "--format", format, *where))
                for format in ("csv", "jsonl")}

    def one_process(self, *paths):
        """What one process on SQLite makes of the same files."""
        data = self.folder / "one-process"
        self.assert_ok(run("ingest", *paths, "--data", data))
        return self.exports("--data", data)

    def test_the_same_facts_as_one_process(self):
        servers = self.start_all()
        self.assert_ok(run("ingest", SAMPLES, "--server", self.door))
        far = self.exports("--server", self.door)
        near = self.one_process(SAMPLES)
        self.assertGreater(len(far["jsonl"].splitlines()), 1000)
        self.assertEqual(far["jsonl"], near["jsonl"])
        self.assertEqual(far["csv"], near["csv"])
        # Answers that are computed from facts are the same too.
        for question in (["rank", "--indicator", "rural_resident_income", "--in", "2023"],
                         ["panel", "--indicator", "rural_resident_income", "--place", "341525",
                          "--status", "actual", "--status", "target"],
                         ["search", "一般公共预算收入", "--limit", "200"],
                         ["documents", "--limit", "1000"]):
            question += ["--format", "jsonl"]
            self.assertEqual(
                self.assert_ok(run(*question, "--server", self.door)),
                self.assert_ok(run(*question, "--data", self.folder / "one-process")), question)
        http = self.gateway.listening["http"]
        self.assertEqual(int(get_json(http, "/v1/stats")["facts"]), len(far["jsonl"].splitlines()))
        for server in reversed(servers):
            self.assertEqual(server.stop(), 0, server.command)

    def test_a_correction_moves_a_document_and_holds(self):
        self.start_all()
        self.assert_ok(run("ingest", REPORT, "--server", self.door))
        http = self.gateway.listening["http"]
        document = get_json(http, "/v1/documents?filter.places=341525")["documents"][0]["document"]["id"]
        self.assert_ok(run("documents", "set", document, "--place", "360724", "--year", "2019", "--server", self.door))
        for _ in range(2):
            moved = get_json(http, "/v1/documents?filter.places=360724")["documents"]
            self.assertEqual([d["document"]["id"] for d in moved], [document])
            self.assertEqual(moved[0]["document"]["year"], 2019)
            self.assertEqual(get_json(http, "/v1/documents?filter.places=341525")["documents"], [])
            self.assertEqual(int(get_json(http, "/v1/stats")["documents"]), 1)
            self.assert_ok(run("ingest", REPORT, "--server", self.door))

    def test_answers_stay_right_while_redis_is_killed(self):
        self.start_all()
        self.assert_ok(run("ingest", REPORT, "--server", self.door))
        http = self.gateway.listening["http"]
        path = "/v1/rank?indicator=rural_resident_income&year=2023"
        first = get_json(http, path)
        self.assertEqual(len(first["rows"]), 1)
        self.assertEqual(get_json(http, path), first)
        self.backends.tell("kill redis")
        self.assertEqual(get_json(http, path), first)
        others = [path for path in sorted(SAMPLES.glob("341525-*-2023.*"))]
        self.assert_ok(run("ingest", *others, "--server", self.door))
        self.assertGreater(len(get_json(http, path)["rows"]), 1)
        self.backends.tell("restart redis")
        self.assertGreater(len(get_json(http, path)["rows"]), 1)

    def test_a_killed_ingest_loses_nothing_and_doubles_nothing(self):
        self.start_all()
        many = self.folder / "many"
        many.mkdir()
        texts = [text for path in sorted(SAMPLES.glob("341525-*.txt"))
                 if "�" not in (text := path.read_text(errors="replace"))]
        for number in range(300):
            # Different texts of the same report: different sources.
            text = texts[number % len(texts)]
            (many / f"{number:03}.txt").write_text(text + f"\n附：第{number}份打印稿\n")
        ingest = threading.Thread(target=run, args=("ingest", many, "--server", self.door))
        ingest.start()
        http = self.gateway.listening["http"]

        def job():
            """The job; nothing while ingest can't be reached, which a client is told to try again."""
            status, _, body = get(http, "/v1/jobs")
            self.assertIn(status, (200, 503), body)
            jobs = json.loads(body)["jobs"] if status == 200 else None
            return jobs[0] if jobs else None

        def in_the_middle():
            now = job()
            return now and int(now["itemsTotal"]) == 300 and now["state"] != "JOB_STATE_OPEN" and \
                now["itemsDone"] != "0"
        wait_until(in_the_middle, "a sealed job with some items done")
        self.ingest.kill()
        ingest.join()
        self.start_again()

        def ended_well():
            now = job()
            return now if now and now["state"] == "JOB_STATE_SUCCEEDED" else None
        ended = wait_until(ended_well, "the job has succeeded")
        self.assertEqual(int(ended["itemsDone"]), 300)
        rows = self.assert_ok(run("documents", "--copies", "--limit", "1000", "--format", "jsonl",
                                  "--server", self.door)).splitlines()
        sources = [json.loads(row)["document"]["source"] for row in rows]
        self.assertEqual(len(sources), 300)
        self.assertEqual(len(set(sources)), 300)
        self.assertEqual(self.exports("--copies", "--server", self.door)["jsonl"],
                         self.one_process_with_copies(many))

    def start_again(self):
        """The killed ingest again, where the gateway looks for it."""
        self.ingest = self.start_ingest(self.ingest.listening["grpc"])

    def one_process_with_copies(self, *paths):
        data = self.folder / "one-process"
        self.assert_ok(run("ingest", *paths, "--data", data))
        return self.assert_ok(run("export", "--copies", "--format", "jsonl", "--data", data))

    def test_each_says_what_it_cannot_reach(self):
        for program in ("gongbao-query", "gongbao-ingest"):
            result = run("--store", "postgresql://nobody@127.0.0.1:1/none", "--listen",
                         "127.0.0.1:0", "--log-level", "error", program=program)
            self.assertEqual(result.returncode, 4, result.stderr)
            self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
            self.assertIn("127.0.0.1", result.stderr)
            self.assertNotIn("password", result.stderr)
        query = self.start("gongbao-query", *self.store, *self.listen)
        address = query.listening["grpc"]
        result = run(*self.store, "--listen", address, program="gongbao-query")
        self.assertEqual(result.returncode, 4, result.stderr)
        self.assertIn(address, result.stderr)

    def test_a_gateway_without_its_services_says_so(self):
        gateway = self.start("gongbao-gateway", "--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0",
                             *(x for name in ("segmentation", "extraction", "ingest", "query")
                               for x in (f"--{name}", "127.0.0.1:1")))
        status, _, body = get(gateway.listening["http"], "/v1/stats")
        self.assertEqual(status, 503, body)
        self.assertIn("query", body.decode().lower())
        self.assertEqual(gateway.stop(signal.SIGINT), 0)


if __name__ == "__main__":
    probe = Backends()
    if "redis" not in probe.urls:
        print(f"SKIPPED: {probe.why}")
        sys.exit(1 if os.environ.get("GONGBAO_REQUIRE_BACKENDS") else 77)
    probe.stop()
    unittest.main(verbosity=1)
