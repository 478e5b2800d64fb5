// Bytes to source text, one core: encodings, HTML, mojibake, tables and archives, beside a scalar UTF-8 decode of the
// same bytes. All are run in turn, round by round, and the fastest round of each counts: ratios within one run mean
// something on a shared machine.
//   reading_benchmark [ROUNDS]
#include <unicode/ucnv.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "services/base/text.h"
#include "services/ingest/reader/container.h"
#include "services/ingest/reader/html.h"
#include "services/ingest/reader/mojibake.h"
#include "services/ingest/reader/reader.h"
#include "tests/testing/archive_maker.h"

namespace {

using namespace gongbao;  // NOLINT
using Clock = std::chrono::steady_clock;

std::string Convert(const std::string& text, const char* to) {
  UErrorCode error = U_ZERO_ERROR;
  std::string out(text.size() * 2 + 16, '\0');
  const int32_t size = ucnv_convert(to, "UTF-8", out.data(), static_cast<int32_t>(out.size()), text.data(),
                                    static_cast<int32_t>(text.size()), &error);
  out.resize(static_cast<size_t>(size));
  return out;
}

std::string Repeat(const std::string& piece, size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += piece;
  return text;
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

uint64_t Read(const std::string& bytes) {
  const StatusOr<ingest::ReadResult> read = ingest::Reader().Read(bytes, "file", {});
  return read.ok() ? read->text.size() : 0;
}

uint64_t ReadPage(const std::string& page) {
  const StatusOr<ingest::HtmlText> read = ingest::ReadHtml(page);
  return read.ok() ? read->text.size() : 0;
}

uint64_t Expand(const std::string& bytes) {
  uint64_t size = 0;
  const Status status = ingest::ExpandContainer(bytes, "file", "", {}, [&](const ingest::Leaf& leaf) {
    size += leaf.bytes.size();
    return absl::OkStatus();
  });
  return status.ok() ? size : 0;
}

struct Entry {
  const char* name;
  const std::string* bytes;
  uint64_t (*run)(const std::string&);
  double best = 1e300;  // seconds
  uint64_t result = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 10;
  constexpr size_t kBytes = 1 << 20;
  const std::string line =
      "2021年，全镇完成工业总产值17.39亿元，同比增长14%。新月河两岸瓜果飘香，渡口小学添了新教室；招商引资到位资金3.2亿元。\n";
  const std::string text = Repeat(line, kBytes);
  const std::string gbk = Convert(text, "GB18030");
  const std::string utf16 = Convert(text, "UTF-16LE");
  const std::string article =
      "<html><head><title>报告</title></head><body>" + Repeat("<p style=\"text-indent:2em\">&emsp;&emsp;" + line + "</p>\n", kBytes);
  const std::string furniture =
      "<html><body>" + Repeat("<ul class=\"nav\"><li><a href=\"/zwgk/index.html\" target=\"_blank\">政务公开</a></li></ul>\n", kBytes);
  const std::string table =
      "<html><body><table>" + Repeat("<tr><td>工业总产值</td><td class=\"n\">17.39</td><td>亿元</td></tr>\n", kBytes);
  const std::string csv = "标题,正文\n" + Repeat("甲,\"" + Repeat(line, 4000) + "\"\n", kBytes);
  const std::string zip = testing::MakeZip({{"a.txt", text}});
  std::vector<Entry> entries = {{"scalar UTF-8 decode", &text, Decode},    {"read UTF-8", &text, Read},
                                {"read GB18030", &gbk, Read},              {"read UTF-16", &utf16, Read},
                                {"HTML, an article", &article, ReadPage},  {"HTML, navigation", &furniture, ReadPage},
                                {"HTML, a table", &table, ReadPage},       {"read HTML from bytes", &article, Read},
                                {"expand CSV", &csv, Expand},              {"expand ZIP, stored", &zip, Expand}};
  for (int round = 0; round < rounds; ++round) {
    for (Entry& entry : entries) {
      const auto begin = Clock::now();
      entry.result = entry.run(*entry.bytes);
      entry.best = std::min(entry.best, std::chrono::duration<double>(Clock::now() - begin).count());
    }
  }
  const double decode = static_cast<double>(text.size()) / entries[0].best;
  for (const Entry& entry : entries) {
    if (entry.result == 0) {
      std::fprintf(stderr, "%s: nothing was read\n", entry.name);
      return 1;
    }
    const double speed = static_cast<double>(entry.bytes->size()) / entry.best;
    std::printf("%-22s %8.1f MB/s  %.3f of a scalar decode\n", entry.name, speed / 1e6, speed / decode);
  }
  return 0;
}
