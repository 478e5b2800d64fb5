#include "services/query/parse_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <google/protobuf/text_format.h>

namespace gongbao::query {
namespace {

using ::testing::ElementsAre;
using ::testing::Key;
using ::testing::UnorderedElementsAre;

const Language& SharedLanguage() {
  static const auto language = Language::Open();
  EXPECT_TRUE(language.ok()) << language.status();
  return **language;
}

template <class Request>
Request Make(const std::string& text) {
  Request request;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &request)) << text;
  return request;
}

TEST(ParsePanel, ReportsEveryViolation) {
  const auto parsed = Parse(
      Make<v1::QueryPanelRequest>("filter { places: 'Hubei' first_year: 2022 last_year: 2021 "
                                  "document_kinds: [0] documents: 'facts/x' }"
                                  "indicators: 'nonsense' first_year: 0 statuses: [0] page_size: -1 "
                                  "page_token: 'zz' max_staleness { seconds: -1 }"),
      SharedLanguage());
  ASSERT_TRUE(absl::IsInvalidArgument(parsed.status()));
  EXPECT_THAT(ErrorDetails(parsed.status()),
              UnorderedElementsAre(Key("filter.places[0]"), Key("filter.last_year"),
                                   Key("filter.document_kinds[0]"), Key("filter.documents[0]"),
                                   Key("indicators[0]"), Key("first_year"), Key("statuses[0]"),
                                   Key("page_size"), Key("page_token"), Key("max_staleness")));
}

TEST(ParsePanel, FillsInWhatIsLeftOut) {
  const auto query = Parse(Make<v1::QueryPanelRequest>("indicators: ['gdp', 'gdp']"), SharedLanguage());
  ASSERT_TRUE(query.ok()) << query.status();
  ASSERT_EQ(query->indicators.size(), 1u);
  EXPECT_EQ(query->indicators[0].unit.base_unit, "元");
  EXPECT_THAT(query->statuses, ElementsAre(model::FactStatus::kActual));
  EXPECT_FALSE(query->first_year.has_value());
  EXPECT_EQ(query->page_size, kMaxPanelCells);
}

TEST(ParsePanel, NeedsAnIndicator) {
  EXPECT_THAT(ErrorDetails(Parse(v1::QueryPanelRequest(), SharedLanguage()).status()),
              ElementsAre(Key("indicators")));
}

TEST(ParsePanel, AUnitIsForTheIndicatorsOfItsDimension) {
  const auto query = Parse(
      Make<v1::QueryPanelRequest>("indicators: ['gdp', 'population'] unit: '万元'"), SharedLanguage());
  ASSERT_TRUE(query.ok()) << query.status();
  EXPECT_EQ(query->indicators[0].unit.unit, "万元");
  EXPECT_EQ(query->indicators[1].unit.base_unit, "人");
  EXPECT_THAT(ErrorDetails(Parse(Make<v1::QueryPanelRequest>("indicators: 'gdp' unit: '亩'"),
                                 SharedLanguage())
                               .status()),
              ElementsAre(Key("unit")));
}

TEST(ParsePanel, TakesNamesOfOneIndicator) {
  const auto query =
      Parse(Make<v1::QueryPanelRequest>("indicators: '地区生产总值'"), SharedLanguage());
  ASSERT_TRUE(query.ok()) << query.status();
  EXPECT_EQ(query->indicators[0].canonical, "gdp");
}

TEST(ParseRank, ReportsEveryViolation) {
  const auto parsed = Parse(Make<v1::RankPlacesRequest>("year: 0 indicator: ''"), SharedLanguage());
  EXPECT_THAT(ErrorDetails(parsed.status()), UnorderedElementsAre(Key("year"), Key("indicator")));
}

TEST(Parse, RefusesValuesThatEnumsDoNotHave) {
  v1::RankPlacesRequest rank = Make<v1::RankPlacesRequest>("indicator: 'gdp' year: 2021");
  ASSERT_TRUE(Parse(rank, SharedLanguage()).ok());
  rank.set_status(static_cast<v1::FactStatus>(9));
  rank.set_measure(static_cast<v1::RankMeasure>(9));
  rank.set_level(static_cast<v1::PlaceLevel>(99));
  EXPECT_THAT(ErrorDetails(Parse(rank, SharedLanguage()).status()),
              UnorderedElementsAre(Key("status"), Key("measure"), Key("level")));
  v1::ListFactsRequest list;
  list.add_kinds(static_cast<v1::FactKind>(99));
  list.set_first_month(202113);
  EXPECT_THAT(ErrorDetails(Parse(list, SharedLanguage()).status()),
              UnorderedElementsAre(Key("kinds[0]"), Key("first_month")));
}

TEST(PageSize, IsBounded) {
  struct Case {
    int asked;
    int taken;
  };
  for (const Case& c : {Case{0, 20}, Case{7, 7}, Case{100, 100}, Case{1 << 30, 100}}) {
    v1::SearchSentencesRequest request = Make<v1::SearchSentencesRequest>("query: '经济'");
    request.set_page_size(c.asked);
    const auto query = Parse(request);
    ASSERT_TRUE(query.ok()) << query.status();
    EXPECT_EQ(query->page_size, c.taken) << c.asked;
  }
}

TEST(PageToken, BelongsToItsQuestion) {
  v1::SearchSentencesRequest request = Make<v1::SearchSentencesRequest>("query: '经济' page_size: 5");
  request.set_page_token(TokenOf(request, {700, "d-0", 12}));
  auto query = Parse(request);
  ASSERT_TRUE(query.ok()) << query.status();
  EXPECT_EQ(query->after->score_per_mille, 700);
  EXPECT_EQ(query->after->document, "d-0");
  EXPECT_EQ(query->after->begin, 12u);
  request.set_page_size(50);  // a page may have another size, and another freshness
  request.mutable_max_staleness()->set_seconds(1);
  EXPECT_TRUE(Parse(request).ok());
  request.set_query("社会");
  EXPECT_THAT(ErrorDetails(Parse(request).status()), ElementsAre(Key("page_token")));
}

TEST(QuestionOf, LeavesOutStalenessOnly) {
  v1::SearchSentencesRequest a = Make<v1::SearchSentencesRequest>("query: '经济' filter { places: '42' }");
  v1::SearchSentencesRequest b = a;
  b.mutable_max_staleness()->set_nanos(5000000);
  EXPECT_EQ(QuestionOf(a).request, QuestionOf(b).request);
  EXPECT_FALSE(QuestionOf(a).max_staleness.has_value());
  EXPECT_EQ(QuestionOf(b).max_staleness, std::chrono::milliseconds(5));
  EXPECT_THAT(QuestionOf(a).places, ElementsAre("42"));
  b.set_page_size(3);
  EXPECT_NE(QuestionOf(a).request, QuestionOf(b).request);
}

}  // namespace
}  // namespace gongbao::query
