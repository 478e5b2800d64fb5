// A small random number generator whose numbers are the same with every compiler and library.
// Thread rule: an object belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

namespace gongbao::generator {

// A seed made of several numbers; each of them matters.
uint64_t MixSeed(std::initializer_list<uint64_t> parts);
// The same, of text (FNV-1a).
uint64_t SeedOf(std::string_view text);

// SplitMix64. The slight bias of taking a remainder does not matter here.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next();
  int64_t Between(int64_t low, int64_t high);  // both ends included
  bool Chance(int per_hundred);
  size_t Index(size_t size);  // size > 0

  template <class T>
  const T& Pick(const std::vector<T>& items) {
    return items[Index(items.size())];
  }

  template <class T>
  void Shuffle(std::vector<T>* items) {
    for (size_t i = items->size(); i > 1; --i) std::swap((*items)[i - 1], (*items)[Index(i)]);
  }

 private:
  uint64_t state_;
};

}  // namespace gongbao::generator
