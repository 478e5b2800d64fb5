#include "services/node/cli/sink.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "services/base/text.h"

namespace gongbao::node {
namespace {
constexpr size_t kBufferBytes = 1 << 16;
}  // namespace

bool Sink::Write(std::string_view bytes) {
  if (error_ != 0) return false;
  buffer_ += bytes;
  return buffer_.size() < kBufferBytes || Flush();
}

bool Sink::Flush() {
  std::string_view left = buffer_;
  while (!left.empty() && error_ == 0) {
    const ssize_t written = write(fd_, left.data(), left.size());
    if (written >= 0) {
      left.remove_prefix(static_cast<size_t>(written));
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  buffer_.clear();
  return error_ == 0;
}

Status Sink::Finish() {
  if (Flush() || error_ == EPIPE) return {};
  return MakeError(absl::StatusCode::kInternal, Reason::kInternal,
                   Cat({name_, ": ", std::strerror(error_)}));
}

}  // namespace gongbao::node
