// One line on standard error that says how far a command is. On a terminal it is rewritten as work
// goes on; elsewhere only the last state is printed. Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

namespace gongbao::node {

class Progress {
 public:
  Progress();
  // Shows the line, at most some times a second.
  void Show(const std::string& line);
  // Takes the line away, so that something else can be printed.
  void Clear();
  // Shows the line for good.
  void End(const std::string& line);

 private:
  std::mutex mutex_;
  bool terminal_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_;
};

// "12.3 MB", "1,234".
std::string BytesText(int64_t bytes);
std::string CountText(int64_t count);

}  // namespace gongbao::node
