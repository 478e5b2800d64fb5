#include "services/extraction/word_lists.h"

#include <algorithm>
#include <string>
#include <vector>

#include "services/base/text.h"
#include "services/language/figures/data_lines.h"

namespace gongbao::extraction {

WordLists::WordLists(std::string_view data, std::initializer_list<std::string_view> names) {
  for (const std::vector<std::string_view>& fields : figures::DataLines(data)) {
    size_t list = 0;
    for (const std::string_view name : names) {
      if (name == fields[0]) break;
      ++list;
    }
    if (list == names.size() || list >= kMostLists) continue;
    const int32_t bit = int32_t{1} << list;
    for (size_t i = 1; i < fields.size(); ++i) {
      const std::u32string word = ToUtf32(fields[i]);
      forward_.Add(word, std::max(forward_.Find(word), 0) | bit);
      backward_.AddReversed(word, std::max(backward_.FindReversed(word), 0) | bit);
    }
  }
}

size_t WordLists::At(int list, std::u32string_view text, size_t at) const {
  return at < text.size() ? forward_.LongestWith(int32_t{1} << list, text, at).length : 0;
}

WordLists::Found WordLists::AnyAt(uint32_t mask, std::u32string_view text, size_t at) const {
  if (at >= text.size()) return {};
  const auto match = forward_.LongestWith(static_cast<int32_t>(mask), text, at);
  return match ? Found{match.length, static_cast<uint32_t>(match.value) & mask} : Found{};
}

size_t WordLists::Before(int list, std::u32string_view text, size_t end) const {
  return end == 0 ? 0 : backward_.LongestBeforeWith(int32_t{1} << list, text, end).length;
}

WordLists::Hit WordLists::First(int list, std::u32string_view text, size_t from) const {
  for (size_t at = from; at < text.size(); ++at) {
    if (const size_t length = At(list, text, at)) return {at, at + length};
  }
  return {};
}

WordLists::Hit WordLists::Last(int list, std::u32string_view text) const {
  for (size_t end = text.size(); end > 0; --end) {
    if (const size_t length = Before(list, text, end)) return {end - length, end};
  }
  return {};
}

bool WordLists::Is(int list, std::u32string_view word) const {
  const int32_t lists = forward_.Find(word);
  return lists > 0 && (lists >> list & 1) != 0;
}

}  // namespace gongbao::extraction
