// The annotated reports that lie beside the source tree, not in it: clean text and metadata against them.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "services/base/share.h"
#include "services/base/text.h"
#include "services/ingest/clean/cleaner.h"
#include "services/ingest/metadata/metadata.h"
#include "services/ingest/reader/reader.h"

namespace gongbao::ingest {
namespace {

namespace fs = std::filesystem;

fs::path SharedFolder() {
  if (const char* given = std::getenv("GONGBAO_SHARED"); given != nullptr && *given != '\0') return given;
  if (const char* tree = std::getenv("GONGBAO_SOURCE_DIR")) return fs::path(tree).parent_path() / "shared";
  return "../shared";
}

std::vector<fs::path> FilesEnding(const fs::path& folder, const std::string& end) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.size() > end.size() && name.substr(name.size() - end.size()) == end) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Length of the longest common subsequence, 64 characters at a time (Crochemore and others, 2001).
size_t CommonLength(const std::u32string& a, const std::u32string& b) {
  const size_t words = (a.size() + 63) / 64;
  std::map<char32_t, std::vector<uint64_t>> where;
  for (size_t i = 0; i < a.size(); ++i) {
    auto& bits = where[a[i]];
    bits.resize(words);
    bits[i / 64] |= uint64_t{1} << (i % 64);
  }
  std::vector<uint64_t> row(words, ~uint64_t{0});
  const std::vector<uint64_t> none(words, 0);
  for (char32_t c : b) {
    const auto it = where.find(c);
    const std::vector<uint64_t>& match = it == where.end() ? none : it->second;
    uint64_t carry = 0;
    for (size_t w = 0; w < words; ++w) {
      const uint64_t both = row[w] & match[w];
      const uint64_t sum = row[w] + both + carry;
      carry = sum < row[w] || (carry && sum == row[w]) ? 1 : 0;
      row[w] = sum | (row[w] & ~match[w]);
    }
  }
  size_t length = 0;
  for (size_t i = 0; i < a.size(); ++i) length += (row[i / 64] >> (i % 64) & 1) == 0;
  return length;
}

double F1(std::string_view a, std::string_view b) {
  const std::u32string x = ToUtf32(RemoveSpace(a)), y = ToUtf32(RemoveSpace(b));
  return 2.0 * static_cast<double>(CommonLength(x, y)) / static_cast<double>(x.size() + y.size());
}

TEST(Corpus, CommonLengthIsRight) {
  EXPECT_EQ(CommonLength(U"abcbdab", U"bdcaba"), 4u);
  EXPECT_EQ(CommonLength(std::u32string(200, 'a'), std::u32string(130, 'a')), 130u);
  EXPECT_EQ(CommonLength(U"", U"a"), 0u);
}

TEST(Corpus, CleanTextEqualsTheAnnotated) {
  const fs::path shared = SharedFolder();
  const std::vector<fs::path> golds = FilesEnding(shared / "gold", ".clean.txt");
  if (golds.empty()) GTEST_SKIP() << "no annotated reports in " << shared << " (set GONGBAO_SHARED)";
  const Cleaner cleaner = *Cleaner::Create();
  for (const fs::path& gold : golds) {
    const std::string name = gold.filename().string();
    const std::string stem = name.substr(0, name.size() - std::string(".clean.txt").size());
    const auto bytes = ReadFile((shared / "corpus" / (stem + ".txt")).string(), 1 << 24);
    const auto expected = ReadFile(gold.string(), 1 << 24);
    ASSERT_TRUE(bytes.ok() && expected.ok()) << stem;
    const auto read = Reader().Read(*bytes, stem, {});
    ASSERT_TRUE(read.ok()) << Message(read.status());
    const double f1 = F1(cleaner.Clean(read->text).text, *expected);
    std::cout << "clean text of " << stem << ": F1 " << f1 << "\n";
    EXPECT_GE(f1, 0.999) << stem;
  }
}

std::string Field(const boost::json::object& meta, const char* name) {
  const boost::json::value* value = meta.if_contains(name);
  if (value == nullptr || value->is_null()) return "";
  if (value->is_int64()) return std::to_string(value->get_int64());
  return value->is_string() ? std::string(value->get_string().c_str()) : "";
}

bool IsOneOf(const boost::json::object& meta, const std::string& name, const std::string& got) {
  if (Field(meta, name.c_str()) == got) return true;
  const boost::json::value* others = meta.if_contains(name + "_alt");
  if (others == nullptr) return false;
  if (others->is_string()) return others->get_string() == got.c_str();
  if (!others->is_array()) return false;
  for (const auto& other : others->get_array()) {
    if (other.is_string() && other.get_string() == got.c_str()) return true;
  }
  return false;
}

TEST(Corpus, MetadataEqualsTheAnnotated) {
  const fs::path shared = SharedFolder();
  const std::vector<fs::path> golds = FilesEnding(shared / "gold", ".jsonl");
  if (golds.empty()) GTEST_SKIP() << "no annotated reports in " << shared << " (set GONGBAO_SHARED)";
  const Cleaner cleaner = *Cleaner::Create();
  const MetadataReader metadata = *MetadataReader::Create();
  const model::Hints hints;
  for (const fs::path& gold : golds) {
    const std::string stem = gold.stem().string();
    const auto lines = ReadFile(gold.string(), 1 << 24);
    const auto bytes = ReadFile((shared / "corpus" / (stem + ".txt")).string(), 1 << 24);
    ASSERT_TRUE(lines.ok() && bytes.ok()) << stem;
    const boost::json::value first = boost::json::parse(lines->substr(0, lines->find('\n')));
    const boost::json::object& meta = first.as_object();
    const auto read = Reader().Read(*bytes, stem, {});
    ASSERT_TRUE(read.ok());
    const CleanResult clean = cleaner.Clean(read->text);
    const model::Document document =
        metadata.Read({clean.text, &clean.furniture, read->page_title, read->published, "", &hints});
    const std::pair<const char*, std::string> fields[] = {
        {"kind", std::string(model::DocumentKindName(document.kind))},
        {"title", document.title},
        {"place", document.place.text},
        {"level", std::string(model::PlaceLevelName(document.place.level))},
        {"province", document.place.province},
        {"city", document.place.city},
        {"county", document.place.county},
        {"year", document.year ? std::to_string(*document.year) : ""},
        {"speaker_role", document.speaker_role},
        {"period", document.term ? document.term->ToText() : ""},
    };
    for (const auto& [name, got] : fields) {
      EXPECT_TRUE(IsOneOf(meta, name, got)) << stem << ": " << name << " is " << got << ", not "
                                            << Field(meta, name);
    }
  }
}

}  // namespace
}  // namespace gongbao::ingest
