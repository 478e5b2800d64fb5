#!/usr/bin/python3
"""A folder of broken and hostile files against a real server: each ends in a clear outcome, what is good in it is stored,
the server's memory stays bounded, and it answers afterwards.

hostile_inputs_test.py [--long]: with larger files, for the long checks.
"""
import os
import pathlib
import re
import resource
import sys
import threading
import unittest

import hostile_files
from gongbao_process import EndToEnd, get_json, run

LONG = "--long" in sys.argv
# What the server may hold at most, all the cases taken together, and the wall that it may not pass.
RESIDENT_MIB = 1536
ADDRESS_SPACE = 16 << 30


class HostileInputs(EndToEnd):
    def setUp(self):
        super().setUp()
        self.inputs = self.folder / "inputs"
        self.inputs.mkdir()

    def items(self, http, job):
        items, token = [], ""
        while True:
            page = get_json(http, f"/v1/{job}/items?pageSize=1000&pageToken={token}")
            items += page.get("items", [])
            token = page.get("nextPageToken", "")
            if not token:
                return items

    def peak_mib(self, node):
        status = pathlib.Path(f"/proc/{node.process.pid}/status").read_text(encoding="utf-8")
        return int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1)) / 1024

    def keep_changing(self, path, stop):
        """Writes to a file until told to stop."""
        with open(path, "r+b") as file:
            while not stop.is_set():
                file.seek(0)
                file.write(os.urandom(64))
                file.flush()
                file.truncate(40 << 20)
                file.truncate(20 << 20)

    def test_each_ends_in_a_clear_outcome(self):
        cases, self.kept_open = hostile_files.make(str(self.inputs), LONG)
        for keep in self.kept_open:
            self.addCleanup(keep.close)
        self.assertGreaterEqual(len(cases), 80)
        changing = self.inputs / "disk" / "changing.txt"
        changing.write_bytes(b"x" * (20 << 20))
        stop = threading.Event()
        writer = threading.Thread(target=self.keep_changing, args=(changing, stop))
        node = self.start_node()
        resource.prlimit(node.process.pid, resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
        http = node.listening["http"]
        writer.start()
        try:
            result = run("ingest", str(self.inputs), "--server", node.listening["grpc"], timeout=1800, text=False)
        finally:
            stop.set()
            writer.join()
        errors = result.stderr.decode(errors="replace")
        self.assertTrue(node.running(), node.stderr())
        self.assertEqual(result.returncode, 1, errors[-3000:])  # a part of the input failed
        peak = self.peak_mib(node)
        self.assertLess(peak, RESIDENT_MIB)

        job = get_json(http, "/v1/jobs?pageSize=1")["jobs"][0]
        items = self.items(http, job["name"])
        self.assertEqual(int(job["itemsTotal"]), len(items))
        wrong = [text for case in cases for text in self.check(case, items, errors)]
        self.assertEqual(wrong, [], "\n".join(wrong))
        self.assertIn("changing.txt", errors)

        # What is good is stored, each once, beside all the rest.
        done = {item["source"] for item in items if item["state"] == "JOB_ITEM_STATE_DONE"}
        self.assertGreater(len(done), 100)
        self.assertEqual(int(get_json(http, "/v1/stats")["documents"]), len(done))
        again = self.folder / "again.txt"
        again.write_text(hostile_files.report(800000), encoding="utf-8")
        self.assert_ok(run("ingest", again, "--server", node.listening["grpc"]))
        self.assertEqual(int(get_json(http, "/v1/stats")["documents"]), len(done) + 1)
        print(f"{len(cases)} cases, {len(items)} items, {len(done)} read; the server's peak is {peak:.0f} MiB")

    def test_limits_are_settings(self):
        node = self.start_node(None, "--max-members", "2", "--max-rows", "1", "--max-file-mib", "1")
        texts = [("%d.txt" % i, hostile_files.report(810000 + i)) for i in range(3)]
        (self.inputs / "a.tar").write_bytes(hostile_files.tar_of(*texts))
        (self.inputs / "b.csv").write_text("题,正文\n甲,一\n乙,二\n", encoding="utf-8")
        (self.inputs / "c.txt").write_bytes(b"x" * (2 << 20))
        result = run("ingest", self.inputs, "--server", node.listening["grpc"])
        self.assertIn("a.tar: the file has more than 2 members", result.stderr)
        self.assertIn("b.csv: the file has more than 1 rows", result.stderr)
        self.assertIn("c.txt: the upload has more than 1048576 bytes", result.stderr)
        self.assertEqual(int(get_json(node.listening["http"], "/v1/stats")["documents"]), 3)

    def check(self, case, items, errors):
        """What is wrong with the outcome of a case."""
        path = str(self.inputs / case.name)
        mine = [item for item in items if item["displayName"] == path or item["displayName"].startswith(path + " ")
                or (case.name.endswith("-") and item["displayName"].startswith(path))]
        if not mine:  # refused before it was sent
            if not case.outcomes:
                return []
            lines = [line for line in errors.splitlines() if path.split("\n")[0] in line]
            part = case.outcomes[0] or ""
            if len(case.outcomes) > 1 or part == hostile_files.READ or not any(part in line for line in lines):
                return [f"{case.name}: no item and no error {case.outcomes[0]!r}: {lines}"]
            return []
        wrong = []
        # What need not be there stands at the end.
        needed = len(case.outcomes)
        while needed > 0 and case.outcomes[needed - 1] is None:
            needed -= 1
        if not needed <= len(mine) <= len(case.outcomes):
            wrong.append(f"{case.name}: {len(mine)} items: {[(i['displayName'], i.get('error')) for i in mine][:5]}")
        for item, outcome in zip(mine, case.outcomes):
            done = item["state"] == "JOB_ITEM_STATE_DONE"
            error = item.get("error", "")
            if not done and (item["state"] != "JOB_ITEM_STATE_FAILED" or not error or not item.get("errorReason")):
                wrong.append(f"{case.name}: {item} ends in nothing clear")
            if outcome == hostile_files.READ and not done:
                wrong.append(f"{item['displayName']}: {error}")
            if outcome not in (None, hostile_files.READ) and (done or outcome not in error):
                wrong.append(f"{item['displayName']}: expected {outcome!r}, got {error!r}")
            if re.search(r"INTERNAL|UNKNOWN$", item.get("errorReason", "")) or "unexpected" in error:
                wrong.append(f"{item['displayName']}: {item['errorReason']} {error}")
        return wrong


if __name__ == "__main__":
    sys.argv = [arg for arg in sys.argv if arg != "--long"]
    unittest.main()
