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

    def start_ingest(self, number):
        """Its name in the database tells what it does."""
        return self.start("gongbao-ingest", *self.store, *self.quiet, *self.parts, "--lease-ms", "1500",
                          "--workers", "1", "--path-root", self.reports, environment={"PGAPPNAME": f"ingest{number}"})

    def test_three_share_and_one_is_killed(self):
        self.reports = generate(self.folder / "reports", COUNT)
        segmentation = self.start("gongbao-segmentation", *self.quiet)
        extraction = self.start("gongbao-extraction", *self.quiet)
        query = self.start("gongbao-query", *self.store, *self.quiet)
        self.parts = ["--segmentation", segmentation.listening["grpc"], "--extraction",
                      extraction.listening["grpc"], "--query", query.listening["grpc"]]
        ingests = [self.start_ingest(number) for number in range(3)]
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
        # Each that is asked to end says how many it did.
        done = []
        for ingest in ingests[:2]:
            self.assertEqual(ingest.stop(), 0)
            done.append(ingest)
        far = self.assert_ok(run("export", "--copies", "--format", "jsonl", "--server", door))
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
