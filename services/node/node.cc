#include "services/node/node.h"

#include <cstdlib>

#include "services/base/text.h"
#include "services/node/runtime.h"

namespace gongbao::node {

std::string EmbeddedFolder(const Config& config) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (config.store().empty()) return config.data();
  if (!config.store().starts_with(kSqlite)) return "";
  return config.store().substr(kSqlite.size());
}

StatusOr<std::unique_ptr<Node>> Node::Start(const Role& role, const Config& config) {
  auto runtime = std::make_unique<Runtime>();
  runtime->role = &role;
  runtime->config = config;
  std::unique_ptr<Node> node(new Node(std::move(runtime)));
  for (const std::string_view name : role.parts) {
    GONGBAO_RETURN_IF_ERROR(FindPart(name)->start(node->runtime_.get()));
  }
  return node;
}

Node::Node(std::unique_ptr<Runtime> runtime) : runtime_(std::move(runtime)) {}

Node::~Node() { Stop(); }

const std::string& Node::grpc_address() const { return runtime_->grpc_address; }
const std::string& Node::http_address() const { return runtime_->http_address; }

std::shared_ptr<grpc::Channel> Node::channel() {
  return runtime_->server == nullptr ? nullptr : runtime_->server->InProcessChannel();
}

Status Node::Reload() {
  return runtime_->reload ? runtime_->reload() : Status();
}

void Node::Stop() {
  const int64_t grace_ms = runtime_->config.grace_ms();
  if (runtime_->gateway != nullptr) runtime_->gateway->Stop(grace_ms);
  if (runtime_->server != nullptr) runtime_->server->Stop(grace_ms);
  if (runtime_->feeder != nullptr) runtime_->feeder->Stop();
  if (runtime_->worker != nullptr) runtime_->worker->Stop();
}

}  // namespace gongbao::node
