#include "services/query/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/base/text.h"
#include "tests/unit/query/stored_reports.h"

namespace gongbao::query {
namespace {

using testing::ReportBuilder;

class ExportTest : public ::testing::Test {
 protected:
  std::vector<std::string> Chunks(ExportFormat format, const ports::FactFilter& filter = {}) {
    const auto snapshot = reports_.Snapshot();
    FactExport facts(*snapshot, filter, format);
    std::vector<std::string> chunks;
    for (;;) {
      const auto chunk = facts.Next();
      EXPECT_TRUE(chunk.ok()) << chunk.status();
      if (!chunk.ok() || chunk->empty()) return chunks;
      chunks.push_back(*chunk);
    }
  }

  StoredReports reports_;
};

constexpr char kHeader[] =
    "fact_id,kind,place_id,place,province,city,county,document,title,year,period,status,canonical,"
    "name,value,value_max,base_unit,printed_value,printed_value_max,printed_unit,bound,yoy_percent,"
    "masked,quote,confidence_per_mille\r\n";

TEST_F(ExportTest, CsvQuotesWhatHasCommasQuotesAndLineEnds) {
  ReportBuilder report("a");
  report.Place("421321~甲镇", "甲镇", "随县").Year(2021).Title("甲镇\"十四五\",\n工作报告");
  report.State({.value = "2.5", .yoy = "-3", .bound = model::Bound::kOver});
  reports_.Write({report});
  const model::Analysis analysis = report.Build();
  const model::Fact& fact = analysis.facts[0];
  const std::vector<std::string> chunks = Chunks(ExportFormat::kCsv);
  ASSERT_EQ(chunks.size(), 1u);
  EXPECT_EQ(chunks[0], std::string(kHeader) + fact.id + ",indicator,421321~甲镇,甲镇,,,随县," +
                           analysis.document.id +
                           ",\"甲镇\"\"十四五\"\",\n工作报告\",2021,2021,actual,gdp,gdp,250000000,,元,2.5,,"
                           "亿元,over,-3,false," +
                           fact.quote + ",900\r\n");
}

TEST_F(ExportTest, JsonLinesKeepFiguresAsText) {
  ReportBuilder report("a");
  report.Place("421321~甲镇", "甲镇").Year(2021).Title("报告").State({.masked = true});
  reports_.Write({report});
  const model::Analysis analysis = report.Build();
  const model::Fact& fact = analysis.facts[0];
  const std::vector<std::string> chunks = Chunks(ExportFormat::kJsonl);
  ASSERT_EQ(chunks.size(), 1u);
  EXPECT_EQ(chunks[0],
            "{\"fact_id\":\"" + fact.id +
                "\",\"kind\":\"indicator\",\"place_id\":\"421321~甲镇\",\"place\":\"甲镇\","
                "\"province\":null,\"city\":null,\"county\":null,\"document\":\"" +
                analysis.document.id +
                "\",\"title\":\"报告\",\"year\":2021,\"period\":\"2021\",\"status\":\"actual\","
                "\"canonical\":\"gdp\",\"name\":\"gdp\",\"value\":null,\"value_max\":null,"
                "\"base_unit\":\"元\",\"printed_value\":null,\"printed_value_max\":null,"
                "\"printed_unit\":\"亿元\",\"bound\":null,\"yoy_percent\":null,\"masked\":true,"
                "\"quote\":\"" +
                fact.quote + "\",\"confidence_per_mille\":900}\n");
}

TEST_F(ExportTest, NothingStoredIsAHeaderOrNothing) {
  EXPECT_THAT(Chunks(ExportFormat::kCsv), ::testing::ElementsAre(kHeader));
  EXPECT_THAT(Chunks(ExportFormat::kJsonl), ::testing::IsEmpty());
}

TEST_F(ExportTest, ComesInChunksOfWholeLines) {
  constexpr int kFacts = 1201;
  ReportBuilder report("a");
  report.Place("421321~甲镇", "甲镇").Year(2021);
  for (int i = 0; i < kFacts; ++i) report.State({.value = std::to_string(i)});
  reports_.Write({report});
  int lines = 0;
  const std::vector<std::string> chunks = Chunks(ExportFormat::kJsonl);
  EXPECT_GT(chunks.size(), 2u);
  for (const std::string& chunk : chunks) {
    EXPECT_EQ(chunk.back(), '\n');
    lines += static_cast<int>(std::count(chunk.begin(), chunk.end(), '\n'));
  }
  EXPECT_EQ(lines, kFacts);
}

}  // namespace
}  // namespace gongbao::query
