// Takes what people say of documents: keeps it, and reads the document again at once. Thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "services/base/clock.h"
#include "services/base/context.h"
#include "services/base/status.h"
#include "services/ingest/pipeline.h"
#include "services/model/correction.h"
#include "services/model/scope.h"
#include "services/ports/fact_writer.h"
#include "services/ports/job_store.h"
#include "services/ports/source_store.h"

namespace gongbao::ingest {

class CorrectionDesk {
 public:
  // The stores, the writer and the clock must outlive the desk.
  CorrectionDesk(std::shared_ptr<const Pipeline> pipeline, ports::SourceStore& sources, ports::JobStore& jobs,
                 ports::FactWriter& writer, const Clock& clock = Clock::System());

  struct Result {
    model::Correction correction;              // with number and time
    std::optional<model::Document> document;   // as it was read again
    std::string job;                           // where it could not be read now: the job that will
  };
  // NOT_FOUND: no such document. INVALID_ARGUMENT: see CheckCorrection. PERMISSION_DENIED. Once it is kept it
  // holds, whatever becomes of reading the document again: an error of that which another attempt may not meet
  // leaves a job behind, any other is given.
  StatusOr<Result> Add(const Context& context, const model::Scope& scope, model::Correction correction);

 private:
  Status ReadAgain(const Context& context, const std::string& source_id);
  StatusOr<std::string> LeaveJob(const model::Scope& scope, const std::string& source_id,
                                 const std::string& document_id);

  const std::shared_ptr<const Pipeline> pipeline_;
  ports::SourceStore& sources_;
  ports::JobStore& jobs_;
  ports::FactWriter& writer_;
  const Clock& clock_;
};

}  // namespace gongbao::ingest
