// Clean text to facts over the sample reports, beside the word segmenter over the same text in the
// same run. Times are of the processor, so that a shared machine can give them; the counter
// "of_words" is the share of the word segmenter's speed. Long paragraphs: LongParagraph reads one
// paragraph of n bytes, whose time must grow with n.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "services/base/share.h"
#include "services/base/text.h"
#include "services/extraction/report_extractor.h"
#include "services/language/words/dictionary.h"
#include "services/language/words/word_segmenter.h"
#include "services/segmentation/text_segmenter.h"

namespace {

using namespace gongbao;  // NOLINT

// The sample reports, each as often as makes some hundred kilobytes in all.
const std::vector<std::string>& Reports() {
  static const std::vector<std::string> reports = [] {
    std::vector<std::string> out;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(GONGBAO_SAMPLES)) {
      if (entry.path().extension() == ".txt") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
      const auto text = ReadFile(file.string(), 1 << 20);
      if (text.ok() && FindInvalidUtf8(*text) == std::string_view::npos) out.push_back(*text);
    }
    return out;
  }();
  return reports;
}

size_t BytesOf(const std::vector<std::string>& texts) {
  size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  return bytes;
}

double CpuSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

const words::WordSegmenter& Words() {
  static const words::WordSegmenter segmenter(*words::Dictionary::Open());
  return segmenter;
}
const segmentation::TextSegmenter& Segmenter() {
  static const auto segmenter = *segmentation::TextSegmenter::Create();
  return *segmenter;
}

model::Document DocumentOf() {
  model::Document document;
  document.kind = model::DocumentKind::kWorkReport;
  document.year = 2021;
  document.place.text = "青溪镇";
  document.place.level = model::PlaceLevel::kTown;
  return document;
}

size_t FactsOf(const std::string& text, const model::Document& document) {
  const ports::SegmentRequest segment{text, document.kind, document.year, true, true, true};
  const auto segmentation = Segmenter().Segment({}, segment);
  const auto facts = extraction::ReportExtractor().Extract({}, {text, &document, &*segmentation});
  return facts->size();
}

// Seconds of the word segmenter for the same texts, measured right before.
double WordSeconds(const std::vector<std::string>& texts) {
  double best = 1e9;
  for (int i = 0; i < 5; ++i) {
    const double begin = CpuSeconds();
    for (const std::string& text : texts) benchmark::DoNotOptimize(Words().Segment(text));
    best = std::min(best, CpuSeconds() - begin);
  }
  return best;
}

void Count(benchmark::State& state, const std::vector<std::string>& texts, double seconds) {
  const double bytes = static_cast<double>(BytesOf(texts));
  const auto rounds = static_cast<double>(state.iterations());
  state.counters["MB_per_s"] = rounds * bytes / 1e6 / seconds;
  state.counters["of_words"] = WordSeconds(texts) / (seconds / rounds);
}

void WordsAlone(benchmark::State& state) {
  const double begin = CpuSeconds();
  for (auto _ : state) {
    for (const std::string& text : Reports()) benchmark::DoNotOptimize(Words().Segment(text));
  }
  Count(state, Reports(), CpuSeconds() - begin);
}
BENCHMARK(WordsAlone);

void CleanTextToFacts(benchmark::State& state) {
  const model::Document document = DocumentOf();
  FactsOf(Reports().front(), document);  // reads the rules, once
  const double begin = CpuSeconds();
  for (auto _ : state) {
    for (const std::string& text : Reports()) benchmark::DoNotOptimize(FactsOf(text, document));
  }
  Count(state, Reports(), CpuSeconds() - begin);
}
BENCHMARK(CleanTextToFacts);

void ExtractionAlone(benchmark::State& state) {
  const model::Document document = DocumentOf();
  FactsOf(Reports().front(), document);  // reads the rules, once
  std::vector<model::Segmentation> segmentations;
  for (const std::string& text : Reports()) {
    const ports::SegmentRequest segment{text, document.kind, document.year, true, true, true};
    segmentations.push_back(*Segmenter().Segment({}, segment));
  }
  const double begin = CpuSeconds();
  for (auto _ : state) {
    for (size_t i = 0; i < Reports().size(); ++i) {
      benchmark::DoNotOptimize(extraction::ReportExtractor().Extract(
          {}, {Reports()[i], &document, &segmentations[i]}));
    }
  }
  Count(state, Reports(), CpuSeconds() - begin);
}
BENCHMARK(ExtractionAlone);

// One paragraph of the reports' sentences, n kilobytes long.
void LongParagraph(benchmark::State& state) {
  std::string text;
  while (text.size() < static_cast<size_t>(state.range(0)) << 10) {
    for (const std::string& report : Reports()) text += ReplaceAll(report, "\n", "");
  }
  const model::Document document = DocumentOf();
  const double begin = CpuSeconds();
  for (auto _ : state) benchmark::DoNotOptimize(FactsOf(text, document));
  Count(state, {text}, CpuSeconds() - begin);
}
BENCHMARK(LongParagraph)->Arg(256)->Arg(1024)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
