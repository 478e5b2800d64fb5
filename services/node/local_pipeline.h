// The pipeline with segmentation and extraction in this process. Free functions.
#pragma once

#include <memory>
#include <string>

#include "services/base/status.h"
#include "services/extraction/report_extractor.h"
#include "services/ingest/pipeline.h"
#include "services/segmentation/text_segmenter.h"

namespace gongbao::node {

// What a service says of the rules it works by; the same text in one process and in many.
std::string SegmentationVersion(const segmentation::TextSegmenter& segmenter);
std::string ExtractionVersion();

// gazetteer: see Gazetteer::OpenWith. NOT_FOUND where an image of the share folder is missing.
StatusOr<std::shared_ptr<const ingest::Pipeline>> MakeLocalPipeline(const std::string& gazetteer = "");

}  // namespace gongbao::node
