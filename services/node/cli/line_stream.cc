#include "services/node/cli/line_stream.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "services/base/text.h"

namespace gongbao::node {
namespace {
constexpr size_t kReadBytes = 1 << 16;
}  // namespace

Status LineStream::ForEach(const Take& take, const std::function<void()>& drained) {
  std::string pending;
  char buffer[kReadBytes];
  for (;;) {
    const ssize_t got = read(fd_, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return NotFound(Cat({name_, ": ", std::strerror(errno)}));
    if (got == 0) break;
    pending.append(buffer, static_cast<size_t>(got));
    GONGBAO_ASSIGN_OR_RETURN(const bool more, TakeLines(take, &pending));
    if (!more) return {};
    if (drained && got < static_cast<ssize_t>(sizeof buffer)) drained();
  }
  if (pending.empty()) return {};
  return TakeLine(take, pending).status();
}

StatusOr<bool> LineStream::TakeLines(const Take& take, std::string* pending) {
  size_t begin = 0;
  for (size_t end; (end = pending->find('\n', begin)) != std::string::npos; begin = end + 1) {
    GONGBAO_ASSIGN_OR_RETURN(const bool more,
                             TakeLine(take, std::string_view(*pending).substr(begin, end - begin)));
    if (!more) return false;
  }
  pending->erase(0, begin);
  if (pending->size() <= kMostLineBytes) return true;
  return At(number_ + 1, LimitExceeded(Cat({"longer than the limit of ", std::to_string(kMostLineBytes),
                                            " bytes"})));
}

StatusOr<bool> LineStream::TakeLine(const Take& take, std::string_view line) {
  ++number_;
  if (const size_t bad = FindInvalidUtf8(line); bad != std::string_view::npos) {
    return NotFound(Cat({name_, ": line ", std::to_string(number_), ", byte ", std::to_string(bad + 1),
                         " is not UTF-8"}));
  }
  return take(line, number_);
}

Status LineStream::At(int64_t number, const Status& status) const {
  return Annotate(status, Cat({name_, ": line ", std::to_string(number)}));
}

}  // namespace gongbao::node
