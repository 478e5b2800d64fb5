#include "services/ingest/metadata/dates.h"

#include <cstdio>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/metadata/masks.h"

namespace gongbao::ingest {
namespace {

constexpr int32_t kFirstYear = 1949;
constexpr int32_t kLastYear = 2100;

// Up to `most` digits at *at, which moves behind them; -1 where there is none.
int32_t Number(std::string_view text, size_t* at, size_t most) {
  int32_t value = 0;
  size_t n = 0;
  while (*at + n < text.size() && n <= most && IsDigit(static_cast<unsigned char>(text[*at + n]))) {
    if (n < most) value = value * 10 + (text[*at + n] - '0');
    ++n;
  }
  if (n == 0 || n > most) return -1;
  *at += n;
  return value;
}

int ChineseDigit(char32_t c) {
  constexpr std::u32string_view kDigits = U"零一二三四五六七八九";
  if (c == U'〇' || c == U'○' || c == U'O' || c == U'０' || c == U'0' || c == U'o' || c == U'Ｏ' || c == U'◯') return 0;
  const size_t at = kDigits.find(c);
  return at == std::u32string_view::npos ? -1 : static_cast<int>(at);
}

// 二〇二一, 二0二一 at `at`; its size, 0 where there is none.
size_t ChineseYearAt(std::string_view text, size_t at, int32_t* year) {
  size_t size = 0;
  *year = 0;
  for (int i = 0; i < 4; ++i) {
    const CodePoint c = DecodeAt(text, at + size);
    const int digit = ChineseDigit(c.value);
    // The first is a numeral: 00 of 2000 is none.
    if (digit < 0 || (i == 0 && (digit == 0 || c.length < 3))) return 0;
    *year = *year * 10 + digit;
    size += static_cast<size_t>(c.length);
  }
  return size;
}

bool Skip(std::string_view text, size_t* at, std::string_view what) {
  if (text.substr(*at, what.size()) != what) return false;
  *at += what.size();
  return true;
}

// 一 … 三十一 at *at, which moves behind it; -1 where there is none.
int32_t ChineseNumber(std::string_view text, size_t* at) {
  int32_t value = 0;
  bool any = false;
  for (int i = 0; i < 3; ++i) {
    const CodePoint c = DecodeAt(text, *at);
    const int digit = ChineseDigit(c.value);
    if (c.value == U'十') {
      value = (value == 0 ? 1 : value) * 10;
    } else if (digit >= 0) {
      value += digit;
    } else {
      break;
    }
    any = true;
    *at += static_cast<size_t>(c.length);
  }
  return any ? value : -1;
}

// 二〇二一年一月二十日 whose year begins at `at`.
std::optional<Date> ChineseDateAt(std::string_view text, size_t at) {
  Date date;
  at += ChineseYearAt(text, at, &date.year);
  if (!Skip(text, &at, "年")) return std::nullopt;
  date.month = ChineseNumber(text, &at);
  if (date.month < 1 || date.month > 12 || !Skip(text, &at, "月")) return std::nullopt;
  date.day = ChineseNumber(text, &at);
  if (date.day < 1 || date.day > 31) return std::nullopt;
  return date;
}

std::optional<Date> DateAt(std::string_view text, size_t at) {
  Date date;
  date.year = Number(text, &at, 4);
  if (date.year < kFirstYear || date.year > kLastYear) return std::nullopt;
  const bool chinese = Skip(text, &at, "年");
  char sign = 0;
  if (!chinese) {
    if (at >= text.size() || (text[at] != '-' && text[at] != '/' && text[at] != '.')) return std::nullopt;
    sign = text[at++];
  }
  date.month = Number(text, &at, 2);
  if (date.month < 1 || date.month > 12) return std::nullopt;
  if (chinese ? !Skip(text, &at, "月") : (at >= text.size() || text[at++] != sign)) return std::nullopt;
  date.day = Number(text, &at, 2);
  if (date.day < 1 || date.day > 31) return std::nullopt;
  return date;
}

}  // namespace

std::string Date::ToText() const {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  return text;
}

std::optional<Date> FindDate(std::string_view text) {
  text = text.substr(0, 4096);
  for (size_t at = 0; at < text.size(); ++at) {
    if (!IsDigit(static_cast<unsigned char>(text[at]))) continue;
    if (at > 0 && IsDigit(static_cast<unsigned char>(text[at - 1]))) continue;
    if (const auto date = DateAt(text, at)) return date;
  }
  for (const YearMention& year : FindYears(text)) {
    if (IsDigit(static_cast<unsigned char>(text[year.begin]))) continue;
    if (const auto date = ChineseDateAt(text, year.begin)) return date;
  }
  return std::nullopt;
}

std::vector<YearMention> FindYears(std::string_view text) {
  std::vector<YearMention> years;
  const std::string_view mark = "年";
  for (size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + mark.size())) {
    int32_t year = 0;
    size_t begin = 0;
    if (at >= 4) {
      size_t digits = at - 4;
      const bool whole = digits == 0 || !IsDigit(static_cast<unsigned char>(text[digits - 1]));
      if (whole) {
        year = Number(text, &digits, 4);
        if (digits != at) year = 0;
        begin = at - 4;
      }
    }
    if (year < kFirstYear) {
      size_t four = at;
      for (int i = 0; i < 4 && four > 0; ++i) four -= static_cast<size_t>(DecodeBefore(text, four).length);
      if (ChineseYearAt(text, four, &year) == at - four) begin = four;
      else year = 0;
    }
    if (year < kFirstYear || year > kLastYear) continue;
    size_t end = at + mark.size();
    if (text.substr(end, 3) == "度") end += 3;
    years.push_back({year, begin, end});
  }
  return years;
}

size_t MaskedYearAt(std::string_view text, size_t at) {
  size_t size = 0;
  // The digits that were left: 20xx, 202X.
  while (size < 3 && at + size < text.size() && IsDigit(static_cast<unsigned char>(text[at + size]))) ++size;
  const size_t mask = MaskSizeAt(text, at + size);
  if (mask == 0) return 0;
  size += mask;
  return text.substr(at + size, 3) == "年" ? size + 3 : 0;
}

}  // namespace gongbao::ingest
