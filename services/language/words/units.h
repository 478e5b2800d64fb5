// What is one word whatever the dictionary says: numbers, dates, masked figures, Latin words.
// Thread rule: pure functions.
#pragma once

#include <cstddef>
#include <string_view>

#include "services/model/analysis.h"

namespace gongbao::words {

struct Unit {
  size_t end = 0;  // byte; equal to the begin asked for where there is no unit
  model::WordTag tag = model::WordTag::kOther;
};

// The unit that begins at byte `at`, which does not stand inside one. A run of letters beyond
// kLongestUnit bytes is several units.
inline constexpr size_t kLongestUnit = 256;
Unit ScanUnit(std::string_view text, size_t at);

// True where a unit can begin with this byte: for a quick test before ScanUnit.
bool MayBeginUnit(unsigned char lead);

// True where the characters, all of 〇零一二两三四五六七八九十百千万亿, make a number (一万二千,
// 二〇二一, 三百) and no mere row of digits and scales (十四五, 万亿).
bool IsNumeral(std::string_view text);
bool IsNumeralCharacter(char32_t c);

}  // namespace gongbao::words
