// Packs keys into a double-array trie. Thread rule: a pure function.
#pragma once

#include <cstdint>
#include <vector>

#include "services/language/words/dictionary.h"

namespace gongbao::words {

struct TrieKey {
  std::vector<uint16_t> ids;  // not empty; each from 1 to the largest id
  uint16_t entry = 0;
  friend bool operator<(const TrieKey& a, const TrieKey& b) { return a.ids < b.ids; }
};

// The keys are distinct. The array is long enough that no base plus an id leads out of it.
std::vector<TrieNode> BuildDoubleArray(std::vector<TrieKey> keys, uint32_t largest_id);

}  // namespace gongbao::words
