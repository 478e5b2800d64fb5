// The lattice over a row of characters: all words of the dictionary (and of a caller) that stand in
// it, and the most probable path through it. One object belongs to one thread; it keeps its memory.
#pragma once

#include <cstdint>
#include <vector>

#include "services/language/words/dictionary.h"
#include "services/language/words/word_overlay.h"

namespace gongbao::words {

inline constexpr double kLowestWeight = -1e300;  // above the weight of what is no word

// A step of the best path: how many characters the word has, and its entry (of the dictionary, or of
// the overlay behind them; 0: none).
struct LatticeStep {
  uint16_t length;
  uint16_t entry;
};

struct Lattice {
  std::vector<uint16_t> ids;        // of the dictionary; 0: none
  std::vector<uint16_t> extra_ids;  // of the overlay, where there is one
  std::vector<uint32_t> begins;     // bytes
  std::vector<double> best;         // weight of the best path from here to the end
  std::vector<LatticeStep> steps;
  std::vector<uint32_t> lengths;  // room for UnknownModel

  void Clear() {
    ids.clear();
    extra_ids.clear();
    begins.clear();
  }
  // Fills best and steps, from the last character to the first. Of equal weights the longer word
  // wins, as in jieba. overlay: null where there is none.
  void FindBestPath(const Dictionary& dictionary, const double* weights, const WordOverlay* overlay);
  // Gives back what a very long row took.
  void Shrink() {
    constexpr size_t kKeepCapacity = size_t{1} << 16;
    if (ids.capacity() > kKeepCapacity) *this = Lattice();
  }

 private:
  void FindBestPathWith(const Dictionary& dictionary, const double* weights, const WordOverlay& overlay);
};

// Calls visit(length, entry, weight) for each word that begins at character i, the shortest first; a
// caller's word takes the place of the dictionary's.
template <class Visit>
void VisitWords(const Lattice& lattice, size_t i, const Dictionary& dictionary, const double* weights,
                const WordOverlay* overlay, const Visit& visit) {
  const TrieNode* nodes = dictionary.nodes();
  uint32_t base = 0;
  uint32_t extra_base = 0;
  bool known = true;
  bool extra_known = overlay != nullptr;
  for (size_t j = i; j < lattice.ids.size() && (known || extra_known); ++j) {
    uint32_t entry = 0;
    double weight = 0;
    if (known) {
      const uint16_t id = lattice.ids[j];
      const TrieNode& node = nodes[base + id];
      known = id != 0 && node.label == id;
      if (known) {
        entry = node.entry;
        weight = weights[entry];
        base = node.base;
        known = base != 0;
      }
    }
    if (extra_known) {
      const uint16_t id = lattice.extra_ids[j];
      extra_known = id != 0 && overlay->nodes()[extra_base + id].label == id;
      if (extra_known) {
        const TrieNode& node = overlay->nodes()[extra_base + id];
        if (node.entry != 0) {
          entry = node.entry;
          weight = overlay->weight(entry);
        }
        extra_base = node.base;
        extra_known = extra_base != 0;
      }
    }
    if (entry != 0) visit(static_cast<uint16_t>(j - i + 1), static_cast<uint16_t>(entry), weight);
  }
}

}  // namespace gongbao::words
