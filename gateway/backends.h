// The services behind the gateway. A value; const after Start, so free for all threads.
#pragma once

#include <grpcpp/grpcpp.h>

#include <map>
#include <memory>
#include <string>

namespace gongbao::gateway {

struct Backends {
  // Full service name ("gongbao.v1.QueryService") → channel. Services that are not marked public
  // may be in it; they are not served.
  std::map<std::string, std::shared_ptr<grpc::Channel>> channels;
};

// What a client is told: where a backend could not be reached, gRPC's message (it holds addresses)
// gives way to one that names the service, with a delay after which to try again.
grpc::Status ForClient(const grpc::Status& status, const std::string& service);

}  // namespace gongbao::gateway
