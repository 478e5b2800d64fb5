// A caller's own words over a dictionary: the section @words of bundles, ready for WordSegmenter.
// Immutable: share one between threads. Made in milliseconds, so that they hold at once.
//
// A line is a word and, as far as they are said, its weight and its tag: 青溪智谷 = org
//   weight  a count on jieba's scale; = (or none) for enough to keep the word whole; 0 for a word of
//           the dictionary that is none here
//   tag     one of ours (place org person number time noun verb …) or of jieba's (ns nt nr n v …);
//           noun where there is none
// So jieba's user dictionaries are such lines. A word of Han characters takes part in the search for
// the most probable path; one with letters, digits or marks in it (5G智谷, “一心两翼”) is taken where
// it stands, the longest first. A word given twice has the larger weight and the last tag.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "services/base/status.h"
#include "services/language/words/dictionary.h"
#include "services/language/words/double_array.h"
#include "services/model/bundle.h"

namespace gongbao::words {

class WordOverlay {
 public:
  static constexpr size_t kMostWords = 100000;
  static constexpr size_t kMostCharacters = 32;  // of a word

  // INVALID_ARGUMENT names the bundle and the line; RESOURCE_EXHAUSTED: more than kMostWords.
  static StatusOr<std::shared_ptr<const WordOverlay>> Make(
      std::shared_ptr<const Dictionary> dictionary, const model::BundleList& bundles);

  const Dictionary& dictionary() const { return *dictionary_; }
  uint16_t IdOf(char32_t c) const;
  const TrieNode* nodes() const { return nodes_.data(); }
  // Entries of the overlay's trie begin where those of the dictionary end.
  double weight(uint32_t entry) const { return weights_[entry - dictionary_->entry_count()]; }
  model::WordTag tag(uint32_t entry) const { return tags_[entry - dictionary_->entry_count()]; }

  struct Match {
    size_t end = 0;  // byte; equal to the begin asked for where there is none
    model::WordTag tag = model::WordTag::kNoun;
  };
  // The longest word with more than Han characters in it that begins at byte `at` and does not end
  // inside a row of letters and digits.
  Match MixedWordAt(std::string_view text, size_t at) const;
  // False where no such word begins with the character that begins with this byte.
  bool MayBeginMixed(unsigned char lead) const { return mixed_leads_[lead]; }

 private:
  friend class OverlayBuilder;
  WordOverlay() = default;

  std::shared_ptr<const Dictionary> dictionary_;
  std::vector<uint16_t> ids_;                     // of code units
  std::unordered_map<char32_t, uint16_t> wide_;  // of characters beyond them
  std::vector<TrieNode> nodes_;
  std::vector<double> weights_;
  std::vector<model::WordTag> tags_;
  std::vector<bool> mixed_;  // by entry, as weights_
  std::vector<bool> mixed_leads_;
};

}  // namespace gongbao::words
