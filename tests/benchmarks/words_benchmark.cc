// Words, outline and sentences over invented reports. Compare them with Decode, the scalar UTF-8
// decode of the same text in the same run: absolute figures of a shared machine mean little.
#include <benchmark/benchmark.h>

#include <random>
#include <string>
#include <vector>

#include "services/base/text.h"
#include "services/language/words/dictionary.h"
#include "services/language/words/index_terms.h"
#include "services/language/words/word_segmenter.h"
#include "services/segmentation/outline.h"
#include "services/segmentation/sentences.h"

namespace {

using namespace gongbao;  // NOLINT

std::string Sentence(std::mt19937* random) {
  static const std::vector<std::string> kSubjects = {
      "全镇规模以上工业总产值", "固定资产投资",     "一般公共预算收入", "农村居民人均可支配收入",
      "社会消费品零售总额",     "粮食播种面积",     "城镇新增就业",     "高标准农田建设",
      "乡村振兴示范片区",       "招商引资到位资金", "森林覆盖率"};
  static const std::vector<std::string> kVerbs = {"完成",     "达到",     "突破",     "实现",
                                                  "同比增长", "持续提升", "稳步推进", "较上年提高"};
  static const std::vector<std::string> kObjects = {"22.71亿元",
                                                    "8.6%",
                                                    "2903.2万元",
                                                    "3.4万亩",
                                                    "1.4个百分点",
                                                    "120户",
                                                    "一批重点项目",
                                                    "全省先进行列",
                                                    "群众获得感幸福感安全感",
                                                    "产业链供应链韧性",
                                                    "人居环境整治成效",
                                                    "基层治理体系和治理能力现代化水平"};
  const auto pick = [&](const std::vector<std::string>& words) {
    return words[(*random)() % words.size()];
  };
  std::string out = pick(kSubjects) + pick(kVerbs) + pick(kObjects);
  while ((*random)() % 3 != 0) out += "，" + pick(kSubjects) + pick(kVerbs) + pick(kObjects);
  return out + "。";
}

// About a megabyte of reports.
const std::string& Text() {
  static const std::string text = [] {
    static const char* kLabels[] = {"（一）", "（二）", "（三）", "（四）"};
    std::mt19937 random(1);
    std::string out;
    while (out.size() < (size_t{1} << 20)) {
      out += "青溪镇政府工作报告\n各位代表：\n";
      for (const char* chapter : {"一、2021年工作回顾\n", "二、2022年工作安排\n"}) {
        out += chapter;
        for (const char* label : kLabels) {
          out += std::string(label) + "坚持实干为先。";
          for (int i = 0; i < 6; ++i) out += Sentence(&random);
          out += "\n";
        }
      }
    }
    return out;
  }();
  return text;
}

void CountBytes(benchmark::State& state) {
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) *
                          static_cast<int64_t>(Text().size()));
}

const std::shared_ptr<const words::Dictionary>& BuiltDictionary() {
  static const std::shared_ptr<const words::Dictionary> dictionary = *words::Dictionary::Open();
  return dictionary;
}

void Decode(benchmark::State& state) {
  const std::string& text = Text();
  for (auto _ : state) {
    uint64_t sum = 0;
    for (size_t at = 0; at < text.size();) {
      const CodePoint c = DecodeAt(text, at);
      sum += c.value;
      at += c.length;
    }
    benchmark::DoNotOptimize(sum);
  }
  CountBytes(state);
}
BENCHMARK(Decode);

void WordsAsJieba(benchmark::State& state) {
  const words::WordSegmenter segmenter(BuiltDictionary(), {.domain = false, .units = false});
  for (auto _ : state) benchmark::DoNotOptimize(segmenter.Segment(Text()));
  CountBytes(state);
}
BENCHMARK(WordsAsJieba);

void Words(benchmark::State& state) {
  const words::WordSegmenter segmenter(BuiltDictionary());
  for (auto _ : state) benchmark::DoNotOptimize(segmenter.Segment(Text()));
  CountBytes(state);
}
BENCHMARK(Words);

void Outline(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(segmentation::ReadOutline(Text(), {}));
  CountBytes(state);
}
BENCHMARK(Outline);

void Sentences(benchmark::State& state) {
  const auto sections = segmentation::ReadOutline(Text(), {});
  for (auto _ : state) benchmark::DoNotOptimize(segmentation::SplitSentences(Text(), sections));
  CountBytes(state);
}
BENCHMARK(Sentences);

void IndexTermsOfSentences(benchmark::State& state) {
  const words::WordSegmenter segmenter(BuiltDictionary());
  const auto sentences =
      segmentation::SplitSentences(Text(), segmentation::ReadOutline(Text(), {}));
  for (auto _ : state) {
    for (const model::Sentence& sentence : sentences) {
      benchmark::DoNotOptimize(words::IndexTerms(sentence.span.In(Text()), segmenter));
    }
  }
  CountBytes(state);
}
BENCHMARK(IndexTermsOfSentences);

void LoadDictionary(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(words::Dictionary::Open());
}
BENCHMARK(LoadDictionary);

}  // namespace

BENCHMARK_MAIN();
