// The gateway: HTTP/JSON, gRPC pass-through and the page over the services behind it. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "gateway/backends.h"
#include "gateway/grpc/pass_through.h"
#include "gateway/http/options.h"
#include "gateway/transcode/transcoder.h"
#include "services/base/status.h"

namespace gongbao::gateway {

struct GatewayOptions {
  HttpOptions http;
  GrpcOptions grpc;
  TranscodeOptions transcode;
  // How often the backends are asked for their health.
  std::chrono::milliseconds health_interval{1'000};
  // A serialized FileDescriptorSet with source information, whose comments go into the API
  // document; that of gongbao.v1 where empty.
  std::string_view descriptors;
};

class Gateway {
 public:
  // Serves the public services of the program's descriptor pool that have a backend.
  // INVALID_ARGUMENT where a method's http rule can't be served, UNAVAILABLE where an address can't
  // be bound.
  static StatusOr<std::unique_ptr<Gateway>> Start(const GatewayOptions& options,
                                                  const Backends& backends);
  ~Gateway();  // Stop(0)

  int http_port() const;
  int grpc_port() const;    // 0 where there is no gRPC door
  int connections() const;  // open HTTP connections
  // Refuses new requests, waits up to grace_ms for those in progress, then cuts them. Blocks.
  void Stop(int64_t grace_ms);

 private:
  struct Parts;
  explicit Gateway(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace gongbao::gateway
