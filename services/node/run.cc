#include "services/node/run.h"

#include <signal.h>

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <string>

#include "services/base/log.h"
#include "services/node/cli/cli.h"
#include "services/node/cli/command.h"
#include "services/node/exit_code.h"
#include "services/node/roles.h"
#include "services/node/server_command.h"

namespace gongbao::node {
namespace {

int RunRole(const Role& role, int argc, char** argv) {
  CLI::App app(std::string(role.name) + ": " + std::string(role.summary));
  ServerFlags flags;
  AddServerFlags(&app, role, &flags);
  app.footer(ExitCodeHelp());
  if (const std::optional<int> code = ParseArguments(&app, argc, argv)) return *code;
  return RunServer(role, flags);
}

}  // namespace

int Run(std::string_view role_name, int argc, char** argv) {
  // A reader that goes away is seen where it is written to.
  signal(SIGPIPE, SIG_IGN);
  // gRPC's own lines would stand beside ours; GRPC_VERBOSITY brings them back.
  setenv("GRPC_VERBOSITY", "NONE", 0);
  try {
    if (role_name == "gongbao") return RunCli(argc, argv);
    const Role* role = FindRole(role_name);
    if (role != nullptr) return RunRole(*role, argc, argv);
    Complain("there is no role " + std::string(role_name));
    return kExitUsage;
  } catch (const std::exception& error) {
    Complain(std::string("internal error: ") + error.what());
    return kExitFailed;
  }
}

}  // namespace gongbao::node
