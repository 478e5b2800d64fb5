#include "services/language/words/build/double_array.h"

#include <algorithm>
#include <utility>

namespace gongbao::words {
namespace {

// The array while it is filled: a linked list of its free places, with a start that moves on where the
// places before it are nearly all taken (a plain first fit is quadratic).
class Array {
 public:
  explicit Array(uint32_t largest_id) : largest_id_(largest_id) { Grow(2 * largest_id + 2); }

  // A base, distinct from all others, at which the places of all labels (rising) are free.
  uint32_t FindBase(const std::vector<uint16_t>& labels) {
    const uint32_t first = labels.front();
    uint32_t tried = 0;
    for (uint32_t place = std::max(start_, first + 1);; ++tried) {
      place = NextFree(place);
      const uint32_t base = place - first;
      EnsurePlace(base + largest_id_);
      if (!is_base_[base] && Fits(base, labels)) {
        if (tried > kPatience) start_ = std::max(start_, start_ + (place - start_) / 2);
        is_base_[base] = true;
        return base;
      }
      ++place;
    }
  }

  TrieNode& Take(uint32_t place, uint16_t label) {
    nodes[place].label = label;
    return nodes[place];
  }

  std::vector<TrieNode> nodes;

 private:
  static constexpr uint32_t kPatience = 64;

  void EnsurePlace(uint32_t place) {
    if (place + 1 >= nodes.size()) Grow(place * 2);
  }
  void Grow(size_t size) {
    nodes.resize(size);
    is_base_.resize(size);
    const size_t from = next_.size();
    next_.resize(size);
    for (size_t i = from; i < size; ++i) next_[i] = static_cast<uint32_t>(i);
  }
  // The first free place at or after `place`, with the paths walked made shorter.
  uint32_t NextFree(uint32_t place) {
    uint32_t at = place;
    for (;;) {
      EnsurePlace(at);
      if (nodes[at].label == 0) break;
      at = std::max(next_[at], at + 1);
    }
    while (place < at) {
      const uint32_t onward = std::max(next_[place], place + 1);
      next_[place] = at;
      place = onward;
    }
    return at;
  }
  bool Fits(uint32_t base, const std::vector<uint16_t>& labels) const {
    return std::all_of(labels.begin(), labels.end(),
                       [&](uint16_t label) { return nodes[base + label].label == 0; });
  }

  uint32_t largest_id_;
  uint32_t start_ = 1;
  std::vector<bool> is_base_;
  std::vector<uint32_t> next_;
};

// Keys [begin, end) share `depth` ids; their node lies at `place` (the root's base is 0).
struct Range {
  size_t begin;
  size_t end;
  size_t depth;
  uint32_t place;
};

void Place(const std::vector<TrieKey>& keys, const Range& range, Array* array,
           std::vector<Range>* pending) {
  std::vector<uint16_t> labels;
  std::vector<Range> children;
  size_t at = range.begin;
  if (keys[at].ids.size() == range.depth) ++at;
  for (; at < range.end; ++at) {
    const uint16_t label = keys[at].ids[range.depth];
    if (labels.empty() || labels.back() != label) {
      labels.push_back(label);
      children.push_back({at, at, range.depth + 1, 0});
    }
    children.back().end = at + 1;
  }
  if (labels.empty()) return;
  uint32_t base = 0;
  if (range.depth > 0) {
    base = array->FindBase(labels);
    array->nodes[range.place].base = base;
  }
  for (size_t i = 0; i < labels.size(); ++i) {
    children[i].place = base + labels[i];
    TrieNode& node = array->Take(children[i].place, labels[i]);
    const TrieKey& key = keys[children[i].begin];
    if (key.ids.size() == range.depth + 1) node.entry = key.entry;
  }
  pending->insert(pending->end(), children.rbegin(), children.rend());
}

}  // namespace

std::vector<TrieNode> BuildDoubleArray(std::vector<TrieKey> keys, uint32_t largest_id) {
  std::sort(keys.begin(), keys.end());
  Array array(largest_id);
  std::vector<Range> pending = {{0, keys.size(), 0, 0}};
  while (!pending.empty()) {
    const Range range = pending.back();
    pending.pop_back();
    Place(keys, range, &array, &pending);
  }
  uint32_t last_base = 0;
  uint32_t last_place = 0;
  for (uint32_t i = 0; i < array.nodes.size(); ++i) {
    last_base = std::max(last_base, array.nodes[i].base);
    if (array.nodes[i].label != 0) last_place = i;
  }
  array.nodes.resize(std::max(last_base + largest_id, last_place) + 1);
  return std::move(array.nodes);
}

}  // namespace gongbao::words
