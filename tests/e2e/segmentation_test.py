#!/usr/bin/python3
"""The segmentation service as a process of its own, through the gateway: bundles, batches, why, and its
dictionary and bundles replaced while it runs."""
import base64
import hashlib
import json
import shutil
import signal
import unittest

from gongbao_process import BIN, EndToEnd, post, run, wait_until

BUNDLE = "# 青溪县\n@words\n溪畔智谷 = org\n"
TEXT = "推进溪畔智谷建设"


def encoded(text):
    return base64.b64encode(text.encode()).decode()


class Segmentation(EndToEnd):
    def setUp(self):
        super().setUp()
        self.share = self.folder / "share"
        shutil.copytree(BIN.parent / "share" / "gongbao", self.share)
        self.bundles = self.folder / "bundles"
        self.bundles.mkdir()
        self.service = self.start("gongbao-segmentation", "--listen", "127.0.0.1:0", "--bundles",
                                  self.bundles, environment={"GONGBAO_SHARE": str(self.share)})
        gateway = self.start("gongbao-gateway", "--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0",
                             "--segmentation", self.service.listening["grpc"])
        self.http = gateway.listening["http"]

    def ask(self, method, body):
        status, _, answer = post(self.http, f"/v1:{method}", body)
        return status, json.loads(answer)

    def words(self, **options):
        status, answer = self.ask("segment", {"text": encoded(TEXT), "options": {"words": options}})
        self.assertEqual(status, 200, answer)
        data = TEXT.encode()
        tokens = answer["segmentation"]["tokens"]
        return ([data[begin:end].decode() for begin, end in zip(tokens["begin"], tokens["end"])], answer)

    def test_a_callers_words_hold_at_once(self):
        self.assertNotIn("溪畔智谷", self.words()[0])
        words, answer = self.words(bundles=[{"text": BUNDLE}])
        self.assertEqual(words, ["推进", "溪畔智谷", "建设"])
        self.assertEqual(answer["bundleIds"], [hashlib.sha256(BUNDLE.encode()).hexdigest()])
        self.assertNotIn("溪畔智谷", self.words()[0], "they hold for that call alone")
        status, answer = self.ask("segment", {"text": encoded(TEXT), "options": {
            "words": {"bundles": [{"text": "@words\n溪畔智谷 x9\n"}]}}})
        self.assertEqual(status, 400)
        self.assertIn("bundle line 2: x9 is no tag", json.dumps(answer, ensure_ascii=False))

    def test_batches_and_why(self):
        status, answer = self.ask("segmentBatch", {"requests": [
            {"text": encoded(TEXT)}, {"text": base64.b64encode(b"\xff").decode()}]})
        self.assertEqual(status, 200, answer)
        self.assertIn("response", answer["items"][0])
        self.assertIn("byte 0", answer["items"][1]["error"]["message"])
        status, answer = self.ask("explainWords", {"text": encoded(TEXT)})
        self.assertEqual(status, 200, answer)
        self.assertTrue(any(word.get("taken") for word in answer["words"]))

    def test_bundles_and_dictionary_are_replaced_without_a_restart(self):
        bundle_id = hashlib.sha256(BUNDLE.encode()).hexdigest()
        by_id = {"text": encoded(TEXT), "options": {"words": {"bundles": [{"id": bundle_id}]}}}
        self.assertEqual(self.ask("segment", by_id)[0], 404)
        before = self.words()[1]["pipelineVersion"]

        (self.bundles / "county.txt").write_text(BUNDLE)
        self.service.process.send_signal(signal.SIGHUP)
        wait_until(lambda: self.ask("segment", by_id)[0] == 200, "the bundle is known")
        self.assertEqual(self.words()[1]["pipelineVersion"], before, "bundles are no part of the version")

        # What can't be read changes nothing.
        (self.bundles / "bad.txt").write_text("@words\n溪畔 many words here\n")
        self.service.process.send_signal(signal.SIGHUP)
        wait_until(lambda: "not reloaded" in self.service.stderr(), "the log says why")
        self.assertIn("bad.txt line 2", self.service.stderr())
        self.assertEqual(self.ask("segment", by_id)[0], 200)
        (self.bundles / "bad.txt").unlink()

        # Another dictionary: that of the words alone.
        jieba = self.folder / "dict.txt"
        jieba.write_text("推进 9 v\n溪畔 9 n\n")
        finalseg = self.folder / "finalseg"
        finalseg.mkdir()
        (finalseg / "prob_start.py").write_text("P={'S': -0.1}\n")
        (finalseg / "prob_trans.py").write_text("P={'S': {'S': -0.1}}\n")
        (finalseg / "prob_emit.py").write_text("P={'S': {'\\u6eaa': -1.5}}\n")
        (self.folder / "domain.txt").write_text("")
        built = run(jieba, finalseg, self.folder / "domain.txt", self.share / "words.img",
                    program="gongbao-build-dictionary")
        self.assertEqual(built.returncode, 0, built.stderr)
        self.service.process.send_signal(signal.SIGHUP)
        wait_until(lambda: self.words()[1]["pipelineVersion"] != before, "the version is another")
        self.assertEqual(self.words()[0], ["推进", "溪畔", "智", "谷", "建", "设"])
        self.assertEqual(self.service.stop(), 0)


if __name__ == "__main__":
    unittest.main()
