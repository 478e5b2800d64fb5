// Named works and investment projects, with their stage and investment. One object a report.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/extraction/sentence_view.h"

namespace gongbao::extraction {

class ProjectEmitter : public Emitter {
 public:
  void Read(const SentenceView& sentence, std::vector<model::Fact>* facts) override;

 private:
  struct Verb {
    CharSpan span;
    model::ProjectStage stage = model::ProjectStage::kUnknown;
    bool drives = false;  // 加快, 推进: what they speak of has begun
  };

  std::vector<Verb> FindVerbs(const SentenceView& sentence, CharSpan clause) const;
  void ReadRegion(const SentenceView& sentence, CharSpan clause, CharSpan region,
                  const Verb* before, const Verb* behind, std::vector<model::Fact>* facts);

  std::set<std::pair<std::string, model::FactStatus>> seen_;  // one record a project and status
};

}  // namespace gongbao::extraction
