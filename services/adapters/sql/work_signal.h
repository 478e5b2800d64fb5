// Wakes workers that wait for items. Thread-safe.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace gongbao::sql {

class WorkSignal {
 public:
  // What to wait beyond: read it before looking for work, so that no signal is missed.
  int64_t Now();
  // There may be work.
  void Raise();
  // From now on nobody waits long: the process is shutting down.
  void Close();
  // Returns once the signal was raised after `seen`, or after the time.
  void WaitBeyond(int64_t seen, int64_t milliseconds);

 private:
  std::mutex mutex_;
  std::condition_variable raised_;
  int64_t count_ = 0;
  bool closed_ = false;
};

}  // namespace gongbao::sql
