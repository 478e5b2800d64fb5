// Tables: lines with tabs between their cells.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/extraction/report.h"

namespace gongbao::extraction {
namespace {

TEST(TablesTest, RowsAndColumnsGiveNameUnitAndPeriod) {
  Report report;
  report.text =
      "主要指标见下表。\n指标\t单位\t2020年\t2021年\t增长%\n地区生产总值\t亿元\t48.1\t52.3\t6.2\n"
      "固定资产投资\t亿元\t6.6\t7.0\t-1.5\n民间投资\t亿元\t3.3\t3.5\t6.1\n";
  EXPECT_THAT(Indicators(report),
              testing::ElementsAre("gdp=48.1亿元 2020 actual", "gdp=52.3亿元 yoy:6.2% 2021 actual",
                                   "fixed_asset_investment=6.6亿元 2020 actual",
                                   "fixed_asset_investment=7亿元 yoy:-1.5% 2021 actual"));
  EXPECT_THAT(Quantities(report),
              testing::ElementsAre("48.1亿元 money", "52.3亿元 money", "6.2% percent",
                                   "6.6亿元 money", "7亿元 money", "-1.5% percent", "3.3亿元 money",
                                   "3.5亿元 money", "6.1% percent"));
}

TEST(TablesTest, UnitsInBrackets) {
  Report report;
  report.text =
      "指标名称\t完成数\t同比增长（%）\n财政收入（万元）\t5100\t8.1\n城镇化率（%）\t51.2\t\n";
  EXPECT_THAT(Indicators(report),
              testing::ElementsAre("fiscal_revenue=5100万元 yoy:8.1% 2021 actual",
                                   "urbanization_rate=51.2% 2021 actual"));
}

TEST(TablesTest, AimsAndMasks) {
  Report report;
  report.text = "指标\t单位\t2021年完成\t2022年目标\n财政收入\t万元\tX\t5500\n";
  EXPECT_THAT(Indicators(report), testing::ElementsAre("fiscal_revenue=masked万元 2021 actual",
                                                       "fiscal_revenue=5500万元 2022 target"));
}

TEST(TablesTest, CellsAreKnownByRowAndColumn) {
  Report report;
  report.text = "指标\t单位\t2021年\n地区生产总值\t亿元\t52.3\n";
  const auto facts = FactsOf(report);
  ASSERT_EQ(facts.size(), 2u);
  for (const model::Fact& fact : facts) {
    EXPECT_EQ(fact.table_row, 1);
    EXPECT_EQ(fact.table_column, 2);
    EXPECT_EQ(fact.anchor.In(report.text), "52.3");
    EXPECT_EQ(fact.quote, "地区生产总值\t亿元\t52.3");
  }
}

TEST(TablesTest, OddTablesAreHarmless) {
  for (const char* text :
       {"\t\t\n\t\t\n", "甲\t乙\t丙\n", "指标\t单位\t2021年\n\t\t\n",
        "指标\t单位\t2021年\n甲\t\t1\t2\t3\t4\n", "指标\t单位\t2021年\n地区生产总值\n"}) {
    Report report;
    report.text = text;
    EXPECT_TRUE(Indicators(report).empty()) << text;
  }
}

}  // namespace
}  // namespace gongbao::extraction
