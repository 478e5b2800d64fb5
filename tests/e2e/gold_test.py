#!/usr/bin/python3
"""Scores `gongbao analyze` against annotated reports, where they are at hand.

    gold_test.py GONGBAO SHARED_DIR        SHARED_DIR holds corpus/ and gold/
Exit status 77 (skipped) where SHARED_DIR is not there.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

# (type of record, lowest F1); "indicator" agrees in period and status too.
BARS = [("quantity", 0.85), ("indicator", 0.70), ("section", 0.90), ("project", 0.80),
        ("problem", 0.90), ("honour", 0.85), ("commitment", 0.80), ("entity", 0.70)]


def main():
    gongbao, shared = sys.argv[1], pathlib.Path(sys.argv[2])
    corpus, gold = shared / "corpus", shared / "gold"
    if not corpus.is_dir() or not (gold / "score.py").is_file():
        print(f"SKIPPED: no annotated reports at {shared}: the scores were not measured")
        return 77
    with tempfile.TemporaryDirectory() as out:
        run = subprocess.run([gongbao, "analyze", str(corpus), "--out", out], stderr=subprocess.PIPE,
                             text=True)
        if run.returncode != 0:
            print(f"FAILED: gongbao analyze ended with {run.returncode}: {run.stderr}")
            return 1
        score = subprocess.run(["/usr/bin/python3", str(gold / "score.py"), str(gold), out, "--json"],
                               capture_output=True, text=True)
        if score.returncode != 0:
            print(f"FAILED: the scorer ended with {score.returncode}: {score.stderr}")
            return 1
    return judge(json.loads(score.stdout))


def judge(figures):
    wrong = []
    for name, bar in BARS:
        f1 = figures[name]["f1"]
        print(f"{name}: F1 {f1} (bar {bar})")
        if f1 < bar:
            wrong.append(f"{name}: F1 {f1} is below {bar}")
    invented = figures["masked"]["invented"]
    print(f"masked figures given a number: {invented} of {figures['masked']['gold']} (bar 0)")
    if invented:
        wrong.append(f"{invented} masked figures were given a number")
    for line in wrong:
        print(f"FAILED: {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
