// Lists of words, and clauses.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/extraction/clauses.h"
#include "services/extraction/word_lists.h"

namespace gongbao::extraction {
namespace {

TEST(WordLists, FindsTheLongestWordOfItsListOnly) {
  const WordLists words("# a comment\nfirst 建成 建成投用\nsecond 竣工 # 完工\nother 投产\n",
                        {"first", "second"});
  EXPECT_EQ(words.At(0, U"建成投用后", 0), 4u);
  EXPECT_EQ(words.At(1, U"建成投用后", 0), 0u);
  EXPECT_EQ(words.At(0, U"建成", 2), 0u);
  EXPECT_EQ(words.Before(1, U"已经竣工", 4), 2u);
  EXPECT_EQ(words.First(1, U"投产并竣工，竣工").begin, 3u);
  EXPECT_EQ(words.Last(1, U"投产并竣工，竣工").begin, 6u);
  EXPECT_FALSE(words.First(1, U"投产、完工"));
  EXPECT_TRUE(words.Is(0, U"建成"));
  EXPECT_FALSE(words.Is(0, U"建"));
  EXPECT_FALSE(words.Is(0, U""));
}

std::vector<std::u32string> Clauses(std::u32string_view text) {
  std::vector<std::u32string> out;
  for (const figures::CharSpan& span : ClausesOf(text))
    out.emplace_back(text.substr(span.begin, span.end - span.begin));
  return out;
}

TEST(Clauses, EndAtMarksOutsideQuotesAndBrackets) {
  using List = std::vector<std::u32string>;
  EXPECT_EQ(Clauses(U"修路，架桥；通水。"), (List{U"修路", U"架桥", U"通水"}));
  EXPECT_EQ(Clauses(U"开展“查隐患，保平安”活动，（含村，不含组）完成"),
            (List{U"开展“查隐患，保平安”活动", U"（含村，不含组）完成"}));
  EXPECT_EQ(Clauses(U""), List{});
  EXPECT_EQ(Clauses(U"，，"), List{});
  EXPECT_EQ(Clauses(U"没有开头”的引号，照样断开"), (List{U"没有开头”的引号", U"照样断开"}));
}

TEST(Clauses, AreNotSwallowedByAQuoteThatIsNeverClosed) {
  std::u32string text = U"“";
  for (int i = 0; i < 100; ++i) text += U"修路，";
  EXPECT_GT(Clauses(text).size(), 50u);
}

}  // namespace
}  // namespace gongbao::extraction
