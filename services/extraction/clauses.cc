#include "services/extraction/clauses.h"

#include <algorithm>
#include <cstdint>

namespace gongbao::extraction {

std::vector<figures::CharSpan> ClausesOf(std::u32string_view chars) {
  static constexpr std::u32string_view kMarks = U"，。；：！？,;:!?\n\t";
  constexpr uint32_t kLongest = 60;  // a bracket that is not closed so soon opened nothing
  std::vector<figures::CharSpan> out;
  uint32_t begin = 0;
  uint32_t opened = 0;
  int depth = 0;
  const auto size = static_cast<uint32_t>(chars.size());
  for (uint32_t i = 0; i <= size; ++i) {
    const char32_t c = i < size ? chars[i] : U'\n';
    if (c == U'“' || c == U'（' || c == U'《') {
      if (depth++ == 0) opened = i;
    }
    if (c == U'”' || c == U'）' || c == U'》') depth = std::max(0, depth - 1);
    if (depth > 0 && i - opened > kLongest) depth = 0;
    if (i < size && (depth > 0 || kMarks.find(c) == std::u32string_view::npos)) continue;
    if (i > begin) out.push_back({begin, i});
    begin = i + 1;
  }
  return out;
}

}  // namespace gongbao::extraction
