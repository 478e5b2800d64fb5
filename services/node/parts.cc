#include "services/node/parts.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>

#include "services/adapters/local/lru_cache.h"
#include "services/adapters/postgres/postgres_stores.h"
#include "services/adapters/redis/redis_cache.h"
#include "services/adapters/remote/remote_extractor.h"
#include "services/adapters/remote/remote_fact_writer.h"
#include "services/adapters/remote/remote_segmenter.h"
#include "services/adapters/sqlite/sqlite_stores.h"
#include "services/base/text.h"
#include "services/extraction/report_extractor.h"
#include "services/ingest/ingest_service.h"
#include "services/node/whole_file.h"
#include "services/node/local_pipeline.h"
#include "services/node/node.h"
#include "services/node/remote_version.h"
#include "services/node/runtime.h"
#include "services/query/analysis_writer.h"
#include "services/segmentation/text_segmenter.h"

namespace gongbao::node {
namespace {

constexpr std::string_view kDatabaseName = "gongbao.db";

Status OpenStores(bool facts, bool sources, Runtime* runtime) {
  sql::StoreOptions options;
  options.facts = facts;
  options.sources = sources;
  const std::string folder = EmbeddedFolder(runtime->config);
  if (folder.empty()) {
    GONGBAO_ASSIGN_OR_RETURN(runtime->stores,
                             postgres::OpenPostgres(runtime->config.store(), options));
    return {};
  }
  GONGBAO_RETURN_IF_ERROR(MakeFolder(folder));
  const std::string path = (std::filesystem::path(folder) / kDatabaseName).string();
  GONGBAO_ASSIGN_OR_RETURN(runtime->stores, sqlite::OpenSqlite(path, options));
  return {};
}

}  // namespace

Status StartFactStore(Runtime* runtime) { return OpenStores(true, false, runtime); }
Status StartSourceStore(Runtime* runtime) { return OpenStores(false, true, runtime); }
Status StartAllStores(Runtime* runtime) { return OpenStores(true, true, runtime); }

Status StartMemoryCache(Runtime* runtime) {
  const size_t bytes = static_cast<size_t>(runtime->config.cache_mib()) << 20;
  runtime->caches.push_back(std::make_unique<local::LruCache>(bytes));
  return {};
}

Status StartRedisCache(Runtime* runtime) {
  if (runtime->config.cache().empty()) return {};
  redis::RedisCacheOptions options;
  GONGBAO_ASSIGN_OR_RETURN(options.address, redis::ParseRedisUrl(runtime->config.cache()));
  runtime->caches.push_back(std::make_unique<redis::RedisCache>(std::move(options)));
  return {};
}

Status StartLanguage(Runtime* runtime) {
  GONGBAO_ASSIGN_OR_RETURN(runtime->language, query::Language::Open(runtime->config.gazetteer()));
  return {};
}

Status StartLocalSegmenter(Runtime* runtime) {
  GONGBAO_ASSIGN_OR_RETURN(std::shared_ptr<segmentation::TextSegmenter> segmenter,
                           segmentation::TextSegmenter::Create(runtime->config.bundles()));
  runtime->segmentation_version = SegmentationVersion(*segmenter);
  runtime->segmenter = segmenter;
  runtime->explainer = segmenter;
  runtime->reload = [segmenter] { return segmenter->Reload(); };
  return {};
}

Status StartLocalExtractor(Runtime* runtime) {
  runtime->extraction_version = ExtractionVersion();
  runtime->extractor = extraction::ReportExtractor::Create();
  return {};
}

Status StartLocalWriter(Runtime* runtime) {
  runtime->fact_writer =
      std::make_unique<query::AnalysisWriter>(*runtime->stores.facts, *runtime->language);
  return {};
}

Status StartRemoteSegmenter(Runtime* runtime) {
  const std::string& address = runtime->config.segmentation();
  const std::shared_ptr<grpc::Channel> channel = rpc::Connect(address);
  GONGBAO_ASSIGN_OR_RETURN(runtime->segmentation_version, AskSegmentationVersion(channel, address));
  runtime->segmenter = std::make_shared<remote::RemoteSegmenter>(channel);
  return {};
}

Status StartRemoteExtractor(Runtime* runtime) {
  const std::string& address = runtime->config.extraction();
  const std::shared_ptr<grpc::Channel> channel = rpc::Connect(address);
  GONGBAO_ASSIGN_OR_RETURN(runtime->extraction_version, AskExtractionVersion(channel, address));
  runtime->extractor = std::make_shared<remote::RemoteExtractor>(channel);
  return {};
}

// Query may start later: what it has not acknowledged is written again.
Status StartRemoteWriter(Runtime* runtime) {
  runtime->fact_writer =
      std::make_unique<remote::RemoteFactWriter>(rpc::Connect(runtime->config.query()));
  return {};
}

Status StartPipeline(Runtime* runtime) {
  GONGBAO_ASSIGN_OR_RETURN(
      runtime->pipeline,
      ingest::Pipeline::Create(runtime->segmenter, runtime->extractor,
                               {runtime->segmentation_version, runtime->extraction_version},
                               runtime->config.gazetteer()));
  return {};
}

// A front replica fills jobs only where it alone may see the files.
Status StartFeeder(Runtime* runtime) {
  const Config& config = runtime->config;
  if (config.has_workers() && config.workers() == 0 && config.path_root().empty()) return {};
  const ingest::IngestServiceOptions usual;
  const ingest::IntakeLimits limits = IntakeLimitsOf(config);
  runtime->intake =
      std::make_unique<ingest::Intake>(*runtime->stores.sources, *runtime->stores.jobs, limits);
  runtime->server_files = std::make_unique<ingest::ServerFiles>(config.path_root(), limits.file_bytes,
                                                                usual.spool_folder);
  ingest::FeederOptions options;
  options.lease_ms = config.lease_ms();
  runtime->feeder = std::make_unique<ingest::Feeder>(
      *runtime->stores.sources, *runtime->stores.jobs, *runtime->intake, *runtime->server_files,
      runtime->pipeline->version(), options);
  runtime->feeder->Start();
  return {};
}

Status StartWorker(Runtime* runtime) {
  const Config& config = runtime->config;
  const int threads =
      config.has_workers() ? config.workers()
                           : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  if (threads == 0) return {};
  ingest::WorkerOptions options;
  options.threads = threads;
  options.lease_ms = config.lease_ms();
  runtime->worker =
      std::make_unique<ingest::Worker>(runtime->pipeline, *runtime->stores.sources,
                                       *runtime->stores.jobs, *runtime->fact_writer, options);
  runtime->worker->Start();
  return {};
}

}  // namespace gongbao::node
