#include "services/query/unit_view.h"

#include <algorithm>

namespace gongbao::query {
namespace {

using Wide = __int128;
constexpr int kMaxPlaces = 18;

Wide Power(int exponent) {
  Wide value = 1;
  for (int i = 0; i < exponent; ++i) value *= 10;
  return value;
}

Wide CommonDivisor(Wide a, Wide b) {
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a < 0 ? -a : a;
}

int Remove(Wide* number, int factor) {
  int count = 0;
  while (*number % factor == 0) {
    *number /= factor;
    ++count;
  }
  return count;
}

std::string Print(Wide number, int places) {
  const bool negative = number < 0;
  if (negative) number = -number;
  std::string digits;
  for (; number > 0; number /= 10) digits += static_cast<char>('0' + static_cast<int>(number % 10));
  while (static_cast<int>(digits.size()) <= places) digits += '0';
  std::reverse(digits.begin(), digits.end());
  std::string text = digits.substr(0, digits.size() - places);
  if (places > 0) text += "." + digits.substr(digits.size() - places);
  return negative ? "-" + text : text;
}

}  // namespace

std::optional<std::string> ShowIn(const UnitView& unit, const model::Decimal& base_value) {
  if (unit.numerator <= 0 || unit.denominator <= 0) return std::nullopt;
  if (base_value.scale < 0 || base_value.scale > kMaxPlaces) return std::nullopt;
  Wide top = static_cast<Wide>(base_value.units) * unit.denominator;
  Wide bottom = static_cast<Wide>(unit.numerator) * Power(base_value.scale);
  if (top == 0) return "0";
  const Wide divisor = CommonDivisor(top, bottom);
  top /= divisor;
  bottom /= divisor;
  // What is left in lowest terms is finite when the divisor is made of twos and fives only.
  Wide rest = bottom;
  const int places = std::max(Remove(&rest, 2), Remove(&rest, 5));
  if (rest != 1 || places > kMaxPlaces) return std::nullopt;
  Wide shown = 0;
  if (__builtin_mul_overflow(top, Power(places) / bottom, &shown)) return std::nullopt;
  return Print(shown, places);
}

}  // namespace gongbao::query
