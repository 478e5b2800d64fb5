// One conversion of errors to gRPC (ErrorInfo, RetryInfo, BadRequest in the details) and back.
#pragma once

#include <grpcpp/support/status.h>

#include "services/base/status.h"

namespace gongbao::rpc {

grpc::Status ToGrpc(const Status& status);
Status FromGrpc(const grpc::Status& status);

}  // namespace gongbao::rpc
