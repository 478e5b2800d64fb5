#include "services/language/figures/figure_scanner.h"

#include <algorithm>

#include "services/base/text.h"
#include "services/language/figures/bounds.h"
#include "services/language/figures/data_lines.h"
#include "services/language/figures/figure_shapes.h"
#include "services/language/figures/numeral.h"
#include "services/language/figures/unit_reader.h"
#include "services/language/figures/units.h"

namespace gongbao::data {
extern const std::string_view kBoundsData;
extern const std::string_view kNotFiguresData;
}  // namespace gongbao::data

namespace gongbao::figures {
namespace {

using model::Bound;
using model::QuantityKind;

bool IsRangeMark(char32_t c) {
  static constexpr std::u32string_view kMarks = U"-–—－~～∼至到";
  return c != 0 && kMarks.find(c) != std::u32string_view::npos;
}

// Scans one sentence.
class Scan {
 public:
  Scan(const FigureScanner& scanner, std::u32string_view text, const std::vector<CharSpan>& blocked)
      : scanner_(scanner),
        text_(text),
        blocked_(blocked),
        units_(scanner, text),
        quoted_(QuotedNames(text)) {}

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
    if (numeral->masked && at > 0 && IsLatin(text_[at - 1]) && !IsBehindAcronym(at))
      return numeral->end;
    if (const size_t end = DateEnd(text_, *numeral)) return end;
    if (const size_t end = Measured(*numeral)) return end;
    Pending(*numeral);
    return numeral->end;
  }

  // Past digits that are no number (too many of them).
  size_t RunEnd(size_t at) const {
    const auto in_run = [](char32_t c) {
      return IsDigit(c) || IsChineseDigit(c) || IsScale(c) || c == U'.';
    };
    size_t end = at + 1;
    while (end < text_.size() && in_run(text_[end])) ++end;
    return end;
  }

  bool IsPartOfName(size_t at) const {
    const char32_t before = text_[at - 1];
    if (IsLatin(before) && !IsMask(text_[at])) return !IsBehindAcronym(at);
    if (before == U'_' && IsDigit(text_[at])) return true;
    return before == U'-' && at > 1 && IsLatin(text_[at - 2]);
  }

  // GDP19.92亿元, CPI2.1%: an acronym names what the figure is of. S274, PM2.5, DN600毫米 go on.
  bool IsBehindAcronym(size_t at) const {
    size_t begin = at;
    while (begin > 0 && at - begin < 8 && text_[begin - 1] >= U'A' && text_[begin - 1] <= U'Z')
      --begin;
    if (at - begin < 2 || (begin > 0 && (IsLatin(text_[begin - 1]) || IsDigit(text_[begin - 1]))))
      return false;
    const auto numeral = ReadNumeral(text_, at);
    Figure figure;
    if (!numeral || units_.Read(*numeral, &figure) == 0) return false;
    switch (figure.quantity.kind) {
      case QuantityKind::kMoney:
      case QuantityKind::kPercent:
      case QuantityKind::kPoints:
      case QuantityKind::kWeight:
      case QuantityKind::kCount:
        return true;
      default:
        return false;
    }
  }

  size_t SkipName(size_t at) const {
    while (at < text_.size() && (IsDigit(text_[at]) || text_[at] == U'.' || IsLatin(text_[at])))
      ++at;
    return at;
  }

  // A number with a unit behind it; where it ends, 0 where there is no unit.
  size_t Measured(const Numeral& numeral) {
    Figure figure;
    size_t end = ReadRangeBeforeUnit(numeral, &figure);
    if (end == 0) end = units_.Read(numeral, &figure);
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
    const size_t end = units_.Read(whole, figure);
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
    const size_t end = units_.Read(*second, &other);
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

  void Sign(Figure* figure) const {
    const uint32_t begin = figure->core.begin;
    if (begin == 0) return;
    const char32_t c = text_[begin - 1];
    const bool minus = c == U'-' || c == U'−' || c == U'－';
    if (c != U'+' && c != U'＋' && !minus) return;
    const char32_t before = begin > 1 ? text_[begin - 2] : U'\0';
    static constexpr std::u32string_view kOpen = U"（(，、：:\t长幅速为降的由从至到达是了";
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
    if (after.length != 0 && (after.word == U"多" || after.word == U"余") && !AllowsTail(figure))
      after = {};
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
    return window.find(U"控制") != std::u32string_view::npos ||
           window.find(U"压缩") != std::u32string_view::npos ||
           window.find(U"压降") != std::u32string_view::npos ||
           window.find(U"限制") != std::u32string_view::npos;
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
    if (CharAt(text_, figure.core.end) == U'级' && quantity.kind == QuantityKind::kMoney &&
        numeral.bare) {
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
      case QuantityKind::kWeight:
        return false;
      default:
        return true;
    }
  }

  // 百万元以上, 近百户, 百余家, 突破万元大关 count; 万亩茶园, 百家企业 and 过亿元项目 do not.
  bool BareCounts(const Numeral& numeral, const Figure& figure) const {
    if (numeral.inside_over) return true;
    const std::u32string_view digits = text_.substr(numeral.begin, numeral.end - numeral.begin);
    const bool pass = IsLandmark(text_, figure.span.end);
    const bool head = figure.span.begin < figure.core.begin;
    const bool money = figure.quantity.kind == QuantityKind::kMoney;
    if (digits == U"亿" || (digits == U"万" && money)) {
      const char32_t before = figure.core.begin > 0 ? text_[figure.core.begin - 1] : U'\0';
      return pass || (head && (before == U'破' ||
                               (before == U'过' && figure.core.begin - figure.span.begin == 2 &&
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
    // 增长6。, 分别增长21和9.4。: percentages, unless they share the unit of a later number.
    const bool rate = !numeral.masked && IsAfterRate(figure.core.begin);
    after_rate_end_ = rate ? figure.core.end : 0;
    figures_.push_back(std::move(figure));
    if (!rate || !EndsClause(text_, numeral.end)) return;
    for (size_t i = figures_.size(); i-- > 0;) {
      if (figures_[i].implied_percent) break;
      figures_[i].implied_percent = true;
      if (i == 0 || figures_[i - 1].quantity.kind != QuantityKind::kUnknown ||
          figures_[i - 1].core.end + 1 != figures_[i].core.begin)
        break;
    }
  }

  bool IsAfterRate(size_t begin) const {
    if (scanner_.IsRateWordBefore(text_, begin)) return true;
    const char32_t mark = begin > 0 ? text_[begin - 1] : U'\0';
    return after_rate_end_ != 0 && after_rate_end_ + 1 == begin &&
           (mark == U'和' || mark == U'、' || mark == U'与' || mark == U'及');
  }

  // 15、22个百分点; 168.4、142.7和64.8亿元: from the back, each number takes the unit of the next.
  void ShareUnits() {
    for (size_t i = figures_.size(); i-- > 1;) {
      const Figure& next = figures_[i];
      Figure& figure = figures_[i - 1];
      if (figure.quantity.kind != QuantityKind::kUnknown ||
          next.quantity.kind == QuantityKind::kUnknown)
        continue;
      if (next.core.begin != next.span.begin || next.core.begin != figure.core.end + 1) continue;
      const char32_t mark = text_[figure.core.end];
      if (mark != U'、' && mark != U'和' && mark != U'与' && mark != U'及' && mark != U'，' &&
          mark != U'或')
        continue;
      if (mark == U'，' || figure.core.begin == 0) continue;
      if (!IsDigit(text_[next.core.begin]) && !IsMask(text_[next.core.begin])) continue;
      if (next.quantity.kind == QuantityKind::kRatio || next.quantity.kind == QuantityKind::kRank)
        continue;
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
      quantity.base_unit =
          quantity.kind == QuantityKind::kRank || quantity.kind == QuantityKind::kRatio ? ""
                                                                                        : unit.base;
      if (quantity.kind == QuantityKind::kHouseholds &&
          CountsFirms(text_, figure.core.begin, figure.core.end)) {
        quantity.kind = QuantityKind::kCount;
      }
      quantity.text = ToUtf8(text_.substr(figure.span.begin, figure.span.end - figure.span.begin));
      if (quantity.kind == QuantityKind::kRank && quantity.printed_value) {
        quantity.value = model::Decimal::FromText(*quantity.printed_value);
      } else if (quantity.kind != QuantityKind::kRatio) {
        if (quantity.printed_value)
          quantity.value = ToBase(*quantity.printed_value, quantity.printed_unit);
        if (quantity.printed_value_max)
          quantity.value_max = ToBase(*quantity.printed_value_max, quantity.printed_unit);
      }
      out.push_back(std::move(figure));
    }
    return out;
  }

  const FigureScanner& scanner_;
  std::u32string_view text_;
  const std::vector<CharSpan>& blocked_;
  UnitReader units_;
  std::vector<CharSpan> quoted_;
  size_t next_blocked_ = 0;
  size_t next_quoted_ = 0;
  std::vector<Figure> figures_;
  size_t after_rate_end_ = 0;  // end of a number without unit behind a rate word, or of its list
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
