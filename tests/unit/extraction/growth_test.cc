// Changes: their kind, sign, unit, and the record that they belong to.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/extraction/report.h"

namespace gongbao::extraction {
namespace {

class Growth : public testing::TestWithParam<Case> {};

TEST_P(Growth, IsBound) {
  Report report;
  report.text = GetParam().text;
  EXPECT_THAT(Indicators(report), testing::ElementsAreArray(GetParam().want)) << GetParam().text;
}

const Case kCases[] = {
    {"yoy", "固定资产投资7亿元，同比增长8.1%。", {"fixed_asset_investment=7亿元 yoy:8.1% 2021 actual"}},
    {"than_last_year", "固定资产投资7亿元，比上年增长8.1%。", {"fixed_asset_investment=7亿元 yoy:8.1% 2021 actual"}},
    {"than_the_year_before", "固定资产投资7亿元，较去年同期增长8.1%。",
     {"fixed_asset_investment=7亿元 yoy:8.1% 2021 actual"}},
    {"no_basis", "固定资产投资7亿元、增长8.1%。", {"fixed_asset_investment=7亿元 yoy:8.1% 2021 actual"}},
    {"old_short_form", "固定资产投资7亿元，比增8.1%。", {"fixed_asset_investment=7亿元 yoy:8.1% 2021 actual"}},
    {"comparable_prices", "地区生产总值52亿元，按可比价计算比上年增长6.2%。", {"gdp=52亿元 yoy:6.2% 2021 actual"}},
    {"comparable_prices_clause", "地区生产总值52亿元，按可比价格计算，增长6.2%。", {"gdp=52亿元 yoy:6.2% 2021 actual"}},
    {"same_scope", "财政收入5100万元，同口径增长6.2%。", {"fiscal_revenue=5100万元 yoy:6.2% 2021 actual"}},
    {"fall", "固定资产投资7亿元，下降4.8%。", {"fixed_asset_investment=7亿元 yoy:-4.8% 2021 actual"}},
    {"negative_growth", "固定资产投资负增长4.8%。", {"fixed_asset_investment=none yoy:-4.8% 2021 actual"}},
    {"amount", "农民人均纯收入7310元，净增610元。", {"rural_resident_income=7310元 yoy:610元 2021 actual"}},
    {"amount_and_rate", "农民人均纯收入7310元，比上年增加610元，增长9.1%。",
     {"rural_resident_income=7310元 yoy:610元 yoy:9.1% 2021 actual"}},
    {"fall_in_amount", "一般公共预算收入1286万元，同比减收94万元、下降6.8%。",
     {"general_public_budget_revenue=1286万元 yoy:-94万元 yoy:-6.8% 2021 actual"}},
    {"plan_share_between", "财政收入5100万元，占年计划的101%，增长8%。", {"fiscal_revenue=5100万元 yoy:8% 2021 actual"}},
    {"task_share_between", "财政收入5100万元，完成全年任务的101%，同比增长8%。",
     {"fiscal_revenue=5100万元 yoy:8% 2021 actual"}},
    {"rank_between", "固定资产投资7亿元，居全县第二，增长8%。", {"fixed_asset_investment=7亿元 yoy:8% 2021 actual"}},
    {"ahead_of_county", "规上工业增加值增长8.7%，高于全县平均0.6个百分点。",
     {"industrial_value_added_above_scale=none yoy:8.7% 2021 actual"}},
    {"growth_noun", "规上工业增加值增速达到8.7%。", {"industrial_value_added_above_scale=none yoy:8.7% 2021 actual"}},
    {"growth_noun_behind", "固定资产投资7亿元，增幅8%。", {"fixed_asset_investment=7亿元 yoy:8% 2021 actual"}},
    {"fall_noun", "固定资产投资7亿元，降幅8%。", {"fixed_asset_investment=7亿元 yoy:-8% 2021 actual"}},
    {"change_of_the_rate", "固定资产投资下降3.1%，降幅较上半年收窄6.7个百分点。",
     {"fixed_asset_investment=none yoy:-3.1% 2021 actual"}},
    {"rate_rises", "固定资产投资增长8%，增速较上年提高2个百分点。", {"fixed_asset_investment=none yoy:8% 2021 actual"}},
    {"points", "常住人口城镇化率51.2%，比上年提高1.1个百分点。", {"urbanization_rate=51.2% points:1.1个百分点 2021 actual"}},
    {"points_down", "城镇登记失业率3.1%，下降0.2个百分点。",
     {"registered_unemployment_rate=3.1% points:-0.2个百分点 2021 actual"}},
    {"average", "地区生产总值年均增长6.5%。", {"gdp=none avg_annual:6.5% 2021 actual"}},
    {"month_on_month", "社会消费品零售总额环比增长2.3%。", {"retail_sales=none mom:2.3% 2021 actual"}},
    {"since_year_start", "各项贷款余额8亿元，比年初增加1.2亿元。", {"loans=8亿元 cumulative:1.2亿元 2021 actual"}},
    {"since_another_year", "粮食总产1.9万吨，比2016年增加0.2万吨。", {"grain_output=1.9万吨 cumulative:0.2万吨 2021 actual"}},
    {"since_the_year_before_in_figures", "粮食总产1.9万吨，比2020年增加0.2万吨。",
     {"grain_output=1.9万吨 yoy:0.2万吨 2021 actual"}},
    {"times_of_a_year", "地区生产总值52亿元，是2016年的1.8倍。", {"gdp=52亿元 cumulative:1.8倍 2021 actual"}},
    {"times_more", "出口总额900万美元，同比增长1.4倍。", {"exports=900万美元 yoy:1.4倍 2021 actual"}},
    {"doubled", "出口总额900万美元，比2016年翻一番。", {"exports=900万美元 cumulative:1番 2021 actual"}},
    {"from_to", "常住人口城镇化率由48.1%提高到51.2%。", {"urbanization_rate=51.2% from:48.1% 2021 actual"}},
    {"from_a_year_to", "一般公共预算收入由2016年的3.1亿元增加到5.2亿元，净增2.1亿元。",
     {"general_public_budget_revenue=5.2亿元 from:3.1亿元 cumulative:2.1亿元 2021 actual"}},
    {"from_another_word", "高新技术企业从12家增加到31家。", {"hightech_enterprises=31家 from:12家 2021 actual"}},
    {"to_only", "地区生产总值增长到52亿元。", {"gdp=52亿元 2021 actual"}},
    {"fell_to", "PM2.5浓度降至31微克/立方米、下降8%。", {"pm25=31微克/立方米 yoy:-8% 2021 actual"}},
    {"missing_percent_sign", "财政收入5100万元，同比增长8.2。", {"fiscal_revenue=5100万元 yoy:8.2% 2021 actual"}},
    {"in_brackets", "财政收入5100万元（+8.2%）。", {"fiscal_revenue=5100万元 yoy:8.2% 2021 actual"}},
    {"minus_in_brackets", "财政收入5100万元（-8.2%）。", {"fiscal_revenue=5100万元 yoy:-8.2% 2021 actual"}},
    {"value_after_growth", "财政收入增长8%，达到5100万元。", {"fiscal_revenue=5100万元 yoy:8% 2021 actual"}},
    {"economic_growth", "经济增长6.5%。", {"gdp=none yoy:6.5% 2021 actual"}},
    {"growth_before_name", "实现了6.5%的经济增长。", {"gdp=none yoy:6.5% 2021 actual"}},
    {"growth_over", "固定资产投资增长超过8%。", {"fixed_asset_investment=over none yoy:8% 2021 actual"}},
    {"growth_near", "固定资产投资增长近8%。", {"fixed_asset_investment=near none yoy:8% 2021 actual"}},
    {"tenths", "出口总额增长近两成。", {"exports=near none yoy:2成 2021 actual"}},
    {"another_subject_between", "财政收入5100万元，旅游业态日益丰富，增长8%。", {"fiscal_revenue=5100万元 2021 actual"}},
    {"growth_of_something_else", "财政收入5100万元，民间投资增长8%。", {"fiscal_revenue=5100万元 2021 actual"}},
    {"next_sentence", "财政收入5100万元。同比增长8%。", {"fiscal_revenue=5100万元 yoy:8% 2021 actual"}},
    {"semicolon", "财政收入5100万元；同比增长8%。", {"fiscal_revenue=5100万元 yoy:8% 2021 actual"}},
    {"masked_change", "财政收入5100万元，增长X%。", {"fiscal_revenue=5100万元 yoy:masked% 2021 actual"}},
    {"masked_value", "财政收入X万元，增长8%。", {"fiscal_revenue=masked万元 yoy:8% 2021 actual"}},
    {"consumer_prices_rose", "居民消费价格上涨2.1%。", {"cpi=none yoy:2.1% 2021 actual"}},
    {"energy_intensity", "单位GDP能耗下降3.1%。", {"energy_intensity=none yoy:-3.1% 2021 actual"}},
};
INSTANTIATE_TEST_SUITE_P(Cases, Growth, testing::ValuesIn(kCases),
                         [](const auto& i) { return std::string(i.param.name); });

}  // namespace
}  // namespace gongbao::extraction
