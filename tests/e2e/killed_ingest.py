"""One node that is killed with SIGKILL again and again while it reads a folder, by how far it has got:
what is stored at the end is what an undisturbed node stores, byte for byte. Shared by the test of every run
and by the long check."""
import json
import random
import urllib.error

from gongbao_process import Server, get, run, wait_until

# Of a lease: a killed worker's reports are taken over after this.
LEASE_MS = "400"


def generate(folder, count, seed=7):
    result = run("--out", folder, "--count", count, "--seed", seed, program="gongbao-generate-reports",
                 timeout=600)
    assert result.returncode == 0, result.stderr
    return folder


def export(data, timeout=600):
    result = run("export", "--copies", "--format", "jsonl", "--data", data, timeout=timeout)
    assert result.returncode == 0, result.stderr
    return result.stdout


class Node:
    """`gongbao serve`, started again where it was, as often as it is killed."""

    def __init__(self, data, root, *args):
        self.data, self.root, self.args = data, root, args
        self.addresses = {"http": "127.0.0.1:0", "grpc": "127.0.0.1:0"}
        self.server = None
        self.kills = 0
        self.start()

    def start(self):
        self.server = Server("gongbao", "serve", "--data", self.data, "--http", self.addresses["http"],
                             "--grpc", self.addresses["grpc"], "--path-root", self.root, "--lease-ms",
                             LEASE_MS, "--log-level", "error", *self.args)
        self.addresses = self.server.listening

    def kill(self):
        self.server.kill()
        self.kills += 1
        self.start()

    def job(self):
        """The newest job; nothing while there is none."""
        try:
            status, _, body = get(self.addresses["http"], "/v1/jobs?pageSize=1")
        except (urllib.error.URLError, ConnectionError):
            return None
        jobs = json.loads(body)["jobs"] if status == 200 else []
        return jobs[0] if jobs else None

    def stop(self):
        return self.server.stop()


def progress(job):
    """Events: items found, and items that ended."""
    return sum(int(job[name]) for name in ("itemsTotal", "itemsDone", "itemsFailed")) if job else 0


def ended(job):
    return job is not None and job["state"] not in ("JOB_STATE_OPEN", "JOB_STATE_RUNNING")


def kill_while_it_works(node, count, kills, seed, follow=None):
    """Kills the node at `kills` moments of a job of `count` files, chosen by seed; the job when it has ended.
    follow: called after each restart."""
    # The last quarter is left out: a job that is nearly done may end between two looks at it.
    moments = sorted(random.Random(seed).sample(range(1, 3 * count // 2), kills))
    at = 0
    for moment in moments:
        at = max(at + 1, moment)
        seen = wait_until(lambda: (lambda job: job if job and (progress(job) >= at or ended(job)) else None)(
            node.job()), f"{at} of {2 * count} events")
        if ended(seen):
            break
        at = progress(seen)
        node.kill()
        if follow:
            follow(at)
    return wait_until(lambda: (lambda job: job if ended(job) else None)(node.job()), "the job has ended")
