#include "services/model/pipeline_version.h"

#include "services/base/hash.h"
#include "services/base/text.h"

namespace gongbao::model {

std::string PipelineVersion(const std::vector<std::string>& digests) {
  return std::to_string(kPipelineGeneration) + "-" + Sha256Hex(Join(digests, "\n")).substr(0, 12);
}

}  // namespace gongbao::model
