#include "services/query/page_token.h"

#include <gtest/gtest.h>

namespace gongbao::query {
namespace {

TEST(PageToken, GivesThePositionBack) {
  const std::vector<std::string> positions[] = {
      {"a"}, {""}, {"421321 何店镇 0:1", std::string("\0\x1f\xff", 3), ""}, {"1:2", "3"}};
  for (const auto& position : positions) {
    const auto read = ReadPageToken("q", MakePageToken("q", position), position.size());
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(*read, position);
  }
}

TEST(PageToken, IsUrlSafe) {
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  EXPECT_EQ(MakePageToken("q", {all}).find_first_of("+/=& "), std::string::npos);
}

TEST(PageToken, EmptyIsTheBeginning) {
  const auto read = ReadPageToken("q", "", 3);
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(read->empty());
}

TEST(PageToken, RefusesWhatWasNotGivenOut) {
  const std::string token = MakePageToken("q", {"a", "b"});
  const std::string wrong[] = {"x",          "!!!!", token.substr(0, token.size() - 2),
                               token + "AA", "AAAA", std::string(5000, 'A')};
  for (const std::string& text : wrong) {
    EXPECT_TRUE(absl::IsInvalidArgument(ReadPageToken("q", text, 2).status())) << text;
  }
  EXPECT_TRUE(absl::IsInvalidArgument(ReadPageToken("another", token, 2).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(ReadPageToken("q", token, 1).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(ReadPageToken("q", token, 3).status()));
}

}  // namespace
}  // namespace gongbao::query
