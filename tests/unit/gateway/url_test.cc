#include "gateway/http/url.h"

#include <gtest/gtest.h>

namespace gongbao::gateway {
namespace {

TEST(SplitTarget, PathAndQuery) {
  const auto target = SplitTarget("/v1/facts?a=1&b=?");
  ASSERT_TRUE(target.ok());
  EXPECT_EQ(target->path, "/v1/facts");
  EXPECT_EQ(target->query, "a=1&b=?");
}

TEST(SplitTarget, AbsoluteFormLosesSchemeAndHost) {
  EXPECT_EQ(SplitTarget("HTTP://host:1/v1/facts?x")->path, "/v1/facts");
  EXPECT_EQ(SplitTarget("http://host")->path, "/");
}

TEST(SplitTarget, RefusesWhatIsNoPath) {
  for (const char* target : {"", "v1", "*", "host:443", "/a#b", "http://host?x"}) {
    EXPECT_FALSE(SplitTarget(target).ok()) << target;
  }
}

TEST(PercentDecode, Decodes) {
  EXPECT_EQ(*PercentDecode("%E9%9A%8F%e5%8e%bf"), "随县");
  EXPECT_EQ(*PercentDecode("a%2Fb%20c"), "a/b c");
  EXPECT_EQ(*PercentDecode("a%2Fb%2fc%20", /*keep_slash=*/true), "a%2Fb%2fc ");
}

TEST(PercentDecode, RefusesBrokenEscapesAndBytesThatAreNotUtf8) {
  for (const char* text : {"%", "%4", "%4g", "a%", "%zz", "%ff", "%C0%AF", "%ED%A0%80"}) {
    EXPECT_FALSE(PercentDecode(text).ok()) << text;
  }
}

TEST(ParseQuery, KeepsOrderAndRepetition) {
  const auto query = ParseQuery("a=1&b=%26&a=x+y&c&&d=e=f", 10);
  ASSERT_TRUE(query.ok());
  EXPECT_EQ(*query,
            (QueryParameters{{"a", "1"}, {"b", "&"}, {"a", "x y"}, {"c", ""}, {"d", "e=f"}}));
  EXPECT_TRUE(ParseQuery("", 10)->empty());
}

TEST(ParseQuery, BoundsTheNumber) {
  EXPECT_TRUE(ParseQuery("a&b&c", 3).ok());
  EXPECT_EQ(ParseQuery("a&b&c&d", 3).status().code(), absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace gongbao::gateway
