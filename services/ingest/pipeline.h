// The way of one source through reading, cleaning, metadata, segmentation and extraction. Thread-safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/context.h"
#include "services/base/status.h"
#include "services/ingest/clean/cleaner.h"
#include "services/ingest/metadata/metadata.h"
#include "services/ingest/reader/reader.h"
#include "services/model/analysis.h"
#include "services/model/pipeline_version.h"
#include "services/ports/extractor.h"
#include "services/ports/segmenter.h"

namespace gongbao::ingest {

struct AnalyzedDocument {
  model::Analysis analysis;
  model::OffsetMap text_map;  // clean text → source text
  CleanResult cleaning;       // with the account of what was taken out
};

struct AnalyzedSource {
  std::string source_id;  // SHA-256 of the bytes
  ReadResult source;      // source text, its map to the bytes, format
  std::vector<AnalyzedDocument> documents;  // one for each report, in order
  std::vector<Removal> outside;             // what stands in no report
};

// The step in which a pipeline failed: decode, clean, segment, extract. Kept in the error's details.
inline constexpr std::string_view kStageKey = "stage";
std::string StageOf(const Status& status);  // "" where the error has none

class Pipeline {
 public:
  // NOT_FOUND where an image is missing. digests: of the segmenter's and extractor's rule data and images; they
  // and ingest's own make the pipeline's version. The first is the segmenter's: an answer of another version
  // (its dictionary was replaced) gives the analysis that one.
  // gazetteer: see Gazetteer::OpenWith.
  static StatusOr<std::shared_ptr<const Pipeline>> Create(
      std::shared_ptr<const ports::Segmenter> segmenter,
      std::shared_ptr<const ports::Extractor> extractor, const std::vector<std::string>& digests,
      const std::string& gazetteer = "");

  // A source of several reports gives a document for each.
  //
  // The errors of Reader, Segmenter and Extractor, with the stage. CANCELLED or DEADLINE_EXCEEDED where the
  // context ended between two steps.
  // corrections: of the documents of this source, as SourceStore gives them.
  StatusOr<AnalyzedSource> Analyze(const Context& context, std::string_view bytes,
                                   std::string_view filename, const model::Hints& hints,
                                   const std::vector<model::Correction>& corrections = {}) const;

  // "<generation>-<12 hex digits>".
  const std::string& version() const { return version_; }
  const Reader& reader() const { return reader_; }
  const Cleaner& cleaner() const { return cleaner_; }
  const MetadataReader& metadata() const { return metadata_; }

 private:
  struct Given;  // with each report of a source
  StatusOr<AnalyzedDocument> AnalyzeReport(const Context& context, const Given& given,
                                           CleanedSource::Report report) const;

  Pipeline(Cleaner cleaner, MetadataReader metadata, std::shared_ptr<const ports::Segmenter> segmenter,
           std::shared_ptr<const ports::Extractor> extractor, std::vector<std::string> digests);
  std::string VersionWith(const std::string& segmentation_version) const;

  Reader reader_;
  Cleaner cleaner_;
  MetadataReader metadata_;
  std::shared_ptr<const ports::Segmenter> segmenter_;
  std::shared_ptr<const ports::Extractor> extractor_;
  std::vector<std::string> digests_;
  std::string version_;
};

using model::kPipelineGeneration;
using model::PipelineVersion;

}  // namespace gongbao::ingest
