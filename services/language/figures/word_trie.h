// A set of words with a number each; finds the longest word at a place in a text, in time linear in
// the length of that word. Built once, then read-only and thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
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

  // The longest word that begins at `at`.
  Match Longest(std::u32string_view text, size_t at) const;
  // The longest word that ends before `end`, of a trie filled with AddReversed.
  Match LongestBefore(std::u32string_view text, size_t end) const;
  void AddReversed(std::u32string_view word, int32_t value);
  // The value of the word; -1 where it is none.
  int32_t Find(std::u32string_view word) const;

 private:
  struct Node {
    int32_t value = -1;
    std::vector<std::pair<char32_t, int32_t>> children;  // sorted
  };

  int32_t Child(int32_t node, char32_t c) const;
  int32_t ChildOrNew(int32_t node, char32_t c);

  std::vector<Node> nodes_;
  std::vector<int32_t> first_;  // of the root, by character up to U+FFFF
};

}  // namespace gongbao::figures
