// The wrapper that every gRPC handler goes through: deadline, request id, scope, bound on calls in
// progress, log line, exception barrier, status conversion. Thread-safe.
#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>
#include <string_view>

#include "services/base/context.h"
#include "services/base/status.h"
#include "services/model/scope.h"

namespace gongbao::rpc {

// What a handler knows of its caller.
struct Call {
  Context context;
  model::Scope scope = model::Scope::All();
};

// Runs body and converts what it returns. method: "QueryService.ListFacts".
grpc::Status Handle(grpc::ServerContext* server_context, std::string_view method,
                    const std::function<Status(const Call&)>& body);

// Calls in progress beyond this are refused with RESOURCE_EXHAUSTED and RetryInfo. Streams count.
void SetMaxCallsInProgress(int most);

}  // namespace gongbao::rpc
