#include "services/query/unit_view.h"

#include <gtest/gtest.h>

#include "services/language/figures/units.h"
#include "services/query/language.h"

namespace gongbao::query {
namespace {

TEST(ShowIn, IsExact) {
  struct Case {
    const char* value;
    const char* unit;
    const char* wished;
    const char* shown;
  };
  const Case cases[] = {
      {"22.71", "亿元", "亿元", "22.71"},
      {"22.71", "亿元", "万元", "227100"},
      {"12387.5", "万元", "亿元", "1.23875"},  // five places: more than a Decimal has
      {"1", "元", "亿元", "0.00000001"},
      {"-3.5", "亿元", "万元", "-35000"},
      {"0", "元", "亿元", "0"},
      {"22", "%", "%", "22"},
      {"3.2", "万人", "人", "32000"},
      {"3.2", "万人", "万人", "3.2"},
      {"560", "亩", "万亩", "0.056"},
      {"92233720368", "万元", "亿元", "9223372.0368"},
  };
  for (const Case& c : cases) {
    const auto value = figures::ToBase(c.value, c.unit);
    ASSERT_TRUE(value.has_value()) << c.value << c.unit;
    const auto shown = ShowIn(ViewOf(c.wished), *value);
    ASSERT_TRUE(shown.has_value()) << c.value << c.unit << " in " << c.wished;
    EXPECT_EQ(*shown, c.shown) << c.value << c.unit << " in " << c.wished;
  }
}

TEST(ShowIn, IsNothingWithoutAFiniteForm) {
  EXPECT_FALSE(ShowIn({"", "", 3, 1}, {10000, 4}).has_value());
  EXPECT_EQ(ShowIn({"", "", 3, 1}, {30000, 4}), "1");
  EXPECT_FALSE(ShowIn({"", "", 0, 1}, {10000, 4}).has_value());
  EXPECT_FALSE(ShowIn({"", "", 1, 1}, {10000, 1000}).has_value());
  EXPECT_EQ(ShowIn({"", "", 1, 1}, {INT64_MIN + 1, 4}), "-922337203685477.5807");
}

}  // namespace
}  // namespace gongbao::query
