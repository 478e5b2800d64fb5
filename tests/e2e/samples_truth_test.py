#!/usr/bin/python3
"""Compares what gongbao reads out of the sample reports with what they were made to say.

    samples_truth_test.py GONGBAO SAMPLES_DIR TRUTH_JSONL     runs gongbao analyze on the samples
    samples_truth_test.py --read DIR SAMPLES_DIR TRUTH_JSONL  takes the records of a run made before

Every headline indicator must be read, with value, unit, period, status and changes, and none that no
report states; every heading of the list with its label, title and role; every report's place and year.
A masked figure never becomes a number. Each miss is printed with its file.
"""
import collections
import decimal
import json
import pathlib
import subprocess
import sys
import tempfile

# What a unit is worth in its base unit.
SCALES = {"亿": 10**8, "万": 10**4}
BASES = {"吨": (1000, "千克"), "斤": (decimal.Decimal("0.5"), "千克"), "公斤": (1, "千克"), "户": (1, "家")}


def base(value, unit):
    """(value, unit) in the base unit; a missing value stays missing."""
    if value is None:
        return None, None
    amount = decimal.Decimal(str(value))
    for prefix, scale in SCALES.items():
        if unit.startswith(prefix):
            amount, unit = amount * scale, unit[len(prefix):]
    factor, unit = BASES.get(unit, (1, unit))
    return (amount * factor).normalize(), unit


def changes(record):
    change = record.get("changes", record.get("change"))
    if change is None:
        return ()
    listed = change if isinstance(change, list) else [change]
    return tuple(sorted((c["kind"], str(base(c["value"], c["unit"]))) for c in listed))


def indicator(record):
    return (record["canonical"], base(record.get("value"), record.get("unit") or ""), record["period"],
            record["status"], changes(record))


def heading(record):
    return (record["label"], record["title"].strip("。；， "), record["role"])


def reports(lines):
    """The reports of a file: (meta, headings, indicators), in order."""
    found = []
    for line in lines:
        record = json.loads(line)
        if record["type"] == "meta":
            found.append((record, [], []))
        elif record["type"] == "section":
            found[-1][1].append(record)
        elif record["type"] == "indicator":
            found[-1][2].append(record)
    return found


class Comparison:
    def __init__(self):
        self.misses = []
        self.counts = collections.Counter()

    def compare_lists(self, where, what, wanted, read, key, extra_is_wrong=True):
        missing = collections.Counter(key(r) for r in wanted)
        extra = collections.Counter(key(r) for r in read)
        common = missing & extra
        self.counts[what, "right"] += sum(common.values())
        self.counts[what, "wanted"] += sum(missing.values())
        self.counts[what, "read"] += sum(extra.values())
        for item in sorted((missing - common).elements(), key=str):
            self.misses.append(f"{where}: {what} not read: {item}")
        for item in sorted((extra - common).elements() if extra_is_wrong else (), key=str):
            quote = next((r.get("quote", "") for r in read if key(r) == item), "")
            self.misses.append(f"{where}: {what} nobody wrote: {item}「{quote}」")

    def compare_meta(self, where, wanted, read):
        for field in ("kind", "place", "level", "province", "city", "county", "year"):
            self.counts["meta", "wanted"] += 1
            if wanted[field] == read.get(field):
                self.counts["meta", "right"] += 1
            else:
                self.misses.append(f"{where}: {field} is {read.get(field)}, not {wanted[field]}")

    def compare_reports(self, where, wanted, read):
        if len(wanted) != len(read):
            self.misses.append(f"{where}: {len(read)} reports read, not {len(wanted)}")
        for number, (want, got) in enumerate(zip(wanted, read), 1):
            place = f"{where} report {number}" if len(wanted) > 1 else where
            self.compare_meta(place, want[0], got[0])
            # Items numbered inside a paragraph are headings too, and not in the list.
            self.compare_lists(place, "heading", want[1], got[1], heading, extra_is_wrong=False)
            self.compare_lists(place, "indicator", want[2], got[2], indicator)
            if want[0]["year"] is None:
                self.check_masked(place, want[2], got[2])

    def check_masked(self, where, wanted, read):
        known = {base(r["value"], r["unit"]) for r in wanted if r.get("value") is not None}
        for record in read:
            if record.get("value") is not None and base(record["value"], record["unit"]) not in known:
                self.misses.append(f"{where}: masked figure given a number: {record['quote']}")


def main():
    samples, truth = pathlib.Path(sys.argv[-2]), pathlib.Path(sys.argv[-1])
    wanted = collections.defaultdict(list)
    with truth.open(encoding="utf-8") as lines:
        for line in lines:
            wanted[json.loads(line)["file"]].append(line)
    if sys.argv[1] == "--read":
        return compare(wanted, pathlib.Path(sys.argv[2]))
    with tempfile.TemporaryDirectory() as out:
        run = subprocess.run([sys.argv[1], "analyze", str(samples), "--out", out],
                             stderr=subprocess.PIPE, text=True)
        if run.returncode != 0:
            print(f"FAILED: gongbao analyze ended with {run.returncode}: {run.stderr}")
            return 1
        return compare(wanted, pathlib.Path(out))


def compare(wanted, out):
    comparison = Comparison()
    for file, lines in sorted(wanted.items()):
        read = out / (file.rsplit(".", 1)[0] + ".jsonl")
        if not read.is_file():
            comparison.misses.append(f"{file}: nothing was read")
            continue
        with read.open(encoding="utf-8") as records:
            comparison.compare_reports(file, reports(lines), reports(records))
    for what in ("meta", "heading", "indicator"):
        counts = {name: comparison.counts[what, name] for name in ("right", "wanted", "read")}
        print(f"{what}: {counts['right']} of {counts['wanted']} right"
              + (f", {counts['read']} read" if what != "meta" else ""))
    for miss in comparison.misses:
        print(f"FAILED: {miss}")
    return 1 if comparison.misses else 0


if __name__ == "__main__":
    sys.exit(main())
