#include "services/query/rank.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/query/stored_reports.h"

namespace gongbao::query {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::ReportBuilder;
using testing::Stated;

ReportBuilder Report(const std::string& name, int year, const std::vector<Stated>& stated) {
  ReportBuilder report(name + std::to_string(year));
  report.Place("421321~" + name, name, "随县").Year(year);
  report.Sentence(name + std::to_string(year));
  for (const Stated& one : stated) report.State(one);
  return report;
}

class RankTest : public ::testing::Test {
 protected:
  RankQuery Ask() const {
    RankQuery query;
    query.indicator = {"gdp", reports_.language().FindIndicator("gdp")->unit};
    query.year = 2021;
    return query;
  }
  RankAnswer Rank(const RankQuery& query) {
    const auto snapshot = reports_.Snapshot();
    auto answer = RankPlaces(*snapshot, reports_.language(), query);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? *std::move(answer) : RankAnswer{};
  }
  std::vector<std::string> Rows(const RankAnswer& answer) {
    std::vector<std::string> rows;
    for (const RankRow& row : answer.rows) {
      rows.push_back(std::to_string(row.rank) + " " + row.place_text + " " +
                     row.cell.value.value_or("-") + " " + row.cell.yoy_percent.value_or("-"));
    }
    return rows;
  }
  std::vector<std::pair<std::string, EmptyReason>> Unranked(const RankAnswer& answer) {
    std::vector<std::pair<std::string, EmptyReason>> places;
    for (const UnrankedPlace& place : answer.unranked) {
      places.emplace_back(place.place_text, place.reason);
    }
    return places;
  }

  StoredReports reports_;
};

TEST_F(RankTest, TiesShareARank) {
  reports_.Write({Report("甲镇", 2021, {{.value = "10", .yoy = "5"}}),
                  Report("乙镇", 2021, {{.value = "100000", .unit = "万元", .yoy = "7"}}),
                  Report("丙镇", 2021, {{.value = "9", .yoy = "-2"}}),
                  Report("丁镇", 2021, {{.value = "20", .yoy = "7"}})});
  EXPECT_THAT(Rows(Rank(Ask())), ElementsAre("1 丁镇 20 7", "2 乙镇 10 7", "2 甲镇 10 5", "4 丙镇 9 -2"));
  RankQuery query = Ask();
  query.ascending = true;
  EXPECT_THAT(Rows(Rank(query)), ElementsAre("1 丙镇 9 -2", "2 乙镇 10 7", "2 甲镇 10 5", "4 丁镇 20 7"));
  query = Ask();
  query.measure = RankMeasure::kYoy;
  EXPECT_THAT(Rows(Rank(query)), ElementsAre("1 丁镇 20 7", "1 乙镇 10 7", "3 甲镇 10 5", "4 丙镇 9 -2"));
  EXPECT_EQ(Rank(query).rows[0].county, "随县");
}

TEST_F(RankTest, SaysWhyAPlaceIsNotRanked) {
  ReportBuilder unsettled("u");
  unsettled.Place("", "某镇").Year(2021).State({.value = "7"});
  reports_.Write({Report("甲镇", 2021, {{.value = "10"}}), Report("乙镇", 2021, {}),
                  Report("丙镇", 2021, {{.masked = true}}), Report("丁镇", 2021, {{.yoy = "8"}}),
                  Report("戊镇", 2021, {{.value = "7", .unit = "万人"}}), Report("己镇", 2020, {}),
                  unsettled});
  const RankAnswer answer = Rank(Ask());
  EXPECT_THAT(Rows(answer), ElementsAre("1 甲镇 10 -"));
  EXPECT_THAT(Unranked(answer),
              ElementsAre(std::pair("丁镇", EmptyReason::kGrowthOnly), std::pair("丙镇", EmptyReason::kMasked),
                          std::pair("乙镇", EmptyReason::kNotStated), std::pair("戊镇", EmptyReason::kUnit),
                          std::pair("某镇", EmptyReason::kPlaceNotSettled)));
  RankQuery query = Ask();
  query.measure = RankMeasure::kYoy;
  EXPECT_THAT(Rows(Rank(query)), ElementsAre("1 丁镇 - 8"));
}

TEST_F(RankTest, ALaterReportMayStateTheYear) {
  reports_.Write({Report("甲镇", 2022, {{.value = "10", .period = model::Period::Year(2021)}}),
                  Report("乙镇", 2021, {{.value = "9", .period = model::Period::Months(2021, 1, 6)}})});
  const RankAnswer answer = Rank(Ask());
  EXPECT_THAT(Rows(answer), ElementsAre("1 甲镇 10 -"));
  EXPECT_THAT(Unranked(answer), ElementsAre(std::pair("乙镇", EmptyReason::kNotStated)));
}

TEST_F(RankTest, TargetsComeFromTheYearBefore) {
  reports_.Write({Report("甲镇", 2020,
                         {{.value = "10",
                           .status = model::FactStatus::kTarget,
                           .period = model::Period::Year(2021)}}),
                  Report("乙镇", 2020, {})});
  RankQuery query = Ask();
  query.status = model::FactStatus::kTarget;
  const RankAnswer answer = Rank(query);
  EXPECT_THAT(Rows(answer), ElementsAre("1 甲镇 10 -"));
  EXPECT_THAT(Unranked(answer), ElementsAre(std::pair("乙镇", EmptyReason::kNotStated)));
}

TEST_F(RankTest, FiltersLevelAndPlace) {
  ReportBuilder county("c");
  county.Place("421321", "随县").Year(2021).State({.value = "300"});
  reports_.Write({county, Report("甲镇", 2021, {{.value = "10"}})});
  RankQuery query = Ask();
  query.level = model::PlaceLevel::kTown;
  EXPECT_THAT(Rows(Rank(query)), ElementsAre("1 甲镇 10 -"));
  query.level = model::PlaceLevel::kCounty;
  EXPECT_THAT(Rows(Rank(query)), ElementsAre("1 随县 300 -"));
  query.level.reset();
  query.filter.places = {"110000"};
  EXPECT_THAT(Rank(query).rows, IsEmpty());
}

TEST_F(RankTest, PagesGiveTheWholeInOrder) {
  std::vector<ReportBuilder> all;
  for (int i = 0; i < 11; ++i) {
    all.push_back(Report("镇" + std::to_string(i), 2021, {{.value = std::to_string(5 + i / 3)}}));
  }
  all.push_back(Report("无镇", 2021, {}));
  reports_.Write(all);
  RankQuery query = Ask();
  const std::vector<std::string> whole = Rows(Rank(query));
  EXPECT_EQ(whole.size(), 11u);
  for (const int64_t page_size : {1, 3, 4, 11}) {
    query.page_size = page_size;
    query.after.reset();
    std::vector<std::string> paged;
    size_t unranked = 0;
    for (int pages = 0; pages < 20; ++pages) {
      const RankAnswer answer = Rank(query);
      for (const std::string& row : Rows(answer)) paged.push_back(row);
      unranked += answer.unranked.size();
      query.after = answer.next;
      if (!query.after) break;
    }
    EXPECT_EQ(paged, whole) << page_size;
    EXPECT_EQ(unranked, 1u) << page_size;
  }
}

}  // namespace
}  // namespace gongbao::query
