// A running role: its parts, started in order and stopped in reverse. Thread-safe once started.
#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

#include "services/base/status.h"
#include "services/node/config.h"
#include "services/node/roles.h"

namespace gongbao::node {

// Folder of the embedded stores by --store and --data; empty where PostgreSQL keeps everything.
std::string EmbeddedFolder(const Config& config);

class Node {
 public:
  // UNAVAILABLE: a port, a store or another process can't be had. What was started is stopped again.
  static StatusOr<std::unique_ptr<Node>> Start(const Role& role, const Config& config);
  ~Node();  // Stop
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  // Addresses that a client on this machine can connect to; empty where the role has none.
  const std::string& grpc_address() const;
  const std::string& http_address() const;
  // Calls the services of this process without a network; null where the role has none.
  std::shared_ptr<grpc::Channel> channel();
  // Takes what can be replaced while it runs, as it is now on disk: the dictionary of words and the
  // folder of bundles. Where that fails everything stays as it was.
  Status Reload();
  // Refuses new calls, lets those in progress end within grace_ms, stops workers. Twice is once.
  void Stop();

 private:
  explicit Node(std::unique_ptr<Runtime> runtime);
  std::unique_ptr<Runtime> runtime_;
};

}  // namespace gongbao::node
