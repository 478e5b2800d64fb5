// The way over a report's sentences that makes its facts, for those who want to look on. Free
// functions, thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/report_context.h"
#include "services/extraction/sentence_view.h"
#include "services/ports/extractor.h"

namespace gongbao::extraction {

// Looks on while a report is read.
class SentenceWatch {
 public:
  virtual ~SentenceWatch() = default;
  // Where readers write what they consider in this sentence; null for nothing. Outlives the reading.
  virtual Trace* TraceFor(int32_t sentence) = 0;
  virtual void Seen(const SentenceView& sentence, const ReportContext& report) = 0;
};

// watch: null for nobody. Errors as Extractor::Extract.
StatusOr<std::vector<model::Fact>> ReadReport(const Context& context,
                                              const ports::ExtractRequest& request,
                                              SentenceWatch* watch);

}  // namespace gongbao::extraction
