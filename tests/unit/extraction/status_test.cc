// Results, expectations and aims.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/extraction/report.h"

namespace gongbao::extraction {
namespace {

using model::SectionRole;

struct StatusCase {
  Case c;
  SectionRole role;
};
std::ostream& operator<<(std::ostream& out, const StatusCase& c) { return out << c.c.name; }

class Status : public testing::TestWithParam<StatusCase> {};

TEST_P(Status, IsTold) {
  Report report;
  report.text = GetParam().c.text;
  report.role = GetParam().role;
  EXPECT_THAT(Indicators(report), testing::ElementsAreArray(GetParam().c.want))
      << GetParam().c.text;
}

constexpr SectionRole kReviewRole = SectionRole::kReview;
constexpr SectionRole kPlanRole = SectionRole::kPlan;
constexpr SectionRole kNoRole = SectionRole::kUnknown;

const StatusCase kCases[] = {
    {{"done", "财政收入完成5100万元。", {"fiscal_revenue=5100万元 2021 actual"}}, kReviewRole},
    {{"expected",
      "预计全年财政收入完成5100万元，增长8%。",
      {"fiscal_revenue=5100万元 yoy:8% 2021 estimate"}},
     kReviewRole},
    {{"hoped", "财政收入有望突破5000万元。", {"fiscal_revenue=over 5000万元 2021 estimate"}},
     kReviewRole},
    {{"expected_goes_on",
      "预计财政收入5100万元，固定资产投资7亿元；出口总额900万美元。",
      {"fiscal_revenue=5100万元 2021 estimate", "fixed_asset_investment=7亿元 2021 estimate",
       "exports=900万美元 2021 estimate"}},
     kReviewRole},
    {{"expected_ends",
      "预计财政收入5100万元。固定资产投资7亿元。",
      {"fiscal_revenue=5100万元 2021 estimate", "fixed_asset_investment=7亿元 2021 actual"}},
     kReviewRole},
    {{"plan", "财政收入增长8%。", {"fiscal_revenue=none yoy:8% 2022 target"}}, kPlanRole},
    {{"plan_at_least", "财政收入5000万元以上。", {"fiscal_revenue=at_least 5000万元 2022 target"}},
     kPlanRole},
    {{"plan_growth_at_least",
      "固定资产投资增长10%以上。",
      {"fixed_asset_investment=at_least none yoy:10% 2022 target"}},
     kPlanRole},
    {{"review_above", "财政收入稳定在5000万元以上。", {"fiscal_revenue=over 5000万元 2021 actual"}},
     kReviewRole},
    {{"not_below", "财政收入不低于5000万元。", {"fiscal_revenue=at_least 5000万元 2022 target"}},
     kPlanRole},
    {{"not_above",
      "城镇登记失业率不超过4%。",
      {"registered_unemployment_rate=at_most 4% 2022 target"}},
     kPlanRole},
    {{"two_aims",
      "财政收入不低于3800万元、力争达到4000万元。",
      {"fiscal_revenue=at_least 3800万元 2022 target", "fiscal_revenue=4000万元 2022 target"}},
     kPlanRole},
    {{"two_aimed_rates",
      "地区生产总值增长6%、力争增长6.5%。",
      {"gdp=none yoy:6% 2022 target", "gdp=none yoy:6.5% 2022 target"}},
     kPlanRole},
    {{"past_in_plan", "2021年财政收入完成5100万元。", {"fiscal_revenue=5100万元 2021 actual"}},
     kPlanRole},
    {{"aim_without_headings",
      "主要预期目标是：地区生产总值增长8%；财政收入5500万元。",
      {"gdp=none yoy:8% 2022 target", "fiscal_revenue=5500万元 2022 target"}},
     kNoRole},
    {{"strive_without_headings",
      "力争财政收入突破6000万元。",
      {"fiscal_revenue=over 6000万元 2022 target"}},
     kNoRole},
    {{"ensure_without_headings",
      "确保财政收入达到6000万元。",
      {"fiscal_revenue=6000万元 2022 target"}},
     kNoRole},
    {{"later_year_in_review",
      "到2025年财政收入突破1亿元。",
      {"fiscal_revenue=over 1亿元 2025 target"}},
     kReviewRole},
    {{"aims_done_in_review",
      "各项目标任务圆满完成，财政收入5100万元。",
      {"fiscal_revenue=5100万元 2021 actual"}},
     kReviewRole},
    {{"verb_inside_name",
      "规模以上工业企业预计完成总产值9亿元。",
      {"industrial_output_above_scale=9亿元 2021 estimate"}},
     kReviewRole},
    {{"problem", "财政收入仅5100万元。", {"fiscal_revenue=5100万元 2021 actual"}},
     SectionRole::kProblem},
};
INSTANTIATE_TEST_SUITE_P(Cases, Status, testing::ValuesIn(kCases),
                         [](const auto& i) { return std::string(i.param.c.name); });

TEST(StatusTest, PlanIsForItsOwnYear) {
  Report report;
  report.text = "财政收入增长8%。";
  report.kind = model::DocumentKind::kPlan;
  report.role = kNoRole;
  EXPECT_THAT(Indicators(report), testing::ElementsAre("fiscal_revenue=none yoy:8% 2021 target"));
}

TEST(StatusTest, SpeechThatReviewsNothingIsForItsOwnYear) {
  Report report;
  report.text = "财政收入增长8%。";
  report.kind = model::DocumentKind::kSpeech;
  report.role = kPlanRole;
  EXPECT_THAT(Indicators(report), testing::ElementsAre("fiscal_revenue=none yoy:8% 2021 target"));
}

}  // namespace
}  // namespace gongbao::extraction
