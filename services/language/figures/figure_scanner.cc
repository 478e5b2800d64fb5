#include "services/language/figures/figure_scanner.h"

#include <algorithm>

#include "services/base/text.h"
#include "services/language/figures/bounds.h"
#include "services/language/figures/data_lines.h"
#include "services/language/figures/figure_shapes.h"
#include "services/language/figures/numeral.h"
#include "services/language/figures/units.h"

namespace gongbao::data {
extern const std::string_view kBoundsData;
extern const std::string_view kNotFiguresData;
}  // namespace gongbao::data

namespace gongbao::figures {
namespace {

using model::Bound;
using model::QuantityKind;

bool IsLatin(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

bool IsRangeMark(char32_t c) {
  static constexpr std::u32string_view kMarks = U"-–—－~～∼至到";
  return c != 0 && kMarks.find(c) != std::u32string_view::npos;
}

// Scans one sentence.
class Scan {
 public:
  Scan(const FigureScanner& scanner, std::u32string_view text, const std::vector<CharSpan>& blocked)
      : scanner_(scanner), text_(text), blocked_(blocked), quoted_(QuotedNames(text)) {}

  std::vector<Figure> Run() {
    size_t at = 0;
    while (at < text_.size()) {
      const size_t next = Step(at);
      at = next > at ? next : at + 1;
    }
    ShareUnits();
    return Complete();
  }

 private:
  // Where to go on after looking at `at`.
  size_t Step(size_t at) {
    while (next_blocked_ < blocked_.size() && blocked_[next_blocked_].end <= at) ++next_blocked_;
    if (next_blocked_ < blocked_.size() && blocked_[next_blocked_].Contains(at)) {
      return blocked_[next_blocked_].end;
    }
    const char32_t c = text_[at];
    if (c == U'第') return Ordinal(at);
    if (!IsDigit(c) && !IsChineseDigit(c) && !IsScale(c) && !IsMask(c)) return at + 1;
    if (IsDigit(c)) {
      if (const auto ratio = ReadRatio(text_, at)) return Take(*ratio);
    } else if (const auto fraction = ReadFraction(text_, at)) {
      return Take(Bounded(*fraction));
    }
    if (const size_t length = scanner_.FixedPhrase(text_, at)) return at + length;
    return Number(at);
  }

  size_t Ordinal(size_t at) {
    if (const auto rank = ReadRank(text_, at)) return Take(*rank);
    const auto numeral = ReadNumeral(text_, at + 1);
    return numeral ? numeral->end : at + 1;
  }

  size_t Take(Figure figure) {
    figures_.push_back(std::move(figure));
    return figures_.back().span.end;
  }

  // A plain number: with a unit, or waiting for that of a later one.
  size_t Number(size_t at) {
    if (at > 0 && IsPartOfName(at)) return SkipName(at);
    const auto numeral = ReadNumeral(text_, at);
    if (!numeral) return RunEnd(at);
    if (numeral->masked && at > 0 && IsLatin(text_[at - 1])) return numeral->end;
    if (const size_t end = DateEnd(text_, *numeral)) return end;
    if (const size_t end = Measured(*numeral)) return end;
    Pending(*numeral);
    return numeral->end;
  }

  // Past digits that are no number (too many of them).
  size_t RunEnd(size_t at) const {
    const auto in_run = [](char32_t c) { return IsDigit(c) || IsChineseDigit(c) || IsScale(c) || c == U'.'; };
    size_t end = at + 1;
    while (end < text_.size() && in_run(text_[end])) ++end;
    return end;
  }

  bool IsPartOfName(size_t at) const {
    const char32_t before = text_[at - 1];
    if (IsLatin(before) && !IsMask(text_[at])) return true;
    if (before == U'_' && IsDigit(text_[at])) return true;
    return before == U'-' && at > 1 && IsLatin(text_[at - 2]);
  }

  size_t SkipName(size_t at) const {
    while (at < text_.size() && (IsDigit(text_[at]) || text_[at] == U'.' || IsLatin(text_[at]))) ++at;
    return at;
  }

  // A number with a unit behind it; where it ends, 0 where there is no unit.
  size_t Measured(const Numeral& numeral) {
    Figure figure;
    size_t end = ReadRangeBeforeUnit(numeral, &figure);
    if (end == 0) end = ReadUnit(numeral, &figure);
    if (end == 0) return 0;
    figure.core = {static_cast<uint32_t>(numeral.begin), static_cast<uint32_t>(end)};
    figure.span = figure.core;
    Sign(&figure);
    ReadRangeAfterUnit(&figure);
    if (numeral.inside_over) figure.quantity.bound = Bound::kOver;
    if (numeral.inside_near) figure.quantity.bound = Bound::kNear;
    end = figure.core.end;
    figure = Bounded(std::move(figure));
    if (!Counts(numeral, figure)) return end;
    return Take(std::move(figure));
  }

  // 5个 and 3到5个 both come here; the unit of the first number of a range stands after the second.
  size_t ReadRangeBeforeUnit(const Numeral& first, Figure* figure) const {
    size_t mark = first.end;
    if (!IsRangeMark(CharAt(text_, mark)) || first.masked || IsFrom(first.begin)) return 0;
    while (IsRangeMark(CharAt(text_, mark))) ++mark;
    const auto second = ReadNumeral(text_, mark);
    if (!second || second->masked || second->value.empty() || first.value.empty()) return 0;
    Numeral whole = *second;
    whole.value = first.value;
    if (!first.scale.empty()) whole.scale = first.scale;
    if (DateEnd(text_, *second) != 0) return 0;
    const size_t end = ReadUnit(whole, figure);
    if (end != 0) figure->quantity.printed_value_max = second->value;
    return end;
  }

  // 10%至12%, 2万元-3万元.
  void ReadRangeAfterUnit(Figure* figure) const {
    if (figure->quantity.printed_value_max || figure->quantity.masked) return;
    size_t mark = figure->core.end;
    if (!IsRangeMark(CharAt(text_, mark)) || IsFrom(figure->core.begin)) return;
    while (IsRangeMark(CharAt(text_, mark))) ++mark;
    const auto second = ReadNumeral(text_, mark);
    if (!second || second->value.empty()) return;
    Figure other;
    const size_t end = ReadUnit(*second, &other);
    if (end == 0 || other.quantity.printed_unit != figure->quantity.printed_unit) return;
    figure->quantity.printed_value_max = second->value;
    figure->core.end = figure->span.end = static_cast<uint32_t>(end);
  }

  // 由10%至12% names where it came from and where it went: no range.
  bool IsFrom(size_t begin) const {
    for (size_t i = begin; i > 0 && begin - i < 10; --i) {
      const char32_t c = text_[i - 1];
      if (c == U'由' || c == U'从' || c == U'自') return true;
      if (c == U'，' || c == U'。' || c == U'；') return false;
    }
    return false;
  }

  // Fills unit, kind and value; the end of the unit, or 0.
  size_t ReadUnit(const Numeral& numeral, Figure* figure) const {
    size_t at = numeral.end;
    model::Quantity& quantity = figure->quantity;
    if (CharAt(text_, at) == U'个' && numeral.scale.empty() && CharAt(text_, at + 2) != U'元' &&
        (CharAt(text_, at + 1) == U'亿' || CharAt(text_, at + 1) == U'万')) {
      Numeral plain = numeral;  // 3个亿
      plain.scale = std::u32string(1, CharAt(text_, at + 1));
      plain.end = at + 2;
      return ReadUnit(plain, figure);
    }
    const UnitTable::Found found = FindUnit(numeral, at);
    if (found.unit == nullptr && (numeral.scale.empty() || numeral.bare || IsName(at))) return 0;
    quantity.printed_unit = ToUtf8(numeral.scale);
    quantity.kind = QuantityKind::kMoney;
    size_t end = at;
    if (found.unit != nullptr) {
      end = at + found.length;
      quantity.printed_unit += ToUtf8(text_.substr(at, found.length));
      quantity.kind = found.unit->kind;
      const bool price = quantity.kind == QuantityKind::kMoney || found.unit->text == "分";  // 5分/千瓦时
      if (found.per != nullptr) quantity.kind = price ? QuantityKind::kMoney : QuantityKind::kOther;
    }
    if (quantity.printed_unit == "个" && (CharAt(text_, end) == U'多' || CharAt(text_, end) == U'余')) {
      const char32_t next = CharAt(text_, end + 1);
      if (next == U'月' || StartsHour(end + 1)) {  // 3个多月
        quantity.printed_unit += next == U'月' ? "月" : "小时";
        quantity.kind = QuantityKind::kDuration;
        quantity.bound = Bound::kOver;
        end += next == U'月' ? 2 : 3;
      }
    }
    quantity.masked = numeral.masked;
    if (!numeral.masked) {
      quantity.printed_value = numeral.value;
      if (!numeral.value_max.empty()) quantity.printed_value_max = numeral.value_max;
    }
    if (CharAt(text_, end) == U'半' && quantity.printed_value && TakesHalf(quantity)) {
      *quantity.printed_value += ".5";  // 六成半, 1天半
      ++end;
    }
    if (quantity.printed_unit.starts_with("点")) {  // 三点意见
      quantity.printed_unit = std::string("点");
      end = at + 1;
    }
    return end;
  }

  static bool TakesHalf(const model::Quantity& quantity) {
    const bool whole = quantity.printed_value->find('.') == std::string::npos;
    return whole && (quantity.printed_unit == "成" || quantity.printed_unit == "年" ||
                     quantity.printed_unit == "倍" || quantity.printed_unit == "天");
  }

  bool StartsHour(size_t at) const { return CharAt(text_, at) == U'小' && CharAt(text_, at + 1) == U'时'; }

  // 40万: a scale with no unit counts, unless a name goes on (两万里长征).
  bool IsName(size_t at) const {
    const char32_t c = CharAt(text_, at);
    return c == U'级' || c == U'象' || c == U'众' || c == U'般' || IsLatin(c);
  }

  UnitTable::Found FindUnit(const Numeral& numeral, size_t at) const {
    if (scanner_.IsOtherWord(text_, at)) return {};
    UnitTable::Found found = UnitTable::Get().Longest(text_, at);
    if (found.unit == nullptr) return found;
    const Unit& unit = *found.unit;
    const bool latin = IsLatin(static_cast<char32_t>(static_cast<unsigned char>(unit.text.back())));
    if (latin && IsLatin(CharAt(text_, at + found.length))) return {};
    const bool few = numeral.chinese && !numeral.masked && numeral.end - numeral.begin == 1;
    if (unit.arabic_only && numeral.chinese) return {};
    if (numeral.chinese && numeral.value == "0") return {};  // 零部件
    if (unit.text == "次" && numeral.chinese && IsMeeting(numeral.begin, at + 1)) return {};
    if (unit.division && (numeral.masked || numeral.chinese)) return {};
    if (numeral.one && !unit.after_one) return {};
    if (few && unit.text == "次" && text_[numeral.begin] == U'二') return {};  // 二次
    if (numeral.masked && text_[numeral.begin] == U'某' && !AllowsSome(unit) &&
        !(unit.text == "个" && EndsClause(at + 1))) {  // 示范点某个。
      return {};
    }
    if (numeral.masked && (unit.text == "年" || (latin && unit.text.size() == 1))) return {};
    if (unit.text == "番" && !IsDoubling(numeral.begin)) return {};
    return found;
  }

  // 十一届八次全会, 人大四次会议: the number of a meeting.
  bool IsMeeting(size_t begin, size_t end) const {
    static constexpr std::u32string_view kBefore = U"届大协会委表";
    const char32_t before = begin > 0 ? text_[begin - 1] : U'\0';
    if (before != 0 && kBefore.find(before) != std::u32string_view::npos) return true;
    return CharAt(text_, end) == U'全' && (CharAt(text_, end + 1) == U'会' || CharAt(text_, end + 1) == U'体');
  }

  // 翻一番, 翻了近两番; 一番景象 is no figure.
  bool IsDoubling(size_t begin) const {
    const size_t from = begin > 4 ? begin - 4 : 0;
    return text_.substr(from, begin - from).find(U'翻') != std::u32string_view::npos;
  }

  // 某% and 某万元 mask a figure; 某户, 某人, 某项 are words.
  static bool AllowsSome(const Unit& unit) {
    switch (unit.kind) {
      case QuantityKind::kCount:
      case QuantityKind::kPeople:
      case QuantityKind::kHouseholds:
      case QuantityKind::kDuration: return false;
      default: return unit.text != "米" && unit.text != "里" && unit.text != "方" && unit.text != "度";
    }
  }

  void Sign(Figure* figure) const {
    const uint32_t begin = figure->core.begin;
    if (begin == 0) return;
    const char32_t c = text_[begin - 1];
    const bool minus = c == U'-' || c == U'−' || c == U'－';
    if (c != U'+' && c != U'＋' && !minus) return;
    const char32_t before = begin > 1 ? text_[begin - 2] : U'\0';
    static constexpr std::u32string_view kOpen = U"（(，、：:\t长幅速为降";
    if (before != 0 && kOpen.find(before) == std::u32string_view::npos) return;
    figure->signed_number = true;
    --figure->core.begin;
    --figure->span.begin;
    if (minus && figure->quantity.printed_value) figure->quantity.printed_value->insert(0, 1, '-');
  }

  // Adds the bound words on both sides.
  Figure Bounded(Figure figure) const {
    const BoundWords& words = BoundWords::Get();
    const BoundWords::Found before = words.Before(text_, figure.core.begin);
    BoundWords::Found after = words.After(text_, figure.core.end);
    if (after.length != 0 && (after.word == U"多" || after.word == U"余") && !AllowsTail(figure)) after = {};
    model::Quantity& quantity = figure.quantity;
    if (before.length != 0 && AllowsHead(before.word, figure)) {
      quantity.bound = before.bound;
      figure.span.begin -= static_cast<uint32_t>(before.length);
      if (after.length != 0) figure.span.end += static_cast<uint32_t>(after.length);
      return figure;
    }
    if (after.length == 0) return figure;
    figure.span.end += static_cast<uint32_t>(after.length);
    figure.above = after.above;
    quantity.bound = after.within && IsControlled(figure.core.begin) ? Bound::kAtMost : after.bound;
    return figure;
  }

  // 5年多, 3倍多; 20亿元余额 and 3项多彩活动 have no bound.
  bool AllowsTail(const Figure& figure) const {
    return (figure.quantity.kind == QuantityKind::kDuration ||
            figure.quantity.kind == QuantityKind::kMultiple) &&
           CharAt(text_, figure.core.end + 1) != U'额';
  }

  // 上百个 but not 会上3个; 过三千亿元 but not 吃过3次.
  bool AllowsHead(std::u32string_view word, const Figure& figure) const {
    const QuantityKind kind = figure.quantity.kind;
    if (word == U"上") return IsScale(text_[figure.core.begin]);
    if (word == U"过" || word == U"破") {
      return kind != QuantityKind::kCount && kind != QuantityKind::kDuration;
    }
    return kind != QuantityKind::kRank;
  }

  bool IsControlled(size_t begin) const {
    const size_t from = begin > 16 ? begin - 16 : 0;
    const std::u32string_view window = text_.substr(from, begin - from);
    return window.find(U"控制") != std::u32string_view::npos || window.find(U"压缩") != std::u32string_view::npos ||
           window.find(U"压降") != std::u32string_view::npos || window.find(U"限制") != std::u32string_view::npos;
  }

  // Whether what was read quantifies.
  bool Counts(const Numeral& numeral, const Figure& figure) {
    const model::Quantity& quantity = figure.quantity;
    if (quantity.kind == QuantityKind::kDuration && figure.core.end > 0 &&
        (text_[figure.core.end - 1] == U'年') && !quantity.printed_value_max &&
        IsPeriodWord(text_, figure.core.begin, figure.core.end)) {
      return false;
    }
    if (InQuotes(figure)) return false;
    if (CharAt(text_, figure.core.end) == U'级' && quantity.kind == QuantityKind::kMoney && numeral.bare) {
      return quantity.printed_unit.find("元") != std::string::npos;
    }
    if (quantity.printed_unit == "个" && numeral.chinese && IsSlogan(figure.core.end)) return false;
    return !numeral.bare || BareCounts(numeral, figure);
  }

  // 四个一批, 六个不准: no count.
  bool IsSlogan(size_t end) const {
    const char32_t c = CharAt(text_, end);
    return c == U'一' || c == U'不' || c == U'更' || c == U'必' || c == U'坚';
  }

  bool InQuotes(const Figure& figure) {
    const uint32_t at = figure.core.begin;
    while (next_quoted_ < quoted_.size() && quoted_[next_quoted_].end <= at) ++next_quoted_;
    if (next_quoted_ == quoted_.size() || !quoted_[next_quoted_].Contains(at)) return false;
    if (text_[quoted_[next_quoted_].begin] == U'《') return true;
    switch (figure.quantity.kind) {
      case QuantityKind::kMoney:
      case QuantityKind::kPercent:
      case QuantityKind::kPoints:
      case QuantityKind::kArea:
      case QuantityKind::kWeight: return false;
      default: return true;
    }
  }

  // 百万元以上, 近百户, 百余家, 突破万元大关 count; 万亩茶园, 百家企业 and 过亿元项目 do not.
  bool BareCounts(const Numeral& numeral, const Figure& figure) const {
    if (numeral.inside_over) return true;
    const std::u32string_view digits = text_.substr(numeral.begin, numeral.end - numeral.begin);
    const bool pass = CharAt(text_, figure.span.end) == U'大' && CharAt(text_, figure.span.end + 1) == U'关';
    const bool head = figure.span.begin < figure.core.begin;
    const bool money = figure.quantity.kind == QuantityKind::kMoney;
    if (digits == U"亿" || (digits == U"万" && money)) {
      const char32_t before = figure.core.begin > 0 ? text_[figure.core.begin - 1] : U'\0';
      return pass || (head && (before == U'破' || (before == U'过' && figure.core.begin - figure.span.begin == 2 &&
                                                   text_[figure.span.begin] != U'超')));
    }
    if (digits.size() > 1 && money) return true;
    return pass || head || figure.span.end > figure.core.end;
  }

  // Keeps an Arabic number without a unit, in case a later number shares its unit.
  void Pending(const Numeral& numeral) {
    if (numeral.chinese || numeral.bare || numeral.inside_over || !numeral.scale.empty()) return;
    if (IsLatin(CharAt(text_, numeral.end))) return;
    Figure figure;
    figure.core = {static_cast<uint32_t>(numeral.begin), static_cast<uint32_t>(numeral.end)};
    figure.span = figure.core;
    figure.quantity.masked = numeral.masked;
    if (!numeral.masked) figure.quantity.printed_value = numeral.value;
    Sign(&figure);
    if (!numeral.masked && scanner_.IsRateWordBefore(text_, figure.core.begin) && EndsClause(numeral.end)) {
      figure.implied_percent = true;  // unless it shares the unit of a later number
    }
    figures_.push_back(std::move(figure));
  }

  bool EndsClause(size_t at) const {
    static constexpr std::u32string_view kStops = U"，。；、,;）)";
    const char32_t c = CharAt(text_, at);
    return c == 0 || kStops.find(c) != std::u32string_view::npos;
  }

  // 15、22个百分点; 168.4、142.7和64.8亿元: from the back, each number takes the unit of the next.
  void ShareUnits() {
    for (size_t i = figures_.size(); i-- > 1;) {
      const Figure& next = figures_[i];
      Figure& figure = figures_[i - 1];
      if (figure.quantity.kind != QuantityKind::kUnknown || next.quantity.kind == QuantityKind::kUnknown) continue;
      if (next.core.begin != next.span.begin || next.core.begin != figure.core.end + 1) continue;
      const char32_t mark = text_[figure.core.end];
      if (mark != U'、' && mark != U'和' && mark != U'与' && mark != U'及' && mark != U'，' && mark != U'或') continue;
      if (mark == U'，' || figure.core.begin == 0) continue;
      if (!IsDigit(text_[next.core.begin]) && !IsMask(text_[next.core.begin])) continue;
      if (next.quantity.kind == QuantityKind::kRatio || next.quantity.kind == QuantityKind::kRank) continue;
      figure.quantity.kind = next.quantity.kind;
      figure.quantity.printed_unit = next.quantity.printed_unit;
      figure.shared_unit = true;
      figure.implied_percent = false;
    }
  }

  // Drops what found no unit; fills in base values, firms' 户 and the printed text.
  std::vector<Figure> Complete() {
    std::vector<Figure> out;
    for (Figure& figure : figures_) {
      model::Quantity& quantity = figure.quantity;
      if (figure.implied_percent) {
        quantity.kind = QuantityKind::kPercent;
        quantity.printed_unit = std::string("%");
      }
      if (quantity.kind == QuantityKind::kUnknown) continue;
      const PrintedUnit unit = ParsePrintedUnit(quantity.printed_unit);
      quantity.base_unit = quantity.kind == QuantityKind::kRank || quantity.kind == QuantityKind::kRatio
                               ? "" : unit.base;
      if (quantity.kind == QuantityKind::kHouseholds && CountsFirms(text_, figure.core.begin, figure.core.end)) {
        quantity.kind = QuantityKind::kCount;
      }
      quantity.text = ToUtf8(text_.substr(figure.span.begin, figure.span.end - figure.span.begin));
      if (quantity.kind == QuantityKind::kRank && quantity.printed_value) {
        quantity.value = model::Decimal::FromText(*quantity.printed_value);
      } else if (quantity.kind != QuantityKind::kRatio) {
        if (quantity.printed_value) quantity.value = ToBase(*quantity.printed_value, quantity.printed_unit);
        if (quantity.printed_value_max) quantity.value_max = ToBase(*quantity.printed_value_max, quantity.printed_unit);
      }
      out.push_back(std::move(figure));
    }
    return out;
  }

  const FigureScanner& scanner_;
  std::u32string_view text_;
  const std::vector<CharSpan>& blocked_;
  std::vector<CharSpan> quoted_;
  size_t next_blocked_ = 0;
  size_t next_quoted_ = 0;
  std::vector<Figure> figures_;
};

}  // namespace

FigureScanner::FigureScanner(std::string_view not_figures, std::string_view bounds) {
  for (const auto& fields : DataLines(not_figures)) {
    const bool other = fields[0] == ">";
    for (size_t i = other ? 1 : 0; i < fields.size(); ++i) {
      (other ? other_words_ : fixed_phrases_).Add(ToUtf32(fields[i]), 0);
    }
  }
  for (const auto& fields : DataLines(bounds)) {
    if (fields[0] != "rate") continue;
    for (size_t i = 3; i < fields.size(); ++i) rate_words_.AddReversed(ToUtf32(fields[i]), 0);
  }
}

const FigureScanner& FigureScanner::Get() {
  static const FigureScanner scanner(data::kNotFiguresData, data::kBoundsData);
  return scanner;
}

std::vector<Figure> FigureScanner::Scan(std::u32string_view text,
                                        const std::vector<CharSpan>& blocked) const {
  return figures::Scan(*this, text, blocked).Run();
}

bool FigureScanner::IsOtherWord(std::u32string_view text, size_t at) const {
  return static_cast<bool>(other_words_.Longest(text, at));
}

size_t FigureScanner::FixedPhrase(std::u32string_view text, size_t at) const {
  return fixed_phrases_.Longest(text, at).length;
}

bool FigureScanner::IsRateWordBefore(std::u32string_view text, size_t end) const {
  return static_cast<bool>(rate_words_.LongestBefore(text, end));
}

}  // namespace gongbao::figures
