// Lines of a file or of standard input, one after the other: memory is that of the longest line. One
// thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "services/base/status.h"

namespace gongbao::node {

class LineStream {
 public:
  static constexpr size_t kMostLineBytes = size_t{16} << 20;

  // fd stays the caller's. name: for messages.
  LineStream(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}

  // Gives each line, without its line break and valid UTF-8, with its number from 1; false or an error
  // ends it. drained (may be empty) runs when all that had come is given and more may take a while.
  // INVALID_ARGUMENT names the line and the byte that is not UTF-8; RESOURCE_EXHAUSTED a line that is
  // too long.
  using Take = std::function<StatusOr<bool>(std::string_view line, int64_t number)>;
  Status ForEach(const Take& take, const std::function<void()>& drained = {});

  // The error with the stream's name and the line in front.
  Status At(int64_t number, const Status& status) const;

 private:
  // The lines that `pending` holds whole; they are taken out of it.
  StatusOr<bool> TakeLines(const Take& take, std::string* pending);
  StatusOr<bool> TakeLine(const Take& take, std::string_view line);

  int fd_;
  std::string name_;
  int64_t number_ = 0;
};

}  // namespace gongbao::node
