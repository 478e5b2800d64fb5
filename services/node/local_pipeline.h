// The pipeline with segmentation and extraction in this process. Free functions.
#pragma once

#include <memory>

#include "services/base/status.h"
#include "services/ingest/pipeline.h"

namespace gongbao::node {

// NOT_FOUND where an image of the share folder is missing.
StatusOr<std::shared_ptr<const ingest::Pipeline>> MakeLocalPipeline();

}  // namespace gongbao::node
