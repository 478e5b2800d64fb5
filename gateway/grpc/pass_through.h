// The gRPC door: passes calls of public services to their backends, and answers reflection and
// health itself. Thread-safe.
#pragma once

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>

#include <chrono>
#include <memory>
#include <string>

#include "gateway/backends.h"
#include "gateway/grpc/health.h"
#include "gateway/grpc/reflection.h"
#include "services/base/status.h"

namespace gongbao::gateway {

struct GrpcOptions {
  // host:port; port 0 for a free one; empty: no gRPC door.
  std::string address = "127.0.0.1:8081";
  int max_message_bytes = 32 << 20;
  // Calls without a deadline, or with a longer one, end after this.
  std::chrono::milliseconds max_call_duration{3'600'000};
  // A client may have this many calls in progress on one connection.
  int max_calls_per_connection = 100;
};

class PassThroughService : public grpc::CallbackGenericService {
 public:
  // backends holds public services only. reflection must outlive this.
  PassThroughService(Backends backends, const Reflection& reflection, const GrpcOptions& options);
  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override;

 private:
  const Backends backends_;
  const Reflection& reflection_;
  const std::chrono::milliseconds max_call_duration_;
};

class GrpcServer {
 public:
  // UNAVAILABLE names the address that can't be bound.
  static StatusOr<std::unique_ptr<GrpcServer>> Start(
      const GrpcOptions& options, Backends backends,
      const std::vector<const google::protobuf::ServiceDescriptor*>& services,
      std::shared_ptr<HealthMonitor> monitor);
  ~GrpcServer();  // Stop(0)
  int port() const { return port_; }
  void Stop(int64_t grace_ms);

 private:
  GrpcServer(const GrpcOptions& options, Backends backends,
             const std::vector<const google::protobuf::ServiceDescriptor*>& services,
             std::shared_ptr<HealthMonitor> monitor);
  Reflection reflection_;
  PassThroughService pass_through_;
  HealthService health_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
};

}  // namespace gongbao::gateway
