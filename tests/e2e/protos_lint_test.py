#!/usr/bin/python3
"""buf lint of the API's descriptors. Methods that return google.api.HttpBody are ignored by name.

    protos_lint_test.py SOURCE_DIR BUF API_BINPB
"""
import json
import pathlib
import re
import subprocess
import sys
import unittest

SOURCE = BUF = DESCRIPTORS = None
# Downloads: HttpBody is shared by nature and has no name of its own.
HTTP_BODY_METHODS = {"ExportFacts", "DownloadSource"}
HTTP_BODY_RULES = {"RPC_REQUEST_RESPONSE_UNIQUE", "RPC_RESPONSE_STANDARD_NAME"}


def complaints():
    run = subprocess.run([BUF, "lint", str(DESCRIPTORS), "--path", "gongbao", "--error-format=json"],
                         capture_output=True, text=True)
    if run.returncode not in (0, 100):
        raise RuntimeError(f"buf lint ended with {run.returncode}: {run.stderr}")
    return [json.loads(line) for line in run.stdout.splitlines() if line]


def method_at(complaint):
    """Name of the method in whose line the complaint is, if any."""
    lines = (SOURCE / "protos" / complaint["path"]).read_text().splitlines()
    match = re.match(r"\s*rpc (\w+)\(", lines[complaint["start_line"] - 1])
    return match.group(1) if match else None


class Lint(unittest.TestCase):
    def test_only_the_methods_that_return_bytes_are_complained_of(self):
        left = [f"{one['path']}:{one['start_line']}: {one['type']}: {one['message']}"
                for one in complaints()
                if one["type"] not in HTTP_BODY_RULES or method_at(one) not in HTTP_BODY_METHODS]
        self.assertEqual(left, [])


if __name__ == "__main__":
    SOURCE, BUF, DESCRIPTORS = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
    unittest.main(argv=[sys.argv[0]], verbosity=1)
