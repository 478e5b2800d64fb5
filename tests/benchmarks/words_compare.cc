// words_compare WHAT TEXT: one measurement over a text, line by line, single thread: prints bytes,
// seconds and how many words. WHAT: decode, off, on (jieba's words without and with its model of unknown
// words), additions, outline (and sentences, of the whole text), icu; or load: prints milliseconds to load
// the dictionary and MB resident that it adds. tests/benchmarks/words.sh runs it.
#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/text.h"
#include "services/language/words/dictionary.h"
#include "services/language/words/word_segmenter.h"
#include "services/segmentation/outline.h"
#include "services/segmentation/sentences.h"

namespace {

using namespace gongbao;  // NOLINT
using Clock = std::chrono::steady_clock;

double Seconds(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double CpuSeconds() {
  timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

uint64_t Decode(const std::string& text) {
  uint64_t sum = 0;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    sum += c.value & 1;
    at += static_cast<size_t>(c.length);
  }
  return sum;
}

uint64_t Cut(const words::WordSegmenter& segmenter, const std::vector<std::string_view>& lines) {
  uint64_t count = 0;
  model::Tokens tokens;
  for (const std::string_view line : lines) {
    tokens.begin.clear();
    tokens.end.clear();
    tokens.tag.clear();
    segmenter.Segment(line, &tokens);
    count += tokens.begin.size();
  }
  return count;
}

std::function<uint64_t()> IcuWords(const std::vector<std::string_view>& lines) {
  UErrorCode status = U_ZERO_ERROR;
  std::shared_ptr<icu::BreakIterator> words(
      icu::BreakIterator::createWordInstance(icu::Locale::getSimplifiedChinese(), status));
  auto texts = std::make_shared<std::vector<icu::UnicodeString>>();
  for (const std::string_view line : lines) {
    texts->push_back(icu::UnicodeString::fromUTF8(icu::StringPiece(line.data(), static_cast<int32_t>(line.size()))));
  }
  return [words, texts] {
    uint64_t count = 0;
    for (const icu::UnicodeString& text : *texts) {
      words->setText(text);
      while (words->next() != icu::BreakIterator::DONE) ++count;
    }
    return count;
  };
}

// MB of this process in memory.
double Resident() {
  std::ifstream file("/proc/self/statm");
  long size = 0;
  long resident = 0;
  file >> size >> resident;
  return static_cast<double>(resident) * 4096 / 1e6;
}

int Load() {
  const double before = Resident();
  const auto begin = Clock::now();
  const auto dictionary = words::Dictionary::Open();
  const double seconds = Seconds(begin);
  if (!dictionary.ok()) return 1;
  // Resident is what has been touched: cutting touches the rest.
  const words::WordSegmenter segmenter(*dictionary, {.unknown = true});
  std::u32string all;
  for (char32_t c = 0x4E00; c <= 0x9FFF; ++c) all.push_back(c);
  segmenter.Segment(ToUtf8(all));
  std::printf("%.3f %.1f\n", seconds * 1000, Resident() - before);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "load") return Load();
  if (argc != 3) {
    std::fprintf(stderr, "usage: words_compare decode|off|on|additions|outline|icu TEXT, or load\n");
    return 2;
  }
  const std::string_view what = argv[1];
  std::ifstream file(argv[2], std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  const std::vector<std::string_view> lines = Split(text, '\n');
  std::function<uint64_t()> run;
  if (what == "decode") {
    run = [&] { return Decode(text); };
  } else if (what == "icu") {
    run = IcuWords(lines);
  } else if (what == "outline") {
    run = [&] {
      const auto sections = segmentation::ReadOutline(text, {});
      return segmentation::SplitSentences(text, sections).size();
    };
  } else {
    const bool additions = what == "additions";
    auto segmenter = std::make_shared<words::WordSegmenter>(
        *words::Dictionary::Open(), words::WordOptions{additions, additions, what == "on"});
    run = [&lines, segmenter] { return Cut(*segmenter, lines); };
  }
  run();
  const auto begin = Clock::now();
  const double cpu_begin = CpuSeconds();
  const uint64_t count = run();
  // What other processes take is no part of it.
  const double seconds = std::min(Seconds(begin), CpuSeconds() - cpu_begin);
  std::printf("%zu %.6f %llu\n", text.size(), seconds, static_cast<unsigned long long>(count));
  return 0;
}
