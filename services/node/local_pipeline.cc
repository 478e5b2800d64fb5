#include "services/node/local_pipeline.h"

#include <string_view>

#include "services/base/hash.h"

namespace gongbao::data {
extern const std::string_view extraction_rules;
}  // namespace gongbao::data

namespace gongbao::node {

std::string SegmentationVersion(const segmentation::TextSegmenter& segmenter) {
  return segmenter.version();
}

std::string ExtractionVersion() {
  return ingest::PipelineVersion({Sha256Hex(data::extraction_rules)});
}

StatusOr<std::shared_ptr<const ingest::Pipeline>> MakeLocalPipeline(const std::string& gazetteer) {
  GONGBAO_ASSIGN_OR_RETURN(std::shared_ptr<const segmentation::TextSegmenter> segmenter,
                           segmentation::TextSegmenter::Create());
  std::shared_ptr<const extraction::ReportExtractor> extractor =
      extraction::ReportExtractor::Create();
  const std::vector<std::string> versions = {SegmentationVersion(*segmenter),
                                             ExtractionVersion()};
  return ingest::Pipeline::Create(std::move(segmenter), std::move(extractor), versions, gazetteer);
}

}  // namespace gongbao::node
