#include "tests/testing/report_generator/figures.h"

#include <cstdlib>

#include "services/base/text.h"

namespace gongbao::generator {

namespace {

std::string_view Direction(int64_t tenths) { return tenths < 0 ? "下降" : "增长"; }

std::string TenMonthsOf(int year) {
  return std::to_string(year) + "-01/" + std::to_string(year) + "-10";
}

// What a change is worth in the record: signed, absent when masked.
std::optional<std::string> Signed(const Shown& shown, bool fall) {
  if (!shown.number) return std::nullopt;
  return fall ? "-" + *shown.number : *shown.number;
}

}  // namespace

FigureClauses::FigureClauses(const Town& town, const TownSeries& series, int year, uint64_t seed,
                             Mask* mask, std::vector<TruthFigure>* truth)
    : town_(town), series_(series), year_(year), random_(seed), mask_(mask), truth_(truth) {}

const IndicatorSpec& FigureClauses::Spec(Indicator indicator) const {
  const bool budget = indicator == Indicator::kRevenue && town_.budget_revenue;
  return budget ? BudgetRevenueSpec() : SpecOf(indicator);
}

FigureClauses::Words FigureClauses::Name(Indicator indicator, int64_t value) {
  const IndicatorSpec& spec = Spec(indicator);
  Words words;
  words.name = spec.names[random_.Index(spec.names.size())];
  words.style = random_.Chance(78) ? 0 : static_cast<int>(random_.Between(1, PrintStyles(spec.step)));
  // Below 1 亿元 the unit is 万元.
  if (spec.step == Step::kHundredthYiYuan && value < 100) words.style = 1;
  return words;
}

TruthFigure FigureClauses::Record(Indicator indicator, const std::string& name,
                                  std::string_view status, int year) const {
  TruthFigure record;
  record.name = name;
  record.canonical = Spec(indicator).canonical;
  record.status = status;
  if (!mask_->active()) record.period = std::to_string(year);
  return record;
}

std::string FigureClauses::Amount(Indicator indicator, int64_t value, int style,
                                  TruthFigure* record) {
  const Printed printed = Print(Spec(indicator).step, value, style);
  const bool kept = mask_->active() && random_.Chance(30);
  const Shown shown = kept ? mask_->Plain(printed.number) : mask_->Show(printed.number);
  record->value = shown.number;
  record->unit = printed.unit;
  record->masked = !shown.number;
  return shown.text + printed.unit;
}

std::string FigureClauses::Change(int64_t tenths, std::string_view basis, TruthFigure* record) {
  if (tenths == 0) return "";
  const Shown shown = mask_->Show(FormatScaled(std::abs(tenths), 1));
  record->changes.push_back({"yoy", Signed(shown, tenths < 0), "%"});
  return Cat({basis, Direction(tenths), shown.text, "%"});
}

std::string FigureClauses::Percent(int64_t tenths) {
  return mask_->Show(FormatScaled(tenths, 1)).text + "%";
}

std::string FigureClauses::Basis() {
  static const auto* const bases =
      new std::vector<std::string>{"同比", "同比", "", "", "比上年", "较上年"};
  return random_.Pick(*bases);
}

std::string FigureClauses::Verb(Indicator indicator) {
  static const auto* const reaching = new std::vector<std::string>{"达到", "达", "为", ""};
  static const auto* const doing = new std::vector<std::string>{"完成", "达到", "实现", "达", ""};
  const Step step = Spec(indicator).step;
  const bool flow = step == Step::kHundredthYiYuan || step == Step::kWanYuan;
  return random_.Pick(flow ? *doing : *reaching);
}

// What some clauses add: how much of the target that is, or the place among the towns.
std::string FigureClauses::Remark(Indicator indicator) {
  static const auto* const ranks =
      new std::vector<std::string>{"，增速居全县第2位", "，总量居全县第三位", "，增幅高于全县平均水平"};
  if (random_.Chance(18)) {
    return Cat({"，完成年度目标的", Percent(series_.Completion(indicator, year_))});
  }
  const bool fast = series_.Growth(indicator, year_) >= 40;
  return random_.Chance(15) && fast && !mask_->active() ? random_.Pick(*ranks) : "";
}

void FigureClauses::Keep(TruthFigure record) { truth_->push_back(std::move(record)); }

std::string FigureClauses::Result(Indicator indicator) {
  const int64_t value = series_.Actual(indicator, year_);
  const int64_t growth = series_.Growth(indicator, year_);
  const Words words = Name(indicator, value);
  TruthFigure record = Record(indicator, words.name, "actual", year_);
  const std::string amount = Amount(indicator, value, words.style, &record);
  const Step step = Spec(indicator).step;
  const bool flow = step == Step::kHundredthYiYuan || step == Step::kWanYuan;
  std::string clause;
  if (flow && random_.Chance(45)) {
    clause = Cat({random_.Chance(50) ? "完成" : "实现", words.name, amount});
  } else {
    clause = Cat({words.name, Verb(indicator), amount});
  }
  const std::string basis = Basis();
  const std::string change = Change(growth, basis, &record);
  if (!change.empty()) clause += (basis.empty() && random_.Chance(40) ? "、" : "，") + change;
  Keep(record);
  return clause + Remark(indicator);
}

std::string FigureClauses::ResultFrom(Indicator indicator) {
  const int64_t before = series_.Actual(indicator, year_ - 1);
  const int64_t value = series_.Actual(indicator, year_);
  const int64_t growth = series_.Growth(indicator, year_);
  const Words words = Name(indicator, std::min(before, value));
  TruthFigure record = Record(indicator, words.name, "actual", year_);
  if (growth <= 0 || mask_->active()) return Result(indicator);
  const Printed old = Print(Spec(indicator).step, before, words.style);
  const std::string amount = Amount(indicator, value, words.style, &record);
  if (random_.Chance(55)) {
    const std::string verb = random_.Chance(50) ? "增长到" : "增加到";
    record.changes.push_back({"from", old.number, old.unit});
    const std::string change = Change(growth, "", &record);
    Keep(record);
    return Cat({words.name, "由上年的", old.number, old.unit, verb, amount, "，", change});
  }
  const Printed more = Print(Spec(indicator).step, value - before, words.style);
  const std::string verb = random_.Chance(50) ? "比上年净增" : "比上年增加";
  record.changes.push_back({"yoy", more.number, more.unit});
  const std::string change = Change(growth, "", &record);
  Keep(record);
  return Cat({words.name, "达到", amount, "，", verb, more.number, more.unit, "、", change});
}

std::string FigureClauses::PairOfResults(Indicator first, Indicator second) {
  const int64_t growths[] = {series_.Growth(first, year_), series_.Growth(second, year_)};
  if (growths[0] <= 0 || growths[1] <= 0) {
    const std::string clause = Result(first);
    return Cat({clause, "；", Result(second)});
  }
  const Indicator both[] = {first, second};
  std::string names[2];
  std::string amounts[2];
  TruthFigure records[2];
  for (size_t i = 0; i < 2; ++i) {
    const int64_t value = series_.Actual(both[i], year_);
    const Words words = Name(both[i], value);
    names[i] = words.name;
    records[i] = Record(both[i], names[i], "actual", year_);
    amounts[i] = Amount(both[i], value, words.style, &records[i]);
  }
  const std::string verb = random_.Chance(50) ? "分别完成" : "分别达到";
  const std::string basis = random_.Chance(50) ? "同比分别增长" : "分别增长";
  std::string clause = Cat({names[0], random_.Chance(60) ? "、" : "和", names[1], verb, amounts[0],
                            random_.Chance(50) ? "、" : "和", amounts[1], "，", basis});
  for (size_t i = 0; i < 2; ++i) {
    const std::string change = Change(growths[i], "", &records[i]);
    clause += (i == 0 ? "" : "和") + change.substr(std::string_view("增长").size());
    Keep(records[i]);
  }
  return clause;
}

std::string FigureClauses::ResultWithPart(Indicator whole, Indicator part) {
  const int64_t value = series_.Actual(whole, year_);
  const Words words = Name(whole, value);
  TruthFigure record = Record(whole, words.name, "actual", year_);
  const std::string amount = Amount(whole, value, words.style, &record);
  const std::string change = Change(series_.Growth(whole, year_), Basis(), &record);
  std::string clause = Cat({words.name, Verb(whole), amount, change.empty() ? "" : "，", change});
  Keep(record);

  const int64_t share = series_.Actual(part, year_);
  const Words inner = Name(part, share);
  TruthFigure of = Record(part, inner.name, "actual", year_);
  of.of = words.name;
  clause += Cat({"，其中", inner.name, Amount(part, share, inner.style, &of)});
  if (random_.Chance(50)) {
    const std::string growth = Change(series_.Growth(part, year_), "", &of);
    if (!growth.empty()) clause += "，" + growth;
  } else {
    clause += Cat({"，占", words.name, "的", Percent((share * 1000 + value / 2) / value)});
  }
  Keep(of);
  return clause;
}

std::string FigureClauses::GrowthOnly(Indicator indicator) {
  const int64_t growth = series_.Growth(indicator, year_);
  const Words words = Name(indicator, growth);
  TruthFigure record = Record(indicator, words.name, "actual", year_);
  const std::string change = Change(growth, Basis(), &record);
  record.masked = !record.changes.empty() && !record.changes.front().amount;
  Keep(record);
  return words.name + change;
}

std::string FigureClauses::Level(Indicator indicator) {
  const int64_t value = series_.Actual(indicator, year_);
  const Words words = Name(indicator, value);
  TruthFigure record = Record(indicator, words.name, "actual", year_);
  std::string clause = words.name;
  if (indicator == Indicator::kForestCoverage) clause += "达到";
  if (indicator == Indicator::kNewJobs && random_.Chance(40)) {
    const std::string amount = Amount(indicator, value / 10 * 10, words.style, &record);
    record.bound = "over";
    Keep(record);
    return clause + amount.substr(0, amount.size() - record.unit.size()) + "余" + record.unit;
  }
  clause += Amount(indicator, value, words.style, &record);
  const int64_t points = value - series_.Actual(indicator, year_ - 1);
  if (indicator == Indicator::kForestCoverage && points > 0 && random_.Chance(60)) {
    const Shown shown = mask_->Show(FormatScaled(points, 1));
    record.changes.push_back({"points", shown.number, "个百分点"});
    clause += Cat({"，比上年提高", shown.text, "个百分点"});
  }
  Keep(record);
  return clause;
}

std::string FigureClauses::Tourism() {
  if (!series_.Has(Indicator::kTourists)) return "";
  const std::string clause = PairOfResults(Indicator::kTourists, Indicator::kTourismRevenue);
  return clause;
}

std::string FigureClauses::AimAtLevel(Indicator indicator) {
  const int64_t value = series_.Target(indicator, year_ + 1);
  const int64_t growth = series_.TargetGrowth(indicator, year_ + 1);
  const Words words = Name(indicator, value);
  TruthFigure record = Record(indicator, words.name, "target", year_ + 1);
  const std::string amount = Amount(indicator, value, words.style, &record);
  const bool count = Spec(indicator).step == Step::kPersons || indicator == Indicator::kNewEnterprises;
  std::string clause;
  switch (count ? random_.Between(3, 4) : random_.Between(0, 5)) {
    case 0:
      clause = Cat({words.name, "力争突破", amount});
      record.bound = "over";
      break;
    case 1:
      clause = Cat({words.name, "不低于", amount});
      record.bound = "at_least";
      break;
    case 2:
      clause = Cat({"确保", words.name, "达到", amount, "以上"});
      record.bound = "at_least";
      break;
    case 3:
      clause = Cat({words.name, amount, "以上"});
      record.bound = "at_least";
      break;
    default:
      clause = Cat({words.name, count ? "" : "达到", amount});
      if (!count && growth > 0) clause += "、" + Change(growth, "", &record);
  }
  Keep(record);
  return clause;
}

std::string FigureClauses::AimAtGrowth(Indicator indicator, int64_t percent) {
  const Words words = Name(indicator, 100);
  TruthFigure record = Record(indicator, words.name, "target", year_ + 1);
  std::string clause = words.name + Change(percent * 10, "", &record);
  const int64_t form = random_.Between(0, 3);
  if (form == 3 && !mask_->active()) {
    clause += Cat({random_.Chance(50) ? "至" : "—", std::to_string(percent + 2), "%"});
  } else if (form == 0) {
    clause += "以上";
    record.bound = "at_least";
  } else if (form == 1) {
    clause += "左右";
    record.bound = "near";
  }
  record.masked = !record.changes.front().amount;
  Keep(record);
  return clause;
}

std::string FigureClauses::Aim(Indicator indicator) {
  const int64_t percent = series_.TargetGrowth(indicator, year_ + 1) / 10;
  if (indicator == Indicator::kGrainOutput && random_.Chance(70)) {
    const int64_t value = series_.Target(indicator, year_ + 1);
    const Words words = Name(indicator, value);
    TruthFigure record = Record(indicator, words.name, "target", year_ + 1);
    record.bound = "at_least";
    const std::string amount = Amount(indicator, value, words.style, &record);
    Keep(record);
    return Cat({words.name, "稳定在", amount, "以上"});
  }
  const bool growth_only = indicator == Indicator::kValueAdded;
  const bool may_grow = indicator != Indicator::kNewEnterprises && indicator != Indicator::kNewJobs;
  if (growth_only || (may_grow && percent >= 2 && random_.Chance(35))) {
    return AimAtGrowth(indicator, percent);
  }
  return AimAtLevel(indicator);
}

std::string FigureClauses::TenMonths(Indicator indicator) {
  // Ten months bring some five sixths of the year, and grow a little faster or slower than it.
  const int64_t value = series_.Actual(indicator, year_) * random_.Between(800, 850) / 1000;
  const int64_t growth = series_.Growth(indicator, year_) + random_.Between(-8, 12);
  const Words words = Name(indicator, value);
  TruthFigure record = Record(indicator, words.name, "actual", year_);
  if (record.period) record.period = TenMonthsOf(year_);
  const std::string amount = Amount(indicator, value, words.style, &record);
  const std::string change = Change(growth, Basis(), &record);
  Keep(record);
  return Cat({words.name, Verb(indicator), amount, change.empty() ? "" : "，", change});
}

std::string FigureClauses::Expected(Indicator indicator) {
  const int64_t value = series_.Actual(indicator, year_);
  const Words words = Name(indicator, value);
  TruthFigure record = Record(indicator, words.name, "estimate", year_);
  const std::string amount = Amount(indicator, value, words.style, &record);
  const std::string change = Change(series_.Growth(indicator, year_), "", &record);
  Keep(record);
  return Cat({words.name, "达到", amount, change.empty() ? "" : "、", change});
}

}  // namespace gongbao::generator
