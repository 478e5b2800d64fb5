// What one pass recognises in a sentence, and what the emitters of facts read. Value types, built
// for one report and used by one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/extraction/lexer.h"
#include "services/extraction/period_scanner.h"
#include "services/extraction/trace.h"
#include "services/language/figures/figure_scanner.h"
#include "services/model/analysis.h"
#include "services/model/fact.h"
#include "services/model/span.h"

namespace gongbao::extraction {

using figures::CharSpan;

// A sentence of the report. Offsets are characters of the sentence; Bytes leads to the text.
struct SentenceView {
  int32_t index = 0;    // in the segmentation
  int32_t section = 0;  // innermost section
  int32_t paragraph = 0;
  bool heading = false;
  model::SectionRole role = model::SectionRole::kUnknown;
  model::Span span;                 // in the text
  std::string_view text;            // UTF-8
  // The same decoded; full-width digits, letters and % are narrow, and stray spaces are left out
  // (a text that was cleaned has neither).
  std::u32string chars;
  std::vector<uint32_t> at;    // byte offset in the report of each character, and of the end
  std::vector<uint32_t> till;  // where each character ends
  std::vector<PeriodMark> periods;  // and dates
  std::vector<figures::Figure> figures;
  std::vector<CharSpan> clauses;  // see ClausesOf
  std::vector<Token> tokens;              // of the whole sentence, in order
  std::vector<model::FactStatus> status;  // at each token
  std::vector<bool> expected;             // 预计 speaks of the token
  bool aims_follow = false;        // in a paragraph below a heading such as 主要目标
  Trace* trace = nullptr;                 // null unless somebody asks why

  model::Span Bytes(CharSpan chars_span) const {
    const uint32_t begin = at[chars_span.begin];
    return {begin, chars_span.end > chars_span.begin ? till[chars_span.end - 1] : begin};
  }
  std::u32string_view View() const { return chars; }
  std::u32string_view In(CharSpan s) const { return View().substr(s.begin, s.end - s.begin); }
};

// Decodes a sentence and recognises periods, figures and tokens; leaves the status empty.
SentenceView ReadSentence(std::string_view text, const model::Segmentation& segmentation,
                          int32_t index, const PlaceNames& places);

// Makes one kind of fact. One object serves one report: it may keep state from sentence to
// sentence.
class Emitter {
 public:
  virtual ~Emitter() = default;
  virtual void Read(const SentenceView& sentence, std::vector<model::Fact>* facts) = 0;
  // After the last sentence.
  virtual void Finish(std::vector<model::Fact>*) {}
};

// A fact with place, quote, rule and confidence filled in; the anchor must lie in the evidence.
model::Fact MakeFact(const SentenceView& sentence, CharSpan evidence, CharSpan anchor,
                     std::string_view rule, int32_t confidence_per_mille);

// The clause around `at`: from the mark before it (，。；：) to the one behind it.
CharSpan ClauseAround(const SentenceView& sentence, uint32_t at);

}  // namespace gongbao::extraction
