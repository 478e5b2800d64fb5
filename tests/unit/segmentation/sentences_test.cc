#include "services/segmentation/sentences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "services/base/text.h"
#include "services/segmentation/outline.h"

namespace gongbao::segmentation {
namespace {

using testing::ElementsAre;

std::vector<std::string> Sentences(const std::string& text) {
  std::vector<std::string> out;
  for (const model::Sentence& sentence : SplitSentences(text, ReadOutline(text, {}))) {
    out.emplace_back((sentence.heading ? "*" : "") + std::string(sentence.span.In(text)));
  }
  return out;
}

TEST(SentencesTest, EndAtFullStopsAndLineEnds) {
  EXPECT_THAT(
      Sentences("产值5.2亿元；税收820万元。增长快吗？快！\n 新的一行\n\n末行"),
      ElementsAre("产值5.2亿元；", "税收820万元。", "增长快吗？", "快！", "新的一行", "末行"));
}

TEST(SentencesTest, NotInsideQuotesTitlesAndBrackets) {
  EXPECT_THAT(
      Sentences("落实“一岗双责；党政同责。”要求，学习《条例；办法》（试行。）文件。完。"),
      ElementsAre("落实“一岗双责；党政同责。”要求，学习《条例；办法》（试行。）文件。", "完。"));
  // The closing mark belongs to the sentence.
  EXPECT_THAT(Sentences("他说（大意）好。”接着干。"), ElementsAre("他说（大意）好。”", "接着干。"));
  // A mark that nothing closes protects nothing.
  EXPECT_THAT(Sentences("实施“擦亮行动。修路。\n下一行”。"),
              ElementsAre("实施“擦亮行动。", "修路。", "下一行”。"));
}

TEST(SentencesTest, LongQuotationsAreRunningText) {
  std::string quoted = "“下一步，我们将确保年底前新开工项目2个";
  for (int i = 0; i < 10; ++i) quoted += "，全年产值突破10亿元";
  quoted += "。投资增速转正。”赵明说。";
  EXPECT_EQ(Sentences(quoted).size(), 3u);
}

TEST(SentencesTest, HeadingsAreSentencesOfTheirOwn) {
  EXPECT_THAT(
      Sentences(
          "一、工作回顾\n（一）工业提速。产值5亿元，增长8%。企业增多。\n短板：一是弱；二是散。\n"),
      ElementsAre("*一、工作回顾", "*（一）工业提速。", "产值5亿元，增长8%。", "企业增多。",
                  "短板：", "*一是弱；", "*二是散。"));
}

TEST(SentencesTest, KnowSectionAndParagraph) {
  const std::string text = "标题\n\n一、回顾\n（一）工业。好。\n（二）农业。好。\n二、安排\n抓。\n";
  const auto sections = ReadOutline(text, {});
  const auto sentences = SplitSentences(text, sections);
  ASSERT_EQ(sentences.size(), 8u);
  const std::vector<std::pair<int, int>> expected = {{0, 0}, {1, 2}, {2, 3}, {2, 3},
                                                     {3, 4}, {3, 4}, {4, 5}, {4, 6}};
  for (size_t i = 0; i < sentences.size(); ++i) {
    EXPECT_EQ(sentences[i].section, expected[i].first) << i;
    EXPECT_EQ(sentences[i].paragraph, expected[i].second) << i;
  }
}

TEST(SentencesTest, CoverAllTextAndLieInTheirSections) {
  const std::vector<std::string> pieces = {"一、",    "（一）",
                                           "一是",    "二是",
                                           "工业。",  "；",
                                           "“",       "”",
                                           "（",      "）",
                                           "《",      "》",
                                           "\n",      "各位代表！",
                                           "3.5亿元", "，",
                                           "\xFF",    " ",
                                           "①",       "②",
                                           "——",      "存在的问题是：",
                                           "？",      "!",
                                           "'",       "：",
                                           "1.",      "2."};
  std::mt19937 random(5);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (size_t n = random() % 40; n > 0; --n) text += pieces[random() % pieces.size()];
    const auto sections = ReadOutline(text, {});
    size_t at = 0;
    int32_t paragraph = 0;
    for (const model::Sentence& sentence : SplitSentences(text, sections)) {
      ASSERT_LE(at, sentence.span.begin) << text;
      ASSERT_TRUE(Strip(std::string_view(text).substr(at, sentence.span.begin - at)).empty())
          << text;
      ASSERT_EQ(Strip(sentence.span.In(text)), sentence.span.In(text));
      ASSERT_LT(sentence.span.begin, sentence.span.end);
      ASSERT_GE(sentence.paragraph, paragraph);
      paragraph = sentence.paragraph;
      const model::Section& section = sections[sentence.section];
      ASSERT_LE(section.span.begin, sentence.span.begin) << text;
      ASSERT_LT(sentence.span.begin, std::max(section.span.end, section.heading.end)) << text;
      at = sentence.span.end;
    }
    ASSERT_TRUE(Strip(std::string_view(text).substr(at)).empty()) << text;
  }
}

}  // namespace
}  // namespace gongbao::segmentation
