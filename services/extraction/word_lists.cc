#include "services/extraction/word_lists.h"

#include <string>

#include "services/base/text.h"
#include "services/language/figures/data_lines.h"

namespace gongbao::extraction {

WordLists::WordLists(std::string_view data, std::initializer_list<std::string_view> names)
    : forward_(names.size()), backward_(names.size()) {
  for (const std::vector<std::string_view>& fields : figures::DataLines(data)) {
    size_t list = 0;
    for (const std::string_view name : names) {
      if (name == fields[0]) break;
      ++list;
    }
    if (list == names.size()) continue;
    for (size_t i = 1; i < fields.size(); ++i) {
      const std::u32string word = ToUtf32(fields[i]);
      forward_[list].Add(word, 1);
      backward_[list].AddReversed(word, 1);
    }
  }
}

size_t WordLists::At(int list, std::u32string_view text, size_t at) const {
  return at < text.size() ? forward_[list].Longest(text, at).length : 0;
}

size_t WordLists::Before(int list, std::u32string_view text, size_t end) const {
  return end == 0 ? 0 : backward_[list].LongestBefore(text, end).length;
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
  return !word.empty() && forward_[list].Find(word) >= 0;
}

}  // namespace gongbao::extraction
