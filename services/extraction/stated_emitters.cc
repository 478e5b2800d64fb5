#include "services/extraction/stated_emitters.h"

#include "services/extraction/commitments.h"
#include "services/extraction/entities.h"
#include "services/extraction/honours.h"
#include "services/extraction/problems.h"
#include "services/extraction/projects.h"

namespace gongbao::extraction {

void AddStatedEmitters(std::string_view text, const ReportContext& report,
                       const model::Segmentation& segmentation,
                       std::vector<std::unique_ptr<Emitter>>* emitters) {
  emitters->push_back(std::make_unique<ProblemEmitter>(text, segmentation));
  emitters->push_back(std::make_unique<HonourEmitter>(report));
  // Promises look at the projects of their sentence.
  emitters->push_back(std::make_unique<ProjectEmitter>(report));
  emitters->push_back(std::make_unique<CommitmentEmitter>(text));
  emitters->push_back(std::make_unique<EntityEmitter>(report, segmentation));
}

}  // namespace gongbao::extraction
