// ports::Segmenter over the dictionary: outline, sentences, words. Thread-safe; a pure function of
// its request.
#pragma once

#include <memory>
#include <string>

#include "services/language/words/dictionary.h"
#include "services/language/words/word_segmenter.h"
#include "services/ports/segmenter.h"

namespace gongbao::segmentation {

class TextSegmenter : public ports::Segmenter {
 public:
  static constexpr size_t kMostBytes = size_t{16} << 20;

  explicit TextSegmenter(std::shared_ptr<const words::Dictionary> dictionary);
  // With the dictionary of the share folder.
  static StatusOr<std::unique_ptr<TextSegmenter>> Create();

  StatusOr<model::Segmentation> Segment(const Context& context,
                                        const ports::SegmentRequest& request) const override;

  const words::WordSegmenter& words() const { return words_; }
  // Of the dictionary and the rules, hex: part of the pipeline's digest.
  const std::string& digest() const { return digest_; }

 private:
  words::WordSegmenter words_;
  std::string digest_;
};

}  // namespace gongbao::segmentation
