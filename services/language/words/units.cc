#include "services/language/words/units.h"

#include <algorithm>

#include "services/base/text.h"

namespace gongbao::words {
namespace {

using model::WordTag;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Length in bytes of the mark at `at` that stands for a digit, 0 where there is none: X x * × □ ○
// ●.
size_t MaskAt(std::string_view text, size_t at) {
  if (at >= text.size()) return 0;
  const char c = text[at];
  if (c == 'x' || c == 'X' || c == '*') return 1;
  for (const std::string_view mark : {"×", "□", "○", "●", "╳"}) {
    if (text.substr(at).starts_with(mark)) return mark.size();
  }
  return 0;
}

bool LetterAt(std::string_view text, size_t at) { return at < text.size() && IsLetter(text[at]); }
bool DigitAt(std::string_view text, size_t at) { return at < text.size() && IsDigit(text[at]); }

// A number as far as it goes: 12,387.5.
size_t NumberEnd(std::string_view text, size_t at) {
  size_t end = at;
  while (DigitAt(text, end)) ++end;
  if (end - at <= 3) {
    const auto group = [&](size_t comma) {
      return comma < text.size() && text[comma] == ',' && DigitAt(text, comma + 1) &&
             DigitAt(text, comma + 2) && DigitAt(text, comma + 3) && !DigitAt(text, comma + 4);
    };
    while (group(end)) end += 4;
  }
  if (end < text.size() && text[end] == '.' && DigitAt(text, end + 1)) {
    ++end;
    while (DigitAt(text, end)) ++end;
  }
  return end;
}

size_t PercentEnd(std::string_view text, size_t at) {
  for (const std::string_view sign : {"%", "％", "‰"}) {
    if (text.substr(at).starts_with(sign)) return at + sign.size();
  }
  return at;
}

size_t After(std::string_view text, size_t at, std::string_view what) {
  return text.substr(at).starts_with(what) ? at + what.size() : 0;
}

// One or two digits and then `what`: 1月, 09日. 0 where it is not that.
size_t SmallNumberAnd(std::string_view text, size_t at, std::string_view what) {
  size_t end = at;
  while (end < at + 2 && DigitAt(text, end)) ++end;
  return end == at || DigitAt(text, end) ? 0 : After(text, end, what);
}

// 1月, 1月份, 1月9日, 1-10月, 1至6月.
size_t MonthEnd(std::string_view text, size_t at) {
  if (const size_t month = SmallNumberAnd(text, at, "月"); month != 0) {
    for (const std::string_view day : {"日", "号"}) {
      if (const size_t end = SmallNumberAnd(text, month, day); end != 0) return end;
    }
    const size_t part = After(text, month, "份");
    return part != 0 ? part : month;
  }
  for (const std::string_view to : {"-", "—", "–", "～", "~", "至", "到"}) {
    const size_t second = SmallNumberAnd(text, at, to);
    if (second == 0) continue;
    if (const size_t end = SmallNumberAnd(text, second, "月"); end != 0) return end;
  }
  return 0;
}

// 2021年, 2021年1月9日, 2021年1-10月, or what MonthEnd reads. 0 where it is no date.
size_t DateEnd(std::string_view text, size_t at) {
  size_t digits = at;
  while (digits < at + 4 && DigitAt(text, digits)) ++digits;
  const bool year =
      digits == at + 4 && (text[at] == '1' || text[at] == '2') && !DigitAt(text, digits);
  const size_t after_year = year ? After(text, digits, "年") : 0;
  if (after_year == 0) return MonthEnd(text, at);
  const size_t month = DigitAt(text, after_year) ? MonthEnd(text, after_year) : 0;
  return month != 0 ? month : after_year;
}

// Digits and marks that stand for digits, at least one of these: xx.51, 3xx, □□, ×. Not the letters
// of a word (XML, Box).
size_t MaskedEnd(std::string_view text, size_t at) {
  size_t end = at;
  bool masked = false;
  const size_t limit = at + kLongestUnit;
  while (end < limit) {
    if (const size_t mark = MaskAt(text, end); mark != 0) {
      masked = true;
      end += mark;
    } else if (DigitAt(text, end)) {
      ++end;
    } else if (end > at && end + 1 < text.size() && text[end] == '.' &&
               (DigitAt(text, end + 1) || MaskAt(text, end + 1) != 0)) {
      ++end;
    } else {
      break;
    }
  }
  if (!masked || LetterAt(text, end)) return at;
  // 县道X047线 is a road.
  if (text[at] == 'X' && end == at + 4 && DigitAt(text, at + 1) && After(text, end, "线") != 0)
    return at;
  return end;
}

// Letters and digits, joined by . & - _ + or ': PM2.5, R&D, COVID-19, 5G, G310.
size_t LatinEnd(std::string_view text, size_t at) {
  const size_t limit = std::min(text.size(), at + kLongestUnit);
  const auto inner = [&](size_t i) { return i < limit && (IsLetter(text[i]) || IsDigit(text[i])); };
  size_t end = at;
  while (end < limit) {
    if (inner(end)) {
      ++end;
    } else if (std::string_view(".&-_+'").find(text[end]) != std::string_view::npos && end > at &&
               inner(end + 1)) {
      end += 2;
    } else {
      break;
    }
  }
  return end;
}

Unit ScanNumber(std::string_view text, size_t at) {
  if (const size_t date = DateEnd(text, at); date != 0) return {date, WordTag::kTime};
  const size_t digits = NumberEnd(text, at);
  // 5G, 3D; but 100kg is a number and its unit.
  if (LetterAt(text, digits) && !LetterAt(text, digits + 1) && digits - at <= 2) {
    return {digits + 1, WordTag::kLatin};
  }
  return {PercentEnd(text, digits), WordTag::kNumber};
}

constexpr int kMyriad = 40;

// Value of a digit 0–9, 10 times the number of zeros for 十 百 千 万 亿, -1 else.
int NumeralValue(char32_t c) {
  switch (c) {
    case U'〇':
    case U'零':
      return 0;
    case U'一':
      return 1;
    case U'二':
    case U'两':
      return 2;
    case U'三':
      return 3;
    case U'四':
      return 4;
    case U'五':
      return 5;
    case U'六':
      return 6;
    case U'七':
      return 7;
    case U'八':
      return 8;
    case U'九':
      return 9;
    case U'十':
      return 10;
    case U'百':
      return 20;
    case U'千':
      return 30;
    case U'万':
      return 40;
    case U'亿':
      return 80;
    default:
      return -1;
  }
}

}  // namespace

bool MayBeginUnit(unsigned char lead) {
  // Digits, letters, *, and the leads of ×, □ ○ ● ╳ and 某.
  return (lead < 0x80 &&
          (IsDigit(static_cast<char>(lead)) || IsLetter(static_cast<char>(lead)) || lead == '*')) ||
         lead == 0xC3 || lead == 0xE2;
}

Unit ScanUnit(std::string_view text, size_t at) {
  if (const size_t masked = MaskedEnd(text, at); masked > at) {
    return {PercentEnd(text, masked), WordTag::kMasked};
  }
  if (DigitAt(text, at)) {
    const Unit number = ScanNumber(text, at);
    return {number.end, number.tag};
  }
  if (LetterAt(text, at)) return {LatinEnd(text, at), WordTag::kLatin};
  return {at, WordTag::kOther};
}

bool IsNumeralCharacter(char32_t c) { return NumeralValue(c) >= 0; }

bool IsNumeral(std::string_view text) {
  int count = 0;
  int digits = 0;  // since the last scale
  int scales = 0;
  bool has_zero = false;
  int last_scale = kMyriad;  // since the last 万 or 亿
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    at += c.length;
    const int value = NumeralValue(c.value);
    if (value < 0) return false;
    ++count;
    if (value < 10) {
      has_zero = has_zero || value == 0;
      // 一万零五: a zero before a digit is no digit of its own.
      digits = value == 0 && scales > 0 ? 0 : digits + 1;
      continue;
    }
    if (value >= kMyriad) {
      if (digits > 1 || (digits == 0 && scales == 0)) return false;  // 万亿
      last_scale = kMyriad;
    } else {
      const bool leading_ten = value == 10 && count == 1;
      if ((digits != 1 && !leading_ten) || value >= last_scale) return false;
      last_scale = value;
    }
    digits = 0;
    ++scales;
  }
  if (scales == 0) return count >= 4 || (count >= 2 && has_zero);  // 二〇二一, but not 一二三
  return digits <= 1;
}

}  // namespace gongbao::words
