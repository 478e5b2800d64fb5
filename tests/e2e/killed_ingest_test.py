#!/usr/bin/python3
"""A node that is killed again and again while it takes files in and reads them loses nothing and doubles
nothing, whether the files are its own or are sent to it."""
import subprocess
import unittest

from gongbao_process import BIN, PATIENCE, EndToEnd, clean_environment, run
from killed_ingest import Node, export, generate, kill_while_it_works

COUNT = 60
KILLS = 4


class KilledIngest(EndToEnd):
    @classmethod
    def setUpClass(cls):
        cls.expected = None

    def setUp(self):
        super().setUp()
        self.reports = generate(self.folder / "reports", COUNT)

    def undisturbed(self, *args):
        data = self.folder / "undisturbed"
        node = Node(data, self.reports)
        self.addCleanup(node.server.close)
        self.assert_ok(run("ingest", *args, "--server", node.addresses["grpc"]))
        self.assertEqual(node.stop(), 0)
        return export(data)

    def check(self, node, job, *args):
        self.assertEqual(job["state"], "JOB_STATE_SUCCEEDED", job)
        self.assertEqual((int(job["itemsTotal"]), int(job["itemsDone"])), (COUNT, COUNT), job)
        self.assertEqual(node.kills, KILLS)
        node.stop()
        disturbed = export(self.folder / "data")
        self.assertGreater(len(disturbed.splitlines()), 10 * COUNT)
        self.assertEqual(disturbed, self.undisturbed(*args))

    def test_a_folder_of_the_server(self):
        node = Node(self.folder / "data", self.reports)
        self.addCleanup(lambda: node.server.close())
        job = self.assert_ok(run("ingest", "--on-server", "--detach", "", "--server",
                                 node.addresses["grpc"])).strip()
        self.assertTrue(job.startswith("job-"), job)
        ended = kill_while_it_works(node, COUNT, KILLS, seed=1)
        self.assertEqual(ended["name"], "jobs/" + job)
        self.check(node, ended, "--on-server", "")

    def test_files_that_are_sent(self):
        node = Node(self.folder / "data", self.reports)
        self.addCleanup(lambda: node.server.close())
        command = [str(BIN / "gongbao"), "ingest", str(self.reports), "--server", node.addresses["grpc"]]
        client = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                  env=clean_environment())
        try:
            ended = kill_while_it_works(node, COUNT, KILLS, seed=2)
            _, errors = client.communicate(timeout=PATIENCE)
        finally:
            client.kill()
            client.wait()
        self.assertEqual(client.returncode, 0, errors)
        self.assertIn(f"{COUNT} of {COUNT} reports read", errors)
        self.check(node, ended, self.reports)


if __name__ == "__main__":
    unittest.main(verbosity=1)
