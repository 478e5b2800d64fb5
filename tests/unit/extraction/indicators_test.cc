// A value and its name: the ways in which clerks join them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/extraction/report.h"

namespace gongbao::extraction {
namespace {

class Indicator : public testing::TestWithParam<Case> {};

TEST_P(Indicator, IsRead) {
  Report report;
  report.text = GetParam().text;
  EXPECT_THAT(Indicators(report), testing::ElementsAreArray(GetParam().want)) << GetParam().text;
}

const Case kNames[] = {
    {"plain", "地区生产总值52.3亿元。", {"gdp=52.3亿元 2021 actual"}},
    {"verb_before", "全镇实现地区生产总值52.3亿元。", {"gdp=52.3亿元 2021 actual"}},
    {"verb_behind", "地区生产总值完成52.3亿元。", {"gdp=52.3亿元 2021 actual"}},
    {"reached", "地区生产总值达到52.3亿元。", {"gdp=52.3亿元 2021 actual"}},
    {"is", "地区生产总值为52.3亿元。", {"gdp=52.3亿元 2021 actual"}},
    {"english_name", "GDP达52.3亿元。", {"gdp=52.3亿元 2021 actual"}},
    {"lower_case", "gdp为52.3亿元。", {"gdp=52.3亿元 2021 actual"}},
    {"name_with_alias", "实现地区生产总值（GDP）52.3亿元。", {"gdp=52.3亿元 2021 actual"}},
    {"adverbs", "地区生产总值首次历史性突破50亿元大关。", {"gdp=over 50亿元 2021 actual"}},
    {"per_capita", "人均地区生产总值达4.2万元。", {"gdp_per_capita=4.2万元 2021 actual"}},
    {"verb_inside_name", "全镇规模以上工业企业完成总产值18.6亿元。",
     {"industrial_output_above_scale=18.6亿元 2021 actual"}},
    {"verb_inside_value_added", "规上工业实现增加值6.1亿元。",
     {"industrial_value_added_above_scale=6.1亿元 2021 actual"}},
    {"short_scale_name", "规模工业产值18.6亿元。", {"industrial_output_above_scale=18.6亿元 2021 actual"}},
    {"industry_and_farming", "完成工农业总产值9.9亿元。", {"industrial_agricultural_output=9.9亿元 2021 actual"}},
    {"industry_and_farming_variant", "实现工农业生产总值9.9亿元。",
     {"industrial_agricultural_output=9.9亿元 2021 actual"}},
    {"farming", "农林牧渔业总产值3.1亿元。", {"agri_output=3.1亿元 2021 actual"}},
    {"investment_short", "固投完成7亿元。", {"fixed_asset_investment=7亿元 2021 actual"}},
    {"industrial_investment_old_form", "工业性投入1.1亿元。", {"industrial_investment=1.1亿元 2021 actual"}},
    {"upgrading", "技改投资6200万元。", {"technical_upgrading_investment=6200万元 2021 actual"}},
    {"real_estate", "房地产开发投资2.2亿元。", {"real_estate_investment=2.2亿元 2021 actual"}},
    {"retail", "社会消费品零售总额实现4.4亿元。", {"retail_sales=4.4亿元 2021 actual"}},
    {"retail_short", "社零总额4.4亿元。", {"retail_sales=4.4亿元 2021 actual"}},
    {"above_quota", "限上商贸企业销售额1.3亿元。", {"above_quota_retail_sales=1.3亿元 2021 actual"}},
    {"foreign_trade", "外贸进出口总额1.8亿美元。", {"foreign_trade=1.8亿美元 2021 actual"}},
    {"exports", "完成自营出口6200万美元。", {"exports=6200万美元 2021 actual"}},
    {"exports_exchange", "出口创汇420万美元。", {"exports=420万美元 2021 actual"}},
    {"fdi", "实际利用外资900万美元。", {"fdi=900万美元 2021 actual"}},
    {"attracted", "招商引资到位资金8.8亿元。", {"domestic_investment_attracted=8.8亿元 2021 actual"}},
    {"attracted_bare", "全年招商引资完成8.8亿元。", {"domestic_investment_attracted=8.8亿元 2021 actual"}},
    {"fiscal", "完成财政总收入5100万元。", {"fiscal_revenue=5100万元 2021 actual"}},
    {"fiscal_verb_inside", "财政完成收入5100万元。", {"fiscal_revenue=5100万元 2021 actual"}},
    {"general_budget", "一般公共预算收入3306万元。", {"general_public_budget_revenue=3306万元 2021 actual"}},
    {"general_budget_old", "地方财政一般预算收入完成3306万元。",
     {"general_public_budget_revenue=3306万元 2021 actual"}},
    {"local_fiscal", "地方级财政收入1700万元。", {"local_fiscal_revenue=1700万元 2021 actual"}},
    {"tax_in", "工商税收入库1200万元。", {"tax_revenue=1200万元 2021 actual"}},
    {"expenditure", "一般公共预算支出2.1亿元。", {"general_public_budget_expenditure=2.1亿元 2021 actual"}},
    {"deposits", "年末金融机构各项存款余额9.3亿元。", {"deposits=9.3亿元 2021 actual"}},
    {"farmers_income", "农民人均纯收入达7310元。", {"rural_resident_income=7310元 2021 actual"}},
    {"resident_income", "全体居民人均可支配收入2.6万元。", {"resident_income=2.6万元 2021 actual"}},
    {"collective", "村集体经营性收入突破300万元。", {"village_collective_income=over 300万元 2021 actual"}},
    {"population", "年末常住人口4.21万人。", {"population=4.21万人 2021 actual"}},
    {"urbanization", "常住人口城镇化率达到51.2%。", {"urbanization_rate=51.2% 2021 actual"}},
    {"new_jobs", "城镇新增就业820人。", {"new_urban_jobs=820人 2021 actual"}},
    {"unemployment", "城镇登记失业率控制在3.6%以内。",
     {"registered_unemployment_rate=at_most 3.6% 2021 actual"}},
    {"cpi", "居民消费价格涨幅2.1%。", {"cpi=2.1% 2021 actual"}},
    {"grain", "粮食总产1.9万吨。", {"grain_output=1.9万吨 2021 actual"}},
    {"grain_area_then_output", "粮食播种面积3.9万亩，总产1.9万吨。",
     {"grain_area=3.9万亩 2021 actual", "grain_output=1.9万吨 2021 actual"}},
    {"energy", "工业用电量8800万千瓦时。", {"industrial_electricity=8800万千瓦时 2021 actual"}},
    {"rd_share", "研发经费投入强度达到1.9%。", {"rd_spending_share=1.9% 2021 actual"}},
    {"rd_share_long", "全社会研发投入占地区生产总值比重达到1.9%。", {"rd_spending_share=1.9% 2021 actual"}},
    {"air_days", "空气质量优良天数311天。", {"air_quality_days=311天 2021 actual"}},
    {"air_share", "优良天数比例92.6%。", {"air_quality_days=92.6% 2021 actual"}},
    {"pm25", "PM2.5平均浓度31微克/立方米。", {"pm25=31微克/立方米 2021 actual"}},
    {"forest", "森林覆盖率达66.3%。", {"forest_coverage=66.3% 2021 actual"}},
    {"tourists", "接待游客66万人次，实现旅游综合收入3.1亿元。",
     {"tourists=66万人次 2021 actual", "tourism_revenue=3.1亿元 2021 actual"}},
    {"new_firms", "新增规上工业企业6家。", {"above_scale_enterprises_new=6家 2021 actual"}},
    {"new_firms_short", "新进规企业4家。", {"above_scale_enterprises_new=4家 2021 actual"}},
    {"market_entities", "市场主体总量达5200户。", {"market_entities=5200户 2021 actual"}},
    {"hightech_firms", "高新技术企业达到31家。", {"hightech_enterprises=31家 2021 actual"}},
    {"value_first", "以9.1亿元的规上工业产值居全县首位。",
     {"industrial_output_above_scale=9.1亿元 2021 actual"}},
    {"comma_after_name", "农民人均纯收入稳步提高，达到7310元。", {"rural_resident_income=7310元 2021 actual"}},
    {"colon_after_name", "固定资产投资：完成7亿元。", {"fixed_asset_investment=7亿元 2021 actual"}},
    {"two_levels", "财政收入突破5000万元大关、达到5103万元。",
     {"fiscal_revenue=over 5000万元 2021 actual", "fiscal_revenue=5103万元 2021 actual"}},
    {"no_unit_of_money", "财政收入5100万。", {"fiscal_revenue=5100万 2021 actual"}},
};
INSTANTIATE_TEST_SUITE_P(Names, Indicator, testing::ValuesIn(kNames),
                         [](const auto& i) { return std::string(i.param.name); });

const Case kNoIndicators[] = {
    {"unknown_modifier", "民间固定资产投资3亿元。", {}},
    {"loans_of_a_kind", "科技贷款余额3亿元。", {}},
    {"project_noun", "固定资产投资项目12个，总投资3亿元。", {}},
    {"of_a_firm", "绿源公司实现工业总产值2.1亿元。", {}},
    {"of_a_park", "工业园区完成固定资产投资3亿元。", {}},
    {"of_a_village", "柳溪村集体经济收入30万元。", {}},
    {"firm_in_the_clause_before", "宏达食品公司扩建投产，实现出口总额300万美元。", {}},
    {"class_of_firms", "税收500万元以上的企业8家。", {}},
    {"class_without_of", "固定资产投资5000万元以上项目9个。", {}},
    {"share_of", "税收收入占一般公共预算收入的71%。", {}},
    {"share_in_gdp", "民营经济占地区生产总值的比重为66%。", {}},
    {"increment_of_income", "带动增加村集体收入20余万元。", {}},
    {"increment_of_stock", "新增市场主体310户。", {}},
    {"increment_in_list", "新增规下企业2家、市场主体310户。", {}},
    {"new_farmland", "新建高标准农田2300亩。", {}},
    {"other_kind_of_figure", "农民人均纯收入增速列全县第3位。", {}},
    {"percentage_of_plan", "财政收入完成年计划的61%。", {}},
    {"compared_with_county", "规上工业增加值增速高于全县平均1.2个百分点。", {}},
    {"noun_with_of", "有进出口实绩的企业达到12家，增长20%。", {}},
    {"net_new_loans", "各项贷款新增2.2亿元。", {}},
    {"several_steps", "地区生产总值连续跨越3亿、4亿、5亿台阶。", {}},
    {"county_unknown", "全国粮食总产量6.8亿吨。", {}},
};
INSTANTIATE_TEST_SUITE_P(None, Indicator, testing::ValuesIn(kNoIndicators),
                         [](const auto& i) { return std::string(i.param.name); });

const Case kParts[] = {
    {"part_of_output", "工农业总产值9.9亿元，其中工业总产值7亿元，农业总产值2.9亿元。",
     {"industrial_agricultural_output=9.9亿元 2021 actual",
      "industrial_output=7亿元 2021 actual of=工农业总产值",
      "agri_output=2.9亿元 2021 actual of=工农业总产值"}},
    {"part_with_comma", "财政总收入5100万元，其中：税收收入3900万元。",
     {"fiscal_revenue=5100万元 2021 actual", "tax_revenue=3900万元 2021 actual of=财政总收入"}},
    {"part_in_brackets", "财政总收入5100万元（其中税收收入3900万元），增长8%。",
     {"fiscal_revenue=5100万元 yoy:8% 2021 actual", "tax_revenue=3900万元 2021 actual of=财政总收入"}},
    {"part_of_itself", "农林牧渔业总产值3.1亿元，其中农业产值1.8亿元。", {"agri_output=3.1亿元 2021 actual"}},
    {"part_of_something_else", "开发投入12亿元，其中税收收入3亿元。", {}},
    {"trade", "进出口总额3亿元，其中出口2亿元、进口1亿元。",
     {"foreign_trade=3亿元 2021 actual", "exports=2亿元 2021 actual of=进出口总额",
      "imports=1亿元 2021 actual of=进出口总额"}},
    {"gdp", "地区生产总值52亿元，其中第一产业增加值6亿元，第二产业21亿元，第三产业25亿元。",
     {"gdp=52亿元 2021 actual", "gdp_primary=6亿元 2021 actual of=地区生产总值",
      "gdp_secondary=21亿元 2021 actual of=地区生产总值", "gdp_tertiary=25亿元 2021 actual of=地区生产总值"}},
    {"unrelated_after_part", "财政收入5100万元，其中税收3900万元，固定资产投资7亿元。",
     {"fiscal_revenue=5100万元 2021 actual", "tax_revenue=3900万元 2021 actual of=财政收入",
      "fixed_asset_investment=7亿元 2021 actual"}},
};
INSTANTIATE_TEST_SUITE_P(Parts, Indicator, testing::ValuesIn(kParts),
                         [](const auto& i) { return std::string(i.param.name); });

const Case kStocks[] = {
    {"level_behind_increment", "新增高新技术企业5家、总数达31家。", {"hightech_enterprises=31家 2021 actual"}},
    {"net_increment_then_total", "净增市场主体310户，总量达5200户。", {"market_entities=5200户 2021 actual"}},
    {"farmland_total", "新建高标准农田0.4万亩，累计建成3.3万亩。", {"high_standard_farmland=3.3万亩 2021 actual"}},
    {"topic_then_total", "市场主体蓬勃发展，总数突破5000户。", {"market_entities=over 5000户 2021 actual"}},
};
INSTANTIATE_TEST_SUITE_P(Stocks, Indicator, testing::ValuesIn(kStocks),
                         [](const auto& i) { return std::string(i.param.name); });

}  // namespace
}  // namespace gongbao::extraction
