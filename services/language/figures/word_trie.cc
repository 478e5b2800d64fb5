#include "services/language/figures/word_trie.h"

#include <utility>

namespace gongbao::figures {
namespace {

constexpr size_t kFirstSize = 16;

}  // namespace

WordTrie::WordTrie() : singles_(kBits / 64), pairs_(kBits / 64), steps_(kFirstSize) {}

void WordTrie::Grow() {
  std::vector<Step> old(steps_.size() * 2);
  std::swap(old, steps_);
  const size_t mask = steps_.size() - 1;
  for (const Step& step : old) {
    if (step.to == 0) continue;
    size_t at = Hash(step.from, step.character) & mask;
    while (steps_[at].to != 0) at = (at + 1) & mask;
    steps_[at] = step;
  }
}

WordTrie::Step* WordTrie::FindOrAdd(uint32_t from, char32_t c) {
  if (const Step* found = Find(from, c)) return const_cast<Step*>(found);
  if ((used_ + 1) * 2 > steps_.size()) Grow();
  const size_t mask = steps_.size() - 1;
  size_t at = Hash(from, c) & mask;
  while (steps_[at].to != 0) at = (at + 1) & mask;
  steps_[at] = {from, c, ++used_, -1, 0};
  return &steps_[at];
}

void WordTrie::NoteBegin(char32_t first, char32_t next) {
  const uint32_t at = next == 0 ? first & (kBits - 1)
                                : static_cast<uint32_t>(Hash(first, next)) & (kBits - 1);
  (next == 0 ? singles_ : pairs_)[at >> 6] |= uint64_t{1} << (at & 63);
}

void WordTrie::Add(std::u32string_view word, int32_t value) {
  if (!word.empty()) NoteBegin(word[0], word.size() > 1 ? word[1] : 0);
  uint32_t node = 0;
  for (size_t i = 0; i < word.size(); ++i) {
    Step* step = FindOrAdd(node, word[i]);
    node = step->to;
    step->below |= value;
    if (i + 1 == word.size()) step->value = value;
  }
}

void WordTrie::AddReversed(std::u32string_view word, int32_t value) {
  const size_t size = word.size();
  if (size != 0) NoteBegin(word[size - 1], size > 1 ? word[size - 2] : 0);
  uint32_t node = 0;
  for (size_t i = word.size(); i-- > 0;) {
    Step* step = FindOrAdd(node, word[i]);
    node = step->to;
    step->below |= value;
    if (i == 0) step->value = value;
  }
}

WordTrie::Match WordTrie::Longest(std::u32string_view text, size_t at) const {
  Match best;
  if (at >= text.size() || !MayBegin(text[at], at + 1 < text.size() ? text[at + 1] : U'\0')) {
    return best;
  }
  uint32_t node = 0;
  for (size_t i = at; i < text.size(); ++i) {
    const Step* step = Find(node, text[i]);
    if (step == nullptr) break;
    node = step->to;
    if (step->value >= 0) best = {i + 1 - at, step->value};
  }
  return best;
}

WordTrie::Match WordTrie::LongestBefore(std::u32string_view text, size_t end) const {
  Match best;
  if (end == 0 || !MayBegin(text[end - 1], end > 1 ? text[end - 2] : U'\0')) return best;
  uint32_t node = 0;
  for (size_t i = end; i-- > 0;) {
    const Step* step = Find(node, text[i]);
    if (step == nullptr) break;
    node = step->to;
    if (step->value >= 0) best = {end - i, step->value};
  }
  return best;
}

WordTrie::Match WordTrie::LongestWith(int32_t mask, std::u32string_view text, size_t at) const {
  Match best;
  if (at >= text.size() || !MayBegin(text[at], at + 1 < text.size() ? text[at + 1] : U'\0')) {
    return best;
  }
  uint32_t node = 0;
  for (size_t i = at; i < text.size(); ++i) {
    const Step* step = Find(node, text[i]);
    if (step == nullptr || (step->below & mask) == 0) break;
    node = step->to;
    if (step->value >= 0 && (step->value & mask) != 0)
      best = {i + 1 - at, step->value};
  }
  return best;
}

WordTrie::Match WordTrie::LongestBeforeWith(int32_t mask, std::u32string_view text,
                                            size_t end) const {
  Match best;
  if (end == 0 || !MayBegin(text[end - 1], end > 1 ? text[end - 2] : U'\0')) return best;
  uint32_t node = 0;
  for (size_t i = end; i-- > 0;) {
    const Step* step = Find(node, text[i]);
    if (step == nullptr || (step->below & mask) == 0) break;
    node = step->to;
    if (step->value >= 0 && (step->value & mask) != 0)
      best = {end - i, step->value};
  }
  return best;
}

int32_t WordTrie::Find(std::u32string_view word) const {
  uint32_t node = 0;
  int32_t value = -1;
  for (const char32_t c : word) {
    const Step* step = Find(node, c);
    if (step == nullptr) return -1;
    node = step->to;
    value = step->value;
  }
  return value;
}

int32_t WordTrie::FindReversed(std::u32string_view word) const {
  uint32_t node = 0;
  int32_t value = -1;
  for (size_t i = word.size(); i-- > 0;) {
    const Step* step = Find(node, word[i]);
    if (step == nullptr) return -1;
    node = step->to;
    value = step->value;
  }
  return value;
}

}  // namespace gongbao::figures
