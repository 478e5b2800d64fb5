// gongbao-extract-dump TEXTS RECORDS OUT: for each RECORDS/<name>.jsonl, reads the clean text
// TEXTS/<name>.txt, takes the report's metadata from the meta record, segments and extracts, and
// writes OUT/<name>.jsonl. A tool for measuring extraction apart from cleaning and metadata.
#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>

#include "services/base/share.h"
#include "services/base/text.h"
#include "services/extraction/report_extractor.h"
#include "services/node/records.h"
#include "services/segmentation/text_segmenter.h"

namespace gongbao {
namespace {

namespace json = boost::json;

std::string TextOf(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : "";
}

template <class Enum, class Names>
Enum Named(std::string_view name, int count, Names names, Enum otherwise) {
  for (int i = 0; i < count; ++i) {
    if (names(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
  }
  return otherwise;
}

std::optional<model::Period> TermOf(const std::string& text) {
  if (text.size() != 9 || text[4] != '/') return std::nullopt;
  return model::Period::Term(std::atoi(text.c_str()), std::atoi(text.c_str() + 5));
}

model::Document DocumentOf(const json::object& meta) {
  model::Document document;
  document.title = TextOf(meta, "title");
  document.kind =
      Named(TextOf(meta, "kind"), 7, model::DocumentKindName, model::DocumentKind::kUnknown);
  document.place.text = TextOf(meta, "place");
  document.place.level =
      Named(TextOf(meta, "level"), 7, model::PlaceLevelName, model::PlaceLevel::kUnknown);
  document.place.province = TextOf(meta, "province");
  document.place.city = TextOf(meta, "city");
  document.place.county = TextOf(meta, "county");
  document.place.masked = document.place.text.empty();
  const json::value* year = meta.if_contains("year");
  if (year != nullptr && year->is_int64()) document.year = static_cast<int32_t>(year->as_int64());
  document.term = TermOf(TextOf(meta, "period"));
  if (const json::value* masked = meta.if_contains("masked");
      masked != nullptr && masked->is_array()) {
    for (const json::value& field : masked->as_array())
      document.masked.emplace_back(field.as_string());
  }
  return document;
}

int Run(const std::filesystem::path& texts, const std::filesystem::path& records,
        const std::filesystem::path& out) {
  auto segmenter = segmentation::TextSegmenter::Create();
  if (!segmenter.ok()) {
    std::cerr << Message(segmenter.status()) << "\n";
    return 1;
  }
  const auto extractor = extraction::ReportExtractor::Create();
  std::filesystem::create_directories(out);
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(records)) {
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    const auto text = ReadFile((texts / (file.stem().string() + ".txt")).string(), 64 << 20);
    const auto gold = ReadFile(file.string(), 64 << 20);
    if (!text.ok() || !gold.ok()) continue;
    model::Analysis analysis;
    analysis.clean_text = *text;
    for (const std::string_view line : Split(*gold, '\n')) {
      if (line.find("\"meta\"") == std::string_view::npos) continue;
      analysis.document = DocumentOf(json::parse({line.data(), line.size()}).as_object());
      break;
    }
    ports::SegmentRequest segment{
        analysis.clean_text, analysis.document.kind, analysis.document.year, true, true, true};
    auto segmentation = (*segmenter)->Segment({}, segment);
    if (!segmentation.ok()) {
      std::cerr << file << ": " << Message(segmentation.status()) << "\n";
      return 1;
    }
    analysis.segmentation = std::move(segmentation).value();
    auto facts =
        extractor->Extract({}, {analysis.clean_text, &analysis.document, &analysis.segmentation});
    if (!facts.ok()) {
      std::cerr << file << ": " << Message(facts.status()) << "\n";
      return 1;
    }
    analysis.facts = std::move(facts).value();
    std::ofstream(out / file.filename()) << node::ToRecords(analysis);
  }
  return 0;
}

}  // namespace
}  // namespace gongbao

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: gongbao-extract-dump TEXTS RECORDS OUT\n";
    return 2;
  }
  return gongbao::Run(argv[1], argv[2], argv[3]);
}
