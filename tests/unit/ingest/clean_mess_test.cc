// Mess of many sites and of what lies between a report and a folder of downloads: what must go, and what must stay.
// Places, persons, sites and figures are invented.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "services/base/text.h"
#include "services/ingest/clean/account.h"
#include "services/ingest/clean/cleaner.h"
#include "tests/testing/report_generator/mess.h"
#include "tests/testing/report_generator/report.h"

namespace gongbao::ingest {
namespace {

const Cleaner& TheCleaner() {
  static const Cleaner* const cleaner = new Cleaner(*Cleaner::Create());
  return *cleaner;
}
std::string Clean(std::string_view text) { return TheCleaner().Clean(text).text; }

// Lines that only one of the two texts has: what to show of long texts. Empty where they are equal.
std::string Unlike(std::string_view got, std::string_view wanted) {
  if (got == wanted) return "";
  std::string out = "unlike";
  const std::vector<std::string_view> a = Split(got, '\n'), b = Split(wanted, '\n');
  for (std::string_view line : a) {
    if (std::find(b.begin(), b.end(), line) == b.end()) out += "\n+ " + std::string(line);
  }
  for (std::string_view line : b) {
    if (std::find(a.begin(), a.end(), line) == a.end()) out += "\n- " + std::string(line);
  }
  return out;
}

const std::string kTitle = "新月镇2022年政府工作报告";
const std::string kBody =
    "各位代表：\n现在，我代表镇人民政府向大会报告工作，请予审议，并请列席人员提出意见。\n一、修路架桥，让果品运得出山\n"
    "入冬以来，全镇修渠补路，雪梨和茶油都卖出了好价钱，渡口小学添了三间教室，夜里的路灯也亮了起来。\n"
    "让我们更加紧密地团结起来，把今年的每一件事都办好，为建设美丽新月而努力奋斗！";
const std::string kReport = kTitle + "\n" + kBody;

TEST(CleanMess, WhatSitesPrintInFrontGoes) {
  const char* fronts[] = {
      "文档天地 > 报告总结 > 工作报告\n",
      "政务公开 >> 政府信息公开目录 >> 工作报告\n",
      "ID：10590117\n大小：61.50 KB\n页数：7页\n时间：2018-07-07\n",
      "上传人：yue****1 文档编号：517352 上传时间：2023-04-08 格式：DOCX 页数：12 大小：23.16KB\n下载 相关 举报\n",
      "新月镇2022年政府工作报告.docx_第1页\n新月镇2022年政府工作报告.docx_第2页\n新月镇2022年政府工作报告.docx_第3页\n",
      "第1页 / 共12页\n第2页 / 共12页\n亲，该文档总共12页，到这儿已超出免费预览范围，如果喜欢就下载吧！\n资源描述\n",
      "《新月镇2022年政府工作报告》由会员上传分享，免费在线阅读，更多相关内容在行业资料-某某文库\n",
      "版权说明：本文档由用户提供并上传，收益归属内容提供方，若内容存在侵权，请进行举报或认领\n文档简介\n",
      "  • 索引号：\n\n    000014349/2022-00012\n  • 主题分类：\n\n  • 发文日期：\n    2022年04月06日 16:40\n  • 有效性：\n",
      "新月县人民政府门户网站\n您当前的位置：\n>> ... >> 其他文件\n",
      "索 引 号：11330000742010670P/2017-84094 主题分类：其他\n发布机构：新月镇 公开日期：2017-03-28 00:00:00\n",
      "发布日期：2017-03-28-00:00:00 信息来源：新月 浏览次数： 字号：[ ]\n分享：\n",
      "收藏 分享(赏)\n",
      "发布时间：2022-01-25 09:18　来源：新月镇人民政府　浏览次数：1024\n",
      "全文字数|3.9千\n阅读时间|13分钟\n图片来源|网络\n",
      "3.9千字 阅读需13分钟\n",
      "【www.mougewangzhan.com--工作报告】\n",
      "正文复制\n",
      "首页\n政务公开\n办事服务\n互动交流\n走进新月\n",
  };
  for (const std::string front : fronts) {
    EXPECT_EQ(Unlike(Clean(front + kReport), kReport), "") << front;
    EXPECT_EQ(Unlike(Clean(kTitle + "\n" + front + kReport), kReport), "") << "title, " << front;
  }
}

TEST(CleanMess, WhatStandsBesideTheTitleOnItsLineGoes) {
  EXPECT_EQ(Unlike(Clean(kTitle + "　发布时间：2022/8/11 来源：新月镇\n" + kBody), kReport), "");
  std::string flat = kTitle + " 发布时间：2022-01-25 来源：新月镇人民政府 浏览次数：1024 ";
  flat += ReplaceAll(kBody, "\n", "");
  EXPECT_EQ(RemoveSpace(Clean(flat)), RemoveSpace(kReport));
}

TEST(CleanMess, WhatSitesPrintBehindGoes) {
  const char* behinds[] = {
      "\n展开全文",
      "\n【打印本页】【关闭窗口】",
      "【打印本页】【关闭窗口】",
      "（责任编辑：张三）",
      "\n责任编辑：张三\n校对：李四",
      "\n分享到： 微信 微博 QQ空间",
      "\n《新月镇年度工作报告》来源于www.mougewangzhan.com，欢迎阅读新月镇年度工作报告。",
      "\nTag：年终总结，个人年终总结，报告总结计划",
      "\n声明：本站所有文章资源内容，如无特殊说明或标注，均为网友上传。如若侵权，可联系本站删除。",
      "\n原文链接：https://www.mouge.cn/edu/158628.html",
      "\n3上一篇\n下一篇4\n放大\n缩小\n默认",
      "\n上一篇：没有了\n下一篇：新月镇开展春季造林",
      "\n相关推荐\n新月镇2021年政府工作报告\n云渡镇2021年工作总结",
      "\n猜你喜欢：\n某局工作总结",
      "\n还剩5页未读，继续阅读全文",
      "\n主办：新月县人民政府办公室\n某ICP备00000000号-1　某公网安备 00000000000000号\n网站标识码：0000000000",
      "\nCopyright © 2022 新月县人民政府 版权所有",
      "\n您是第 1024 位访客",
      "\n精品文档，欢迎下载",
      "\n扫一扫在手机打开当前页",
  };
  for (const std::string behind : behinds) EXPECT_EQ(Unlike(Clean(kReport + behind), kReport), "") << behind;
}

TEST(CleanMess, SentencesOfTheReportStay) {
  const char* sentences[] = {
      "建成图文打印中心三家，为村民免费打印各类证明。",
      "与周边乡镇分享发展成果，来源广泛的资金撑起了果园。",
      "加强版权保护，查处未经授权的种苗销售。",
      "村史馆收藏名著和地方著作300册，乡贤著有《渡口志》一部。",
      "完成2-3公里渠道清淤，5—10月的雨水没有成灾。",
      "建议使用清洁能源，推广免费下载的农技资料。",
      "开通联系电话12345，群众反映的问题件件有回音。",
      "扫一扫就能办的事越来越多，关注民生的人也越来越多。",
      "时间紧、任务重，价格稳中有升。",
      "首页、目录、附件齐全的档案有1200卷。",
      "更多群众用上了自来水，点赞声不断。",
      "打印机产业园建成投产，下载、上传速度都提高了。",
      "相关部门要各负其责，推荐阅读书目走进农家书屋。",
      "责任编辑部设在镇文化站，编辑出版村志2部。",
      "镇政府网站www.xinyue.gov.cn（网址见附件）全年公开信息320条。",
      "一要抓好生产；二要抓好销售；三要抓好分享会、展销会。",
      "全年共发生火灾0起，比上年减少3-4起。",
  };
  for (const std::string sentence : sentences) {
    const std::string middle = kTitle + "\n" + kBody.substr(0, kBody.rfind('\n')) + "\n" + sentence + kBody.substr(kBody.rfind('\n'));
    EXPECT_EQ(Unlike(Clean(middle), middle), "") << sentence;
    const std::string last = kReport + "\n" + sentence;
    EXPECT_EQ(Unlike(Clean(last), last), "") << sentence;
  }
  const char* lines[] = {"时间：2022年1月25日", "日期：每月5日", "价格：稳中有升", "大小：三百亩", "阅读：全民参与", "打印：一村一台",
                         "责任单位：镇农业农村办公室", "责任人：张三", "更多", "关闭", "第一，", "目标：三年见效"};
  for (const std::string line : lines) {
    const std::string middle = kTitle + "\n" + kBody.substr(0, kBody.rfind('\n')) + "\n" + line + kBody.substr(kBody.rfind('\n'));
    EXPECT_EQ(RemoveSpace(Clean(middle)), RemoveSpace(middle)) << line;
  }
}

TEST(CleanMess, PageNumbersInAllStyles) {
  const std::string left = "入冬以来，全镇修渠补路，雪梨和茶油都卖出了好价钱，渡口小学添了三间教室，河堤加固以后，两岸的果";
  const std::string right = "农不再担心汛期；销路通畅。";
  for (const char* number : {"- 1 -", "-12-", "—12—", "— 3 —", "－ 3 －", "第 3 页", "第3页 共8页", "第 3 页 共 8 页", "第3页，共8页",
                             "第3页（共8页）", "共8页 第3页", "3/8", "3 / 8", "Page 3 of 8", "·3·", "~ 3 ~"}) {
    EXPECT_EQ(Unlike(Clean(left + "\n" + number + "\n" + right), left + right), "") << number;
    EXPECT_EQ(Unlike(Clean(left + "\n\n" + number + "\n\n" + right), left + right), "") << number;
  }
  // Inside a line whose breaks were lost.
  for (const char* number : {"- 12 -", " - 12 - ", "— 12 —", " 第 3 页 共 8 页 ", "第3页 共8页"}) {
    EXPECT_EQ(Unlike(Clean(left + number + right), left + right), "") << number;
  }
  EXPECT_EQ(Unlike(Clean(left + "-1-" + right + left + "-2-" + right), left + right + left + right), "");
  for (const char* figure : {"村—3—组", "2-3户", "见第3页的附表", "由5—10月", "1/3的农户", "增长3-4倍"}) {
    const std::string text = left + "农种了梨，" + figure + "都有收成。";
    EXPECT_EQ(Unlike(Clean(text), text), "") << figure;
  }
}

TEST(CleanMess, PiecesInWhichDocumentSitesStoreATextAreJoined) {
  std::string text = "新月镇2022年政府工作报告各位代表：现在，我代表镇人民政府向大会报告工作，请予审议。";
  const std::string sentence = "入冬以来，全镇修渠补路，雪梨和茶油都卖出了好价钱，渡口小学添了三间教室，路灯也亮了起来。";
  for (int i = 0; i < 40; ++i) text += sentence;
  std::string pieces;
  constexpr size_t kPiece = 900;  // three bytes a character
  for (size_t at = 0, n = 1; at < text.size(); at += kPiece, ++n) {
    pieces += std::to_string(n) + "、" + text.substr(at, kPiece) + "\n\n";
  }
  EXPECT_EQ(RemoveSpace(Clean(pieces)), RemoveSpace(Clean(text)));
  const std::string title = "新月镇2022年政府工作报告";
  EXPECT_EQ(RemoveSpace(Clean("1、" + title + title + pieces.substr(4))), RemoveSpace(Clean(text)));
  // A list of a report is none.
  std::string list = kTitle + "\n" + kBody;
  for (int n = 1; n <= 5; ++n) {
    list += "\n" + std::to_string(n) + "、抓好第" + std::to_string(n) + "件事\n";
    for (int i = 0; i < 6; ++i) list += sentence;
  }
  EXPECT_EQ(Unlike(Clean(list), list), "");
}

TEST(CleanMess, ParagraphsThatBecameOneLineArePartedAgain) {
  std::string text, wanted;
  for (int i = 0; i < 8; ++i) {
    const std::string heading = "把第" + std::to_string(i) + "件事办好";
    const std::string body = "入冬以来，全镇修渠补路，雪梨和茶油都卖出了好价钱，渡口小学添了三间教室，夜里的路灯也亮了起来。";
    text += heading + (i % 2 == 0 ? "  " : "　　") + body + body + "    ";
    wanted += heading + "\n" + body + body + "\n";
  }
  wanted.pop_back();
  EXPECT_EQ(Unlike(Clean(text), wanted), "");
  // Nothing but closing marks.
  EXPECT_EQ(Clean("ab）)。"), "ab））。");
  // Cells of a table that spaces part are no paragraphs.
  std::string row = "指标  单位  数量";
  while (row.size() < 2000) row += "  粮食产量  万吨  1.2";
  EXPECT_EQ(Split(Clean(row), '\n').size(), 1u);
}

TEST(CleanMess, ATitlePrintedAgainAndAgainIsOne) {
  const std::string text = kTitle + kTitle + kTitle + kBody.substr(0, kBody.find('\n'));
  EXPECT_EQ(Unlike(Clean(text + kBody.substr(kBody.find('\n'))), kTitle + kBody), "");
  EXPECT_EQ(Unlike(Clean("天天文档\n" + kTitle + "\n\n" + kTitle + "\n" + kTitle + "\n" + kBody), "天天文档\n" + kReport), "");
}

TEST(CleanMess, Characters) {
  const struct {
    const char* from;
    const char* to;
  } cases[] = {
      // One to many, as this genre means them.
      {"圍繞著中心工作，顯著提高，著力推進，接著，隨著作風轉變，意味著，著名著作", "围绕着中心工作，显着"},
      {"鄉鎮幹部乾淨", "乡镇干部干净"},
      {"徵收徵求特徵出征", "征收征求特征出征"},
      {"平臺臺賬颱風", "平台台账台风"},
      {"以後前後皇后", "以后前后皇后"},
      {"發展理髮恢復複雜反覆覆蓋率", "发展理发恢复复杂反复覆盖率"},
      {"裏外這裡衞生吿示爲民説法", "里外这里卫生告示为民说法"},
      {"計畫規畫民眾", "计划规划民众"},
      // Shapes that copying from a PDF gives.
      {"⼯作报告⽬录⻚码⻋辆⻓江⻅效", "工作报告目录页码车辆长江见效"},
      // Escaped more than once.
      {"发展&amp;nbsp;经济&amp;amp;ldquo;一站式&amp;rdquo;服务", "发展经济“一站式”服务"},
      {"发展nbsp;nbsp;经济&nbsp民生<!-- 广告 -->改善", "发展经济民生改善"},
      {"R&D经费投入，A&B公司", "R&D经费投入，A&B公司"},
      // Markdown.
      {"见[县统计公报](https://tjj.example.cn/a.html)所载![图](/img/a.png)。", "见县统计公报所载。"},
      {"| 指标 | 单位 | 2022年 |\n| --- | --- | --- |\n| 财政收入 | 万元 | 1126 |", "指标\t单位\t2022年\n财政收入\t万元\t1126"},
      // Figures that spaces split.
      {"2 0 2 3 年，总投资1 .5 亿元，补助5 775元，1 234 567元", "2023年，总投资1.5亿元，补助5775元，1234567元"},
      {"20 23年", "2023年"},
      // One byte out of step.
      {"這是主干??偨Y(jié)工作的目的", "这是主干。总结工作的目的"},
      {"宣布大會開幕??h人民政府報告工作", "宣布大会开幕。县人民政府报告工作"},
      {"为什么？？还要再问", "为什么？？还要再问"},
      {"怎么样??好不好", "怎么样？？好不好"},
      // Brackets that are the site's, and those that are not.
      {"增长3%【www.mouge.com--报告】，其中工业", "增长3%，其中工业"},
      {"增长3%（本文来自http://www.mouge.com/a，转载请注明），其中", "增长3%，其中"},
      {"开通网站（www.xinyue.gov.cn）一个", "开通网站（www.xinyue.gov.cn）一个"},
  };
  for (const auto& c : cases) {
    if (std::string_view(c.from).find("著力") != std::string_view::npos) {
      EXPECT_EQ(Unlike(Clean(c.from), "围绕着中心工作，显著提高，着力推进，接着，随着作风转变，意味着，著名著作"), "");
      continue;
    }
    EXPECT_EQ(Unlike(Clean(c.from), c.to), "") << c.from;
  }
}

// Every byte of the source text is in the clean text or in the account, whatever was done to a report.
TEST(CleanMess, NothingIsDroppedInSilence) {
  for (int number = 0; number < 12; ++number) {
    const generator::Town town = generator::InventTown(generator::SampleCounties()[0], 5, number);
    const generator::TownSeries series(town, 2021, 2021);
    const generator::Lines lines =
        generator::ComposeReport(town, series, 2021, generator::DrawManner(town, 2021, static_cast<uint64_t>(number))).lines;
    const std::string plain = generator::AsPlainText(lines, true);
    const auto seed = static_cast<uint64_t>(number);
    for (const std::string& text :
         {plain, generator::AsPages(lines, seed), generator::WithAsciiPunctuation(plain), generator::WithFullWidthDigits(plain),
          generator::AsTraditional(plain, seed), generator::AsCopiedPage(town, 2021, lines),
          generator::AsTraditional(generator::AsPages(lines, seed), seed),
          ReplaceAll(plain, "\n", "\r\n\u200B　\n"), ReplaceAll(plain, "，", "&nbsp;，\u00AD")}) {
      const CleanedSource cleaned = TheCleaner().CleanReports(text);
      std::vector<bool> known(text.size(), false);
      const auto mark = [&](model::Span span) {
        ASSERT_LE(span.end, text.size());
        std::fill(known.begin() + span.begin, known.begin() + span.end, true);
      };
      for (const auto& report : cleaned.reports) {
        for (const auto& run : report.cleaning.map.runs()) mark(run.earlier);
      }
      for (const Removal& removal : FullAccount(text, cleaned)) {
        EXPECT_NE(removal.reason, kUnexplained) << removal.text;
        mark(removal.source);
      }
      EXPECT_EQ(std::count(known.begin(), known.end(), false), 0);
      EXPECT_EQ(RemoveSpace(cleaned.reports.front().cleaning.text).substr(0, lines[0].size()), RemoveSpace(lines[0]).substr(0, lines[0].size()));
    }
  }
}

}  // namespace
}  // namespace gongbao::ingest
