// Bytes to clean text over invented reports, one core, beside a scalar UTF-8 decode of the same bytes and beside OpenCC.
// All are run in turn, round by round, in time of the thread's own, and the fastest round of each counts: figures of a
// shared machine mean little alone, ratios within one run do.
//   cleaning_benchmark [--rounds N] [--kilobytes N]
#include <opencc.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "services/base/text.h"
#include "services/ingest/clean/cleaner.h"
#include "services/ingest/reader/reader.h"
#include "services/language/script/simplifier.h"
#include "tests/testing/report_generator/mess.h"
#include "tests/testing/report_generator/report.h"

namespace {

using namespace gongbao;  // NOLINT

// Seconds that this thread has run.
double ThreadSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Reports until they have so many bytes.
std::vector<std::string> MakeReports(size_t bytes, bool traditional) {
  std::vector<std::string> reports;
  size_t size = 0;
  for (int number = 0; size < bytes; ++number) {
    const auto& counties = generator::SampleCounties();
    const generator::Town town =
        generator::InventTown(counties[static_cast<size_t>(number) % counties.size()], 11, number % 500);
    const int year = 2015 + number % 9;
    const generator::TownSeries series(town, year, year);
    const generator::Manner manner = generator::DrawManner(town, year, static_cast<uint64_t>(number));
    std::string text = generator::AsPlainText(generator::ComposeReport(town, series, year, manner).lines, true);
    if (traditional) text = generator::AsTraditional(text, static_cast<uint64_t>(number));
    size += text.size();
    reports.push_back(std::move(text));
  }
  return reports;
}

uint64_t Decode(const std::string& text) {
  uint64_t sum = 0;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    sum += c.value;
    at += static_cast<size_t>(c.length);
  }
  return sum;
}

struct Entry {
  std::string name;
  const std::vector<std::string>* texts;
  std::function<uint64_t(const std::string&)> run;
  double best = 1e300;  // seconds
  uint64_t sum = 0;     // keeps the work from being optimised away
};

double Megabytes(const std::vector<std::string>& texts) {
  size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  return static_cast<double>(bytes) / 1e6;
}

void RunAll(std::vector<Entry>* entries, int rounds) {
  for (int round = 0; round < rounds; ++round) {
    for (Entry& entry : *entries) {
      const double begin = ThreadSeconds();
      for (const std::string& text : *entry.texts) entry.sum += entry.run(text);
      entry.best = std::min(entry.best, ThreadSeconds() - begin);
    }
  }
}

// How many texts differ between OpenCC and its own tables in our form; and how many characters our corrections change.
bool CompareWithOpenCC(const opencc::SimpleConverter& opencc, const script::Simplifier& plain,
                       const script::Simplifier& ours, const std::vector<std::string>& texts) {
  size_t unequal = 0, corrected = 0, characters = 0;
  for (const std::string& text : texts) {
    const std::string theirs = opencc.Convert(text);
    unequal += plain.Simplify(text) != theirs;
    const std::u32string a = ToUtf32(theirs), b = ToUtf32(ours.Simplify(text));
    characters += a.size();
    for (size_t i = 0; i < std::min(a.size(), b.size()); ++i) corrected += a[i] != b[i];
  }
  std::printf("output equal to OpenCC's: %zu of %zu texts; our corrections change %zu of %zu characters\n",
              texts.size() - unequal, texts.size(), corrected, characters);
  return unequal == 0;
}

}  // namespace

int main(int argc, char** argv) {
  int rounds = 15;
  size_t kilobytes = 2048;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::string_view(argv[i]) == "--rounds") rounds = std::max(1, std::atoi(argv[i + 1]));
    if (std::string_view(argv[i]) == "--kilobytes") kilobytes = static_cast<size_t>(std::max(1, std::atoi(argv[i + 1])));
  }
  const auto cleaner = ingest::Cleaner::Create();
  const auto ours = script::Simplifier::Open();
  const auto plain = script::Simplifier::FromFile(GONGBAO_PLAIN_SCRIPT_IMAGE);
  if (!cleaner.ok() || !ours.ok() || !plain.ok()) {
    std::fprintf(stderr, "cleaning_benchmark: the conversion images are missing\n");
    return 1;
  }
  const opencc::SimpleConverter opencc("/usr/share/opencc/t2s.json");
  const ingest::Reader reader;
  const std::vector<std::string> simplified = MakeReports(kilobytes << 10, false);
  const std::vector<std::string> traditional = MakeReports(kilobytes << 10, true);

  const auto read_and_clean = [&](const std::string& bytes) -> uint64_t {
    const auto read = reader.Read(bytes, "", {});
    return read.ok() ? cleaner->CleanReports(read->text).reports.front().cleaning.text.size() : 0;
  };
  const auto clean = [&](const std::string& text) -> uint64_t {
    return cleaner->CleanReports(text).reports.front().cleaning.text.size();
  };
  const auto simplify = [&](const std::string& text) -> uint64_t { return (*ours)->Simplify(text).size(); };
  const auto simplify_plain = [&](const std::string& text) -> uint64_t { return (*plain)->Simplify(text).size(); };
  const auto convert = [&](const std::string& text) -> uint64_t { return opencc.Convert(text).size(); };

  std::vector<Entry> entries = {
      {"decode, simplified", &simplified, Decode},          {"decode, traditional", &traditional, Decode},
      {"bytes to clean, simplified", &simplified, read_and_clean},
      {"bytes to clean, traditional", &traditional, read_and_clean},
      {"clean alone, simplified", &simplified, clean},      {"clean alone, traditional", &traditional, clean},
      {"simplify, simplified", &simplified, simplify},      {"simplify, traditional", &traditional, simplify},
      {"simplify by OpenCC's tables alone", &traditional, simplify_plain},
      {"OpenCC, simplified", &simplified, convert},         {"OpenCC, traditional", &traditional, convert},
  };
  RunAll(&entries, rounds);
  for (const Entry& entry : entries) {
    std::printf("%-36s %9.1f MB/s\n", entry.name.c_str(), Megabytes(*entry.texts) / entry.best);
  }
  const auto speed = [&](size_t i) { return 1 / entries[i].best; };
  std::printf("bytes to clean / decode, nothing converted    %.3f (bar 0.05)\n", speed(2) / speed(0));
  std::printf("bytes to clean / decode, traditional, glosses %.3f (bar 0.02)\n", speed(3) / speed(1));
  std::printf("simplify / OpenCC, simplified                 %.1f (bar 30)\n", speed(6) / speed(9));
  std::printf("simplify / OpenCC, traditional                %.1f (bar 30)\n", speed(7) / speed(10));
  // What the invented reports hardly hold: words that general conversion gets wrong in this genre.
  const std::vector<std::string> cases = {"圍繞著中心工作，顯著提高，著力推進，接著，隨著作風轉變，意味著，著名著作",
                                          "鄉鎮幹部乾淨，徵收徵求，平臺臺賬，以後前後皇后，計畫規畫，反覆覆蓋，裏外這裡",
                                          "衞生吿示，祇有，甚麼，⼯作⽬录"};
  const bool equal = CompareWithOpenCC(opencc, **plain, **ours, traditional) &&
                     CompareWithOpenCC(opencc, **plain, **ours, simplified) &&
                     CompareWithOpenCC(opencc, **plain, **ours, cases);
  return equal ? 0 : 1;
}
