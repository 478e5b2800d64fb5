// The query service behind a real gRPC server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <google/protobuf/util/message_differencer.h>

#include "services/adapters/local/lru_cache.h"
#include "tests/integration/query_server.h"

namespace gongbao::query {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class QueryServiceTest : public ::testing::Test {
 protected:
  QueryServiceTest() {
    server_.Write({TownReport("甲镇", 2020, "10"), TownReport("甲镇", 2021, "12.5"),
                   TownReport("乙镇", 2021, "8")});
  }

  template <class Response, class Request>
  Response Call(grpc::Status (v1::QueryService::Stub::*method)(grpc::ClientContext*, const Request&,
                                                               Response*),
                const Request& request) {
    grpc::ClientContext context;
    Response response;
    const grpc::Status status = (server_.stub().*method)(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  template <class Response, class Request>
  Status Fail(grpc::Status (v1::QueryService::Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
              const Request& request) {
    grpc::ClientContext context;
    Response response;
    return rpc::FromGrpc((server_.stub().*method)(&context, request, &response));
  }

  local::LruCache lru_{1 << 20};
  QueryServer server_{{&lru_}};
};

using Stub = v1::QueryService::Stub;

TEST_F(QueryServiceTest, Stats) {
  const auto stats = Call(&Stub::GetStats, v1::GetStatsRequest());
  EXPECT_EQ(stats.documents(), 3);
  EXPECT_EQ(stats.facts(), 3);
  EXPECT_EQ(stats.places(), 2);
  EXPECT_EQ(stats.first_year(), 2020);
  EXPECT_EQ(stats.last_year(), 2021);
}

TEST_F(QueryServiceTest, SearchPagesAndHighlights) {
  v1::SearchSentencesRequest request;
  request.set_query("招商引资");
  request.set_page_size(2);
  const auto first = Call(&Stub::SearchSentences, request);
  ASSERT_THAT(first.hits(), SizeIs(2));
  const v1::SentenceHit& hit = first.hits(0);
  EXPECT_EQ(hit.document().year(), 2021);
  ASSERT_THAT(hit.highlights(), SizeIs(1));
  EXPECT_EQ(hit.text().substr(hit.highlights(0).begin(),
                              hit.highlights(0).end() - hit.highlights(0).begin()),
            "招商引资");
  request.set_page_token(first.next_page_token());
  const auto second = Call(&Stub::SearchSentences, request);
  EXPECT_THAT(second.hits(), SizeIs(1));
  EXPECT_EQ(second.next_page_token(), "");
}

TEST_F(QueryServiceTest, Panel) {
  v1::QueryPanelRequest request;
  request.add_indicators("gdp");
  request.set_unit("万元");
  const auto panel = Call(&Stub::QueryPanel, request);
  ASSERT_THAT(panel.cells(), SizeIs(4));
  EXPECT_EQ(panel.cells(0).empty_reason(), v1::EMPTY_REASON_NO_DOCUMENT);
  EXPECT_EQ(panel.cells(3).value(), "125000");
  EXPECT_EQ(panel.cells(3).unit(), "万元");
  EXPECT_EQ(panel.cells(3).place_id(), "421321~甲镇");
  EXPECT_EQ(panel.cells(3).period().kind(), v1::PERIOD_KIND_YEAR);
  EXPECT_FALSE(panel.truncated());
  request.set_page_size(1);
  const auto first = Call(&Stub::QueryPanel, request);
  EXPECT_THAT(first.cells(), SizeIs(2));
  EXPECT_TRUE(first.truncated());
  request.set_page_token(first.next_page_token());
  EXPECT_THAT(Call(&Stub::QueryPanel, request).cells(), SizeIs(2));
}

TEST_F(QueryServiceTest, APanelOfEverythingComesInPages) {
  v1::QueryPanelRequest request;
  const auto indicators = Call(&Stub::ListIndicators, v1::ListIndicatorsRequest());
  ASSERT_GE(indicators.indicators_size(), 50);
  for (int i = 0; i < 50; ++i) request.add_indicators(indicators.indicators(i).canonical());
  for (const auto status : {v1::FACT_STATUS_ACTUAL, v1::FACT_STATUS_ESTIMATE, v1::FACT_STATUS_TARGET}) {
    request.add_statuses(status);
  }
  request.set_first_year(1951);
  request.set_last_year(2050);
  int cells = 0;
  for (int pages = 0; pages < 4; ++pages) {
    const auto page = Call(&Stub::QueryPanel, request);
    cells += page.cells_size();
    request.set_page_token(page.next_page_token());
    if (page.next_page_token().empty()) break;
  }
  EXPECT_EQ(cells, 2 * 50 * 3 * 100);
}

TEST_F(QueryServiceTest, RankThenTheFactBehindALine) {
  v1::RankPlacesRequest request;
  request.set_indicator("gdp");
  request.set_year(2021);
  const auto table = Call(&Stub::RankPlaces, request);
  ASSERT_THAT(table.rows(), SizeIs(2));
  EXPECT_EQ(table.rows(0).place_text(), "甲镇");
  EXPECT_EQ(table.rows(0).value(), "12.5");
  EXPECT_EQ(table.rows(0).yoy_percent(), "5");
  v1::GetFactRequest get;
  get.set_name(table.rows(0).fact());
  const auto fact = Call(&Stub::GetFact, get);
  EXPECT_EQ(fact.fact().name(), get.name());
  EXPECT_EQ(fact.fact().indicator().value().printed_value(), "12.5");
  EXPECT_EQ(fact.document().title(), "甲镇政府工作报告");
  EXPECT_NE(fact.sentence_text().find("12.5亿元"), std::string::npos);
}

TEST_F(QueryServiceTest, ListsFactsDocumentsPlacesIndicators) {
  v1::ListFactsRequest facts;
  facts.set_page_size(2);
  const auto first = Call(&Stub::ListFacts, facts);
  EXPECT_THAT(first.facts(), SizeIs(2));
  facts.set_page_token(first.next_page_token());
  const auto second = Call(&Stub::ListFacts, facts);
  EXPECT_THAT(second.facts(), SizeIs(1));
  EXPECT_EQ(second.next_page_token(), "");

  v1::ListDocumentsRequest documents;
  documents.set_page_size(2);
  const auto some = Call(&Stub::ListDocuments, documents);
  ASSERT_THAT(some.documents(), SizeIs(2));
  EXPECT_EQ(some.documents(0).fact_count(), 1);
  EXPECT_EQ(some.documents(0).representative(), some.documents(0).document().name());
  documents.set_page_token(some.next_page_token());
  EXPECT_THAT(Call(&Stub::ListDocuments, documents).documents(), SizeIs(1));

  v1::ListPlacesRequest places;
  places.set_page_size(1);
  const auto one = Call(&Stub::ListPlaces, places);
  ASSERT_THAT(one.places(), SizeIs(1));
  EXPECT_EQ(one.places(0).parent(), "421321");
  places.set_page_token(one.next_page_token());
  const auto other = Call(&Stub::ListPlaces, places);
  ASSERT_THAT(other.places(), SizeIs(1));
  EXPECT_EQ(other.next_page_token(), "");

  const auto indicators = Call(&Stub::ListIndicators, v1::ListIndicatorsRequest());
  ASSERT_GT(indicators.indicators_size(), 50);
  EXPECT_EQ(indicators.indicators(0).canonical(), "gdp");
  EXPECT_EQ(indicators.indicators(0).unit(), "亿元");
}

TEST_F(QueryServiceTest, ADocumentWithItsAnalysisAndCopies) {
  testing::ReportBuilder report("original");
  report.Place("421321~丙镇", "丙镇").Year(2021);
  for (int i = 0; i < 60; ++i) report.Sentence("第" + std::to_string(i * 37) + "项工作取得新的成效，群众更加满意。");
  testing::ReportBuilder copy("copy");
  copy.Place("421321~丙镇", "丙镇").Year(2021);
  for (int i = 0; i < 58; ++i) copy.Sentence("第" + std::to_string(i * 37) + "项工作取得新的成效，群众更加满意。");
  server_.Write({report, copy});
  v1::GetDocumentRequest request;
  request.set_name("documents/" + report.Build().document.id);
  const auto document = Call(&Stub::GetDocument, request);
  EXPECT_EQ(document.analysis().clean_text(), report.Build().clean_text);
  EXPECT_EQ(document.analysis().segmentation().sentences_size(), 60);
  EXPECT_THAT(document.copies(), ElementsAre("documents/" + copy.Build().document.id));
}

TEST_F(QueryServiceTest, ExportsInChunks) {
  v1::ExportFactsRequest request;
  request.set_format(v1::EXPORT_FORMAT_JSONL);
  request.add_indicators("gdp");
  grpc::ClientContext context;
  const auto reader = server_.stub().ExportFacts(&context, request);
  google::api::HttpBody body;
  std::string all;
  while (reader->Read(&body)) {
    EXPECT_EQ(body.content_type(), "application/x-ndjson");
    all += body.data();
  }
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 3);
}

TEST_F(QueryServiceTest, ErrorsNameWhatIsWrong) {
  v1::QueryPanelRequest panel;
  panel.add_indicators("nonsense");
  panel.set_page_size(-1);
  const Status wrong = Fail(&Stub::QueryPanel, panel);
  EXPECT_TRUE(absl::IsInvalidArgument(wrong));
  EXPECT_THAT(ErrorDetails(wrong), SizeIs(2));
  EXPECT_EQ(ErrorReason(wrong), "INVALID_ARGUMENT");

  v1::GetFactRequest fact;
  fact.set_name("facts/none");
  EXPECT_TRUE(absl::IsNotFound(Fail(&Stub::GetFact, fact)));
  fact.set_name("documents/none");
  EXPECT_TRUE(absl::IsInvalidArgument(Fail(&Stub::GetFact, fact)));
  v1::GetDocumentRequest document;
  document.set_name("documents/none-0");
  EXPECT_TRUE(absl::IsNotFound(Fail(&Stub::GetDocument, document)));
  v1::ListFactsRequest list;
  list.set_page_token("AAAA");
  EXPECT_TRUE(absl::IsInvalidArgument(Fail(&Stub::ListFacts, list)));
}

TEST_F(QueryServiceTest, ATextThatDoesNotFitIsRefused) {
  testing::ReportBuilder report("long");
  report.Place("421321~丙镇", "丙镇").Year(2021);
  for (int i = 0; i < 30000; ++i) {
    report.Sentence("第" + std::to_string(i) + "项工作取得新的成效，群众更加满意，干部更有干劲，乡村更有生机，发展更有后劲。");
  }
  server_.Write({report});
  v1::GetDocumentRequest request;
  request.set_name("documents/" + report.Build().document.id);
  const Status status = Fail(&Stub::GetDocument, request);
  EXPECT_TRUE(absl::IsResourceExhausted(status)) << status;
  EXPECT_EQ(ErrorReason(status), "LIMIT_EXCEEDED");
}

TEST_F(QueryServiceTest, KeepsAnswersUntilFactsChange) {
  v1::RankPlacesRequest request;
  request.set_indicator("gdp");
  request.set_year(2021);
  request.mutable_filter()->add_places("421321");
  const auto first = Call(&Stub::RankPlaces, request);
  const auto again = Call(&Stub::RankPlaces, request);
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(first, again));
  EXPECT_EQ(server_.counts().hits, 1);
  server_.Write({TownReport("丁镇", 2021, "99")});
  const auto after = Call(&Stub::RankPlaces, request);
  EXPECT_EQ(after.rows(0).place_text(), "丁镇");
  EXPECT_EQ(server_.counts().hits, 1);
}

TEST_F(QueryServiceTest, AnswersOverTheLoopbackToo) {
  const auto channel = rpc::Connect("127.0.0.1:" + std::to_string(server_.server().port()));
  const auto stub = v1::QueryService::NewStub(channel);
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  v1::GetStatsResponse response;
  const grpc::Status status = stub->GetStats(&context, {}, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.documents(), 3);
}

}  // namespace
}  // namespace gongbao::query
