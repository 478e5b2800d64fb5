#include "everything_service.h"

#include <chrono>
#include <thread>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "services/base/hash.h"
#include "services/base/status.h"
#include "services/rpc/status.h"

namespace gongbao::gateway::testing {

grpc::Status EverythingServer::Echo(grpc::ServerContext* context, const EchoRequest* request,
                                    EchoResponse* response) {
  *response->mutable_request() = *request;
  *response->mutable_tags() = request->tags();
  const auto& metadata = context->client_metadata();
  const auto id = metadata.find("x-request-id");
  if (id != metadata.end()) response->set_request_id({id->second.data(), id->second.size()});
  const auto test = metadata.find("x-test");
  if (test != metadata.end()) response->set_metadata({test->second.data(), test->second.size()});
  const auto remaining = context->deadline() - std::chrono::system_clock::now();
  response->set_remaining_ms(
      std::chrono::duration_cast<std::chrono::milliseconds>(remaining).count());
  context->AddInitialMetadata("x-begin", "b");
  context->AddTrailingMetadata("x-end", "e");
  return grpc::Status::OK;
}

grpc::Status EverythingServer::Fail(grpc::ServerContext*, const FailRequest* request,
                                    FailResponse*) {
  const auto code = static_cast<absl::StatusCode>(request->code());
  if (!request->details()) {
    return grpc::Status(static_cast<grpc::StatusCode>(request->code()), request->message());
  }
  return rpc::ToGrpc(
      WithRetryAfter(MakeError(code, Reason::kJobState, request->message(), {{"job", "7"}}), 1500));
}

grpc::Status EverythingServer::Wait(grpc::ServerContext* context, const WaitRequest* request,
                                    WaitResponse*) {
  ++waiting;
  const auto end =
      std::chrono::steady_clock::now() + std::chrono::milliseconds(request->milliseconds());
  while (std::chrono::steady_clock::now() < end) {
    if (context->IsCancelled()) {
      ++cancelled;
      return grpc::Status::CANCELLED;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return grpc::Status::OK;
}

grpc::Status EverythingServer::Count(grpc::ServerContext*, const CountRequest* request,
                                     grpc::ServerWriter<CountResponse>* writer) {
  CountResponse response;
  response.set_filler(std::string(request->bytes_each(), 'x'));
  for (int i = 1; i <= request->count(); ++i) {
    response.set_number(i);
    if (!writer->Write(response)) {
      ++cancelled;
      return grpc::Status::CANCELLED;
    }
    ++counted;
  }
  return grpc::Status(static_cast<grpc::StatusCode>(request->code()), "counted");
}

grpc::Status EverythingServer::Download(grpc::ServerContext*, const DownloadRequest* request,
                                        google::api::HttpBody* response) {
  response->set_content_type(request->content_type());
  response->set_data("a,b\n\xff");
  return grpc::Status::OK;
}

grpc::Status EverythingServer::DownloadStream(grpc::ServerContext*, const DownloadRequest* request,
                                              grpc::ServerWriter<google::api::HttpBody>* writer) {
  google::api::HttpBody body;
  body.set_content_type(request->content_type());
  for (int i = 0; i < request->chunks(); ++i) {
    body.set_data(std::string(request->chunk_bytes(), static_cast<char>('a' + i % 26)));
    if (!writer->Write(body)) return grpc::Status::CANCELLED;
    body.clear_content_type();
  }
  return grpc::Status(static_cast<grpc::StatusCode>(request->code()), "downloaded");
}

grpc::Status EverythingServer::Store(grpc::ServerContext*, const google::api::HttpBody* request,
                                     UploadResponse* response) {
  response->set_content_type(request->content_type());
  response->set_byte_count(static_cast<int64_t>(request->data().size()));
  response->set_sha256(Sha256Hex(request->data()));
  return grpc::Status::OK;
}

grpc::Status EverythingServer::Upload(grpc::ServerContext*,
                                      grpc::ServerReader<UploadRequest>* reader,
                                      UploadResponse* response) {
  UploadRequest request;
  Sha256 hash;
  while (reader->Read(&request)) {
    if (request.has_header()) *response->mutable_header() = request.header();
    const std::string& type = request.content().content_type();
    if (response->content_type().empty()) response->set_content_type(type);
    const auto size = static_cast<int64_t>(request.content().data().size());
    response->set_byte_count(response->byte_count() + size);
    response->set_largest_message(std::max(response->largest_message(), size));
    response->set_message_count(response->message_count() + 1);
    hash.Update(request.content().data());
    if (response->header().answer_early()) {
      const auto code = static_cast<grpc::StatusCode>(response->header().answer_early_code());
      return grpc::Status(code, "early");
    }
  }
  response->set_sha256(hash.FinishHex());
  return grpc::Status::OK;
}

grpc::Status EverythingServer::Chat(grpc::ServerContext*,
                                    grpc::ServerReaderWriter<EchoResponse, EchoRequest>* stream) {
  EchoRequest request;
  while (stream->Read(&request)) {
    EchoResponse response;
    *response.mutable_request() = request;
    if (!stream->Write(response)) return grpc::Status::CANCELLED;
    if (request.name() == "stop") return grpc::Status(grpc::StatusCode::ABORTED, "stopped");
  }
  return grpc::Status::OK;
}

grpc::Status EverythingServer::Sum(grpc::ServerContext*, grpc::ServerReader<EchoRequest>* reader,
                                   EchoResponse* response) {
  EchoRequest request;
  int sum = 0;
  while (reader->Read(&request)) sum += request.count();
  response->mutable_request()->set_count(sum);
  return grpc::Status::OK;
}

Backend::Backend() {
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&everything);
  builder.RegisterService(&internal);
  builder.SetMaxReceiveMessageSize(64 << 20);
  server = builder.BuildAndStart();
}

Backend::~Backend() { Stop(); }

void Backend::Stop() {
  if (server == nullptr) return;
  server->Shutdown(std::chrono::system_clock::now());
  server->Wait();
  server.reset();
}

namespace {

Backends Over(const std::shared_ptr<grpc::Channel>& channel) {
  Backends backends;
  backends.channels["gongbao.gateway.testing.EverythingService"] = channel;
  backends.channels["gongbao.gateway.testing.InternalService"] = channel;
  return backends;
}

}  // namespace

Backends Backend::Network() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(64 << 20);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return Over(grpc::CreateCustomChannel("127.0.0.1:" + std::to_string(port),
                                        grpc::InsecureChannelCredentials(), arguments));
}

Backends Backend::InProcess() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(64 << 20);
  return Over(server->InProcessChannel(arguments));
}

GatewayOptions TestOptions() {
  GatewayOptions options;
  options.http.address = "127.0.0.1:0";
  options.grpc.address = "127.0.0.1:0";
  options.health_interval = std::chrono::milliseconds(20);
  return options;
}

}  // namespace gongbao::gateway::testing
