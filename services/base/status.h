// Errors: absl::Status with a machine-readable reason and named values, and a way to retry.
// Thread rule: free functions, no state.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace gongbao {

using Status = absl::Status;
template <class T>
using StatusOr = absl::StatusOr<T>;

// Machine-readable reasons; the names are those of gongbao.v1.ErrorReason without its prefix.
enum class Reason {
  kInvalidArgument,
  kNotFound,
  kUnreadableFormat,
  kUnknownEncoding,
  kEmptyText,
  kLimitExceeded,
  kOverloaded,
  kOutdatedAnalysis,
  kStoreUnavailable,
  kChecksumMismatch,
  kJobState,
  kUnreadableFile,
  kNotAFile,
  kFileChanged,
  kInternal,
};

std::string_view ReasonName(Reason reason);  // "INVALID_ARGUMENT"

using ErrorValues = std::vector<std::pair<std::string, std::string>>;

// Builds an error. message: for people, lower case, concise, no final period, the values in it.
// values: the same values by name, for machines.
Status MakeError(absl::StatusCode code, Reason reason, std::string_view message,
                 ErrorValues values = {});

Status InvalidArgument(std::string_view message, ErrorValues values = {});
Status NotFound(std::string_view message, ErrorValues values = {});
Status LimitExceeded(std::string_view message, ErrorValues values = {});
Status Unavailable(std::string_view message, ErrorValues values = {});
Status Internal(std::string_view message, ErrorValues values = {});

// The reason that MakeError put there; nothing where the error came from elsewhere.
std::optional<std::string> ErrorReason(const Status& status);
ErrorValues ErrorDetails(const Status& status);
// The same error with "<where>: " in front of its message; payloads kept.
Status Annotate(const Status& status, std::string_view where);
// The same error with one more value.
Status WithValue(Status status, std::string_view key, std::string_view value);
// The same error with a delay after which a retry makes sense.
Status WithRetryAfter(Status status, int64_t milliseconds);
std::optional<int64_t> RetryAfterMs(const Status& status);

std::string Message(const Status& status);  // as std::string

}  // namespace gongbao

#define GONGBAO_CONCAT_INNER(a, b) a##b
#define GONGBAO_CONCAT(a, b) GONGBAO_CONCAT_INNER(a, b)
#define GONGBAO_RETURN_IF_ERROR(expr)                     \
  do {                                                    \
    if (::gongbao::Status gb_status_ = (expr); !gb_status_.ok()) return gb_status_; \
  } while (false)
#define GONGBAO_ASSIGN_OR_RETURN(lhs, expr) \
  GONGBAO_ASSIGN_OR_RETURN_IMPL(GONGBAO_CONCAT(gb_or_, __LINE__), lhs, expr)
#define GONGBAO_ASSIGN_OR_RETURN_IMPL(tmp, lhs, expr) \
  auto tmp = (expr);                                  \
  if (!tmp.ok()) return tmp.status();                 \
  lhs = std::move(tmp).value()
