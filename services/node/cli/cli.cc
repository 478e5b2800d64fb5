#include "services/node/cli/cli.h"

#include <iostream>

#include "services/base/log.h"
#include "services/base/text.h"
#include "services/node/cli/command.h"
#include "services/node/exit_code.h"
#include "services/node/server_command.h"

namespace gongbao::node {
namespace {

// A mistake in words of our own where CLI11's are unclear.
std::string MistakeText(const CLI::ParseError& error) {
  std::string text = error.what();
  // One line, whatever was typed.
  for (char& c : text) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z' && (text.size() < 2 || text[1] >= 'a')) {
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  }
  while (!text.empty() && (text.back() == '.' || text.back() == ' ')) text.pop_back();
  return text;
}

// The command that the arguments got as far as: help is about that one.
const CLI::App* Deepest(const CLI::App* app) {
  while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
  return app;
}

std::string FullName(const CLI::App* app) {
  if (app->get_parent() == nullptr) return app->get_name();
  return FullName(app->get_parent()) + " " + app->get_name();
}

}  // namespace

std::optional<int> ParseArguments(CLI::App* app, int argc, char** argv) {
  app->name(std::string(argv[0]).substr(std::string(argv[0]).rfind('/') + 1));
  try {
    app->parse(argc, argv);
    return std::nullopt;
  } catch (const CLI::CallForHelp&) {
    std::cout << Deepest(app)->help(Deepest(app) == app ? "" : FullName(app)) << std::flush;
    return kExitOk;
  } catch (const CLI::CallForVersion& version) {
    std::cout << version.what() << std::endl;
    return kExitOk;
  } catch (const CLI::ParseError& error) {
    Complain(Cat({MistakeText(error), " (see ", FullName(Deepest(app)), " --help)"}));
    return kExitUsage;
  }
}

std::string ExitCodeHelp() {
  return "Exit codes: 0 done; 1 something failed, or a part of the input; 2 wrong flags or\n"
         "configuration; 3 nothing of the input was found or could be read; 4 a port, a data\n"
         "folder, a store or a server can't be had; 130 interrupted.";
}

int RunCli(int argc, char** argv) {
  SetLogLevel(LogLevel::kError);  // a command says what went wrong itself; serve sets its own
  CLI::App app("gongbao reads the work reports of Chinese governments into facts.");
  app.require_subcommand(0, 1);  // none is complained of below, after flags that do not exist
  app.set_version_flag("--version", "gongbao " GONGBAO_VERSION);
  Action action;
  DefineServe(&app, &action);
  DefineIngest(&app, &action);
  DefineJobs(&app, &action);
  DefineReprocess(&app, &action);
  DefineSearch(&app, &action);
  DefineFacts(&app, &action);
  DefineFact(&app, &action);
  DefinePanel(&app, &action);
  DefineRank(&app, &action);
  DefineDocuments(&app, &action);
  DefineExport(&app, &action);
  DefineAnalyze(&app, &action);
  DefineClean(&app, &action);
  DefineWords(&app, &action);
  DefineExplain(&app, &action);
  DefineBench(&app, &action);
  app.footer(
      "Examples:\n"
      "  gongbao serve\n"
      "  gongbao ingest reports/\n"
      "  gongbao rank --indicator fiscal_revenue --in 2021 --level town\n"
      "  gongbao analyze report.txt > report.jsonl\n\n"
      "gongbao COMMAND --help says more. " + ExitCodeHelp());
  if (const std::optional<int> code = ParseArguments(&app, argc, argv)) return *code;
  if (!action) {
    Complain("a command is needed, such as serve, ingest or analyze (see gongbao --help)");
    return kExitUsage;
  }
  return action();
}

}  // namespace gongbao::node
