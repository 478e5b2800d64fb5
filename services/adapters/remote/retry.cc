#include "services/adapters/remote/retry.h"

#include <algorithm>
#include <random>
#include <thread>

namespace gongbao::remote {
namespace {

using std::chrono::milliseconds;

// Between half and the whole of it, so that callers refused together do not come back together.
milliseconds Scatter(milliseconds pause) {
  thread_local std::minstd_rand random{std::random_device{}()};
  const int64_t half = pause.count() / 2;
  return milliseconds(half + static_cast<int64_t>(random() % static_cast<uint64_t>(half + 1)));
}

// False where the caller went meanwhile.
bool Pause(const Context& context, milliseconds pause) {
  constexpr milliseconds kLook{20};
  for (milliseconds left = pause; left.count() > 0; left -= kLook) {
    if (context.Expired()) return false;
    std::this_thread::sleep_for(std::min(left, kLook));
  }
  return !context.Expired();
}

}  // namespace

Context WithDeadline(const Context& context, const RetryOptions& options) {
  Context with = context;
  if (with.deadline == Context::Time::max()) {
    with.deadline = std::chrono::system_clock::now() + options.usual_deadline;
  }
  return with;
}

bool IsWorthRetrying(const Status& status) {
  return absl::IsUnavailable(status) ||
         (absl::IsResourceExhausted(status) && RetryAfterMs(status).has_value());
}

Status Retry(const Context& context, const RetryOptions& options,
             const std::function<Status()>& call) {
  milliseconds pause = options.first_pause;
  for (;;) {
    const Status status = call();
    if (!IsWorthRetrying(status)) return status;
    const milliseconds asked(RetryAfterMs(status).value_or(0));
    const milliseconds next = Scatter(std::max(pause, std::min(asked, options.longest_pause)));
    if (std::chrono::system_clock::now() + next >= context.deadline) return status;
    if (!Pause(context, next)) return status;
    pause = std::min(pause * 2, options.longest_pause);
  }
}

}  // namespace gongbao::remote
