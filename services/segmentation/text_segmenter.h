// ports::Segmenter over the dictionary: outline, sentences, words, terms. Thread-safe; a pure function
// of its request and of the dictionary that it has just then.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "services/language/words/dictionary.h"
#include "services/ports/segmenter.h"
#include "services/segmentation/rules.h"

namespace gongbao::segmentation {

class TextSegmenter : public ports::Segmenter, public ports::WordExplainer {
 public:
  static constexpr size_t kMostBytes = size_t{16} << 20;

  // rules: not null.
  explicit TextSegmenter(std::shared_ptr<const Rules> rules);
  // With the dictionary of the share folder, and the bundles of a folder (none where it is empty).
  // The errors of Dictionary::Open, BundleRegistry::Load and Rules::Make.
  static StatusOr<std::unique_ptr<TextSegmenter>> Create(const std::string& bundle_folder = "");

  StatusOr<ports::SegmentAnswer> Answer(const Context& context,
                                        const ports::SegmentRequest& request) const override;
  StatusOr<ports::ExplainAnswer> Explain(const Context& context,
                                         const ports::ExplainRequest& request) const override;

  // Takes the dictionary's image and the folder of bundles as they are now in place of the ones
  // before; calls in progress end by those. Where it fails everything stays as it was.
  Status Reload();
  // The rules of this moment.
  std::shared_ptr<const Rules> rules() const;
  std::string digest() const { return rules()->digest(); }
  std::string version() const { return rules()->version(); }

 private:
  void Replace(std::shared_ptr<const Rules> rules);

  std::string bundle_folder_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Rules> rules_;
};

}  // namespace gongbao::segmentation
