// Packs keys into a double-array trie. Thread rule: a pure function.
#pragma once

#include <cstdint>
#include <vector>

namespace gongbao::words {

// A node of the trie. The child of node n by the character c is nodes[n.base + id(c)], if the label
// found there is id(c): bases are distinct, so a label names its parent. The root is not stored:
// its base is 0.
struct TrieNode {
  uint32_t base = 0;   // 0: no children
  uint16_t label = 0;  // character id by which it is reached; 0: free
  uint16_t entry = 0;  // of the word that ends here; 0: none
};
static_assert(sizeof(TrieNode) == 8);

struct TrieKey {
  std::vector<uint16_t> ids;  // not empty; each from 1 to the largest id
  uint16_t entry = 0;
  friend bool operator<(const TrieKey& a, const TrieKey& b) { return a.ids < b.ids; }
};

// The keys are distinct. The array is long enough that no base plus an id leads out of it.
std::vector<TrieNode> BuildDoubleArray(std::vector<TrieKey> keys, uint32_t largest_id);

}  // namespace gongbao::words
