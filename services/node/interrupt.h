// Waits for SIGINT and SIGTERM (and, where asked for, SIGHUP) on a thread of its own, so that what is done about them may lock,
// allocate and call. Make it before any other thread: the signals stay blocked in all of them. One
// at a time in a process. Thread-safe.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace gongbao::node {

class Interrupt {
 public:
  // with_reload: SIGHUP is waited for too, and runs the action of OnReload; else it does what it does.
  explicit Interrupt(bool with_reload = false);
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  bool requested() const { return requested_.load(std::memory_order_relaxed); }
  // Blocks until the first signal.
  void Wait();
  // Runs the action on the signal thread at the first signal (at once where it has come); a new
  // action takes the place of the last one, an empty one removes it. After this returns the last one
  // does not run any more.
  void OnRequest(std::function<void()> action);
  // Runs the action on the signal thread at each SIGHUP; an empty one removes it. After this returns
  // the last one does not run any more.
  void OnReload(std::function<void()> action);

 private:
  void Run();
  std::atomic<bool> requested_{false};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::function<void()> action_;
  std::function<void()> reload_;
  const bool with_reload_;
  std::atomic<bool> ending_{false};
  std::thread thread_;
};

}  // namespace gongbao::node
