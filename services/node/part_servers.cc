// The parts that speak gRPC and HTTP.
#include "gongbao/v1/extraction_service.grpc.pb.h"
#include "gongbao/v1/ingest_service.grpc.pb.h"
#include "gongbao/v1/query_service.grpc.pb.h"
#include "gongbao/v1/segmentation_service.grpc.pb.h"
#include "services/base/text.h"
#include "services/extraction/extraction_service.h"
#include "services/ingest/ingest_service.h"
#include "services/node/parts.h"
#include "services/node/runtime.h"
#include "services/query/analysis_writer_service.h"
#include "services/query/query_service.h"
#include "services/rpc/handler.h"
#include "services/segmentation/segmentation_service.h"

namespace gongbao::node {
namespace {

// Threads for what is no call of ours: health, reflection.
constexpr int kSpareThreads = 16;

Status StartGrpc(const std::string& address, Runtime* runtime) {
  rpc::SetMaxCallsInProgress(runtime->config.max_calls());
  rpc::ServerOptions options;
  options.listen_address = address;
  options.max_threads = runtime->config.max_calls() + kSpareThreads;
  std::vector<grpc::Service*> services;
  for (const auto& service : runtime->services) services.push_back(service.get());
  GONGBAO_ASSIGN_OR_RETURN(runtime->server, rpc::Server::Start(options, services));
  return {};
}

// Where a client on this machine finds a server that listens on `address`.
std::string ReachableAt(const std::string& address, int port) {
  const std::optional<HostPort> asked = ParseHostPort(address);
  std::string host = asked ? asked->host : "127.0.0.1";
  if (host == "0.0.0.0" || host == "::") host = "127.0.0.1";
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  return host + ":" + std::to_string(port);
}

Status StartDoor(const gateway::Backends& backends, Runtime* runtime) {
  const Config& config = runtime->config;
  gateway::GatewayOptions options;
  options.http.address = config.http();
  options.grpc.address = config.grpc();
  GONGBAO_ASSIGN_OR_RETURN(runtime->gateway, gateway::Gateway::Start(options, backends));
  runtime->http_address = ReachableAt(config.http(), runtime->gateway->http_port());
  if (!config.grpc().empty()) {
    runtime->grpc_address = ReachableAt(config.grpc(), runtime->gateway->grpc_port());
  }
  return {};
}

}  // namespace

Status StartSegmentationService(Runtime* runtime) {
  runtime->services.push_back(std::make_unique<segmentation::SegmentationServiceHandler>(
      *runtime->segmenter, *runtime->explainer));
  return {};
}

Status StartExtractionService(Runtime* runtime) {
  runtime->services.push_back(std::make_unique<extraction::ExtractionServiceHandler>(
      *runtime->extractor, runtime->extraction_version));
  return {};
}

Status StartQueryService(Runtime* runtime) {
  std::vector<ports::ResultCache*> caches;
  for (const auto& cache : runtime->caches) caches.push_back(cache.get());
  runtime->services.push_back(std::make_unique<query::QueryServiceHandler>(
      *runtime->stores.facts, runtime->language, caches));
  return {};
}

Status StartWriterService(Runtime* runtime) {
  runtime->services.push_back(
      std::make_unique<query::AnalysisWriterServiceHandler>(*runtime->fact_writer));
  return {};
}

Status StartIngestService(Runtime* runtime) {
  ingest::IngestServiceOptions options;
  options.limits = IntakeLimitsOf(runtime->config);
  options.path_root = runtime->config.path_root();
  runtime->services.push_back(std::make_unique<ingest::IngestServiceHandler>(
      runtime->pipeline, *runtime->stores.sources, *runtime->stores.jobs, *runtime->fact_writer,
      std::move(options)));
  return {};
}

Status StartServer(Runtime* runtime) {
  std::string address = runtime->config.listen();
  if (address.empty()) address = DefaultListenAddress(runtime->role->name);
  GONGBAO_RETURN_IF_ERROR(StartGrpc(address, runtime));
  runtime->grpc_address = ReachableAt(address, runtime->server->port());
  return {};
}

Status StartInnerServer(Runtime* runtime) { return StartGrpc("", runtime); }

Status StartGateway(Runtime* runtime) {
  const std::shared_ptr<grpc::Channel> channel = runtime->server->InProcessChannel();
  gateway::Backends backends;
  for (const char* service :
       {v1::SegmentationService::service_full_name(), v1::ExtractionService::service_full_name(),
        v1::IngestService::service_full_name(), v1::QueryService::service_full_name()}) {
    backends.channels[service] = channel;
  }
  return StartDoor(backends, runtime);
}

Status StartFarGateway(Runtime* runtime) {
  const Config& config = runtime->config;
  gateway::Backends backends;
  backends.channels[v1::SegmentationService::service_full_name()] =
      rpc::Connect(config.segmentation());
  backends.channels[v1::ExtractionService::service_full_name()] = rpc::Connect(config.extraction());
  backends.channels[v1::IngestService::service_full_name()] = rpc::Connect(config.ingest());
  backends.channels[v1::QueryService::service_full_name()] = rpc::Connect(config.query());
  return StartDoor(backends, runtime);
}

}  // namespace gongbao::node
