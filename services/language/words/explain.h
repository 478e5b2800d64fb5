// Why a text is cut as it is: the words that were considered, their weights, and those taken. Thread
// rule: a pure function.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "services/language/words/word_segmenter.h"

namespace gongbao::words {

enum class WordOrigin {
  kDictionary,  // of jieba's list
  kLexicon,     // of ours, or with a weight of ours
  kBundle,      // a caller's word
  kCharacter,   // a character that begins no word
  kUnit,        // a number, date, masked figure, Latin word, mark, or numerals joined
  kUnknown,     // made by the model of unknown words
};
inline constexpr int kWordOriginCount = 6;
std::string_view WordOriginName(WordOrigin origin);  // "dictionary"

struct ConsideredWord {
  uint32_t begin = 0;  // bytes
  uint32_t end = 0;
  WordOrigin origin = WordOrigin::kDictionary;
  model::WordTag tag = model::WordTag::kOther;
  // Logarithm of the word's probability; none for what is no word of a list. A path weighs the sum of
  // its words, and the heaviest is taken.
  std::optional<double> weight;
  // Of the best path that begins with this word, to the end of its row of characters.
  std::optional<double> path_weight;
  bool taken = false;
};

// In order of begin, then end. The text is valid UTF-8, and short: each character has up to 32 words.
std::vector<ConsideredWord> Explain(std::string_view text, const WordSegmenter& segmenter);

}  // namespace gongbao::words
