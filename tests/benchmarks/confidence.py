#!/usr/bin/python3
"""How often facts of each grade of confidence are right, against annotated reports.

    confidence.py GOLD_DIR PREDICTED_DIR [GOLD_DIR PREDICTED_DIR ...]

GOLD_DIR holds *.jsonl and score.py (or its parent does), whose matching decides what is right; PREDICTED_DIR is what
`gongbao analyze --out` wrote. Prints, for indicators and quantities, precision by bin of confidence, and ends with 1
where a lower bin is right more often than a higher one by more than chance would allow (bins of less than 20 facts are
not compared). Facts that the annotation leaves open ("doubt") are not counted.
"""
import importlib.util
import pathlib
import sys

BINS = [(0, 800), (800, 880), (880, 930), (930, 970), (970, 1001)]
FEWEST = 20


def scorer(gold):
    for folder in (gold, gold.parent, gold.parent.parent):
        if (folder / "score.py").is_file():
            spec = importlib.util.spec_from_file_location("score", folder / "score.py")
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module
    sys.exit(f"no score.py at {gold} or above")


def verdicts(score, gold_dir, predicted_dir):
    """(kind, confidence, right) of each predicted fact that the annotation decides."""
    for path in sorted(gold_dir.glob("*.jsonl")):
        predicted_path = predicted_dir / path.name
        if not predicted_path.exists():
            sys.exit(f"no predictions for {path.name}: expected {predicted_path}")
        gold, predicted = score.load(path), score.load(predicted_path)
        for kind in ("indicator", "quantity"):
            g = [r for r in gold if r.get("type") == kind]
            p = [r for r in predicted if r.get("type") == kind]
            pairs, _, alarms = score.pair(g, p, score.MATCH[kind])
            for a, b in pairs:
                if not score.is_optional(a):
                    yield kind, b.get("confidence", 0), True
            for b in alarms:
                yield kind, b.get("confidence", 0), False


def main():
    arguments = [pathlib.Path(a) for a in sys.argv[1:]]
    if len(arguments) < 2 or len(arguments) % 2:
        sys.exit(__doc__)
    score = scorer(arguments[0])
    facts = [v for i in range(0, len(arguments), 2) for v in verdicts(score, arguments[i], arguments[i + 1])]
    disordered = False
    for kind in ("indicator", "quantity"):
        print(f"{kind}: confidence, facts, precision")
        before = None
        for low, high in BINS:
            right = [r for k, c, r in facts if k == kind and low <= c < high]
            if not right:
                continue
            precision = sum(right) / len(right)
            # Two standard errors of the bin's own precision.
            slack = 2 * (max(precision * (1 - precision), 0.01) / len(right)) ** 0.5
            print(f"  {low:4}-{min(high, 1000):4}  {len(right):5}  {precision:.4f}")
            if len(right) >= FEWEST:
                if before is not None and precision + slack < before:
                    disordered = True
                before = precision
    print("the bins are " + ("NOT in order" if disordered else "in order"))
    return 1 if disordered else 0


if __name__ == "__main__":
    sys.exit(main())
