#include "services/base/log.h"

#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <mutex>

#include "services/base/clock.h"

namespace gongbao {
namespace {

std::atomic<LogLevel> g_level{LogLevel::kInfo};
std::mutex g_mutex;
std::string& Service() {
  static std::string service = "gongbao";
  return service;
}

std::string_view LevelName(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug: return "debug";
    case LogLevel::kInfo: return "info";
    case LogLevel::kWarning: return "warning";
    case LogLevel::kError: return "error";
    case LogLevel::kOff: return "off";
  }
  return "info";
}

}  // namespace

void SetLogLevel(LogLevel level) { g_level = level; }

bool ParseLogLevel(std::string_view name, LogLevel* level) {
  for (LogLevel candidate : {LogLevel::kDebug, LogLevel::kInfo, LogLevel::kWarning,
                             LogLevel::kError, LogLevel::kOff}) {
    if (name == LevelName(candidate)) {
      *level = candidate;
      return true;
    }
  }
  return false;
}

void SetLogService(std::string_view service) {
  std::lock_guard lock(g_mutex);
  Service() = service;
}

void Log(LogLevel level, std::string_view message, const LogValues& values) {
  if (level < g_level.load(std::memory_order_relaxed)) return;
  std::lock_guard lock(g_mutex);
  std::string line = "{\"time_ms\":" + std::to_string(Clock::System().NowUnixMs());
  line += ",\"level\":\"";
  line += LevelName(level);
  line += "\",\"service\":" + JsonQuote(Service()) + ",\"message\":" + JsonQuote(message);
  for (const auto& [key, value] : values) line += "," + JsonQuote(key) + ":" + JsonQuote(value);
  line += "}\n";
  const ssize_t written = write(STDERR_FILENO, line.data(), line.size());
  (void)written;  // there is nowhere left to report it
}

std::string JsonQuote(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          char escaped[8];
          std::snprintf(escaped, sizeof escaped, "\\u%04x", c);
          out += escaped;
        } else {
          out.push_back(c);
        }
    }
  }
  out.push_back('"');
  return out;
}

}  // namespace gongbao
