#!/usr/bin/python3
"""Jobs on the command line: what is listed, what failed and what to do about it, reading again and what that
changes, files of the server, and a client that comes and goes."""
import csv
import io
import json
import signal
import subprocess
import unittest

from gongbao_process import (BIN, PATIENCE, SAMPLES, EndToEnd, clean_environment, get, get_json, post, run,
                             wait_until)

OK, FAILED, USAGE, NO_INPUT, UNAVAILABLE, INTERRUPTED = 0, 1, 2, 3, 4, 130
REPORTS = sorted(path for path in SAMPLES.iterdir() if path.suffix == ".txt")[:4]


class Jobs(EndToEnd):
    def setUp(self):
        super().setUp()
        self.mixed = self.folder / "mixed"
        self.mixed.mkdir()
        for report in REPORTS:
            (self.mixed / report.name).write_bytes(report.read_bytes())
        (self.mixed / "empty.txt").write_bytes(b"")
        (self.mixed / "scan.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n")
        self.data = self.folder / "data"

    def ask(self, *args):
        return self.assert_ok(run(*args, "--data", self.data))

    def ingest(self, *args, code=FAILED):
        result = run("ingest", *args, "--data", self.data)
        self.assertEqual(result.returncode, code, result.stderr)
        return result.stderr

    def newest(self):
        return json.loads(self.ask("jobs", "list", "--format", "json"))[0]

    def test_a_job_is_listed_and_its_failures_come_with_remedies(self):
        self.ingest(self.mixed)
        job = self.newest()
        self.assertEqual(job["state"], "JOB_STATE_FAILED")
        self.assertEqual(job["kind"], "JOB_KIND_UPLOAD")
        self.assertEqual((job["itemsDone"], job["itemsFailed"]), (str(len(REPORTS)), "2"))
        short = job["name"].removeprefix("jobs/")
        self.assertIn(short, self.ask("jobs", "list"))
        card = self.ask("jobs", "show", short)
        self.assertEqual(self.ask("jobs", "show", job["name"]), card)
        for words in (short, "failed", "EMPTY_TEXT", "UNREADABLE_FORMAT", "empty.txt", "scan.pdf", "convert it"):
            self.assertIn(words, card)
        shown = json.loads(self.ask("jobs", "show", short, "--format", "jsonl"))
        self.assertEqual({(group["reason"], group["count"]) for group in shown["failures"]},
                         {("EMPTY_TEXT", "1"), ("UNREADABLE_FORMAT", "1")})
        self.assertTrue(all(group["remedy"] for group in shown["failures"]))
        rows = list(csv.DictReader(io.StringIO(
            self.ask("jobs", "items", short, "--reason", "EMPTY_TEXT", "--format", "csv"))))
        self.assertEqual([row["file"].rsplit("/", 1)[-1] for row in rows], ["empty.txt"])
        done = self.ask("jobs", "items", short, "--state", "done", "--format", "jsonl").splitlines()
        self.assertEqual(len(done), len(REPORTS))
        first = self.ask("jobs", "items", short, "--limit", "1", "--format", "jsonl").splitlines()
        rest = self.ask("jobs", "items", short, "--after", "1", "--all", "--format", "jsonl").splitlines()
        self.assertEqual(len(first) + len(rest), len(REPORTS) + 2)

    def test_only_what_failed_is_read_again(self):
        self.ingest(self.mixed)
        job = self.newest()["name"]
        rows = self.ask("jobs", "retry", job, "--format", "json")
        self.assertEqual(json.loads(rows)[0]["state"], "JOB_STATE_RUNNING")
        result = run("jobs", "watch", job, "--format", "jsonl", "--data", self.data)
        self.assertEqual(result.returncode, FAILED, result.stderr)
        last = json.loads(result.stdout.splitlines()[-1])
        self.assertEqual((last["state"], last["itemsFailed"]), ("JOB_STATE_FAILED", "2"))
        attempts = [json.loads(line)["attempts"] for line in
                    self.ask("jobs", "items", job, "--all", "--format", "jsonl").splitlines()]
        self.assertEqual(attempts, [1] * (len(REPORTS) + 2))

    def test_what_is_known_is_not_read_again_unless_forced(self):
        self.ingest(*REPORTS, code=OK)
        before = self.ask("export")
        self.assertIn("known", self.ingest(*REPORTS, code=OK))
        self.assertIn(f"{len(REPORTS)} of {len(REPORTS)}", self.ingest("--force", *REPORTS, code=OK))
        self.assertTrue(self.newest()["force"])
        self.assertEqual(self.ask("export"), before)

    def test_reprocessing_says_what_changed(self):
        self.ingest(*REPORTS, code=OK)
        before = self.ask("export")
        nothing = run("reprocess", "--all", "--data", self.data)
        self.assertEqual(nothing.returncode, OK, nothing.stderr)
        self.assertIn("0 of 0 sources", nothing.stderr)
        again = run("reprocess", "--all", "--force", "--format", "jsonl", "--data", self.data)
        self.assertEqual(again.returncode, OK, again.stderr)
        self.assertEqual(again.stdout, "")
        self.assertIn(f"{len(REPORTS)} of {len(REPORTS)} sources read again: 0 facts added, 0 gone, 0 changed; "
                      f"{len(REPORTS)} documents unchanged", again.stderr)
        job = self.newest()
        self.assertEqual(job["kind"], "JOB_KIND_REPROCESS")
        self.assertEqual(json.loads(self.ask("jobs", "changes", job["name"], "--format", "json")), [])
        document = json.loads(self.ask("documents", "--format", "json"))[0]["document"]
        one = run("reprocess", "--document", document["id"], "--force", "--data", self.data)
        self.assertEqual(one.returncode, OK, one.stderr)
        self.assertIn("1 of 1 sources", one.stderr)
        self.assertEqual(self.ask("export"), before)
        self.assertEqual(run("reprocess", "--data", self.data).returncode, USAGE)
        missing = run("reprocess", "--source", "0" * 64, "--data", self.data)
        self.assertEqual(missing.returncode, NO_INPUT, missing.stderr)

    def test_jobs_that_are_not_there_and_wrong_words(self):
        self.ingest(REPORTS[0], code=OK)
        for verb in ("show", "items", "changes", "cancel", "retry", "watch"):
            result = run("jobs", verb, "job-none", "--data", self.data)
            self.assertEqual(result.returncode, NO_INPUT, result.stderr)
            self.assertIn("job-none", result.stderr)
            self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
        job = self.newest()["name"]
        for args in (["jobs"], ["jobs", "items", job, "--state", "lost"], ["jobs", "fold"],
                     ["ingest", "--on-server", "a", "b"], ["ingest", "--detach", REPORTS[0]]):
            result = run(*args, "--data", self.data) if args[0] != "jobs" or len(args) > 2 else run(*args)
            self.assertEqual(result.returncode, USAGE, (args, result.stderr))
            self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)

    def test_files_of_the_server(self):
        inside = self.folder / "inside"
        self.mixed.rename(inside)
        (self.folder / "secret.txt").write_bytes(REPORTS[0].read_bytes())
        (inside / "way-out.txt").symlink_to(self.folder / "secret.txt")
        closed = self.start_node()
        refused = run("ingest", "--on-server", inside, "--server", closed.listening["grpc"])
        self.assertEqual(refused.returncode, UNAVAILABLE, refused.stderr)
        self.assertIn("path_root", refused.stderr)
        self.assertEqual(closed.stop(), 0)
        node = self.start_node(self.data, "--path-root", inside)
        server = ["--server", node.listening["grpc"]]
        for path in ("..", "../secret.txt", self.folder / "secret.txt", "/etc/passwd"):
            result = run("ingest", "--on-server", path, *server)
            self.assertEqual(result.returncode, UNAVAILABLE, (path, result.stderr))
            self.assertIn("outside", result.stderr)
        result = run("ingest", "--on-server", inside, *server)
        self.assertEqual(result.returncode, FAILED, result.stderr)
        self.assertIn(f"{len(REPORTS)} of {len(REPORTS) + 3} reports read", result.stderr)
        job = get_json(node.listening["http"], "/v1/jobs")["jobs"][0]
        self.assertEqual(job["kind"], "JOB_KIND_FOLDER")
        failures = get_json(node.listening["http"], f"/v1/{job['name']}/items?errorStage=fetch")["items"]
        self.assertEqual([(item["displayName"], item["errorReason"]) for item in failures],
                         [("way-out.txt", "NOT_A_FILE")])
        # The same by HTTP.
        status, _, body = post(node.listening["http"], "/v1/jobs:createFolder", {"path": REPORTS[0].name})
        self.assertEqual(status, 200, body)
        name = json.loads(body)["job"]["name"]
        wait_until(lambda: get_json(node.listening["http"], f"/v1/{name}")["job"]["state"] == "JOB_STATE_SUCCEEDED",
                   "the job of one file has ended")
        status, _, body = post(node.listening["http"], "/v1/jobs:createReprocess", {"force": True})
        self.assertEqual(status, 200, body)
        name = json.loads(body)["job"]["name"]
        again = wait_until(lambda: (lambda job: job if job["state"] in ("JOB_STATE_FAILED", "JOB_STATE_SUCCEEDED")
                                    else None)(get_json(node.listening["http"], f"/v1/{name}")["job"]),
                           "everything was read again")
        self.assertEqual(int(again["changes"]["documentsUnchanged"]), len(REPORTS))

    def test_a_job_goes_on_without_its_client(self):
        node = self.start_node(self.data)
        server = ["--server", node.listening["grpc"]]
        job = self.assert_ok(run("ingest", "--detach", *REPORTS, *server)).strip()
        watched = run("jobs", "watch", job, *server)
        self.assertEqual(watched.returncode, OK, watched.stderr)
        self.assertIn("succeeded", watched.stdout)
        self.assertEqual(get(node.listening["http"], f"/v1/jobs/{job}")[0], 200)

    def test_ctrl_c_keeps_what_was_read_and_the_next_run_goes_on(self):
        many = self.folder / "many"
        self.assert_ok(run("--out", many, "--count", "80", program="gongbao-generate-reports"))
        node = self.start_node(self.data, "--workers", "1")
        server = ["--server", node.listening["grpc"]]
        process = subprocess.Popen([str(BIN / "gongbao"), "ingest", str(many), *server], text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=clean_environment())
        self.addCleanup(process.kill)

        def some_done():
            jobs = get_json(node.listening["http"], "/v1/jobs")["jobs"]
            return jobs and int(jobs[0]["itemsDone"]) > 0
        wait_until(some_done, "something was read")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENCE)
        self.assertIn(process.returncode, (INTERRUPTED, OK), errors)
        self.assert_ok(run("ingest", many, *server))
        stats = get_json(node.listening["http"], "/v1/stats")
        self.assertEqual(int(stats["documents"]), 80)


if __name__ == "__main__":
    unittest.main(verbosity=1)
