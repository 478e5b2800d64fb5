#include "services/query/panel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/query/stored_reports.h"

namespace gongbao::query {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::ReportBuilder;
using testing::Stated;

constexpr char kTown1[] = "421321~甲镇";
constexpr char kTown2[] = "421321~乙镇";
constexpr char kOther[] = "421381~丙镇";

ReportBuilder Report(const char* place, int year, const std::vector<Stated>& stated,
                     const std::string& seed = "") {
  ReportBuilder report(std::string(place) + std::to_string(year) + seed);
  report.Place(place, std::string(place).substr(7)).Year(year);
  report.Sentence(std::string(place) + std::to_string(year) + seed);
  for (const Stated& one : stated) report.State(one);
  return report;
}

std::string Text(const PanelCell& cell) {
  static constexpr const char* kReasons[] = {"",       "no document", "not stated", "masked",
                                             "growth", "unit",        "place"};
  const std::string value = cell.cell.value.value_or("");
  return cell.place_text + " " + cell.indicator + " " + cell.period.ToText() + " " +
         std::string(model::FactStatusName(cell.status)) + " " +
         (value.empty() ? kReasons[static_cast<int>(cell.cell.empty_reason)]
                        : value + cell.cell.unit);
}

class PanelTest : public ::testing::Test {
 protected:
  PanelQuery Ask(const std::vector<std::string>& indicators) const {
    PanelQuery query;
    for (const std::string& name : indicators) {
      query.indicators.push_back({name, reports_.language().FindIndicator(name)->unit});
    }
    query.statuses = {model::FactStatus::kActual};
    return query;
  }
  PanelAnswer Make(const PanelQuery& query) {
    const auto snapshot = reports_.Snapshot();
    auto answer = MakePanel(*snapshot, reports_.language(), query);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? *std::move(answer) : PanelAnswer{};
  }
  std::vector<std::string> Cells(const PanelQuery& query) {
    std::vector<std::string> cells;
    for (const PanelCell& cell : Make(query).cells) cells.push_back(Text(cell));
    return cells;
  }

  StoredReports reports_;
};

TEST_F(PanelTest, IsPlacesByIndicatorsByYears) {
  reports_.Write({Report(kTown1, 2020, {{.value = "10"}, {.canonical = "population", .value = "3", .unit = "万人"}}),
                  Report(kTown1, 2021, {{.value = "120000", .unit = "万元", .yoy = "20"}}),
                  Report(kTown2, 2021, {{.value = "8"}})});
  const std::string people = reports_.language().FindIndicator("population")->unit.unit;
  EXPECT_THAT(
      Cells(Ask({"gdp", "population"})),
      ElementsAre("乙镇 gdp 2020 actual no document", "乙镇 gdp 2021 actual 8亿元",
                  "乙镇 population 2020 actual no document",
                  "乙镇 population 2021 actual not stated", "甲镇 gdp 2020 actual 10亿元",
                  "甲镇 gdp 2021 actual 12亿元", "甲镇 population 2020 actual 3" + people,
                  "甲镇 population 2021 actual not stated"));
}

TEST_F(PanelTest, AYearTakesFullYearFiguresOnly) {
  reports_.Write({Report(kTown1, 2021,
                         {{.value = "7", .period = model::Period::Months(2021, 1, 10)},
                          {.value = "30", .period = model::Period::Term(2017, 2021)},
                          {.value = "9"}})});
  PanelQuery query = Ask({"gdp"});
  EXPECT_THAT(Cells(query), ElementsAre("甲镇 gdp 2021 actual 9亿元"));
  query.include_other_periods = true;
  EXPECT_THAT(Cells(query), ElementsAre("甲镇 gdp 2017/2021 actual 30亿元",
                                        "甲镇 gdp 2021-01/2021-10 actual 7亿元",
                                        "甲镇 gdp 2021 actual 9亿元"));
}

TEST_F(PanelTest, TargetsAreOfTheYearAfterTheReport) {
  reports_.Write({Report(kTown1, 2020,
                         {{.value = "10"},
                          {.value = "12",
                           .status = model::FactStatus::kTarget,
                           .period = model::Period::Year(2021)}}),
                  Report(kTown1, 2021, {{.value = "11"}})});
  PanelQuery query = Ask({"gdp"});
  query.statuses = {model::FactStatus::kTarget, model::FactStatus::kActual};
  EXPECT_THAT(Cells(query),
              ElementsAre("甲镇 gdp 2020 actual 10亿元", "甲镇 gdp 2021 target 12亿元",
                          "甲镇 gdp 2021 actual 11亿元", "甲镇 gdp 2022 target not stated"));
  query.first_year = query.last_year = 2021;
  EXPECT_THAT(Cells(query),
              ElementsAre("甲镇 gdp 2021 target 12亿元", "甲镇 gdp 2021 actual 11亿元"));
}

TEST_F(PanelTest, SaysWhyACellIsEmpty) {
  reports_.Write({Report(kTown1, 2021, {{.masked = true}}), Report(kTown2, 2021, {{.yoy = "8"}}),
                  Report(kOther, 2021, {{.value = "5", .unit = "万人"}})});
  EXPECT_THAT(Cells(Ask({"gdp"})),
              ElementsAre("乙镇 gdp 2021 actual growth", "甲镇 gdp 2021 actual masked",
                          "丙镇 gdp 2021 actual unit"));
}

TEST_F(PanelTest, TakesTheUnitAsked) {
  reports_.Write({Report(kTown1, 2021, {{.value = "12.5"}})});
  PanelQuery query = Ask({"gdp"});
  query.indicators[0].unit = ViewOf("万元");
  EXPECT_THAT(Cells(query), ElementsAre("甲镇 gdp 2021 actual 125000万元"));
}

TEST_F(PanelTest, LeavesOutFiguresOfOtherPlaces) {
  reports_.Write({Report(kTown1, 2021, {{.value = "99", .place_id = "421321"}})});
  EXPECT_THAT(Cells(Ask({"gdp"})), ElementsAre("甲镇 gdp 2021 actual not stated"));
}

TEST_F(PanelTest, FiltersPlaces) {
  reports_.Write({Report(kTown1, 2021, {{.value = "1"}}), Report(kOther, 2021, {{.value = "2"}})});
  PanelQuery query = Ask({"gdp"});
  query.filter.places = {"421381"};
  EXPECT_THAT(Cells(query), ElementsAre("丙镇 gdp 2021 actual 2亿元"));
  query.filter.places = {"110000"};
  EXPECT_THAT(Cells(query), IsEmpty());
}

TEST_F(PanelTest, NeverJoinsPlacesThatAreNotSettled) {
  ReportBuilder a("a");
  a.Place("", "城关镇").Year(2021).State({.value = "1"});
  ReportBuilder b("b");
  b.Place("", "城关镇").Year(2021).State({.value = "2"});
  reports_.Write({a, b});
  const PanelAnswer answer = Make(Ask({"gdp"}));
  ASSERT_EQ(answer.cells.size(), 2u);
  for (const PanelCell& cell : answer.cells) {
    EXPECT_EQ(cell.place_id, "");
    EXPECT_EQ(cell.place_text, "城关镇");
    EXPECT_EQ(cell.cell.facts.size(), 1u);
  }
}

TEST_F(PanelTest, StatesOneCellFromSeveralReports) {
  reports_.Write({Report(kTown1, 2020, {{.value = "10", .confidence = 900}}),
                  Report(kTown1, 2021,
                         {{.value = "10.5", .period = model::Period::Year(2020), .confidence = 800}})});
  PanelQuery query = Ask({"gdp"});
  query.first_year = query.last_year = 2020;
  const PanelAnswer answer = Make(query);
  ASSERT_EQ(answer.cells.size(), 1u);
  EXPECT_EQ(answer.cells[0].cell.value, "10");
  EXPECT_THAT(answer.cells[0].cell.conflicting_values, ElementsAre("10.5"));
  EXPECT_EQ(answer.cells[0].cell.facts.size(), 2u);
}

TEST_F(PanelTest, PagesGiveTheWholeInOrder) {
  std::vector<ReportBuilder> all;
  for (int town = 0; town < 7; ++town) {
    const std::string id = "421321~镇" + std::to_string(town);
    // Some towns have no figure at all, some several reports.
    all.push_back(Report(id.c_str(), 2020, town % 3 == 1 ? std::vector<Stated>{}
                                                         : std::vector<Stated>{{.value = "1"}}));
    all.push_back(Report(id.c_str(), 2021, {{.value = std::to_string(town + 2)}}));
  }
  for (int i = 0; i < 3; ++i) {
    ReportBuilder unsettled("u" + std::to_string(i));
    unsettled.Place("", "某镇").Year(2021).State({.value = "5"});
    all.push_back(unsettled);
  }
  reports_.Write(all);
  PanelQuery query = Ask({"gdp"});
  const std::vector<std::string> whole = Cells(query);
  EXPECT_EQ(whole.size(), 2u * (7 + 3));
  for (const size_t page_size : {1u, 2u, 3u, 5u, 19u, 20u}) {
    query.page_size = page_size;
    query.after.reset();
    std::vector<std::string> paged;
    for (int pages = 0; pages < 30; ++pages) {
      const PanelAnswer answer = Make(query);
      for (const PanelCell& cell : answer.cells) paged.push_back(Text(cell));
      query.after = answer.next;
      if (!query.after) break;
    }
    EXPECT_EQ(paged, whole) << page_size;
  }
}

}  // namespace
}  // namespace gongbao::query
