#include "services/node/cli/progress.h"

#include <unistd.h>

#include <cstdio>

#include "services/node/cli/width.h"

namespace gongbao::node {
namespace {

constexpr std::chrono::milliseconds kPause{100};
constexpr size_t kMostColumns = 79;

void Put(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

}  // namespace

Progress::Progress() : terminal_(isatty(STDERR_FILENO) == 1) {}

void Progress::Show(const std::string& line) {
  if (!terminal_) return;
  std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (shown_ && now - last_ < kPause) return;
  Put("\r\x1b[K" + FitLine(line, kMostColumns));
  shown_ = true;
  last_ = now;
}

void Progress::Clear() {
  std::lock_guard lock(mutex_);
  if (shown_) Put("\r\x1b[K");
  shown_ = false;
}

void Progress::End(const std::string& line) {
  Clear();
  Put(line + "\n");
}

std::string BytesText(int64_t bytes) {
  char text[32];
  if (bytes < 1000) {
    std::snprintf(text, sizeof text, "%d bytes", static_cast<int>(bytes));
  } else if (bytes < 1000000) {
    std::snprintf(text, sizeof text, "%.1f kB", static_cast<double>(bytes) / 1e3);
  } else {
    std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1e6);
  }
  return text;
}

std::string CountText(int64_t count) {
  std::string digits = std::to_string(count);
  for (size_t at = digits.size(); at > 3 && digits[at - 4] != '-';) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

}  // namespace gongbao::node
