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
      {"雲渡鎮(zhèn)繼續擴(kuò)種雪梨", "云渡镇继续扩种雪梨"},
      {"全鎮(zhen)發展", "全镇（zhen）发展"},
      {"橋梁、碼頭?tóu)協(xié)管", "桥梁、码头协管"},
      {"实施双碳(APP)战略(2021)", "实施双碳（APP）战略（2021）"},
      // Widths.
      {"完成３．９４亿元，增长７．３％，Ｇ688线", "完成3.94亿元，增长7.3%，G688线"},
      // ASCII punctuation between Chinese characters only.
      {"现在,我报告工作:请审议;谢谢!", "现在，我报告工作：请审议；谢谢！"},
      {"完成73,540万元,增长3.7%;其中:税收", "完成73,540万元，增长3.7%；其中：税收"},
      {"会议于09:18开始,见http://a.cn/b?c=1", "会议于09:18开始，见http://a.cn/b?c=1"},
      {"实际完成(见附表)100万元", "实际完成（见附表）100万元"},
      {"打造\"一站式\"服务", "打造“一站式”服务"},
      {"做好工作. 下一步", "做好工作。下一步"},
      // Spaces.
      {"2019 年完成 17.39 亿元", "2019年完成17.39亿元"},
      {"补助3 418元，61. 7平方公里，19 .4公里", "补助3418元，61.7平方公里，19.4公里"},
      {"1. 2020年工作回顾", "1. 2020年工作回顾"},
      {"ABC Company 与本镇", "ABC Company与本镇"},
      {"　　发展　经济", "发展经济"},
      // Invisible characters and bullets of private fonts.
      {"发\u200B展\u00AD经\uFEFF济\uE5E5", "发展经济"},
      {"**把渠道修到田头。**入冬以来", "把渠道修到田头。入冬以来"},
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
      "入冬以来，新月镇修渠补路，雪梨和茶油都卖出了好价钱，渡口小学添了三间教室，夜里的路灯也亮了起来。";
  EXPECT_EQ(Clean(body + "河堤加固以后，两岸的果\n\n农不再担心汛期；销路通畅。"),
            body + "河堤加固以后，两岸的果农不再担心汛期；销路通畅。");
  EXPECT_EQ(Clean(body + "每户领到种苗补助款\n\n- 2 -\n\n项3 418元，另有化肥。"),
            body + "每户领到种苗补助款项3418元，另有化肥。");
  EXPECT_EQ(Clean(body + "新添渡口夜航班船\n\n船。再修码头。"), body + "新添渡口夜航班船。再修码头。");
  EXPECT_EQ(Clean(body + "天天向上，蒸蒸日上，收获\n\n获得成绩。" + body + "人人动手，收获得多。"),
            body + "天天向上，蒸蒸日上，收获得成绩。" + body + "人人动手，收获得多。");
}

TEST(Clean, RejoinsLinesOfAFixedWidth) {
  const char* wrapped =
      "新月镇政府工作报告\n"
      "一、2017年的主要收成\n"
      "2017年，全镇雪梨卖了3.94亿元，比上一年多7.3%；茶油卖\n"
      "了1.62亿元，比上一年多9.4%；渡口的货运收入有0.7\n"
      "3亿元，少了1.9%；山上和河边的人家分别收入31\n"
      " 250元和8 460元，多了6.3%、5.8%；稻谷收了2.4\n"
      "6万吨，没有一户受灾，新修的渠道通到了每一块田，山上\n"
      "的果园也装上了水管。\n"
      "（一）渡口大桥提前通车。花去资金2.18亿元，三百多户人\n"
      "家出了工，总投资5120万元的引桥也快修好，河边新添凉亭\n"
      "，夜里亮起路灯。\n";
  EXPECT_EQ(Clean(wrapped),
            "新月镇政府工作报告\n"
            "一、2017年的主要收成\n"
            "2017年，全镇雪梨卖了3.94亿元，比上一年多7.3%；茶油卖了1.62亿元，比上一年多9.4%；渡口的货运收入有0.73亿元，"
            "少了1.9%；山上和河边的人家分别收入31250元和8460元，多了6.3%、5.8%；稻谷收了2.46万吨，没有一户受灾，"
            "新修的渠道通到了每一块田，山上的果园也装上了水管。\n"
            "（一）渡口大桥提前通车。花去资金2.18亿元，三百多户人家出了工，总投资5120万元的引桥也快修好，河边新添凉亭，"
            "夜里亮起路灯。");
}

TEST(Clean, LeavesTheHeadOfAWrappedTextOnItsLines) {
  const std::string text =
      "新月县云渡镇2018年政府工作报告\n"
      "——2019年3月6日在云渡镇第二届人民代表大会第三次会议上\n"
      "镇长　王小明\n"
      "各位代表：\n"
      "去年冬天渡口大桥通了车，雪梨和茶油都运得出去，山上的果农\n"
      "再不用肩挑背扛。2018年，全镇雪梨卖了3.94亿元，比上一年多\n"
      "7.3%；茶油卖了1.62亿元，比上一年多9.4%；渡口的货运收入也\n"
      "有0.73亿元；稻谷收了2.46万吨，没有一户受灾，新修的渠道通\n"
      "到了每一块田，河边新添了凉亭，夜里亮起了路灯，三百多户人\n"
      "家装上了水管，小学添了三间教室，孩子们不再过河上学，老人\n"
      "有了看病的地方。\n";
  const std::string clean = Clean(text);
  const std::vector<std::string_view> lines = Split(clean, '\n');
  ASSERT_EQ(lines.size(), 5u) << clean;
  EXPECT_EQ(lines[1], "——2019年3月6日在云渡镇第二届人民代表大会第三次会议上");
  EXPECT_EQ(lines[2], "镇长王小明");
}

TEST(Clean, TakesOutHeadsOfPagesAndJumpMarks) {
  std::string text;
  for (int page = 1; page <= 4; ++page) {
    text += "新月镇第九届人大五次会议文件\n\n雪梨按时疏果套袋，渠道在雨季以前清完淤泥，码头修好了夜里的灯，第" +
            std::to_string(page) + "件事情也都\n\n- " + std::to_string(page) + " -\n\n";
  }
  const std::string clean = Clean(text);
  EXPECT_EQ(clean.find("会议文件"), clean.rfind("会议文件")) << clean;
  EXPECT_NE(clean.find("第1件事情也都雪梨"), std::string::npos) << clean;
  EXPECT_EQ(Clean("茶油卖出了好价钱。（下转第六版）（紧接第二版）渡口添了班船"), "茶油卖出了好价钱。渡口添了班船");
}

TEST(Clean, LeavesTitlesHeadingsAndTablesOnTheirLines) {
  const char* text =
      "新月镇政府工作报告\n——2019年3月6日在新月镇第二届人民代表大会第三次会议上\n镇长王小明\n各位代表：\n"
      "一、修路架桥、清淤引水，让果品运得出山\n2018年，雪梨和茶油都卖出了好价钱。\n"
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
      "渡口大桥通车。记者 张三摄\n"
      "各位代表：\n"
      "现在，我把渡口修桥、果园扩种和渠道清淤这三件事向大家说明，请大家提出意见和办法。\n"
      "让我们更加紧密地团结起来，为建设美丽新月、谱写新的篇章而努力奋斗！\n"
      "扫一扫在手机上查看当前页面\n"
      "【打印本页】 【关闭窗口】\n"
      "您访问的链接即将离开“新月县人民政府”门户网站，是否继续？\n"
      "相关报道：\n新月镇召开会议\n"
      "主办：新月县人民政府办公室　闽ICP备00000000号";
  const CleanResult result = TheCleaner().Clean(page);
  EXPECT_EQ(result.text,
            "新月镇政府工作报告\n各位代表：\n"
            "现在，我把渡口修桥、果园扩种和渠道清淤这三件事向大家说明，请大家提出意见和办法。\n"
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
      "新月镇政府工作报告\n各位代表：\n现在，我把渡口修桥、果园扩种和渠道清淤这三件事向大家说明，请大家提出意见和办法。";
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
      "新月市2019年果品产销情况分析\n新月市农业农村局2020年3月6日\n"
      "2019年，五个县的雪梨和茶油产销两旺，价格比上一年高，只有一个县受了冻害。\n"
      "明年打算：雪梨面积再扩两成，茶油加工厂搬到渡口。\n联系群众。\n打印机产业园建成投产。";
  EXPECT_EQ(Clean(report), report);
}

TEST(Clean, FollowsIndentsOfAWrappedText) {
  const char* wrapped =
      "　　2017年，全镇雪梨卖了3.94亿元，比上一年多7.3%；茶油卖了1.62\n"
      "亿元，比上一年多9.4%，渡口的货运收入也有0.73亿元，没有人受灾。\n"
      "山上和河边的人家分别收入31250元和8460元，比上一年多了6.3%、\n"
      "5.8%；稻谷收了2.46万吨，新修的渠道通到每一块田，水也够用了。\n"
      "　　去年冬天渡口大桥通了车，雪梨和茶油都运得出去，山上的果农再\n"
      "不用肩挑背扛，河边新添了凉亭，夜里亮起了路灯，孩子们上学也不必\n"
      "再坐渡船。\n"
      "　　小学添了三间教室。花去资金0.18亿元，三百多户人家出了工，总\n"
      "投资5120万元的引桥也快修好。\n";
  const std::string clean = Clean(wrapped);
  EXPECT_EQ(Split(clean, '\n').size(), 3u) << clean;
  EXPECT_EQ(RemoveSpace(clean), RemoveSpace(wrapped));
}

TEST(Clean, TakesOutATeaserThatRepeatsTheBeginning) {
  const std::string body =
      "渡口的桥修好了，雪梨和茶油都运得出去，今年冬天大家的日子比往年宽裕一些。下面我说几件要紧的事。";
  const std::string page = " 在全镇会议上的讲话同志们：" + body.substr(0, 90) + "...\n在全镇会议上的讲话\n同志们：\n" + body;
  EXPECT_EQ(Clean(page), "在全镇会议上的讲话\n同志们：\n" + body);
}

TEST(Clean, TakesOutQuestionMarksThatStoodForSpaces) {
  EXPECT_EQ(Clean("?" "?(一)修路架桥,果品出山不再犯难\n雪梨销路打开 ??\n这是为什么？？"),
            "（一）修路架桥，果品出山不再犯难\n雪梨销路打开\n这是为什么？？");
}

TEST(Clean, GivesATextWithoutLinesItsLinesBack) {
  std::string text = "在新月镇会议上的讲话同志们：";
  for (const char* label : {"一、", "二、", "（一）", "（二）", "三、"}) {
    text += label;
    text += "全力推进各项工作。";
    for (int i = 0; i < 12; ++i) text += "雪梨要按时疏果套袋，渠道要在雨季以前清完淤泥，码头的夜灯也要修好。";
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
