// Everything that a running role holds, in the order in which it is made: it ends in reverse. Belongs
// to the Node; thread-safe once started.
#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gateway/gateway.h"
#include "services/adapters/sql/stores.h"
#include "services/ingest/jobs/feeder.h"
#include "services/ingest/jobs/worker.h"
#include "services/ingest/pipeline.h"
#include "services/node/config.h"
#include "services/node/roles.h"
#include "services/ports/extractor.h"
#include "services/ports/fact_writer.h"
#include "services/ports/result_cache.h"
#include "services/ports/segmenter.h"
#include "services/query/language.h"
#include "services/rpc/server.h"

namespace gongbao::node {

struct Runtime {
  const Role* role = nullptr;
  Config config;

  sql::Stores stores;
  std::shared_ptr<const query::Language> language;
  std::vector<std::unique_ptr<ports::ResultCache>> caches;  // nearest first
  std::shared_ptr<const ports::Segmenter> segmenter;
  std::shared_ptr<const ports::WordExplainer> explainer;
  // Takes the images and files of rules that can be replaced while it runs; empty where there are none.
  std::function<Status()> reload;
  std::shared_ptr<const ports::Extractor> extractor;
  // Of the rules that the two work by: see local_pipeline.h.
  std::string segmentation_version;
  std::string extraction_version;
  std::unique_ptr<ports::FactWriter> fact_writer;
  std::shared_ptr<const ingest::Pipeline> pipeline;

  std::vector<std::unique_ptr<grpc::Service>> services;  // gRPC handlers of this process
  std::unique_ptr<ingest::Intake> intake;
  std::unique_ptr<ingest::ServerFiles> server_files;
  std::unique_ptr<ingest::Feeder> feeder;
  std::unique_ptr<ingest::Worker> worker;
  std::unique_ptr<rpc::Server> server;
  std::unique_ptr<gateway::Gateway> gateway;

  std::string grpc_address;
  std::string http_address;
};

}  // namespace gongbao::node
