// Errors over HTTP: one table of codes, and google.rpc.Status as JSON. Thread-safe free functions.
#pragma once

#include <grpcpp/support/status.h>

#include <cstdint>
#include <optional>
#include <string>

#include "services/base/status.h"

namespace gongbao::gateway {

struct HttpError {
  int http_status = 500;
  std::string body;  // JSON of google.rpc.Status
  std::optional<int64_t> retry_after_seconds;
};

// The one table: NOT_FOUND → 404 and so on.
int HttpStatusOf(grpc::StatusCode code);

// http_status 0: by the table. Details (ErrorInfo, BadRequest, RetryInfo …) are printed; those of
// an unknown type are left out.
HttpError ToHttpError(const grpc::Status& status, int http_status = 0);
HttpError ToHttpError(const Status& status, int http_status = 0);

}  // namespace gongbao::gateway
