// Runs a gRPC server: builder options, health, graceful stop. Thread-safe.
#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <vector>

#include "services/base/context.h"
#include "services/base/status.h"

namespace gongbao::rpc {

inline constexpr int kSmallMessageBytes = 4 << 20;
inline constexpr int kLargeMessageBytes = 32 << 20;

struct ServerOptions {
  // host:port, port 0 for a free one; empty: only in-process channels.
  std::string listen_address;
  int max_message_bytes = kLargeMessageBytes;
  int max_threads = 64;
};

class Server {
 public:
  // Services are not owned and must outlive the server. UNAVAILABLE where the address can't be bound.
  static StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options,
                                                 const std::vector<grpc::Service*>& services);
  ~Server();  // Stop
  int port() const { return port_; }
  std::shared_ptr<grpc::Channel> InProcessChannel();
  // Refuses new calls, waits up to grace_ms for those in progress, then cancels them.
  void Stop(int64_t grace_ms);

 private:
  Server() = default;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
};

// A channel with the limits and keepalive that all parts use.
std::shared_ptr<grpc::Channel> Connect(const std::string& address);
// Sets deadline and request id of an outgoing call.
void Prepare(grpc::ClientContext* client, const Context& context);

}  // namespace gongbao::rpc
