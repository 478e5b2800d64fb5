// Everything that a running role holds, in the order in which it is made: it ends in reverse. Belongs
// to the Node; thread-safe once started.
#pragma once

#include <grpcpp/grpcpp.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "services/adapters/sql/stores.h"
#include "services/node/config.h"
#include "services/ports/extractor.h"
#include "services/ports/fact_writer.h"
#include "services/ports/result_cache.h"
#include "services/ports/segmenter.h"
#include "services/query/language.h"
#include "services/rpc/server.h"

namespace gongbao::node {

struct Runtime {
  Config config;
  bool keeps_facts = false;    // which sides of the stores the role needs
  bool keeps_sources = false;

  sql::Stores stores;
  std::shared_ptr<const query::Language> language;
  std::vector<std::unique_ptr<ports::ResultCache>> caches;  // nearest first
  std::shared_ptr<const ports::Segmenter> segmenter;
  std::string segmentation_version;
  std::shared_ptr<const ports::Extractor> extractor;
  std::string extraction_version;
  std::unique_ptr<ports::FactWriter> fact_writer;

  // gRPC handlers of this process.
  std::vector<std::unique_ptr<grpc::Service>> services;
  std::unique_ptr<rpc::Server> server;
  std::string grpc_address;
  std::string http_address;
};

}  // namespace gongbao::node
