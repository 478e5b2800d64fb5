#include "services/language/figures/numeral.h"

#include <array>
#include <cstdint>

namespace gongbao::figures {
namespace {

constexpr int64_t kLargest = 1'000'000'000'000'000;  // beyond every figure of a report

int DigitValue(char32_t c) {
  static constexpr std::u32string_view kDigits = U"零一二三四五六七八九";
  if (c == U'〇') return 0;
  if (c == U'两') return 2;
  const size_t at = kDigits.find(c);
  return at == std::u32string_view::npos ? -1 : static_cast<int>(at);
}

int64_t ScaleValue(char32_t c) {
  switch (c) {
    case U'十':
      return 10;
    case U'百':
      return 100;
    case U'千':
      return 1000;
    case U'万':
      return 10'000;
    case U'亿':
      return 100'000'000;
    default:
      return 0;
  }
}

char32_t At(std::u32string_view text, size_t at) { return at < text.size() ? text[at] : U'\0'; }

bool IsInsideBound(char32_t c) { return c == U'余' || c == U'多' || c == U'来'; }

// Decimal text times 10^shift (shift may be negative).
std::string Shift(std::string_view digits, int shift) {
  std::string whole(digits.substr(0, digits.find('.')));
  std::string fraction;
  if (const size_t point = digits.find('.'); point != std::string_view::npos) {
    fraction = digits.substr(point + 1);
  }
  for (; shift > 0; --shift) {
    whole += fraction.empty() ? '0' : fraction[0];
    if (!fraction.empty()) fraction.erase(0, 1);
  }
  for (; shift < 0; ++shift) {
    fraction.insert(0, 1, whole.empty() ? '0' : whole.back());
    if (!whole.empty()) whole.pop_back();
  }
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  const size_t nonzero = whole.find_first_not_of('0');
  whole = nonzero == std::string::npos ? "0" : whole.substr(nonzero);
  return fraction.empty() ? whole : whole + "." + fraction;
}

// Reads digits, thousands separators and one point; mask characters too. Ends where they end.
struct Digits {
  size_t end = 0;
  std::string text;
  bool masked = false;
};

bool IsGroupOfThree(std::u32string_view text, size_t comma) {
  for (size_t i = 1; i <= 3; ++i) {
    if (!IsDigit(At(text, comma + i)) && !IsMask(At(text, comma + i))) return false;
  }
  return !IsDigit(At(text, comma + 4));
}

Digits ReadDigits(std::u32string_view text, size_t at) {
  Digits out;
  size_t i = at;
  bool point = false;
  size_t whole = 0;  // digits since the start or the last separator
  for (;; ++i) {
    const char32_t c = At(text, i);
    if (IsDigit(c)) {
      out.text += static_cast<char>('0' + (c - U'0'));
      ++whole;
    } else if (IsMask(c) && (c != U'〇' || out.masked)) {
      out.masked = true;
      ++whole;
    } else if (c == U'.' && !point && i > at &&
               (IsDigit(At(text, i + 1)) || IsMask(At(text, i + 1)))) {
      point = true;
      out.text += '.';
    } else if (c == U',' && !point && whole >= 1 && whole <= 3 && IsGroupOfThree(text, i)) {
      whole = 0;
    } else {
      break;
    }
  }
  out.end = i;
  return out;
}

// 余, 多 or 来 at `at`, where a scale or a unit may still follow.
bool TakeInside(std::u32string_view text, size_t* at, Numeral* numeral) {
  const char32_t c = At(text, *at);
  if (!IsInsideBound(c) || numeral->inside_over || numeral->inside_near) return false;
  (c == U'来' ? numeral->inside_near : numeral->inside_over) = true;
  ++*at;
  return true;
}

// Reads 百 千 万 亿 after digits into value and scale.
void ReadScales(std::u32string_view text, size_t* at, Numeral* numeral) {
  int shift = 0;
  size_t i = *at;
  const auto is_small = [&](size_t k) {
    static constexpr std::u32string_view kUnits = U"克米瓦伏卡焦赫分";  // 千克, 千瓦, 百分点
    const char32_t c = At(text, k);
    return c == U'十' || ((c == U'百' || c == U'千') &&
                          (At(text, k + 1) == 0 || kUnits.find(At(text, k + 1)) == kUnits.npos));
  };
  while (is_small(i)) {
    shift += At(text, i) == U'十' ? 1 : At(text, i) == U'百' ? 2 : 3;
    ++i;
    if (shift > 6) return;
  }
  if (shift > 0) TakeInside(text, &i, numeral);
  if (At(text, i) == U'亿' && At(text, i + 1) == U'亿')
    return;  // 10.36百亿亿次/秒 is a unit of its own
  if (At(text, i) == U'万') {
    numeral->scale = U"万";
    ++i;
  }
  if (At(text, i) == U'亿') {
    numeral->scale += U"亿";
    ++i;
  }
  if (shift != 0 && !numeral->value.empty()) numeral->value = Shift(numeral->value, shift);
  *at = i;
}

// 12亿6000万: the second part joins the first in its scale. 1万2千 likewise.
void ReadSecondPart(std::u32string_view text, size_t* at, Numeral* numeral) {
  if (numeral->masked || numeral->scale.size() != 1 ||
      numeral->value.find('.') != std::string::npos)
    return;
  const Digits digits = ReadDigits(text, *at);
  if (digits.text.empty() || digits.masked || digits.text.size() > 6) return;
  size_t i = digits.end;
  int down = 0;
  if (numeral->scale == U"亿" && At(text, i) == U'万') {
    down = 4;
    ++i;
  } else if (numeral->scale == U"万" && At(text, i) == U'千' && digits.text.size() == 1) {
    down = 1;
    ++i;
  } else if (numeral->scale == U"万" && digits.text.size() == 4 &&
             digits.text.find('.') == std::string::npos) {
    down = 4;  // 3万2500元
  } else {
    return;
  }
  const std::string part = Shift(digits.text, -down);
  if (part.substr(0, part.find('.')) != "0" || part.find('.') == std::string::npos) return;
  numeral->value += part.substr(part.find('.'));
  *at = i;
}

std::optional<Numeral> ReadArabic(std::u32string_view text, size_t at) {
  const Digits digits = ReadDigits(text, at);
  if (digits.end == at || digits.text.size() > 18) return std::nullopt;
  Numeral numeral;
  numeral.begin = at;
  numeral.masked = digits.masked;
  if (!digits.masked) numeral.value = Shift(digits.text, 0);
  size_t i = digits.end;
  TakeInside(text, &i, &numeral);
  ReadScales(text, &i, &numeral);
  if (!numeral.inside_over && !numeral.inside_near) ReadSecondPart(text, &i, &numeral);
  TakeInside(text, &i, &numeral);
  numeral.end = i;
  return numeral;
}

// Chinese numerals up to `end`, where 点 may stand between digits.
size_t ChineseEnd(std::u32string_view text, size_t at) {
  size_t i = at;
  while (IsChineseDigit(At(text, i)) || IsScale(At(text, i))) ++i;
  return i;
}

void SplitScale(int64_t value, std::u32string_view digits, Numeral* numeral) {
  int places = 0;
  const char32_t last = digits.back();
  if (last == U'亿') {
    places = digits.size() > 1 && digits[digits.size() - 2] == U'万' ? 12 : 8;
    numeral->scale = places == 12 ? U"万亿" : U"亿";
  } else if (last == U'万') {
    const bool beyond = digits.find(U'亿') != std::u32string_view::npos;
    places = beyond ? 8 : 4;
    numeral->scale = beyond ? U"亿" : U"万";
  }
  numeral->value = Shift(std::to_string(value), -places);
}

// 两三, 七八: two plain digits, the second one higher, are a range.
bool ReadPair(std::u32string_view digits, Numeral* numeral) {
  if (digits.size() < 2 || !IsChineseDigit(digits[0]) || !IsChineseDigit(digits[1])) return false;
  const int first = DigitValue(digits[0]);
  const int second = DigitValue(digits[1]);
  if (first < 1 || second <= first) return false;
  std::u32string lower(1, digits[0]);
  std::u32string upper(1, digits[1]);
  lower += digits.substr(2);
  upper += digits.substr(2);
  for (const char32_t c : digits.substr(2)) {
    if (!IsScale(c)) return false;
  }
  const auto low = ChineseValue(lower);
  const auto high = ChineseValue(upper);
  if (!low || !high) return false;
  SplitScale(*low, lower, numeral);
  Numeral other;
  SplitScale(*high, upper, &other);
  numeral->value_max = other.value;
  return true;
}

std::optional<Numeral> ReadChinese(std::u32string_view text, size_t at) {
  size_t end = ChineseEnd(text, at);
  if (end == at) return std::nullopt;
  Numeral numeral;
  numeral.begin = at;
  numeral.chinese = true;
  std::u32string_view digits = text.substr(at, end - at);
  if (IsMask(At(text, end)) && At(text, end) != U'某') {  // 十x家
    numeral.masked = true;
    while (IsMask(At(text, end)) || IsScale(At(text, end))) ++end;
  } else if (At(text, end) == U'点' && IsChineseDigit(At(text, end + 1))) {  // 三点五
    const auto whole = ChineseValue(digits);
    size_t i = end + 1;
    std::string fraction;
    while (IsChineseDigit(At(text, i))) fraction += static_cast<char>('0' + DigitValue(text[i++]));
    if (!whole) return std::nullopt;
    numeral.value = std::to_string(*whole) + "." + fraction;
    end = i;
    if (At(text, end) == U'万') numeral.scale = U"万", ++end;  // 二点五亿
    if (At(text, end) == U'亿') numeral.scale += U"亿", ++end;
  } else if (!ReadPair(digits, &numeral)) {
    const auto value = ChineseValue(digits);
    if (!value) return std::nullopt;
    numeral.bare = IsScale(digits[0]) && digits[0] != U'十';
    numeral.one = digits == U"一";
    SplitScale(*value, digits, &numeral);
  }
  size_t i = end;
  if (TakeInside(text, &i, &numeral) && numeral.scale.empty()) {
    if (At(text, i) == U'万') numeral.scale = U"万", ++i;  // 三十多万
    if (At(text, i) == U'亿') numeral.scale += U"亿", ++i;
  }
  numeral.end = i;
  return numeral;
}

}  // namespace

bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool IsChineseDigit(char32_t c) { return DigitValue(c) >= 0; }
bool IsScale(char32_t c) { return ScaleValue(c) != 0; }

bool IsMask(char32_t c) {
  static constexpr std::u32string_view kMasks = U"xX×✕✖╳*＊某OＯ○◯●□■▢△▲＿_#＃";
  return kMasks.find(c) != std::u32string_view::npos;
}

std::optional<int64_t> ChineseValue(std::u32string_view digits) {
  if (digits.empty() || digits.size() > 24) return std::nullopt;
  int64_t total = 0;    // of 亿 and above
  int64_t section = 0;  // below the last 万 or 亿
  int64_t digit = -1;
  int64_t last_scale = 0;
  bool zero = false;
  for (const char32_t c : digits) {
    if (const int value = DigitValue(c); value >= 0) {
      if (digit > 0) return std::nullopt;  // two digits in a row
      if (value == 0) {
        zero = true;
      }
      digit = value;
      continue;
    }
    const int64_t scale = ScaleValue(c);
    if (scale == 0) return std::nullopt;
    if (scale < 10'000) {
      section +=
          (digit < 0 || (digit == 0 && zero) ? (section == 0 || zero ? 1 : 0) : digit) * scale;
    } else {
      if (digit > 0) section += digit;
      if (section == 0 && total == 0) section = 1;  // 万元
      if (scale == 100'000'000) {
        total = (total + section) * scale;
      } else {
        total += section * scale;
      }
      section = 0;
    }
    if (total > kLargest) return std::nullopt;
    digit = -1;
    zero = false;
    last_scale = scale;
  }
  if (digit > 0) {
    // 三万五 is 35000, 一百零五 is 105.
    section += last_scale > 10 && !zero ? digit * last_scale / 10 : digit;
  }
  return total + section;
}

std::optional<int> ChineseYear(std::u32string_view digits) {
  if (digits.size() != 4) return std::nullopt;
  int year = 0;
  for (const char32_t c : digits) {
    if (!IsChineseDigit(c) || c == U'两') return std::nullopt;
    year = year * 10 + DigitValue(c);
  }
  return year;
}

std::optional<Numeral> ReadNumeral(std::u32string_view text, size_t at) {
  const char32_t c = At(text, at);
  if (IsDigit(c) || IsMask(c)) return ReadArabic(text, at);
  if (IsChineseDigit(c) || IsScale(c)) return ReadChinese(text, at);
  return std::nullopt;
}

}  // namespace gongbao::figures
