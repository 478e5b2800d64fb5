#include "services/model/fact.h"

#include "services/base/hash.h"

namespace gongbao::model {

std::string_view BoundName(Bound bound) {
  static constexpr std::string_view kNames[] = {"", "over", "under", "near", "at_least", "at_most"};
  return kNames[static_cast<size_t>(bound)];
}

std::string_view QuantityKindName(QuantityKind kind) {
  static constexpr std::string_view kNames[] = {
      "",         "money", "percent", "points",   "area",        "length", "weight",
      "volume",   "energy", "people",  "households", "count",     "rank",   "ratio",
      "duration", "multiple", "temperature", "other"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view ChangeKindName(ChangeKind kind) {
  static constexpr std::string_view kNames[] = {"",           "yoy",  "mom",   "avg_annual",
                                                "cumulative", "from", "points"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view FactStatusName(FactStatus status) {
  static constexpr std::string_view kNames[] = {"", "actual", "estimate", "target"};
  return kNames[static_cast<size_t>(status)];
}

std::string_view ProjectStageName(ProjectStage stage) {
  static constexpr std::string_view kNames[] = {"unknown", "planned", "preparing", "underway",
                                                "completed"};
  return kNames[static_cast<size_t>(stage)];
}

std::string_view EntityKindName(EntityKind kind) {
  static constexpr std::string_view kNames[] = {"", "place", "org", "person", "facility",
                                                "programme"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view FactKindName(FactKind kind) {
  static constexpr std::string_view kNames[] = {"",           "indicator", "quantity", "project",
                                                "commitment", "problem",   "honour",   "entity"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view KeyOf(const Fact& fact) {
  struct Visitor {
    std::string_view operator()(const IndicatorFact& f) const { return f.canonical; }
    std::string_view operator()(const QuantityFact&) const { return ""; }
    std::string_view operator()(const ProjectFact& f) const { return f.name; }
    std::string_view operator()(const CommitmentFact& f) const { return f.object; }
    std::string_view operator()(const ProblemFact& f) const { return f.text; }
    std::string_view operator()(const HonourFact& f) const { return f.name; }
    std::string_view operator()(const EntityFact& f) const { return f.name; }
  };
  return std::visit(Visitor{}, fact.content);
}

std::string FactId(const Fact& fact, std::string_view document_id, Span anchor) {
  Sha256 hash;
  const auto add = [&](std::string_view part) {
    hash.Update(part);
    hash.Update(std::string_view("\0", 1));
  };
  add(document_id);
  add(FactKindName(fact.kind()));
  add(std::to_string(anchor.begin));
  add(std::to_string(anchor.end));
  add(KeyOf(fact));
  return hash.FinishHex().substr(0, 32);
}

}  // namespace gongbao::model
