#include "tests/testing/report_generator/mask.h"

#include <vector>

namespace gongbao::generator {

Mask::Mask(bool active, uint64_t seed) : active_(active), random_(seed) {}

Shown Mask::Show(const std::string& number) {
  if (!active_) return Plain(number);
  static const auto* const whole = new std::vector<std::string>{"X", "×", "xx", "X", "某"};
  if (random_.Chance(55) || number.size() < 2) return {random_.Pick(*whole), std::nullopt};
  // Some digits are left standing: 1x.6, xx.51, x000.
  std::string text;
  const size_t kept = random_.Index(number.size());
  for (size_t i = 0; i < number.size(); ++i) {
    text += number[i] == '.' || i == kept ? number[i] : 'x';
  }
  if (text.find('x') == std::string::npos) text.assign(1, 'x');
  return {text, std::nullopt};
}

}  // namespace gongbao::generator
