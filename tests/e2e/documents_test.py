#!/usr/bin/python3
"""What is said of documents: listed, shown, corrected by people, found by places' names, and a person's own list of
divisions. One process and a running server; five processes are in five_processes_test.py."""
import csv
import io
import json
import unittest

from gongbao_process import SAMPLES, EndToEnd, get_json, post, run

USAGE, NO_INPUT = 2, 3
REPORT = SAMPLES / "341525-1-2023.txt"


class Documents(EndToEnd):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "data"
        self.assert_ok(run("ingest", REPORT, SAMPLES / "masked.txt", "--data", self.data))

    def rows(self, *args):
        output = self.assert_ok(run(*args, "--format", "csv", "--data", self.data))
        return list(csv.DictReader(io.StringIO(output)))

    def only(self, *args):
        rows = self.rows("documents", "list", *args)
        self.assertEqual(len(rows), 1, rows)
        return rows[0]

    def town(self):
        return self.only("--place", "341525")

    def shown(self, document, *args):
        return json.loads(self.assert_ok(
            run("documents", "show", document, "--json", *args, "--data", self.data)))

    def test_lists_what_is_not_settled_or_not_sure(self):
        self.assertEqual(len(self.rows("documents")), 2)
        masked = self.only("--unsettled")
        self.assertEqual((masked["place_id"], masked["year"]), ("", ""))
        town = self.town()
        confidence = int(town["confidence"])
        self.assertGreater(confidence, 500)
        self.assertEqual(len(self.rows("documents", "list", "--below-confidence", str(confidence))), 1)
        self.assertEqual(len(self.rows("documents", "list", "--below-confidence", str(confidence + 1))), 2)
        # A flag before the command belongs to nothing.
        result = run("documents", "--limit", "5", "show", town["document"], "--data", self.data)
        self.assertEqual(result.returncode, USAGE)
        self.assertIn("--limit", result.stderr)

    def test_a_correction_holds_whatever_is_read_again(self):
        before = self.town()
        sheet = self.assert_ok(run("documents", "set", before["document"], "--place", "360724", "--year", "2019",
                                   "--kind", "speech", "--title", "另一个标题", "--note", "from the archive",
                                   "--author", "wang", "--data", self.data))
        self.assertIn("correction 1000‰", sheet)
        after = self.only("--place", "360724")
        for field, value in (("year", "2019"), ("kind", "speech"), ("title", "另一个标题"),
                             ("place_id", "360724")):
            self.assertEqual(after[field], value)
        self.assertEqual(self.rows("documents", "list", "--place", "341525"), [])
        self.assertTrue(self.rows("facts", "--place", "360724"))
        self.assertEqual(self.rows("facts", "--place", "341525"), [])
        self.assert_ok(run("ingest", REPORT, "--data", self.data))
        copy = self.folder / "another name.txt"
        copy.write_bytes(REPORT.read_bytes())
        self.assert_ok(run("ingest", copy, "--data", self.data))
        again = self.only("--place", "360724")
        self.assertEqual({k: again[k] for k in ("year", "kind", "title", "document")},
                         {k: after[k] for k in ("year", "kind", "title", "document")})
        shown = self.shown(before["document"])
        evidence = {e["field"]: e for e in shown["document"]["document"]["evidence"]}
        self.assertEqual(evidence["place"]["basis"], "correction")
        self.assertIn(before["place_id"], evidence["place"]["conflicts"])
        self.assertEqual(evidence["year"]["conflicts"], ["2023"])
        self.assertEqual([c["author"] for c in shown["corrections"]["corrections"]], ["wang"])
        self.assertEqual({o["name"] for o in shown["source"]["origins"]}, {str(REPORT), str(copy)})
        text = self.assert_ok(run("documents", "show", before["document"], "--data", self.data))
        for words in ("360724", "not 2023", "from the archive", str(copy)):
            self.assertIn(words, text)
        # Taken back, all is as it was.
        self.assert_ok(run("documents", "set", before["document"], "--clear", "place", "--clear", "year",
                           "--clear", "kind", "--clear", "title", "--data", self.data))
        self.assertEqual(self.town(), before)

    def test_a_correction_on_a_running_server(self):
        document = self.town()["document"]
        node = self.start_node(self.data)
        http = node.listening["http"]
        status, _, body = post(http, f"/v1/documents/{document}:correct",
                               {"fields": {"placeId": "360724", "year": 2018}, "author": "li"})
        self.assertEqual(status, 200, body)
        self.assertEqual(json.loads(body)["document"]["place"]["placeId"], "360724")
        listed = get_json(http, "/v1/documents?filter.places=360724")["documents"]
        self.assertEqual([d["document"]["year"] for d in listed], [2018])
        history = get_json(http, f"/v1/documents/{document}/corrections")["corrections"]
        self.assertEqual(history[0]["fields"]["year"], 2018)
        # The command line asks the server that holds the folder.
        self.assert_ok(run("documents", "set", document, "--clear", "place", "--data", self.data))
        self.assertEqual(self.town()["year"], "2018")
        unsettled = get_json(http, "/v1/documents?unsettledOnly=true")["documents"]
        self.assertEqual(len(unsettled), 1)

    def test_mistakes_are_named(self):
        document = self.town()["document"]
        for code, names, *args in (
                (NO_INPUT, "0" * 64, "0" * 64 + "-0", "--year", "2020"),
                (USAGE, "999999", document, "--place", "999999"),
                (USAGE, "霍山县", document, "--place", "霍山县"),
                (USAGE, "1900", document, "--year", "1900"),
                (USAGE, "--year", document, "--year", "soon"),
                (USAGE, "poem", document, "--kind", "poem"),
                (USAGE, "2021-13-01", document, "--published", "2021-13-01"),
                (USAGE, "colour", document, "--clear", "colour"),
                (USAGE, "nothing", document)):
            result = run("documents", "set", *args, "--data", self.data)
            self.assertEqual(result.returncode, code, result.stderr)
            self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
            self.assertIn(names, result.stderr)
        result = run("documents", "show", "f" * 64 + "-0", "--data", self.data)
        self.assertEqual(result.returncode, NO_INPUT, result.stderr)
        self.assertEqual(self.shown(document)["corrections"]["corrections"], [])


class PlacesByName(EndToEnd):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "data"
        self.assert_ok(run("ingest", *sorted(SAMPLES.glob("341525-*-2023.*")),
                           *sorted(SAMPLES.glob("360724-*-2023.*")), "--data", self.data))

    def ask(self, *args):
        return self.assert_ok(run(*args, "--format", "jsonl", "--data", self.data))

    def test_a_county_is_found_though_only_its_towns_have_reports(self):
        for command in (["facts", "--limit", "100000"], ["rank", "--indicator", "rural_resident_income", "--in", "2023"],
                        ["panel", "--indicator", "rural_resident_income"], ["documents"],
                        ["search", "增长", "--limit", "1000"]):
            by_code = self.ask(*command, "--place", "341525")
            self.assertTrue(by_code, command)
            for same in (["霍山县"], ["霍山"]):
                self.assertTrue(self.ask(*command, "--place", *same) == by_code, (command, same))
            self.assertFalse(self.ask(*command, "--place", "安徽省", "--place", "江西省") == by_code, command)

    def test_an_unlisted_town_is_found(self):
        town = json.loads(self.ask("documents", "--place", "霍山县", "--limit", "1"))["document"]["place"]
        self.assertEqual(self.ask("facts", "--place", town["text"]),
                         self.ask("facts", "--place", town["placeId"]))

    def test_a_name_that_means_nothing_or_more_than_one(self):
        result = run("facts", "--place", "何店镇", "--data", self.data)
        self.assertEqual(result.returncode, NO_INPUT)
        self.assertIn("何店镇", result.stderr)
        document = json.loads(self.ask("documents", "--place", "江西省", "--limit", "1"))["document"]["id"]
        town = json.loads(self.ask("documents", "--place", "霍山县", "--limit", "1"))["document"]["place"]
        name = town["text"]
        self.assert_ok(run("documents", "set", document, "--place", f"360724~{name}", "--data", self.data))
        result = run("facts", "--place", name, "--data", self.data)
        self.assertEqual(result.returncode, USAGE, result.stderr)
        for candidate in (town["placeId"], f"360724~{name}"):
            self.assertIn(candidate, result.stderr)


class OwnGazetteer(EndToEnd):
    REPORT = ("河湾乡1998年工作总结\n1998年，霍山县河湾乡修好了渡口，六安市和霍山县支持河湾乡。\n"
              "全乡工业总产值1.2亿元，增长8%。\n")

    def setUp(self):
        super().setUp()
        self.list = self.folder / "mine.csv"
        self.list.write_text("code,name,valid_until,successors\n341525299,河湾乡,2001,341525101\n")
        self.report = self.folder / "report.txt"
        self.report.write_text(self.REPORT)

    def test_every_entry_point_reads_it(self):
        meta = json.loads(self.assert_ok(run("analyze", self.report)).splitlines()[0])
        own = json.loads(self.assert_ok(
            run("analyze", self.report, "--gazetteer", self.list)).splitlines()[0])
        self.assertEqual(meta["place"], own["place"])
        by_environment = self.assert_ok(
            run("analyze", self.report, environment={"GONGBAO_GAZETTEER": str(self.list)}))
        self.assertEqual(json.loads(by_environment.splitlines()[0]), own)
        for data, extra in (("without", []), ("with", ["--gazetteer", self.list])):
            self.assert_ok(run("ingest", self.report, "--data", self.folder / data, *extra))
        rows = {data: json.loads(self.assert_ok(
            run("documents", "--format", "jsonl", "--data", self.folder / data)))["document"]
            for data in ("without", "with")}
        self.assertEqual(rows["without"]["place"]["placeId"], "341525~河湾乡")
        self.assertEqual(rows["with"]["place"]["placeId"], "341525299")
        node = self.start_node(self.folder / "with", "--gazetteer", self.list)
        http = node.listening["http"]
        places = get_json(http, "/v1/places?under=341525")["places"]
        self.assertEqual([(p["displayName"], p["validUntil"], p["successors"]) for p in places],
                         [("河湾乡", 2001, ["341525101"])])
        # The server has its own.
        result = run("facts", "--gazetteer", self.list, "--data", self.folder / "with")
        self.assertEqual(result.returncode, USAGE)
        self.assertIn("--gazetteer", result.stderr)

    def test_another_list_is_another_pipeline(self):
        data = self.folder / "data"
        self.assert_ok(run("ingest", self.report, "--data", data))

        def version():
            node = self.start_node(data)
            document = get_json(node.listening["http"], "/v1/documents")["documents"][0]["document"]["name"]
            analysis = get_json(node.listening["http"], f"/v1/{document}")["analysis"]
            self.assertEqual(node.stop(), 0)
            return analysis["pipelineVersion"]

        before = version()
        self.assert_ok(run("ingest", self.report, "--data", data, "--gazetteer", self.list))
        self.assertNotEqual(version(), before)

    def test_a_list_with_mistakes(self):
        self.list.write_text("code,name\n341525299,河湾乡\n3415,新月县\n")
        for command in (["analyze", self.report], ["ingest", self.report, "--data", self.folder / "data"],
                        ["serve", "--data", self.folder / "data", "--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0"]):
            result = run(*command, "--gazetteer", self.list)
            self.assertEqual(result.returncode, USAGE, result.stderr)
            self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
            self.assertIn(f"{self.list}:3: code: \"3415\"", result.stderr)
        result = run("analyze", self.report, "--gazetteer", self.folder / "none.csv")
        self.assertIn("none.csv", result.stderr)
        self.assertNotEqual(result.returncode, 0)


if __name__ == "__main__":
    unittest.main(verbosity=1)
