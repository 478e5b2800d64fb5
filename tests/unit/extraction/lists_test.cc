// Several subjects in one clause: shared names, 分别, lists of values and of growths.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/extraction/report.h"

namespace gongbao::extraction {
namespace {

class Lists : public testing::TestWithParam<Case> {};

TEST_P(Lists, AreDealtOut) {
  Report report;
  report.text = GetParam().text;
  EXPECT_THAT(Indicators(report), testing::ElementsAreArray(GetParam().want)) << GetParam().text;
}

const Case kCases[] = {
    {"values",
     "工业总产值、农业总产值分别为6.2亿元和3.6亿元。",
     {"industrial_output=6.2亿元 2021 actual", "agri_output=3.6亿元 2021 actual"}},
    {"values_and_growths",
     "工业总产值、农业总产值分别为6.2亿元和3.6亿元，分别增长15.1%和8.3%。",
     {"industrial_output=6.2亿元 yoy:15.1% 2021 actual",
      "agri_output=3.6亿元 yoy:8.3% 2021 actual"}},
    {"growths_without_dealing_word",
     "工业总产值、农业总产值分别为6.2亿元和3.6亿元，增长15.1%、8.3%。",
     {"industrial_output=6.2亿元 yoy:15.1% 2021 actual",
      "agri_output=3.6亿元 yoy:8.3% 2021 actual"}},
    {"growths_over_separate_values",
     "财政收入完成5100万元，农民人均纯收入达7310元，分别比上年增长8%和9.1%。",
     {"fiscal_revenue=5100万元 yoy:8% 2021 actual",
      "rural_resident_income=7310元 yoy:9.1% 2021 actual"}},
    {"growths_over_a_stranger",
     "技改投资4800万元、民间投资1.9亿元，分别增长21.3%和12.5%。",
     {"technical_upgrading_investment=4800万元 yoy:21.3% 2021 actual"}},
    {"three",
     "地区生产总值、固定资产投资和财政收入分别增长7%、9%、11%。",
     {"gdp=none yoy:7% 2021 actual", "fixed_asset_investment=none yoy:9% 2021 actual",
      "fiscal_revenue=none yoy:11% 2021 actual"}},
    {"four_with_stranger",
     "地区生产总值、用电量、固定资产投资、财政收入分别增长7%、8%、9%、11%。",
     {"gdp=none yoy:7% 2021 actual", "fixed_asset_investment=none yoy:9% 2021 actual",
      "fiscal_revenue=none yoy:11% 2021 actual"}},
    {"rise_and_fall",
     "地区生产总值、固定资产投资分别增长7%、下降9%。",
     {"gdp=none yoy:7% 2021 actual", "fixed_asset_investment=none yoy:-9% 2021 actual"}},
    {"shared_income",
     "城镇、农村居民人均可支配收入分别达到27640元和9775元。",
     {"urban_resident_income=27640元 2021 actual", "rural_resident_income=9775元 2021 actual"}},
    {"shared_income_growth",
     "城乡居民人均可支配收入分别增长5.2%、7.4%。",
     {"urban_resident_income=none yoy:5.2% 2021 actual",
      "rural_resident_income=none yoy:7.4% 2021 actual"}},
    {"rural_first",
     "农村和城镇居民人均可支配收入分别增长7.4%、5.2%。",
     {"rural_resident_income=none yoy:7.4% 2021 actual",
      "urban_resident_income=none yoy:5.2% 2021 actual"}},
    {"shared_balance",
     "金融机构存贷款余额分别达162亿元、78亿元。",
     {"deposits=162亿元 2021 actual", "loans=78亿元 2021 actual"}},
    {"three_sectors",
     "一、二、三产业增加值分别为6亿元、21亿元、25亿元。",
     {"gdp_primary=6亿元 2021 actual", "gdp_secondary=21亿元 2021 actual",
      "gdp_tertiary=25亿元 2021 actual"}},
    {"shared_unit",
     "工业总产值、农业总产值分别为6.2、3.6亿元。",
     {"industrial_output=6.2亿元 2021 actual", "agri_output=3.6亿元 2021 actual"}},
    {"comma_between_growths",
     "工业总产值12亿元，农业总产值3亿元，分别增长12%，13%。",
     {"industrial_output=12亿元 yoy:12% 2021 actual", "agri_output=3亿元 yoy:13% 2021 actual"}},
    {"from_and_to",
     "城乡居民人均可支配收入从21000元和9000元分别提高到27640元和9775元。",
     {"urban_resident_income=27640元 from:21000元 2021 actual",
      "rural_resident_income=9775元 from:9000元 2021 actual"}},
    {"times_of_a_year",
     "城镇居民人均可支配收入20819元、农民人均纯收入7950元，分别是2016年的1.8倍、1.7倍。",
     {"urban_resident_income=20819元 cumulative:1.8倍 2021 actual",
      "rural_resident_income=7950元 cumulative:1.7倍 2021 actual"}},
    {"all_the_same",
     "地区生产总值、固定资产投资均增长8%。",
     {"gdp=none yoy:8% 2021 actual", "fixed_asset_investment=none yoy:8% 2021 actual"}},
    {"one_growth_without_word",
     "地区生产总值、固定资产投资增长8%。",
     {"gdp=none yoy:8% 2021 actual", "fixed_asset_investment=none yoy:8% 2021 actual"}},
    {"one_value_for_two_names", "工业总产值、农业总产值9.8亿元。", {}},
    {"counts_differ", "地区生产总值、固定资产投资、财政收入分别增长8%、9%。", {}},
    {"value_first_with_rate",
     "以9.1亿元的规上工业产值、16.2%的增速领跑全县。",
     {"industrial_output_above_scale=9.1亿元 yoy:16.2% 2021 actual"}},
    {"since_year_start",
     "金融机构存款余额162亿元、贷款余额78亿元，比年初分别净增14亿元和9亿元。",
     {"deposits=162亿元 cumulative:14亿元 2021 actual",
      "loans=78亿元 cumulative:9亿元 2021 actual"}},
};
INSTANTIATE_TEST_SUITE_P(Cases, Lists, testing::ValuesIn(kCases),
                         [](const auto& i) { return std::string(i.param.name); });

}  // namespace
}  // namespace gongbao::extraction
