// Running a role as a server: flags, configuration, start, signals, stop. One thread at a time.
#pragma once

#include <CLI/CLI.hpp>

#include <map>
#include <memory>
#include <string>

#include "services/base/status.h"
#include "services/node/config.h"
#include "services/node/roles.h"

namespace gongbao::node {

struct ServerFlags {
  std::string config_file;
  bool check_config = false;
  bool print_config = false;
  std::map<std::string, std::string> settings;  // by field name, those that were given
};

// A flag for each setting of the role, and --config, --check-config, --print-config.
void AddServerFlags(CLI::App* app, const Role& role, ServerFlags* flags);

// Defaults, file, environment, flags. INVALID_ARGUMENT, NOT_FOUND.
StatusOr<Config> ReadConfig(const ServerFlags& flags);

// Runs until SIGINT or SIGTERM. Gives the exit code.
int RunServer(const Role& role, const ServerFlags& flags);

}  // namespace gongbao::node
