// Reads a stored source with everything that is known of it, and keeps what came of it. Thread-safe.
#pragma once

#include <string>
#include <vector>

#include "services/base/context.h"
#include "services/base/status.h"
#include "services/ingest/jobs/hints.h"
#include "services/ingest/pipeline.h"
#include "services/model/correction.h"
#include "services/ports/fact_writer.h"
#include "services/ports/source_store.h"

namespace gongbao::ingest {

// Everything but the bytes that goes into a reading of a source.
struct SourceInputs {
  std::string source_id;
  OriginHints given;
  std::vector<model::Correction> corrections;
  int64_t metadata_version = 0;  // origins and corrections
  std::string digest;            // of names, hints and corrections
};
StatusOr<SourceInputs> GatherInputs(ports::SourceStore& sources, const std::string& source_id);

// What a source gave, ready to be written.
struct SourceReading {
  AnalyzedSource analyzed;
  std::vector<std::string> vanished;  // documents that the source no longer gives
  int64_t metadata_version = 0;
  size_t text_bytes = 0;
  ports::Reading by;  // by what it was read, with the number of facts
};

// The source through the pipeline. The stage at which an error happened is in the error: see StageOf; none where it was
// the store's.
StatusOr<SourceReading> ReadSource(const Pipeline& pipeline, ports::SourceStore& sources, const Context& context,
                                   const SourceInputs& inputs);

// What query has to do: documents to delete, then analyses to store.
std::vector<ports::WriteItem> WritesOf(const SourceReading& reading);

// Keeps the source text, the clean texts and the maps between them. FAILED_PRECONDITION (OUTDATED_ANALYSIS): what is
// stored was read knowing more.
Status Keep(ports::SourceStore& sources, const SourceReading& reading);

// Whether an error says that what is stored was read knowing more of the source: to be read again.
bool IsOutdatedMetadata(const Status& status);

}  // namespace gongbao::ingest
