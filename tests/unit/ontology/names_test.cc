#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>

#include "services/base/text.h"
#include "services/language/figures/units.h"
#include "services/language/ontology/ontology.h"

namespace gongbao::data {
extern const std::string_view kIndicatorsData;
}

namespace gongbao::ontology {
namespace {

TEST(OntologyTest, BuiltInFileIsSound) {
  const auto parsed = Ontology::Parse(data::kIndicatorsData);
  ASSERT_TRUE(parsed.ok()) << Message(parsed.status());
  EXPECT_EQ(parsed->indicators().size(), 58u);
  std::set<std::string> names;
  for (const Indicator& indicator : parsed->indicators()) {
    EXPECT_FALSE(indicator.display_name.empty()) << indicator.canonical;
    EXPECT_FALSE(indicator.unit.empty()) << indicator.canonical;
    EXPECT_FALSE(indicator.kinds.empty()) << indicator.canonical;
    EXPECT_TRUE(names.insert(indicator.display_name).second) << indicator.display_name;
    // The default unit measures what the indicator's values are.
    const model::QuantityKind kind = figures::ParsePrintedUnit(indicator.unit).kind;
    EXPECT_TRUE(indicator.Allows(kind) || kind == model::QuantityKind::kOther ||
                kind == model::QuantityKind::kHouseholds)
        << indicator.canonical;
  }
}

// Every display name and synonym leads back to its indicator.
TEST(OntologyTest, NamesResolveToTheirIndicator) {
  for (const Indicator& indicator : Ontology::Get().indicators()) {
    EXPECT_EQ(Ontology::Get().Resolve(indicator.canonical), &indicator);
    EXPECT_EQ(Ontology::Get().Resolve(indicator.display_name), &indicator)
        << indicator.display_name;
    for (const std::string& synonym : indicator.synonyms) {
      EXPECT_EQ(Ontology::Get().Resolve(synonym), &indicator) << synonym;
    }
  }
}

TEST(OntologyTest, PrintedFormsResolve) {
  const std::pair<const char*, const char*> kForms[] = {
      {"国内生产总值", "gdp"},
      {"gdp", "gdp"},
      {"规模以上工业企业完成总产值", "industrial_output_above_scale"},
      {"规上工业实现增加值", "industrial_value_added_above_scale"},
      {"农林牧副渔业总产值", "agri_output"},
      {"地方财政一般预算收入", "general_public_budget_revenue"},
      {"公共财政预算收入", "general_public_budget_revenue"},
      {"农牧民人均可支配收入", "rural_resident_income"},
      {"城镇常住居民人均可支配收入", "urban_resident_income"},
      {"新进规企业", "above_scale_enterprises_new"},
      {"限额以上社会消费品零售额", "above_quota_retail_sales"},
      {"货物贸易进出口总额", "foreign_trade"},
      {"实际使用外资", "fdi"},
      {"全社会研发投入强度", "rd_spending_share"},
      {"空气质量优良天数比率", "air_quality_days"},
      {"单位GDP能耗", "energy_intensity"}};
  for (const auto& [form, canonical] : kForms) {
    const Indicator* found = Ontology::Get().Resolve(form);
    ASSERT_NE(found, nullptr) << form;
    EXPECT_EQ(found->canonical, canonical) << form;
  }
  EXPECT_EQ(Ontology::Get().Resolve("民间投资"), nullptr);
  EXPECT_EQ(Ontology::Get().Resolve("到位资金"), nullptr);                // only beside 招商
  EXPECT_EQ(Ontology::Get().Resolve("城乡居民人均可支配收入"), nullptr);  // several
}

TEST(OntologyTest, LongestNameWins) {
  size_t length = 0;
  const auto* readings = Ontology::Get().LongestName(U"规模以上工业增加值", 0, &length);
  ASSERT_NE(readings, nullptr);
  EXPECT_EQ(length, 9u);
  EXPECT_EQ(Ontology::Get().LongestName(U"石榴", 0, &length), nullptr);
}

TEST(OntologyTest, PatternsExpand) {
  EXPECT_EQ(ExpandPattern("a{b|c}d"), (std::vector<std::string>{"abd", "acd"}));
  EXPECT_EQ(ExpandPattern("a[b]"), (std::vector<std::string>{"ab", "a"}));
  EXPECT_EQ(ExpandPattern("{a|b[c]}"), (std::vector<std::string>{"a", "bc", "b"}));
  EXPECT_GT(ExpandPattern("工业~总产值").size(), 5u);
  EXPECT_TRUE(ExpandPattern("a{b").empty());
  EXPECT_TRUE(ExpandPattern("a]b").empty());
  std::string wide;
  for (int i = 0; i < 30; ++i) wide += "{a|b}";
  EXPECT_TRUE(ExpandPattern(wide).empty());  // too many forms
}

TEST(OntologyTest, ErrorsNameTheirCause) {
  const std::pair<const char*, const char*> kBad[] = {
      {"name x", "no entry before"},
      {"[a]\nsize 3", "unknown key"},
      {"[a]\nkinds feeling", "unknown kind"},
      {"[a]\npatterns {b", "bad pattern"},
      {"[a]\n[a]", "stands twice"},
      {"[a + b]", "unknown indicator"},
      {"[a]\npatterns x\n[b]\npatterns {x|y}", "x names a and b"},
      {"[a]\nafter b c", "after needs"}};
  for (const auto& [data, cause] : kBad) {
    const auto parsed = Ontology::Parse(data);
    ASSERT_FALSE(parsed.ok()) << data;
    EXPECT_NE(Message(parsed.status()).find(cause), std::string::npos) << Message(parsed.status());
  }
}

}  // namespace
}  // namespace gongbao::ontology
