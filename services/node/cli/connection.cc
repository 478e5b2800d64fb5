#include "services/node/cli/connection.h"

#include <filesystem>

#include "services/base/text.h"
#include "services/node/roles.h"
#include "services/rpc/server.h"
#include "services/rpc/status.h"

namespace gongbao::node {
namespace {

// How long a command waits for another one that has the data folder.
constexpr int64_t kFolderPatienceMs = 60000;

StatusOr<Config> CommandConfig(const ConnectionOptions& options) {
  Config config = DefaultConfig();
  GONGBAO_RETURN_IF_ERROR(MergeEnvironment(ProcessEnvironment(), &config));
  if (!options.data.empty()) {
    config.set_data(options.data);
    config.clear_store();
  }
  if (!options.gazetteer.empty()) config.set_gazetteer(options.gazetteer);
  if (!options.writes) config.set_workers(0);
  const ConfigReport report = CheckConfig(config, SettingsOf(*FindRole("gongbao-command")));
  if (!report.errors.empty()) return InvalidArgument(report.errors.front());
  return config;
}

}  // namespace

StatusOr<std::unique_ptr<Connection>> Connection::Open(const ConnectionOptions& options) {
  const auto connect = [](const std::string& server) {
    return std::unique_ptr<Connection>(new Connection(server, rpc::Connect(server)));
  };
  if (!options.server.empty()) {
    const std::optional<HostPort> address = ParseHostPort(options.server);
    if (!address || address->port == 0) {
      return InvalidArgument(Cat({"--server: \"", options.server, "\" is not host:port"}));
    }
    if (!options.gazetteer.empty()) {
      return InvalidArgument("--gazetteer: a server has its own; give it to gongbao serve");
    }
    return connect(options.server);
  }
  GONGBAO_ASSIGN_OR_RETURN(const Config config, CommandConfig(options));
  const std::string folder = EmbeddedFolder(config);
  if (folder.empty()) return Start(config);  // PostgreSQL: nothing to lock
  std::error_code ignored;
  if (!options.writes && !std::filesystem::exists(folder, ignored)) {
    return NotFound(Cat({"data folder ", folder, ": there is none; gongbao ingest makes it"}));
  }
  FolderHolder holder;
  std::unique_ptr<DataFolder> taken;
  if (options.writes) {
    GONGBAO_ASSIGN_OR_RETURN(taken,
                             DataFolder::TakeOrFind(folder, kFolderPatienceMs, &holder));
  } else {
    // Readers may be many, and beside a command that writes: the store gives each a consistent state.
    GONGBAO_ASSIGN_OR_RETURN(holder, DataFolder::FindHolder(folder));
  }
  if (!holder.grpc.empty() && !options.gazetteer.empty()) {
    return InvalidArgument(Cat({"--gazetteer: the server ", holder.grpc, " holds ", folder,
                                " and has its own; give it to gongbao serve"}));
  }
  if (!holder.grpc.empty()) return connect(holder.grpc);
  GONGBAO_ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection, Start(config));
  connection->folder_ = std::move(taken);
  return connection;
}

StatusOr<std::unique_ptr<Connection>> Connection::Start(const Config& config) {
  GONGBAO_ASSIGN_OR_RETURN(std::unique_ptr<Node> node,
                           Node::Start(*FindRole("gongbao-command"), config));
  std::unique_ptr<Connection> connection(new Connection("", node->channel()));
  connection->node_ = std::move(node);
  return connection;
}

Connection::Connection(std::string server, std::shared_ptr<grpc::Channel> channel)
    : server_(std::move(server)),
      query_(v1::QueryService::NewStub(channel)),
      ingest_(v1::IngestService::NewStub(channel)) {}

Connection::~Connection() {
  // The stubs hold the channel, and the channel the server's resources.
  query_.reset();
  ingest_.reset();
  node_.reset();
}

Status Connection::Error(const grpc::Status& status) const {
  const Status error = rpc::FromGrpc(status);
  const bool far = !server_.empty() && error.code() == absl::StatusCode::kUnavailable;
  return far ? Annotate(error, "server " + server_) : error;
}

std::unique_ptr<grpc::ClientContext> CallContext(std::chrono::seconds timeout) {
  auto context = std::make_unique<grpc::ClientContext>();
  context->set_deadline(std::chrono::system_clock::now() + timeout);
  return context;
}

}  // namespace gongbao::node
