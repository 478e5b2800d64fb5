// What segmentation works by at one moment: the dictionary with what callers add to it, and the
// version. Thread-safe; never changes, so a call that has begun ends by the rules it began with.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "services/language/words/dictionary.h"
#include "services/language/words/word_overlay.h"
#include "services/language/words/word_segmenter.h"
#include "services/model/bundle_registry.h"
#include "services/ports/segmenter.h"

namespace gongbao::segmentation {

class Rules {
 public:
  // The words of all bundles that the registry knows are read now. INVALID_ARGUMENT names file and
  // line.
  static StatusOr<std::shared_ptr<const Rules>> Make(std::shared_ptr<const words::Dictionary> dictionary,
                                                     std::shared_ptr<const model::BundleRegistry> bundles);

  struct Chosen {
    words::WordSegmenter segmenter;
    std::vector<std::string> bundle_ids;
  };
  // The errors of BundleRegistry::Find and WordOverlay::Make.
  StatusOr<Chosen> Choose(const ports::WordRules& rules) const;

  // Of the dictionary and the rules of this folder, hex: part of the pipeline's digest.
  const std::string& digest() const { return digest_; }
  const std::string& version() const { return version_; }
  const words::Dictionary& dictionary() const { return *dictionary_; }

 private:
  using OverlayPtr = std::shared_ptr<const words::WordOverlay>;

  Rules(std::shared_ptr<const words::Dictionary> dictionary,
        std::shared_ptr<const model::BundleRegistry> bundles);
  StatusOr<OverlayPtr> OverlayFor(const model::BundleList& bundles) const;

  const std::shared_ptr<const words::Dictionary> dictionary_;
  const std::shared_ptr<const model::BundleRegistry> bundles_;
  const std::string digest_;
  const std::string version_;

  // The last ones used, by the ids of their bundles, the latest in front.
  mutable std::mutex mutex_;
  mutable std::list<std::pair<std::string, OverlayPtr>> recent_;
};

}  // namespace gongbao::segmentation
