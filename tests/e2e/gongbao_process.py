"""Real processes of gongbao for end-to-end tests: started on free ports, in folders of their own, and
stopped at the end whatever happens. Python's standard library only.

Environment: GONGBAO_BIN_DIR (the executables), GONGBAO_SOURCE_DIR (the checkout).
"""
import json
import os
import pathlib
import select
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request

BIN = pathlib.Path(os.environ["GONGBAO_BIN_DIR"])
SOURCE = pathlib.Path(os.environ["GONGBAO_SOURCE_DIR"])
SAMPLES = SOURCE / "tests" / "data" / "samples"
# Long enough for a loaded machine; nothing waits that long when all is well.
PATIENCE = 120


def clean_environment(extra=None):
    """The environment without settings that would leak in from outside."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GONGBAO_")}
    environment.update(extra or {})
    return environment


class Server:
    """A running server. `listening` maps "http" and "grpc" to their addresses."""

    def __init__(self, program, *args, environment=None):
        self.command = [str(BIN / program), *map(str, args)]
        self.errors = tempfile.TemporaryFile(mode="w+")
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=self.errors,
                                        stdin=subprocess.DEVNULL, text=True,
                                        env=clean_environment(environment))
        self.listening = self._wait_until_listening()

    def _wait_until_listening(self):
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        line = self.process.stdout.readline() if ready else ""
        words = line.split()
        if not words or words[0] != "listening":
            self.kill()
            raise RuntimeError(f"{self.command} did not start: {self.stderr()}")
        return dict(zip(words[1::2], words[2::2]))

    def stderr(self):
        self.errors.seek(0)
        return self.errors.read()

    def running(self):
        return self.process.poll() is None

    def stop(self, how=signal.SIGTERM):
        """Asks it to end; gives its exit code."""
        if self.running():
            self.process.send_signal(how)
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.close()

    def kill(self):
        """kill -9."""
        if self.running():
            self.process.kill()
        self.process.wait()
        self.close()

    def close(self):
        if self.running():
            self.process.kill()
            self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


def run(*args, program="gongbao", stdin=None, timeout=PATIENCE, environment=None, cwd=None,
        text=True):
    """Runs a command to its end."""
    return subprocess.run([str(BIN / program), *map(str, args)], capture_output=True, text=text,
                          input=stdin, stdin=subprocess.DEVNULL if stdin is None else None,
                          timeout=timeout, env=clean_environment(environment), cwd=cwd)


def get(address, path, headers=None, timeout=PATIENCE):
    """HTTP GET: (status, headers, body as bytes)."""
    return call(urllib.request.Request(f"http://{address}{path}", headers=headers or {}), timeout)


def post(address, path, body, content_type="application/json", timeout=PATIENCE):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(f"http://{address}{path}", data=data, method="POST",
                                     headers={"Content-Type": content_type})
    return call(request, timeout)


def call(request, timeout=PATIENCE):
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def get_json(address, path):
    status, _, body = get(address, path)
    if status != 200:
        raise AssertionError(f"GET {path}: {status} {body.decode(errors='replace')}")
    return json.loads(body)


def wait_until(condition, what):
    """Polls a condition; there is no event to wait on from outside the process."""
    end = time.monotonic() + PATIENCE
    while not (value := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"never came true: {what}")
        time.sleep(0.02)
    return value


class EndToEnd(unittest.TestCase):
    """A test with a folder of its own and servers that are stopped at its end."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="gongbao-e2e-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def start(self, program, *args, environment=None):
        server = Server(program, *args, environment=environment)
        self.addCleanup(server.close)
        return server

    def start_node(self, data=None, *args):
        """Everything in one process."""
        return self.start("gongbao", "serve", "--data", data or self.folder / "data", "--http",
                          "127.0.0.1:0", "--grpc", "127.0.0.1:0", "--log-level", "warning", *args)

    def assert_ok(self, result):
        self.assertEqual(result.returncode, 0, f"{result.args}: {result.stderr}")
        return result.stdout
