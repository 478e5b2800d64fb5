#include "services/node/cli/cli.h"
#include "services/node/cli/command.h"
#include "services/node/roles.h"
#include "services/node/server_command.h"

namespace gongbao::node {

void DefineServe(CLI::App* app, Action* action) {
  CLI::App* command = app->add_subcommand("serve", "run everything in one process, until Ctrl-C");
  const Role& role = *FindRole("gongbao");
  auto flags = std::make_shared<ServerFlags>();
  AddServerFlags(command, role, flags.get());
  command->footer(
      "Prints one line, \"listening http HOST:PORT grpc HOST:PORT\", once it can be used. Without\n"
      "--http and --grpc nobody but this machine can reach it.\n\n"
      "Examples:\n"
      "  gongbao serve\n"
      "  gongbao serve --data /srv/gongbao --http 127.0.0.1:9000 --grpc 127.0.0.1:9001\n"
      "  gongbao serve --store postgresql://gongbao@db/gongbao --cache redis://cache:6379");
  command->callback([=] { *action = [=] { return RunServer(*FindRole("gongbao"), *flags); }; });
}

}  // namespace gongbao::node
