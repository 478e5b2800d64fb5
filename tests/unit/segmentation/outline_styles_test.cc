// Outlines of many styles, all invented.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/segmentation/outline_lines.h"

namespace gongbao::segmentation {
namespace {

using model::DocumentKind;

struct Case {
  const char* name;
  const char* text;
  std::vector<std::string> expected;
};

class OutlineStylesTest : public testing::TestWithParam<Case> {};

TEST_P(OutlineStylesTest, IsRead) {
  EXPECT_THAT(OutlineLines(GetParam().text, {DocumentKind::kWorkReport, 2021}),
              testing::ElementsAreArray(GetParam().expected));
}

const Case kCases[] = {
    {"FourLevels",
     "一、工作回顾\n（一）经济\n1."
     "工业。产值增长。\n（1）园区。建成。\n①道路。通车。\n②管网。铺设。\n（2）企业。新增。\n"
     "2.农业。稳产。\n（二）民生\n1.教育。提升。\n二、工作安排\n（一）产业\n",
     {"1 review 一、|工作回顾", "2 review （一）|经济", "3 review 1.|工业", "4 review （1）|园区",
      "5 review ①|道路", "5 review ②|管网", "4 review （2）|企业", "3 review 2.|农业",
      "2 review （二）|民生", "3 review 1.|教育", "1 plan 二、|工作安排", "2 plan （一）|产业"}},
    {"DigitsUnderHan",
     "一、工作回顾\n1、工业。好。\n2、农业。好。\n二、下步打算\n1、工业。抓。\n",
     {"1 review 一、|工作回顾", "2 review 1、|工业", "2 review 2、|农业", "1 plan 二、|下步打算",
      "2 plan 1、|工业"}},
    {"NumberingRestarts",
     "一、工作回顾\n——向工业要质量\n（一）企业增多。好。\n（二）产值增加。好。\n——向农业要效益\n（"
     "一）粮食增产。好。\n"
     "（二）果茶增收。好。\n二、工作安排\n抓。\n",
     {"1 review 一、|工作回顾", "2 review ——|向工业要质量", "3 review （一）|企业增多",
      "3 review （二）|产值增加", "2 review ——|向农业要效益", "3 review （一）|粮食增产",
      "3 review （二）|果茶增收", "1 plan 二、|工作安排"}},
    {"NumberingRunsOnAcrossChapters",
     "一、工作回顾\n（一）工业。好。\n（二）农业。好。\n二、工作安排\n（三）项目。抓。\n（四）民生"
     "。抓。\n",
     {"1 review 一、|工作回顾", "2 review （一）|工业", "2 review （二）|农业",
      "1 plan 二、|工作安排", "2 plan （三）|项目", "2 plan （四）|民生"}},
    {"NumbersAreSkippedAndRepeated",
     "一、工作回顾\n（一）工业。好。\n（三）农业。好。\n（三）商贸。好。\n三、工作安排\n一是抓项目"
     "。快。\n三是抓招商。快。\n",
     {"1 review 一、|工作回顾", "2 review （一）|工业", "2 review （三）|农业",
      "2 review （三）|商贸", "1 plan 三、|工作安排", "2 plan 一是|抓项目", "2 plan 三是|抓招商"}},
    {"MixedWidths",
     "一、工作回顾\n(一)工业。好。\n（二)农业。好。\n( 三 "
     ")商贸。好。\n1．粮食。好。\n2.果茶。好。\n",
     {"1 review 一、|工作回顾", "2 review (一)|工业", "2 review （二)|农业", "2 review ( 三 )|商贸",
      "3 review 1．|粮食", "3 review 2.|果茶"}},
    {"DashesRunIn",
     "一、工作回顾\n——工业提速。产值5亿元。\n——农业增效。粮食增产。\n（一）城乡变样。修路。\n二、工"
     "作安排\n——抓项目，增后劲。开工。\n",
     {"1 review 一、|工作回顾", "2 review ——|工业提速", "2 review ——|农业增效",
      "2 review （一）|城乡变样", "1 plan 二、|工作安排", "2 plan ——|抓项目，增后劲"}},
    {"ItemsAsParagraphs",
     "一、工作回顾\n一是工业提速；产值增长。企业增多。\n二是农业增效。粮食增产。\n（一）城乡变样。"
     "修路。\n",
     {"1 review 一、|工作回顾", "2 review 一是|工业提速；产值增长", "2 review 二是|农业增效",
      "2 review （一）|城乡变样"}},
    {"ItemsUnderItems",
     "二、工作安排\n（一）抓落实。\n一是抓招商。方式上：一要走出去；二要请进来；三要留得住。\n二是"
     "抓项目。开工。\n",
     {"1 plan 二、|工作安排", "2 plan （一）|抓落实", "3 plan 一是|抓招商", "4 plan ~一要|走出去",
      "4 plan ~二要|请进来", "4 plan ~三要|留得住", "3 plan 二是|抓项目"}},
    {"SameItemsInsideAnItem",
     "二、工作安排\n一是抓招商。途径有三：一是以商招商；二是以情招商。\n二是抓项目。开工。\n",
     {"1 plan 二、|工作安排", "2 plan 一是|抓招商", "3 plan ~一是|以商招商",
      "3 plan ~二是|以情招商", "2 plan 二是|抓项目"}},
    {"TwoListsInAParagraph",
     "二、工作安排\n招商方面：一要走出去。去南方。二要请进来。办活动。引才方面：一要给待遇。补贴。"
     "二要搭平台。建站。\n",
     {"1 plan 二、|工作安排", "2 plan ~一要|走出去", "2 plan ~二要|请进来", "2 plan ~一要|给待遇",
      "2 plan ~二要|搭平台"}},
    {"ListDividedByCommas",
     "一、工作回顾\n办了三件事，一是修路3公里，二是架桥1座，三是建校2所。群众满意。\n",
     {"1 review 一、|工作回顾", "2 review ~一是|修路3公里", "2 review ~二是|架桥1座",
      "2 review ~三是|建校2所"}},
    {"ListWithOtherLabels",
     "一、工作回顾\n成绩有三：①工业增长；②农业增产；③商贸活跃。做法是：1.抓早；2."
     "抓实。第一，靠干部。第二，靠群众。\n",
     {"1 review 一、|工作回顾", "2 review ~①|工业增长", "2 review ~②|农业增产",
      "2 review ~③|商贸活跃", "2 review ~1.|抓早", "2 review ~2.|抓实", "2 review ~第一，|靠干部",
      "2 review ~第二，|靠群众"}},
    {"ListWithoutPunctuation",
     "一、工作回顾\n新建①道路3条②管网5公里③泵站2座。按照（1）先急后缓（2）先易后难的原则推进。《条"
     "例》第（1）项。\n",
     {"1 review 一、|工作回顾", "2 review ~①|道路3条", "2 review ~②|管网5公里",
      "2 review ~③|泵站2座", "2 review ~（1）|先急后缓", "2 review ~（2）|先易后难的原则推进"}},
    {"FirstNeedsSecond",
     "一、工作回顾\n首先，我代表镇政府表示感谢。大家辛苦。\n二、工作要求\n首先，要提高认识。抓紧。"
     "\n其次，要落实责任。抓实。\n"
     "最后，要严明纪律。抓严。\n",
     {"1 review 一、|工作回顾", "1 plan 二、|工作要求", "2 plan 首先，|要提高认识",
      "2 plan 其次，|要落实责任", "2 plan 最后，|要严明纪律"}},
    {"Parts",
     "第一部分 2021年工作回顾\n一、工业。好。\n二、农业。好。\n第二部分 "
     "2022年工作安排\n一、工业。抓。\n",
     {"1 review 第一部分|2021年工作回顾", "2 review 一、|工业", "2 review 二、|农业",
      "1 plan 第二部分|2022年工作安排", "2 plan 一、|工业"}},
    {"YearbookBrackets",
     "【概况】全乡辖8村。\n【粮食生产】总产3万吨。\n",
     {"1 review |概况", "1 review |粮食生产"}},
    {"OneParagraph",
     "同志们：讲两点意见：一、回顾2021年，成绩可喜去年我们完成了产值5亿元，同比增长8%"
     "，圆满完成任务。(一)工业提速，动能增强。一是企业增多。新增3家。"
     "二是园区扩容。扩地百亩。(二)"
     "农业增效，农民增收。粮食增产。二、展望2022年，任务艰巨今年要实干，确保增长6%。(一)"
     "抓项目，促投资。开工。",
     {"1 review ~一、|回顾2021年，成绩可喜去年我们完成了产值5亿元，同比增长8%，圆满完成任务",
      "2 review ~(一)|工业提速，动能增强", "3 review ~一是|企业增多", "3 review ~二是|园区扩容",
      "2 review ~(二)|农业增效，农民增收",
      "1 plan ~二、|展望2022年，任务艰巨今年要实干，确保增长6%", "2 plan ~(一)|抓项目，促投资"}},
    {"OneParagraphLongTitle",
     "同志们：讲两点意见：一、认清大势、坚定信心，在回顾总结中增强做好工作的责任感和使命感昨天的大"
     "会上，我们总结了过去一年取得的成绩，全镇完成产值5亿元，同比增长8%，"
     "圆满完成任务。二、锚定目标、真抓实干，在全面发力中开创高质量发展的新局面今年要实干，必须坚持"
     "项目为王，确保开工项目10个，力争财政收入增长6%，把各项任务落到实处。",
     {"1 review ~一、|认清大势、坚定信心，在回顾总结中增强做好工作的责任感和使命感",
      "1 plan ~二、|锚定目标、真抓实干，在全面发力中开创高质量发展的新局面"}},
    {"TitleRunsIntoItsBody",
     "一、认清大势、坚定信心，在回顾总结中增强做好工作的责任感和使命感昨天的大会上，我们总结了过去"
     "一年取得的成绩，圆满完成任务。\n"
     "二、聚焦项目建设和招商引资两大抓手，千方百计扩大有效投资，确保今年开工项目10个，力争完成全年"
     "目标任务，实现20%的增长。抓好落实。\n",
     {"1 review 一、|认清大势、坚定信心，在回顾总结中增强做好工作的责任感和使命感",
      "1 plan "
      "二、|"
      "聚焦项目建设和招商引资两大抓手，千方百计扩大有效投资，确保今年开工项目10个，力争完成全年目标"
      "任务，实现20%的增长"}},
    {"QuotedStopsAreNoEnds",
     "一、工作回顾\n（一）“实干。苦干。”蔚然成风。好。\n（二）《条例。》落实。好。\n（三）引号“未合"
     "。好。\n",
     {"1 review 一、|工作回顾", "2 review （一）|“实干。苦干。”蔚然成风",
      "2 review （二）|《条例。》落实", "2 review （三）|引号“未合"}},
    {"NoLabels",
     "一带一路建设提速。\n一、二、三产融合发展。\n1."
     "5万亩茶园投产。\n三农工作稳中向好，一、二季度均增长。\n2022.3亿元。\n",
     {}},
    {"TablesAreNoHeadings",
     "一、工作回顾\n1\t产值\t亿元\t5.2\n2\t税收\t万元\t820\n",
     {"1 review 一、|工作回顾"}},
    {"ProblemsBehindSubSections",
     "一、2021年回顾\n（一）工业。好。\n（二）农业。好。\n在总结成绩的同时，我们也要看到存在的问题"
     "：一是链条短；二是人才缺。\n二、2022年安排\n抓。\n",
     {"1 review 一、|2021年回顾", "2 review （一）|工业", "2 review （二）|农业",
      "2 problem |在总结成绩的同时", "2 problem ~一是|链条短", "2 problem ~二是|人才缺",
      "1 plan 二、|2022年安排"}},
    {"ProblemsAsParagraphs",
     "一、2021年回顾\n好。\n存在的主要问题：\n一是链条短。缺龙头。\n二是人才缺。留不住。\n这些问题"
     "要正视。\n二、2022年安排\n抓。\n",
     {"1 review 一、|2021年回顾", "2 problem |存在的主要问题", "2 problem 一是|链条短",
      "2 problem 二是|人才缺", "1 plan 二、|2022年安排"}},
    {"AddressEndsTheSubSection",
     "一、2021年回顾\n（一）工业。好。\n（二）农业。好。\n各位代表！五年来，全镇旧貌换新颜：\n——产"
     "业兴。好。\n——乡村美。好。\n二、2022年安排\n抓。\n",
     {"1 review 一、|2021年回顾", "2 review （一）|工业", "2 review （二）|农业",
      "2 review ——|产业兴", "2 review ——|乡村美", "1 plan 二、|2022年安排"}},
    {"BrokenLines",
     "一、2021年回顾\n一是抓工业。好。二是抓农业。好。\n三是抓商贸。好。\n工作扎实。二、2022年安排"
     "。抓项目。\n",
     {"1 review 一、|2021年回顾", "2 review ~一是|抓工业", "2 review ~二是|抓农业",
      "2 review 三是|抓商贸", "1 plan ~二、|2022年安排"}},
    {"HeadingsWithoutNumbers",
     "红岩镇政府工作报告\n2022年2月10日\n2021年工作回顾\n一、工业。好。\n二、农业。好。\n存在的问题"
     "\n一是产业弱。缺龙头。\n"
     "2022年工作安排\n一、项目。抓。\n二、民生。抓。\n",
     {"1 review |2021年工作回顾", "1 review 一、|工业", "1 review 二、|农业",
      "1 problem |存在的问题", "1 problem 一是|产业弱", "1 plan |2022年工作安排",
      "1 plan 一、|项目", "1 plan 二、|民生"}},
    {"HeadingWithoutNumberAmongNumbered",
     "一、2021年工作回顾\n（一）工业。好。\n（二）农业。好。\n下一步工作打算\n（一）项目。抓。\n（"
     "二）民生。抓。\n二、2022年要求\n严。\n",
     {"1 review 一、|2021年工作回顾", "2 review （一）|工业", "2 review （二）|农业",
      "2 plan |下一步工作打算", "2 plan （一）|项目", "2 plan （二）|民生",
      "1 plan 二、|2022年要求"}},
    {"RunInHeadings",
     "一、2021年工作回顾\n过去一年极不平凡。全镇上下坚持稳中求进，顶住压力，迎难而上，较好完成了年"
     "初确定的各项目标任务，发展势头良好。\n"
     "综合实力稳步提升。全镇生产总值迈上新台阶，财政收入持续增长，市场主体不断壮大，城乡面貌日新月"
     "异，群众得到实惠。\n"
     "产业结构持续优化。工业园区扩容提质，特色农业连片成带，乡村旅游方兴未艾，新业态新模式加快成长"
     "，后劲更足了。\n（一）工业。好。\n",
     {"1 review 一、|2021年工作回顾", "2 review |综合实力稳步提升", "2 review |产业结构持续优化",
      "2 review （一）|工业"}},
    {"ChaptersListedInALine",
     "一、2021年工作回顾\n（一）工业。做法是：一、抓招商；二、抓服务。企业满意。\n（二）农业。好。"
     "\n二、2022年安排\n抓。\n",
     {"1 review 一、|2021年工作回顾", "2 review （一）|工业", "3 review ~一、|抓招商",
      "3 review ~二、|抓服务", "2 review （二）|农业", "1 plan 二、|2022年安排"}},
    {"FacingDifficultiesIsNoProblem",
     "一、2021年工作回顾\n2021年，面临疫情冲击等多重困难挑战，全镇上下迎难而上，成绩突出。\n着力补"
     "齐民生短板。修路3公里。\n二、补短板，强弱项\n办实事。\n",
     {"1 review 一、|2021年工作回顾", "1 review 二、|补短板，强弱项"}},
    {"FirstParagraphBelowAHeadingStays",
     "一、2021年工作回顾\n（一）工业\n一年来，全镇工业持续向好。\n1.园区。扩容。\n2."
     "企业。新增。\n（二）农业\n好。\n",
     {"1 review 一、|2021年工作回顾", "2 review （一）|工业", "3 review 1.|园区",
      "3 review 2.|企业", "2 review （二）|农业"}},
    {"PlanInsideAReviewLetter",
     "今年以来，全乡各项工作有序推进，完成投资1.2亿元，同比增长8%"
     "，新建水厂一座，群众满意度明显提升。\n下一步，我们将开工道路3条。\n",
     {"1 review |今年以来", "1 plan |下一步"}},
};

INSTANTIATE_TEST_SUITE_P(Styles, OutlineStylesTest, testing::ValuesIn(kCases),
                         [](const auto& outline) { return std::string(outline.param.name); });

}  // namespace
}  // namespace gongbao::segmentation
