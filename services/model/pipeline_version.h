// The version of a pipeline, or of a part of it: by which code and rules an answer was made. Pure
// functions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gongbao::model {

// Raised by whoever changes what the pipeline makes of the same text in code rather than in rule data.
inline constexpr int64_t kPipelineGeneration = 4;
// "<generation>-<12 hex digits>" of the digests of rules, lexicons and images.
std::string PipelineVersion(const std::vector<std::string>& digests);

}  // namespace gongbao::model
