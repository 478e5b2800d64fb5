#include "services/query/search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/query/stored_reports.h"

namespace gongbao::query {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::ReportBuilder;

class SearchTest : public ::testing::Test {
 protected:
  SearchQuery Ask(const std::string& words) const {
    SearchQuery query;
    const auto parsed = ParseSearchWords(words);
    EXPECT_TRUE(parsed.ok()) << parsed.status();
    query.words = *parsed;
    return query;
  }
  SearchAnswer Find(const SearchQuery& query) {
    const auto snapshot = reports_.Snapshot();
    auto answer = Search(*snapshot, reports_.language(), query);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? *std::move(answer) : SearchAnswer{};
  }
  std::vector<std::string> Texts(const SearchQuery& query) {
    std::vector<std::string> texts;
    for (const SearchHit& hit : Find(query).hits) texts.push_back(hit.sentence.text);
    return texts;
  }

  StoredReports reports_;
};

ReportBuilder Report(const std::string& seed, int year) {
  ReportBuilder report(seed);
  report.Place("421321~甲镇", "甲镇").Year(year);
  return report;
}

TEST_F(SearchTest, NeedsAllWordsInTheSentence) {
  reports_.Write({Report("a", 2021)
                      .Sentence("全年招商引资到位资金5亿元。")
                      .Sentence("招商工作有力，引资成效明显。")
                      .Sentence("经济平稳增长。")});
  EXPECT_THAT(Texts(Ask("招商引资")), ElementsAre("全年招商引资到位资金5亿元。"));
  EXPECT_THAT(Texts(Ask("招商 引资")),
              ElementsAre("全年招商引资到位资金5亿元。", "招商工作有力，引资成效明显。"));
  EXPECT_THAT(Texts(Ask("招商 增长")), IsEmpty());
  EXPECT_THAT(Texts(Ask("“资到位”")), ElementsAre("全年招商引资到位资金5亿元。"));
}

TEST_F(SearchTest, FindsPartsOfNumbersAndLatinWords) {
  reports_.Write({Report("a", 2021).Sentence("PM2.5平均浓度35微克，GDP增长12.75%。")});
  for (const char* words : {"pm2.5", "PM2", "gdp", "dp", "12.75", "2.7", "75%", "5", "度35微"}) {
    EXPECT_EQ(Texts(Ask(words)).size(), 1u) << words;
  }
  EXPECT_THAT(Texts(Ask("12.76")), IsEmpty());
}

TEST_F(SearchTest, BestFirstThenNewest) {
  reports_.Write({Report("a", 2020).Sentence("乡村振兴。"), Report("b", 2022).Sentence("乡村振兴。"),
                  Report("c", 2021)
                      .Sentence("乡村产业、人才、文化、生态、组织全面振兴取得新的成绩。")
                      .Heading("乡村振兴")});
  const SearchAnswer answer = Find(Ask("乡村 振兴"));
  std::vector<std::pair<int, std::string>> found;
  for (const SearchHit& hit : answer.hits) {
    found.emplace_back(*hit.document.year, hit.sentence.text);
  }
  EXPECT_THAT(found, ElementsAre(std::pair(2021, "乡村振兴"), std::pair(2022, "乡村振兴。"),
                                 std::pair(2020, "乡村振兴。"),
                                 std::pair(2021, "乡村产业、人才、文化、生态、组织全面振兴取得新的成绩。")));
  EXPECT_FALSE(answer.truncated);
  EXPECT_EQ(answer.hits[0].match.score_per_mille, 1000);
}

TEST_F(SearchTest, FiltersDocuments) {
  reports_.Write({Report("a", 2020).Sentence("乡村振兴一。"), Report("b", 2021).Sentence("乡村振兴二。"),
                  Report("c", 2021).Kind(model::DocumentKind::kSpeech).Sentence("乡村振兴三。")});
  SearchQuery query = Ask("乡村振兴");
  query.filter.first_year = 2021;
  query.filter.kinds = {model::DocumentKind::kWorkReport};
  EXPECT_THAT(Texts(query), ElementsAre("乡村振兴二。"));
  query.filter.places = {"110000"};
  EXPECT_THAT(Texts(query), IsEmpty());
}

TEST_F(SearchTest, PagesGiveTheWholeInOrder) {
  std::vector<ReportBuilder> all;
  for (int i = 0; i < 9; ++i) {
    ReportBuilder report = Report("r" + std::to_string(i), 2015 + i % 4);
    report.Sentence("第" + std::to_string(i) + "年乡村振兴。").Sentence("乡村振兴" + std::string(i, 'x'));
    all.push_back(report);
  }
  reports_.Write(all);
  SearchQuery query = Ask("乡村振兴");
  query.page_size = 100;
  const std::vector<std::string> whole = Texts(query);
  EXPECT_EQ(whole.size(), 18u);
  for (const int64_t page_size : {1, 5, 17, 18}) {
    query.page_size = page_size;
    query.after.reset();
    std::vector<std::string> paged;
    for (int pages = 0; pages < 30; ++pages) {
      const SearchAnswer answer = Find(query);
      for (const SearchHit& hit : answer.hits) paged.push_back(hit.sentence.text);
      query.after = answer.next;
      if (!query.after) break;
    }
    EXPECT_EQ(paged, whole) << page_size;
  }
}

TEST_F(SearchTest, GoesOnWhereTheLastHitIsGone) {
  reports_.Write({Report("a", 2021).Sentence("乡村振兴一。"), Report("b", 2020).Sentence("乡村振兴二。"),
                  Report("c", 2019).Sentence("乡村振兴三。")});
  SearchQuery query = Ask("乡村振兴");
  query.page_size = 1;
  const SearchAnswer first = Find(query);
  ASSERT_TRUE(first.next.has_value());
  reports_.Delete(first.next->document);
  query.after = first.next;
  query.page_size = 10;
  EXPECT_THAT(Texts(query), ElementsAre("乡村振兴二。", "乡村振兴三。"));
}

TEST_F(SearchTest, SaysWhereItLooksAtTheNewestOnly) {
  ReportBuilder old = Report("old", 2000);
  old.Sentence("很久以前的乡村振兴。");
  ReportBuilder many = Report("many", 2021);
  for (int64_t i = 0; i < kMaxCandidates; ++i) many.Sentence("乡村振兴" + std::to_string(i) + "。");
  reports_.Write({many});
  EXPECT_FALSE(Find(Ask("乡村振兴")).truncated);
  reports_.Write({old});
  const SearchAnswer answer = Find(Ask("乡村振兴"));
  EXPECT_TRUE(answer.truncated);
  EXPECT_EQ(answer.hits.size(), 20u);
}

TEST_F(SearchTest, CutsAnEndlessSentence) {
  std::string endless = "开头乡村振兴，";
  while (endless.size() < 4 * kMaxHitBytes) endless += "空话连篇，";
  reports_.Write({Report("a", 2021).Sentence(endless + "乡村振兴")});
  const SearchAnswer answer = Find(Ask("乡村振兴"));
  ASSERT_EQ(answer.hits.size(), 1u);
  EXPECT_LE(answer.hits[0].sentence.text.size(), kMaxHitBytes + 3);
  ASSERT_EQ(answer.hits[0].match.highlights.size(), 1u);
  EXPECT_EQ(answer.hits[0].match.highlights[0].In(answer.hits[0].sentence.text), "乡村振兴");
}

}  // namespace
}  // namespace gongbao::query
