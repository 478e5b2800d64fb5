#include "services/language/figures/word_trie.h"

#include <algorithm>

namespace gongbao::figures {
namespace {

constexpr char32_t kTableSize = 0x10000;

}  // namespace

WordTrie::WordTrie() : nodes_(1), first_(kTableSize, -1) {}

int32_t WordTrie::Child(int32_t node, char32_t c) const {
  if (node == 0) return c < kTableSize ? first_[c] : -1;
  const auto& children = nodes_[node].children;
  const auto it =
      std::lower_bound(children.begin(), children.end(), c,
                       [](const auto& child, char32_t key) { return child.first < key; });
  return it != children.end() && it->first == c ? it->second : -1;
}

int32_t WordTrie::ChildOrNew(int32_t node, char32_t c) {
  if (const int32_t found = Child(node, c); found >= 0) return found;
  const int32_t made = static_cast<int32_t>(nodes_.size());
  nodes_.emplace_back();
  if (node == 0 && c < kTableSize) {
    first_[c] = made;
  } else if (node != 0) {
    auto& children = nodes_[node].children;
    const auto it =
        std::lower_bound(children.begin(), children.end(), c,
                         [](const auto& child, char32_t key) { return child.first < key; });
    children.insert(it, {c, made});
  }
  return made;
}

void WordTrie::Add(std::u32string_view word, int32_t value) {
  int32_t node = 0;
  for (const char32_t c : word) node = ChildOrNew(node, c);
  if (node != 0) nodes_[node].value = value;
}

void WordTrie::AddReversed(std::u32string_view word, int32_t value) {
  int32_t node = 0;
  for (size_t i = word.size(); i-- > 0;) node = ChildOrNew(node, word[i]);
  if (node != 0) nodes_[node].value = value;
}

WordTrie::Match WordTrie::Longest(std::u32string_view text, size_t at) const {
  Match best;
  int32_t node = 0;
  for (size_t i = at; i < text.size(); ++i) {
    node = Child(node, text[i]);
    if (node < 0) break;
    if (nodes_[node].value >= 0) best = {i + 1 - at, nodes_[node].value};
  }
  return best;
}

WordTrie::Match WordTrie::LongestBefore(std::u32string_view text, size_t end) const {
  Match best;
  int32_t node = 0;
  for (size_t i = end; i-- > 0;) {
    node = Child(node, text[i]);
    if (node < 0) break;
    if (nodes_[node].value >= 0) best = {end - i, nodes_[node].value};
  }
  return best;
}

int32_t WordTrie::Find(std::u32string_view word) const {
  int32_t node = 0;
  for (const char32_t c : word) {
    node = Child(node, c);
    if (node < 0) return -1;
  }
  return nodes_[node].value;
}

}  // namespace gongbao::figures
