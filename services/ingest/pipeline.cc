#include "services/ingest/pipeline.h"

#include <set>
#include <utility>

#include "services/base/hash.h"
#include "services/base/text.h"
#include "services/model/fingerprint.h"

namespace gongbao::ingest {
namespace {

Status WithStage(const Status& status, std::string_view stage) {
  ErrorValues values = ErrorDetails(status);
  for (const auto& value : values) {
    if (value.first == kStageKey) return status;
  }
  values.emplace_back(std::string(kStageKey), std::string(stage));
  const std::optional<std::string> name = ErrorReason(status);
  Reason reason = Reason::kInternal;
  for (int i = 0; name && i <= static_cast<int>(Reason::kInternal); ++i) {
    if (ReasonName(static_cast<Reason>(i)) == *name) reason = static_cast<Reason>(i);
  }
  Status staged = MakeError(status.code(), reason, Message(status), std::move(values));
  if (const auto after = RetryAfterMs(status)) staged = WithRetryAfter(staged, *after);
  return staged;
}

Status CheckContext(const Context& context) {
  if (context.cancelled && context.cancelled()) {
    return MakeError(absl::StatusCode::kCancelled, Reason::kInternal, "the caller has gone");
  }
  if (context.Expired()) {
    return MakeError(absl::StatusCode::kDeadlineExceeded, Reason::kInternal,
                     "the deadline passed before the report was read");
  }
  return absl::OkStatus();
}

// Ids from the anchors' places in the source text. Two facts that hang on the same words and go by the same name
// are told apart by their order.
void AssignFactIds(const model::OffsetMap& text_map, model::Analysis* analysis) {
  std::set<std::string> taken;
  for (model::Fact& fact : analysis->facts) {
    fact.document = analysis->document.id;
    const model::Span anchor = text_map.Cover(fact.anchor);
    fact.id = model::FactId(fact, analysis->document.id, anchor);
    for (int n = 2; !taken.insert(fact.id).second; ++n) {
      fact.id = Sha256Hex(Cat({model::FactId(fact, analysis->document.id, anchor), "#",
                               std::to_string(n)})).substr(0, 32);
    }
  }
}

}  // namespace

std::string StageOf(const Status& status) {
  for (const auto& [key, value] : ErrorDetails(status)) {
    if (key == kStageKey) return value;
  }
  return "";
}

StatusOr<std::shared_ptr<const Pipeline>> Pipeline::Create(
    std::shared_ptr<const ports::Segmenter> segmenter, std::shared_ptr<const ports::Extractor> extractor,
    const std::vector<std::string>& digests, const std::string& gazetteer) {
  GONGBAO_ASSIGN_OR_RETURN(Cleaner cleaner, Cleaner::Create());
  GONGBAO_ASSIGN_OR_RETURN(MetadataReader metadata, MetadataReader::Create(gazetteer));
  std::vector<std::string> all = digests;
  all.push_back(cleaner.digest());
  all.push_back(metadata.gazetteer().digest());
  all.push_back(std::string(Reader::kVersion));
  return std::shared_ptr<const Pipeline>(new Pipeline(std::move(cleaner), std::move(metadata),
                                                      std::move(segmenter), std::move(extractor),
                                                      std::move(all)));
}

Pipeline::Pipeline(Cleaner cleaner, MetadataReader metadata,
                   std::shared_ptr<const ports::Segmenter> segmenter,
                   std::shared_ptr<const ports::Extractor> extractor, std::vector<std::string> digests)
    : cleaner_(std::move(cleaner)), metadata_(std::move(metadata)), segmenter_(std::move(segmenter)),
      extractor_(std::move(extractor)), digests_(std::move(digests)),
      version_(PipelineVersion(digests_)) {}

std::string Pipeline::VersionWith(const std::string& segmentation_version) const {
  if (segmentation_version.empty() || digests_[0] == segmentation_version) return version_;
  std::vector<std::string> digests = digests_;
  digests[0] = segmentation_version;
  return PipelineVersion(digests);
}

struct Pipeline::Given {
  const AnalyzedSource* source;
  std::string_view filename;
  const model::Hints* hints;
  // Of a source of several reports: lines in front of the first.
  const std::vector<std::string>* front;
  const std::vector<model::Correction>* corrections;
  bool several = false;
};

namespace {

// What is said of a book of reports is not said of each: title, place and year are read from the report.
model::Hints HintsForOneOfMany(const model::Hints& hints) {
  model::Hints own = hints;
  own.title.clear();
  own.place.clear();
  own.place_id.clear();
  own.year.reset();
  return own;
}

}  // namespace

StatusOr<AnalyzedSource> Pipeline::Analyze(const Context& context, std::string_view bytes,
                                           std::string_view filename, const model::Hints& hints,
                                           const std::vector<model::Correction>& corrections) const {
  AnalyzedSource result;
  result.source_id = Sha256Hex(bytes);
  StatusOr<ReadResult> read = reader_.Read(bytes, filename, hints);
  if (!read.ok()) return WithStage(read.status(), "decode");
  result.source = std::move(*read);
  GONGBAO_RETURN_IF_ERROR(CheckContext(context));
  CleanedSource cleaned = cleaner_.CleanReports(result.source.text);
  result.outside = std::move(cleaned.outside);
  const bool several = cleaned.reports.size() > 1;
  const model::Hints own = several ? HintsForOneOfMany(hints) : hints;
  for (CleanedSource::Report& report : cleaned.reports) {
    GONGBAO_ASSIGN_OR_RETURN(
        AnalyzedDocument document,
        AnalyzeReport(context, {&result, filename, &own, &cleaned.front, &corrections, several}, std::move(report)));
    if (several && !hints.title.empty()) {
      document.analysis.document.warnings.push_back("the hint of a title is of the whole source, which holds " +
                                                    std::to_string(cleaned.reports.size()) + " reports");
    }
    document.analysis.revision = model::RevisionOf(document.analysis);
    result.documents.push_back(std::move(document));
  }
  return result;
}

StatusOr<AnalyzedDocument> Pipeline::AnalyzeReport(const Context& context, const Given& given,
                                                   CleanedSource::Report report) const {
  AnalyzedDocument one;
  one.cleaning = std::move(report.cleaning);
  one.text_map = one.cleaning.map;
  if (Strip(one.cleaning.text).empty()) {
    return WithStage(MakeError(absl::StatusCode::kInvalidArgument, Reason::kEmptyText,
                               "nothing is left of the text after cleaning"),
                     "clean");
  }
  const ReadResult& source = given.source->source;
  model::Analysis& analysis = one.analysis;
  std::vector<std::string> furniture = one.cleaning.furniture;
  if (given.several) furniture.insert(furniture.end(), given.front->begin(), given.front->end());
  const int64_t offset = report.source_begin;
  const std::string id = model::DocumentId(given.source->source_id, offset);
  const model::CorrectedFields corrected = model::Combine(*given.corrections, id);
  analysis.document = metadata_.Read({one.cleaning.text, &furniture, given.several ? "" : source.page_title,
                                      source.published, given.filename, given.hints, &corrected});
  model::Document& document = analysis.document;
  document.id = id;
  document.source_id = given.source->source_id;
  document.source_offset = offset;
  document.home = model::HomeOf(document.place, document.id);
  document.warnings.insert(document.warnings.end(), source.warnings.begin(), source.warnings.end());
  analysis.clean_text = one.cleaning.text;
  analysis.pipeline_version = version_;
  GONGBAO_RETURN_IF_ERROR(CheckContext(context));

  StatusOr<ports::SegmentAnswer> segmentation =
      segmenter_->Answer(context, {.text = analysis.clean_text, .kind = document.kind, .year = document.year});
  if (!segmentation.ok()) return WithStage(segmentation.status(), "segment");
  analysis.segmentation = std::move(segmentation->segmentation);
  analysis.pipeline_version = VersionWith(segmentation->version);
  GONGBAO_RETURN_IF_ERROR(CheckContext(context));

  StatusOr<std::vector<model::Fact>> facts = extractor_->Extract(
      context, {.text = analysis.clean_text, .document = &document, .segmentation = &analysis.segmentation});
  if (!facts.ok()) return WithStage(facts.status(), "extract");
  analysis.facts = std::move(*facts);
  AssignFactIds(one.text_map, &analysis);
  analysis.fingerprint = model::MakeFingerprint(analysis.clean_text);
  return one;
}

}  // namespace gongbao::ingest
