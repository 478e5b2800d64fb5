#include "services/extraction/quantity_emitter.h"

#include <algorithm>

namespace gongbao::extraction {

using model::Bound;
using model::QuantityKind;

void QuantityEmitter::Read(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  for (const figures::Figure& figure : sentence.figures) {
    CharSpan evidence = ClauseAround(sentence, figure.core.begin);
    evidence.begin = std::min(evidence.begin, figure.span.begin);
    evidence.end = std::max(evidence.end, figure.span.end);
    const int32_t confidence = figure.implied_percent ? 700 : figure.shared_unit ? 900 : 970;
    model::Fact fact = MakeFact(sentence, evidence, figure.core, "quantity", confidence);
    fact.content = model::QuantityFact{figure.quantity};
    facts->push_back(std::move(fact));
  }
}

}  // namespace gongbao::extraction
