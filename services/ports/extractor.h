// Port: a segmented report to facts. Implementations are thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "services/base/context.h"
#include "services/base/status.h"
#include "services/model/analysis.h"

namespace gongbao::ports {

struct ExtractRequest {
  std::string_view text;  // clean text, UTF-8
  const model::Document* document = nullptr;          // kind, place, year, term are read; not null
  const model::Segmentation* segmentation = nullptr;  // outline, sentences, words of text; not null
};

class Extractor {
 public:
  virtual ~Extractor() = default;
  // Facts in order of their evidence (then kind), without ids. INVALID_ARGUMENT: spans outside the
  // text.
  virtual StatusOr<std::vector<model::Fact>> Extract(const Context& context,
                                                     const ExtractRequest& request) const = 0;
};

}  // namespace gongbao::ports
