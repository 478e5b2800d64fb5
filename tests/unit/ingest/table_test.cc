#include "services/ingest/reader/container.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace gongbao::ingest {
namespace {

using testing::HasSubstr;

StatusOr<std::vector<Leaf>> ExpandContainer(std::string_view bytes, std::string_view filename,
                                            std::string_view text_column) {
  std::vector<Leaf> leaves;
  const auto take = [&](Leaf leaf) {
    leaves.push_back(std::move(leaf));
    return absl::OkStatus();
  };
  GONGBAO_RETURN_IF_ERROR(ExpandContainer(bytes, filename, text_column, IntakeLimits{}, take));
  return leaves;
}

TEST(Container, ReadsQuotedCellsWithLineEnds) {
  const std::string csv =
      "id,province,year,title,full_text,url,date\r\n"
      "1,湖北,2021,新月镇报告,\"第一行,有逗号\n第二行“引号”\"\"a\"\"\",http://example.com/1,2022年1月20日\r\n"
      "2,,,,正文二,,\r\n";
  ASSERT_EQ(RecogniseContainer(csv, "a.csv", ""), ContainerKind::kCsv);
  ASSERT_EQ(RecogniseContainer(csv, "a.txt", ""), ContainerKind::kCsv) << "by content, not by name";
  ASSERT_EQ(RecogniseContainer(csv, "a.txt", "full_text"), ContainerKind::kCsv);
  const StatusOr<std::vector<Leaf>> leaves = ExpandContainer(csv, "a.csv", "");
  ASSERT_TRUE(leaves.ok());
  ASSERT_EQ(leaves->size(), 2u);
  EXPECT_EQ((*leaves)[0].bytes, "第一行,有逗号\n第二行“引号”\"a\"");
  EXPECT_EQ((*leaves)[0].member, "row 1");
  EXPECT_EQ((*leaves)[0].hints.province, "湖北");
  EXPECT_EQ((*leaves)[0].hints.year, 2021);
  EXPECT_EQ((*leaves)[0].hints.url, "http://example.com/1");
  EXPECT_EQ((*leaves)[0].hints.published, "2022-01-20");
  EXPECT_EQ((*leaves)[1].bytes, "正文二");
  EXPECT_FALSE((*leaves)[1].hints.year);
}

TEST(Container, ReadsJsonl) {
  const std::string jsonl =
      "{\"text\": \"第一\\n行\", \"county\": \"随县\", \"year\": 2020}\n\nnot json\n{\"other\": 1}\n{\"text\":\"\"}\n";
  ASSERT_EQ(RecogniseContainer(jsonl, "anything", ""), ContainerKind::kJsonl);
  const StatusOr<std::vector<Leaf>> leaves = ExpandContainer(jsonl, "anything", "");
  ASSERT_TRUE(leaves.ok());
  ASSERT_EQ(leaves->size(), 4u);
  EXPECT_EQ((*leaves)[0].bytes, "第一\n行");
  EXPECT_EQ((*leaves)[0].hints.county, "随县");
  EXPECT_EQ((*leaves)[0].hints.year, 2020);
  EXPECT_EQ(Message((*leaves)[1].problem), "the line is not a JSON object of at most 32 levels");
  EXPECT_THAT(Message((*leaves)[2].problem), HasSubstr("no column is unmistakably the one of the texts"));
  EXPECT_EQ(Message((*leaves)[3].problem), "the text column is empty");
}

TEST(Container, SaysWhichColumnIsMissing) {
  const StatusOr<std::vector<Leaf>> leaves = ExpandContainer("a,b\n1,2\n", "a.csv", "body");
  ASSERT_FALSE(leaves.ok());
  EXPECT_THAT(Message(leaves.status()), testing::HasSubstr("body"));
}

std::vector<std::string> Texts(std::string_view bytes, std::string_view filename = "a.csv", std::string_view column = "") {
  const StatusOr<std::vector<Leaf>> leaves = ExpandContainer(bytes, filename, column);
  if (!leaves.ok()) return {"! " + Message(leaves.status())};
  std::vector<std::string> out;
  for (const Leaf& leaf : *leaves) out.push_back(leaf.problem.ok() ? leaf.bytes : "! " + Message(leaf.problem));
  return out;
}

constexpr char kUnclosed[] = "! a quote is never closed";
constexpr char kStray[] = "! a quote inside a cell is not doubled, or one is not closed";

TEST(Container, ReadsWhatCanBeReadOfBrokenCsv) {
  using testing::ElementsAre;
  EXPECT_THAT(Texts("text\n好\n\"开\n关\n"), ElementsAre("好", kUnclosed, "关"));
  EXPECT_THAT(Texts("text,a\n\"他说\"好\"了\",1\n二,2\n"), ElementsAre(kStray, "二"));
  EXPECT_THAT(Texts("text,a\n一,1,2\n二,2\n三\n"),
              ElementsAre("! the row has 3 cells, the first row 2; is a cell with separators not quoted?", "二", "三"));
  EXPECT_THAT(Texts("a,text\n一\n1,二\n"), ElementsAre("! the row has no text column", "二"));
  EXPECT_THAT(Texts("\xEF\xBB\xBFtext,a\r\n\"一\r\n二\" ,1\r\n\r\n三,2"), ElementsAre("一\r\n二", "三"));
  EXPECT_THAT(Texts("text\ta\n一\t1\n"), ElementsAre("一"));
  EXPECT_THAT(Texts("text;a\n一,二;1\n"), ElementsAre("一,二"));
  EXPECT_THAT(Texts("text,a\n"), testing::IsEmpty());
  EXPECT_THAT(Texts(""), ElementsAre("! the first row of the CSV file can't be read"));
  EXPECT_THAT(Texts("a,b\n1,2\n"),
              ElementsAre("! no column is unmistakably the one of the texts; name one with --text-column: a, b"));
  EXPECT_THAT(Texts("text,content\n1,2\n"), ElementsAre(HasSubstr("unmistakably")));
}

TEST(Container, GuessesTheTextColumnOnlyWhereOneStandsOut) {
  std::string report;
  for (int i = 0; i < 30; ++i) report += "全镇完成工业总产值。";
  EXPECT_EQ(Texts("编号,甲\n1," + report + "\n2," + report + "\n").size(), 2u);
  EXPECT_EQ(Texts("编号,甲\n1," + report + "\n2," + report + "\n")[0], report);
  EXPECT_THAT(Texts("甲,乙\n" + report + "," + report + "\n"), testing::ElementsAre(HasSubstr("unmistakably")));
  EXPECT_EQ(Texts("text,content\n1," + report + "\n")[0], report) << "the names don't decide, the cells do";
  EXPECT_EQ(Texts("{\"id\": 1, \"甲\": \"" + report + "\"}\n", "f")[0], report);
}

TEST(Container, TakesHintsByTheirNames) {
  const StatusOr<std::vector<Leaf>> leaves = ExpandContainer(
      "省份,城市,区县,乡镇,年度,标题,链接,发布时间,正文\n甲省,乙市,丙县,丁镇,2021年,题,http://a,2022/1/5,文\n"
      ",,,,二〇二一,,,昨天,文\n", "a", "");
  ASSERT_TRUE(leaves.ok()) << Message(leaves.status());
  const model::Hints& hints = (*leaves)[0].hints;
  EXPECT_EQ(hints.province + hints.city + hints.county + hints.place, "甲省乙市丙县丁镇");
  EXPECT_EQ(hints.year, 2021);
  EXPECT_EQ(hints.title + hints.url + hints.published, "题http://a2022-01-05");
  EXPECT_EQ((*leaves)[1].hints, model::Hints()) << "what says nothing of its kind is no hint";
}

TEST(Container, ReadsTablesOfAnyEncoding) {
  using testing::ElementsAre;
  const std::string gbk = "\xB1\xEA\xCC\xE2,\xD5\xFD\xCE\xC4\n\xBC\xD7,\xB1\xA8\xB8\xE6\n";  // 标题,正文 / 甲,报告
  EXPECT_THAT(Texts(gbk), ElementsAre("报告"));
  EXPECT_THAT(Texts("标题,正文\n甲,报告\n\xBC\xD7,\xB1\xA8\xB8\xE6\n"), ElementsAre("报告", "报告"));
  std::string wide = "\xFF\xFE";
  for (const char16_t c : std::u16string_view(u"标题,正文\n甲,报告\n")) {
    wide += {static_cast<char>(c & 0xFF), static_cast<char>(c >> 8)};
  }
  EXPECT_THAT(Texts(wide), ElementsAre("报告"));
  EXPECT_THAT(Texts("{\"text\": \"\xB1\xA8\xB8\xE6\"}\n", "f"), ElementsAre("报告"));
}

TEST(Container, ALongRowDoesNotKeepTheOthers) {
  IntakeLimits limits;
  limits.row_bytes = 100;
  std::vector<std::string> out;
  const auto take = [&](const Leaf& leaf) {
    out.push_back(leaf.problem.ok() ? leaf.bytes : Message(leaf.problem));
    return absl::OkStatus();
  };
  const std::string jsonl = "{\"text\":\"一\"}\n{\"text\":\"" + std::string(1000, 'x') + "\"}\n{\"text\":\"二\"}\n";
  ASSERT_TRUE(ExpandContainer(jsonl, "f", "", limits, take).ok());
  EXPECT_THAT(out, testing::ElementsAre("一", HasSubstr("more than 100 bytes"), "二"));
  out.clear();
  ASSERT_TRUE(ExpandContainer("text,a\n一,1\n" + std::string(1000, 'x') + ",2\n二,3\n", "a.csv", "", limits, take).ok());
  EXPECT_THAT(out, testing::ElementsAre("一", HasSubstr("more than 100 bytes"), "二"));
}

TEST(Container, PlainTextsAreNoTables) {
  for (const char* text : {"各位代表,现在报告工作,请审议\n一,二,三\n", "正文\n第一行\n", "{不是JSON}\n", "年份,数据\n2021,5\n", ""}) {
    EXPECT_EQ(RecogniseContainer(text, "a.txt", ""), ContainerKind::kNone) << text;
  }
}

TEST(Container, DeepJsonIsAProblemOfItsLine) {
  const std::string deep = "{\"text\":" + std::string(100000, '[') + "\n{\"text\":\"一\"}\n";
  EXPECT_THAT(Texts("{\"text\":\"二\"}\n" + deep, "f"),
              testing::ElementsAre("二", "! the line is not a JSON object of at most 32 levels", "一"));
}

TEST(Container, KeepsToItsLimits) {
  IntakeLimits limits;
  limits.rows = 3;
  int rows = 0;
  std::string last;
  const auto take = [&](const Leaf& leaf) {
    ++rows;
    last = Message(leaf.problem);
    return absl::OkStatus();
  };
  EXPECT_TRUE(ExpandContainer("text\n好\n文\n好\n好\n", "a.csv", "", limits, take).ok());
  EXPECT_EQ(rows, 4);
  EXPECT_EQ(last, "the file has more than 3 rows, what follows is not read");
}

TEST(Container, SurvivesBrokenInput) {
  std::mt19937 random(3);
  const std::string pieces[] = {"\"", ",", "\n", "\r", "文", "text", "{", "}", "\"text\":", "[", "\\", "1"};
  for (int round = 0; round < 500; ++round) {
    std::string bytes = round % 2 == 0 ? "text,a\n" : "{\"text\":\"a\"}\n";
    for (int i = 0; i < 60; ++i) bytes += pieces[random() % std::size(pieces)];
    const StatusOr<std::vector<Leaf>> leaves = ExpandContainer(bytes, "a.csv", "text");
    if (!leaves.ok()) {
      EXPECT_FALSE(Message(leaves.status()).empty());
    }
  }
}

}  // namespace
}  // namespace gongbao::ingest
