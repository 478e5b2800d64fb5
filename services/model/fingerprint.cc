#include "services/model/fingerprint.h"

#include <algorithm>
#include <array>

#include "services/base/text.h"

namespace gongbao::model {
namespace {

constexpr size_t kShingle = 8;
constexpr uint64_t kModulus = 16;
constexpr uint64_t kBase = 0x100000001b3ULL;

// SplitMix64's finaliser: spreads the rolling hash over all bits.
uint64_t Mix(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

bool Counts(char32_t c) {
  return IsHan(c) || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

}  // namespace

std::vector<uint64_t> MakeFingerprint(std::string_view text) {
  uint64_t leaving = 1;
  for (size_t i = 0; i < kShingle; ++i) leaving *= kBase;
  std::array<char32_t, kShingle> window{};
  size_t count = 0;
  uint64_t rolling = 0;
  std::vector<uint64_t> kept;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    at += c.length;
    if (!Counts(c.value)) continue;
    rolling = rolling * kBase + c.value;
    char32_t& oldest = window[count % kShingle];
    if (count >= kShingle) rolling -= leaving * oldest;
    oldest = c.value;
    if (++count >= kShingle) {
      const uint64_t hash = Mix(rolling);
      if (hash % kModulus == 0) kept.push_back(hash);
    }
  }
  std::sort(kept.begin(), kept.end());
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  if (kept.size() > kMostSamples) kept.resize(kMostSamples);
  return kept;
}

bool SameText(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  // A full sample says nothing of values beyond its last.
  uint64_t last = ~uint64_t{0};
  for (const std::vector<uint64_t>* sample : {&a, &b}) {
    if (sample->size() >= kMostSamples) last = std::min(last, sample->back());
  }
  const auto within = [&](const std::vector<uint64_t>& sample) {
    return static_cast<size_t>(std::upper_bound(sample.begin(), sample.end(), last) - sample.begin());
  };
  const size_t a_size = within(a), b_size = within(b);
  size_t shared = 0;
  for (size_t i = 0, j = 0; i < a_size && j < b_size;) {
    if (a[i] == b[j]) {
      ++shared, ++i, ++j;
    } else if (a[i] < b[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  const size_t smaller = std::min(a_size, b_size);
  return shared >= 8 && shared * 5 >= smaller * 4;
}

}  // namespace gongbao::model
