// Text to words: the most probable path over the lattice of dictionary words (the model of jieba).
// Immutable: share one between threads. Linear in the text.
#pragma once

#include <memory>
#include <string_view>

#include "services/language/words/dictionary.h"
#include "services/language/words/word_overlay.h"
#include "services/model/analysis.h"

namespace gongbao::words {

struct Lattice;

struct WordOptions {
  // Our own lexicon beside jieba's words.
  bool domain = true;
  // Numbers (12,387.5, 22%), dates (2021年1月9日, 1-10月), masked figures (xx.51) and Latin words
  // (PM2.5) stay whole, numerals (一万二千) are joined, and white space is left out. Without this
  // and without the lexicon the words are those of jieba's cut(HMM=False), white space and all.
  bool units = true;
  // Names of people, firms and places that no list has, by jieba's model: with the other two off, the
  // words of its cut(HMM=True). It finds names and joins what belongs apart: off by default.
  bool unknown = false;

  friend bool operator==(const WordOptions&, const WordOptions&) = default;
};

// Sees each row of characters after its best path is found, before words are made of it. Used to
// explain a path.
class LatticeObserver {
 public:
  virtual ~LatticeObserver() = default;
  // end: the byte at which the row ends.
  virtual void Row(const Lattice& lattice, uint32_t end) = 0;
};

class WordSegmenter {
 public:
  // overlay: a caller's own words, made for this dictionary; null where there are none.
  explicit WordSegmenter(std::shared_ptr<const Dictionary> dictionary, WordOptions options = {},
                         std::shared_ptr<const WordOverlay> overlay = nullptr);

  // Appends the words of the text in order; offsets are bytes of `text` plus `offset`. The text is
  // shorter than 4 GiB; a byte that is not UTF-8 is a word of its own.
  void Segment(std::string_view text, model::Tokens* out, uint32_t offset = 0) const;
  model::Tokens Segment(std::string_view text) const;
  void SegmentObserved(std::string_view text, model::Tokens* out, LatticeObserver* observer) const;

  const Dictionary& dictionary() const { return *dictionary_; }
  const std::shared_ptr<const Dictionary>& shared_dictionary() const { return dictionary_; }
  const WordOptions& options() const { return options_; }
  const WordOverlay* overlay() const { return overlay_.get(); }

 private:
  std::shared_ptr<const Dictionary> dictionary_;
  WordOptions options_;
  std::shared_ptr<const WordOverlay> overlay_;
};

}  // namespace gongbao::words
