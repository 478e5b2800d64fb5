// Facts: what a report states. Meaning of each field: protos/gongbao/v1/fact.proto. Value types.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "services/model/decimal.h"
#include "services/model/period.h"
#include "services/model/span.h"

namespace gongbao::model {

// How a figure bounds the true value. kExact prints as "".
enum class Bound { kExact, kOver, kUnder, kNear, kAtLeast, kAtMost };
enum class QuantityKind {
  kUnknown, kMoney, kPercent, kPoints, kArea, kLength, kWeight, kVolume, kEnergy, kPeople,
  kHouseholds, kCount, kRank, kRatio, kDuration, kMultiple, kTemperature, kOther,
};
enum class ChangeKind { kUnknown, kYoy, kMom, kAvgAnnual, kCumulative, kFrom, kPoints };
enum class FactStatus { kUnknown, kActual, kEstimate, kTarget };
enum class ProjectStage { kUnknown, kPlanned, kPreparing, kUnderway, kCompleted };
enum class EntityKind { kUnknown, kPlace, kOrg, kPerson, kFacility, kProgramme };
enum class FactKind {
  kUnknown, kIndicator, kQuantity, kProject, kCommitment, kProblem, kHonour, kEntity,
};

std::string_view BoundName(Bound bound);                // "", "over", "at_least" …
std::string_view QuantityKindName(QuantityKind kind);   // "money" …
std::string_view ChangeKindName(ChangeKind kind);       // "yoy", "avg_annual" …
std::string_view FactStatusName(FactStatus status);     // "actual" …
std::string_view ProjectStageName(ProjectStage stage);  // "planned" …, "unknown"
std::string_view EntityKindName(EntityKind kind);       // "place" …
std::string_view FactKindName(FactKind kind);           // "indicator" …

// A figure with its unit, as printed and in the base unit.
struct Quantity {
  std::string text;                          // as printed, bound words included: 560余亩
  std::optional<std::string> printed_value;  // 560; 11.8:48.3:39.9 for a ratio; none when masked
  std::optional<std::string> printed_value_max;
  std::string printed_unit;  // 万元
  std::optional<Decimal> value;  // in the base unit; none when masked or not exact
  std::optional<Decimal> value_max;
  std::string base_unit;  // 元
  Bound bound = Bound::kExact;
  QuantityKind kind = QuantityKind::kUnknown;
  bool masked = false;
  friend bool operator==(const Quantity&, const Quantity&) = default;
};

// A fall is negative (printed_value "-180").
struct Change {
  ChangeKind kind = ChangeKind::kUnknown;
  Quantity amount;
  friend bool operator==(const Change&, const Change&) = default;
};

struct IndicatorFact {
  std::string name;
  std::string canonical;
  std::optional<Quantity> value;  // none where only a change is given
  std::vector<Change> changes;
  std::optional<Period> period;
  FactStatus status = FactStatus::kUnknown;
  std::string place_id;
  std::string place_text;
  std::string of;
  bool masked = false;
  Bound bound = Bound::kExact;  // of the value, or of the change where there is no value
  friend bool operator==(const IndicatorFact&, const IndicatorFact&) = default;
};

struct QuantityFact {
  Quantity quantity;
  friend bool operator==(const QuantityFact&, const QuantityFact&) = default;
};

struct ProjectFact {
  std::string name;
  std::optional<Quantity> investment;
  ProjectStage stage = ProjectStage::kUnknown;
  FactStatus status = FactStatus::kUnknown;
  friend bool operator==(const ProjectFact&, const ProjectFact&) = default;
};

struct CommitmentFact {
  std::string action;
  std::string object;
  std::string owner;
  std::string deadline;
  friend bool operator==(const CommitmentFact&, const CommitmentFact&) = default;
};

struct ProblemFact {
  std::string text;
  std::string detail;
  friend bool operator==(const ProblemFact&, const ProblemFact&) = default;
};

struct HonourFact {
  std::string name;
  std::string holder;
  std::string granted_by;
  std::optional<int32_t> rank;
  friend bool operator==(const HonourFact&, const HonourFact&) = default;
};

struct EntityFact {
  EntityKind kind = EntityKind::kUnknown;
  std::string name;
  friend bool operator==(const EntityFact&, const EntityFact&) = default;
};

// The order of the alternatives is that of FactKind, less kUnknown.
using FactContent = std::variant<IndicatorFact, QuantityFact, ProjectFact, CommitmentFact,
                                 ProblemFact, HonourFact, EntityFact>;

struct Fact {
  std::string id;        // FactId; empty until ingest gives it
  std::string document;  // document id; empty until ingest gives it
  Span evidence;         // the quote in the clean text
  // The part of the evidence that the fact hangs on (a figure, a name): its place in the source text
  // makes the id. Inside the evidence.
  Span anchor;
  std::optional<int32_t> table_row;
  std::optional<int32_t> table_column;
  std::string quote;
  int32_t sentence = 0;
  int32_t section = 0;
  std::string rule;
  int32_t confidence_per_mille = 0;
  FactContent content;

  FactKind kind() const { return static_cast<FactKind>(content.index() + 1); }
  const IndicatorFact* indicator() const { return std::get_if<IndicatorFact>(&content); }
  const QuantityFact* quantity() const { return std::get_if<QuantityFact>(&content); }
  friend bool operator==(const Fact&, const Fact&) = default;
};

// What a fact is known by apart from its place: canonical or name; never a value.
std::string_view KeyOf(const Fact& fact);
// Hash (32 hex digits) of document, kind, the anchor's span in the source text, and KeyOf.
std::string FactId(const Fact& fact, std::string_view document_id, Span anchor_in_source_text);

}  // namespace gongbao::model
