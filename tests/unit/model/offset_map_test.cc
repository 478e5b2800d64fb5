#include "services/model/offset_map.h"

#include <gtest/gtest.h>

namespace gongbao::model {
namespace {

// "abb(x)c" → "aBc": a copied, bb replaced, (x) removed, c copied.
OffsetMap Sample() {
  OffsetMap map;
  map.Copy(0, 1);
  map.Replace({1, 3}, 1);
  map.Copy(6, 1);
  return map;
}

TEST(OffsetMap, CoversWhatASpanWasMadeOf) {
  const OffsetMap map = Sample();
  EXPECT_EQ(map.derived_size(), 3u);
  EXPECT_EQ(map.Cover({0, 3}), (Span{0, 7}));
  EXPECT_EQ(map.Cover({1, 2}), (Span{1, 3}));
  EXPECT_EQ(map.Cover({2, 3}), (Span{6, 7}));
  EXPECT_EQ(map.Cover({1, 1}), (Span{1, 1}));
  EXPECT_EQ(map.Cover({3, 3}), (Span{7, 7}));
}

TEST(OffsetMap, TracesThePieces) {
  const std::vector<Span> expected = {{0, 3}, {6, 7}};
  EXPECT_EQ(Sample().Trace({0, 3}), expected);
}

TEST(OffsetMap, JoinsCopiesThatContinue) {
  OffsetMap map;
  map.Copy(4, 2);
  map.Copy(6, 3);
  ASSERT_EQ(map.runs().size(), 1u);
  EXPECT_EQ(map.runs()[0].earlier, (Span{4, 9}));
}

TEST(OffsetMap, AReplacementOfEqualLengthIsACopy) {
  OffsetMap map;
  map.Copy(0, 3);
  map.Replace({3, 6}, 3);
  EXPECT_EQ(map, OffsetMap::Identity(6));
}

TEST(OffsetMap, ComposesExactly) {
  // Then "aBc" → "Bcc" (c doubled): B copied, c copied, one c inserted.
  OffsetMap second;
  second.Copy(1, 2);
  second.Replace({3, 3}, 1);
  const OffsetMap both = second.After(Sample());
  EXPECT_EQ(both.derived_size(), 3u);
  EXPECT_EQ(both.Cover({0, 1}), (Span{1, 3}));
  EXPECT_EQ(both.Cover({1, 2}), (Span{6, 7}));
  EXPECT_EQ(both.Cover({2, 3}), (Span{7, 7}));
}

TEST(OffsetMap, ComposingWithTheIdentityChangesNothing) {
  const OffsetMap map = Sample();
  EXPECT_EQ(map.After(OffsetMap::Identity(7)), map);
  EXPECT_EQ(OffsetMap::Identity(3).After(map).Cover({0, 3}), map.Cover({0, 3}));
}

TEST(OffsetMap, SurvivesEncoding) {
  OffsetMap map = Sample();
  map.Replace({2, 4}, 7);  // backwards: an earlier piece comes later
  map.Copy(100000, 300);
  const auto decoded = OffsetMap::Decode(map.Encode());
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(*decoded, map);
  EXPECT_FALSE(OffsetMap::Decode("\x80").has_value());
  EXPECT_EQ(OffsetMap::Decode("")->derived_size(), 0u);
}

}  // namespace
}  // namespace gongbao::model
