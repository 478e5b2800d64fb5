"""See kill_ingest.sh."""
import argparse
import hashlib
import pathlib
import sys
import tempfile
import time

import gongbao_process
from killed_ingest import Node, ended, export, generate, kill_while_it_works

gongbao_process.PATIENCE = 1800


def read(folder, data, job_of):
    """A node's facts of the folder, and how long it took; job_of brings the job to its end."""
    node = Node(data, folder)
    try:
        begun = time.monotonic()
        result = gongbao_process.run("ingest", "--on-server", "--detach", "", "--server",
                                     node.addresses["grpc"])
        assert result.returncode == 0, result.stderr
        job = job_of(node)
        took = time.monotonic() - begun
    finally:
        node.stop()
    return export(data), job, node.kills, took


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongbao-kill-") as place:
        place = pathlib.Path(place)
        reports = generate(place / "reports", options.files)
        calm, job, _, took = read(reports, place / "calm", lambda node: gongbao_process.wait_until(
            lambda: (lambda now: now if ended(now) else None)(node.job()), "the undisturbed job has ended"))
        print(f"undisturbed: {job['itemsDone']} of {job['itemsTotal']} files, {job['facts']} facts, "
              f"{took:.1f} s, sha256 {hashlib.sha256(calm.encode()).hexdigest()}", flush=True)
        killed, job, kills, took = read(reports, place / "killed", lambda node: kill_while_it_works(
            node, options.files, options.kills, options.seed))
        print(f"killed {kills} times: {job['itemsDone']} of {job['itemsTotal']} files, {job['facts']} facts, "
              f"{took:.1f} s, sha256 {hashlib.sha256(killed.encode()).hexdigest()}", flush=True)
        good = (killed == calm and kills == options.kills and job["state"] == "JOB_STATE_SUCCEEDED" and
                int(job["itemsTotal"]) == options.files)
        print("the same bytes" if good else "NOT the same")
        return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
