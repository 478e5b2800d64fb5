// What an outline promises of every text, and how roles and unlabelled paragraphs are read.
#include "services/segmentation/outline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "services/segmentation/cues.h"
#include "tests/unit/segmentation/outline_lines.h"

namespace gongbao::segmentation {
namespace {

using model::DocumentKind;
using model::Section;
using model::SectionRole;
using testing::ElementsAre;
using testing::IsEmpty;

// Nested spans, children behind their parents, levels that rise, headings inside spans.
void ExpectSound(const std::string& text, const std::vector<Section>& sections) {
  ASSERT_FALSE(sections.empty());
  EXPECT_EQ(sections[0].level, 0);
  EXPECT_EQ(sections[0].parent, -1);
  EXPECT_EQ(sections[0].span, (model::Span{0, static_cast<uint32_t>(text.size())}));
  for (size_t i = 1; i < sections.size(); ++i) {
    const Section& section = sections[i];
    ASSERT_GE(section.parent, 0) << text;
    ASSERT_LT(section.parent, static_cast<int32_t>(i)) << text;
    const Section& parent = sections[section.parent];
    ASSERT_TRUE(parent.span.Contains(section.span)) << text << " section " << i;
    ASSERT_TRUE(section.span.Contains(section.heading)) << text << " section " << i;
    ASSERT_EQ(section.span.begin, section.heading.begin) << text;
    ASSERT_LT(section.heading.begin, section.heading.end) << text;
    ASSERT_GE(section.level, 1) << text;
    ASSERT_LE(section.level, parent.level + 1) << text;
    ASSERT_LE(sections[i - 1].span.begin, section.span.begin) << text;
    // A section ends before the next one that is not inside it begins.
    if (i + 1 < sections.size() && sections[i + 1].parent != static_cast<int32_t>(i)) {
      ASSERT_LE(section.span.end, sections[i + 1].span.begin) << text << " section " << i;
    }
  }
}

TEST(OutlineTest, EmptyTextHasTheRootAlone) {
  for (const std::string text : {"", "\n\n", "  "}) {
    const std::vector<Section> sections = ReadOutline(text, {});
    ASSERT_EQ(sections.size(), 1u);
    ExpectSound(text, sections);
  }
}

TEST(OutlineTest, SpansCoverHeadingAndBody) {
  const std::string text =
      "松泉镇工作报告\n一、2021年回顾\n（一）工业向好。产值3亿元。\n（二）农业稳定。\n二、2022年安"
      "排\n抓好落实。\n";
  const std::vector<Section> sections = ReadOutline(text, {});
  ASSERT_EQ(sections.size(), 5u);
  ExpectSound(text, sections);
  EXPECT_EQ(sections[1].heading.In(text), "一、2021年回顾");
  EXPECT_EQ(sections[1].span.In(text),
            "一、2021年回顾\n（一）工业向好。产值3亿元。\n（二）农业稳定。\n");
  EXPECT_EQ(sections[2].heading.In(text), "（一）工业向好");
  EXPECT_EQ(sections[2].span.In(text), "（一）工业向好。产值3亿元。\n");
  EXPECT_EQ(sections[4].span.In(text), "二、2022年安排\n抓好落实。\n");
}

TEST(OutlineTest, AListInASentenceEndsWithIt) {
  const std::string text =
      "一、2021年回顾\n短板是：一是产业弱；二是财力薄。这些问题要重视。\n二、2022年安排\n抓落实。"
      "\n";
  const std::vector<Section> sections = ReadOutline(text, {});
  ExpectSound(text, sections);
  ASSERT_EQ(sections.size(), 5u);
  EXPECT_EQ(sections[2].span.In(text), "一是产业弱；");
  EXPECT_EQ(sections[3].span.In(text), "二是财力薄。");
  EXPECT_TRUE(sections[3].is_inline);
}

TEST(OutlineTest, AnyTextGivesASoundOutline) {
  const std::vector<std::string> pieces = {"一、",
                                           "二、",
                                           "（一）",
                                           "（二）",
                                           "1.",
                                           "2、",
                                           "（1）",
                                           "①",
                                           "②",
                                           "一是",
                                           "二是",
                                           "三要",
                                           "一要",
                                           "——",
                                           "第一，",
                                           "第二，",
                                           "首先，",
                                           "其次，",
                                           "第一部分 ",
                                           "【概况】",
                                           "工业",
                                           "发展。",
                                           "；",
                                           "，",
                                           "：",
                                           "\n",
                                           "\n",
                                           "“",
                                           "”",
                                           "《",
                                           "2022年",
                                           "3.5万亩",
                                           "各位代表！",
                                           "存在的问题是",
                                           "下一步，",
                                           "让我们奋斗",
                                           "\t",
                                           " ",
                                           "\xFF",
                                           "😀",
                                           "（",
                                           "）",
                                           "清醒地看到不足",
                                           "2023年主要目标是",
                                           "\r"};
  std::mt19937 random(3);
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    for (size_t n = random() % 40; n > 0; --n) text += pieces[random() % pieces.size()];
    ExpectSound(text, ReadOutline(text, {DocumentKind::kWorkReport, 2022}));
  }
}

TEST(OutlineTest, RolesFollowTitlesYearsAndTense) {
  EXPECT_THAT(OutlineLines(
                  "一、2021年工作总结\n略。\n二、存在的困难和问题\n略。\n三、2022年工作思路\n略。\n"
                  "四、加强政府自身建设\n略。\n"),
              ElementsAre("1 review 一、|2021年工作总结", "1 problem 二、|存在的困难和问题",
                          "1 plan 三、|2022年工作思路", "1 plan 四、|加强政府自身建设"));
  // A year alone, later than the one under review or not.
  EXPECT_THAT(OutlineLines("一、2021年经济社会发展\n略。\n二、2022年经济社会发展\n略。\n",
                           {DocumentKind::kWorkReport, 2021}),
              ElementsAre("1 review 一、|2021年经济社会发展", "1 plan 二、|2022年经济社会发展"));
  EXPECT_THAT(OutlineLines("一、“十二五”发展\n略。\n二、“十三五”发展\n略。\n",
                           {DocumentKind::kWorkReport, 2015}),
              ElementsAre("1 review 一、|“十二五”发展", "1 plan 二、|“十三五”发展"));
  // Headings that say nothing: the tense below them.
  EXPECT_THAT(
      OutlineLines("一、凝心聚力\n一年来，全镇圆满完成任务，财政收入同比增长5%，荣获先进。\n"
                   "二、同心同德\n今年要实干，必须确保年底前建成水厂，力争增收。\n",
                   {DocumentKind::kSpeech, std::nullopt}),
      ElementsAre("1 review 一、|凝心聚力", "1 plan 二、|同心同德"));
  // A report does not look back again.
  EXPECT_THAT(
      OutlineLines("一、2021年回顾\n略。\n二、2022年安排\n略。\n三、转变作风\n增长。\n"),
      ElementsAre("1 review 一、|2021年回顾", "1 plan 二、|2022年安排", "1 plan 三、|转变作风"));
  // A plan is a plan from its first line.
  EXPECT_THAT(OutlineLines("柳河乡2024年工作计划\n一、做强产业\n建成园区。\n二、改善民生\n修路。\n",
                           {DocumentKind::kPlan, 2024}),
              ElementsAre("1 plan 一、|做强产业", "1 plan 二、|改善民生"));
}

TEST(OutlineTest, SubSectionsInheritUnlessTheyDiffer) {
  EXPECT_THAT(OutlineLines("一、2021年预算执行情况\n（一）收入。增。\n（二）存在的主要问题\n一是弱"
                           "。\n（三）下一步打算\n改。\n"
                           "二、2022年预算草案\n（一）着力解决突出问题。办。\n"),
              ElementsAre("1 review 一、|2021年预算执行情况", "2 review （一）|收入",
                          "2 problem （二）|存在的主要问题", "3 problem 一是|弱",
                          "2 plan （三）|下一步打算", "1 plan 二、|2022年预算草案",
                          "2 plan （一）|着力解决突出问题"));
}

TEST(OutlineTest, ParagraphsThatTurnAreSections) {
  EXPECT_THAT(
      OutlineLines("一、2021年工作回顾\n（一）工业。好。\n"
                   "同时，我们也清醒地看到，产业结构不优，财力薄弱。\n"
                   "二、2022年安排\n主要预期目标是：增长6%。\n我们清醒地看到，任务艰巨。\n"),
      ElementsAre("1 review 一、|2021年工作回顾", "2 review （一）|工业", "2 problem |同时",
                  "1 plan 二、|2022年安排"));
  // No headings at all.
  const std::string letter =
      "梅坞乡工作报告\n各位代表：\n2003年，我乡干群苦干实干，完成农业总产值4000万元，比上年增长6%"
      "，修路4公里，"
      "扩种烟叶1200亩，农民人均纯收入达2236元。\n"
      "在肯定成绩的同时，我们也清醒地看到，结构调整步子不大。\n"
      "2004年的奋斗目标是：粮食总产稳定在2200万斤以上。要办好三件实事，一是建市场，二是修学校。\n"
      "各位代表，让我们为建设新梅坞而努力奋斗！\n";
  EXPECT_THAT(OutlineLines(letter), ElementsAre("1 review |2003年", "1 problem |在肯定成绩的同时",
                                                "1 plan |2004年的奋斗目标是", "1 plan ~一是|建市场",
                                                "1 plan ~二是|修学校"));
  const std::vector<Section> sections = ReadOutline(letter, {});
  // Taking leave belongs to nothing but the text.
  EXPECT_EQ(sections[3].span.In(letter).find("各位代表，让我们"), std::string::npos);
}

TEST(OutlineTest, ProblemsSolvedAreNoProblems) {
  EXPECT_THAT(OutlineLines("一、2021年回顾\n针对存在的问题，逐一整改到位，群众满意。\n坚持问题导向"
                           "，解决突出问题12个。\n"
                           "面对疫情冲击，全镇上下同心。\n"),
              ElementsAre("1 review 一、|2021年回顾"));
}

TEST(OutlineTest, SubtitlesAreNoHeadings) {
  EXPECT_THAT(OutlineLines(
                  "团结实干 "
                  "再创佳绩\n——在2021年全镇三级干部大会上的讲话\n同志们：\n一、回顾2020年\n好。\n"),
              ElementsAre("1 review 一、|回顾2020年"));
  EXPECT_THAT(
      OutlineLines(
          "政府工作报告\n——2018年1月16日在青溪县第十六届人民代表大会第三次会议上\n各位代表：\n"
          "——财力增强。收入9亿元。\n——城乡变样。修路。\n"),
      ElementsAre("1 review ——|财力增强", "1 review ——|城乡变样"));
}

TEST(OutlineTest, CueFilesAreWellFormed) {
  size_t bad_line = 99;
  EXPECT_GT(ReadRoleCues(RoleCueData(), &bad_line).size(), 50u);
  EXPECT_EQ(bad_line, 0u);
  EXPECT_GT(ReadTurnCues(TurnCueData(), &bad_line).size(), 50u);
  EXPECT_EQ(bad_line, 0u);
  EXPECT_THAT(ReadRoleCues("title nobody 3 回顾\n", &bad_line), IsEmpty());
  EXPECT_EQ(bad_line, 1u);
  EXPECT_THAT(ReadTurnCues("# x\n\nproblem\n", &bad_line), IsEmpty());
  EXPECT_EQ(bad_line, 3u);
}

}  // namespace
}  // namespace gongbao::segmentation
