// Extractor in this process: a segmented report to facts. Pure, deterministic, linear in the length
// of the text. Thread-safe.
#pragma once

#include <memory>
#include <vector>

#include "services/ports/extractor.h"

namespace gongbao::extraction {

class ReportExtractor : public ports::Extractor {
 public:
  static std::shared_ptr<const ReportExtractor> Create();

  StatusOr<std::vector<model::Fact>> Extract(const Context& context,
                                             const ports::ExtractRequest& request) const override;
};

}  // namespace gongbao::extraction
