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

}  // namespace
}  // namespace gongbao
