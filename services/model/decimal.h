// Exact decimal numbers. A double never holds a figure. A value type.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gongbao::model {

// units * 10^-scale. scale is 4, or 6 for areas.
struct Decimal {
  int64_t units = 0;
  int32_t scale = 4;

  // Reads digits with an optional sign and point ("-22.71") and multiplies by numerator/denominator.
  // Nothing where the text is no such number, or where the product overflows or is not exact in
  // `scale` places.
  static std::optional<Decimal> FromText(std::string_view text, int32_t scale = 4,
                                         int64_t numerator = 1, int64_t denominator = 1);
  // This number times numerator/denominator in the same scale; nothing where it does not fit
  // exactly.
  std::optional<Decimal> Times(int64_t numerator, int64_t denominator) const;

  // Shortest decimal form: "22.71", "-3", "0".
  std::string ToText() const;
  Decimal operator-() const { return {-units, scale}; }
  // Compares values, whatever the scales.
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }
};

}  // namespace gongbao::model
