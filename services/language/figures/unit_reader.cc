#include "services/language/figures/unit_reader.h"

#include <algorithm>

#include "services/base/text.h"
#include "services/language/figures/figure_shapes.h"

namespace gongbao::figures {
namespace {

using model::Bound;
using model::QuantityKind;

// 某% and 某万元 mask a figure; 某户, 某人, 某项 are words.
bool AllowsSome(const Unit& unit) {
  switch (unit.kind) {
    case QuantityKind::kCount:
    case QuantityKind::kPeople:
    case QuantityKind::kHouseholds:
    case QuantityKind::kDuration:
      return false;
    default:
      return unit.text != "米" && unit.text != "里" && unit.text != "方" && unit.text != "度";
  }
}

// 六成半, 1天半.
bool TakesHalf(const model::Quantity& quantity) {
  const std::string& unit = quantity.printed_unit;
  return quantity.printed_value && quantity.printed_value->find('.') == std::string::npos &&
         (unit == "成" || unit == "年" || unit == "倍" || unit == "天");
}

bool EndsInLatin(const Unit& unit) { return IsLatin(static_cast<unsigned char>(unit.text.back())); }

}  // namespace

bool IsLatin(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

bool EndsClause(std::u32string_view text, size_t at) {
  static constexpr std::u32string_view kStops = U"，。；、,;）)";
  const char32_t c = CharAt(text, at);
  return c == 0 || kStops.find(c) != std::u32string_view::npos;
}

bool IsLandmark(std::u32string_view text, size_t at) {
  const std::u32string_view word = text.substr(std::min(at, text.size()), 2);
  return word == U"大关" || word == U"关口" || word == U"台阶" || word == U"门槛";
}

size_t UnitReader::Read(const Numeral& numeral, Figure* figure) const {
  const size_t at = numeral.end;
  model::Quantity& quantity = figure->quantity;
  if (CharAt(text_, at) == U'个' && CharAt(text_, at + 1) == U'亿' && numeral.scale.empty() &&
      UnitTable::Get().Longest(text_, at + 2).unit == nullptr) {
    Numeral plain = numeral;  // 3个亿; 3个亿元以上项目 counts projects
    plain.scale = std::u32string(U"亿");
    plain.end = at + 2;
    return Read(plain, figure);
  }
  const UnitTable::Found found = FindUnit(numeral, at);
  const bool mark = numeral.bare && IsLandmark(text_, at);  // 突破百亿大关
  if (found.unit == nullptr && (numeral.scale.empty() || (numeral.bare && !mark) || IsName(at)))
    return 0;
  quantity.printed_unit = ToUtf8(numeral.scale);
  quantity.kind = QuantityKind::kMoney;  // 40万: the 元 is left out
  size_t end = at;
  if (found.unit != nullptr) {
    end = at + found.length;
    quantity.printed_unit += ToUtf8(text_.substr(at, found.length));
    quantity.kind = found.unit->kind;
    const bool price = quantity.kind == QuantityKind::kMoney || found.unit->text == "分";
    if (found.per != nullptr) quantity.kind = price ? QuantityKind::kMoney : QuantityKind::kOther;
  }
  end = ReadMoreThan(end, &quantity);
  quantity.masked = numeral.masked;
  if (!numeral.masked) {
    quantity.printed_value = numeral.value;
    if (!numeral.value_max.empty()) quantity.printed_value_max = numeral.value_max;
  }
  if (CharAt(text_, end) == U'半' && TakesHalf(quantity)) {
    *quantity.printed_value += ".5";
    ++end;
  }
  if (quantity.printed_unit.starts_with("点")) {  // 三点意见
    quantity.printed_unit = std::string("点");
    end = at + 1;
  }
  return end;
}

// 3个多月, 2个多小时.
size_t UnitReader::ReadMoreThan(size_t end, model::Quantity* quantity) const {
  const char32_t more = CharAt(text_, end);
  if (quantity->printed_unit != "个" || (more != U'多' && more != U'余')) return end;
  const bool month = CharAt(text_, end + 1) == U'月';
  const bool hour = CharAt(text_, end + 1) == U'小' && CharAt(text_, end + 2) == U'时';
  if (!month && !hour) return end;
  quantity->printed_unit += month ? "月" : "小时";
  quantity->kind = QuantityKind::kDuration;
  quantity->bound = Bound::kOver;
  return end + (month ? 2 : 3);
}

// 40万: a scale with no unit counts, unless a name goes on (百万级, 千万象).
bool UnitReader::IsName(size_t at) const {
  const char32_t c = CharAt(text_, at);
  return c == U'级' || c == U'象' || c == U'众' || c == U'般' || IsLatin(c);
}

UnitTable::Found UnitReader::FindUnit(const Numeral& numeral, size_t at) const {
  if (scanner_.IsOtherWord(text_, at)) return {};
  const UnitTable::Found found = UnitTable::Get().Longest(text_, at);
  if (found.unit == nullptr) return found;
  if (EndsInLatin(*found.unit) && IsLatin(CharAt(text_, at + found.length))) return {};
  return Fits(*found.unit, numeral, at) ? found : UnitTable::Found{};
}

// Whether a number of this kind quantifies with this unit.
bool UnitReader::Fits(const Unit& unit, const Numeral& numeral, size_t at) const {
  if (numeral.chinese) {
    const bool two = numeral.end - numeral.begin == 1 && text_[numeral.begin] == U'二';
    const bool in_row = unit.text == "届" && numeral.begin >= 2 &&
                        text_.substr(numeral.begin - 2, 2) == U"连续";  // 连续九届
    if ((unit.arabic_only && !in_row) || unit.division) return false;
    if (numeral.value == "0" && !numeral.masked) return false;                         // 零部件
    if (numeral.one && !unit.after_one) return false;                                  // 一件事
    if (unit.text == "次" && (two || IsMeeting(numeral.begin, at + 1))) return false;  // 二次
  }
  if (numeral.masked) {
    if (unit.division || unit.text == "年" || (EndsInLatin(unit) && unit.text.size() == 1))
      return false;
    const bool named = unit.text == "个" && EndsClause(text_, at + 1);  // 示范点某个。
    if (text_[numeral.begin] == U'某' && !AllowsSome(unit) && !named) return false;
  }
  // 2008镇政府工作总结: a year.
  const bool year = unit.division && numeral.end - numeral.begin == 4 &&
                    (text_[numeral.begin] == U'1' || text_[numeral.begin] == U'2') &&
                    IsDigit(text_[numeral.end - 1]);
  if (year) return false;
  return unit.text != "番" || IsDoubling(numeral.begin);
}

// 十一届八次全会, 人大四次会议: the number of a meeting.
bool UnitReader::IsMeeting(size_t begin, size_t end) const {
  static constexpr std::u32string_view kBefore = U"届大协会委表";
  const char32_t before = begin > 0 ? text_[begin - 1] : U'\0';
  if (before != 0 && kBefore.find(before) != std::u32string_view::npos) return true;
  const char32_t next = CharAt(text_, end + 1);
  return CharAt(text_, end) == U'全' && (next == U'会' || next == U'体');
}

// 翻一番, 翻了近两番; 一番景象 is no figure.
bool UnitReader::IsDoubling(size_t begin) const {
  const size_t from = begin > 4 ? begin - 4 : 0;
  return text_.substr(from, begin - from).find(U'翻') != std::u32string_view::npos;
}

}  // namespace gongbao::figures
