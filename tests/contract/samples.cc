#include "tests/contract/samples.h"

#include <random>

#include "services/base/hash.h"
#include "services/base/text.h"
#include "services/model/fingerprint.h"
#include "services/model/place.h"

namespace gongbao::testing {
namespace {

void AddSentence(const std::string& text, bool heading, ports::IndexedAnalysis* out) {
  model::Analysis& analysis = out->analysis;
  model::Sentence sentence;
  sentence.span.begin = static_cast<uint32_t>(analysis.clean_text.size());
  analysis.clean_text += text;
  sentence.span.end = static_cast<uint32_t>(analysis.clean_text.size());
  sentence.paragraph = static_cast<int32_t>(analysis.segmentation.sentences.size());
  sentence.heading = heading;
  analysis.clean_text += '\n';
  analysis.segmentation.sentences.push_back(sentence);
  out->sentence_terms.push_back(PairsOf(text));
}

model::Fact FactAt(model::Span span, const std::string& text, const std::string& key, int n) {
  model::Fact fact;
  fact.evidence = span;
  fact.anchor = span;
  fact.quote = span.In(text);
  fact.rule = "sample." + std::to_string(n);
  fact.confidence_per_mille = 900;
  fact.id = Sha256Hex(key + std::to_string(n)).substr(0, 32);
  return fact;
}

void AddFact(const SampleFact& sample, int n, ports::IndexedAnalysis* out) {
  const std::string figure = std::to_string(sample.value);
  AddSentence("生产总值" + figure + "万元。", false, out);
  model::Analysis& analysis = out->analysis;
  model::Fact fact = FactAt(analysis.segmentation.sentences.back().span, analysis.clean_text,
                            analysis.document.id + sample.canonical, n);
  fact.document = analysis.document.id;
  fact.sentence = static_cast<int32_t>(analysis.segmentation.sentences.size()) - 1;
  model::Quantity quantity;
  quantity.text = figure + "万元";
  quantity.printed_value = figure;
  quantity.printed_unit = "万元";
  quantity.value = model::Decimal{sample.value * 10000 * 10000, 4};
  quantity.base_unit = "元";
  quantity.kind = model::QuantityKind::kMoney;
  if (sample.canonical.empty()) {
    fact.content = model::QuantityFact{quantity};
  } else {
    model::IndicatorFact indicator;
    indicator.name = "生产总值";
    indicator.canonical = sample.canonical;
    indicator.value = quantity;
    if (sample.year) indicator.period = model::Period::Year(*sample.year);
    indicator.status = sample.status;
    indicator.place_id = sample.place_id;
    indicator.place_text = sample.place_text;
    fact.content = indicator;
  }
  analysis.facts.push_back(std::move(fact));
}

void Finish(ports::IndexedAnalysis* out) {
  model::Analysis& analysis = out->analysis;
  model::Section top;
  top.parent = -1;
  top.title = analysis.document.title;
  top.role = model::SectionRole::kReview;
  top.span = {0, static_cast<uint32_t>(analysis.clean_text.size())};
  analysis.segmentation.sections.push_back(top);
  analysis.segmentation.tokens = {{0, 6}, {6, 9}, {1, 2}};
  analysis.fingerprint = model::MakeFingerprint(analysis.clean_text);
  analysis.revision = model::RevisionOf(analysis);
}

}  // namespace

std::string SampleId(int number) {
  return model::DocumentId(Sha256Hex("source " + std::to_string(number)), number % 3);
}

std::vector<std::string> PairsOf(const std::string& text) {
  std::vector<std::string> pairs;
  std::string before;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    const std::string character = text.substr(at, c.length);
    at += c.length;
    if (IsSpace(c.value)) {
      before.clear();
      continue;
    }
    if (!before.empty()) pairs.push_back(before + character);
    before = character;
  }
  return pairs;
}

std::string LongText(uint32_t seed, size_t size) {
  std::mt19937 random(seed);
  std::string text;
  for (size_t i = 0; i < size; ++i) AppendUtf8(&text, 0x4e00 + random() % 20000);
  return text;
}

ports::IndexedAnalysis SampleAnalysis(const SampleOptions& options) {
  ports::IndexedAnalysis out;
  model::Analysis& analysis = out.analysis;
  model::Document& document = analysis.document;
  document.id = SampleId(options.number);
  document.source_id = document.id.substr(0, 64);
  document.source_offset = options.number % 3;
  document.title = options.title;
  document.kind = options.kind;
  document.place.place_id = options.place_id;
  if (!options.place_id.empty()) {
    document.place.text = "青禾镇";
    document.place.level = model::PlaceLevel::kTown;
    document.place.province = "云岭省";
    document.place.county = "青川县";
  }
  document.year = options.year;
  document.home = model::HomeOf(document.place, document.id);
  analysis.pipeline_version = std::to_string(options.generation) + "-abcdef";
  AddSentence(options.title, true, &out);
  for (const std::string& sentence : options.sentences) AddSentence(sentence, false, &out);
  int n = 0;
  for (const SampleFact& fact : options.facts) AddFact(fact, n++, &out);
  Finish(&out);
  return out;
}

ports::IndexedAnalysis AnalysisWithEverything() {
  SampleOptions options;
  options.facts.clear();
  ports::IndexedAnalysis out = SampleAnalysis(options);
  model::Analysis& analysis = out.analysis;
  model::Document& document = analysis.document;
  document.subtitle = "在第一次会议上";
  document.term = model::Period::Term(2018, 2022);
  document.speaker_role = "镇长";
  document.published = "2023-01-05";
  document.url = "https://example.org/a?b=c";
  document.masked = {"year"};
  document.place.candidates = {"429001102", "429001~青禾镇"};
  document.evidence = {{"title", "text", 900, {"另一题目"}, "a note"}};
  analysis.metadata_version = 3;
  document.warnings = {"table without header"};
  analysis.bundle_ids = {"b1", "b2"};
  const model::Span span{0, 6};
  model::Quantity masked;
  masked.text = "X亿元";
  masked.printed_unit = "亿元";
  masked.base_unit = "元";
  masked.kind = model::QuantityKind::kMoney;
  masked.masked = true;
  model::Quantity zero;
  zero.text = "0";
  zero.printed_value = "0";
  zero.printed_value_max = "0.5";
  zero.value = model::Decimal{0, 4};
  zero.value_max = model::Decimal{5000, 6};
  zero.bound = model::Bound::kAtMost;
  model::IndicatorFact indicator;
  indicator.name = "生产总值";
  indicator.canonical = "gdp";
  indicator.changes = {{model::ChangeKind::kYoy, zero}, {model::ChangeKind::kPoints, masked}};
  indicator.masked = true;
  indicator.of = "工业";
  indicator.bound = model::Bound::kNear;
  const std::vector<model::FactContent> contents = {
      indicator,
      model::QuantityFact{masked},
      model::QuantityFact{zero},
      model::ProjectFact{"引水工程", zero, model::ProjectStage::kUnderway,
                         model::FactStatus::kTarget},
      model::ProjectFact{"公路", std::nullopt, model::ProjectStage::kUnknown,
                         model::FactStatus::kUnknown},
      model::CommitmentFact{"修建", "道路", "交通办", "6月底"},
      model::ProblemFact{"底子薄", "收入低"},
      model::HonourFact{"文明镇", "青禾镇", "", 0},
      model::HonourFact{"卫生镇", "", "", std::nullopt},
      model::EntityFact{model::EntityKind::kOrg, "青禾公司"},
  };
  int n = 0;
  for (const model::FactContent& content : contents) {
    model::Fact fact = FactAt(span, analysis.clean_text, "everything", n++);
    fact.document = document.id;
    fact.content = content;
    if (n % 2 == 0) fact.table_row = 0;
    if (n % 3 == 0) fact.table_column = 2;
    analysis.facts.push_back(std::move(fact));
  }
  analysis.revision = model::RevisionOf(analysis);
  return out;
}

}  // namespace gongbao::testing
