// Where a command writes its answer: standard output or a file. Remembers the first failure; a
// reader that has gone away (a closed pipe) is an end, not a failure. One thread at a time.
#pragma once

#include <string>
#include <string_view>

#include "services/base/status.h"

namespace gongbao::node {

class Sink {
 public:
  // fd stays the caller's. name: for messages.
  Sink(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}
  // False where nothing more can be written: then it is time to stop.
  bool Write(std::string_view bytes);
  bool Flush();
  // Flushes; what went wrong, nothing where the reader has gone.
  Status Finish();

 private:
  int fd_;
  std::string name_;
  std::string buffer_;
  int error_ = 0;
};

}  // namespace gongbao::node
