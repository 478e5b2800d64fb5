#include "tests/unit/extraction/report.h"

#include "services/base/text.h"
#include "services/extraction/report_extractor.h"

namespace gongbao::extraction {
namespace {

bool EndsSentence(char32_t c) {
  return c == U'。' || c == U'；' || c == U'！' || c == U'？' || c == U'\n';
}

model::Segmentation SegmentationOf(const std::string& text, const Report& report) {
  model::Segmentation out;
  const auto size = static_cast<uint32_t>(text.size());
  out.sections.push_back({0, "", "", model::SectionRole::kMeta, {}, {0, size}, -1, false});
  out.sections.push_back({1, "一、", report.heading, report.role, {0, 0}, {0, size}, 0, false});
  uint32_t begin = 0;
  int32_t paragraph = 0;
  for (uint32_t at = 0; at < size;) {
    const CodePoint c = DecodeAt(text, at);
    at += static_cast<uint32_t>(c.length);
    if (!EndsSentence(c.value) && at < size) continue;
    const uint32_t end = c.value == U'\n' ? at - 1 : at;
    if (end > begin) out.sentences.push_back({{begin, end}, 1, paragraph, false});
    if (c.value == U'\n') ++paragraph;
    begin = at;
  }
  return out;
}

std::string Amount(const model::Quantity& quantity) {
  std::string out = quantity.masked ? "masked" : quantity.printed_value.value_or("none");
  if (quantity.printed_value_max) out += "~" + *quantity.printed_value_max;
  return out + quantity.printed_unit;
}

std::string Line(const model::IndicatorFact& fact, const Report& report) {
  std::string out = fact.canonical + "=";
  if (fact.bound != model::Bound::kExact) out += std::string(BoundName(fact.bound)) + " ";
  out += fact.value ? Amount(*fact.value) : "none";
  for (const model::Change& change : fact.changes) {
    out += " " + std::string(ChangeKindName(change.kind)) + ":" + Amount(change.amount);
  }
  out += " " + (fact.period ? fact.period->ToText() : "no-period");
  out += " " + std::string(FactStatusName(fact.status));
  if (!fact.of.empty()) out += " of=" + fact.of;
  if (fact.place_text != report.place) out += " @" + fact.place_text;
  return out;
}

}  // namespace

std::vector<model::Fact> FactsOf(const Report& report) {
  model::Document document;
  document.kind = report.kind;
  document.year = report.year;
  document.place.text = report.place;
  document.place.level = report.level;
  document.term = report.term;
  const model::Segmentation segmentation = SegmentationOf(report.text, report);
  auto facts = ReportExtractor::Create()->Extract({}, {report.text, &document, &segmentation});
  if (!facts.ok()) return {};
  return std::move(facts).value();
}

std::vector<std::string> Indicators(const Report& report) {
  std::vector<std::string> out;
  for (const model::Fact& fact : FactsOf(report)) {
    if (fact.indicator() != nullptr) out.push_back(Line(*fact.indicator(), report));
  }
  return out;
}

std::vector<std::string> Quantities(const Report& report) {
  std::vector<std::string> out;
  for (const model::Fact& fact : FactsOf(report)) {
    if (fact.quantity() == nullptr) continue;
    const model::Quantity& quantity = fact.quantity()->quantity;
    std::string line = Amount(quantity);
    if (quantity.bound != model::Bound::kExact)
      line += " " + std::string(BoundName(quantity.bound));
    out.push_back(line + " " + std::string(QuantityKindName(quantity.kind)));
  }
  return out;
}

}  // namespace gongbao::extraction
