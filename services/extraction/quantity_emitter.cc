#include "services/extraction/quantity_emitter.h"

#include <algorithm>

#include "services/language/figures/numeral.h"

namespace gongbao::extraction {

using model::Bound;
using model::QuantityKind;

namespace {

// 2000万元以上企业, 20户以上自然村: the figure describes a class of things; 3个以上示范村 counts
// them.
bool DescribesClass(const SentenceView& sentence, size_t token) {
  const QuantityKind kind = sentence.figures[sentence.tokens[token].index].quantity.kind;
  if (kind == QuantityKind::kCount || kind == QuantityKind::kPercent ||
      kind == QuantityKind::kPoints)
    return false;
  if (token + 1 >= sentence.tokens.size()) return false;
  const Token& next = sentence.tokens[token + 1];
  switch (next.kind) {
    case TokenKind::kUnknown:
    case TokenKind::kName:
      return true;
    case TokenKind::kCue:
      return !next.Is(kUp | kDown | kLink);
    default:
      return false;
  }
}

// How sure it is that the words count something, per mille; the benchmark of confidence prints how
// often each grade is right. Chinese numerals stand in slogans and set phrases as well (五大行动,
// 三年攻坚), figures without a unit of their own are read by what stands around them.
int32_t ConfidenceOf(const figures::Figure& figure, std::u32string_view chars) {
  if (figure.implied_percent) return 800;
  const char32_t first = chars[figure.core.begin];
  const bool chinese = figures::IsChineseDigit(first) || figures::IsScale(first);
  if (chinese && figure.quantity.kind == QuantityKind::kDuration) return 800;
  if (chinese && figure.quantity.kind == QuantityKind::kCount) return 860;
  if (chinese || figure.shared_unit) return 920;
  if (figure.quantity.kind == QuantityKind::kDuration) return 920;
  if (figure.quantity.masked || figure.quantity.printed_value_max) return 950;
  return 980;
}

}  // namespace

void QuantityEmitter::Read(const SentenceView& sentence, std::vector<model::Fact>* facts) {
  for (size_t i = 0; i < sentence.tokens.size(); ++i) {
    if (sentence.tokens[i].kind != TokenKind::kFigure) continue;
    figures::Figure figure = sentence.figures[sentence.tokens[i].index];
    const bool target = sentence.status[i] == model::FactStatus::kTarget;
    if (figure.above && target && !DescribesClass(sentence, i))
      figure.quantity.bound = Bound::kAtLeast;
    CharSpan evidence = ClauseAround(sentence, figure.core.begin);
    evidence.begin = std::min(evidence.begin, figure.span.begin);
    evidence.end = std::max(evidence.end, figure.span.end);
    const int32_t confidence = ConfidenceOf(figure, sentence.chars);
    model::Fact fact = MakeFact(sentence, evidence, figure.core, "quantity", confidence);
    fact.content = model::QuantityFact{figure.quantity};
    facts->push_back(std::move(fact));
  }
}

}  // namespace gongbao::extraction
