#include "gateway/transcode/json_check.h"

#include <gtest/gtest.h>

#include <string>

namespace gongbao::gateway {
namespace {

TEST(CheckJson, TakesWhatIsJson) {
  for (const char* text : {"{}", "[]", " [1, -0.5, 1e9, 0, 12E-3] ", "null", "\"\\u968f\\n\"",
                           "{\"a\":{\"b\":[[],{}]}}", "{\"a\":true,\"b\":false}", "\"随县\"",
                           "[[],[]]", "[{},{}]", "-1"}) {
    EXPECT_TRUE(CheckJson(text, 4).ok()) << text << ": " << CheckJson(text, 4);
  }
}

TEST(CheckJson, RefusesWhatIsNot) {
  for (const char* text : {"",
                           " ",
                           "{",
                           "}",
                           "[1,]",
                           "[,1]",
                           "[1 2]",
                           "{a:1}",
                           "{'a':1}",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\":1,}",
                           "{\"a\":1 \"b\":2}",
                           "01",
                           "-",
                           "-01",
                           "1.",
                           ".5",
                           "1e",
                           "1e+",
                           "+1",
                           "tru",
                           "nul",
                           "\"",
                           "\"\\x\"",
                           "\"\\u12g4\"",
                           "\"a\nb\"",
                           "{}{}",
                           "{} x",
                           "[1}",
                           "{\"a\":1]",
                           "NaN",
                           "\"\\",
                           "\"\\u12",
                           "\xff",
                           "\"\xc0\xaf\""}) {
    EXPECT_EQ(CheckJson(text, 4).code(), absl::StatusCode::kInvalidArgument) << text;
  }
  EXPECT_FALSE(CheckJson(std::string_view("\"a\0b\"", 5), 4).ok());
}

TEST(CheckJson, NamesTheByte) {
  EXPECT_EQ(CheckJson("[1, x]", 4).message(), "invalid JSON: expected a value at byte 4");
}

TEST(CheckJson, BoundsDepthWithoutRecursion) {
  EXPECT_TRUE(CheckJson("[[[[]]]]", 4).ok());
  EXPECT_EQ(CheckJson("[[[[[]]]]]", 4).code(), absl::StatusCode::kResourceExhausted);
  const std::string deep(10'000'000, '[');
  EXPECT_EQ(CheckJson(deep, 64).code(), absl::StatusCode::kResourceExhausted);
}

TEST(JsonMember, FindsMembersOfTheOuterObjectOnly) {
  const std::string_view json = R"({"x":{"a":1},"s":"a\":[","a":[1,{"a":2}],"b":"q\"}", "c" : 7 })";
  EXPECT_EQ(JsonMember(json, "a"), "[1,{\"a\":2}]");
  EXPECT_EQ(JsonMember(json, "x"), "{\"a\":1}");
  EXPECT_EQ(JsonMember(json, "b"), "\"q\\\"}\"");
  EXPECT_EQ(JsonMember(json, "c"), "7");
  EXPECT_EQ(JsonMember(json, "q"), std::nullopt);
  EXPECT_EQ(JsonMember("{}", "a"), std::nullopt);
}

}  // namespace
}  // namespace gongbao::gateway
