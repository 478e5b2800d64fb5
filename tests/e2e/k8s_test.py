#!/usr/bin/python3
"""`kubectl kustomize k8s/base` is accepted and holds a workload and a door for each service."""
import os
import pathlib
import re
import shutil
import subprocess
import unittest

BASE = pathlib.Path(os.environ["GONGBAO_SOURCE_DIR"]) / "k8s" / "base"
SERVICES = ("ingest", "segmentation", "extraction", "query", "gateway")


class Kustomize(unittest.TestCase):
    def test_base(self):
        if shutil.which("kubectl") is None:
            self.assertNotIn("GONGBAO_REQUIRE_BACKENDS", os.environ, "kubectl is not installed")
            self.skipTest("kubectl is not installed")
        run = subprocess.run(["kubectl", "kustomize", str(BASE)], capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)
        made = {}
        for document in run.stdout.split("\n---\n"):
            kind = re.search(r"^kind: (\w+)$", document, re.M)
            name = re.search(r"^metadata:\n(?:  .*\n)*?  name: ([\w-]+)$", document, re.M)
            if kind and name:
                made.setdefault(kind.group(1), set()).add(name.group(1))
        workloads = made.get("Deployment", set()) | made.get("StatefulSet", set())
        for service in SERVICES:
            self.assertTrue(any(name.endswith(service) for name in workloads), (service, made))
            self.assertTrue(any(name.endswith(service) for name in made.get("Service", ())),
                            (service, made))


if __name__ == "__main__":
    unittest.main(verbosity=1)
