// Structured log: one JSON object a line on standard error. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gongbao {

enum class LogLevel { kDebug, kInfo, kWarning, kError, kOff };

void SetLogLevel(LogLevel level);
// "debug", "info", "warning", "error", "off"; false where it is none of them.
bool ParseLogLevel(std::string_view name, LogLevel* level);
// Name of the part that this process is, in every line.
void SetLogService(std::string_view service);

using LogValues = std::vector<std::pair<std::string_view, std::string>>;
void Log(LogLevel level, std::string_view message, const LogValues& values = {});

// Text as a JSON string, quotes included.
std::string JsonQuote(std::string_view text);

}  // namespace gongbao
