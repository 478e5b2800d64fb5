// Recognises figures in a sentence: a number with its unit, its bounds and its kind. Read-only,
// thread-safe, one pass, linear in the length of the text.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/language/figures/word_trie.h"
#include "services/model/fact.h"

namespace gongbao::figures {

// Half-open stretch of characters (not bytes).
struct CharSpan {
  uint32_t begin = 0;
  uint32_t end = 0;
  bool Contains(uint32_t at) const { return begin <= at && at < end; }
  friend bool operator==(const CharSpan&, const CharSpan&) = default;
};

struct Figure {
  CharSpan span;  // with bound words
  CharSpan core;  // number and unit
  // bound: of 以上 it is kOver here, since only the context tells a target; see `above`.
  model::Quantity quantity;
  bool above = false;            // 以上
  bool signed_number = false;    // printed with + or -
  bool implied_percent = false;  // 增长6 without a unit
  bool shared_unit = false;      // the unit stands behind a later number (15、22个百分点)
};

class FigureScanner {
 public:
  static const FigureScanner& Get();
  explicit FigureScanner(std::string_view not_figures, std::string_view bounds);

  // Figures of one sentence in order. blocked: stretches (dates, periods) in order, in which no
  // figure begins.
  std::vector<Figure> Scan(std::u32string_view text, const std::vector<CharSpan>& blocked) const;

  // Whether the words at `at` only look like a unit (项目 after 3).
  bool IsOtherWord(std::u32string_view text, size_t at) const;
  // Length of the fixed phrase at `at` that counts nothing; 0 where there is none.
  size_t FixedPhrase(std::u32string_view text, size_t at) const;
  // Whether a word stands right before `end` after which a bare number is a percentage.
  bool IsRateWordBefore(std::u32string_view text, size_t end) const;

 private:
  WordTrie fixed_phrases_;
  WordTrie other_words_;
  WordTrie rate_words_;  // reversed
};

}  // namespace gongbao::figures
