#include "services/model/fingerprint.h"

#include <algorithm>
#include <deque>

#include "services/base/text.h"

namespace gongbao::model {
namespace {

constexpr size_t kShingle = 8;
constexpr uint64_t kModulus = 16;
constexpr size_t kMost = 8192;
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
  std::deque<char32_t> window;
  uint64_t rolling = 0;
  std::vector<uint64_t> kept;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    at += c.length;
    if (!Counts(c.value)) continue;
    rolling = rolling * kBase + c.value;
    window.push_back(c.value);
    if (window.size() > kShingle) {
      rolling -= leaving * window.front();
      window.pop_front();
    }
    if (window.size() == kShingle) {
      const uint64_t hash = Mix(rolling);
      if (hash % kModulus == 0) kept.push_back(hash);
    }
  }
  std::sort(kept.begin(), kept.end());
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  if (kept.size() > kMost) kept.resize(kMost);
  return kept;
}

bool SameText(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  size_t shared = 0;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      ++shared, ++i, ++j;
    } else if (a[i] < b[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  const size_t smaller = std::min(a.size(), b.size());
  return shared >= 8 && shared * 5 >= smaller * 4;
}

}  // namespace gongbao::model
