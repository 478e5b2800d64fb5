// Figures of the base unit shown in another one, exactly. Thread rule: pure functions and values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "services/model/decimal.h"

namespace gongbao::query {

// A unit to show figures in: one of it is numerator / denominator of the base unit (万元: 10000 元).
struct UnitView {
  std::string unit;
  std::string base_unit;
  int64_t numerator = 1;
  int64_t denominator = 1;
  friend bool operator==(const UnitView&, const UnitView&) = default;
};

// Shortest decimal form of a base-unit figure in the unit, without rounding; nothing where it has no
// finite one or more than 18 places.
std::optional<std::string> ShowIn(const UnitView& unit, const model::Decimal& base_value);

}  // namespace gongbao::query
