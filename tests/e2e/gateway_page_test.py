#!/usr/bin/python3
"""The page in a headless Chromium over a running gongbao that holds the samples (page_test.mjs)."""
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

from gongbao_process import PATIENCE, SAMPLES, EndToEnd, run

HERE = pathlib.Path(__file__).resolve().parent
CHROMIUM = pathlib.Path("/usr/bin/chromium")


class Page(EndToEnd):
    def test_shows_what_is_stored_in_a_browser(self):
        node = self.start_node()
        self.assert_ok(run("ingest", SAMPLES, "--server", node.listening["grpc"]))
        checks = subprocess.run(
            ["node", HERE / "page_test.mjs", f"http://{node.listening['http']}"],
            capture_output=True, text=True, timeout=4 * PATIENCE, check=False)
        self.assertEqual(checks.returncode, 0, checks.stdout + checks.stderr)


if __name__ == "__main__":
    if not CHROMIUM.exists() or shutil.which("node") is None:
        print(f"needs {CHROMIUM} and node")
        sys.exit(1 if os.environ.get("GONGBAO_REQUIRE_BACKENDS") else 77)
    unittest.main()
