// Whose figure it is: the report's own place, a unit above or below it, units that it compares.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/extraction/place_names.h"
#include "tests/unit/extraction/report.h"

namespace gongbao::extraction {
namespace {

using model::PlaceLevel;

struct PlaceCase {
  Case c;
  std::string place;
  PlaceLevel level;
};
std::ostream& operator<<(std::ostream& out, const PlaceCase& c) { return out << c.c.name; }

class Places : public testing::TestWithParam<PlaceCase> {};

TEST_P(Places, AreTold) {
  Report report;
  report.text = GetParam().c.text;
  report.place = GetParam().place;
  report.level = GetParam().level;
  EXPECT_THAT(Indicators(report), testing::ElementsAreArray(GetParam().c.want))
      << GetParam().c.text;
}

const PlaceCase kCases[] = {
    {{"own_scope", "全镇财政收入5100万元。", {"fiscal_revenue=5100万元 2021 actual"}},
     "青溪镇",
     PlaceLevel::kTown},
    {{"own_name", "青溪镇财政收入5100万元。", {"fiscal_revenue=5100万元 2021 actual"}},
     "青溪镇",
     PlaceLevel::kTown},
    {{"own_name_with_city",
      "临江市云山县财政收入5.1亿元。",
      {"fiscal_revenue=5.1亿元 2021 actual"}},
     "云山县",
     PlaceLevel::kCounty},
    {{"county_level_city", "全市财政收入51亿元。", {"fiscal_revenue=51亿元 2021 actual"}},
     "云山市",
     PlaceLevel::kCounty},
    {{"autonomous_region", "全区财政收入510亿元。", {"fiscal_revenue=510亿元 2021 actual"}},
     "北原自治区",
     PlaceLevel::kProvince},
    {{"another_county", "邻水县财政收入5.1亿元。", {"fiscal_revenue=5.1亿元 2021 actual @邻水县"}},
     "云山县",
     PlaceLevel::kCounty},
    {{"unit_above_unknown", "全县财政收入5.1亿元。", {}}, "青溪镇", PlaceLevel::kTown},
    {{"village_below", "全村集体经济收入30万元。", {}}, "青溪镇", PlaceLevel::kTown},
    {{"common_noun", "园区财政收入3000万元。", {}}, "云山县", PlaceLevel::kCounty},
    {{"firm_in_its_clause",
      "恒辉竹业公司扩大生产，利润总额达800万元。",
      {}},
     "青溪镇",
     PlaceLevel::kTown},
    {{"firm_before_semicolon_what_firms_yield",
      "恒辉竹业公司扩大生产，带动就业60人；税收达800万元。",
      {}},
     "青溪镇",
     PlaceLevel::kTown},
    {{"firm_before_semicolon_what_only_places_have",
      "恒辉竹业公司扩大生产，带动就业60人；新增规上工业企业3家。",
      {"above_scale_enterprises_new=3家 2021 actual"}},
     "青溪镇",
     PlaceLevel::kTown},
    {{"scope_returns",
      "柳溪村集体收入30万元，全镇财政收入5100万元。",
      {"fiscal_revenue=5100万元 2021 actual"}},
     "青溪镇",
     PlaceLevel::kTown},
    {{"places_before_name",
      "永安县、桐山县、白石县财政收入分别为9亿元、8亿元、7亿元，分别增长3%、2%、1%。",
      {"fiscal_revenue=9亿元 yoy:3% 2021 actual @永安县",
       "fiscal_revenue=8亿元 yoy:2% 2021 actual @桐山县",
       "fiscal_revenue=7亿元 yoy:1% 2021 actual @白石县"}},
     "临江市",
     PlaceLevel::kCity},
    {{"places_behind_name",
      "永安、桐山、白石三县竞相发展。财政收入永安9亿元（+3%）、桐山8亿元（-2%）。",
      {"fiscal_revenue=9亿元 yoy:3% 2021 actual @永安县",
       "fiscal_revenue=8亿元 yoy:-2% 2021 actual @桐山县"}},
     "临江市",
     PlaceLevel::kCity},
    {{"growth_by_place",
      "永安、桐山两县领先。固定资产投资永安县增长15%、桐山县增长12%。",
      {"fixed_asset_investment=none yoy:15% 2021 actual @永安县",
       "fixed_asset_investment=none yoy:12% 2021 actual @桐山县"}},
     "临江市",
     PlaceLevel::kCity},
    {{"best_and_next",
      "永安、桐山两县领先。规上工业增加值增速，永安县最高，为11%；桐山县次之，9%。",
      {"industrial_value_added_above_scale=none yoy:11% 2021 actual @永安县",
       "industrial_value_added_above_scale=none yoy:9% 2021 actual @桐山县"}},
     "临江市",
     PlaceLevel::kCity},
    {{"one_value_and_its_place",
      "永安、桐山两县领先。人均地区生产总值超5万元的只有永安县，桐山县不足3万元。",
      {"gdp_per_capita=over 5万元 2021 actual @永安县",
       "gdp_per_capita=under 3万元 2021 actual @桐山县"}},
     "临江市",
     PlaceLevel::kCity},
    {{"towns_of_a_county",
      "城关镇、柳河镇、青溪乡财政收入分别达900万元、800万元、700万元。",
      {"fiscal_revenue=900万元 2021 actual @城关镇", "fiscal_revenue=800万元 2021 actual @柳河镇",
       "fiscal_revenue=700万元 2021 actual @青溪乡"}},
     "云山县",
     PlaceLevel::kCounty},
};
INSTANTIATE_TEST_SUITE_P(Cases, Places, testing::ValuesIn(kCases),
                         [](const auto& i) { return std::string(i.param.c.name); });

TEST(PlaceNamesTest, OnlyListsOfUnitsBelowTellNames) {
  int32_t index = -1;
  const std::u32string towns = U"城关镇、柳河镇和青溪乡";
  EXPECT_EQ(PlaceNames(towns, PlaceLevel::kCounty).Longest(U"柳河镇", 0, &index), 3u);
  EXPECT_EQ(PlaceNames(towns, PlaceLevel::kCounty).Longest(U"柳河", 0, &index), 2u);
  EXPECT_TRUE(PlaceNames(towns, PlaceLevel::kTown).empty());
  EXPECT_TRUE(PlaceNames(U"高新区、开发区、示范区", PlaceLevel::kCity).empty());
  EXPECT_TRUE(PlaceNames(U"发展工业、农业、商业", PlaceLevel::kCity).empty());
  EXPECT_TRUE(
      PlaceNames(U"永安、桐山三县", PlaceLevel::kCity).empty());  // the count does not agree
}

}  // namespace
}  // namespace gongbao::extraction
