#include "services/ingest/clean/cleaner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "services/base/text.h"

namespace gongbao::ingest {
namespace {

const Cleaner& TheCleaner() {
  static const Cleaner* const cleaner = new Cleaner(*Cleaner::Create());
  return *cleaner;
}

std::string Clean(std::string_view text) { return TheCleaner().Clean(text).text; }

struct Case {
  const char* from;
  const char* to;
};

TEST(Clean, CharactersFiguresAndPunctuation) {
  const Case cases[] = {
      // Traditional, glosses and what is left of broken ones.
      {"楊寨鎮(zhèn)堅持實現(xiàn)新進位", "杨寨镇坚持实现新进位"},
      {"全鎮(zhen)發展", "全镇（zhen）发展"},
      {"用工、運輸?shù)協(xié)調", "用工、运输协调"},
      {"实施双碳(APP)战略(2021)", "实施双碳（APP）战略（2021）"},
      // Widths.
      {"完成５．８６亿元，增长４．１％，Ｇ310线", "完成5.86亿元，增长4.1%，G310线"},
      // ASCII punctuation between Chinese characters only.
      {"现在,我报告工作:请审议;谢谢!", "现在，我报告工作：请审议；谢谢！"},
      {"完成88,012万元,增长6.2%;其中:税收", "完成88,012万元，增长6.2%；其中：税收"},
      {"会议于09:18开始,见http://a.cn/b?c=1", "会议于09:18开始，见http://a.cn/b?c=1"},
      {"实际完成(见附表)100万元", "实际完成（见附表）100万元"},
      {"打造\"一站式\"服务", "打造“一站式”服务"},
      {"做好工作. 下一步", "做好工作。下一步"},
      // Spaces.
      {"2021 年完成 22.71 亿元", "2021年完成22.71亿元"},
      {"发放5 775元，23. 5平方公里，46 .8公里", "发放5775元，23.5平方公里，46.8公里"},
      {"1. 2020年工作回顾", "1. 2020年工作回顾"},
      {"ABC Company 与本镇", "ABC Company与本镇"},
      {"　　发展　经济", "发展经济"},
      // Invisible characters and bullets of private fonts.
      {"发\u200B展\u00AD经\uFEFF济\uE5E5", "发展经济"},
      {"**要用高标准抓落实。**我们多次讲", "要用高标准抓落实。我们多次讲"},
      {"投资**万元，建成**公里", "投资**万元，建成**公里"},
      {"发展&nbsp;经济<br>民生&#12288;&#x5E86;", "发展经济\n民生庆"},
      {"打造「諸葛」品牌，实现﹙预计﹚增长", "打造“诸葛”品牌，实现（预计）增长"},
      {"--抓项目，增后劲", "——抓项目，增后劲"},
      {"习近平•文选", "习近平·文选"},
      {"•第一条", "•第一条"},
      {"", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(Clean(c.from), c.to) << c.from;
}

TEST(Clean, RejoinsWhatPagesBroke) {
  const std::string body =
      "2020年，全镇上下克难奋进，较好完成了各项任务，经济社会发展取得了新的成绩，人民生活水平不断提高。";
  EXPECT_EQ(Clean(body + "随州市示范区落户，为全\n\n镇的跨越发展带来机遇；前景广阔。"),
            body + "随州市示范区落户，为全镇的跨越发展带来机遇；前景广阔。");
  EXPECT_EQ(Clean(body + "户均发放产业奖补资\n\n- 2 -\n\n金5 775元，发放信贷。"),
            body + "户均发放产业奖补资金5775元，发放信贷。");
  EXPECT_EQ(Clean(body + "开展志愿服务活动\n\n动。二要提升。"), body + "开展志愿服务活动。二要提升。");
  EXPECT_EQ(Clean(body + "天天向上，蒸蒸日上，收获\n\n获得成绩。" + body + "人人动手，收获得多。"),
            body + "天天向上，蒸蒸日上，收获得成绩。" + body + "人人动手，收获得多。");
}

TEST(Clean, RejoinsLinesOfAFixedWidth) {
  const char* wrapped =
      "新月镇政府工作报告\n"
      "一、2020年工作回顾\n"
      "2020年，全镇完成地区生产总值5.86亿元，增长4.1%；固定\n"
      "资产投资2.35亿元，增长11.2%；社会消费品零售总额1.0\n"
      "8亿元，下降2.7%；城镇居民人均可支配收入分别达到27\n"
      " 640元和9 775元，增长5.2%、7.4%；粮食总产量1.2\n"
      "7万吨，实现连丰，全镇经济总量稳步增长，产业结构持续\n"
      "优化，人民生活水平不断提高。\n"
      "（一）脱贫攻坚圆满收官。投入资金1.47亿元，1126户全部\n"
      "脱贫，总投资3850万元的治理项目进展顺利，通村公路2座\n"
      "，桥梁建成通车。\n";
  EXPECT_EQ(Clean(wrapped),
            "新月镇政府工作报告\n"
            "一、2020年工作回顾\n"
            "2020年，全镇完成地区生产总值5.86亿元，增长4.1%；固定资产投资2.35亿元，增长11.2%；社会消费品零售总额1.08"
            "亿元，下降2.7%；城镇居民人均可支配收入分别达到27640元和9775元，增长5.2%、7.4%；粮食总产量1.27万吨，"
            "实现连丰，全镇经济总量稳步增长，产业结构持续优化，人民生活水平不断提高。\n"
            "（一）脱贫攻坚圆满收官。投入资金1.47亿元，1126户全部脱贫，总投资3850万元的治理项目进展顺利，通村公路2座，"
            "桥梁建成通车。");
}

TEST(Clean, LeavesTheHeadOfAWrappedTextOnItsLines) {
  const std::string text =
      "新月县云栖镇2023年政府工作报告\n"
      "——2024年1月21日在云栖镇第十一届人民代表大会第四次会议上\n"
      "镇长　王小明\n"
      "各位代表：\n"
      "现在，我代表镇人民政府向大会报告工作，请予审议，并请列席\n"
      "人员提出意见。2023年，面对复杂多变的外部环境和艰巨繁重的\n"
      "发展任务，镇政府坚持稳中求进，经济社会保持平稳健康发展，\n"
      "全镇实现规上工业总产值17.78亿元、增长6.9%；规模以上工业\n"
      "增加值比上年增长9.1%；完成固定资产投资12亿元，较上年下降\n"
      "2.1%；财政收入1126万元，增长8.1%，人民生活水平不断提高，\n"
      "社会大局和谐稳定。\n";
  const std::string clean = Clean(text);
  const std::vector<std::string_view> lines = Split(clean, '\n');
  ASSERT_EQ(lines.size(), 5u) << clean;
  EXPECT_EQ(lines[1], "——2024年1月21日在云栖镇第十一届人民代表大会第四次会议上");
  EXPECT_EQ(lines[2], "镇长王小明");
}

TEST(Clean, TakesOutHeadsOfPagesAndJumpMarks) {
  std::string text;
  for (int page = 1; page <= 4; ++page) {
    text += "新月镇第九届人大五次会议文件\n\n我们坚持稳中求进，经济社会保持平稳健康发展，各项工作取得新的成绩，第" +
            std::to_string(page) + "项任务全面\n\n- " + std::to_string(page) + " -\n\n";
  }
  const std::string clean = Clean(text);
  EXPECT_EQ(clean.find("会议文件"), clean.rfind("会议文件")) << clean;
  EXPECT_NE(clean.find("第1项任务全面我们坚持"), std::string::npos) << clean;
  EXPECT_EQ(Clean("提供了行动指南。（下转第四版）（紧接第一版）我们坚持人民至上"), "提供了行动指南。我们坚持人民至上");
}

TEST(Clean, LeavesTitlesHeadingsAndTablesOnTheirLines) {
  const char* text =
      "新月镇政府工作报告\n——2021年1月20日在新月镇第十九届人民代表大会第五次会议上\n镇长王小明\n各位代表：\n"
      "一、坚持工业强镇、农业稳镇，加快培育发展动能\n2020年，我们克难奋进，取得了新的成绩。\n"
      "指标\t单位\t2020年\n财政收入\t万元\t1126\n二、困难和问题\n产业结构单一。";
  EXPECT_EQ(Clean(text), text);
}

TEST(Clean, TakesOutWhatTheSitePrints) {
  const char* page =
      "您现在的位置:首页 > 政务公开\n"
      "下载\n打印\n【字号：\n加大\n还原\n】\n"
      "新月镇政府工作报告\n"
      "来源：新月镇人民政府　时间：2022-01-25 09:18　浏览次数：1024\n"
      "字体:[ 大 中 小 ]\n"
      "王小明作政府工作报告。本报记者 张三摄\n"
      "各位代表：\n"
      "现在，我代表镇人民政府向大会报告工作，请各位代表予以审议，并请列席代表提出意见。\n"
      "让我们更加紧密地团结起来，为建设美丽新月、谱写新的篇章而努力奋斗！\n"
      "扫一扫在手机上查看当前页面\n"
      "【打印本页】 【关闭窗口】\n"
      "您访问的链接即将离开“新月县人民政府”门户网站，是否继续？\n"
      "相关报道：\n新月镇召开会议\n"
      "主办：新月县人民政府办公室　闽ICP备00000000号";
  const CleanResult result = TheCleaner().Clean(page);
  EXPECT_EQ(result.text,
            "新月镇政府工作报告\n各位代表：\n"
            "现在，我代表镇人民政府向大会报告工作，请各位代表予以审议，并请列席代表提出意见。\n"
            "让我们更加紧密地团结起来，为建设美丽新月、谱写新的篇章而努力奋斗！");
  // Nothing is dropped in silence: each line is in the account, with where it stood.
  std::vector<std::string> removed;
  for (const Removal& removal : result.account) {
    EXPECT_FALSE(removal.reason.empty());
    EXPECT_EQ(RemoveSpace(removal.source.In(page)), RemoveSpace(removal.text));
    removed.push_back(removal.text);
  }
  EXPECT_THAT(removed, testing::Contains("相关报道："));
  EXPECT_THAT(removed, testing::Contains("新月镇召开会议"));
  EXPECT_THAT(result.furniture, testing::Contains("来源：新月镇人民政府　时间：2022-01-25 09:18　浏览次数：1024"));
}

TEST(Clean, TakesOutTheLinesOfAPageInManyForms) {
  const char* report =
      "新月镇政府工作报告\n各位代表：\n现在，我代表镇人民政府向大会报告工作，请各位代表予以审议，并请列席代表提出意见。";
  const char* lines[] = {"2022-01-25 09:18",
                         "2022-01-25 来源：新月镇人民政府 浏览：20次",
                         "发布日期：2022-01-25 09:18　信息来源：新月镇　点击数：100　【字体：大 中 小】",
                         "来源｜新月发布",
                         "编辑 | 张三",
                         "首页 > 政务公开 > 正文",
                         "新月镇政府工作报告-新月县人民政府门户网站",
                         "【字体：大 中 小】 打印",
                         "点击蓝字 关注我们",
                         "本文档下载积分：100"};
  for (const char* line : lines) {
    EXPECT_EQ(Clean(std::string(line) + "\n" + report), report) << line;
  }
}

TEST(Clean, KeepsLinesOfTheReportThatLookLikeOthers) {
  const char* report =
      "沧岭市2022年县域经济运行比较分析\n沧岭市发展和改革委员会2023年2月13日\n"
      "2022年，永渡、桐谷五县围绕争先进位竞相发展，县域经济总体平稳，但分化明显。\n"
      "主要预期目标：地区生产总值增长6%，一般公共预算收入增长4%。\n联系群众。\n打印机产业园建成投产。";
  EXPECT_EQ(Clean(report), report);
}

TEST(Clean, FollowsIndentsOfAWrappedText) {
  const char* wrapped =
      "　　2020年，全镇完成地区生产总值5.86亿元，增长4.1%；固定资产投\n"
      "资2.35亿元，增长11.2%，社会消费品零售总额1.08亿元，下降。\n"
      "城镇居民人均可支配收入分别达到27640元和9775元，增长5.2%、\n"
      "7.4%；粮食总产量1.27万吨，实现连丰，全镇经济总量稳步增长。\n"
      "　　一年来，我们坚持稳中求进工作总基调，产业结构持续优化，人\n"
      "民生活水平不断提高，社会大局和谐稳定，各项工作取得新成绩，干\n"
      "部作风持续好转。\n"
      "　　脱贫攻坚圆满收官。投入资金1.47亿元，1126户全部脱贫，总投\n"
      "资3850万元的治理项目进展顺利。\n";
  const std::string clean = Clean(wrapped);
  EXPECT_EQ(Split(clean, '\n').size(), 3u) << clean;
  EXPECT_EQ(RemoveSpace(clean), RemoveSpace(wrapped));
}

TEST(Clean, TakesOutATeaserThatRepeatsTheBeginning) {
  const std::string body =
      "今天这次会议，是经镇党委、政府研究，决定召开的，对全镇涌现出的先进集体和先进个人进行了总结表彰。下面讲三点意见。";
  const std::string page = " 在全镇会议上的讲话同志们：" + body.substr(0, 90) + "...\n在全镇会议上的讲话\n同志们：\n" + body;
  EXPECT_EQ(Clean(page), "在全镇会议上的讲话\n同志们：\n" + body);
}

TEST(Clean, TakesOutQuestionMarksThatStoodForSpaces) {
  EXPECT_EQ(Clean("?" "?(一)工业兴镇,经济实力稳中有进\n乡村振兴成效显著 ??\n这是为什么？？"),
            "（一）工业兴镇，经济实力稳中有进\n乡村振兴成效显著\n这是为什么？？");
}

TEST(Clean, GivesATextWithoutLinesItsLinesBack) {
  std::string text = "在新月镇会议上的讲话同志们：";
  for (const char* label : {"一、", "二、", "（一）", "（二）", "三、"}) {
    text += label;
    text += "全力推进各项工作。";
    for (int i = 0; i < 12; ++i) text += "我们要认清形势、明确方向，在推进发展中增强责任感和紧迫感，做好各项工作。";
  }
  const std::string clean = Clean(text);
  EXPECT_EQ(Split(clean, '\n').size(), 7u);
  EXPECT_EQ(clean.substr(0, clean.find('\n')), "在新月镇会议上的讲话");
  EXPECT_EQ(RemoveSpace(clean), text);
}

// A copied run copies, runs don't go back, and every byte of the clean text comes from somewhere.
void ExpectMapped(const CleanResult& result, std::string_view source) {
  ASSERT_EQ(result.map.derived_size(), result.text.size());
  uint32_t last = 0;
  for (const model::OffsetMap::Run& run : result.map.runs()) {
    EXPECT_GE(run.earlier.begin, last);
    EXPECT_LE(run.earlier.end, source.size());
    last = run.earlier.begin;
  }
  EXPECT_EQ(FindInvalidUtf8(result.text), std::string_view::npos);
  for (const Removal& removal : result.account) EXPECT_LE(removal.source.end, source.size());
}

TEST(Clean, KeepsItsInvariantsOnAnyText) {
  const std::string pieces[] = {"新月镇", "報告", "(zhèn)", "??", "\n", "\n\n", " ", "　", "12", ".", ",", "5 775元",
                                "- 2 -\n", "**", "来源：日报\n", "一、", "（一）", "。", "；", "\t", "X亿元", "…",
                                "&nbsp;", "<p>", "\"", "(", ")", "各位代表：", "\r\n", "\u200B", "\uE000", "打印\n",
                                "年", "同志们：", "相关报道：\n", "A b", "----", "％", "．", "\uFFFD"};
  std::mt19937 random(42);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    const size_t count = 1 + random() % 60;
    for (size_t i = 0; i < count; ++i) text += pieces[random() % std::size(pieces)];
    const CleanResult result = TheCleaner().Clean(text);
    ExpectMapped(result, text);
    if (HasFailure()) {
      ADD_FAILURE() << text;
      return;
    }
  }
}

TEST(Clean, IsTheSameEveryTime) {
  const std::string text = "新月鎮報告(2021)\n?" "?(一)發展,經濟 12. 5億元\n- 1 -\n打印\n";
  const CleanResult a = TheCleaner().Clean(text);
  const CleanResult b = TheCleaner().Clean(text);
  EXPECT_EQ(a.text, b.text);
  EXPECT_EQ(a.map, b.map);
  EXPECT_EQ(a.counts, b.counts);
}

}  // namespace
}  // namespace gongbao::ingest
