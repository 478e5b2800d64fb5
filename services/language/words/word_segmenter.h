// Text to words: the most probable path over the lattice of dictionary words (the model of jieba).
// Immutable: share one between threads. Linear in the text.
#pragma once

#include <memory>
#include <string_view>

#include "services/language/words/dictionary.h"
#include "services/model/analysis.h"

namespace gongbao::words {

struct WordOptions {
  // Our own lexicon beside jieba's words.
  bool domain = true;
  // Numbers (12,387.5, 22%), dates (2021年1月9日, 1-10月), masked figures (xx.51) and Latin words
  // (PM2.5) stay whole, numerals (一万二千) are joined, and white space is left out. Without this
  // and without the lexicon the words are those of jieba's cut(HMM=False), white space and all.
  bool units = true;
};

class WordSegmenter {
 public:
  explicit WordSegmenter(std::shared_ptr<const Dictionary> dictionary, WordOptions options = {});

  // Appends the words of the text in order; offsets are bytes of `text` plus `offset`. The text is
  // shorter than 4 GiB; a byte that is not UTF-8 is a word of its own.
  void Segment(std::string_view text, model::Tokens* out, uint32_t offset = 0) const;
  model::Tokens Segment(std::string_view text) const;

  const Dictionary& dictionary() const { return *dictionary_; }

 private:
  std::shared_ptr<const Dictionary> dictionary_;
  WordOptions options_;
};

}  // namespace gongbao::words
