#include "tests/testing/report_generator/series.h"

#include <algorithm>

#include "tests/testing/report_generator/random.h"

namespace gongbao::generator {

namespace {

size_t IndexOf(Indicator indicator) { return static_cast<size_t>(indicator); }

int64_t DivideRounded(int64_t numerator, int64_t denominator) {
  const int64_t half = denominator / 2;
  return numerator >= 0 ? (numerator + half) / denominator : -((-numerator + half) / denominator);
}

// Targets are round figures: what they are a multiple of.
int64_t RoundStep(Step step, int64_t value) {
  switch (step) {
    case Step::kHundredthYiYuan:
      return value >= 1000 ? 50 : value >= 200 ? 10 : 5;
    case Step::kWanYuan:
      return value >= 2000 ? 100 : 10;
    case Step::kYuan:
      return 100;
    case Step::kHundredTons:
      return 5;
    case Step::kPersons:
    case Step::kWanDollars:
    case Step::kTenthWanVisits:
      return 10;
    default:
      return 1;
  }
}

int64_t AimAt(const IndicatorSpec& spec, int64_t last, Random* random) {
  if (spec.indicator == Indicator::kValueAdded) return random->Between(5, 10) * 10;
  if (spec.indicator == Indicator::kNewEnterprises) return random->Between(2, 5);
  const int64_t aim = last * (1000 + random->Between(spec.growth_low, spec.growth_high)) / 1000;
  const int64_t step = RoundStep(spec.step, last);
  int64_t rounded = DivideRounded(aim, step) * step;
  if (spec.growth_low > 0 && rounded <= last) rounded = (last / step + 1) * step;
  return rounded;
}

int64_t Outcome(const IndicatorSpec& spec, int64_t target, Random* random) {
  switch (spec.indicator) {
    case Indicator::kValueAdded:
      return std::max<int64_t>(12, target + random->Between(-28, 25));
    case Indicator::kNewEnterprises:
      return std::max<int64_t>(1, target + random->Between(-1, 2));
    case Indicator::kForestCoverage:
      return std::min<int64_t>(821, target + random->Between(-1, 2));
    case Indicator::kPopulation:
    case Indicator::kGrainOutput:
    case Indicator::kGrainArea:
    case Indicator::kRuralIncome:
      return DivideRounded(target * (1000 + random->Between(-14, 14)), 1000);
    default:
      break;
  }
  const bool met = random->Chance(66);
  const int64_t factor = met ? random->Between(1001, 1058) : random->Between(918, 996);
  return DivideRounded(target * factor, 1000);
}

}  // namespace

int64_t GrowthTenths(int64_t from, int64_t to) {
  return from == 0 ? 0 : DivideRounded((to - from) * 1000, from);
}

TownSeries::TownSeries(const Town& town, int first_year, int last_year)
    : base_year_(first_year - 1) {
  Random random(MixSeed({town.seed, 1}));
  has_tourism_ = random.Chance(45);
  has_exports_ = random.Chance(35);
  Year year;
  for (int i = 0; i < kIndicatorCount; ++i) {
    const IndicatorSpec& spec = SpecOf(static_cast<Indicator>(i));
    year.actual[static_cast<size_t>(i)] = random.Between(spec.low, spec.high);
  }
  const size_t tax = IndexOf(Indicator::kTaxRevenue);
  const size_t revenue = IndexOf(Indicator::kRevenue);
  year.actual[tax] = year.actual[revenue] * random.Between(680, 840) / 1000;
  years_.push_back(year);
  for (int y = first_year; y <= last_year + 1; ++y) {
    Year next;
    for (size_t i = 0; i < kIndicatorCount; ++i) {
      const IndicatorSpec& spec = SpecOf(static_cast<Indicator>(i));
      next.target[i] = AimAt(spec, years_.back().actual[i], &random);
      next.actual[i] = Outcome(spec, next.target[i], &random);
    }
    next.actual[tax] = std::min(next.actual[tax], next.actual[revenue] * 92 / 100);
    years_.push_back(next);
  }
}

bool TownSeries::Has(Indicator indicator) const {
  if (indicator == Indicator::kTourists || indicator == Indicator::kTourismRevenue) {
    return has_tourism_;
  }
  return indicator != Indicator::kExports || has_exports_;
}

const TownSeries::Year& TownSeries::At(int year) const {
  return years_[static_cast<size_t>(year - base_year_)];
}

int64_t TownSeries::Actual(Indicator indicator, int year) const {
  return At(year).actual[IndexOf(indicator)];
}

int64_t TownSeries::Target(Indicator indicator, int year) const {
  return At(year).target[IndexOf(indicator)];
}

int64_t TownSeries::Growth(Indicator indicator, int year) const {
  if (indicator == Indicator::kValueAdded) return Actual(indicator, year);
  return GrowthTenths(Actual(indicator, year - 1), Actual(indicator, year));
}

int64_t TownSeries::TargetGrowth(Indicator indicator, int year) const {
  if (indicator == Indicator::kValueAdded) return Target(indicator, year);
  return GrowthTenths(Actual(indicator, year - 1), Target(indicator, year));
}

int64_t TownSeries::Completion(Indicator indicator, int year) const {
  return 1000 + GrowthTenths(Target(indicator, year), Actual(indicator, year));
}

}  // namespace gongbao::generator
