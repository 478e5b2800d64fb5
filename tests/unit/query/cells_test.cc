#include "services/query/cells.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/query/language.h"
#include "tests/testing/report_builder.h"

namespace gongbao::query {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::ReportBuilder;
using testing::Stated;

Cell CellOf(const std::vector<Stated>& stated, const char* unit = "亿元") {
  ReportBuilder report("a");
  report.Place("421321100", "何店镇").Year(2021);
  for (const Stated& one : stated) report.State(one);
  const model::Analysis analysis = report.Build();
  std::vector<const model::Fact*> facts;
  for (const model::Fact& fact : analysis.facts) facts.push_back(&fact);
  return MakeCell(facts, ViewOf(unit));
}

TEST(MakeCell, TakesTheMostConfidentValue) {
  const Cell cell = CellOf({{.value = "1", .confidence = 500},
                            {.value = "2", .yoy = "8", .confidence = 900},
                            {.value = "3", .confidence = 900}});
  EXPECT_EQ(cell.value, "2");
  EXPECT_EQ(cell.yoy_percent, "8");
  EXPECT_EQ(cell.unit, "亿元");
  EXPECT_EQ(cell.empty_reason, EmptyReason::kNone);
  EXPECT_THAT(cell.conflicting_values, ElementsAre("1", "3"));
  EXPECT_EQ(cell.facts.size(), 3u);
  EXPECT_EQ(cell.quote, "gdp实现2亿元，第1句。");
}

TEST(MakeCell, ConvertsAndComparesInOneUnit) {
  const Cell cell = CellOf({{.value = "22.71"}, {.value = "227100", .unit = "万元"}});
  EXPECT_EQ(cell.value, "22.71");
  EXPECT_THAT(cell.conflicting_values, IsEmpty());
}

TEST(MakeCell, SaysWhyItIsEmpty) {
  struct Case {
    const char* name;
    std::vector<Stated> stated;
    EmptyReason reason;
  };
  const Case cases[] = {
      {"nothing", {}, EmptyReason::kNotStated},
      {"masked", {{.masked = true}}, EmptyReason::kMasked},
      {"masked growth", {{.yoy = "8", .masked = true}}, EmptyReason::kMasked},
      {"growth only", {{.yoy = "8"}}, EmptyReason::kGrowthOnly},
      {"another dimension", {{.value = "5", .unit = "万人"}}, EmptyReason::kUnit},
      {"the most confident one tells", {{.yoy = "8", .confidence = 1}, {.masked = true}},
       EmptyReason::kMasked},
  };
  for (const Case& c : cases) {
    const Cell cell = CellOf(c.stated);
    EXPECT_FALSE(cell.value.has_value()) << c.name;
    EXPECT_EQ(cell.empty_reason, c.reason) << c.name;
    EXPECT_EQ(cell.facts.size(), c.stated.size()) << c.name;
  }
}

TEST(MakeCell, AValueBeatsAMoreConfidentFactWithoutOne) {
  const Cell cell =
      CellOf({{.yoy = "8", .confidence = 1000}, {.value = "5", .confidence = 100}});
  EXPECT_EQ(cell.value, "5");
  EXPECT_EQ(cell.yoy_percent, "8");  // of the other fact, which is listed
  EXPECT_EQ(cell.facts.size(), 2u);
}

TEST(MakeCell, KeepsRangeAndBound) {
  const Cell cell =
      CellOf({{.value = "3", .value_max = "5", .bound = model::Bound::kAtLeast}}, "万元");
  EXPECT_EQ(cell.value, "30000");
  EXPECT_EQ(cell.value_max, "50000");
  EXPECT_EQ(cell.bound, model::Bound::kAtLeast);
}

}  // namespace
}  // namespace gongbao::query
