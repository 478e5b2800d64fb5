// Segmenter and Extractor: the local ones, and the remote ones over real servers, do the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>

#include "services/adapters/remote/remote_extractor.h"
#include "services/adapters/remote/remote_segmenter.h"
#include "services/extraction/extraction_service.h"
#include "services/extraction/report_extractor.h"
#include "services/rpc/server.h"
#include "services/segmentation/segmentation_service.h"
#include "services/segmentation/text_segmenter.h"

namespace gongbao {
namespace {

constexpr char kReport[] =
    "政府工作报告\n"
    "一、2021年工作回顾\n"
    "全镇实现规模工业总产值22.71亿元，同比增长22%。完成258户、560余亩土地的征地拆迁任务。\n"
    "二、2022年工作安排\n"
    "地区生产总值增长8%左右。\n";

model::Document ReportDocument() {
  model::Document document;
  document.id = "d-0";
  document.kind = model::DocumentKind::kWorkReport;
  document.year = 2021;
  document.place.place_id = "421321~甲镇";
  document.place.text = "甲镇";
  document.home = "421321";
  return document;
}

ports::SegmentRequest Ask() {
  ports::SegmentRequest request;
  request.text = kReport;
  return request;
}

// The local parts, servers over them, and the remote parts over those.
class Parts {
 public:
  Parts() {
    auto segmenter = segmentation::TextSegmenter::Create();
    EXPECT_TRUE(segmenter.ok()) << segmenter.status();
    segmenter_ = *std::move(segmenter);
    extractor_ = extraction::ReportExtractor::Create();
    segmentation_ =
        std::make_unique<segmentation::SegmentationServiceHandler>(*segmenter_, *segmenter_);
    extraction_ = std::make_unique<extraction::ExtractionServiceHandler>(*extractor_, "1-test");
    StartServer(0);
    const auto channel = rpc::Connect("127.0.0.1:" + std::to_string(port_));
    remote_segmenter_ = std::make_unique<remote::RemoteSegmenter>(channel);
    remote_extractor_ = std::make_unique<remote::RemoteExtractor>(channel);
  }
  void StartServer(int port) {
    auto server = rpc::Server::Start({"127.0.0.1:" + std::to_string(port)},
                                     {segmentation_.get(), extraction_.get()});
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    port_ = server_->port();
  }
  void StopServer() { server_.reset(); }
  int port() const { return port_; }

  const ports::Segmenter& segmenter(bool remote) const {
    if (remote) return *remote_segmenter_;
    return *segmenter_;
  }
  const ports::WordExplainer& explainer(bool remote) const {
    if (remote) return *remote_segmenter_;
    return *segmenter_;
  }
  const ports::Extractor& extractor(bool remote) const {
    if (remote) return *remote_extractor_;
    return *extractor_;
  }

 private:
  std::unique_ptr<segmentation::TextSegmenter> segmenter_;
  std::shared_ptr<const extraction::ReportExtractor> extractor_;
  std::unique_ptr<segmentation::SegmentationServiceHandler> segmentation_;
  std::unique_ptr<extraction::ExtractionServiceHandler> extraction_;
  std::unique_ptr<rpc::Server> server_;
  int port_ = 0;
  std::unique_ptr<remote::RemoteSegmenter> remote_segmenter_;
  std::unique_ptr<remote::RemoteExtractor> remote_extractor_;
};

Parts& SharedParts() {
  static Parts parts;
  return parts;
}

class PartsTest : public ::testing::TestWithParam<bool> {
 protected:
  StatusOr<model::Segmentation> Segment(const ports::SegmentRequest& request) {
    return SharedParts().segmenter(GetParam()).Segment({}, request);
  }
  StatusOr<std::vector<model::Fact>> Extract(const ports::ExtractRequest& request) {
    return SharedParts().extractor(GetParam()).Extract({}, request);
  }
};
INSTANTIATE_TEST_SUITE_P(LocalAndRemote, PartsTest, ::testing::Bool(),
                         [](const auto& each) { return each.param ? "Remote" : "Local"; });

TEST_P(PartsTest, SegmentsAsTheLocalOneDoes) {
  const ports::SegmentRequest request{kReport, model::DocumentKind::kWorkReport, 2021};
  const auto segmentation = Segment(request);
  ASSERT_TRUE(segmentation.ok()) << segmentation.status();
  EXPECT_GE(segmentation->sections.size(), 3u);
  EXPECT_FALSE(segmentation->tokens.begin.empty());
  EXPECT_EQ(*segmentation, *SharedParts().segmenter(false).Segment({}, request));
}

TEST_P(PartsTest, SegmentsOnlyWhatIsAskedFor) {
  ports::SegmentRequest request;
  request.text = kReport;
  request.outline = false;
  request.tokens = false;
  const auto segmentation = Segment(request);
  ASSERT_TRUE(segmentation.ok()) << segmentation.status();
  EXPECT_TRUE(segmentation->tokens.begin.empty());
  EXPECT_FALSE(segmentation->sentences.empty());
  EXPECT_EQ(*segmentation, *SharedParts().segmenter(false).Segment({}, request));
}

TEST_P(PartsTest, SegmentsNothing) {
  const auto segmentation = Segment({});
  ASSERT_TRUE(segmentation.ok()) << segmentation.status();
  EXPECT_EQ(*segmentation, *SharedParts().segmenter(false).Segment({}, {}));
}

TEST_P(PartsTest, RefusesWhatIsNoText) {
  ports::SegmentRequest request;
  request.text = "好\xff";
  const auto segmentation = Segment(request);
  EXPECT_TRUE(absl::IsInvalidArgument(segmentation.status())) << segmentation.status();
  EXPECT_NE(Message(segmentation.status()).find("3"), std::string::npos) << segmentation.status();
}

TEST_P(PartsTest, RefusesWhatIsTooLong) {
  const std::string endless((16 << 20) + 1, 'a');
  ports::SegmentRequest request;
  request.text = endless;
  request.tokens = false;
  EXPECT_TRUE(absl::IsResourceExhausted(Segment(request).status()));
}

TEST_P(PartsTest, CutsByACallersWordsAndGivesTerms) {
  ports::SegmentRequest request = Ask();
  request.outline = request.sentences = false;
  request.terms = true;
  request.words.unknown = true;
  request.words.bundles = {{"@words\n规模工业 = org\n", ""}};
  const auto answer = SharedParts().segmenter(GetParam()).Answer({}, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  ASSERT_EQ(answer->bundle_ids.size(), 1u);
  EXPECT_EQ(answer->bundle_ids[0].size(), 64u);
  EXPECT_FALSE(answer->version.empty());
  const auto expected = SharedParts().segmenter(false).Answer({}, request);
  EXPECT_EQ(answer->segmentation, expected->segmentation);
  EXPECT_EQ(answer->terms, expected->terms);
  EXPECT_FALSE(answer->terms.begin.empty());
  EXPECT_EQ(answer->version, expected->version);
}

TEST_P(PartsTest, ABadBundleIsNamedByItsLine) {
  ports::SegmentRequest request = Ask();
  request.words.bundles = {{"@words\n青溪智谷 many\n青溪 1 2\n", ""}};
  const auto answer = SharedParts().segmenter(GetParam()).Answer({}, request);
  EXPECT_TRUE(absl::IsInvalidArgument(answer.status())) << answer.status();
  EXPECT_NE(Message(answer.status()).find("bundle line 3"), std::string::npos) << answer.status();
  request.words.bundles = {{"", "0123"}};
  EXPECT_TRUE(absl::IsNotFound(SharedParts().segmenter(GetParam()).Answer({}, request).status()));
}

TEST_P(PartsTest, ExplainsWords) {
  ports::ExplainRequest request{"固定资产投资增长22%", {}};
  request.words.bundles = {{"@words\n资产投资 = n\n", ""}};
  const auto answer = SharedParts().explainer(GetParam()).Explain({}, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->words, SharedParts().explainer(false).Explain({}, request)->words);
  EXPECT_EQ(answer->bundle_ids.size(), 1u);
  const std::string endless(ports::ExplainRequest::kMostBytes + 1, 'a');
  EXPECT_TRUE(absl::IsResourceExhausted(SharedParts().explainer(GetParam()).Explain({}, {endless, {}}).status()));
}

TEST_P(PartsTest, ExtractsAsTheLocalOneDoes) {
  const model::Document document = ReportDocument();
  const auto segmentation = Segment({kReport, document.kind, document.year});
  ASSERT_TRUE(segmentation.ok()) << segmentation.status();
  const ports::ExtractRequest request{kReport, &document, &*segmentation};
  const auto facts = Extract(request);
  ASSERT_TRUE(facts.ok()) << facts.status();
  EXPECT_FALSE(facts->empty());
  EXPECT_EQ(*facts, *SharedParts().extractor(false).Extract({}, request));
}

TEST_P(PartsTest, RefusesSpansOutsideTheText) {
  const model::Document document = ReportDocument();
  auto segmentation = Segment({kReport, document.kind, document.year});
  ASSERT_TRUE(segmentation.ok()) << segmentation.status();
  segmentation->sentences.back().span.end = sizeof kReport + 100;
  const auto facts = Extract({kReport, &document, &*segmentation});
  EXPECT_TRUE(absl::IsInvalidArgument(facts.status())) << facts.status();
}

TEST_P(PartsTest, TakesManyCallersAtOnce) {
  const model::Document document = ReportDocument();
  const auto expected =
      SharedParts().segmenter(false).Segment({}, {kReport, document.kind, document.year});
  std::vector<std::jthread> callers;
  for (int i = 0; i < 16; ++i) {
    callers.emplace_back([&] {
      const auto segmentation = Segment({kReport, document.kind, document.year});
      ASSERT_TRUE(segmentation.ok()) << segmentation.status();
      EXPECT_EQ(*segmentation, *expected);
    });
  }
}

TEST(RemoteParts, WaitForAServerThatComesBack) {
  Parts parts;
  const int port = parts.port();
  ASSERT_TRUE(parts.segmenter(true).Segment({}, Ask()).ok());
  parts.StopServer();
  Context context;
  context.deadline = std::chrono::system_clock::now() + std::chrono::minutes(1);
  std::jthread calling([&] {
    const auto segmentation = parts.segmenter(true).Segment(context, Ask());
    EXPECT_TRUE(segmentation.ok()) << segmentation.status();
  });
  parts.StartServer(port);
}

TEST(RemoteParts, GiveUpAtTheDeadline) {
  Parts parts;
  parts.StopServer();
  Context context;
  context.deadline = std::chrono::system_clock::now() + std::chrono::milliseconds(200);
  const auto segmentation = parts.segmenter(true).Segment(context, Ask());
  EXPECT_TRUE(absl::IsUnavailable(segmentation.status()) ||
              absl::IsDeadlineExceeded(segmentation.status()))
      << segmentation.status();
}

TEST(RemoteParts, TheServiceRefusesAKindThatThereIsNot) {
  Parts parts;
  const auto stub = v1::SegmentationService::NewStub(
      rpc::Connect("127.0.0.1:" + std::to_string(parts.port())));
  v1::SegmentRequest request;
  request.mutable_options()->set_document_kind(static_cast<v1::DocumentKind>(99));
  grpc::ClientContext context;
  v1::SegmentResponse response;
  EXPECT_EQ(stub->Segment(&context, request, &response).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
}

class SegmentationRpcTest : public ::testing::Test {
 protected:
  SegmentationRpcTest()
      : stub_(v1::SegmentationService::NewStub(
            rpc::Connect("127.0.0.1:" + std::to_string(SharedParts().port())))) {}
  std::unique_ptr<v1::SegmentationService::Stub> stub_;
};

TEST_F(SegmentationRpcTest, ABatchSaysOfEachTextWhatIsWrongWithIt) {
  v1::SegmentBatchRequest request;
  request.mutable_options()->set_omit_outline(true);
  request.add_requests()->set_text("全镇完成投资3亿元。");
  request.add_requests()->set_text("好\xff");
  v1::SegmentRequest* own = request.add_requests();
  own->set_text("一、回顾\n好。\n二、安排\n干。\n");
  own->mutable_options()->set_omit_tokens(true);
  grpc::ClientContext context;
  v1::SegmentBatchResponse response;
  const grpc::Status status = stub_->SegmentBatch(&context, request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_EQ(response.items_size(), 3);
  const v1::SegmentResponse& first = response.items(0).response();
  EXPECT_GT(first.segmentation().tokens().begin_size(), 3);
  EXPECT_EQ(first.segmentation().sections_size(), 0) << "the batch's options hold";
  EXPECT_EQ(response.items(1).error().code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_NE(response.items(1).error().message().find("byte 3"), std::string::npos);
  EXPECT_EQ(response.items(2).response().segmentation().sections_size(), 3) << "its own options hold";
  EXPECT_EQ(response.items(2).response().segmentation().tokens().begin_size(), 0);
}

TEST_F(SegmentationRpcTest, BatchesHaveLimits) {
  v1::SegmentBatchRequest many;
  for (int i = 0; i < 1001; ++i) many.add_requests()->set_text("好");
  v1::SegmentBatchRequest large;
  for (int i = 0; i < 2; ++i) large.add_requests()->set_text(std::string(9 << 20, 'a'));
  for (const v1::SegmentBatchRequest& request : {many, large}) {
    grpc::ClientContext context;
    v1::SegmentBatchResponse response;
    EXPECT_EQ(stub_->SegmentBatch(&context, request, &response).error_code(),
              grpc::StatusCode::RESOURCE_EXHAUSTED);
  }
}

TEST_F(SegmentationRpcTest, AStreamAnswersInOrderAndOutlivesBadTexts) {
  constexpr int kTexts = 200;
  grpc::ClientContext context;
  const auto stream = stub_->SegmentStream(&context);
  std::jthread writing([&] {
    for (int i = 0; i < kTexts; ++i) {
      v1::SegmentStreamRequest request;
      request.mutable_request()->set_text(i % 3 == 1 ? "好\xff" : "完成" + std::to_string(i) + "亿元");
      ASSERT_TRUE(stream->Write(request));
    }
    stream->WritesDone();
  });
  v1::SegmentStreamResponse response;
  int64_t number = 0;
  for (; stream->Read(&response); ++number) {
    EXPECT_EQ(response.number(), number);
    EXPECT_EQ(response.item().has_error(), number % 3 == 1) << number;
  }
  EXPECT_EQ(number, kTexts);
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(SegmentationRpcTest, AStreamEndsAtItsDeadline) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(200));
  const auto stream = stub_->SegmentStream(&context);
  v1::SegmentStreamResponse response;
  EXPECT_FALSE(stream->Read(&response)) << "nothing was asked";
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
}

}  // namespace
}  // namespace gongbao
