// The shapes of figures that are not simply a number with a unit. Pure functions, used by the
// scanner.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "services/language/figures/figure_scanner.h"
#include "services/language/figures/numeral.h"

namespace gongbao::figures {

inline char32_t CharAt(std::u32string_view text, size_t at) {
  return at < text.size() ? text[at] : U'\0';
}

// 11.8∶48.3∶39.9, or 2.3∶1 where the words before speak of a ratio.
std::optional<Figure> ReadRatio(std::u32string_view text, size_t at);
// 三分之二, 百分之三十, 千分之五.
std::optional<Figure> ReadFraction(std::u32string_view text, size_t at);
// 第283位, 第四名, 全市第三, 居第5.
std::optional<Figure> ReadRank(std::u32string_view text, size_t at);
// 2015年, 二〇一五年, 98年代, 3月, 5日: a date or a year at `at`; its end, else 0.
size_t DateEnd(std::u32string_view text, const Numeral& numeral);
// Whether 五年 at [begin, end) only names a period (五年来, 过去五年, 三年行动).
bool IsPeriodWord(std::u32string_view text, size_t begin, size_t end);
// Stretches in quotation marks too short to be speech, and titles in 《》.
std::vector<CharSpan> QuotedNames(std::u32string_view text);
// Whether 户 at `at` counts firms or market entities.
bool CountsFirms(std::u32string_view text, size_t number_begin, size_t unit_end);

}  // namespace gongbao::figures
