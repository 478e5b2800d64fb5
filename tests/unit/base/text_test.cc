#include "services/base/text.h"

#include <gtest/gtest.h>

namespace gongbao {
namespace {

TEST(DecodeAt, RefusesWhatIsNotUtf8) {
  const struct {
    const char* name;
    std::string bytes;
  } cases[] = {
      {"lone continuation", "\x80"},      {"overlong slash", "\xC0\xAF"},
      {"overlong three", "\xE0\x80\xAF"}, {"surrogate", "\xED\xA0\x80"},
      {"beyond U+10FFFF", "\xF4\x90\x80\x80"}, {"cut short", "\xE4\xB8"},
      {"five bytes", "\xF8\x88\x80\x80\x80"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(DecodeAt(c.bytes, 0).value, CodePoint::kInvalid) << c.name;
    EXPECT_EQ(DecodeAt(c.bytes, 0).length, 1) << c.name;
  }
}

TEST(DecodeAt, ReadsEveryLength) {
  const std::string text = "aé镇𠀀";
  size_t at = 0;
  for (const char32_t expected : {U'a', U'é', U'镇', U'𠀀'}) {
    const CodePoint c = DecodeAt(text, at);
    EXPECT_EQ(c.value, expected);
    at += c.length;
  }
  EXPECT_EQ(at, text.size());
  EXPECT_EQ(DecodeAt(text, at).length, 0);
}

TEST(DecodeBefore, GoesBackOneCharacter) {
  const std::string text = "a镇𠀀";
  EXPECT_EQ(DecodeBefore(text, text.size()).value, U'𠀀');
  EXPECT_EQ(DecodeBefore(text, 4).value, U'镇');
  EXPECT_EQ(DecodeBefore(text, 1).value, U'a');
  EXPECT_EQ(DecodeBefore(text, 0).length, 0);
  // What is no character is gone back over byte by byte: never beyond the beginning.
  const std::string_view broken = "\xE4\xB8\xAD\xAD";
  EXPECT_EQ(DecodeBefore(broken, 4).value, CodePoint::kInvalid);
  EXPECT_EQ(DecodeBefore(broken, 3).value, U'中');
  EXPECT_EQ(DecodeBefore(broken, 2).length, 1);
}

TEST(FindInvalidUtf8, NamesTheByte) {
  EXPECT_EQ(FindInvalidUtf8("全镇"), std::string_view::npos);
  EXPECT_EQ(FindInvalidUtf8("全\xFF镇"), 3u);
}

TEST(Utf32, ComesBack) {
  const std::string text = "２０２１年，何𠀀。";
  EXPECT_EQ(ToUtf8(ToUtf32(text)), text);
  EXPECT_EQ(CountCodePoints(text), ToUtf32(text).size());
}

TEST(Strip, TakesSpaceOfEveryScript) {
  EXPECT_EQ(Strip("\u3000 \t全 镇\u00A0\uFEFF\n"), "全 镇");
  EXPECT_EQ(Strip(" \u3000"), "");
}

TEST(RemoveSpace, TakesItFromTheMiddleToo) { EXPECT_EQ(RemoveSpace("23. 5 平方 公里"), "23.5平方公里"); }

TEST(Split, KeepsEmptyParts) {
  const auto parts = Split("a，，b", "，");
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_EQ(parts[1], "");
}

TEST(Shorten, CutsAtACharacter) {
  EXPECT_EQ(Shorten("全镇", 6), "全镇");
  EXPECT_EQ(Shorten("全镇", 5), "全…");
}

TEST(ReplaceAll, ReplacesEveryOne) { EXPECT_EQ(ReplaceAll("a,b,c", ",", "，"), "a，b，c"); }

}  // namespace
}  // namespace gongbao
