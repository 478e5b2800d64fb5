#include "tests/testing/report_generator/mess.h"

#include <gtest/gtest.h>

#include <regex>

#include "services/base/text.h"

namespace gongbao::generator {
namespace {

TEST(Mess, AsciiPunctuation) {
  EXPECT_EQ(WithAsciiPunctuation("（一）主要目标是：增长7%，完成；“好”。"), "(一)主要目标是:增长7%,完成;“好”。");
}

TEST(Mess, FullWidthDigits) {
  EXPECT_EQ(WithFullWidthDigits("增长5.8%。1.工业"), "增长５．８％。１.工业");
}

TEST(Mess, TraditionalKeepsWhatItDoesNotKnow) {
  // 公里 keeps its 里, 征地 its 征; glosses come and go with the seed.
  const std::string text = AsTraditional("全镇硬化公路3公里，完成征地。", 1);
  EXPECT_EQ(ReplaceAll(text, "(zhèn)", ""), "全鎮硬化公路3公里，完成征地。");
}

TEST(Mess, SomeTraditionalCharactersAreGlossed) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "镇";
  const std::string traditional = AsTraditional(text, 7);
  const std::string bare = ReplaceAll(traditional, "(zhèn)", "");
  EXPECT_EQ(bare, ReplaceAll(text, "镇", "鎮"));
  EXPECT_GT(traditional.size(), bare.size());
  EXPECT_LT(traditional.size(), bare.size() + 100 * std::string_view("(zhèn)").size());
}

TEST(Mess, PagesHoldTheWholeText) {
  Lines lines;
  std::string whole;
  for (int i = 0; i < 40; ++i) {
    lines.push_back("完成固定资产投资" + std::to_string(i * 37) + "万元，同比增长12.5%，新建便民桥三座，安装路灯二百盏。");
    whole += lines.back();
  }
  const std::string pages = AsPages(lines, 3);
  EXPECT_NE(pages.find("\n\n- 2 -\n\n"), std::string::npos);
  std::string joined = std::regex_replace(pages, std::regex("\n\n- [0-9]+ -\n\n"), "");
  joined = ReplaceAll(ReplaceAll(joined, "\n", ""), " ", "");
  EXPECT_EQ(joined, whole);
}

TEST(Mess, Gb18030) {
  const auto bytes = AsGb18030("镇：12");
  ASSERT_TRUE(bytes.ok());
  EXPECT_EQ(*bytes, "\xD5\xF2\xA3\xBA" "12");
}

TEST(Mess, WebPageEscapesAndKeepsEveryLine) {
  const Town& town = SampleTowns()[0];
  const Lines lines = {"题目<一>", "——副题", "镇长　某", "完成5&6号工程。"};
  const std::string page = AsWebPage(town, 2022, lines);
  EXPECT_NE(page.find("<h1>题目&lt;一&gt;</h1>"), std::string::npos);
  EXPECT_NE(page.find("<p>&emsp;&emsp;完成5&amp;6号工程。</p>"), std::string::npos);
  EXPECT_NE(page.find("来源：霍山县云栖镇人民政府"), std::string::npos);
  EXPECT_NE(page.find("2023-01-"), std::string::npos);
}

TEST(Mess, CsvCellsAreQuoted) { EXPECT_EQ(CsvCell("说\"好\",\n再说"), "\"说\"\"好\"\",\n再说\""); }

}  // namespace
}  // namespace gongbao::generator
