// What stretch of time a figure is of.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/extraction/report.h"

namespace gongbao::extraction {
namespace {

class Periods : public testing::TestWithParam<Case> {};

TEST_P(Periods, AreTold) {
  Report report;
  report.text = GetParam().text;
  EXPECT_THAT(Indicators(report), testing::ElementsAreArray(GetParam().want)) << GetParam().text;
}

const Case kCases[] = {
    {"year", "2019年财政收入4100万元。", {"fiscal_revenue=4100万元 2019 actual"}},
    {"year_of_another_decade",
     "二〇一九年，财政收入4100万元。",
     {"fiscal_revenue=4100万元 2019 actual"}},
    {"months", "1-10月，财政收入4100万元。", {"fiscal_revenue=4100万元 2021-01/2021-10 actual"}},
    {"months_with_word",
     "1至6月份，财政收入2100万元。",
     {"fiscal_revenue=2100万元 2021-01/2021-06 actual"}},
    {"january_word",
     "元至11月，财政收入4100万元。",
     {"fiscal_revenue=4100万元 2021-01/2021-11 actual"}},
    {"half", "上半年，财政收入2100万元。", {"fiscal_revenue=2100万元 2021-01/2021-06 actual"}},
    {"three_quarters",
     "前三季度财政收入3100万元。",
     {"fiscal_revenue=3100万元 2021-01/2021-09 actual"}},
    {"one_quarter", "一季度，财政收入900万元。", {"fiscal_revenue=900万元 2021-01/2021-03 actual"}},
    {"year_and_months",
     "2020年1-9月，财政收入3100万元。",
     {"fiscal_revenue=3100万元 2020-01/2020-09 actual"}},
    {"as_of_a_flow",
     "截至10月底，财政收入3900万元。",
     {"fiscal_revenue=3900万元 2021-01/2021-10 actual"}},
    {"as_of_a_stock", "截至10月底，各项存款余额9亿元。", {"deposits=9亿元 2021-10 actual"}},
    {"month",
     "12月份，社会消费品零售总额环比增长2%。",
     {"retail_sales=none mom:2% 2021-12 actual"}},
    {"whole_after_months",
     "1-10月，财政收入3900万元，预计全年固定资产投资7亿元。",
     {"fiscal_revenue=3900万元 2021-01/2021-10 actual",
      "fixed_asset_investment=7亿元 2021 estimate"}},
    {"year_end", "年末常住人口4.2万人。", {"population=4.2万人 2021 actual"}},
    {"carried_on",
     "2019年，财政收入4100万元。固定资产投资6亿元。",
     {"fiscal_revenue=4100万元 2019 actual", "fixed_asset_investment=6亿元 2019 actual"}},
    {"not_across_paragraphs_for_months",
     "1-10月，财政收入3900万元。\n固定资产投资6亿元。",
     {"fiscal_revenue=3900万元 2021-01/2021-10 actual",
      "fixed_asset_investment=6亿元 2021 actual"}},
    {"topic_across_paragraphs",
     "五年来，我们砥砺前行。\n财政收入年均增长8%。",
     {"fiscal_revenue=none avg_annual:8% 2017/2021 actual"}},
    {"topic_changes",
     "五年来，我们砥砺前行。\n财政收入年均增长8%。\n2021年，我们乘势而上。\n固定资产投资6亿元。",
     {"fiscal_revenue=none avg_annual:8% 2017/2021 actual",
      "fixed_asset_investment=6亿元 2021 actual"}},
    {"named_term",
     "“十三五”期间，固定资产投资年均增长9%。",
     {"fixed_asset_investment=none avg_annual:9% 2016/2020 actual"}},
    {"years_from_to",
     "2017—2021年，固定资产投资年均增长9%。",
     {"fixed_asset_investment=none avg_annual:9% 2017/2021 actual"}},
    {"growth_over_a_term",
     "五年来，财政收入增长48%。",
     {"fiscal_revenue=none cumulative:48% 2017/2021 actual"}},
    {"base_of_comparison",
     "财政收入5100万元，比2018年增长20%。",
     {"fiscal_revenue=5100万元 cumulative:20% 2021 actual"}},
    {"year_of_something_else",
     "2018年投产的新厂见效，财政收入5100万元。",
     {"fiscal_revenue=5100万元 2021 actual"}},
    {"deadline", "6月底前建成新厂，财政收入5100万元。", {"fiscal_revenue=5100万元 2021 actual"}},
    {"date", "9月26日开工，财政收入5100万元。", {"fiscal_revenue=5100万元 2021 actual"}},
    {"past_year_words", "过去一年，财政收入5100万元。", {"fiscal_revenue=5100万元 2021 actual"}},
    {"last_year_in_a_report", "去年，财政收入5100万元。", {"fiscal_revenue=5100万元 2021 actual"}},
};
INSTANTIATE_TEST_SUITE_P(Cases, Periods, testing::ValuesIn(kCases),
                         [](const auto& i) { return std::string(i.param.name); });

TEST(PeriodsTest, MaskedYearGivesNone) {
  Report report;
  report.text = "20xx年，财政收入5100万元。";
  report.year.reset();
  EXPECT_THAT(Indicators(report), testing::ElementsAre("fiscal_revenue=5100万元 no-period actual"));
}

TEST(PeriodsTest, MaskedYearIsNotTakenFromAnotherYear) {
  Report report;
  report.text = "比2019年增长8%，财政收入5100万元。";
  report.year.reset();
  EXPECT_THAT(Indicators(report), testing::ElementsAre("fiscal_revenue=5100万元 no-period actual"));
}

TEST(PeriodsTest, HeadingGivesTheYear) {
  Report report;
  report.text = "财政收入5500万元。";
  report.heading = "2023年工作安排";
  report.role = model::SectionRole::kPlan;
  EXPECT_THAT(Indicators(report), testing::ElementsAre("fiscal_revenue=5500万元 2023 target"));
}

TEST(PeriodsTest, HeadingGivesTheTerm) {
  Report report;
  report.text = "财政收入达到8000万元。";
  report.heading = "今后五年的奋斗目标";
  report.role = model::SectionRole::kPlan;
  EXPECT_THAT(Indicators(report), testing::ElementsAre("fiscal_revenue=8000万元 2022/2026 target"));
}

TEST(PeriodsTest, HalfYearReportPlansForItsOwnYear) {
  Report report;
  report.text = "确保财政收入达到8000万元。";
  report.heading = "下半年工作打算";
  report.kind = model::DocumentKind::kWorkSummary;
  report.role = model::SectionRole::kPlan;
  EXPECT_THAT(Indicators(report), testing::ElementsAre("fiscal_revenue=8000万元 2021 target"));
}

TEST(PeriodsTest, TermOfTheReport) {
  Report report;
  report.text = "五年来，地区生产总值年均增长7%。";
  report.term = model::Period::Term(2016, 2020);
  EXPECT_THAT(Indicators(report), testing::ElementsAre("gdp=none avg_annual:7% 2016/2020 actual"));
}

}  // namespace
}  // namespace gongbao::extraction
