// Why a text is cut as it is: the words that were considered, their weights, and those taken. Thread
// rule: a pure function.
#pragma once

#include <string_view>
#include <vector>

#include "services/language/words/word_segmenter.h"
#include "services/model/words.h"

namespace gongbao::words {

// In order of begin, then end. The text is valid UTF-8, and short: each character has up to 32 words.
std::vector<model::ConsideredWord> Explain(std::string_view text, const WordSegmenter& segmenter);

}  // namespace gongbao::words
