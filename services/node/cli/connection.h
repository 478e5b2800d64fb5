// How a command reaches a node: a server named by the caller, the server that holds the data folder,
// or a node run inside this process for as long as the command takes. One thread at a time; the
// stubs are thread-safe.
#pragma once

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <memory>
#include <string>

#include "gongbao/v1/ingest_service.grpc.pb.h"
#include "gongbao/v1/query_service.grpc.pb.h"
#include "services/base/status.h"
#include "services/node/config.h"
#include "services/node/data_folder.h"
#include "services/node/node.h"

namespace gongbao::node {

struct ConnectionOptions {
  std::string server;  // host:port; empty: by the data folder
  std::string data;    // empty: as a server would find it
  std::string gazetteer;  // file of divisions on top; only where the node is in this process
  // The command writes: the folder is made where it is missing, and an in-process node has workers.
  bool writes = false;
};

class Connection {
 public:
  // UNAVAILABLE, NOT_FOUND (nothing is stored in the folder), PERMISSION_DENIED.
  static StatusOr<std::unique_ptr<Connection>> Open(const ConnectionOptions& options);
  ~Connection();

  v1::QueryService::Stub& query() { return *query_; }
  v1::IngestService::Stub& ingest() { return *ingest_; }
  // Whether a server elsewhere answers, which goes on when the command ends.
  bool remote() const { return !server_.empty(); }
  // An error of a call, saying which server it came from.
  Status Error(const grpc::Status& status) const;

 private:
  Connection(std::string server, std::shared_ptr<grpc::Channel> channel);
  static StatusOr<std::unique_ptr<Connection>> Start(const Config& config);
  std::string server_;
  std::unique_ptr<DataFolder> folder_;
  std::unique_ptr<Node> node_;  // null for a server elsewhere
  std::unique_ptr<v1::QueryService::Stub> query_;
  std::unique_ptr<v1::IngestService::Stub> ingest_;
};

// The context of one call that answers at once.
std::unique_ptr<grpc::ClientContext> CallContext(
    std::chrono::seconds timeout = std::chrono::seconds(60));

}  // namespace gongbao::node
