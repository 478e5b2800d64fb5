// The headline indicators that invented reports speak of, and how their figures are kept and printed.
// A figure is a whole number of the smallest step that reports print (0.01 亿元, 1 元), so that growth
// worked out from what is printed is exact. Thread rule: constants and pure functions.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gongbao::generator {

enum class Indicator {
  kIndustrialOutput,
  kInvestment,
  kRetailSales,
  kAgriOutput,
  kAttractedInvestment,
  kRevenue,  // fiscal_revenue or general_public_budget_revenue, one of them throughout a county
  kTaxRevenue,
  kRuralIncome,
  kGrainOutput,
  kGrainArea,
  kVillageIncome,
  kPopulation,
  kNewJobs,
  kTourists,
  kTourismRevenue,
  kExports,
  kNewEnterprises,
  kForestCoverage,
  kValueAdded,  // only its growth is ever stated, in tenths of a percent
};
constexpr int kIndicatorCount = 19;

// The smallest step of a figure.
enum class Step {
  kHundredthYiYuan,  // 0.01 亿元
  kWanYuan,
  kYuan,
  kHundredTons,
  kHundredthWanMu,  // 0.01 万亩
  kPersons,
  kTenthWanVisits,  // 0.1 万人次
  kWanDollars,
  kEnterprises,
  kTenthPercent,
};

struct IndicatorSpec {
  Indicator indicator;
  std::string_view canonical;
  std::vector<std::string_view> names;
  Step step;
  int64_t low;  // figure of the first year, in steps
  int64_t high;
  int growth_low;  // yearly growth that is aimed at, per mille
  int growth_high;
};

const IndicatorSpec& SpecOf(Indicator indicator);
// The canonical and the names in a county where revenue is called general_public_budget_revenue.
const IndicatorSpec& BudgetRevenueSpec();
// kIndicatorCount where there is none of that canonical name.
int FindIndicator(std::string_view canonical);

// A figure as it is printed.
struct Printed {
  std::string number;  // Arabic digits, no trailing zeros after the point
  std::string unit;
};

// How many ways there are to print figures of a step.
int PrintStyles(Step step);
Printed Print(Step step, int64_t value, int style);

// value / 10^decimals, without trailing zeros: (2270, 2) → 22.7.
std::string FormatScaled(int64_t value, int decimals);

}  // namespace gongbao::generator
