// Figures written in any way are read back exactly: a generator makes a figure, what it means and one of
// the ways in which clerks print it. GONGBAO_CASES sets how many (tests/long asks for a million).
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "services/language/figures/units.h"
#include "tests/unit/extraction/report.h"

namespace gongbao::extraction {
namespace {

using model::Bound;

struct Expected {
  std::string value;  // in `unit`; of a ratio its text; empty where masked
  std::string value_max;
  std::string unit;
  Bound bound = Bound::kExact;
  bool masked = false;
};

struct Printed {
  std::string text;
  std::vector<Expected> want;
};

class Generator {
 public:
  explicit Generator(uint64_t seed) : random_(seed) {}

  Printed Make() {
    switch (Below(14)) {
      case 0:
        return Percentage();
      case 1:
        return Range();
      case 2:
        return Ratio();
      case 3:
        return Rank();
      case 4:
        return Multiple();
      case 5:
        return PerUnit();
      case 6:
        return Masked();
      case 7:
        return SharedUnit();
      case 8:
        return Fraction();
      case 9:
        return Chinese();
      case 10:
        return InsideBound();
      default:
        return Plain();
    }
  }

  std::string Carrier(const std::string& figure) {
    static const char* const kBefore[] = {"全年完成", "累计达到", "共", "其中，投入", "（", "一是实现"};
    static const char* const kAfter[] = {"。", "，成效明显。", "；", "、全面达标。", "）。"};
    const size_t which = Below(std::size(kBefore));
    const bool bracket = which == 4;
    return std::string(kBefore[which]) + figure + (bracket ? "）。" : kAfter[Below(4)]);
  }

 private:
  size_t Below(size_t n) { return random_() % n; }
  template <size_t N>
  std::string Pick(const char* const (&words)[N]) {
    return words[Below(N)];
  }

  std::string Unit() {
    static const char* const kUnits[] = {"元",     "万元",   "亿元", "亩",       "万亩",  "公里",
                                         "吨",     "万吨",   "人",   "万人",     "户",    "家",
                                         "万美元", "平方米", "公顷", "万千瓦时", "立方米"};
    return Pick(kUnits);
  }

  std::string Number() {
    std::string out = std::to_string(2 + Below(Below(2) == 0 ? 90 : 99'997));
    if (Below(3) == 0) out += "." + std::to_string(1 + Below(9));
    if (Below(5) == 0 && out.find('.') != out.npos) out += std::to_string(1 + Below(9));
    return out;
  }

  // 12,360 / １２３６０ / 12360
  std::string Render(const std::string& number) {
    const size_t whole = std::min(number.find('.'), number.size());
    if (whole > 3 && Below(3) == 0) {
      std::string out = number;
      for (size_t at = whole; at > 3; at -= 3) out.insert(at - 3, ",");
      return out;
    }
    if (Below(4) != 0) return number;
    std::string wide;
    for (const char c : number) {
      static const char* const kWide[] = {"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};
      wide += c == '.' ? "." : kWide[c - '0'];
    }
    return wide;
  }

  std::string Space() { return Below(6) == 0 ? " " : ""; }

  Printed Plain() {
    struct Word {
      const char* text;
      Bound bound;
    };
    static const Word kHeads[] = {{"", Bound::kExact},        {"", Bound::kExact},
                                  {"超过", Bound::kOver},     {"突破", Bound::kOver},
                                  {"逾", Bound::kOver},       {"近", Bound::kNear},
                                  {"接近", Bound::kNear},     {"约", Bound::kNear},
                                  {"不足", Bound::kUnder},    {"不低于", Bound::kAtLeast},
                                  {"至少", Bound::kAtLeast},  {"不超过", Bound::kAtMost},
                                  {"不到", Bound::kUnder}};
    static const Word kTails[] = {{"以上", Bound::kOver}, {"左右", Bound::kNear}, {"以下", Bound::kUnder}};
    const std::string number = Number();
    const std::string unit = Unit();
    const Word head = kHeads[Below(std::size(kHeads))];
    std::string text = head.text + Render(number) + Space() + unit;
    Bound bound = head.bound;
    if (bound == Bound::kExact && Below(3) == 0) {
      const Word tail = kTails[Below(std::size(kTails))];
      text += tail.text;
      bound = tail.bound;
    }
    return {text, {{number, "", unit, bound, false}}};
  }

  // 560余亩, 71万余元.
  Printed InsideBound() {
    const std::string number = std::to_string(10 * (2 + Below(900)));
    static const char* const kUnits[] = {"亩", "人", "户", "公里", "元", "吨"};
    const std::string unit = Pick(kUnits);
    const std::string scale = Below(2) == 0 ? "万" : "";
    const std::string more = Below(2) == 0 ? "余" : "多";
    return {number + scale + more + unit, {{number, "", scale + unit, Bound::kOver, false}}};
  }

  Printed Percentage() {
    const std::string number = std::to_string(1 + Below(140)) + "." + std::to_string(1 + Below(9));
    static const char* const kUnits[] = {"%", "个百分点", "‰"};
    const std::string unit = Pick(kUnits);
    return {Render(number) + Space() + unit, {{number, "", unit, Bound::kExact, false}}};
  }

  Printed Range() {
    const size_t low = 2 + Below(400);
    const size_t high = low + 1 + Below(90);
    const std::string unit = Unit();
    static const char* const kMarks[] = {"-", "—", "~", "至", "到", "～"};
    const std::string both = Below(3) == 0 ? unit : "";
    return {std::to_string(low) + both + Pick(kMarks) + std::to_string(high) + unit,
            {{std::to_string(low), std::to_string(high), unit, Bound::kExact, false}}};
  }

  Printed Ratio() {
    std::string value;
    for (int i = 0; i < 3; ++i) {
      value += (i == 0 ? "" : ":") + std::to_string(1 + Below(80)) + "." + std::to_string(Below(9) + 1);
    }
    std::string text;
    const std::string mark = Below(2) == 0 ? ":" : "∶";
    for (const char c : value) text += c == ':' ? mark : std::string(1, c);
    return {text, {{value, "", "", Bound::kExact, false}}};
  }

  Printed Rank() {
    const std::string number = std::to_string(1 + Below(300));
    const std::string unit = Below(2) == 0 ? "位" : "名";
    return {"第" + number + unit, {{number, "", unit, Bound::kExact, false}}};
  }

  Printed Multiple() {
    if (Below(2) == 0) {
      const std::string number = std::to_string(1 + Below(9)) + "." + std::to_string(1 + Below(9));
      return {number + "倍", {{number, "", "倍", Bound::kExact, false}}};
    }
    static const char* const kNumerals[] = {"一", "两", "三", "四"};
    const size_t n = Below(4);
    return {std::string("翻了") + kNumerals[n] + "番",
            {{std::to_string(n + 1), "", "番", Bound::kExact, false}}};
  }

  Printed PerUnit() {
    static const char* const kUnits[] = {"元/亩", "微克/立方米", "公斤/亩", "元/人", "万元/亩"};
    const std::string unit = Pick(kUnits);
    const std::string number = Number();
    return {Render(number) + unit, {{number, "", unit, Bound::kExact, false}}};
  }

  Printed Masked() {
    static const char* const kMasks[] = {"X", "×", "*", "x", "□"};
    const std::string mask = Pick(kMasks);
    std::string text;
    for (size_t i = 0; i <= Below(4); ++i) text += mask;
    if (Below(3) == 0) text += "." + mask;
    if (Below(4) == 0) text += std::to_string(1 + Below(90));
    static const char* const kUnits[] = {"万元", "亿元", "%", "亩", "户", "公里", "元", "吨"};
    const std::string unit = Pick(kUnits);
    return {text + unit, {{"", "", unit, Bound::kExact, true}}};
  }

  Printed SharedUnit() {
    static const char* const kUnits[] = {"个百分点", "亿元", "%", "万亩", "公里"};
    const std::string unit = Pick(kUnits);
    const std::string a = Number();
    const std::string b = Number();
    return {a + "、" + b + unit,
            {{a, "", unit, Bound::kExact, false}, {b, "", unit, Bound::kExact, false}}};
  }

  Printed Fraction() {
    static const char* const kNumerals[] = {"二", "三", "四", "五", "六", "七", "八", "九"};
    const size_t below = 1 + Below(7);
    const size_t above = Below(below);
    return {std::string(kNumerals[below]) + "分之" + kNumerals[above],
            {{std::to_string(above + 2) + "/" + std::to_string(below + 2), "", "", Bound::kExact, false}}};
  }

  // 一万二千三百, 三百零五.
  static std::string ToChinese(int64_t value) {
    static const char* const kDigits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    static const char* const kScales[] = {"", "十", "百", "千"};
    if (value >= 10'000) {
      const int64_t rest = value % 10'000;
      return ToChinese(value / 10'000) + "万" +
             (rest == 0 ? "" : (rest < 1000 ? "零" : "") + ToChinese(rest));
    }
    std::string out;
    bool zero = false;
    for (int64_t scale = 3, power = 1000; scale >= 0; --scale, power /= 10) {
      const int64_t digit = value / power % 10;
      if (digit == 0) {
        zero = !out.empty();
        continue;
      }
      if (zero) out += "零";
      zero = false;
      // 十二, but 一百一十二.
      const bool bare_ten = digit == 1 && scale == 1 && out.empty();
      out += (bare_ten ? "" : std::string(kDigits[digit])) + kScales[scale];
    }
    return out;
  }

  Printed Chinese() {
    const auto value = static_cast<int64_t>(3 + Below(Below(2) == 0 ? 95 : 9'999'990));
    static const char* const kUnits[] = {"元", "亩", "公里", "吨", "户", "家", "个"};
    const std::string unit = Pick(kUnits);
    return {ToChinese(value) + unit, {{std::to_string(value), "", unit, Bound::kExact, false}}};
  }

  std::mt19937_64 random_;
};

// Empty where the figure is what was meant.
std::string Difference(const model::Quantity& quantity, const Expected& want) {
  if (quantity.masked != want.masked) return "masked";
  if (quantity.bound != want.bound) return "bound";
  if (want.masked) {
    if (quantity.value || quantity.printed_value) return "a masked figure with a number";
    return quantity.printed_unit == want.unit ? "" : "unit of a masked figure";
  }
  const bool text_only = want.value.find_first_of(":/") != std::string::npos;
  if (text_only) return quantity.printed_value == want.value ? "" : "text";
  if (quantity.kind == model::QuantityKind::kRank)
    return quantity.printed_value == want.value ? "" : "place";
  const auto value = figures::ToBase(want.value, want.unit);
  if (!value || !quantity.value || *value != *quantity.value) return "value";
  if (quantity.base_unit != figures::ParsePrintedUnit(want.unit).base) return "unit";
  const auto most = want.value_max.empty() ? std::optional<model::Decimal>()
                                           : figures::ToBase(want.value_max, want.unit);
  return most == quantity.value_max ? "" : "upper value";
}

TEST(FigureProperty, FiguresAreReadBackHoweverTheyArePrinted) {
  const char* asked = std::getenv("GONGBAO_CASES");
  const int cases = asked != nullptr ? std::atoi(asked) : 6000;
  ASSERT_GT(cases, 0);
  Generator generator(20);
  int wrong = 0;
  for (int i = 0; i < cases && wrong < 20; ++i) {
    const Printed printed = generator.Make();
    Report report;
    report.text = generator.Carrier(printed.text);
    std::vector<const model::Quantity*> read;
    const std::vector<model::Fact> facts = FactsOf(report);
    for (const model::Fact& fact : facts) {
      if (fact.quantity() != nullptr) read.push_back(&fact.quantity()->quantity);
    }
    std::string why = read.size() == printed.want.size() ? "" : "number of figures";
    for (size_t k = 0; why.empty() && k < read.size(); ++k)
      why = Difference(*read[k], printed.want[k]);
    if (why.empty()) continue;
    ++wrong;
    ADD_FAILURE() << why << ": " << report.text;
  }
}

}  // namespace
}  // namespace gongbao::extraction
