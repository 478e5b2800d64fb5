#include "services/rpc/handler.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "gongbao/v1/query_service.grpc.pb.h"
#include "services/rpc/server.h"
#include "services/rpc/status.h"

namespace gongbao::rpc {
namespace {

// A real service whose one method does what the test says.
class Service final : public v1::QueryService::Service {
 public:
  grpc::Status GetStats(grpc::ServerContext* server_context, const v1::GetStatsRequest*,
                        v1::GetStatsResponse*) override {
    return Handle(server_context, "QueryService.GetStats", [this](const Call& call) {
      request_id = call.context.request_id;
      has_deadline = call.context.deadline != Context::Time::max();
      return body();
    });
  }
  std::function<Status()> body;
  std::string request_id;
  bool has_deadline = false;
};

class HandlerTest : public testing::Test {
 protected:
  void SetUp() override {
    auto server = Server::Start({"127.0.0.1:0"}, {&service_});
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    stub_ = v1::QueryService::NewStub(Connect("127.0.0.1:" + std::to_string(server_->port())));
  }
  Status Call(const Context& context = {}) {
    grpc::ClientContext client;
    Prepare(&client, context);
    v1::GetStatsResponse response;
    return FromGrpc(stub_->GetStats(&client, {}, &response));
  }
  Service service_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<v1::QueryService::Stub> stub_;
};

TEST_F(HandlerTest, CarriesErrorsWithTheirDetails) {
  service_.body = [] {
    return WithRetryAfter(NotFound("no fact abc", {{"fact", "abc"}}), 1500);
  };
  const Status status = Call();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Message(status), "no fact abc");
  EXPECT_EQ(ErrorReason(status), "NOT_FOUND");
  const ErrorValues expected = {{"fact", "abc"}};
  EXPECT_EQ(ErrorDetails(status), expected);
  EXPECT_EQ(RetryAfterMs(status), 1500);
}

TEST_F(HandlerTest, CatchesExceptionsWithoutTellingWhatTheySay) {
  service_.body = []() -> Status { throw std::runtime_error("secret path"); };
  const Status status = Call();
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_EQ(Message(status).find("secret"), std::string::npos);
}

TEST_F(HandlerTest, PassesRequestIdAndDeadlineOn) {
  service_.body = [] { return absl::OkStatus(); };
  Context context;
  context.request_id = "abc-123";
  context.deadline = std::chrono::system_clock::now() + std::chrono::minutes(1);
  EXPECT_TRUE(Call(context).ok());
  EXPECT_EQ(service_.request_id, "abc-123");
  EXPECT_TRUE(service_.has_deadline);
  context.request_id = "no good id";
  EXPECT_TRUE(Call(context).ok());
  EXPECT_NE(service_.request_id, "no good id");
  EXPECT_EQ(service_.request_id.size(), 16u);
}

TEST_F(HandlerTest, RefusesCallsBeyondTheBound) {
  service_.body = [] { return absl::OkStatus(); };
  SetMaxCallsInProgress(0);
  const Status status = Call();
  SetMaxCallsInProgress(512);
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ErrorReason(status), "OVERLOADED");
  EXPECT_TRUE(RetryAfterMs(status).has_value());
  EXPECT_TRUE(Call().ok());
}

TEST_F(HandlerTest, APortInUseIsAnErrorThatNamesIt) {
  const std::string address = "127.0.0.1:" + std::to_string(server_->port());
  Service other;
  const auto second = Server::Start({address}, {&other});
  ASSERT_FALSE(second.ok());
  EXPECT_NE(Message(second.status()).find(address), std::string::npos);
}

}  // namespace
}  // namespace gongbao::rpc
