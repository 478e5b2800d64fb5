#include "services/extraction/sentence_view.h"

#include "services/base/text.h"

namespace gongbao::extraction {
namespace {

bool EndsClause(char32_t c) {
  static constexpr std::u32string_view kMarks = U"，。；：！？!?,;\n\t";
  return kMarks.find(c) != std::u32string_view::npos;
}

}  // namespace

SentenceView ReadSentence(std::string_view text, const model::Segmentation& segmentation,
                          int32_t index, const PlaceNames& places) {
  const model::Sentence& sentence = segmentation.sentences[index];
  SentenceView view;
  view.index = index;
  view.section = sentence.section;
  view.paragraph = sentence.paragraph;
  view.heading = sentence.heading;
  view.role = segmentation.sections[sentence.section].role;
  view.span = sentence.span;
  view.text = sentence.span.In(text);
  view.chars.reserve(view.text.size() / 3 + 8);
  view.at.reserve(view.text.size() / 3 + 9);
  for (size_t i = 0; i < view.text.size();) {
    const CodePoint c = DecodeAt(view.text, i);
    view.chars.push_back(c.value);
    view.at.push_back(sentence.span.begin + static_cast<uint32_t>(i));
    i += c.length;
  }
  view.at.push_back(sentence.span.end);
  view.periods = PeriodScanner::Get().Scan(view.chars);
  std::vector<CharSpan> blocked;
  for (const PeriodMark& mark : view.periods) blocked.push_back(mark.span);
  view.figures = figures::FigureScanner::Get().Scan(view.chars, blocked);
  view.tokens = Tokenize(view.chars, view.figures, view.periods, places);
  return view;
}

model::Fact MakeFact(const SentenceView& sentence, CharSpan evidence, CharSpan anchor,
                     std::string_view rule, int32_t confidence_per_mille) {
  model::Fact fact;
  fact.evidence = sentence.Bytes(evidence);
  fact.anchor = sentence.Bytes(anchor);
  fact.quote =
      sentence.text.substr(fact.evidence.begin - sentence.span.begin, fact.evidence.size());
  fact.sentence = sentence.index;
  fact.section = sentence.section;
  fact.rule = rule;
  fact.confidence_per_mille = confidence_per_mille;
  return fact;
}

CharSpan ClauseAround(const SentenceView& sentence, uint32_t at) {
  constexpr uint32_t kReach = 200;  // a clause of a sane report is shorter
  uint32_t begin = at;
  while (begin > 0 && at - begin < kReach && !EndsClause(sentence.chars[begin - 1])) --begin;
  uint32_t end = at;
  const auto size = static_cast<uint32_t>(sentence.chars.size());
  while (end < size && end - at < kReach && !EndsClause(sentence.chars[end])) ++end;
  return {begin, end};
}

}  // namespace gongbao::extraction
