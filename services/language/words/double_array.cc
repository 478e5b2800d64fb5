#include "services/language/words/double_array.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gongbao::words {
namespace {

// The array while it is filled: a linked list of its free places, with a start that moves on where
// the places before it are nearly all taken (a plain first fit is quadratic).
class Array {
 public:
  explicit Array(uint32_t largest_id) : largest_id_(largest_id) { Grow(2 * largest_id + 2); }

  // A base, distinct from all others, at which the places of all labels (rising) are free.
  uint32_t FindBase(const std::vector<uint16_t>& labels) {
    const uint32_t first = labels.front();
    uint32_t& start = starts_[std::min(labels.size(), starts_.size()) - 1];
    uint32_t tried = 0;
    for (uint32_t place = std::max(start, first + 1);; ++tried) {
      place = NextFree(place);
      const uint32_t base = place - first;
      EnsurePlace(base + largest_id_);
      if (!is_base_[base] && Fits(base, labels)) {
        if (tried > kPatience) start = std::max(start, start + (place - start) / 2);
        is_base_[base] = true;
        return base;
      }
      ++place;
    }
  }

  void Take(uint32_t place, uint16_t label) { nodes[place].label = label; }

  std::vector<TrieNode> nodes;

 private:
  static constexpr uint32_t kPatience = 500;

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
  std::array<uint32_t, 16> starts_{};  // by number of labels, the last for all larger ones
  std::vector<bool> is_base_;
  std::vector<uint32_t> next_;
};

// A node of the trie before it has a place: keys [begin, end) share `depth` ids.
struct PlainNode {
  size_t begin;
  size_t end;
  size_t depth;
  uint32_t parent;
  uint16_t label;
  uint32_t base = 0;
};

// Parents stand before their children; the root is the first.
std::vector<PlainNode> MakeTrie(const std::vector<TrieKey>& keys) {
  std::vector<PlainNode> trie = {{0, keys.size(), 0, 0, 0}};
  for (uint32_t n = 0; n < trie.size(); ++n) {
    const PlainNode node = trie[n];
    size_t at = node.begin;
    if (at < node.end && keys[at].ids.size() == node.depth) ++at;
    const size_t first_child = trie.size();
    for (; at < node.end; ++at) {
      const uint16_t label = keys[at].ids[node.depth];
      if (trie.size() == first_child || trie.back().label != label) {
        trie.push_back({at, at, node.depth + 1, n, label});
      }
      trie.back().end = at + 1;
    }
  }
  return trie;
}

}  // namespace

std::vector<TrieNode> BuildDoubleArray(std::vector<TrieKey> keys, uint32_t largest_id) {
  std::sort(keys.begin(), keys.end());
  std::vector<PlainNode> trie = MakeTrie(keys);
  std::vector<std::vector<uint16_t>> labels(trie.size());
  for (size_t i = 1; i < trie.size(); ++i) labels[trie[i].parent].push_back(trie[i].label);

  Array array(largest_id);
  for (const uint16_t label : labels[0]) array.Take(label, label);  // the root's base is 0
  // Those with many children first: single children then fill the gaps.
  std::vector<uint32_t> order;
  for (uint32_t i = 1; i < trie.size(); ++i) {
    if (!labels[i].empty()) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return labels[a].size() > labels[b].size(); });
  for (const uint32_t i : order) {
    trie[i].base = array.FindBase(labels[i]);
    for (const uint16_t label : labels[i]) array.Take(trie[i].base + label, label);
  }
  uint32_t last_base = 0;
  uint32_t last_place = 0;
  for (size_t i = 1; i < trie.size(); ++i) {
    const PlainNode& node = trie[i];
    const uint32_t place = trie[node.parent].base + node.label;
    array.nodes[place].base = node.base;
    const TrieKey& key = keys[node.begin];
    if (key.ids.size() == node.depth) array.nodes[place].entry = key.entry;
    last_base = std::max(last_base, node.base);
    last_place = std::max(last_place, place);
  }
  array.nodes.resize(std::max(last_base + largest_id, last_place) + 1);
  return std::move(array.nodes);
}

}  // namespace gongbao::words
