// How each part of a process starts: see the table in roles.cc. UNAVAILABLE where a store, a port or
// another process can't be had. One thread at a time.
#pragma once

#include "services/base/status.h"

namespace gongbao::node {

struct Runtime;

Status StartFactStore(Runtime* runtime);
Status StartSourceStore(Runtime* runtime);
Status StartAllStores(Runtime* runtime);
Status StartMemoryCache(Runtime* runtime);
Status StartRedisCache(Runtime* runtime);
Status StartLanguage(Runtime* runtime);

Status StartLocalSegmenter(Runtime* runtime);
Status StartLocalExtractor(Runtime* runtime);
Status StartLocalWriter(Runtime* runtime);
Status StartRemoteSegmenter(Runtime* runtime);
Status StartRemoteExtractor(Runtime* runtime);
Status StartRemoteWriter(Runtime* runtime);
Status StartPipeline(Runtime* runtime);

Status StartSegmentationService(Runtime* runtime);
Status StartExtractionService(Runtime* runtime);
Status StartQueryService(Runtime* runtime);
Status StartWriterService(Runtime* runtime);
Status StartIngestService(Runtime* runtime);

Status StartFeeder(Runtime* runtime);
Status StartWorker(Runtime* runtime);
Status StartServer(Runtime* runtime);
Status StartInnerServer(Runtime* runtime);
Status StartGateway(Runtime* runtime);
Status StartFarGateway(Runtime* runtime);

}  // namespace gongbao::node
