#include "services/language/figures/units.h"

#include <gtest/gtest.h>

#include "services/base/text.h"
#include "services/language/figures/data_lines.h"

namespace gongbao::data {
extern const std::string_view kUnitsData;
}

namespace gongbao::figures {
namespace {

std::string Base(std::string_view value, std::string_view unit) {
  const auto base = ToBase(value, unit);
  return base ? base->ToText() + ParsePrintedUnit(unit).base : "none";
}

TEST(UnitsTest, ConvertsExactly) {
  EXPECT_EQ(Base("22.71", "亿元"), "2271000000元");
  EXPECT_EQ(Base("40", "万"), "400000元");
  EXPECT_EQ(Base("6589", "万美元"), "65890000美元");
  EXPECT_EQ(Base("1", "万亿元"), "1000000000000元");
  EXPECT_EQ(Base("61.2", "万公顷"), "9180000亩");
  EXPECT_EQ(Base("0.01", "平方米"), "0.000015亩");
  EXPECT_EQ(Base("23.5", "平方公里"), "35250亩");
  EXPECT_EQ(Base("46.5", "万公斤"), "465000千克");
  EXPECT_EQ(Base("2150", "万斤"), "10750000千克");
  EXPECT_EQ(Base("12.8", "万吨"), "128000000千克");
  EXPECT_EQ(Base("46.8", "公里"), "46800米");
  EXPECT_EQ(Base("9.8", "‰"), "0.98%");
  EXPECT_EQ(Base("6.5", "成"), "65%");
  EXPECT_EQ(Base("1.47", "万人"), "14700人");
  EXPECT_EQ(Base("3.1", "万户"), "31000户");
  EXPECT_EQ(Base("512", "万人次"), "5120000人次");
  EXPECT_EQ(Base("2160", "万千瓦时"), "21600000千瓦时");
  EXPECT_EQ(Base("26", "微克/立方米"), "26微克/立方米");
  EXPECT_EQ(Base("-180", "万斤"), "-900000千克");
}

TEST(UnitsTest, WhatDoesNotFitIsNone) {
  EXPECT_EQ(Base("99999999999", "万亿元"), "none");
  EXPECT_EQ(Base("1.23456", "元"), "none");
  EXPECT_EQ(Base("X", "元"), "none");
}

TEST(UnitsTest, BackFromTheBase) {
  const auto base = ToBase("22.71", "亿元");
  ASSERT_TRUE(base.has_value());
  EXPECT_EQ(FromBase(*base, "元", "万元")->ToText(), "227100");
  EXPECT_EQ(FromBase(*base, "元", "亿元")->ToText(), "22.71");
  EXPECT_FALSE(FromBase(*base, "元", "亩").has_value());
}

TEST(UnitsTest, RoundsWhereItDoesNotFit) {
  const model::Decimal ten{100000, 4};
  EXPECT_EQ(FromBaseRounded(ten, "元", "万元", 3), "0.001");
  const auto area = ToBase("1", "亩");
  ASSERT_TRUE(area.has_value());
  EXPECT_FALSE(FromBase(*area, "亩", "平方公里").has_value());
  EXPECT_EQ(FromBaseRounded(*area, "亩", "平方公里", 4), "0.0007");
  EXPECT_FALSE(FromBaseRounded(*area, "亩", "公里", 4).has_value());
}

// Every line of the built-in file is understood: a known kind, a factor, at least one unit.
TEST(UnitsTest, BuiltInFileIsSound) {
  int units = 0;
  for (const auto& fields : DataLines(data::kUnitsData)) {
    ASSERT_GE(fields.size(), 5u) << fields[0];
    bool colon = false;
    for (const std::string_view field : fields) {
      if (colon) {
        const Unit* unit = UnitTable::Get().Find(ToUtf32(field));
        ASSERT_NE(unit, nullptr) << field;
        EXPECT_NE(unit->kind, model::QuantityKind::kUnknown) << field;
        EXPECT_GT(unit->numerator, 0) << field;
        EXPECT_GT(unit->denominator, 0) << field;
        ++units;
      }
      colon |= field == ":";
    }
  }
  EXPECT_GT(units, 150);
}

}  // namespace
}  // namespace gongbao::figures
