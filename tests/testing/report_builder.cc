#include "tests/testing/report_builder.h"

#include "services/base/hash.h"
#include "services/language/figures/units.h"
#include "services/model/fingerprint.h"

namespace gongbao::testing {
namespace {

model::PlaceLevel LevelOf(std::string_view id) {
  if (id.empty()) return model::PlaceLevel::kUnknown;
  if (id.size() > 6) return model::PlaceLevel::kTown;
  if (id == "000000") return model::PlaceLevel::kCountry;
  if (id.substr(2) == "0000") return model::PlaceLevel::kProvince;
  return id.substr(4) == "00" ? model::PlaceLevel::kCity : model::PlaceLevel::kCounty;
}

model::Quantity Figure(const std::optional<std::string>& value, const std::string& unit) {
  const figures::PrintedUnit printed = figures::ParsePrintedUnit(unit);
  model::Quantity quantity;
  quantity.text = value.value_or("X") + unit;
  quantity.printed_value = value;
  quantity.printed_unit = unit;
  quantity.base_unit = printed.base;
  quantity.kind = printed.kind;
  quantity.masked = !value.has_value();
  if (value) quantity.value = figures::ToBase(*value, unit);
  return quantity;
}

}  // namespace

ReportBuilder::ReportBuilder(std::string_view seed) {
  model::Document& document = analysis_.document;
  document.source_id = Sha256Hex(seed);
  document.id = model::DocumentId(document.source_id, 0);
  document.title = "政府工作报告";
  document.kind = model::DocumentKind::kWorkReport;
  model::Section opening;
  opening.role = model::SectionRole::kReview;
  analysis_.segmentation.sections.push_back(opening);
}

ReportBuilder& ReportBuilder::Place(std::string_view id, std::string_view text,
                                    std::string_view county) {
  model::PlaceRef& place = analysis_.document.place;
  place.place_id = std::string(id);
  place.text = std::string(text);
  place.level = LevelOf(id);
  place.county = std::string(county);
  return *this;
}

ReportBuilder& ReportBuilder::Year(std::optional<int32_t> year) {
  analysis_.document.year = year;
  return *this;
}

ReportBuilder& ReportBuilder::Title(std::string_view title) {
  analysis_.document.title = std::string(title);
  return *this;
}

ReportBuilder& ReportBuilder::Kind(model::DocumentKind kind) {
  analysis_.document.kind = kind;
  return *this;
}

ReportBuilder& ReportBuilder::Generation(int64_t generation) {
  generation_ = generation;
  return *this;
}

void ReportBuilder::AddSentence(std::string_view text, bool heading) {
  std::string& all = analysis_.clean_text;
  const auto begin = static_cast<uint32_t>(all.size());
  all += text;
  model::Sentence sentence;
  sentence.span = {begin, static_cast<uint32_t>(all.size())};
  sentence.paragraph = static_cast<int32_t>(analysis_.segmentation.sentences.size());
  sentence.heading = heading;
  all += "\n";
  analysis_.segmentation.sentences.push_back(sentence);
}

ReportBuilder& ReportBuilder::Heading(std::string_view text) {
  AddSentence(text, true);
  return *this;
}

ReportBuilder& ReportBuilder::Sentence(std::string_view text) {
  AddSentence(text, false);
  return *this;
}

ReportBuilder& ReportBuilder::State(const Stated& stated) {
  model::IndicatorFact content;
  content.canonical = stated.canonical;
  content.name = stated.canonical;
  if (stated.value || (stated.masked && !stated.yoy)) {
    content.value = Figure(stated.value, stated.unit);
    if (stated.value_max) {
      content.value->printed_value_max = stated.value_max;
      content.value->value_max = figures::ToBase(*stated.value_max, stated.unit);
    }
    content.value->bound = stated.bound;
  }
  if (stated.yoy) content.changes.push_back({model::ChangeKind::kYoy, Figure(stated.yoy, "%")});
  content.bound = stated.bound;
  content.status = stated.status;
  content.masked = stated.masked;
  content.period = stated.period;
  if (!content.period && analysis_.document.year) {
    content.period = model::Period::Year(*analysis_.document.year);
  }
  const model::PlaceRef& place = analysis_.document.place;
  content.place_id = stated.place_id.value_or(place.place_id);
  content.place_text = place.text;

  const size_t number = analysis_.segmentation.sentences.size();
  const std::string text = stated.canonical + "实现" + stated.value.value_or("X") + stated.unit +
                           "，第" + std::to_string(number) + "句。";
  AddSentence(text, false);
  model::Fact fact;
  fact.document = analysis_.document.id;
  fact.evidence = analysis_.segmentation.sentences.back().span;
  fact.anchor = fact.evidence;
  fact.quote = text;
  fact.sentence = static_cast<int32_t>(number);
  fact.rule = "test";
  fact.confidence_per_mille = stated.confidence;
  fact.content = std::move(content);
  fact.id = model::FactId(fact, fact.document, fact.anchor);
  analysis_.facts.push_back(std::move(fact));
  return *this;
}

model::Analysis ReportBuilder::Build() const {
  model::Analysis analysis = analysis_;
  analysis.document.home = model::HomeOf(analysis.document.place, analysis.document.id);
  analysis.pipeline_version = std::to_string(generation_) + "-test";
  model::Section& whole = analysis.segmentation.sections.front();
  whole.span = {0, static_cast<uint32_t>(analysis.clean_text.size())};
  analysis.fingerprint = model::MakeFingerprint(analysis.clean_text);
  analysis.revision = model::RevisionOf(analysis);
  return analysis;
}

}  // namespace gongbao::testing
