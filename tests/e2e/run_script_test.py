#!/usr/bin/python3
"""deploy/run.sh on a build that is there already: tables, a fact, an address; a second run; mistakes."""
import os
import signal
import socket
import subprocess
import unittest

from gongbao_process import PATIENCE, SOURCE, EndToEnd, clean_environment, get_json

BUILD = os.environ["GONGBAO_BUILD"]


class RunScript(EndToEnd):
    def command(self, *args):
        return [str(SOURCE / "deploy" / "run.sh"), "--data", str(self.folder / "data"), *args]

    def environment(self):
        return clean_environment({"GONGBAO_BUILD": BUILD})

    def run_script(self, *args):
        return subprocess.run(self.command(*args), capture_output=True, text=True, timeout=PATIENCE,
                              stdin=subprocess.DEVNULL, env=self.environment())

    def free_port(self):
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
            try:
                two.bind(("127.0.0.1", port + 1))
            except OSError:
                return self.free_port()
            return port

    def check_tables(self, output):
        for words in ("云栖镇", "rank", "actual", "target", "sentence", "http://127.0.0.1:"):
            self.assertIn(words, output)
        ranks = [line.split()[0] for line in output.splitlines() if line[:4].strip().isdigit()]
        self.assertEqual(ranks[:3], ["1", "2", "3"])

    def test_once_and_once_again(self):
        first = self.run_script("--once", "--port", str(self.free_port()))
        self.assertEqual(first.returncode, 0, first.stderr)
        self.check_tables(first.stdout)
        again = self.run_script("--once", "--port", str(self.free_port()))
        self.assertEqual(again.returncode, 0, again.stderr)
        self.check_tables(again.stdout)
        self.assertIn("known", again.stderr)
        tables = [out.stdout[out.stdout.index("The sample towns"):out.stdout.index("The page:")]
                  for out in (first, again)]
        self.assertEqual(tables[0], tables[1])
        self.assertEqual((self.folder / "data" / "gongbao.lock").read_bytes(), b"")

    def test_serves_until_ctrl_c(self):
        port = self.free_port()
        with subprocess.Popen(self.command("--port", str(port)), stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, stdin=subprocess.DEVNULL,
                              start_new_session=True, env=self.environment()) as process:
            try:
                while (line := process.stdout.readline()) and "Ctrl-C" not in line:
                    pass
                self.assertIn("Ctrl-C", line)
                self.assertGreater(int(get_json(f"127.0.0.1:{port}", "/v1/stats")["facts"]), 1000)
                # As a terminal does: to the whole group.
                os.killpg(process.pid, signal.SIGINT)
                self.assertEqual(process.wait(PATIENCE), 0)
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
        self.assertEqual((self.folder / "data" / "gongbao.lock").read_bytes(), b"")

    def test_mistakes(self):
        for args, words in ((["--colour"], "--colour"), (["--port"], "--port"),
                            (["--port", "http"], "http"), (["--port", "70000"], "70000")):
            result = self.run_script(*args)
            self.assertEqual(result.returncode, 2, result.stderr)
            self.assertIn(words, result.stderr)

    def test_a_port_in_use(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            result = self.run_script("--once", "--port", str(port))
            self.assertEqual(result.returncode, 4, result.stdout + result.stderr)
            self.assertIn(f"127.0.0.1:{port}", result.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
