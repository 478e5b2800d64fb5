#include "services/node/roles.h"

#include <algorithm>

#include "services/node/parts.h"

namespace gongbao::node {
namespace {

// What is taken in, and from where.
std::vector<std::string_view> TakeInSettings() {
  return {"max_file_mib", "max_source_mib", "max_expanded_mib", "max_archive_ratio", "max_members",
          "max_archive_depth", "max_name_bytes", "max_rows", "max_row_mib", "max_expand_ms", "path_root"};
}

std::vector<std::string_view> FeederSettings() {
  std::vector<std::string_view> settings = TakeInSettings();
  settings.insert(settings.end(), {"workers", "lease_ms"});
  return settings;
}

// A part of a process: what it provides, what must be there before, what settings it reads.
const std::vector<Part>& Parts() {
  static const std::vector<Part> parts = {
      {"facts", "facts", {}, {"data", "store"}, StartFactStore},
      {"sources", "sources", {}, {"data", "store"}, StartSourceStore},
      {"all stores", "facts sources", {}, {"data", "store"}, StartAllStores},
      {"memory cache", "", {}, {"cache_mib"}, StartMemoryCache},
      {"redis cache", "", {}, {"cache"}, StartRedisCache},
      {"language", "language", {}, {"gazetteer"}, StartLanguage},

      {"local segmenter", "segmenter", {}, {"bundles"}, StartLocalSegmenter},
      {"local extractor", "extractor", {}, {}, StartLocalExtractor},
      {"local writer", "writer", {"facts", "language"}, {}, StartLocalWriter},
      {"remote segmenter", "segmenter", {}, {"segmentation"}, StartRemoteSegmenter},
      {"remote extractor", "extractor", {}, {"extraction"}, StartRemoteExtractor},
      {"remote writer", "writer", {}, {"query"}, StartRemoteWriter},
      {"pipeline", "pipeline", {"segmenter", "extractor"}, {"gazetteer"}, StartPipeline},

      {"segmentation service", "service", {"segmenter"}, {}, StartSegmentationService},
      {"extraction service", "service", {"extractor"}, {}, StartExtractionService},
      {"query service", "service", {"facts", "language"}, {}, StartQueryService},
      {"writer service", "service", {"writer"}, {}, StartWriterService},
      {"ingest service", "service", {"sources", "pipeline", "writer"}, TakeInSettings(), StartIngestService},
      {"feeder", "", {"sources", "pipeline"}, FeederSettings(), StartFeeder},

      {"worker", "", {"sources", "pipeline", "writer"}, {"workers", "lease_ms"}, StartWorker},
      {"server", "server", {"service"}, {"listen", "max_calls"}, StartServer},
      {"inner server", "server", {"service"}, {"max_calls"}, StartInnerServer},
      {"gateway", "", {"server"}, {"http", "grpc"}, StartGateway},
      {"far gateway",
       "",
       {},
       {"http", "grpc", "segmentation", "extraction", "ingest", "query"},
       StartFarGateway},
  };
  return parts;
}

const std::vector<Role>& Roles() {
  static const std::vector<Role> roles = {
      {"gongbao",
       "everything in one process",
       {"all stores", "memory cache", "redis cache", "language", "local segmenter",
        "local extractor", "local writer", "pipeline", "segmentation service",
        "extraction service", "query service", "ingest service", "feeder", "worker", "inner server",
        "gateway"}},
      {"gongbao-command",
       "a node for as long as one command takes",
       {"all stores", "language", "local segmenter", "local extractor", "local writer", "pipeline",
        "query service", "ingest service", "feeder", "worker", "inner server"}},
      {"gongbao-segmentation",
       "text to outline, sentences and words",
       {"local segmenter", "segmentation service", "server"}},
      {"gongbao-extraction",
       "segmented reports to facts",
       {"local extractor", "extraction service", "server"}},
      {"gongbao-ingest",
       "takes reports in and drives each through the rest",
       {"sources", "remote segmenter", "remote extractor", "remote writer", "pipeline",
        "ingest service", "feeder", "worker", "server"}},
      {"gongbao-query",
       "keeps facts and answers questions about them",
       {"facts", "memory cache", "redis cache", "language", "local writer", "query service",
        "writer service", "server"}},
      {"gongbao-gateway", "the only door: HTTP, gRPC and the page", {"far gateway"}},
  };
  return roles;
}

}  // namespace

std::span<const Part> AllParts() { return Parts(); }
std::span<const Role> AllRoles() { return Roles(); }

const Part* FindPart(std::string_view name) {
  for (const Part& part : Parts()) {
    if (part.name == name) return &part;
  }
  return nullptr;
}

const Role* FindRole(std::string_view name) {
  for (const Role& role : Roles()) {
    if (role.name == name) return &role;
  }
  return nullptr;
}

std::vector<std::string_view> SettingsOf(const Role& role) {
  std::vector<std::string_view> settings;
  const auto add = [&settings](std::string_view name) {
    if (std::find(settings.begin(), settings.end(), name) == settings.end()) {
      settings.push_back(name);
    }
  };
  for (const std::string_view part : role.parts) {
    for (const std::string_view name : FindPart(part)->settings) add(name);
  }
  add("grace_ms");
  add("log_level");
  return settings;
}

}  // namespace gongbao::node
