#include "gateway/grpc/pass_through.h"

#include <grpcpp/ext/health_check_service_server_builder_option.h>

#include "gateway/grpc/proxy_call.h"
#include "gateway/http/address.h"
#include "services/base/text.h"

namespace gongbao::gateway {
namespace {

// "/package.Service/Method" → "package.Service".
std::string ServiceOf(const std::string& method) {
  const size_t slash = method.rfind('/');
  return slash == std::string::npos || slash == 0 ? "" : method.substr(1, slash - 1);
}

// Ends a call with a status.
class RefusingReactor : public grpc::ServerGenericBidiReactor {
 public:
  explicit RefusingReactor(const grpc::Status& status) { Finish(status); }
  void OnDone() override { delete this; }
};

std::vector<const google::protobuf::ServiceDescriptor*> WithHealth(
    std::vector<const google::protobuf::ServiceDescriptor*> services) {
  const auto* file = grpc::health::v1::HealthCheckRequest::descriptor()->file();
  services.push_back(file->FindServiceByName("Health"));
  return services;
}

}  // namespace

PassThroughService::PassThroughService(Backends backends, const Reflection& reflection,
                                       const GrpcOptions& options)
    : backends_(std::move(backends)),
      reflection_(reflection),
      max_call_duration_(options.max_call_duration) {}

grpc::ServerGenericBidiReactor* PassThroughService::CreateReactor(
    grpc::GenericCallbackServerContext* context) {
  if (Reflection::IsReflectionMethod(context->method())) return reflection_.Serve();
  std::string service = ServiceOf(context->method());
  const auto backend = backends_.channels.find(service);
  if (backend == backends_.channels.end()) {
    return new RefusingReactor(
        {grpc::StatusCode::UNIMPLEMENTED, Cat({"no service '", Shorten(service, 200), "' here"})});
  }
  return ProxyCall::Start(context, backend->second, std::move(service), max_call_duration_);
}

GrpcServer::GrpcServer(const GrpcOptions& options, Backends backends,
                       const std::vector<const google::protobuf::ServiceDescriptor*>& services,
                       std::shared_ptr<HealthMonitor> monitor)
    : reflection_(WithHealth(services)),
      pass_through_(std::move(backends), reflection_, options),
      health_(std::move(monitor)) {}

StatusOr<std::unique_ptr<GrpcServer>> GrpcServer::Start(
    const GrpcOptions& options, Backends backends,
    const std::vector<const google::protobuf::ServiceDescriptor*>& services,
    std::shared_ptr<HealthMonitor> monitor) {
  GONGBAO_RETURN_IF_ERROR(CheckCanListen(options.address));
  std::unique_ptr<GrpcServer> result(
      new GrpcServer(options, std::move(backends), services, std::move(monitor)));
  grpc::ServerBuilder builder;
  // Ours is made from the backends; gRPC's own would claim the same methods.
  builder.SetOption(std::make_unique<grpc::HealthCheckServiceServerBuilderOption>(nullptr));
  // Two servers on one port would each get some of the calls.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, options.max_calls_per_connection);
  builder.SetMaxReceiveMessageSize(options.max_message_bytes);
  builder.SetMaxSendMessageSize(options.max_message_bytes);
  builder.AddListeningPort(options.address, grpc::InsecureServerCredentials(), &result->port_);
  builder.RegisterCallbackGenericService(&result->pass_through_);
  builder.RegisterService(&result->health_);
  result->server_ = builder.BuildAndStart();
  if (result->server_ == nullptr || result->port_ == 0) {
    return Unavailable(Cat({"cannot listen on ", options.address}), {{"address", options.address}});
  }
  return result;
}

GrpcServer::~GrpcServer() { Stop(0); }

void GrpcServer::Stop(int64_t grace_ms) {
  if (server_ == nullptr) return;
  server_->Shutdown(std::chrono::system_clock::now() + std::chrono::milliseconds(grace_ms));
  server_->Wait();
  server_.reset();
}

}  // namespace gongbao::gateway
