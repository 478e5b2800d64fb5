// Settings of a process: defaults, then a text-format file, then the environment, then flags.
// Thread rule: free functions; read the environment before threads start.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gongbao/config/v1/config.pb.h"
#include "services/base/status.h"
#include "services/ingest/reader/limits.h"

namespace gongbao::node {

using Config = config::v1::Config;

// What is said of one setting by the proto.
struct SettingInfo {
  std::string name;         // field name: log_level
  std::string flag;         // --log-level
  std::string environment;  // GONGBAO_LOG_LEVEL
  std::string help;
  std::string placeholder;
  bool secret = false;
};
const std::vector<SettingInfo>& AllSettings();

// What holds where nobody says anything.
Config DefaultConfig();

// How much a process takes in, as its settings say.
ingest::IntakeLimits IntakeLimitsOf(const Config& config);

// Where the server of a role listens unless it is told otherwise: the address at which the others
// look for it.
std::string DefaultListenAddress(std::string_view role);

// Reads a configuration file over `config`. INVALID_ARGUMENT: every mistake as path:line:column,
// joined by newlines. NOT_FOUND, PERMISSION_DENIED.
Status MergeFile(const std::string& path, Config* config);
// Sets one field by name from its text form. INVALID_ARGUMENT names the setting as `source` does.
Status SetSetting(std::string_view name, std::string_view text, std::string_view source,
                  Config* config);

using Environment = std::function<std::optional<std::string>(const std::string& name)>;
Environment ProcessEnvironment();
// All GONGBAO_<SETTING> variables that are set and not empty.
Status MergeEnvironment(const Environment& environment, Config* config);

// Settings that a file sets and a process that uses `used` never reads, a warning each. Errors as of
// MergeFile.
StatusOr<std::vector<std::string>> UnusedSettings(const std::string& path,
                                                  const std::vector<std::string_view>& used);

// What is wrong with a configuration, and what is worth a warning, for a process that uses the
// settings named. Nothing is opened or resolved.
struct ConfigReport {
  std::vector<std::string> errors;
  std::vector<std::string> warnings;
};
ConfigReport CheckConfig(const Config& config, const std::vector<std::string_view>& used);

// The settings named, in text format; passwords hidden.
std::string PrintConfig(const Config& config, const std::vector<std::string_view>& used);

// A URL with the password hidden: postgresql://user:***@host/db.
std::string HidePassword(std::string_view url);

// host and port of "host:port" or "[::1]:port"; nothing where it is neither.
struct HostPort {
  std::string host;
  int port = 0;
};
std::optional<HostPort> ParseHostPort(std::string_view text);
bool IsLoopback(std::string_view host);

}  // namespace gongbao::node
