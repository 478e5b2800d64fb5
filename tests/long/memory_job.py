"""See memory_job.sh."""
import argparse
import pathlib
import sys
import tempfile
import time

import gongbao_process
from killed_ingest import Node, ended

gongbao_process.PATIENCE = 7200
MIB = 1 << 20


def write_files(folder, count):
    for number in range(count):
        place = folder / f"{number // 1000:03d}"
        if number % 1000 == 0:
            place.mkdir(parents=True)
        (place / f"{number:06d}.txt").write_text(
            f"第{number}号村工作总结\n一年来，全村实现总收入{number % 900 + 100}.{number % 10}万元，增长{number % 20 + 1}%。\n"
            f"新修水渠{number % 50 + 1}公里，安置{number % 300 + 1}人就业。\n", encoding="utf-8")


def memory(pid):
    """What the process holds itself, and with mapped files, in MiB."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    fields = dict(line.split(":", 1) for line in status.splitlines())
    return [int(fields[name].split()[0]) * 1024 / MIB for name in ("RssAnon", "VmRSS")]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongbao-memory-") as place:
        place = pathlib.Path(place)
        write_files(place / "files", options.files)
        node = Node(place / "data", place / "files")
        pid = node.server.process.pid
        begun = time.monotonic()
        gongbao_process.run("ingest", "--on-server", "--detach", "", "--server", node.addresses["grpc"])
        samples = []
        for part in (10, 50, 100):
            wanted = options.files * part // 100

            def there():
                time.sleep(0.2)
                job = node.job()
                done = int(job["itemsDone"]) + int(job["itemsFailed"]) if job else 0
                return job if done >= wanted and (part < 100 or ended(job)) else None
            job = gongbao_process.wait_until(there, f"{part} % are read")
            samples.append(memory(pid))
            print(f"{part:3d} %: {samples[-1][0]:.1f} MiB of its own, {samples[-1][1]:.1f} MiB with mapped files "
                  f"({job['itemsDone']} of {job['itemsTotal']} read)", flush=True)
        took = time.monotonic() - begun
        node.stop()
        good = job["state"] == "JOB_STATE_SUCCEEDED" and int(job["itemsDone"]) == options.files
        flat = samples[2][0] <= 1.1 * samples[0][0] + 16
        print(f"{options.files} items in {took:.0f} s, {job['facts']} facts: {'flat' if flat else 'NOT flat'}"
              f"{'' if good else ', and NOT all read'}")
        return 0 if good and flat else 1


if __name__ == "__main__":
    sys.exit(main())
