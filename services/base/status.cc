#include "services/base/status.h"

#include <charconv>

#include "absl/strings/cord.h"

namespace gongbao {
namespace {

constexpr char kReasonUrl[] = "gongbao/reason";
constexpr char kValuesUrl[] = "gongbao/values";
constexpr char kRetryUrl[] = "gongbao/retry-after-ms";

std::optional<std::string> Payload(const Status& status, const char* url) {
  auto payload = status.GetPayload(url);
  if (!payload) return std::nullopt;
  return std::string(*payload);
}

}  // namespace

std::string_view ReasonName(Reason reason) {
  switch (reason) {
    case Reason::kInvalidArgument: return "INVALID_ARGUMENT";
    case Reason::kNotFound: return "NOT_FOUND";
    case Reason::kUnreadableFormat: return "UNREADABLE_FORMAT";
    case Reason::kUnknownEncoding: return "UNKNOWN_ENCODING";
    case Reason::kEmptyText: return "EMPTY_TEXT";
    case Reason::kLimitExceeded: return "LIMIT_EXCEEDED";
    case Reason::kOverloaded: return "OVERLOADED";
    case Reason::kOutdatedAnalysis: return "OUTDATED_ANALYSIS";
    case Reason::kStoreUnavailable: return "STORE_UNAVAILABLE";
    case Reason::kChecksumMismatch: return "CHECKSUM_MISMATCH";
    case Reason::kJobState: return "JOB_STATE";
    case Reason::kUnreadableFile: return "UNREADABLE_FILE";
    case Reason::kNotAFile: return "NOT_A_FILE";
    case Reason::kFileChanged: return "FILE_CHANGED";
    case Reason::kInternal: return "INTERNAL";
  }
  return "INTERNAL";
}

Status MakeError(absl::StatusCode code, Reason reason, std::string_view message,
                 ErrorValues values) {
  Status status(code, absl::string_view(message.data(), message.size()));
  status.SetPayload(kReasonUrl, absl::Cord(std::string(ReasonName(reason))));
  if (!values.empty()) {
    std::string packed;
    for (const auto& [key, value] : values) packed += key + '\x1f' + value + '\x1e';
    status.SetPayload(kValuesUrl, absl::Cord(packed));
  }
  return status;
}

Status InvalidArgument(std::string_view message, ErrorValues values) {
  return MakeError(absl::StatusCode::kInvalidArgument, Reason::kInvalidArgument, message,
                   std::move(values));
}
Status NotFound(std::string_view message, ErrorValues values) {
  return MakeError(absl::StatusCode::kNotFound, Reason::kNotFound, message, std::move(values));
}
Status LimitExceeded(std::string_view message, ErrorValues values) {
  return MakeError(absl::StatusCode::kResourceExhausted, Reason::kLimitExceeded, message,
                   std::move(values));
}
Status Unavailable(std::string_view message, ErrorValues values) {
  return MakeError(absl::StatusCode::kUnavailable, Reason::kStoreUnavailable, message,
                   std::move(values));
}
Status Internal(std::string_view message, ErrorValues values) {
  return MakeError(absl::StatusCode::kInternal, Reason::kInternal, message, std::move(values));
}

std::optional<std::string> ErrorReason(const Status& status) { return Payload(status, kReasonUrl); }

ErrorValues ErrorDetails(const Status& status) {
  ErrorValues values;
  const std::string packed = Payload(status, kValuesUrl).value_or("");
  for (size_t begin = 0; begin < packed.size();) {
    const size_t middle = packed.find('\x1f', begin);
    const size_t end = packed.find('\x1e', begin);
    if (middle == std::string::npos || end == std::string::npos || middle > end) break;
    values.emplace_back(packed.substr(begin, middle - begin),
                        packed.substr(middle + 1, end - middle - 1));
    begin = end + 1;
  }
  return values;
}

Status Annotate(const Status& status, std::string_view where) {
  if (status.ok()) return status;
  Status annotated(status.code(), std::string(where) + ": " + Message(status));
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    annotated.SetPayload(url, payload);
  });
  return annotated;
}

Status WithValue(Status status, std::string_view key, std::string_view value) {
  std::string packed = Payload(status, kValuesUrl).value_or("");
  packed.append(key).append("\x1f").append(value).append("\x1e");
  status.SetPayload(kValuesUrl, absl::Cord(packed));
  return status;
}

Status WithRetryAfter(Status status, int64_t milliseconds) {
  status.SetPayload(kRetryUrl, absl::Cord(std::to_string(milliseconds)));
  return status;
}

std::optional<int64_t> RetryAfterMs(const Status& status) {
  const auto text = Payload(status, kRetryUrl);
  if (!text) return std::nullopt;
  int64_t value = 0;
  std::from_chars(text->data(), text->data() + text->size(), value);
  return value;
}

std::string Message(const Status& status) {
  return std::string(status.message().data(), status.message().size());
}

}  // namespace gongbao
