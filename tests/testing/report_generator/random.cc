#include "tests/testing/report_generator/random.h"

namespace gongbao::generator {

namespace {

uint64_t Scramble(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

constexpr uint64_t kStep = 0x9E3779B97F4A7C15ULL;

}  // namespace

uint64_t MixSeed(std::initializer_list<uint64_t> parts) {
  uint64_t seed = kStep;
  for (const uint64_t part : parts) seed = Scramble(seed + kStep + part);
  return seed;
}

uint64_t SeedOf(std::string_view text) {
  uint64_t seed = 0xCBF29CE484222325ULL;
  for (const char c : text) seed = (seed ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return seed;
}

uint64_t Random::Next() { return Scramble(state_ += kStep); }

int64_t Random::Between(int64_t low, int64_t high) {
  if (high <= low) return low;
  const uint64_t width = static_cast<uint64_t>(high - low) + 1;
  return low + static_cast<int64_t>(Next() % width);
}

bool Random::Chance(int per_hundred) { return Between(0, 99) < per_hundred; }

size_t Random::Index(size_t size) { return static_cast<size_t>(Next() % size); }

}  // namespace gongbao::generator
