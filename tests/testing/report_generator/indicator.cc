#include "tests/testing/report_generator/indicator.h"

namespace gongbao::generator {

namespace {

const std::array<IndicatorSpec, kIndicatorCount>& Specs() {
  using I = Indicator;
  static const auto* const specs = new std::array<IndicatorSpec, kIndicatorCount>{{
      {I::kIndustrialOutput,
       "industrial_output_above_scale",
       {"规模以上工业总产值", "规模工业总产值", "规上工业总产值"},
       Step::kHundredthYiYuan, 300, 2600, 20, 140},
      {I::kInvestment,
       "fixed_asset_investment",
       {"固定资产投资", "全社会固定资产投资"},
       Step::kHundredthYiYuan, 180, 1200, 30, 160},
      {I::kRetailSales,
       "retail_sales",
       {"社会消费品零售总额"},
       Step::kHundredthYiYuan, 110, 520, 40, 110},
      {I::kAgriOutput,
       "agri_output",
       {"农林牧渔业总产值", "农业总产值"},
       Step::kHundredthYiYuan, 160, 880, 30, 80},
      {I::kAttractedInvestment,
       "domestic_investment_attracted",
       {"招商引资到位资金"},
       Step::kHundredthYiYuan, 150, 900, 50, 200},
      {I::kRevenue, "fiscal_revenue", {"财政收入", "财政总收入"}, Step::kWanYuan, 900, 5200, 30, 110},
      {I::kTaxRevenue, "tax_revenue", {"税收收入"}, Step::kWanYuan, 700, 4000, 30, 110},
      {I::kRuralIncome,
       "rural_resident_income",
       {"农村居民人均可支配收入", "农村常住居民人均可支配收入"},
       Step::kYuan, 13800, 23800, 60, 90},
      {I::kGrainOutput,
       "grain_output",
       {"粮食总产量", "粮食产量", "粮食总产"},
       Step::kHundredTons, 62, 248, 0, 25},
      {I::kGrainArea, "grain_area", {"粮食播种面积"}, Step::kHundredthWanMu, 120, 520, 0, 15},
      {I::kVillageIncome,
       "village_collective_income",
       {"村集体经营性收入", "村集体经济收入"},
       Step::kWanYuan, 240, 1180, 80, 220},
      {I::kPopulation, "population", {"常住人口"}, Step::kPersons, 12000, 46000, -12, 4},
      {I::kNewJobs, "new_urban_jobs", {"城镇新增就业"}, Step::kPersons, 180, 640, 0, 60},
      {I::kTourists, "tourists", {"接待游客"}, Step::kTenthWanVisits, 42, 380, 60, 240},
      {I::kTourismRevenue,
       "tourism_revenue",
       {"旅游综合收入", "旅游收入"},
       Step::kWanYuan, 900, 9800, 60, 240},
      {I::kExports, "exports", {"外贸出口", "外贸出口额"}, Step::kWanDollars, 260, 3900, 20, 180},
      {I::kNewEnterprises,
       "above_scale_enterprises_new",
       {"新增规上工业企业", "新增规上企业"},
       Step::kEnterprises, 2, 6, 0, 0},
      {I::kForestCoverage, "forest_coverage", {"森林覆盖率"}, Step::kTenthPercent, 528, 764, 2, 8},
      {I::kValueAdded,
       "industrial_value_added_above_scale",
       {"规模以上工业增加值", "规上工业增加值"},
       Step::kTenthPercent, 40, 110, 0, 0},
  }};
  return *specs;
}

struct UnitStyle {
  int64_t factor;
  int decimals;
  std::string_view unit;
};

const std::vector<UnitStyle>& StylesOf(Step step) {
  static const auto* const styles = new std::vector<std::vector<UnitStyle>>{
      {{1, 2, "亿元"}, {100, 0, "万元"}},               // kHundredthYiYuan
      {{1, 0, "万元"}},                                 // kWanYuan
      {{1, 0, "元"}},                                   // kYuan
      {{1, 2, "万吨"}, {100, 0, "吨"}, {20, 0, "万斤"}},  // kHundredTons
      {{1, 2, "万亩"}, {100, 0, "亩"}},                 // kHundredthWanMu
      {{1, 0, "人"}},                                   // kPersons
      {{1, 1, "万人次"}},                               // kTenthWanVisits
      {{1, 0, "万美元"}},                               // kWanDollars
      {{1, 0, "家"}},                                   // kEnterprises
      {{1, 1, "%"}},                                    // kTenthPercent
  };
  return (*styles)[static_cast<size_t>(step)];
}

}  // namespace

const IndicatorSpec& SpecOf(Indicator indicator) {
  return Specs()[static_cast<size_t>(indicator)];
}

const IndicatorSpec& BudgetRevenueSpec() {
  static const auto* const spec = [] {
    auto* made = new IndicatorSpec(SpecOf(Indicator::kRevenue));
    made->canonical = "general_public_budget_revenue";
    made->names = {"一般公共预算收入", "地方一般公共预算收入"};
    return made;
  }();
  return *spec;
}

int FindIndicator(std::string_view canonical) {
  int index = 0;
  for (const IndicatorSpec& spec : Specs()) {
    if (spec.canonical == canonical) return index;
    ++index;
  }
  return kIndicatorCount;
}

int PrintStyles(Step step) { return static_cast<int>(StylesOf(step).size()); }

Printed Print(Step step, int64_t value, int style) {
  const auto& styles = StylesOf(step);
  const UnitStyle& chosen = styles[static_cast<size_t>(style) % styles.size()];
  return {FormatScaled(value * chosen.factor, chosen.decimals), std::string(chosen.unit)};
}

std::string FormatScaled(int64_t value, int decimals) {
  const bool negative = value < 0;
  std::string digits = std::to_string(negative ? -value : value);
  if (decimals > 0) {
    const auto places = static_cast<size_t>(decimals);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, 1, '.');
    while (digits.back() == '0') digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
  }
  return negative ? "-" + digits : digits;
}

}  // namespace gongbao::generator
