#include "services/node/server_command.h"

#include <algorithm>
#include <cstdio>

#include "services/base/log.h"
#include "services/base/text.h"
#include "services/node/cli/command.h"
#include "services/node/data_folder.h"
#include "services/node/exit_code.h"
#include "services/node/interrupt.h"
#include "services/node/node.h"

namespace gongbao::node {
namespace {

void Print(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

// Every error and warning, a line each. False where there is an error.
bool SayReport(const ConfigReport& report) {
  for (const std::string& error : report.errors) Complain(error);
  for (const std::string& warning : report.warnings) Complain("warning: " + warning);
  return report.errors.empty();
}

// The processes of a split node that work by images replaced while they run. In one process with the
// rest, where the pipeline and the index go by one dictionary, a restart replaces it.
bool Reloads(const Role& role) { return role.name == "gongbao-segmentation"; }

// Where the embedded stores are kept; empty where they are not.
std::string FolderOf(const Role& role, const Config& config) {
  const std::vector<std::string_view> used = SettingsOf(role);
  if (std::find(used.begin(), used.end(), "store") == used.end()) return "";
  return EmbeddedFolder(config);
}

StatusOr<std::unique_ptr<DataFolder>> TakeFolder(const Role& role, const std::string& path) {
  if (path.empty()) return std::unique_ptr<DataFolder>();
  // The processes of a split node share a folder; a node in one process has it alone.
  return role.name == "gongbao" ? DataFolder::Take(path) : DataFolder::TakeShared(path);
}

std::string ReadyLine(const Node& node) {
  std::string line = "listening";
  if (!node.http_address().empty()) line += " http " + node.http_address();
  if (!node.grpc_address().empty()) line += " grpc " + node.grpc_address();
  return line + "\n";
}

Status Serve(const Role& role, const Config& config, Interrupt* interrupt) {
  GONGBAO_ASSIGN_OR_RETURN(const std::unique_ptr<DataFolder> folder,
                           TakeFolder(role, FolderOf(role, config)));
  GONGBAO_ASSIGN_OR_RETURN(const std::unique_ptr<Node> node, Node::Start(role, config));
  if (folder != nullptr) {
    GONGBAO_RETURN_IF_ERROR(folder->Announce(node->grpc_address(), node->http_address()));
  }
  Log(LogLevel::kInfo, "started", {{"grpc", node->grpc_address()}, {"http", node->http_address()}});
  interrupt->OnReload([&node = *node] {
    const Status status = node.Reload();
    Log(status.ok() ? LogLevel::kInfo : LogLevel::kError,
        status.ok() ? "reloaded" : "not reloaded: " + Message(status));
  });
  Print(ReadyLine(*node));
  interrupt->Wait();
  interrupt->OnReload({});
  node->Stop();
  Log(LogLevel::kInfo, "stopped");
  return {};
}

}  // namespace

void AddServerFlags(CLI::App* app, const Role& role, ServerFlags* flags) {
  app->add_option("--config", flags->config_file, "configuration file, in protobuf's text format")
      ->type_name("FILE");
  app->add_flag("--check-config,--check_config", flags->check_config,
                "say what is wrong with the configuration, and end");
  app->add_flag("--print-config,--print_config", flags->print_config,
                "print the configuration that holds, without passwords, and end");
  const std::vector<std::string_view> used = SettingsOf(role);
  for (const SettingInfo& setting : AllSettings()) {
    if (std::find(used.begin(), used.end(), setting.name) == used.end()) continue;
    app->add_option_function<std::string>(
           setting.flag,
           [flags, name = setting.name](const std::string& value) {
             flags->settings[name] = value;
           },
           setting.help + " (" + setting.environment + ")")
        ->type_name(setting.placeholder);
  }
}

StatusOr<Config> ReadConfig(const ServerFlags& flags) {
  Config config = DefaultConfig();
  if (!flags.config_file.empty()) GONGBAO_RETURN_IF_ERROR(MergeFile(flags.config_file, &config));
  GONGBAO_RETURN_IF_ERROR(MergeEnvironment(ProcessEnvironment(), &config));
  for (const auto& [name, value] : flags.settings) {
    GONGBAO_RETURN_IF_ERROR(SetSetting(name, value, "--" + ReplaceAll(name, "_", "-"), &config));
  }
  return config;
}

int RunServer(const Role& role, const ServerFlags& flags) {
  // Before any thread is made.
  const std::unique_ptr<Interrupt> interrupt =
      flags.check_config || flags.print_config ? nullptr : std::make_unique<Interrupt>(Reloads(role));
  const StatusOr<Config> config = ReadConfig(flags);
  if (!config.ok()) {
    // Each mistake of a file stands on a line of its own.
    const std::string mistakes = Message(config.status());
    for (const std::string_view mistake : Split(mistakes, '\n')) Complain(mistake);
    return ExitCodeOf(config.status());
  }
  const std::vector<std::string_view> used = SettingsOf(role);
  ConfigReport report = CheckConfig(*config, used);
  if (!flags.config_file.empty()) {
    const auto unused = UnusedSettings(flags.config_file, used);
    if (!unused.ok()) return Fail(unused.status());
    report.warnings.insert(report.warnings.end(), unused->begin(), unused->end());
  }
  const bool good = SayReport(report);
  if (!good) return kExitUsage;
  if (flags.print_config) Print(PrintConfig(*config, used));
  if (flags.check_config) Print("the configuration is good\n");
  if (interrupt == nullptr) return kExitOk;
  LogLevel level = LogLevel::kInfo;
  ParseLogLevel(config->log_level(), &level);
  SetLogLevel(level);
  SetLogService(role.name);
  const Status status = Serve(role, *config, interrupt.get());
  return status.ok() ? kExitOk : Fail(status);
}

}  // namespace gongbao::node
