// What a newer analysis of a document changed in its facts, by fact id. Value types, pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/model/fact.h"

namespace gongbao::model {

enum class FactDifferenceKind { kUnknown, kAdded, kGone, kChanged };

struct FactDifference {
  FactDifferenceKind kind = FactDifferenceKind::kUnknown;
  std::string document;
  std::optional<Fact> before;  // none of an added one
  std::optional<Fact> after;   // none of one that is gone
  const std::string& fact_id() const { return after ? after->id : before->id; }
  friend bool operator==(const FactDifference&, const FactDifference&) = default;
};

// In order of fact id. A fact whose words only stand elsewhere in the clean text has not changed.
std::vector<FactDifference> DifferencesOf(const std::string& document,
                                          const std::vector<Fact>& before,
                                          const std::vector<Fact>& after);

}  // namespace gongbao::model
