#include "services/extraction/indicator_record.h"

#include <string_view>
#include <utility>

namespace gongbao::extraction {

bool IsPartOf(const ontology::Indicator& part, const ontology::Indicator& whole) {
  static constexpr std::pair<std::string_view, std::string_view> kParts[] = {
      {"gdp_primary", "gdp"},
      {"gdp_secondary", "gdp"},
      {"gdp_tertiary", "gdp"},
      {"service_value_added", "gdp"},
      {"industrial_value_added", "gdp"},
      {"tax_revenue", "fiscal_revenue"},
      {"local_fiscal_revenue", "fiscal_revenue"},
      {"general_public_budget_revenue", "fiscal_revenue"},
      {"tax_revenue", "general_public_budget_revenue"},
      {"tax_revenue", "local_fiscal_revenue"},
      {"industrial_output", "industrial_agricultural_output"},
      {"industrial_output_above_scale", "industrial_agricultural_output"},
      {"agri_output", "industrial_agricultural_output"},
      {"industrial_output_above_scale", "industrial_output"},
      {"industrial_value_added_above_scale", "industrial_value_added"},
      {"industrial_investment", "fixed_asset_investment"},
      {"technical_upgrading_investment", "fixed_asset_investment"},
      {"technical_upgrading_investment", "industrial_investment"},
      {"real_estate_investment", "fixed_asset_investment"},
      {"exports", "foreign_trade"},
      {"imports", "foreign_trade"},
      {"above_quota_retail_sales", "retail_sales"},
  };
  for (const auto& [p, w] : kParts) {
    if (part.canonical == p && whole.canonical == w) return true;
  }
  return false;
}

model::Fact ToFact(const IndicatorRecord& record, std::string_view text) {
  model::Fact fact;
  model::IndicatorFact content = record.fact;
  content.canonical = record.indicator->canonical;
  content.period = record.period.period;
  if (content.period && record.period.instant &&
      record.indicator->measure == ontology::Measure::kFlow) {
    const int32_t month = content.period->last_month;
    content.period = model::Period::Months(month / 100, 1, month % 100);
  }
  fact.evidence = record.evidence;
  fact.anchor = record.anchor;
  fact.quote = record.evidence.In(text);
  fact.sentence = record.sentence;
  fact.section = record.section;
  fact.rule = record.rule;
  fact.confidence_per_mille = record.confidence;
  fact.content = std::move(content);
  return fact;
}

}  // namespace gongbao::extraction
