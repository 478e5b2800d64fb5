#!/usr/bin/python3
"""Three ingest processes on one PostgreSQL share a job: each does some of it, each item is done once in effect,
also where one of them is killed in the middle, and the facts are those of one process, byte for byte."""
import json
import os
import sys
import unittest

from five_processes_test import Backends
from gongbao_process import EndToEnd, get, run, wait_until
from killed_ingest import ended, generate

COUNT = 240


class SharedJob(EndToEnd):
    def setUp(self):
        super().setUp()
        self.backends = Backends()
        self.addCleanup(self.backends.stop)
        self.store = ["--store", self.backends.urls["postgresql"]]
        self.quiet = ["--listen", "127.0.0.1:0", "--log-level", "warning"]

    def start_ingest(self):
        return self.start("gongbao-ingest", *self.store, "--listen", "127.0.0.1:0", *self.parts, "--lease-ms",
                          "1500", "--workers", "1", "--path-root", self.reports)

    def ended_well(self, ingest):
        """Stops it; how many items it did."""
        ingest.process.terminate()
        self.assertEqual(ingest.process.wait(), 0)
        lines = [json.loads(line) for line in ingest.stderr().splitlines() if '"worker stopped"' in line]
        ingest.close()
        self.assertEqual(len(lines), 1)
        return int(lines[0]["done"])

    def test_three_share_and_one_is_killed(self):
        self.reports = generate(self.folder / "reports", COUNT)
        segmentation = self.start("gongbao-segmentation", *self.quiet)
        extraction = self.start("gongbao-extraction", *self.quiet)
        query = self.start("gongbao-query", *self.store, *self.quiet)
        self.parts = ["--segmentation", segmentation.listening["grpc"], "--extraction",
                      extraction.listening["grpc"], "--query", query.listening["grpc"]]
        ingests = [self.start_ingest() for _ in range(3)]
        gateway = self.start("gongbao-gateway", "--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0", "--segmentation",
                             segmentation.listening["grpc"], "--extraction", extraction.listening["grpc"],
                             "--ingest", ingests[0].listening["grpc"], "--query", query.listening["grpc"])
        door = gateway.listening["grpc"]
        http = gateway.listening["http"]
        self.assert_ok(run("ingest", "--on-server", "--detach", "", "--server", door))

        def job():
            return json.loads(get(http, "/v1/jobs")[2])["jobs"][0]
        wait_until(lambda: int(job()["itemsDone"]) > COUNT // 4, "a quarter is done")
        self.assertFalse(ended(job()), "it was over before anything could be killed")
        ingests[2].kill()
        end = wait_until(lambda: (lambda now: now if ended(now) else None)(job()), "the job has ended")
        self.assertEqual(end["state"], "JOB_STATE_SUCCEEDED", end)
        self.assertEqual((int(end["itemsTotal"]), int(end["itemsDone"])), (COUNT, COUNT))
        far = self.assert_ok(run("export", "--copies", "--format", "jsonl", "--server", door))
        # Each that is asked to end says how many it did; the rest is what the killed one did.
        did = [self.ended_well(ingest) for ingest in ingests[:2]]
        did.append(COUNT - sum(did))
        self.assertTrue(all(count > 0 for count in did), did)
        data = self.folder / "one-process"
        self.assert_ok(run("ingest", self.reports, "--data", data))
        near = self.assert_ok(run("export", "--copies", "--format", "jsonl", "--data", data))
        self.assertEqual(far.splitlines(), near.splitlines())


if __name__ == "__main__":
    probe = Backends()
    if "redis" not in probe.urls:
        print(f"SKIPPED: {probe.why}")
        sys.exit(1 if os.environ.get("GONGBAO_REQUIRE_BACKENDS") else 77)
    probe.stop()
    unittest.main(verbosity=1)
