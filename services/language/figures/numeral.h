// Reads one number in Arabic digits, Chinese numerals, or with digits masked. Pure functions.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gongbao::figures {

// A number without its unit. The powers of ten that belong to the unit as printed (万, 亿, 万亿)
// are kept apart from the value: 三十万 is 30 and 万, 3百万 is 300 and 万, 12亿6000万 is 12.6 and
// 亿.
struct Numeral {
  size_t begin = 0;
  size_t end = 0;
  std::string value;         // decimal digits; empty where masked
  std::string value_max;     // of 两三, 七八
  std::u32string scale;      // 万 亿 万亿, or empty
  bool chinese = false;      // Chinese numerals only
  bool masked = false;       // X, ×, *, 某, O, □ for digits
  bool bare = false;         // a scale with no digit before it: 百, 千万
  bool one = false;          // just 一
  bool inside_over = false;  // 余, 多 inside or behind the digits (30多万, 71万余)
  bool inside_near = false;  // 来
};

bool IsDigit(char32_t c);
bool IsChineseDigit(char32_t c);  // 零 to 九, 〇, 两
bool IsScale(char32_t c);         // 十 百 千 万 亿
bool IsMask(char32_t c);          // X × * 某 O □ …

// The number that begins exactly at `at`; nothing where there is none. Does not read a sign.
std::optional<Numeral> ReadNumeral(std::u32string_view text, size_t at);

// Value of Chinese numerals (一万二千), nothing where they are none or too large.
std::optional<int64_t> ChineseValue(std::u32string_view digits);
// 二〇一五 → 2015; nothing where it is not four plain digits.
std::optional<int> ChineseYear(std::u32string_view digits);

}  // namespace gongbao::figures
