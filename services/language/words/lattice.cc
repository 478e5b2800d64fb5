#include "services/language/words/lattice.h"

namespace gongbao::words {

void Lattice::FindBestPath(const Dictionary& dictionary, const double* weights,
                           const WordOverlay* overlay) {
  const size_t count = ids.size();
  if (best.size() <= count) {
    best.resize(count + 1);
    steps.resize(count + 1);
  }
  if (overlay != nullptr) return FindBestPathWith(dictionary, weights, *overlay);
  const uint16_t* const id_at = ids.data();
  double* const best_at = best.data();
  LatticeStep* const step_at = steps.data();
  const TrieNode* const nodes = dictionary.nodes();
  const double unknown = dictionary.unknown_weight();
  best_at[count] = 0;
  for (size_t i = count; i-- > 0;) {
    double highest = kLowestWeight;
    LatticeStep step = {1, 0};
    uint32_t base = 0;
    for (size_t j = i; j < count; ++j) {
      const uint16_t id = id_at[j];
      if (id == 0) break;
      const TrieNode node = nodes[base + id];
      if (node.label != id) break;
      if (node.entry != 0) {
        const double weight = weights[node.entry] + best_at[j + 1];
        if (weight >= highest) {
          highest = weight;
          step = {static_cast<uint16_t>(j - i + 1), node.entry};
        }
      }
      base = node.base;
      if (base == 0) break;
    }
    best_at[i] = step.entry != 0 ? highest : unknown + best_at[i + 1];
    step_at[i] = step;
  }
}

void Lattice::FindBestPathWith(const Dictionary& dictionary, const double* weights,
                               const WordOverlay& overlay) {
  const double unknown = dictionary.unknown_weight();
  best[ids.size()] = 0;
  for (size_t i = ids.size(); i-- > 0;) {
    double highest = kLowestWeight;
    LatticeStep step = {1, 0};
    VisitWords(*this, i, dictionary, weights, &overlay,
               [&](uint16_t length, uint16_t entry, double word_weight) {
                 const double weight = word_weight + best[i + length];
                 if (weight >= highest) {
                   highest = weight;
                   step = {length, entry};
                 }
               });
    best[i] = step.entry != 0 ? highest : unknown + best[i + 1];
    steps[i] = step;
  }
}

}  // namespace gongbao::words
