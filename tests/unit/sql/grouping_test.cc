#include "services/adapters/sql/grouping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gongbao::sql {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

// Samples of a text made of blocks of twenty.
std::vector<uint64_t> Blocks(std::initializer_list<uint64_t> blocks) {
  std::vector<uint64_t> samples;
  for (const uint64_t block : blocks) {
    for (uint64_t i = 0; i < 20; ++i) samples.push_back(block * 100 + i);
  }
  return samples;
}

TEST(GroupingTest, ANewTextRepresentsItself) {
  GroupMember newcomer{"b", 10, "", Blocks({1})};
  EXPECT_THAT(Join({{"a", 10, "a", Blocks({2})}}, &newcomer), IsEmpty());
  EXPECT_EQ(newcomer.representative, "b");
}

TEST(GroupingTest, ALongerTextTakesOver) {
  GroupMember newcomer{"b", 20, "", Blocks({1, 2})};
  EXPECT_THAT(Join({{"a", 10, "a", Blocks({1})}}, &newcomer), ElementsAre(Pair("a", "b")));
  EXPECT_EQ(newcomer.representative, "b");
}

TEST(GroupingTest, AShorterTextJoinsWithAllOfItsGroup) {
  // c is known by b alone, and b stands for a too.
  const std::vector<GroupMember> others = {{"a", 10, "b", Blocks({1})},
                                           {"b", 20, "b", Blocks({1, 2})}};
  GroupMember newcomer{"c", 10, "", Blocks({2})};
  EXPECT_THAT(Join(others, &newcomer), IsEmpty());
  EXPECT_EQ(newcomer.representative, "b");
}

TEST(GroupingTest, AnEqualLengthGoesToTheSmallestId) {
  GroupMember newcomer{"a", 10, "", Blocks({1})};
  EXPECT_THAT(Join({{"b", 10, "b", Blocks({1})}}, &newcomer), ElementsAre(Pair("b", "a")));
}

TEST(GroupingTest, WithoutItsBridgeAGroupFallsApart) {
  EXPECT_THAT(Split({{"a", 10, "gone", Blocks({1})}, {"b", 10, "gone", Blocks({2})}}),
              ElementsAre(Pair("a", "a"), Pair("b", "b")));
  EXPECT_THAT(Split({{"a", 10, "a", Blocks({1})}, {"b", 10, "a", Blocks({1})}}), IsEmpty());
  EXPECT_THAT(Split({}), IsEmpty());
}

}  // namespace
}  // namespace gongbao::sql
