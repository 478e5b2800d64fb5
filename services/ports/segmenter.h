// Port: text to outline, sentences and words. Implementations are thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "services/base/context.h"
#include "services/base/status.h"
#include "services/model/analysis.h"

namespace gongbao::ports {

struct SegmentRequest {
  std::string_view text;  // UTF-8, at most 16 MiB
  model::DocumentKind kind = model::DocumentKind::kUnknown;
  std::optional<int32_t> year;  // under review
  bool outline = true;
  bool sentences = true;
  bool tokens = true;
};

class Segmenter {
 public:
  virtual ~Segmenter() = default;
  // INVALID_ARGUMENT: not UTF-8 (the byte is named). RESOURCE_EXHAUSTED: too long.
  virtual StatusOr<model::Segmentation> Segment(const Context& context,
                                                const SegmentRequest& request) const = 0;
};

}  // namespace gongbao::ports
