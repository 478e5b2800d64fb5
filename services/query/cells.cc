#include "services/query/cells.h"

#include <algorithm>

namespace gongbao::query {
namespace {

using model::Fact;
using model::IndicatorFact;

std::optional<std::string> ShownValue(const Fact& fact, const UnitView& unit) {
  const std::optional<model::Quantity>& value = fact.indicator()->value;
  if (!value || value->masked || !value->value) return std::nullopt;
  if (value->base_unit != unit.base_unit) return std::nullopt;
  return ShowIn(unit, *value->value);
}

EmptyReason WhyEmpty(const IndicatorFact& fact) {
  if (fact.value && !fact.value->masked) return EmptyReason::kUnit;
  if (fact.masked || fact.value) return EmptyReason::kMasked;
  return EmptyReason::kGrowthOnly;
}

// The most confident, the first of equals.
const Fact* MostConfident(const std::vector<const Fact*>& facts) {
  return *std::max_element(facts.begin(), facts.end(), [](const Fact* a, const Fact* b) {
    return a->confidence_per_mille < b->confidence_per_mille;
  });
}

void TakeValue(const Fact& fact, std::string value, const UnitView& unit, Cell* cell) {
  const model::Quantity& quantity = *fact.indicator()->value;
  cell->value = std::move(value);
  cell->base_value = quantity.value;
  if (quantity.value_max) cell->value_max = ShowIn(unit, *quantity.value_max);
}

void TakeYoy(const Fact& taken, const std::vector<const Fact*>& facts, Cell* cell) {
  cell->yoy = YoyPercent(*taken.indicator());
  for (const Fact* fact : facts) {
    if (cell->yoy) break;
    cell->yoy = YoyPercent(*fact->indicator());
  }
  if (cell->yoy) cell->yoy_percent = cell->yoy->ToText();
}

}  // namespace

std::optional<model::Decimal> YoyPercent(const IndicatorFact& fact) {
  for (const model::Change& change : fact.changes) {
    if (change.kind == model::ChangeKind::kYoy && !change.amount.masked &&
        change.amount.base_unit == "%" && change.amount.value) {
      return change.amount.value;
    }
  }
  return std::nullopt;
}

Cell EmptyCell(EmptyReason reason, const UnitView& unit) {
  Cell cell;
  cell.unit = unit.unit;
  cell.empty_reason = reason;
  return cell;
}

Cell MakeCell(const std::vector<const Fact*>& facts, const UnitView& unit) {
  if (facts.empty()) return EmptyCell(EmptyReason::kNotStated, unit);
  std::vector<const Fact*> with_value;
  std::vector<std::string> values;
  for (const Fact* fact : facts) {
    if (std::optional<std::string> value = ShownValue(*fact, unit)) {
      with_value.push_back(fact);
      values.push_back(*std::move(value));
    }
  }
  Cell cell;
  cell.unit = unit.unit;
  const Fact* taken = MostConfident(with_value.empty() ? facts : with_value);
  if (with_value.empty()) {
    cell.empty_reason = WhyEmpty(*taken->indicator());
  } else {
    const size_t at = std::find(with_value.begin(), with_value.end(), taken) - with_value.begin();
    TakeValue(*taken, values[at], unit, &cell);
    for (const std::string& value : values) {
      if (value != *cell.value && std::find(cell.conflicting_values.begin(),
                                            cell.conflicting_values.end(),
                                            value) == cell.conflicting_values.end()) {
        cell.conflicting_values.push_back(value);
      }
    }
  }
  cell.bound = taken->indicator()->bound;
  if (taken->indicator()->value) cell.bound = taken->indicator()->value->bound;
  TakeYoy(*taken, facts, &cell);
  cell.quote = taken->quote;
  cell.facts.push_back(taken->id);
  for (const Fact* fact : facts) {
    if (fact != taken) cell.facts.push_back(fact->id);
  }
  return cell;
}

}  // namespace gongbao::query
