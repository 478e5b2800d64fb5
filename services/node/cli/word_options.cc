#include "services/node/cli/word_options.h"

#include <utility>

#include "services/base/share.h"
#include "services/model/bundle.h"

namespace gongbao::node {

void AddWordFlags(CLI::App* command, WordFlags* flags) {
  command->add_flag("--plain", flags->plain,
                    "leave out our lexicon, and numbers, dates and Latin words as units");
  command->add_flag("--unknown", flags->unknown,
                    "find names of people, firms and places that no list has (less exact elsewhere)");
  command->add_option("--bundle", flags->bundles, "a file of your own words (again for another)")
      ->type_name("FILE");
}

StatusOr<words::WordSegmenter> OpenSegmenter(const WordFlags& flags) {
  GONGBAO_ASSIGN_OR_RETURN(const auto dictionary, words::Dictionary::Open());
  model::BundleList bundles;
  for (const std::string& path : flags.bundles) {
    GONGBAO_ASSIGN_OR_RETURN(std::string text, ReadFile(path, model::Bundle::kMostFileBytes));
    GONGBAO_ASSIGN_OR_RETURN(auto bundle, model::Bundle::Parse(std::move(text), path,
                                                               model::Bundle::kMostFileBytes));
    bundles.push_back(std::move(bundle));
  }
  std::shared_ptr<const words::WordOverlay> overlay;
  if (!bundles.empty()) {
    GONGBAO_ASSIGN_OR_RETURN(overlay, words::WordOverlay::Make(dictionary, bundles));
  }
  return words::WordSegmenter(dictionary, {!flags.plain, !flags.plain, flags.unknown}, overlay);
}

}  // namespace gongbao::node
