// A set of words with a number each; finds the longest word at a place in a text, in time linear in
// the length of that word. Built once, then read-only and thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace gongbao::figures {

class WordTrie {
 public:
  struct Match {
    size_t length = 0;  // characters; 0: no word
    int32_t value = -1;
    explicit operator bool() const { return length != 0; }
  };

  WordTrie();
  // Words may come in any order; the last value of a word counts. value >= 0.
  void Add(std::u32string_view word, int32_t value);
  void AddReversed(std::u32string_view word, int32_t value);

  // The longest word that begins at `at`.
  Match Longest(std::u32string_view text, size_t at) const;
  // The longest word that ends before `end`, of a trie filled with AddReversed.
  Match LongestBefore(std::u32string_view text, size_t end) const;
  // The same among words whose value has a bit of the mask.
  Match LongestWith(int32_t mask, std::u32string_view text, size_t at) const;
  Match LongestBeforeWith(int32_t mask, std::u32string_view text, size_t end) const;
  // The value of the word, of one that was added reversed by its reversed form; -1 where it is none.
  int32_t Find(std::u32string_view word) const;
  int32_t FindReversed(std::u32string_view word) const;

 private:
  // A step from a node by a character; value: of the word that ends there, -1 for none. All steps
  // stand in one table, found by their hash: a table of each node's own would be as many places in
  // memory.
  struct Step {
    uint32_t from = 0;
    char32_t character = 0;
    uint32_t to = 0;  // 0: an empty place of the table
    int32_t value = -1;
    int32_t below = 0;  // bits of the values of all words that begin so
  };

  const Step* Find(uint32_t from, char32_t c) const {
    const size_t mask = steps_.size() - 1;
    for (size_t at = Hash(from, c) & mask;; at = (at + 1) & mask) {
      const Step& step = steps_[at];
      if (step.to == 0) return nullptr;
      if (step.from == from && step.character == c) return &step;
    }
  }
  // Whether a word may begin with these characters (next: 0 at the end of the text): at most places
  // of a text none does, and two bits tell so.
  bool MayBegin(char32_t first, char32_t next) const {
    return Bit(singles_, first & (kBits - 1)) ||
           Bit(pairs_, static_cast<uint32_t>(Hash(first, next)) & (kBits - 1));
  }
  static bool Bit(const std::vector<uint64_t>& bits, uint32_t at) {
    return (bits[at >> 6] >> (at & 63) & 1) != 0;
  }
  void NoteBegin(char32_t first, char32_t next);
  static size_t Hash(uint32_t from, char32_t c) {
    const uint64_t key = (uint64_t{from} << 32 | c) * 0x9E3779B97F4A7C15u;
    return static_cast<size_t>(key >> 32);
  }
  Step* FindOrAdd(uint32_t from, char32_t c);
  void Grow();

  static constexpr uint32_t kBits = 0x10000;
  std::vector<uint64_t> singles_;  // characters that are words
  std::vector<uint64_t> pairs_;    // the first two characters of longer words, by their hash
  std::vector<Step> steps_;       // a power of two, at most half of it filled
  uint32_t used_ = 0;             // also the last node
};

}  // namespace gongbao::figures
