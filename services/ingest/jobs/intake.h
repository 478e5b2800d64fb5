// Takes files in: stores their bytes as sources with their origins, and makes the items of a job of them. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "services/base/clock.h"
#include "services/base/status.h"
#include "services/ingest/reader/limits.h"
#include "services/model/document.h"
#include "services/model/scope.h"
#include "services/ports/job_store.h"
#include "services/ports/source_store.h"

namespace gongbao::ingest {

// A file as it arrives.
struct Arrival {
  std::string name;  // file name or address
  std::string_view bytes;
  model::Hints hints;
  std::string text_column;  // for CSV and JSONL
};

struct Admission {
  std::string sha256;           // of the file's bytes
  bool already_stored = false;  // every source of it was there
  int64_t items = 0;
};

class Intake {
 public:
  static constexpr size_t kMaxNameBytes = 1024;

  // The stores and the clock must outlive the intake.
  Intake(ports::SourceStore& sources, ports::JobStore& jobs, const IntakeLimits& limits = {},
         const Clock& clock = Clock::System());

  const IntakeLimits& limits() const { return limits_; }

  // Stores the file and adds its items to an open job: one, or one for each text of a container; what can't be read of
  // a container is a failed item. The same bytes are one source, whatever their names. INVALID_ARGUMENT,
  // RESOURCE_EXHAUSTED (LIMIT_EXCEEDED), FAILED_PRECONDITION (JOB_STATE), and the stores' errors; items added before an
  // error stay.
  StatusOr<Admission> Add(const model::Scope& scope, const std::string& job_id, const Arrival& arrival);

 private:
  StatusOr<Admission> AddLeaves(const model::Scope& scope, const std::string& job_id, const Arrival& arrival);
  StatusOr<model::JobItem> Store(const model::Scope& scope, std::string_view bytes, model::Origin origin,
                                 bool* already_stored);

  ports::SourceStore& sources_;
  ports::JobStore& jobs_;
  const IntakeLimits limits_;
  const Clock& clock_;
};

}  // namespace gongbao::ingest
