#include "gateway/backends.h"

#include "services/base/status.h"
#include "services/base/text.h"
#include "services/rpc/status.h"

namespace gongbao::gateway {

grpc::Status ForClient(const grpc::Status& status, const std::string& service) {
  // Our own services send details with every UNAVAILABLE; the channel's errors have none.
  if (status.error_code() != grpc::StatusCode::UNAVAILABLE || !status.error_details().empty()) {
    return status;
  }
  return rpc::ToGrpc(
      WithRetryAfter(MakeError(absl::StatusCode::kUnavailable, Reason::kOverloaded,
                               Cat({service, " cannot be reached"}), {{"service", service}}),
                     1000));
}

}  // namespace gongbao::gateway
