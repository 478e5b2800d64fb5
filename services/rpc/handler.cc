#include "services/rpc/handler.h"

#include <atomic>
#include <chrono>
#include <exception>
#include <new>
#include <random>
#include <string>

#include "services/base/log.h"
#include "services/rpc/status.h"

namespace gongbao::rpc {
namespace {

std::atomic<int> g_most_calls{512};
std::atomic<int> g_calls{0};

// Counts a call while it lives.
class InProgress {
 public:
  InProgress() : number_(g_calls.fetch_add(1) + 1) {}
  ~InProgress() { g_calls.fetch_sub(1); }
  bool too_many() const { return number_ > g_most_calls.load(std::memory_order_relaxed); }

 private:
  int number_;
};

// Ids are for people who read logs: letters, digits, - and _, at most 64.
bool IsRequestId(grpc::string_ref id) {
  if (id.empty() || id.size() > 64) return false;
  for (const char c : id) {
    const bool fits = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      c == '-' || c == '_';
    if (!fits) return false;
  }
  return true;
}

std::string NewRequestId() {
  thread_local std::mt19937_64 random{std::random_device{}()};
  static constexpr char kHex[] = "0123456789abcdef";
  std::string id;
  for (uint64_t bits = random(), i = 0; i < 16; ++i, bits >>= 4) id.push_back(kHex[bits & 15]);
  return id;
}

Call MakeCall(grpc::ServerContext* server_context) {
  Call call;
  call.context.deadline = server_context->deadline();
  call.context.cancelled = [server_context] { return server_context->IsCancelled(); };
  const auto& metadata = server_context->client_metadata();
  const auto id = metadata.find("x-request-id");
  call.context.request_id = id != metadata.end() && IsRequestId(id->second)
                                ? std::string(id->second.data(), id->second.size())
                                : NewRequestId();
  return call;
}

Status Guarded(const Call& call, const std::function<Status(const Call&)>& body) {
  try {
    return body(call);
  } catch (const std::bad_alloc&) {
    return LimitExceeded("out of memory for this request");
  } catch (const std::exception& error) {
    Log(LogLevel::kError, "exception in a handler",
        {{"request_id", call.context.request_id}, {"what", error.what()}});
    return Internal("internal error, see the log for request " + call.context.request_id);
  }
}

LogLevel LevelOf(const Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk: return LogLevel::kDebug;
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kDataLoss: return LogLevel::kError;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kResourceExhausted: return LogLevel::kWarning;
    default: return LogLevel::kInfo;
  }
}

}  // namespace

void SetMaxCallsInProgress(int most) { g_most_calls = most; }

grpc::Status Handle(grpc::ServerContext* server_context, std::string_view method,
                    const std::function<Status(const Call&)>& body) {
  const auto start = std::chrono::steady_clock::now();
  const InProgress in_progress;
  const Call call = MakeCall(server_context);
  Status status;
  if (in_progress.too_many()) {
    status = WithRetryAfter(MakeError(absl::StatusCode::kResourceExhausted, Reason::kOverloaded,
                                      "too many calls in progress"),
                            100);
  } else if (call.context.Expired()) {
    status = MakeError(absl::StatusCode::kDeadlineExceeded, Reason::kOverloaded,
                       "the deadline had passed before the call began");
  } else {
    status = Guarded(call, body);
  }
  const auto taken = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - start);
  Log(LevelOf(status), status.ok() ? "call" : Message(status),
      {{"method", std::string(method)},
       {"code", absl::StatusCodeToString(status.code())},
       {"request_id", call.context.request_id},
       {"us", std::to_string(taken.count())}});
  return ToGrpc(status);
}

}  // namespace gongbao::rpc
