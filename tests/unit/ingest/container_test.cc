#include "services/ingest/reader/container.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace gongbao::ingest {
namespace {

TEST(Container, ReadsQuotedCellsWithLineEnds) {
  const std::string csv =
      "id,province,year,title,full_text,url,date\r\n"
      "1,湖北,2021,新月镇报告,\"第一行,有逗号\n第二行“引号”\"\"a\"\"\",http://example.com/1,2022年1月20日\r\n"
      "2,,,,正文二,,\r\n";
  ASSERT_EQ(RecogniseContainer(csv, "a.csv", ""), ContainerKind::kCsv);
  ASSERT_EQ(RecogniseContainer(csv, "a.txt", ""), ContainerKind::kNone);
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
  EXPECT_EQ((*leaves)[1].problem, "the line is not a JSON object");
  EXPECT_EQ((*leaves)[2].problem, "the object has no text column");
  EXPECT_EQ((*leaves)[3].problem, "the text column is empty");
}

TEST(Container, SaysWhichColumnIsMissing) {
  const StatusOr<std::vector<Leaf>> leaves = ExpandContainer("a,b\n1,2\n", "a.csv", "body");
  ASSERT_FALSE(leaves.ok());
  EXPECT_THAT(Message(leaves.status()), testing::HasSubstr("body"));
}

TEST(Container, EndsAtAQuoteThatIsNeverClosed) {
  const StatusOr<std::vector<Leaf>> leaves = ExpandContainer("text\n好\n\"开\n关\n", "a.csv", "");
  ASSERT_TRUE(leaves.ok());
  ASSERT_EQ(leaves->size(), 2u);
  EXPECT_EQ((*leaves)[1].problem, "a quote is never closed");
}

TEST(Container, KeepsToItsLimits) {
  ContainerLimits limits;
  limits.rows = 3;
  limits.cell_bytes = 6;
  int rows = 0;
  int problems = 0;
  const auto take = [&](Leaf leaf) {
    ++rows;
    problems += !leaf.problem.empty();
    return absl::OkStatus();
  };
  EXPECT_EQ(ErrorReason(ExpandContainer("text\n好\n很长的文\n好\n好\n", "a.csv", "", limits, take)),
            "LIMIT_EXCEEDED");
  EXPECT_EQ(rows, 3);
  EXPECT_EQ(problems, 1);
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
