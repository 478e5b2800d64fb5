#include "services/language/figures/numeral.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "services/base/text.h"

namespace gongbao::figures {
namespace {

struct NumeralCase {
  std::string text;
  std::string value;  // empty: masked
  std::string scale;
  size_t length;  // characters read
};
std::ostream& operator<<(std::ostream& out, const NumeralCase& c) { return out << c.text; }

class ReadsNumeral : public testing::TestWithParam<NumeralCase> {};

TEST_P(ReadsNumeral, Exactly) {
  const NumeralCase& c = GetParam();
  const auto numeral = ReadNumeral(ToUtf32(c.text), 0);
  ASSERT_TRUE(numeral.has_value());
  EXPECT_EQ(numeral->value, c.value);
  EXPECT_EQ(ToUtf8(numeral->scale), c.scale);
  EXPECT_EQ(numeral->end, c.length);
  EXPECT_EQ(numeral->masked, c.value.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Cases, ReadsNumeral,
    testing::Values(
        NumeralCase{"22.71亿元", "22.71", "亿", 6}, NumeralCase{"007个", "7", "", 3},
        NumeralCase{"1,234,567元", "1234567", "", 9}, NumeralCase{"88,012万元", "88012", "万", 7},
        NumeralCase{"3,4月", "3", "", 1}, NumeralCase{"3百万元", "300", "万", 3},
        NumeralCase{"5千亩", "5000", "", 2}, NumeralCase{"1.5万亿元", "1.5", "万亿", 5},
        NumeralCase{"12亿6000万元", "12.6", "亿", 8}, NumeralCase{"1万2千人", "1.2", "万", 4},
        NumeralCase{"3万2500元", "3.25", "万", 6}, NumeralCase{"605千克", "605", "", 3},
        NumeralCase{"98万千瓦", "98", "万", 3}, NumeralCase{"71万余元", "71", "万", 4},
        NumeralCase{"30多万元", "30", "万", 4}, NumeralCase{"560余亩", "560", "", 4},
        NumeralCase{"三百余亩", "300", "", 3}, NumeralCase{"一万二千亩", "12000", "", 4},
        NumeralCase{"三千二百亩", "3200", "", 4}, NumeralCase{"二百一十户", "210", "", 4},
        NumeralCase{"十二个", "12", "", 2}, NumeralCase{"二十个", "20", "", 2},
        NumeralCase{"一百零五家", "105", "", 4}, NumeralCase{"三万五", "35000", "", 3},
        NumeralCase{"三十万元", "30", "万", 3}, NumeralCase{"两亿元", "2", "亿", 2},
        NumeralCase{"一亿五千万元", "1.5", "亿", 5}, NumeralCase{"百万元", "100", "万", 2},
        NumeralCase{"千亿元", "1000", "亿", 2}, NumeralCase{"万亿元", "1", "万亿", 2},
        NumeralCase{"三点五", "3.5", "", 3}, NumeralCase{"十几个", "10", "", 1},
        NumeralCase{"xx.51亿元", "", "亿", 6}, NumeralCase{"1x个", "", "", 2},
        NumeralCase{"×××户", "", "", 3}, NumeralCase{"□□万元", "", "万", 3},
        NumeralCase{"O.8万余人次", "", "万", 5}, NumeralCase{"十x家", "", "", 2},
        NumeralCase{"x百余元", "", "", 3}, NumeralCase{"某万元", "", "万", 2}));

TEST(NumeralTest, PairsAreRanges) {
  const auto numeral = ReadNumeral(U"两三家", 0);
  ASSERT_TRUE(numeral.has_value());
  EXPECT_EQ(numeral->value, "2");
  EXPECT_EQ(numeral->value_max, "3");
  const auto tens = ReadNumeral(U"七八十户", 0);
  ASSERT_TRUE(tens.has_value());
  EXPECT_EQ(tens->value, "70");
  EXPECT_EQ(tens->value_max, "80");
}

TEST(NumeralTest, TooManyDigitsAreNoNumber) {
  EXPECT_FALSE(ReadNumeral(U"12345678901234567890", 0).has_value());
  EXPECT_FALSE(ChineseValue(U"九千九百九十九万亿亿").has_value());
}

TEST(NumeralTest, YearsInChineseDigits) {
  EXPECT_EQ(ChineseYear(U"二〇一五"), 2015);
  EXPECT_EQ(ChineseYear(U"二零二一"), 2021);
  EXPECT_FALSE(ChineseYear(U"二十一五").has_value());
}

}  // namespace
}  // namespace gongbao::figures
