// One cell of a table: what the facts about one place, period, indicator and status say together.
// Shared by panel and rank. Thread rule: pure functions and values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/model/fact.h"
#include "services/query/unit_view.h"

namespace gongbao::query {

// Why a cell has no value; gongbao.v1.EmptyReason says what each means.
enum class EmptyReason { kNone, kNoDocument, kNotStated, kMasked, kGrowthOnly, kUnit, kPlaceNotSettled };

struct Cell {
  std::optional<std::string> value;  // in unit.unit; absent when empty
  std::optional<std::string> value_max;
  std::string unit;
  model::Bound bound = model::Bound::kExact;
  std::optional<std::string> yoy_percent;
  EmptyReason empty_reason = EmptyReason::kNone;
  std::vector<std::string> facts;  // ids: the one taken, then the others
  std::vector<std::string> conflicting_values;  // distinct, in order of the facts
  std::string quote;

  // What ranks: the value in the base unit, and the year-on-year change in %.
  std::optional<model::Decimal> base_value;
  std::optional<model::Decimal> yoy;
};

// facts: of this cell alone, in canonical order, all indicators. Of those with a value that can be
// shown in the unit the most confident is taken, the first of equals; where there is none, the reason
// is that of the most confident one. A growth rate that the fact taken does not give is that of the
// first other fact that gives one.
Cell MakeCell(const std::vector<const model::Fact*>& facts, const UnitView& unit);

// A cell without a fact.
Cell EmptyCell(EmptyReason reason, const UnitView& unit);

// Year-on-year change (同比) in %, where the fact gives one.
std::optional<model::Decimal> YoyPercent(const model::IndicatorFact& fact);

}  // namespace gongbao::query
