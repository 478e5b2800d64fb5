// What became of a town year by year: figures, and the targets that its reports set.
// Thread-compatible; immutable once made.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "tests/testing/report_generator/indicator.h"
#include "tests/testing/report_generator/town.h"

namespace gongbao::generator {

// The figures of one town over years that follow one another, in steps (see Step). Each year's outcome
// lies around the target that was set for it: some are met, some are missed.
class TownSeries {
 public:
  // Figures of first_year - 1 (to compare the first year with) to last_year, targets to last_year + 1.
  TownSeries(const Town& town, int first_year, int last_year);

  bool Has(Indicator indicator) const;
  int64_t Actual(Indicator indicator, int year) const;
  int64_t Target(Indicator indicator, int year) const;
  // Growth over the year before in tenths of a percent, rounded half away from zero.
  int64_t Growth(Indicator indicator, int year) const;
  // The same of the target against the figure of the year before it.
  int64_t TargetGrowth(Indicator indicator, int year) const;
  // Outcome over target in tenths of a percent.
  int64_t Completion(Indicator indicator, int year) const;

 private:
  struct Year {
    std::array<int64_t, kIndicatorCount> actual{};
    std::array<int64_t, kIndicatorCount> target{};
  };
  const Year& At(int year) const;

  int base_year_;
  bool has_tourism_;
  bool has_exports_;
  std::vector<Year> years_;
};

// Growth from `from` to `to` in tenths of a percent, rounded half away from zero.
int64_t GrowthTenths(int64_t from, int64_t to);

}  // namespace gongbao::generator
