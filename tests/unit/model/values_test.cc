#include <gtest/gtest.h>

#include "services/model/analysis.h"
#include "services/model/decimal.h"
#include "services/model/fact.h"
#include "services/model/period.h"
#include "services/model/place.h"
#include "services/model/scope.h"

namespace gongbao::model {
namespace {

TEST(Decimal, ReadsAndPrintsExactly) {
  const struct {
    const char* text;
    int32_t scale;
    int64_t numerator, denominator;
    const char* expected;  // nullptr: does not fit
  } cases[] = {
      {"22.71", 4, 100000000, 1, "2271000000"},  // 22.71亿元 in 元
      {"0.1", 4, 1, 1, "0.1"},
      {"-180", 4, 5000, 1, "-900000"},           // 万斤 in 千克
      {"+5.3", 4, 1, 1, "5.3"},
      {"0.01", 6, 3, 2000, "0.000015"},          // 平方米 in 亩
      {"1", 4, 1, 3, nullptr},
      {"0.00001", 4, 1, 1, nullptr},
      {"999999999999999999", 4, 1, 1, nullptr},
      {"", 4, 1, 1, nullptr},
      {"1.2.3", 4, 1, 1, nullptr},
      {"X", 4, 1, 1, nullptr},
      {"0", 4, 1, 1, "0"},
      {".5", 4, 1, 1, "0.5"},
  };
  for (const auto& c : cases) {
    const auto decimal = Decimal::FromText(c.text, c.scale, c.numerator, c.denominator);
    ASSERT_EQ(decimal.has_value(), c.expected != nullptr) << c.text;
    if (c.expected != nullptr) {
      EXPECT_EQ(decimal->ToText(), c.expected) << c.text;
    }
  }
}

TEST(Decimal, ComparesAcrossScales) {
  EXPECT_EQ((Decimal{15000, 4}), (Decimal{1500000, 6}));
  EXPECT_LT((Decimal{-1, 4}), (Decimal{0, 6}));
  EXPECT_EQ((Decimal{INT64_MIN, 4}).ToText(), "-922337203685477.5808");
  EXPECT_EQ((Decimal{20000, 4}).Times(1, 4)->ToText(), "0.5");
  EXPECT_FALSE((Decimal{10000, 4}).Times(1, 3).has_value());
}

TEST(Period, PrintsAsTheGuideDoes) {
  EXPECT_EQ(Period::Year(2021).ToText(), "2021");
  EXPECT_EQ(Period::Months(2022, 1, 10).ToText(), "2022-01/2022-10");
  EXPECT_EQ(Period::Months(2022, 1, 6).kind, PeriodKind::kHalf);
  EXPECT_EQ(Period::Months(2022, 7, 9).kind, PeriodKind::kQuarter);
  EXPECT_EQ(Period::Months(2022, 1, 9).kind, PeriodKind::kYearToDate);
  EXPECT_EQ(Period::Months(2022, 1, 12), Period::Year(2022));
  EXPECT_EQ(Period::Months(2021, 6, 6).ToText(), "2021-06");
  EXPECT_EQ(Period::Term(2016, 2020).ToText(), "2016/2020");
  EXPECT_EQ(Period::Instant(2022, 10).ToText(), "2022-10");
}

TEST(HomeOf, PartitionsByCounty) {
  PlaceRef place;
  EXPECT_EQ(HomeOf(place, "abcdef-0"), "zzabcd");
  place.place_id = "421321100";
  EXPECT_EQ(HomeOf(place, "abcdef-0"), "421321");
  place.place_id = "421321~云台镇";
  EXPECT_EQ(HomeOf(place, "abcdef-0"), "421321");
  place.place_id = "420000";
  EXPECT_EQ(HomeOf(place, "abcdef-0"), "420000");
}

TEST(HomesUnder, IsARangeThatHoldsTheSubtree) {
  const struct {
    const char* place;
    const char* home;
    bool inside;
  } cases[] = {
      {"420000", "421321", true},  {"420000", "420000", true},  {"420000", "430000", false},
      {"421300", "421321", true},  {"421300", "421400", false}, {"421321", "421321", true},
      {"421321", "421322", false}, {"429000", "429099", true},  {"000000", "zzabcd", true},
  };
  for (const auto& c : cases) {
    const HomeRange range = HomesUnder(c.place);
    const std::string home = c.home;
    EXPECT_EQ(range.begin <= home && home < range.end, c.inside) << c.place << " " << c.home;
  }
  EXPECT_TRUE(IsUnder("421321100", "421300"));
  EXPECT_TRUE(IsUnder("421321~云台镇", "421321"));
  EXPECT_FALSE(IsUnder("421321101", "421321100"));
}

TEST(Scope, GrantsByPrefixAndRole) {
  const Scope county({{"421321", Role::kReader}, {"42", Role::kReader}, {"421321", Role::kAdmin}});
  EXPECT_TRUE(county.Allows("421321", Role::kAdmin));
  EXPECT_TRUE(county.Allows("420100", Role::kReader));
  EXPECT_FALSE(county.Allows("420100", Role::kContributor));
  EXPECT_FALSE(county.Allows("430000", Role::kReader));
  EXPECT_TRUE(Scope::All().AllowsEverything(Role::kAdmin));
  EXPECT_EQ(Scope({{"a", Role::kReader}, {"b", Role::kAdmin}}).Key(),
            Scope({{"b", Role::kAdmin}, {"a", Role::kReader}}).Key());
}

TEST(FactId, DoesNotDependOnValues) {
  Fact a;
  IndicatorFact indicator;
  indicator.canonical = "gdp";
  indicator.name = "地区生产总值";
  a.content = indicator;
  Fact b = a;
  indicator.value = Quantity{};
  indicator.status = FactStatus::kTarget;
  b.content = indicator;
  b.confidence_per_mille = 900;
  EXPECT_EQ(FactId(a, "doc-0", {3, 9}), FactId(b, "doc-0", {3, 9}));
  EXPECT_NE(FactId(a, "doc-0", {3, 9}), FactId(a, "doc-0", {3, 10}));
  EXPECT_NE(FactId(a, "doc-0", {3, 9}), FactId(a, "doc-1", {3, 9}));
  Fact quantity;
  quantity.content = QuantityFact{};
  EXPECT_NE(FactId(a, "doc-0", {3, 9}), FactId(quantity, "doc-0", {3, 9}));
  EXPECT_EQ(quantity.kind(), FactKind::kQuantity);
}

TEST(RevisionOf, ChangesWithTextMetadataAndPipeline) {
  Analysis analysis;
  analysis.clean_text = "全镇";
  analysis.pipeline_version = "1-abc";
  const std::string first = RevisionOf(analysis);
  analysis.facts.emplace_back();
  EXPECT_EQ(RevisionOf(analysis), first);
  analysis.document.year = 2021;
  EXPECT_NE(RevisionOf(analysis), first);
  EXPECT_EQ(GenerationOf("12-abc"), 12);
  EXPECT_EQ(GenerationOf("abc"), -1);
  EXPECT_EQ(GenerationOf("x1-abc"), -1);
}

}  // namespace
}  // namespace gongbao::model
