#!/usr/bin/python3
"""Runs `gongbao explain` over an invented report: table, JSON, lines, quotes, mistakes."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

GONGBAO = os.path.join(os.environ["GONGBAO_BIN_DIR"], "gongbao")
SAMPLES = pathlib.Path(os.environ["GONGBAO_SOURCE_DIR"]) / "tests/data/samples"

REPORT = """青溪镇人民政府工作报告
——2022年1月9日在青溪镇第九届人民代表大会第二次会议上
镇长 周松
各位代表：
一、2021年工作回顾
全镇实现规模工业总产值22.71亿元，同比增长22%，预计财政收入5100万元。强化项目服务，总投资1.8亿元的云杉机械制造项目建成投产。
二、2022年工作安排
2022年，财政收入增长8%，6月底前建成云杉大桥，加强执法力度。
"""
failures = []


def check(what, holds):
    if not holds:
        failures.append(what)
        print(f"FAILED: {what}")


def run(*arguments):
    return subprocess.run([GONGBAO, *arguments], capture_output=True, text=True, timeout=120)


def explained(*arguments):
    out = run("explain", *arguments, "--format", "json")
    check(f"explain {arguments} ends well: {out.stderr}", out.returncode == 0)
    return [json.loads(line) for line in out.stdout.splitlines()]


def facts_of(sentences):
    return [fact["record"] for sentence in sentences for fact in sentence["facts"]]


def reasons(sentence, canonical):
    for fact in sentence["facts"]:
        if fact["record"].get("canonical") == canonical:
            return fact["reasons"]
    return []


def lines_and_quotes(report):
    line = explained(report, "--line", "6")
    check("the line's two sentences", [s["text"][:4] for s in line] == ["全镇实现", "强化项目"])
    check("section and role", line[0]["sections"] == ["一、2021年工作回顾"] and line[0]["role"] == "review")
    why = reasons(line[0], "industrial_output_above_scale")
    check(f"where the period comes from: {why}", any(r.startswith("period 2021: ") for r in why))
    check(f"where the place comes from: {why}", any("word of scope" in r for r in why))
    check("an estimate says why", any("expectation" in r for r in reasons(line[0], "fiscal_revenue")))
    kinds = {part["kind"] for part in line[0]["parts"]}
    check(f"words, figures, names and cues: {kinds}", kinds >= {"word", "figure", "name", "cue"})
    quote = explained(report, "--quote", "财政收入增长")
    check("a printed period", any("printed in this sentence" in r for r in reasons(quote[0], "fiscal_revenue")))
    rejected = [step for step in quote[0]["steps"] if step["rejected"]]
    check(f"what was turned down: {rejected}", any(step["rule"] == "commitment.thing" for step in rejected))
    return line + quote


def same_as_analyze(report, sentences):
    records = [json.loads(line) for line in run("analyze", report).stdout.splitlines()]
    for record in records:
        record.pop("id", None)
    told = facts_of(sentences)
    check("each fact that is explained is one that analyze gives", all(fact in records for fact in told))
    check("facts of every kind that the report states",
          {"indicator", "quantity", "project", "commitment"} <= {fact["type"] for fact in told})


def table(report):
    out = run("explain", report, "--line", "6")
    for mark in ("  section", "  words", "  cue", "  fact", "    rule", "    why", "  rejected"):
        check(f"the table has a line {mark.strip()}", any(l.startswith(mark) for l in out.stdout.splitlines()))


def rules_have_words():
    sample = sorted(SAMPLES.glob("*.txt"))[0]
    sentences = explained(str(sample), "--quote", "。")
    for sentence in sentences:
        for fact in sentence["facts"]:
            rule = fact["record"]["rule"]
            check(f"rule {rule} has words", fact["rule_text"] != rule)


def mistakes(report, folder):
    for arguments, code, words in [
        ((report,), 2, "one of --line and --quote"),
        ((report, "--line", "1", "--quote", "青溪"), 2, "one of --line and --quote"),
        ((report, "--line", "99"), 3, "no line 99"),
        ((report, "--quote", "没有这句话"), 3, "holds no"),
        ((str(folder / "missing.txt"), "--line", "1"), 3, "missing.txt"),
    ]:
        out = run("explain", *arguments)
        check(f"explain {arguments}: {out.returncode} {out.stderr}",
              out.returncode == code and words in out.stderr and out.stderr.count("\n") == 1)


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        report = str(folder / "report.txt")
        pathlib.Path(report).write_text(REPORT, encoding="utf-8")
        same_as_analyze(report, lines_and_quotes(report))
        table(report)
        rules_have_words()
        mistakes(report, folder)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
