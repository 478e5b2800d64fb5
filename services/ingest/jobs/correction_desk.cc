#include "services/ingest/jobs/correction_desk.h"

#include <utility>
#include <vector>

#include "services/base/log.h"
#include "services/base/text.h"
#include "services/ingest/jobs/reading.h"
#include "services/ingest/metadata/corrected.h"

namespace gongbao::ingest {
namespace {

// A worker that knew less may be writing the same document: each meeting is one more attempt.
constexpr int kAttempts = 5;

bool MayPass(const Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kResourceExhausted:
      return true;
    default:
      return IsOutdatedMetadata(status);
  }
}

}  // namespace

CorrectionDesk::CorrectionDesk(std::shared_ptr<const Pipeline> pipeline, ports::SourceStore& sources,
                               ports::JobStore& jobs, ports::FactWriter& writer, const Clock& clock)
    : pipeline_(std::move(pipeline)), sources_(sources), jobs_(jobs), writer_(writer), clock_(clock) {}

StatusOr<CorrectionDesk::Result> CorrectionDesk::Add(const Context& context, const model::Scope& scope,
                                                     model::Correction correction) {
  GONGBAO_ASSIGN_OR_RETURN(const ports::DocumentText before,
                           sources_.GetDocumentText(scope, correction.document_id));
  GONGBAO_RETURN_IF_ERROR(CheckCorrection(pipeline_->metadata().gazetteer(), correction));
  correction.made_unix_ms = clock_.NowUnixMs();
  std::string home;
  if (correction.fields.place_id) {
    model::PlaceRef place;
    place.place_id = *correction.fields.place_id;
    home = model::HomeOf(place, correction.document_id);
  }
  GONGBAO_ASSIGN_OR_RETURN(correction.number, sources_.AddCorrection(scope, correction, home));
  Result result;
  result.correction = std::move(correction);
  const std::string& source_id = before.document.source_id;
  const std::string& document_id = before.document.id;
  const Status again = ReadAgain(context, source_id);
  if (!again.ok()) {
    Log(LogLevel::kWarning, "a corrected document could not be read again at once",
        {{"document", document_id}, {"error", Message(again)}});
    if (!MayPass(again)) return Annotate(again, "the correction is kept, but the document can't be read again");
    GONGBAO_ASSIGN_OR_RETURN(result.job, LeaveJob(scope, source_id, document_id));
    return result;
  }
  // All, not the caller's: clearing a correction may move the document to where he may not read.
  GONGBAO_ASSIGN_OR_RETURN(const ports::DocumentText after,
                           sources_.GetDocumentText(model::Scope::All(), document_id));
  if (scope.Allows(after.document.home, model::Role::kReader)) result.document = after.document;
  return result;
}

Status CorrectionDesk::ReadAgain(const Context& context, const std::string& source_id) {
  Status status;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    GONGBAO_ASSIGN_OR_RETURN(const SourceInputs inputs, GatherInputs(sources_, source_id));
    GONGBAO_ASSIGN_OR_RETURN(const SourceReading reading, ReadSource(*pipeline_, sources_, context, inputs));
    status = absl::OkStatus();
    for (const Status& written : writer_.Write(context, model::Scope::All(), WritesOf(reading))) {
      if (!written.ok()) status = written;
    }
    if (status.ok()) status = Keep(sources_, reading);
    if (!IsOutdatedMetadata(status)) return status;
  }
  return status;
}

StatusOr<std::string> CorrectionDesk::LeaveJob(const model::Scope& scope, const std::string& source_id,
                                               const std::string& document_id) {
  GONGBAO_ASSIGN_OR_RETURN(const model::Source source, sources_.GetSource(model::Scope::All(), source_id));
  model::JobItem item;
  item.source_id = source_id;
  item.byte_size = source.byte_size;
  item.display_name = source.origins.empty() ? source_id : source.origins.back().name;
  GONGBAO_ASSIGN_OR_RETURN(const model::Job job, jobs_.CreateJob(scope, "correction of " + document_id));
  GONGBAO_RETURN_IF_ERROR(jobs_.AddItems(scope, job.id, {item}));
  GONGBAO_RETURN_IF_ERROR(jobs_.SealJob(scope, job.id).status());
  return job.id;
}

}  // namespace gongbao::ingest
