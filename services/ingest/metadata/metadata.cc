#include "services/ingest/metadata/metadata.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "services/base/text.h"
#include "services/ingest/metadata/corrected.h"
#include "services/ingest/metadata/dates.h"
#include "services/ingest/metadata/head.h"
#include "services/ingest/metadata/kind.h"
#include "services/ingest/metadata/place.h"
#include "services/ingest/metadata/year.h"

namespace gongbao::ingest {
namespace {

bool HoldsAny(std::string_view line, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return line.find(word) != std::string_view::npos; });
}

// The date of a line such as 发布时间：2021-12-31, else of 成文日期：…, else of one that holds little but a date.
std::string PublishedOf(const std::vector<std::string>& furniture) {
  constexpr size_t kLittle = 40;  // bytes: 2021-12-31 08:30:00
  for (int pass = 0; pass < 3; ++pass) {
    for (const std::string& line : furniture) {
      const bool speaks = pass == 0   ? HoldsAny(line, {"发布", "发表"}) && HoldsAny(line, {"时间", "日期", "于"})
                          : pass == 1 ? HoldsAny(line, {"时间", "日期"})
                                      : line.size() <= kLittle || HoldsAny(line, {"来源", "浏览", "点击", "阅读", "编辑"});
      if (!speaks) continue;
      if (const auto date = FindDate(line)) return date->ToText();
    }
  }
  return "";
}

// What a report is shows in its first half megabyte, or nowhere.
std::string_view Beginning(std::string_view text) {
  constexpr size_t kRead = 512 << 10;
  if (text.size() <= kRead) return text;
  const size_t line = text.rfind('\n', kRead);
  if (line != std::string_view::npos && line > kRead / 2) return text.substr(0, line);
  size_t end = kRead;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

bool IsAddress(std::string_view path) {
  return path.substr(0, 7) == "http://" || path.substr(0, 8) == "https://";
}

void AddEvidence(model::Document* document, std::string field, std::string basis, int confidence,
                 std::vector<std::string> conflicts = {}, std::string note = "") {
  document->evidence.push_back(
      {std::move(field), std::move(basis), confidence, std::move(conflicts), std::move(note)});
}

// The part of a page's title that says what the page holds: "新月镇政府工作报告-新月县人民政府" → 新月镇政府工作报告.
std::string TitleOfPage(std::string_view page_title) {
  for (std::string_view mark : {"_", "-", "|", "—", "–", "｜"}) page_title = page_title.substr(0, page_title.find(mark));
  const std::string_view title = Strip(page_title);
  for (std::string_view kind : {"报告", "总结", "讲话", "计划", "要点", "汇报", "公报"}) {
    if (title.find(kind) != std::string_view::npos && title.size() < 300) return std::string(title);
  }
  return "";
}

void ReadTitle(const MetadataInput& input, const Head& head, model::Document* document) {
  document->subtitle = head.subtitle;
  document->title = head.title;
  std::string basis = "text";
  int confidence = 900;
  std::vector<std::string> conflicts;
  if (!input.hints->title.empty()) {
    if (!head.title.empty() && head.title != input.hints->title) conflicts.push_back(head.title);
    document->title = input.hints->title;
    basis = "hint";
  } else if (head.title.empty()) {
    document->title = TitleOfPage(input.page_title);
    confidence = 700;
  }
  if (!document->title.empty()) AddEvidence(document, "title", basis, confidence, std::move(conflicts));
}

void ReadYears(const MetadataInput& input, const Head& head, model::Document* document) {
  YearReading year = ReadYear(head, document->kind, input.text, document->published);
  std::vector<std::string> conflicts;
  for (int32_t other : year.conflicts) conflicts.push_back(std::to_string(other));
  std::string basis = "text";
  if (input.hints->year) {
    if (year.year && year.year != input.hints->year) {
      conflicts.push_back(std::to_string(*year.year));
      document->warnings.push_back("the hint says " + std::to_string(*input.hints->year) +
                                   ", the text speaks of " + std::to_string(*year.year));
    }
    year.year = input.hints->year;
    year.masked = false;
    year.confidence_per_mille = 900;
    basis = "hint";
  }
  document->year = year.year;
  if (year.masked) document->masked.push_back("year");
  if (year.year || year.masked) {
    std::sort(conflicts.begin(), conflicts.end());
    conflicts.erase(std::unique(conflicts.begin(), conflicts.end()), conflicts.end());
    AddEvidence(document, "year", basis, year.confidence_per_mille, std::move(conflicts));
  }
  document->term = ReadTerm(head, document->kind, input.text);
}

void ReadPlaces(const gazetteer::Gazetteer& gazetteer, const MetadataInput& input, const Head& head,
                model::Document* document) {
  PlaceReading place = ReadPlace(gazetteer, {&head, document->kind, input.text, input.furniture, input.path,
                                             input.hints, document->year});
  document->place = std::move(place.place);
  if (document->place.masked) document->masked.insert(document->masked.begin(), "place");
  AddEvidence(document, "place", place.basis.empty() ? "text" : place.basis, place.confidence_per_mille,
              std::move(place.conflicts), std::move(place.note));
}

// What is printed where such things are printed; who reads it can only be wrong about what kind of line it is.
void AddRest(const MetadataInput& input, model::Document* document) {
  if (!document->subtitle.empty()) AddEvidence(document, "subtitle", "text", 900);
  if (document->term) AddEvidence(document, "term", "text", 900);
  if (!document->speaker_role.empty()) AddEvidence(document, "speaker_role", "text", 900);
  if (!document->published.empty()) {
    const bool hinted = !input.hints->published.empty();
    std::vector<std::string> conflicts;
    if (hinted && !input.page_published.empty() && input.page_published != document->published) {
      conflicts.emplace_back(input.page_published);
    }
    AddEvidence(document, "published", hinted ? "hint" : "text", hinted || !input.page_published.empty() ? 950 : 850,
                std::move(conflicts));
  }
  if (!document->url.empty()) AddEvidence(document, "url", input.hints->url.empty() ? "name" : "hint", 1000);
}

void WarnOfGaps(model::Document* document) {
  const auto& masked = document->masked;
  if (!document->year && std::find(masked.begin(), masked.end(), "year") == masked.end()) {
    document->warnings.push_back("the year under review was not found");
  }
  if (document->place.place_id.empty() && !document->place.masked) {
    document->warnings.push_back(document->place.text.empty()
                                     ? "the place was not found"
                                     : "the place " + document->place.text + " was not settled");
  }
}

}  // namespace

StatusOr<MetadataReader> MetadataReader::Create(const std::string& gazetteer_file) {
  GONGBAO_ASSIGN_OR_RETURN(std::shared_ptr<const gazetteer::Gazetteer> gazetteer,
                           gazetteer::Gazetteer::OpenWith(gazetteer_file));
  return MetadataReader(std::move(gazetteer));
}

model::Document MetadataReader::Read(const MetadataInput& given) const {
  MetadataInput input = given;
  input.text = Beginning(given.text);
  model::Document document;
  Head read = ReadHead(input.text);
  ReadTitle(input, read, &document);
  if (read.title.empty()) read.title = document.title;
  document.speaker_role = read.speaker_role;
  const KindReading kind = ReadKind(read, input.text);
  document.kind = kind.kind;
  // A plan is read for another year than a report.
  const model::CorrectedFields none;
  const model::CorrectedFields& corrected = input.corrected ? *input.corrected : none;
  const model::DocumentKind read_kind = document.kind;
  if (corrected.kind) document.kind = *corrected.kind;
  AddEvidence(&document, "kind", "text", kind.confidence_per_mille);
  document.published = input.hints->published;
  if (document.published.empty()) document.published = std::string(input.page_published);
  if (document.published.empty()) document.published = PublishedOf(*input.furniture);
  document.url = input.hints->url;
  if (document.url.empty() && IsAddress(input.path)) document.url = std::string(input.path);
  ReadYears(input, read, &document);
  ReadPlaces(*gazetteer_, input, read, &document);
  AddRest(input, &document);
  document.kind = read_kind;
  ApplyCorrection(*gazetteer_, corrected, &document);
  WarnOfGaps(&document);
  return document;
}

}  // namespace gongbao::ingest
