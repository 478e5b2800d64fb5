#include "services/model/fact_difference.h"

#include <map>

namespace gongbao::model {
namespace {

bool SaysTheSame(const Fact& one, Fact other) {
  other.evidence = one.evidence;
  other.anchor = one.anchor;
  other.sentence = one.sentence;
  other.section = one.section;
  return one == other;
}

}  // namespace

std::vector<FactDifference> DifferencesOf(const std::string& document,
                                          const std::vector<Fact>& before,
                                          const std::vector<Fact>& after) {
  std::map<std::string_view, std::pair<const Fact*, const Fact*>> by_id;
  for (const Fact& fact : before) by_id[fact.id].first = &fact;
  for (const Fact& fact : after) by_id[fact.id].second = &fact;
  std::vector<FactDifference> differences;
  for (const auto& [id, pair] : by_id) {
    const auto [old, now] = pair;
    if (old != nullptr && now != nullptr && SaysTheSame(*old, *now)) continue;
    FactDifference difference;
    difference.kind = old == nullptr   ? FactDifferenceKind::kAdded
                      : now == nullptr ? FactDifferenceKind::kGone
                                       : FactDifferenceKind::kChanged;
    difference.document = document;
    if (old != nullptr) difference.before = *old;
    if (now != nullptr) difference.after = *now;
    differences.push_back(std::move(difference));
  }
  return differences;
}

}  // namespace gongbao::model
