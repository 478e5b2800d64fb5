// Invented reports for tests: analyses with sentences and indicators, without a pipeline.
// Thread rule: one object belongs to one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "services/model/analysis.h"

namespace gongbao::testing {

// An indicator that a sentence states. value and unit as printed; no value: growth only, or masked.
struct Stated {
  std::string canonical = "gdp";
  std::optional<std::string> value = std::nullopt;
  std::string unit = "亿元";
  std::optional<std::string> yoy = std::nullopt;  // in %
  model::FactStatus status = model::FactStatus::kActual;
  std::optional<model::Period> period = std::nullopt;  // the document's year where absent
  bool masked = false;
  int32_t confidence = 900;
  std::optional<std::string> value_max = std::nullopt;
  model::Bound bound = model::Bound::kExact;
  std::optional<std::string> place_id = std::nullopt;  // of another place than the document's
};

class ReportBuilder {
 public:
  // seed: tells documents apart; the document id is made of it.
  explicit ReportBuilder(std::string_view seed);

  // A place of the level that its code has; "" and a text: not settled.
  ReportBuilder& Place(std::string_view id, std::string_view text, std::string_view county = "");
  ReportBuilder& Year(std::optional<int32_t> year);
  ReportBuilder& Title(std::string_view title);
  ReportBuilder& Kind(model::DocumentKind kind);
  ReportBuilder& Heading(std::string_view text);
  ReportBuilder& Sentence(std::string_view text);
  // A sentence of its own, with the fact.
  ReportBuilder& State(const Stated& stated);
  ReportBuilder& Generation(int64_t generation);

  model::Analysis Build() const;

 private:
  void AddSentence(std::string_view text, bool heading);

  model::Analysis analysis_;
  int64_t generation_ = 1;
};

}  // namespace gongbao::testing
