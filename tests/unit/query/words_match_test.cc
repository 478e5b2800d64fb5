#include "services/query/words_match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/base/text.h"

namespace gongbao::query {
namespace {

using ::testing::ElementsAre;

TEST(ParseSearchWords, SplitsAtSpacesAndQuotes) {
  struct Case {
    const char* query;
    std::vector<std::string> words;
  };
  const Case cases[] = {
      {"招商引资", {"招商引资"}},
      {"  招商引资　重点项目 ", {"招商引资", "重点项目"}},
      {"“PM 2.5” 优良", {"PM 2.5", "优良"}},
      {"\"new town\"镇", {"new town", "镇"}},
      {"「乡村 振兴」", {"乡村 振兴"}},
      {"a a b", {"a", "b"}},
      {"“没有 关上", {"没有 关上"}},
      {"ＧＤＰ２０２１ ５％", {"GDP2021", "5%"}},
  };
  for (const Case& c : cases) {
    const auto words = ParseSearchWords(c.query);
    ASSERT_TRUE(words.ok()) << c.query << words.status();
    EXPECT_EQ(*words, c.words) << c.query;
  }
}

TEST(ParseSearchWords, RefusesWhatHoldsNoWord) {
  std::string many;
  for (int i = 0; i < 17; ++i) many += "w" + std::to_string(i) + " ";
  const std::string wrong[] = {"", "   ", "“”", "，", "好 。", "\xff\xfe", many,
                               std::string(kMaxQueryBytes + 1, 'a')};
  for (const std::string& query : wrong) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseSearchWords(query).status())) << query;
  }
}

std::vector<std::string> Highlighted(const std::string& sentence,
                                     const std::vector<std::string>& words) {
  std::vector<std::string> out;
  const auto match = MatchWords(sentence, words, false);
  if (!match) return out;
  for (const model::Span& span : match->highlights) out.emplace_back(span.In(sentence));
  return out;
}

TEST(MatchWords, HighlightsEveryPlace) {
  EXPECT_THAT(Highlighted("全镇GDP增长，gdp总量", {"gdp"}), ElementsAre("GDP", "gdp"));
  EXPECT_THAT(Highlighted("招商引资到位资金", {"招商引资", "资金"}), ElementsAre("招商引资", "资金"));
  EXPECT_THAT(Highlighted("招商引资到位资金", {"引资", "招商"}), ElementsAre("招商引资"));
  EXPECT_THAT(Highlighted("aaa", {"aa"}), ElementsAre("aa"));
}

TEST(MatchWords, NeedsEveryWord) {
  EXPECT_FALSE(MatchWords("招商引资", {"招商", "投资"}, false).has_value());
  EXPECT_FALSE(MatchWords("", {"a"}, false).has_value());
  EXPECT_FALSE(MatchWords("乡村振兴", {"乡村 振兴"}, false).has_value());
}

int32_t Score(const std::string& sentence, const std::vector<std::string>& words,
              bool heading = false) {
  const auto match = MatchWords(sentence, words, heading);
  EXPECT_TRUE(match.has_value()) << sentence;
  return match ? match->score_per_mille : -1;
}

TEST(MatchWords, ScoresByTheFormula) {
  // 600 * 1 + 250 * min(1, 4 * 6 / 24) + 150
  EXPECT_EQ(Score("招商一二三四五六", {"招商"}, true), 1000);
  EXPECT_EQ(Score("招商一二三四五六", {"招商"}), 850);
  // 12 of 48 bytes are highlighted in a stretch of 24: 600 / 2 + 250 * 4 * 12 / 48
  EXPECT_EQ(Score("招商一二三四项目一二三四五六七八", {"招商", "项目"}), 550);
  // A nearer pair further on counts.
  EXPECT_GT(Score("招商一二三四项目招商五六七八九十", {"招商", "项目"}),
            Score("招商一二三四项目一二五六七八九十", {"招商", "项目"}));
  EXPECT_GT(Score("招商项目好", {"招商"}), Score("招商项目好，各项工作都取得了成绩", {"招商"}));
}

TEST(MatchWords, StaysLinearOnEndlessSentences) {
  std::string endless;
  for (int i = 0; i < 200000; ++i) endless += "ab";
  const auto match = MatchWords(endless, {"ab", "b", "a"}, false);
  ASSERT_TRUE(match.has_value());
  EXPECT_LE(match->highlights.size(), 3u * 256);
}

}  // namespace
}  // namespace gongbao::query
