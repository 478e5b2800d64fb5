// The emitters of facts that a report states in words: problems, honours, projects, commitments and
// entities. Made for one report.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "services/extraction/report_context.h"
#include "services/extraction/sentence_view.h"

namespace gongbao::extraction {

void AddStatedEmitters(std::string_view text, const ReportContext& report,
                       const model::Segmentation& segmentation,
                       std::vector<std::unique_ptr<Emitter>>* emitters);

}  // namespace gongbao::extraction
