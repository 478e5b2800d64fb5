#include "services/node/local_pipeline.h"

#include "services/extraction/report_extractor.h"
#include "services/segmentation/text_segmenter.h"

namespace gongbao::node {

StatusOr<std::shared_ptr<const ingest::Pipeline>> MakeLocalPipeline() {
  GONGBAO_ASSIGN_OR_RETURN(std::shared_ptr<const segmentation::TextSegmenter> segmenter,
                           segmentation::TextSegmenter::Create());
  const std::string digest = segmenter->digest();
  return ingest::Pipeline::Create(std::move(segmenter), extraction::ReportExtractor::Create(),
                                  {digest});
}

}  // namespace gongbao::node
