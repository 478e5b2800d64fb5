// What is said of the words of a text besides the words: search terms with their places, and why a
// text is cut as it is. Value types.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "services/model/analysis.h"

namespace gongbao::model {

// Fine terms find a text by any part of it, coarse ones by its words.
enum class TermKind : uint8_t {
  kCharacter,  // fine: one character
  kPair,       // fine: two that stand side by side
  kRun,        // fine: letters and digits with points between them (22.71, pm2.5)
  kInnerWord,  // fine: a word of the dictionary inside a word (资产 in 固定资产投资)
  kWord,       // coarse: a word of the text
};
inline constexpr int kTermKindCount = 5;
std::string_view TermKindName(TermKind kind);  // "pair"

// Search terms as arrays of equal length, ordered by begin, end, kind. A term is the text from begin
// to end with ASCII letters in lower case.
struct SearchTerms {
  std::vector<uint32_t> begin;
  std::vector<uint32_t> end;
  std::vector<uint8_t> kind;
  friend bool operator==(const SearchTerms&, const SearchTerms&) = default;
};

enum class WordOrigin : uint8_t {
  kDictionary,  // of jieba's list
  kLexicon,     // of ours, or with a weight of ours
  kBundle,      // a caller's word
  kCharacter,   // a character that is no word of a list
  kUnit,        // a number, date, masked figure, Latin word, mark, or numerals joined
  kUnknown,     // made by the model of unknown words
};
inline constexpr int kWordOriginCount = 6;
std::string_view WordOriginName(WordOrigin origin);  // "dictionary"

struct ConsideredWord {
  uint32_t begin = 0;  // bytes
  uint32_t end = 0;
  WordOrigin origin = WordOrigin::kDictionary;
  WordTag tag = WordTag::kOther;
  // Logarithm of the word's probability; none for what is no word of a list. A path weighs the sum of
  // its words, and the heaviest is taken.
  std::optional<double> weight;
  // Of the heaviest path that begins with this word, to the end of its row of characters.
  std::optional<double> path_weight;
  bool taken = false;
  friend bool operator==(const ConsideredWord&, const ConsideredWord&) = default;
};

}  // namespace gongbao::model
