// Every number with a unit is a quantity. One object a report.
#pragma once

#include "services/extraction/sentence_view.h"

namespace gongbao::extraction {

class QuantityEmitter : public Emitter {
 public:
  void Read(const SentenceView& sentence, std::vector<model::Fact>* facts) override;
};

}  // namespace gongbao::extraction
