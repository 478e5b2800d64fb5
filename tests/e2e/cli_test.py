#!/usr/bin/python3
"""The command line: what it prints, and that every mistake gets one clear line and its exit code."""
import csv
import io
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import unittest

from gongbao_process import (BIN, PATIENCE, SAMPLES, EndToEnd, clean_environment, get, run)

OK, FAILED, USAGE, NO_INPUT, UNAVAILABLE, INTERRUPTED = 0, 1, 2, 3, 4, 130
REPORT = SAMPLES / "341525-1-2023.txt"


class Compilations(EndToEnd):
    """A file of several reports gives each of them."""

    def setUp(self):
        super().setUp()
        texts = [(SAMPLES / f"341525-1-{year}.txt").read_bytes().decode() for year in (2022, 2023, 2024)]
        self.titles = [text.strip().splitlines()[0] for text in texts]
        contents = "".join(f"{title}……{page}\n" for page, title in enumerate(self.titles, 1))
        self.book = self.folder / "book.txt"
        self.book.write_text("历年政府工作报告\n目录\n" + contents + "\n".join(texts), encoding="utf-8")

    def test_clean(self):
        whole = self.assert_ok(run("clean", self.book))
        marks = [line for line in whole.splitlines() if line.startswith("===== report ")]
        self.assertEqual(len(marks), 3, marks)
        self.assertIn("report 3 of 3, from byte ", marks[2])
        second = self.assert_ok(run("clean", "--report", "2", self.book))
        self.assertEqual(second.splitlines()[0], self.titles[1])
        self.assertIn(second, whole)
        wrong = run("clean", "--report", "4", self.book)
        self.assertEqual(wrong.returncode, NO_INPUT)
        self.assertIn("holds 3 reports", wrong.stderr)

    def test_account(self):
        source = self.book.read_bytes()
        lines = self.assert_ok(run("clean", "--account", self.book)).splitlines()
        removed = [line.split("\t") for line in lines if "\ttotal\t" not in line and "\tchanges\t" not in line]
        front = [fields for fields in removed if fields[0] == "split"]
        self.assertEqual([fields[1] for fields in front], ["in front of the first report"])
        begin, end = map(int, front[0][2].split("-"))
        self.assertEqual(begin, 0)
        self.assertIn("目录", source[begin:end].decode())
        self.assertFalse([fields for fields in removed if fields[1] == "unexplained"])

    def test_analyze(self):
        records = [json.loads(line) for line in self.assert_ok(run("analyze", self.book)).splitlines()]
        metas = [record for record in records if record["type"] == "meta"]
        self.assertEqual([meta["title"] for meta in metas], self.titles)
        self.assertEqual([meta["year"] for meta in metas], [2022, 2023, 2024])


class Mistakes(EndToEnd):
    def check(self, code, names, *args, program="gongbao", **options):
        result = run(*args, program=program, **options)
        lines = result.stderr.splitlines()
        self.assertEqual(result.returncode, code, result.stderr)
        self.assertEqual(len(lines), 1, result.stderr)
        self.assertTrue(lines[0].startswith("gongbao: "), lines[0])
        for name in [names] if isinstance(names, str) else names:
            self.assertIn(name, lines[0])
        self.assertEqual(result.stdout, "")

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        return path

    def test_wrong_flags_and_commands(self):
        self.check(USAGE, "--nonsense", "--nonsense")
        self.check(USAGE, "frobnicate", "frobnicate")
        self.check(USAGE, "command")
        self.check(USAGE, "--colour", "search", "--colour", "乡村")
        self.check(USAGE, "--format", "facts", "--format", "yaml")
        self.check(USAGE, "--indicator", "rank", "--in", "2021")
        self.check(USAGE, "--in", "rank", "--indicator", "gdp", "--in", "soon")
        self.check(USAGE, "2021-19", "search", "x", "--year", "2021-19", "--data", self.data())
        self.check(USAGE, "poem", "search", "x", "--kind", "poem", "--data", self.data())
        for role in ("ingest", "segmentation", "extraction", "query", "gateway"):
            self.check(USAGE, "--nonsense", "--nonsense", program=f"gongbao-{role}")

    def data(self):
        """A folder with an empty store in it."""
        folder = self.folder / "stored"
        if not folder.exists():
            report = self.file("one.txt", REPORT.read_bytes())
            self.assert_ok(run("ingest", report, "--data", folder))
        return folder

    def test_files_that_are_not_there(self):
        missing = self.folder / "no-such-report.txt"
        for command in (["analyze"], ["clean"], ["ingest", "--data", self.folder / "data"]):
            self.check(NO_INPUT, str(missing), *command, missing)

    def test_files_that_hold_no_report(self):
        empty = self.file("empty.txt", b"")
        noise = self.file("noise.bin", random.Random(1).randbytes(300_000))
        for path in (empty, noise):
            for command in (["analyze"], ["clean"]):
                self.check(NO_INPUT, str(path), *command, path)

    def test_a_file_that_is_too_long(self):
        path = self.folder / "long.txt"
        with path.open("wb") as file:
            for _ in range(200):
                file.write("全镇实现工业总产值22.71亿元，同比增长22%。\n".encode() * 17_500)
        self.assertGreater(path.stat().st_size, 200_000_000)
        for command in (["analyze"], ["clean"], ["ingest", "--data", self.data()]):
            result = run(*command, path)
            self.assertEqual(result.returncode, NO_INPUT, result.stderr)
            self.assertIn(str(path), result.stderr.splitlines()[0])
            self.assertRegex(result.stderr.splitlines()[0], "more than .*[0-9]{8}")

    def test_many_files_need_a_folder_for_their_records(self):
        self.check(USAGE, "--out", "analyze", SAMPLES)

    def test_a_folder_that_cannot_be_written(self):
        closed = self.folder / "closed"
        closed.mkdir(mode=0o700)
        options = {}
        if os.geteuid() == 0:
            # Root may write anywhere; nobody may not.
            self.folder.chmod(0o755)
            options["user"] = 65534
        else:
            closed.chmod(0o500)
        inside = closed / "data"
        for args in (["serve", "--data", inside, "--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0"],
                     ["ingest", REPORT, "--data", inside], ["analyze", REPORT, "--out", inside]):
            result = subprocess.run([str(BIN / "gongbao"), *map(str, args)], capture_output=True,
                                    text=True, timeout=PATIENCE, env=clean_environment(), **options)
            self.assertEqual(result.returncode, UNAVAILABLE, result.stderr)
            self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
            self.assertIn(str(inside), result.stderr)
            self.assertIn("ermission denied", result.stderr)

    def test_a_port_in_use(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            free = ["--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0", "--data", self.folder / "data"]
            for flag in ("--http", "--grpc"):
                address = f"127.0.0.1:{port}"
                args = [address if i > 0 and free[i - 1] == flag else a for i, a in enumerate(free)]
                self.check(UNAVAILABLE, address, "serve", *args)

    def test_a_data_folder_in_use(self):
        node = self.start_node()
        self.check(UNAVAILABLE, [str(self.folder / "data"), str(node.process.pid),
                                 node.listening["grpc"]],
                   "serve", "--data", self.folder / "data", "--http", "127.0.0.1:0", "--grpc",
                   "127.0.0.1:0")
        self.assertTrue(node.running())

    def test_a_server_that_is_not_there(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            address = "127.0.0.1:%d" % unused.getsockname()[1]
            for command in (["search", "乡村"], ["facts"], ["ingest", REPORT], ["export"]):
                self.check(UNAVAILABLE, address, *command, "--server", address)

    def test_nothing_stored(self):
        self.check(NO_INPUT, str(self.folder / "nothing"), "facts", "--data", self.folder / "nothing")
        self.assertFalse((self.folder / "nothing").exists())

    def test_names_that_mean_nothing(self):
        self.check(NO_INPUT, "无此镇", "facts", "--place", "无此镇", "--data", self.data())
        self.check(NO_INPUT, "f" * 32, "fact", "f" * 32, "--data", self.data())

    def test_configuration(self):
        config = self.file("gongbao.textproto", b'data: "x"\nprot: 80\n')
        self.check(USAGE, f"{config}:2:5", "serve", "--config", config)
        self.check(USAGE, "GONGBAO_WORKERS", "serve", environment={"GONGBAO_WORKERS": "many"})
        self.check(USAGE, "http", "serve", "--http", "here")
        result = run("serve", "--check_config", "--http", "0.0.0.0:80")
        self.assertEqual(result.returncode, OK)
        self.assertIn("warning", result.stderr)
        result = run("serve", "--print_config", "--store", "postgresql://me:secret@db/x")
        self.assertEqual(result.returncode, OK)
        self.assertIn("postgresql://me:***@db/x", result.stdout)
        self.assertNotIn("secret", result.stdout)

    def test_a_server_survives_them_all(self):
        node = self.start_node()
        bad = self.folder / "bad"
        bad.mkdir()
        (bad / "empty.txt").write_bytes(b"")
        (bad / "noise.bin").write_bytes(random.Random(2).randbytes(100_000))
        (bad / "good.txt").write_bytes(REPORT.read_bytes())
        with (bad / "long.txt").open("wb") as file:
            for _ in range(200):
                file.write("全镇实现工业总产值22.71亿元，同比增长22%。\n".encode() * 17_500)
        result = run("ingest", bad, "--server", node.listening["grpc"])
        self.assertEqual(result.returncode, FAILED, result.stderr)
        for name in ("empty.txt", "noise.bin", "long.txt"):
            self.assertEqual(sum(name in line for line in result.stderr.splitlines()), 1,
                             result.stderr)
        self.assertNotIn("good.txt", result.stderr)
        self.assertEqual(get(node.listening["http"], "/v1/stats")[0], 200)
        self.assertTrue(node.running())


class Analyze(EndToEnd):
    def test_records_of_one_report_go_to_standard_output(self):
        output = self.assert_ok(run("analyze", REPORT))
        records = [json.loads(line) for line in output.splitlines()]
        self.assertEqual(records[0]["type"], "meta")
        self.assertEqual(records[0]["place"], "云栖镇")
        self.assertEqual(records[0]["year"], 2023)
        kinds = {record["type"] for record in records}
        self.assertLessEqual({"meta", "section", "indicator", "quantity"}, kinds)

    def test_a_folder_gives_a_file_for_each_file_whatever_the_number_of_threads(self):
        files = [path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".html")]
        self.assertGreater(len(files), 30)
        outputs = []
        for threads in (1, 7):
            out = self.folder / f"out{threads}"
            self.assert_ok(run("analyze", *sorted(files), "--out", out, "--jobs", threads))
            self.assertEqual({path.name for path in out.iterdir()},
                             {path.stem + ".jsonl" for path in files})
            outputs.append({path.name: path.read_bytes() for path in out.iterdir()})
        self.assertEqual(outputs[0], outputs[1])

    def test_a_file_that_fails_is_named_and_the_others_are_read(self):
        mixed = self.folder / "mixed"
        mixed.mkdir()
        (mixed / "a.part.txt").write_bytes(REPORT.read_bytes())
        (mixed / "b.txt").write_bytes(b"")
        (mixed / "c.txt").write_bytes(REPORT.read_bytes())
        result = run("analyze", mixed, "--out", self.folder / "out")
        self.assertEqual(result.returncode, FAILED)
        self.assertEqual([line for line in result.stderr.splitlines() if "b.txt" in line],
                         result.stderr.splitlines()[:1])
        self.assertEqual({path.name for path in (self.folder / "out").iterdir()},
                         {"a.part.jsonl", "c.jsonl"})

    def test_two_files_that_would_make_one(self):
        twins = self.folder / "twins"
        twins.mkdir()
        (twins / "a.txt").write_bytes(REPORT.read_bytes())
        (twins / "a.html").write_bytes(REPORT.read_bytes())
        result = run("analyze", twins, "--out", self.folder / "out")
        self.assertEqual(result.returncode, FAILED)
        self.assertIn("a.jsonl", result.stderr)

    def test_a_reader_that_goes_away_is_no_failure(self):
        for command in ([str(BIN / "gongbao"), "analyze", str(REPORT)],
                        [str(BIN / "gongbao"), "clean", str(REPORT)]):
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                  env=clean_environment()) as process:
                process.stdout.close()
                errors = process.stderr.read()
                self.assertEqual(process.wait(PATIENCE), OK, errors)
                self.assertEqual(errors, b"")

    def test_ctrl_c_leaves_only_whole_files(self):
        many = self.folder / "many"
        many.mkdir()
        for number in range(2000):
            (many / f"{number:04}.txt").write_bytes(REPORT.read_bytes())
        out = self.folder / "out"
        with subprocess.Popen([str(BIN / "gongbao"), "analyze", str(many), "--out", str(out)],
                              stderr=subprocess.PIPE, env=clean_environment()) as process:
            while process.poll() is None and not (out.is_dir() and any(out.glob("*.jsonl"))):
                pass
            process.send_signal(signal.SIGINT)
            process.stderr.read()
            self.assertEqual(process.wait(PATIENCE), INTERRUPTED)
        whole = run("analyze", REPORT).stdout.splitlines()[1:]
        made = list(out.iterdir())
        self.assertTrue(made)
        self.assertLess(len(made), 2000)
        for path in made:
            self.assertEqual(path.suffix, ".jsonl")
            self.assertEqual(len(path.read_text().splitlines()), len(whole) + 1)


class SmallCommands(EndToEnd):
    def test_words(self):
        output = self.assert_ok(run("words", stdin="全镇实现规模工业总产值22.71亿元\n\n增长15%"))
        lines = output.split("\n")
        self.assertEqual(len(lines), 4)
        self.assertEqual(lines[0].replace(" ", ""), "全镇实现规模工业总产值22.71亿元")
        self.assertIn(" 22.71", lines[0])
        self.assertEqual(lines[1], "")
        first = json.loads(self.assert_ok(run("words", "--json", stdin="全镇实现22.71亿元")))
        self.assertEqual("".join(first["words"]), "全镇实现22.71亿元")
        self.assertEqual(len(first["words"]), len(first["tags"]))
        self.assertEqual(run("words", stdin="").returncode, OK)

    def test_words_of_bytes_that_are_no_text(self):
        result = run("words", stdin=b"\xe5\x85\xa8\n\xff\xfe\n", text=False)
        self.assertEqual(result.returncode, NO_INPUT)
        self.assertIn(b"line 2", result.stderr)
        self.assertEqual(result.stdout.decode(), "全\n", "what came before is answered")

    def test_words_as_they_come(self):
        process = subprocess.Popen([str(BIN / "gongbao"), "words"], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, text=True, bufsize=1)
        try:
            for text in ("全镇完成投资", "增长15%"):
                process.stdin.write(text + "\n")
                process.stdin.flush()
                self.assertEqual(process.stdout.readline().replace(" ", ""), text + "\n")
        finally:
            process.stdin.close()
            self.assertEqual(process.wait(), OK)
            process.stdout.close()

    def test_words_of_ones_own(self):
        bundle = self.folder / "county.txt"
        bundle.write_text("# 青溪县\n@words\n溪畔智谷 = org\n5G智谷 n\n")
        text = "推进溪畔智谷和5G智谷"
        self.assertNotIn("溪畔智谷", self.assert_ok(run("words", stdin=text)).split())
        output = self.assert_ok(run("words", "--bundle", bundle, stdin=text)).split()
        self.assertEqual(output[-3:], ["溪畔智谷", "和", "5G智谷"])
        bundle.write_text("@words\n溪畔智谷 = org\n茶 = n\n")
        result = run("words", "--bundle", bundle, stdin=text)
        self.assertNotEqual(result.returncode, OK)
        self.assertIn(f"{bundle} line 3: a word of one character", result.stderr)

    def test_why_words(self):
        text = self.assert_ok(run("words", "--why", stdin="固定资产投资"))
        self.assertIn("* 0\t18\t", text)
        self.assertIn("\t资产\n", text)
        considered = json.loads(self.assert_ok(run("words", "--why", "--json", stdin="固定资产")))["considered"]
        self.assertEqual("".join(word["word"] for word in considered if word["taken"]), "固定资产")
        self.assertTrue(all(word["weight"] < 0 for word in considered))
        result = run("words", "--why", stdin="好\n" + "好" * 2000)
        self.assertIn("line 2", result.stderr)
        self.assertNotEqual(result.returncode, OK)

    def test_words_as_jieba_cuts_them(self):
        text = "镇长王煜栩出席"
        plain = self.assert_ok(run("words", "--plain", stdin=text)).split()
        self.assertIn("王", plain)
        unknown = self.assert_ok(run("words", "--plain", "--unknown", stdin=text)).split()
        self.assertIn("王煜栩", unknown)

    def test_bench_words(self):
        gold = self.folder / "gold.txt"
        gold.write_text("全镇  完成  固定资产  投资\n\n增长  12%  ，  好\n")
        lines = self.assert_ok(run("bench", "words", "--gold", gold)).splitlines()
        rows = [line for line in lines if line.startswith("additions")]
        self.assertEqual(len(rows), 4)
        for row in rows:
            scores = [float(word) for word in row.split() if word[0] in "01"]
            self.assertTrue(0 < scores[2] <= 1, row)
        self.assertTrue(lines[-1].startswith("8 words in 2 lines"), lines[-1])
        gold.write_bytes(b"\xe5\x85\xa8 \n\xff\n")
        result = run("bench", "words", "--gold", gold)
        self.assertEqual(result.returncode, NO_INPUT)
        self.assertIn("line 2, byte 1", result.stderr)
        self.assertEqual(run("bench", "words", "--gold", self.folder / "none").returncode, NO_INPUT)

    def test_clean(self):
        text = self.assert_ok(run("clean", REPORT))
        self.assertIn("云栖镇", text.splitlines()[0])
        account = self.assert_ok(run("clean", "--account", REPORT))
        self.assertTrue(all("\t" in line for line in account.splitlines()))

    def test_help_and_version(self):
        self.assertIn("Exit codes", self.assert_ok(run("--help")))
        self.assertIn("gongbao", self.assert_ok(run("--version")))
        commands = ("serve analyze clean words bench ingest search facts fact panel rank documents "
                    "export").split()
        for command in commands:
            text = self.assert_ok(run(command, "--help"))
            self.assertIn(f"gongbao {command}", text)
            self.assertIn("xample", text)
        for role in ("ingest", "segmentation", "extraction", "query", "gateway"):
            self.assertIn("GONGBAO_", self.assert_ok(run("--help", program=f"gongbao-{role}")))


class Stored(EndToEnd):
    """Commands on a data folder, with no server."""

    @classmethod
    def setUpClass(cls):
        import tempfile
        cls.store = tempfile.TemporaryDirectory(prefix="gongbao-e2e-")
        cls.data = pathlib.Path(cls.store.name) / "data"
        result = run("ingest", SAMPLES, "--data", cls.data)
        assert result.returncode == 0, result.stderr

    @classmethod
    def tearDownClass(cls):
        cls.store.cleanup()

    def ask(self, *args):
        return self.assert_ok(run(*args, "--data", self.data))

    def rows(self, *args):
        return list(csv.DictReader(io.StringIO(self.ask(*args, "--format", "csv"))))

    def test_formats_say_the_same(self):
        args = ["rank", "--indicator", "rural_resident_income", "--in", "2023"]
        table = self.ask(*args).splitlines()
        rows = self.rows(*args)
        lines = [json.loads(line) for line in self.ask(*args, "--format", "jsonl").splitlines()]
        array = json.loads(self.ask(*args, "--format", "json"))
        self.assertGreaterEqual(len(rows), 8)
        self.assertEqual(len(table), len(rows) + 1)
        self.assertEqual(array, lines)
        self.assertEqual([row["place"] for row in rows], [one["placeText"] for one in lines])
        for line, row in zip(table[1:], rows):
            self.assertIn(row["place"], line)

    def test_a_league_table_falls(self):
        rows = self.rows("rank", "--indicator", "rural_resident_income", "--in", "2023",
                         "--unit", "元", "--level", "town")
        values = [float(row["value"].lstrip("≥≤><≈")) for row in rows]
        self.assertEqual(values, sorted(values, reverse=True))
        self.assertEqual({row["unit"] for row in rows}, {"元"})

    def test_a_panel_puts_target_beside_outcome(self):
        args = ["panel", "--place", "云栖镇", "--indicator", "rural_resident_income"]
        both = self.ask(*args, "--status", "actual", "--status", "target").splitlines()
        self.assertLess(both[0].index("actual"), both[0].index("target"))
        rows = self.rows(*args)
        self.assertGreaterEqual(len([row for row in rows if row["value"]]), 3)
        self.assertTrue(all(row["quote"] for row in rows if row["value"]))

    def test_a_fact_with_its_sentence(self):
        row = self.rows("facts", "--place", "云栖镇", "--year", "2023", "--indicator",
                        "rural_resident_income", "--status", "actual")[0]
        sheet = self.ask("fact", row["fact"])
        self.assertIn(row["quote"], sheet)
        self.assertIn("sentence", sheet)
        message = json.loads(self.ask("fact", row["fact"], "--json"))
        self.assertIn(row["quote"], message["sentenceText"])

    def test_search(self):
        hits = [json.loads(line)
                for line in self.ask("search", "一般公共预算收入", "--year", "2023", "--limit", "50",
                                     "--format", "jsonl").splitlines()]
        self.assertTrue(hits)
        for hit in hits:
            self.assertIn("一般公共预算收入", hit["text"])
            self.assertEqual(hit["document"]["year"], 2023)

    def test_documents(self):
        rows = self.rows("documents", "--limit", "1000")
        self.assertGreaterEqual(len(rows), 36)
        only = self.rows("documents", "--place", "341525", "--year", "2023")
        self.assertTrue(only)
        self.assertEqual({row["year"] for row in only}, {"2023"})
        self.assertTrue(all(row["place_id"].startswith("341525") for row in only))

    def test_limits_go_over_pages(self):
        few = self.rows("facts", "--limit", "3")
        many = self.rows("facts", "--limit", "2500")
        self.assertEqual(len(few), 3)
        self.assertEqual(len(many), 2500)
        self.assertEqual(many[:3], few)
        self.assertEqual(len({row["fact"] for row in many}), 2500)

    def test_an_export_is_the_same_twice(self):
        first = self.ask("export", "--format", "jsonl")
        self.assertEqual(first, self.ask("export", "--format", "jsonl"))
        self.assertGreater(len(first.splitlines()), 1000)

    def test_commands_at_once(self):
        command = [str(BIN / "gongbao"), "export", "--data", str(self.data)]
        processes = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                      env=clean_environment()) for _ in range(4)]
        outputs = []
        for process in processes:
            output, errors = process.communicate(timeout=PATIENCE)
            self.assertEqual(process.returncode, 0, errors)
            outputs.append(output)
        self.assertEqual(len(set(outputs)), 1)

    def test_the_reports_are_recognised(self):
        before = self.ask("export")
        result = run("ingest", SAMPLES, "--data", self.data)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("known", result.stderr)
        self.assertEqual(self.ask("export"), before)

    def test_a_command_asks_the_server_that_holds_the_folder(self):
        alone = self.ask("export")
        node = self.start_node(self.data)
        self.assertEqual(self.ask("export"), alone)
        self.assertEqual(self.assert_ok(run("export", "--server", node.listening["grpc"])), alone)
        self.assertEqual(node.stop(), 0)


if __name__ == "__main__":
    unittest.main(verbosity=1)
