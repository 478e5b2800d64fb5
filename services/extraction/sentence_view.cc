#include "services/extraction/sentence_view.h"

#include <utility>

#include "services/base/text.h"
#include "services/extraction/clauses.h"
#include "services/language/figures/numeral.h"
#include "services/language/script/width.h"

namespace gongbao::extraction {
namespace {

bool EndsClause(char32_t c) {
  static constexpr std::u32string_view kMarks = U"，。；：！？!?,;\n\t";
  return kMarks.find(c) != std::u32string_view::npos;
}

bool IsSpace(char32_t c) { return c == U' ' || c == U'\u3000' || c == U'\u00A0' || c == U'\u2009'; }

bool IsWide(char32_t c) { return c >= U'\u2E80'; }

// Decodes a sentence, without the spaces that its figures may hold: 12.6 亿元, 15 %, 6 229公顷.
class Decoder {
 public:
  explicit Decoder(SentenceView* view) : view_(*view) {}

  void Run() {
    view_.chars.reserve(view_.text.size() / 3 + 8);
    view_.at.reserve(view_.text.size() / 3 + 9);
    view_.till.reserve(view_.text.size() / 3 + 8);
    for (size_t i = 0; i < view_.text.size();) {
      const CodePoint c = DecodeAt(view_.text, i);
      const auto next = static_cast<uint32_t>(i + c.length);
      if (!IsSpace(c.value) || KeepsSpace(next)) Push(c.value, static_cast<uint32_t>(i), next);
      i = next;
    }
    view_.at.push_back(view_.span.end);
  }

 private:
  static char32_t Narrow(char32_t c) {
    const char32_t narrow = script::HalfWidthLetter(c);
    return narrow != 0 ? narrow : c == U'．' ? U'.' : c == U'℅' ? U'%' : c;
  }

  void Push(char32_t c, uint32_t begin, uint32_t end) {
    view_.chars.push_back(Narrow(c));
    view_.at.push_back(view_.span.begin + begin);
    view_.till.push_back(view_.span.begin + end);
  }

  char32_t CharAt(uint32_t byte) const {
    return byte < view_.text.size() ? Narrow(DecodeAt(view_.text, byte).value) : U'\0';
  }

  // Whether a space before `next` parts two words or two figures.
  bool KeepsSpace(uint32_t next) const {
    if (view_.chars.empty()) return false;
    const char32_t before = view_.chars.back();
    const char32_t after = CharAt(next);
    if (IsSpace(before)) return false;
    if (figures::IsDigit(before) && figures::IsDigit(after)) return !IsGroup(next);
    const bool figure = figures::IsDigit(before) || figures::IsDigit(after);
    const bool sign = after == U'%' || after == U'‰' || after == U'℃' || before == U'.' || after == U'.';
    if (figure && (IsWide(before) || IsWide(after) || sign)) return false;
    return !IsWide(before) || !IsWide(after);
  }

  // 6 229: one to three digits, a space, and just three more.
  bool IsGroup(uint32_t next) const {
    size_t digits = 0;
    while (digits < view_.chars.size() && digits < 4 &&
           figures::IsDigit(view_.chars[view_.chars.size() - 1 - digits]))
      ++digits;
    if (digits == 0 || digits > 3) return false;
    for (uint32_t i = 0; i < 3; ++i) {
      if (!figures::IsDigit(CharAt(next + i))) return false;
    }
    return !figures::IsDigit(CharAt(next + 3));
  }

  SentenceView& view_;
};

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
  Decoder(&view).Run();
  view.periods = PeriodScanner::Get().Scan(view.chars);
  std::vector<CharSpan> blocked;
  for (const PeriodMark& mark : view.periods) blocked.push_back(mark.span);
  view.clauses = ClausesOf(view.chars);
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
