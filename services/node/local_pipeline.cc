#include "services/node/local_pipeline.h"

namespace gongbao::node {

std::string SegmentationVersion(const segmentation::TextSegmenter& segmenter) {
  return ingest::PipelineVersion({segmenter.digest()});
}

std::string ExtractionVersion(const extraction::ReportExtractor&) {
  return ingest::PipelineVersion({});
}

StatusOr<std::shared_ptr<const ingest::Pipeline>> MakeLocalPipeline() {
  GONGBAO_ASSIGN_OR_RETURN(std::shared_ptr<const segmentation::TextSegmenter> segmenter,
                           segmentation::TextSegmenter::Create());
  std::shared_ptr<const extraction::ReportExtractor> extractor =
      extraction::ReportExtractor::Create();
  const std::vector<std::string> versions = {SegmentationVersion(*segmenter),
                                             ExtractionVersion(*extractor)};
  return ingest::Pipeline::Create(std::move(segmenter), std::move(extractor), versions);
}

}  // namespace gongbao::node
