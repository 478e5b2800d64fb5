// The clauses of a sentence. Thread rule: pure functions.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "services/language/figures/figure_scanner.h"

namespace gongbao::extraction {

// Characters of a sentence, and of a clause, beyond which nothing is looked for in it: such a text
// has lost its punctuation, and what looks at neighbours must stay linear.
inline constexpr size_t kLongestSentence = 2000;
inline constexpr size_t kLongestClause = 400;

// Between ，。；：！？; a mark inside quotes or brackets ends none.
std::vector<figures::CharSpan> ClausesOf(std::u32string_view chars);

}  // namespace gongbao::extraction
