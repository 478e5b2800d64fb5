#include "services/language/words/lattice.h"

namespace gongbao::words {
namespace {

constexpr size_t kAhead = 4;

// The best word found so far from one character. What it is compared with is as often better as not:
// conditional moves, no branch that is guessed wrong.
struct Choice {
  double weight = kLowestWeight;
  uint32_t length = 1;
  uint32_t entry = 0;

  void Offer(double other, uint32_t other_length, uint32_t other_entry) {
    const bool better = other >= weight;
    weight = better ? other : weight;
    length = better ? other_length : length;
    entry = better ? other_entry : entry;
  }
};

}  // namespace

void Lattice::FindBestPath(const Dictionary& dictionary, const double* weights,
                           const WordOverlay* overlay) {
  const size_t count = ids.size();
  if (best.size() < count + 2) {
    best.resize(count + 2);
    steps.resize(count + 2);
  }
  if (overlay != nullptr) return FindBestPathWith(dictionary, weights, *overlay);
  ids.push_back(0);  // no character behind the last: what is read there is no word
  const uint16_t* const id_at = ids.data();
  double* const best_at = best.data();
  LatticeStep* const step_at = steps.data();
  const TrieNode* const nodes = dictionary.nodes();
  const double unknown = dictionary.unknown_weight();
  best_at[count] = 0;
  best_at[count + 1] = 0;
  for (size_t i = count; i-- > 0;) {
    // What waits for memory is the second character's node: asked for some characters ahead.
    if (i >= kAhead) __builtin_prefetch(&nodes[nodes[id_at[i - kAhead]].base + id_at[i - kAhead + 1]]);
    Choice choice;
    // Entry 0, of what is no word, weighs minus infinity.
    const TrieNode first = nodes[id_at[i]];
    choice.Offer(weights[first.entry] + best_at[i + 1], 1, first.entry);
    TrieNode node = nodes[first.base + id_at[i + 1]];
    const bool goes_on = node.label == id_at[i + 1] && first.base != 0;
    const uint32_t second = goes_on ? node.entry : 0;
    choice.Offer(weights[second] + best_at[i + 2], 2, second);
    uint32_t base = goes_on ? node.base : 0;
    for (size_t j = i + 2; base != 0 && j < count; ++j) {
      const uint16_t id = id_at[j];
      node = nodes[base + id];
      if (node.label != id) break;
      choice.Offer(weights[node.entry] + best_at[j + 1], static_cast<uint32_t>(j - i + 1), node.entry);
      base = node.base;
    }
    best_at[i] = choice.entry != 0 ? choice.weight : unknown + best_at[i + 1];
    step_at[i] = {static_cast<uint16_t>(choice.length), static_cast<uint16_t>(choice.entry)};
  }
  ids.pop_back();
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
