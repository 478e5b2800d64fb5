// The gRPC door: every shape of method, metadata, deadlines, cancellation, flow control,
// reflection, health.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "everything_service.h"
#include "gateway/grpc/metadata.h"
#include "grpc/health/v1/health.grpc.pb.h"

namespace gongbao::gateway::testing {
namespace {

using grpc::health::v1::HealthCheckResponse;

template <class Condition>
bool Eventually(Condition condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

class Door {
 protected:
  void Start(const Backends& backends) {
    auto gateway = Gateway::Start(TestOptions(), backends);
    ASSERT_TRUE(gateway.ok()) << gateway.status();
    gateway_ = *std::move(gateway);
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(64 << 20);
    channel_ = grpc::CreateCustomChannel(address(), grpc::InsecureChannelCredentials(), arguments);
    stub_ = EverythingService::NewStub(channel_);
  }
  std::string address() const { return "127.0.0.1:" + std::to_string(gateway_->grpc_port()); }

  Backend backend_;
  std::unique_ptr<Gateway> gateway_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<EverythingService::Stub> stub_;
};

// Parameter: whether the backend is reached in-process.
class PassThroughTest : public Door, public ::testing::TestWithParam<bool> {
 protected:
  void SetUp() override { Start(GetParam() ? backend_.InProcess() : backend_.Network()); }
};

// What only a backend of another process does.
class NetworkTest : public Door, public ::testing::Test {
 protected:
  void SetUp() override { Start(backend_.Network()); }
};

INSTANTIATE_TEST_SUITE_P(Channels, PassThroughTest, ::testing::Bool(),
                         [](const auto& param) { return param.param ? "InProcess" : "Network"; });

TEST_P(PassThroughTest, UnaryWithMetadataAndDeadline) {
  grpc::ClientContext context;
  context.AddMetadata("x-request-id", "abc-1");
  context.AddMetadata("x-test", "t");
  context.AddMetadata("x-gongbao-scope", "all");
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
  EchoRequest request;
  EchoResponse response;
  request.set_name(std::string(5 << 20, 'n'));
  request.GetReflection()->MutableUnknownFields(&request)->AddVarint(9999, 7);
  const grpc::Status status = stub_->Echo(&context, request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.request().SerializeAsString(), request.SerializeAsString());
  EXPECT_EQ(response.request_id(), "abc-1");
  EXPECT_EQ(response.metadata(), "t");
  EXPECT_LE(response.remaining_ms(), 31'000);
  EXPECT_EQ(FindMetadata(context.GetServerInitialMetadata(), "x-begin"), "b");
  EXPECT_EQ(FindMetadata(context.GetServerInitialMetadata(), "x-request-id"), "abc-1");
  EXPECT_EQ(FindMetadata(context.GetServerTrailingMetadata(), "x-end"), "e");
}

TEST_P(PassThroughTest, StatusWithDetails) {
  grpc::ClientContext context;
  FailRequest request;
  FailResponse response;
  request.set_code(9);
  request.set_message("随县");
  request.set_details(true);
  const grpc::Status status = stub_->Fail(&context, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(status.error_message(), "随县");
  EXPECT_NE(status.error_details().find("JOB_STATE"), std::string::npos);
}

TEST_P(PassThroughTest, ServerStream) {
  grpc::ClientContext context;
  CountRequest request;
  request.set_count(2000);
  request.set_bytes_each(1000);
  request.set_code(10);
  auto reader = stub_->Count(&context, request);
  CountResponse response;
  int count = 0;
  while (reader->Read(&response)) EXPECT_EQ(response.number(), ++count);
  EXPECT_EQ(count, 2000);
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::ABORTED);
}

TEST_P(PassThroughTest, ClientStream) {
  grpc::ClientContext context;
  EchoResponse response;
  auto writer = stub_->Sum(&context, &response);
  EchoRequest request;
  for (int i = 1; i <= 1000; ++i) {
    request.set_count(i);
    ASSERT_TRUE(writer->Write(request));
  }
  writer->WritesDone();
  EXPECT_TRUE(writer->Finish().ok());
  EXPECT_EQ(response.request().count(), 500500);
}

TEST_P(PassThroughTest, ClientStreamAnsweredEarly) {
  grpc::ClientContext context;
  UploadResponse response;
  auto writer = stub_->Upload(&context, &response);
  UploadRequest request;
  request.mutable_header()->set_answer_early(true);
  request.mutable_header()->set_answer_early_code(6);
  ASSERT_TRUE(writer->Write(request));
  // The client has not said that it is done.
  EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::ALREADY_EXISTS);
}

TEST_P(PassThroughTest, Bidirectional) {
  grpc::ClientContext context;
  auto stream = stub_->Chat(&context);
  EchoRequest request;
  EchoResponse response;
  for (int i = 0; i < 300; ++i) {
    request.set_count(i);
    ASSERT_TRUE(stream->Write(request));
    ASSERT_TRUE(stream->Read(&response));
    EXPECT_EQ(response.request().count(), i);
  }
  request.set_name("stop");
  ASSERT_TRUE(stream->Write(request));
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::ABORTED);

  grpc::ClientContext second;
  auto closing = stub_->Chat(&second);
  closing->WritesDone();
  EXPECT_FALSE(closing->Read(&response));
  EXPECT_TRUE(closing->Finish().ok());
}

TEST_P(PassThroughTest, CancellationReachesTheBackend) {
  grpc::ClientContext context;
  std::thread canceller([&] {
    Eventually([this] { return backend_.everything.waiting > 0; });
    context.TryCancel();
  });
  WaitRequest request;
  request.set_milliseconds(60'000);
  WaitResponse response;
  EXPECT_EQ(stub_->Wait(&context, request, &response).error_code(), grpc::StatusCode::CANCELLED);
  canceller.join();
  EXPECT_TRUE(Eventually([this] { return backend_.everything.cancelled > 0; }));
}

TEST_P(PassThroughTest, DeadlineReachesTheBackend) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(100));
  WaitRequest request;
  request.set_milliseconds(60'000);
  WaitResponse response;
  EXPECT_EQ(stub_->Wait(&context, request, &response).error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_TRUE(Eventually([this] { return backend_.everything.cancelled > 0; }));
}

TEST_P(PassThroughTest, SlowReaderHoldsTheBackendBack) {
  grpc::ClientContext context;
  CountRequest request;
  request.set_count(20'000);
  request.set_bytes_each(10'000);
  auto reader = stub_->Count(&context, request);
  CountResponse response;
  ASSERT_TRUE(reader->Read(&response));
  int before = -1;
  ASSERT_TRUE(Eventually([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    return std::exchange(before, backend_.everything.counted.load()) == backend_.everything.counted;
  }));
  EXPECT_LT(backend_.everything.counted, 10'000);
  context.TryCancel();
  while (reader->Read(&response)) {
  }
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
  EXPECT_TRUE(Eventually([this] { return backend_.everything.cancelled > 0; }));
}

TEST_P(PassThroughTest, ManyCallsAtOnce) {
  std::vector<std::thread> threads;
  std::atomic<int> good{0};
  for (int t = 0; t < 16; ++t) {
    threads.emplace_back([this, &good] {
      for (int i = 0; i < 50; ++i) {
        grpc::ClientContext context;
        EchoRequest request;
        EchoResponse response;
        if (stub_->Echo(&context, request, &response).ok()) ++good;
        grpc::ClientContext chat;
        auto stream = stub_->Chat(&chat);
        stream->Write(request);
        if (stream->Read(&response)) ++good;
        if (i % 2 == 0) chat.TryCancel();
        stream->WritesDone();
        stream->Finish();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 16 * 100);
}

TEST_P(PassThroughTest, OnlyPublicServicesPass) {
  EchoRequest request;
  EchoResponse response;
  grpc::ClientContext context;
  EXPECT_EQ(InternalService::NewStub(channel_)->Touch(&context, request, &response).error_code(),
            grpc::StatusCode::UNIMPLEMENTED);
  EXPECT_EQ(backend_.Network().channels.count("gongbao.gateway.testing.InternalService"), 1u);
}

TEST_F(NetworkTest, BackendThatIsGone) {
  backend_.Stop();
  grpc::ClientContext context;
  EchoRequest request;
  EchoResponse response;
  const grpc::Status status = stub_->Echo(&context, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(status.error_message(), "gongbao.gateway.testing.EverythingService cannot be reached");
}

HealthCheckResponse::ServingStatus Check(const std::shared_ptr<grpc::Channel>& channel,
                                         const std::string& service, grpc::StatusCode* code) {
  grpc::ClientContext context;
  grpc::health::v1::HealthCheckRequest request;
  HealthCheckResponse response;
  request.set_service(service);
  *code =
      grpc::health::v1::Health::NewStub(channel)->Check(&context, request, &response).error_code();
  return response.status();
}

TEST_P(PassThroughTest, Health) {
  grpc::StatusCode code;
  for (const char* service : {"", "gongbao.gateway.testing.EverythingService"}) {
    EXPECT_TRUE(Eventually(
        [&] { return Check(channel_, service, &code) == HealthCheckResponse::SERVING; }));
    EXPECT_EQ(code, grpc::StatusCode::OK);
  }
  Check(channel_, "gongbao.gateway.testing.InternalService", &code);
  EXPECT_EQ(code, grpc::StatusCode::NOT_FOUND);
}

TEST_F(NetworkTest, HealthWatchFollowsTheBackend) {
  grpc::ClientContext context;
  grpc::health::v1::HealthCheckRequest request;
  HealthCheckResponse response;
  auto health = grpc::health::v1::Health::NewStub(channel_);
  auto reader = health->Watch(&context, request);
  const auto read_until = [&](HealthCheckResponse::ServingStatus status) {
    while (reader->Read(&response)) {
      if (response.status() == status) return true;
    }
    return false;
  };
  EXPECT_TRUE(read_until(HealthCheckResponse::SERVING));
  backend_.Stop();
  EXPECT_TRUE(read_until(HealthCheckResponse::NOT_SERVING));
  gateway_->Stop(20'000);
  EXPECT_FALSE(reader->Read(&response));
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::UNAVAILABLE);
}

TEST_P(PassThroughTest, StopEndsCallsInProgress) {
  grpc::ClientContext context;
  auto stream = stub_->Chat(&context);
  EchoRequest request;
  EchoResponse response;
  ASSERT_TRUE(stream->Write(request));
  ASSERT_TRUE(stream->Read(&response));
  gateway_->Stop(10);
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_FALSE(stream->Finish().ok());
}

// Runs buf curl; its output, standard error included.
std::string BufCurl(const std::string& arguments) {
  const char* root = std::getenv("GONGBAO_SOURCE_DIR");
  const std::string buf = std::string(root == nullptr ? "." : root) +
                          "/deploy/packages/node_modules/@bufbuild/buf-linux-x64/bin/buf";
  if (!std::filesystem::exists(buf)) return "no buf at " + buf;
  FILE* pipe = ::popen(
      (buf + " curl --protocol grpc --http2-prior-knowledge " + arguments + " 2>&1").c_str(), "r");
  std::string output;
  char data[4096];
  while (const size_t count = std::fread(data, 1, sizeof data, pipe)) output.append(data, count);
  ::pclose(pipe);
  return output;
}

TEST_P(PassThroughTest, ReflectionServesBufCurl) {
  const std::string url = "http://" + address();
  for (const char* protocol : {"grpc-v1", "grpc-v1alpha"}) {
    const std::string list =
        BufCurl("--list-services --reflect-protocol " + std::string(protocol) + " " + url);
    EXPECT_EQ(list, "gongbao.gateway.testing.EverythingService\ngrpc.health.v1.Health\n")
        << protocol;
  }
  const std::string echo = BufCurl("-d '{\"name\":\"x\",\"colour\":\"COLOUR_RED\"}' " + url +
                                   "/gongbao.gateway.testing.EverythingService/Echo");
  EXPECT_NE(echo.find("\"colour\": \"COLOUR_RED\""), std::string::npos) << echo;
  const std::string count =
      BufCurl("-d '{\"count\":2}' " + url + "/gongbao.gateway.testing.EverythingService/Count");
  EXPECT_NE(count.find("\"number\": 2"), std::string::npos) << count;
  const std::string health = BufCurl("-d '{}' " + url + "/grpc.health.v1.Health/Check");
  EXPECT_NE(health.find("\"status\""), std::string::npos) << health;
  const std::string internal =
      BufCurl("-d '{}' " + url + "/gongbao.v1.AnalysisWriterService/WriteAnalyses");
  EXPECT_NE(internal.find("failed to find service"), std::string::npos) << internal;
}

}  // namespace
}  // namespace gongbao::gateway::testing
