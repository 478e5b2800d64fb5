#include "services/model/fact_difference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gongbao::model {
namespace {

Fact FactOf(const std::string& id, const std::string& name) {
  Fact fact;
  fact.id = id;
  fact.document = "d";
  fact.quote = name;
  fact.content = HonourFact{name, "", "", std::nullopt};
  return fact;
}

TEST(FactDifference, TellsAddedGoneAndChangedApartById) {
  const Fact stays = FactOf("a", "先进集体");
  Fact moved = stays;  // other words stand before it now
  moved.evidence = {90, 102};
  moved.anchor = {90, 102};
  moved.sentence = 7;
  moved.section = 2;
  const Fact old = FactOf("b", "文明镇");
  const Fact now = FactOf("b", "省级文明镇");
  const Fact gone = FactOf("c", "红旗单位");
  const Fact added = FactOf("d", "百强镇");
  const auto differences = DifferencesOf("d", {gone, stays, old}, {added, now, moved});
  EXPECT_THAT(differences,
              ::testing::ElementsAre(
                  FactDifference{FactDifferenceKind::kChanged, "d", old, now},
                  FactDifference{FactDifferenceKind::kGone, "d", gone, std::nullopt},
                  FactDifference{FactDifferenceKind::kAdded, "d", std::nullopt, added}));
  EXPECT_EQ(differences[1].fact_id(), "c");
  EXPECT_EQ(differences[2].fact_id(), "d");
  EXPECT_TRUE(DifferencesOf("d", {}, {}).empty());
  EXPECT_TRUE(DifferencesOf("d", {stays}, {moved}).empty());
}

}  // namespace
}  // namespace gongbao::model
