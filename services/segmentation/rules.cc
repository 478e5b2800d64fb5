#include "services/segmentation/rules.h"

#include <algorithm>

#include "services/base/hash.h"
#include "services/base/text.h"
#include "services/model/pipeline_version.h"
#include "services/segmentation/outline.h"

namespace gongbao::segmentation {
namespace {

// Rises with every change of the rules of this folder that changes an answer.
constexpr std::string_view kRulesVersion = "segmentation 1";
constexpr size_t kMostRecent = 32;

std::string KeyOf(const model::BundleList& bundles) {
  std::string key;
  for (const auto& bundle : bundles) key += bundle->id();
  return key;
}

}  // namespace

Rules::Rules(std::shared_ptr<const words::Dictionary> dictionary,
             std::shared_ptr<const model::BundleRegistry> bundles)
    : dictionary_(std::move(dictionary)),
      bundles_(std::move(bundles)),
      digest_(Sha256Hex(Cat({kRulesVersion, RulesText(), dictionary_->digest()}))),
      version_(model::PipelineVersion({digest_})) {}

StatusOr<std::shared_ptr<const Rules>> Rules::Make(std::shared_ptr<const words::Dictionary> dictionary,
                                                   std::shared_ptr<const model::BundleRegistry> bundles) {
  std::shared_ptr<const Rules> rules(new Rules(std::move(dictionary), std::move(bundles)));
  for (const auto& [id, bundle] : rules->bundles_->all()) {
    GONGBAO_RETURN_IF_ERROR(rules->OverlayFor({bundle}).status());
  }
  return rules;
}

StatusOr<Rules::Chosen> Rules::Choose(const ports::WordRules& rules) const {
  GONGBAO_ASSIGN_OR_RETURN(const model::BundleList bundles, bundles_->Find(rules.bundles));
  GONGBAO_ASSIGN_OR_RETURN(OverlayPtr overlay, OverlayFor(bundles));
  const words::WordOptions options{rules.additions, rules.additions, rules.unknown};
  Chosen chosen{words::WordSegmenter(dictionary_, options, std::move(overlay)), {}};
  for (const auto& bundle : bundles) chosen.bundle_ids.push_back(bundle->id());
  return chosen;
}

StatusOr<Rules::OverlayPtr> Rules::OverlayFor(const model::BundleList& bundles) const {
  const bool has_words = std::any_of(bundles.begin(), bundles.end(), [](const auto& bundle) {
    return !bundle->lines(model::BundleSection::kWords).empty();
  });
  if (!has_words) return OverlayPtr();
  const std::string key = KeyOf(bundles);
  {
    std::lock_guard lock(mutex_);
    for (auto it = recent_.begin(); it != recent_.end(); ++it) {
      if (it->first != key) continue;
      recent_.splice(recent_.begin(), recent_, it);
      return recent_.front().second;
    }
  }
  GONGBAO_ASSIGN_OR_RETURN(OverlayPtr overlay, words::WordOverlay::Make(dictionary_, bundles));
  std::lock_guard lock(mutex_);
  recent_.emplace_front(key, overlay);
  if (recent_.size() > kMostRecent) recent_.pop_back();
  return overlay;
}

}  // namespace gongbao::segmentation
