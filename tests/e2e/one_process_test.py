#!/usr/bin/python3
"""Everything in one process: bytes in, facts out over HTTP, a clean end, and what is stored stays."""
import base64
import json
import signal
import threading
import unittest
import urllib.parse

from gongbao_process import SAMPLES, EndToEnd, get, get_json, post, run

REPORT = SAMPLES / "341525-1-2023.txt"
TOWN = "341525~云栖镇"


class OneProcess(EndToEnd):
    def ingest(self, node, *paths):
        return self.assert_ok_or_print(run("ingest", *paths, "--server", node.listening["grpc"]))

    def assert_ok_or_print(self, result):
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stderr

    def test_samples_come_out_as_facts_over_http(self):
        node = self.start_node()
        http = node.listening["http"]
        self.assertEqual(int(get_json(http, "/v1/stats")["documents"]), 0)
        self.ingest(node, SAMPLES)
        stats = get_json(http, "/v1/stats")
        self.assertGreaterEqual(int(stats["documents"]), 36)
        self.assertGreater(int(stats["facts"]), 1000)

        rank = get_json(http, "/v1/rank?indicator=rural_resident_income&year=2023"
                              "&level=PLACE_LEVEL_TOWN")["rows"]
        self.assertGreaterEqual(len(rank), 8)
        self.assertEqual([row["rank"] for row in rank], sorted(row["rank"] for row in rank))

        place = urllib.parse.quote(TOWN)
        panel = get_json(http, f"/v1/panel?filter.places={place}&statuses=FACT_STATUS_ACTUAL"
                               "&statuses=FACT_STATUS_TARGET"
                               "&indicators=rural_resident_income")["cells"]
        self.assertEqual({cell["status"] for cell in panel},
                         {"FACT_STATUS_ACTUAL", "FACT_STATUS_TARGET"})
        stated = next(cell for cell in panel if cell.get("value"))
        fact = get_json(http, f"/v1/{stated['facts'][0]}")
        self.assertIn(fact["fact"]["quote"], fact["sentenceText"])

        name = f"documents/{fact['fact']['document']}"
        analysis = get_json(http, f"/v1/{name}?omitTokens=true")["analysis"]
        span = fact["fact"]["evidence"]
        clean = analysis["cleanText"].encode()
        self.assertEqual(clean[int(span["begin"]):int(span["end"])].decode(), fact["fact"]["quote"])

        words = urllib.parse.quote("一般公共预算收入")
        hits = get_json(http, f"/v1/sentences:search?query={words}")["hits"]
        self.assertTrue(hits)
        for hit in hits:
            text = hit["text"].encode()
            marks = {text[int(h["begin"]):int(h["end"])].decode() for h in hit["highlights"]}
            self.assertIn("一般公共预算收入", marks)

    def test_a_span_leads_back_to_the_bytes(self):
        node = self.start_node()
        http = node.listening["http"]
        self.ingest(node, REPORT)
        fact = next(fact for fact in get_json(http, "/v1/facts?kinds=FACT_KIND_INDICATOR")["facts"])
        span = fact["evidence"]
        trace = get_json(http, f"/v1/documents/{fact['document']}:trace?span.begin={span['begin']}"
                               f"&span.end={span['end']}")
        source = fact["document"].rsplit("-", 1)[0]
        status, _, stored = get(http, f"/v1/sources/{source}:download")
        self.assertEqual(status, 200)
        self.assertEqual(stored, REPORT.read_bytes())
        pieces = b"".join(stored[int(one["sourceBytes"]["begin"]):int(one["sourceBytes"]["end"])]
                          for one in trace["locators"]).decode()
        self.assertEqual("".join(pieces.split()), "".join(trace["sourceText"].split()))

    def test_analyze_over_http_stores_nothing(self):
        node = self.start_node()
        http = node.listening["http"]
        status, _, body = post(http, "/v1:analyze", {
            "content": base64.b64encode(REPORT.read_bytes()).decode(), "filename": REPORT.name})
        self.assertEqual(status, 200, body)
        analyses = json.loads(body)["analyses"]
        self.assertEqual(len(analyses), 1)
        self.assertEqual(analyses[0]["document"]["place"]["text"], "云栖镇")
        self.assertTrue(analyses[0]["facts"])
        self.assertEqual(int(get_json(http, "/v1/stats")["documents"]), 0)

    def test_errors_are_google_rpc_status(self):
        node = self.start_node()
        http = node.listening["http"]
        for path, code in (("/v1/facts/" + "0" * 32, 404), ("/v1/rank?year=x", 400),
                           ("/v1/rank?nonsense=1", 400), ("/v1/nothing", 404),
                           ("/v1/documents/none", 404)):
            status, headers, body = get(http, path)
            self.assertEqual(status, code, (path, body))
            self.assertEqual(headers.get_content_type(), "application/json")
            error = json.loads(body)
            error = error.get("error", error)
            self.assertTrue(error["message"], path)
        self.assertTrue(node.running())

    def test_a_second_arrival_is_one_source_with_two_origins(self):
        node = self.start_node()
        http = node.listening["http"]
        twin = self.folder / "twin.txt"
        twin.write_bytes(REPORT.read_bytes())
        self.ingest(node, REPORT)
        before = run("export", "--server", node.listening["grpc"]).stdout
        self.assertIn("known", self.ingest(node, twin))
        documents = get_json(http, "/v1/documents")["documents"]
        self.assertEqual(len(documents), 1)
        source = get_json(http, f"/v1/sources/{documents[0]['document']['source']}")["source"]
        self.assertEqual(len(source["origins"]), 2)
        self.assertEqual(run("export", "--server", node.listening["grpc"]).stdout, before)

    def test_signals_end_it_and_the_facts_stay(self):
        exports = []
        for how in (signal.SIGTERM, signal.SIGINT, signal.SIGTERM):
            node = self.start_node()
            if not exports:
                self.ingest(node, SAMPLES)
            exports.append(run("export", "--server", node.listening["grpc"]).stdout)
            self.assertEqual(node.stop(how), 0, node.stderr() if not node.errors.closed else "")
            self.assertEqual((self.folder / "data" / "gongbao.lock").read_bytes(), b"")
        self.assertGreater(len(exports[0].splitlines()), 1000)
        self.assertEqual(len(set(exports)), 1)

    def test_a_killed_server_leaves_a_folder_that_can_be_used(self):
        node = self.start_node()
        self.ingest(node, REPORT)
        before = run("export", "--server", node.listening["grpc"]).stdout
        node.kill()
        self.assertNotEqual((self.folder / "data" / "gongbao.lock").read_bytes(), b"")
        self.assertEqual(run("export", "--data", self.folder / "data").stdout, before)
        again = self.start_node()
        self.assertEqual(run("export", "--server", again.listening["grpc"]).stdout, before)

    def test_it_ends_while_clients_are_reading(self):
        node = self.start_node()
        self.ingest(node, SAMPLES)
        stop = threading.Event()

        def ask():
            while not stop.is_set():
                try:
                    get(node.listening["http"], "/v1/facts?pageSize=1000", timeout=10)
                except OSError:
                    return
        clients = [threading.Thread(target=ask) for _ in range(4)]
        for client in clients:
            client.start()
        try:
            self.assertEqual(node.stop(), 0)
        finally:
            stop.set()
            for client in clients:
                client.join()


if __name__ == "__main__":
    unittest.main(verbosity=1)
