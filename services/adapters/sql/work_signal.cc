#include "services/adapters/sql/work_signal.h"

#include <algorithm>
#include <chrono>

namespace gongbao::sql {
namespace {

// A loop that goes on waiting after Close must not spin.
constexpr int64_t kClosedWaitMs = 20;

}  // namespace

int64_t WorkSignal::Now() {
  const std::lock_guard lock(mutex_);
  return count_;
}

void WorkSignal::Raise() {
  {
    const std::lock_guard lock(mutex_);
    ++count_;
  }
  raised_.notify_all();
}

void WorkSignal::Close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    ++count_;
  }
  raised_.notify_all();
}

void WorkSignal::WaitBeyond(int64_t seen, int64_t milliseconds) {
  std::unique_lock lock(mutex_);
  if (closed_) milliseconds = std::min(milliseconds, kClosedWaitMs);
  raised_.wait_for(lock, std::chrono::milliseconds(milliseconds), [&] { return count_ != seen; });
}

}  // namespace gongbao::sql
