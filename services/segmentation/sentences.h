// Text to sentences. Thread rule: pure functions. Linear in the text.
#pragma once

#include <string_view>
#include <vector>

#include "services/model/analysis.h"

namespace gongbao::segmentation {

// Sentences end at 。！？； and at line ends, but not inside quotes, titles or brackets; a
// quotation of more than kLongQuote bytes is divided like running text. A numbered heading is a
// sentence of its own. `sections` is an outline of the same text, in order, with section 0 over all
// of it.
inline constexpr size_t kLongQuote = 240;
std::vector<model::Sentence> SplitSentences(std::string_view text,
                                            const std::vector<model::Section>& sections);

}  // namespace gongbao::segmentation
