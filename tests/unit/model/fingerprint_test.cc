#include "services/model/fingerprint.h"

#include <gtest/gtest.h>

#include <string>

namespace gongbao::model {
namespace {

// A text of `count` sentences, each with a number of its own.
std::string Text(int first, int count) {
  std::string text;
  for (int i = first; i < first + count; ++i) {
    text += "全镇完成第" + std::to_string(i * 7919 % 10007) + "项重点工作，投资" +
            std::to_string(i * 104729 % 99991) + "万元。";
  }
  return text;
}

TEST(SameText, FindsCopiesAndTruncatedCopies) {
  const auto whole = MakeFingerprint(Text(0, 300));
  EXPECT_TRUE(SameText(whole, whole));
  EXPECT_TRUE(SameText(whole, MakeFingerprint(Text(0, 120))));
  EXPECT_TRUE(SameText(whole, MakeFingerprint("来源：某网站\n" + Text(0, 300) + "打印本页")));
}

TEST(SameText, KeepsDifferentTextsApart) {
  EXPECT_FALSE(SameText(MakeFingerprint(Text(0, 200)), MakeFingerprint(Text(5000, 200))));
  EXPECT_FALSE(SameText({}, {}));
  EXPECT_FALSE(SameText(MakeFingerprint(Text(0, 200)), {}));
}

TEST(MakeFingerprint, IgnoresSpaceAndPunctuation) {
  const std::string text = Text(0, 50);
  std::string spaced;
  for (const char c : text) {
    spaced += c;
    if (c >= '0' && c <= '9') spaced += ' ';
  }
  EXPECT_EQ(MakeFingerprint(text), MakeFingerprint(spaced));
}

TEST(MakeFingerprint, IsBounded) { EXPECT_LE(MakeFingerprint(Text(0, 20000)).size(), 8192u); }

}  // namespace
}  // namespace gongbao::model
