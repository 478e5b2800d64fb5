// By which words a command cuts text: flags, and the segmenter they ask for. Free functions.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "services/base/status.h"
#include "services/language/words/word_segmenter.h"

namespace gongbao::node {

struct WordFlags {
  bool plain = false;
  bool unknown = false;
  std::vector<std::string> bundles;  // paths
};

// --plain, --unknown, --bundle.
void AddWordFlags(CLI::App* command, WordFlags* flags);

// With the dictionary of the share folder. The errors of ReadFile, Bundle::Parse and WordOverlay::Make:
// a bundle's names its path and line.
StatusOr<words::WordSegmenter> OpenSegmenter(const WordFlags& flags);

}  // namespace gongbao::node
