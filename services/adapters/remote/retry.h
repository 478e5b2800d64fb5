// Repeats calls that a server could not take just now. Thread-safe: free functions.
#pragma once

#include <chrono>
#include <functional>

#include "services/base/context.h"
#include "services/base/status.h"

namespace gongbao::remote {

struct RetryOptions {
  std::chrono::milliseconds first_pause{50};  // doubled each time, with some chance in it
  std::chrono::milliseconds longest_pause{2000};
  // Of a call whose context sets no deadline, retries included.
  std::chrono::milliseconds usual_deadline{120000};
};

// The context with the usual deadline where it has none.
Context WithDeadline(const Context& context, const RetryOptions& options);

// UNAVAILABLE, and a refusal that says when to come back (too many calls in progress).
bool IsWorthRetrying(const Status& status);

// Calls until the status is not worth retrying, or the next pause would pass the deadline, or the
// caller has gone: the last status.
Status Retry(const Context& context, const RetryOptions& options,
             const std::function<Status()>& call);

}  // namespace gongbao::remote
