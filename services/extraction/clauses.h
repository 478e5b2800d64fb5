// The clauses of a sentence. Thread rule: pure functions.
#pragma once

#include <string_view>
#include <vector>

#include "services/language/figures/figure_scanner.h"

namespace gongbao::extraction {

// Between ，。；：！？; a mark inside quotes or brackets ends none.
std::vector<figures::CharSpan> ClausesOf(std::u32string_view chars);

}  // namespace gongbao::extraction
