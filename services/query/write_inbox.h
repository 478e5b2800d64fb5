// What has arrived on a stream of writes and waits for its commit. Thread-safe: one thread pushes,
// another takes groups.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

namespace gongbao::query {

struct GroupLimits {
  size_t most = 64;                        // entries of a group, and that may wait
  size_t bytes = 64 << 20;                 // of entries that may wait; one always may
  std::chrono::milliseconds patience{50};  // from the first entry of a group to its end
};

template <class Entry>
class WriteInbox {
 public:
  explicit WriteInbox(GroupLimits limits = {}) : limits_(limits) {}

  // Waits for room. False once it is closed.
  bool Push(Entry entry, size_t bytes) {
    std::unique_lock<std::mutex> lock(mutex_);
    const auto has_room = [&] {
      return closed_ || entries_.empty() ||
             (entries_.size() < limits_.most && bytes_ + bytes <= limits_.bytes);
    };
    if (!has_room()) {
      full_ = true;
      changed_.notify_all();
      changed_.wait(lock, has_room);
    }
    if (closed_) return false;
    entries_.emplace_back(std::move(entry), bytes);
    bytes_ += bytes;
    changed_.notify_all();
    return true;
  }

  // What waits is still taken; nothing more comes.
  void Close() {
    const std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

  // Entries in order: what has arrived once there are enough, or no more fit or come, or patience is at
  // an end. Empty only when the inbox is closed and empty.
  std::vector<Entry> TakeGroup() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || !entries_.empty(); });
    changed_.wait_for(lock, limits_.patience, [&] {
      return closed_ || full_ || entries_.size() >= limits_.most;
    });
    std::vector<Entry> group;
    for (auto& [entry, bytes] : entries_) group.push_back(std::move(entry));
    entries_.clear();
    bytes_ = 0;
    full_ = false;
    changed_.notify_all();
    return group;
  }

 private:
  const GroupLimits limits_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::pair<Entry, size_t>> entries_;  // guarded by mutex_
  size_t bytes_ = 0;                              // guarded by mutex_
  bool full_ = false;                             // guarded by mutex_: an entry waits for room
  bool closed_ = false;                           // guarded by mutex_
};

}  // namespace gongbao::query
