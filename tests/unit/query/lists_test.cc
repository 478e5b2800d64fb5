#include "services/query/lists.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/query/stored_reports.h"

namespace gongbao::query {
namespace {

using testing::ReportBuilder;

class ListsTest : public ::testing::Test {
 protected:
  ListsTest() {
    for (int i = 0; i < 3; ++i) {
      ReportBuilder report("r" + std::to_string(i));
      report.Place("421321~甲镇", "甲镇").Year(2019 + i);
      for (int n = 0; n < 4; ++n) report.State({.value = std::to_string(n + i)});
      builders_.push_back(report);
    }
    reports_.Write(builders_);
  }

  StoredReports reports_;
  std::vector<ReportBuilder> builders_;
};

TEST_F(ListsTest, PagesGiveAllFactsOnce) {
  std::vector<std::string> whole;
  for (const ReportBuilder& builder : builders_) {
    for (const model::Fact& fact : builder.Build().facts) whole.push_back(fact.id);
  }
  const auto snapshot = reports_.Snapshot();
  for (const int64_t page_size : {1, 5, 11, 12, 100}) {
    FactsQuery query;
    query.page_size = page_size;
    std::vector<std::string> paged;
    for (int pages = 0; pages < 20; ++pages) {
      const auto answer = ListFacts(*snapshot, query);
      ASSERT_TRUE(answer.ok()) << answer.status();
      for (const ports::FactRow& row : answer->facts) {
        paged.push_back(row.fact.id);
        const auto of_fact = [&](const model::Document& document) {
          return document.id == row.fact.document;
        };
        EXPECT_EQ(std::count_if(answer->documents.begin(), answer->documents.end(), of_fact), 1);
      }
      query.after = answer->next;
      if (query.after.empty()) break;
    }
    EXPECT_EQ(paged, whole) << page_size;
  }
}

TEST_F(ListsTest, AFactComesWithItsSentence) {
  const model::Fact fact = builders_[1].Build().facts[2];
  const auto snapshot = reports_.Snapshot();
  const auto answer = GetFact(*snapshot, fact.id);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->fact, fact);
  EXPECT_EQ(answer->sentence_text, fact.quote);
  EXPECT_EQ(answer->document.year, 2020);
  EXPECT_TRUE(absl::IsNotFound(GetFact(*snapshot, "none").status()));
}

}  // namespace
}  // namespace gongbao::query
