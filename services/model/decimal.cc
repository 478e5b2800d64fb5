#include "services/model/decimal.h"

#include <limits>

namespace gongbao::model {
namespace {

using Wide = __int128;

Wide Power(int exponent) {
  Wide value = 1;
  for (int i = 0; i < exponent; ++i) value *= 10;
  return value;
}

std::optional<Decimal> Exactly(Wide numerator, Wide denominator, int32_t scale) {
  if (denominator == 0 || numerator % denominator != 0) return std::nullopt;
  const Wide units = numerator / denominator;
  if (units > std::numeric_limits<int64_t>::max() || units < -std::numeric_limits<int64_t>::max()) {
    return std::nullopt;
  }
  return Decimal{static_cast<int64_t>(units), scale};
}

}  // namespace

std::optional<Decimal> Decimal::FromText(std::string_view text, int32_t scale, int64_t numerator,
                                         int64_t denominator) {
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  Wide digits = 0;
  int count = 0;
  int places = 0;
  bool point = false;
  for (const char c : text) {
    if (c == '.' && !point) {
      point = true;
    } else if (c >= '0' && c <= '9') {
      if (++count > 18) return std::nullopt;
      digits = digits * 10 + (c - '0');
      if (point) ++places;
    } else {
      return std::nullopt;
    }
  }
  if (count == 0) return std::nullopt;
  // |digits| < 10^18; keep the product within 128 bits.
  Wide product = 0;
  if (__builtin_mul_overflow(digits, static_cast<Wide>(numerator), &product) ||
      __builtin_mul_overflow(product, Power(scale), &product)) {
    return std::nullopt;
  }
  if (negative) product = -product;
  return Exactly(product, Power(places) * denominator, scale);
}

std::optional<Decimal> Decimal::Times(int64_t numerator, int64_t denominator) const {
  return Exactly(static_cast<Wide>(units) * numerator, denominator, scale);
}

std::string Decimal::ToText() const {
  const bool negative = units < 0;
  const uint64_t magnitude =
      negative ? ~static_cast<uint64_t>(units) + 1 : static_cast<uint64_t>(units);
  std::string digits = std::to_string(magnitude);
  if (static_cast<int32_t>(digits.size()) <= scale) {
    digits.insert(0, scale + 1 - digits.size(), '0');
  }
  std::string out = digits.substr(0, digits.size() - scale);
  std::string fraction = digits.substr(digits.size() - scale);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  if (!fraction.empty()) out += "." + fraction;
  return negative ? "-" + out : out;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  const int32_t scale = a.scale > b.scale ? a.scale : b.scale;
  const Wide left = static_cast<Wide>(a.units) * Power(scale - a.scale);
  const Wide right = static_cast<Wide>(b.units) * Power(scale - b.scale);
  return left < right   ? std::strong_ordering::less
         : left > right ? std::strong_ordering::greater
                        : std::strong_ordering::equal;
}

}  // namespace gongbao::model
