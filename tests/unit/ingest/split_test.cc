// Sources that hold several reports, and those that only look so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "services/base/share.h"
#include "services/base/text.h"
#include "services/ingest/clean/account.h"
#include "services/ingest/clean/cleaner.h"
#include "services/ingest/reader/reader.h"
#include "services/ingest/split/head_lines.h"
#include "tests/testing/report_generator/mess.h"
#include "tests/testing/report_generator/report.h"

namespace gongbao::ingest {
namespace {

const Cleaner& TheCleaner() {
  static const Cleaner* const cleaner = new Cleaner(*Cleaner::Create());
  return *cleaner;
}

using generator::Genre;
using generator::Lines;

// The lines of an invented report; each number gives another town, year and manner.
Lines ReportLines(int number, Genre genre = Genre::kWorkReport) {
  const generator::County& county =
      generator::SampleCounties()[static_cast<size_t>(number) % generator::SampleCounties().size()];
  const generator::Town town = generator::InventTown(county, 7, number);
  const int year = 2018 + number % 5;
  const generator::TownSeries series(town, year, year);
  generator::Manner manner = generator::DrawManner(town, year, static_cast<uint64_t>(number));
  manner.genre = genre;
  manner.masked = false;
  return generator::ComposeReport(town, series, year, manner).lines;
}

std::vector<std::string> Titles(const CleanedSource& cleaned) {
  std::vector<std::string> titles;
  for (const auto& report : cleaned.reports) {
    titles.push_back(report.cleaning.text.substr(0, report.cleaning.text.find('\n')));
  }
  return titles;
}

size_t CountReports(std::string_view text) { return TheCleaner().CleanReports(text).reports.size(); }

// Each report is found where it begins, whole, and as it would be alone.
void ExpectReports(const std::string& source, const std::vector<Lines>& reports) {
  const CleanedSource cleaned = TheCleaner().CleanReports(source);
  ASSERT_EQ(cleaned.reports.size(), reports.size()) << testing::PrintToString(Titles(cleaned));
  for (size_t i = 0; i < reports.size(); ++i) {
    const auto& [begin, cleaning] = cleaned.reports[i];
    EXPECT_EQ(RemoveSpace(cleaning.text), RemoveSpace(TheCleaner().Clean(generator::AsPlainText(reports[i], false)).text)) << i;
    ASSERT_FALSE(cleaning.map.runs().empty());
    EXPECT_EQ(cleaning.map.runs().front().earlier.begin, begin);
  }
  for (const Removal& removal : FullAccount(source, cleaned)) EXPECT_NE(removal.reason, kUnexplained) << removal.text;
}

TEST(Split, ABookOfThirtyFiveReportsBehindItsTableOfContents) {
  std::vector<Lines> reports;
  std::string contents = "随州市2023年乡镇政府工作报告汇编\n市政府办公室编\n目　录\n", texts;
  for (int i = 0; i < 35; ++i) {
    reports.push_back(ReportLines(i));
    contents += reports.back().front() + (i % 2 == 0 ? "……………" : "  ") + std::to_string(3 + 8 * i) + "\n";
    texts += generator::AsPlainText(reports.back(), true) + "\n\n";
  }
  ExpectReports(contents + "\n" + texts, reports);
  const CleanedSource cleaned = TheCleaner().CleanReports(contents + "\n" + texts);
  ASSERT_EQ(cleaned.outside.size(), 1u);
  EXPECT_EQ(cleaned.outside[0].pass, "split");
  EXPECT_EQ(cleaned.outside[0].source.begin, 0u);
  EXPECT_THAT(cleaned.outside[0].text, testing::HasSubstr("汇编"));
  EXPECT_THAT(cleaned.front, testing::ElementsAre("随州市2023年乡镇政府工作报告汇编", "市政府办公室编"));
}

TEST(Split, ReportsOneBehindTheOther) {
  for (const Genre genre : {Genre::kWorkReport, Genre::kSummary, Genre::kTenMonths, Genre::kSpeech}) {
    std::vector<Lines> reports;
    std::string texts;
    for (int i = 0; i < 5; ++i) {
      reports.push_back(ReportLines(40 + i, genre));
      texts += generator::AsPlainText(reports.back(), false) + (i % 2 == 0 ? "----------\n" : "\n");
    }
    SCOPED_TRACE(reports[0][0] + "\n" + reports[0][1]);
    ExpectReports(texts, reports);
  }
}

TEST(Split, ReportsInTraditionalCharactersWithGlosses) {
  std::vector<Lines> reports;
  std::string texts;
  for (int i = 0; i < 3; ++i) {
    reports.push_back(ReportLines(60 + i));
    texts += generator::AsTraditional(generator::AsPlainText(reports.back(), false), static_cast<uint64_t>(i)) + "\n";
  }
  const CleanedSource cleaned = TheCleaner().CleanReports(texts);
  ASSERT_EQ(cleaned.reports.size(), 3u);
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(Titles(cleaned)[i], reports[i].front());
}

TEST(Split, ReportsOfPagesThatWereWrapped) {
  std::vector<Lines> reports;
  std::string texts;
  for (int i = 0; i < 4; ++i) {
    reports.push_back(ReportLines(70 + i));
    texts += generator::AsPages(reports.back(), static_cast<uint64_t>(i)) + "\n";
  }
  const CleanedSource cleaned = TheCleaner().CleanReports(texts);
  ASSERT_EQ(cleaned.reports.size(), 4u) << testing::PrintToString(Titles(cleaned));
  for (size_t i = 0; i < 4; ++i) EXPECT_EQ(Titles(cleaned)[i], reports[i].front());
}

TEST(Split, ReportsThatWereCopiedPageByPage) {
  std::string texts;
  std::vector<Lines> reports;
  for (int i = 0; i < 3; ++i) {
    const generator::Town town = generator::InventTown(generator::SampleCounties()[0], 3, i);
    reports.push_back(ReportLines(80 + i));
    texts += generator::AsCopiedPage(town, 2021, reports.back());
  }
  const CleanedSource cleaned = TheCleaner().CleanReports(texts);
  ASSERT_EQ(cleaned.reports.size(), 3u) << testing::PrintToString(Titles(cleaned));
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(RemoveSpace(cleaned.reports[i].cleaning.text), RemoveSpace(Join(reports[i], ""))) << i;
  }
}

TEST(Split, ReportsThatBecameALineEach) {
  std::string texts;
  std::vector<Lines> reports;
  for (int i = 0; i < 3; ++i) {
    reports.push_back(ReportLines(85 + i));
    Lines& lines = reports.back();
    lines.erase(lines.begin() + 1, std::find(lines.begin(), lines.end(), "各位代表："));
    texts += Join(lines, "") + "\n";
  }
  const CleanedSource cleaned = TheCleaner().CleanReports(texts);
  ASSERT_EQ(cleaned.reports.size(), 3u) << testing::PrintToString(Titles(cleaned));
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(RemoveSpace(cleaned.reports[i].cleaning.text), RemoveSpace(Join(reports[i], ""))) << i;
  }
}

TEST(Split, NumberedTextsOfACollection) {
  Lines bodies[3];
  std::string texts = "关于乡镇工作总结的范文三篇，供参考。\n";
  static constexpr const char* kOrdinals[] = {"篇一", "篇二", "篇三"};
  for (int i = 0; i < 3; ++i) {
    bodies[i] = ReportLines(90 + i, Genre::kSummary);
    bodies[i].front() = std::string(kOrdinals[i]) + "：乡镇年终工作总结";
    texts += generator::AsPlainText(bodies[i], false);
  }
  const CleanedSource cleaned = TheCleaner().CleanReports(texts);
  EXPECT_THAT(Titles(cleaned), testing::ElementsAre("篇一：乡镇年终工作总结", "篇二：乡镇年终工作总结", "篇三：乡镇年终工作总结"));
}

TEST(Split, AFirstReportThatLostItsTitle) {
  Lines first = ReportLines(100);
  while (TopLabel(first.front()) == 0) first.erase(first.begin());
  const Lines second = ReportLines(101);
  const CleanedSource cleaned =
      TheCleaner().CleanReports(generator::AsPlainText(first, false) + generator::AsPlainText(second, false));
  ASSERT_EQ(cleaned.reports.size(), 2u);
  EXPECT_EQ(cleaned.reports[0].source_begin, 0u);
  EXPECT_EQ(Titles(cleaned)[1], second.front());
  EXPECT_TRUE(cleaned.outside.empty());
}

TEST(Split, OneReportStaysOne) {
  const Lines lines = ReportLines(110);
  const std::string report = generator::AsPlainText(lines, true);
  const std::string& title = lines.front();
  std::string contents;
  for (const std::string& line : lines) {
    if (TopLabel(line) > 0) contents += line.substr(0, 60) + "………" + std::to_string(contents.size() / 9) + "\n";
  }
  const std::string middle = lines[lines.size() / 2];
  const std::string teaser = title + "\n" + Shorten(lines[4], 240) + "...\n";
  const auto with = [&](size_t at, const std::string& extra) {
    Lines copy = lines;
    copy.insert(copy.begin() + static_cast<std::ptrdiff_t>(at), extra);
    return generator::AsPlainText(copy, false);
  };
  const std::string cases[] = {
      report,
      title + "\n目　录\n" + contents + report,
      title + "\n" + report,
      teaser + report,
      title + "_新月县人民政府门户网站\n首页 > 政务公开 > 政府工作报告\n" + report,
      // Headings and lines that name reports.
      with(lines.size() / 2, "《新月镇政府工作报告》"),
      with(lines.size() / 2, "听取和审议新月镇人民政府工作报告"),
      with(lines.size() / 2, "2023年工作总结"),
      with(lines.size() / 2, "新月县2022年政府工作报告"),
      with(lines.size() / 2, "各位代表！"),
      with(lines.size() / 2, "各位代表：\n现在，我就几件事作一个说明，请大家批评指正。"),
      report + "相关报道：\n新月镇2022年政府工作报告\n新月镇2021年政府工作报告\n青溪县政府工作报告\n",
      report + "附件：\n新月镇2022年重点工作计划\n新月镇2022年民生实事清单\n",
  };
  for (const std::string& text : cases) {
    EXPECT_EQ(CountReports(text), 1u) << Shorten(text, 600) << "\n"
                                      << testing::PrintToString(Titles(TheCleaner().CleanReports(text)));
  }
  const CleanedSource cleaned = TheCleaner().CleanReports(report);
  EXPECT_EQ(cleaned.reports[0].source_begin, 0u);
  EXPECT_EQ(cleaned.reports[0].cleaning.text, TheCleaner().Clean(report).text);
}

TEST(Split, SummaryAndPlanOfOneTownAreOneReport) {
  std::string part;
  for (const char* label : {"一、", "二、", "三、"}) {
    part += std::string(label) + "修路架桥\n";
    for (int i = 0; i < 3; ++i) {
      part += "雪梨要按时疏果套袋，渠道要在雨季以前清完淤泥，码头的夜灯也要修好，小学的三间教室开春就动工，"
              "两岸的果农不再担心汛期，茶油加工厂搬到渡口以后，卖出的价钱也比往年高了一些。\n";
    }
  }
  const std::string whole = "新月镇2023年工作总结和2024年工作计划\n";
  EXPECT_EQ(CountReports(whole + "第一部分　2023年工作总结\n" + part + "第二部分　2024年工作计划\n" + part), 1u);
  EXPECT_EQ(CountReports(whole + "2023年工作总结\n" + part + "2024年工作计划\n" + part), 1u);
  EXPECT_EQ(CountReports(whole + "新月镇2023年工作总结\n" + part + "新月镇2024年工作计划\n" + part), 1u);
  // Of two towns they are two.
  EXPECT_EQ(CountReports("新月镇2023年工作总结\n" + part + "云渡镇2023年工作总结\n" + part), 2u);
}

TEST(Split, EachSampleIsOneReport) {
  namespace fs = std::filesystem;
  const char* tree = std::getenv("GONGBAO_SOURCE_DIR");
  std::vector<fs::path> folders = {fs::path(tree == nullptr ? "." : tree) / "tests" / "data" / "samples"};
  const fs::path shared = fs::path(tree == nullptr ? "." : tree).parent_path() / "shared" / "corpus";
  if (fs::exists(shared)) folders.push_back(shared);
  size_t read_files = 0;
  for (const fs::path& folder : folders) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      const std::string suffix = entry.path().extension().string();
      if (suffix != ".txt" && suffix != ".html") continue;
      const auto bytes = ReadFile(entry.path().string(), 1 << 24);
      ASSERT_TRUE(bytes.ok());
      const auto read = Reader().Read(*bytes, "", {});
      ASSERT_TRUE(read.ok());
      const CleanedSource cleaned = TheCleaner().CleanReports(read->text);
      EXPECT_EQ(cleaned.reports.size(), 1u) << entry.path() << testing::PrintToString(Titles(cleaned));
      for (const Removal& removal : FullAccount(read->text, cleaned)) {
        EXPECT_NE(removal.reason, kUnexplained) << entry.path() << ": " << removal.text;
      }
      ++read_files;
    }
  }
  EXPECT_GE(read_files, 30u);
}

TEST(Split, ReadsTitles) {
  const struct {
    const char* line;
    bool title;
    bool place;
  } cases[] = {
      {"枫浦镇2023年政府工作报告", true, true},
      {"政府工作报告", true, false},
      {"　　政 府 工 作 报 告　　", true, false},
      {"2023年工作总结", true, false},
      {"在全镇经济工作会议上的讲话", true, false},
      {"中共青溪县委关于2023年工作情况的报告", true, true},
      {"青溪县2023年政府工作报告（摘要）", true, true},
      {"青溪县2023年政府工作报告…………12", true, true},
      {"全镇上下认真落实政府工作报告，狠抓落实。", false, true},
      {"听取青溪县政府工作报告", false, true},
      {"《青溪县政府工作报告》", false, true},
      {"一、2023年工作回顾", false, false},
      {"各位代表：", false, false},
  };
  for (const auto& c : cases) {
    const TitleLine title = ReadTitleLine(c.line);
    EXPECT_EQ(title.is_title, c.title) << c.line;
    EXPECT_TRUE(!c.title || title.names_place == c.place) << c.line;
  }
  EXPECT_TRUE(ReadTitleLine("青溪县政府工作报告……12").leader);
  EXPECT_EQ(ReadTitleLine("篇十二：乡镇工作总结").ordinal, 12);
  EXPECT_EQ(ReadTitleLine("乡镇工作总结（篇3）").ordinal, 3);
  EXPECT_EQ(TopLabel("第二部分 2024年工作安排"), 2);
  EXPECT_EQ(TopLabel("十二、加强自身建设"), 12);
  EXPECT_EQ(TopLabel("（二）修路"), 0);
}

}  // namespace
}  // namespace gongbao::ingest
