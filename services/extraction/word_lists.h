// Named lists of words read from a readable data file: what the emitters of projects, problems,
// honours, commitments and entities know of the language. Built once, then read-only and
// thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "services/language/figures/word_trie.h"

namespace gongbao::extraction {

class WordLists {
 public:
  static constexpr size_t kNone = static_cast<size_t>(-1);
  struct Hit {
    size_t begin = kNone;
    size_t end = kNone;
    explicit operator bool() const { return begin != kNone; }
  };

  static constexpr size_t kMostLists = 31;
  // data: a list's name, then words, on each line. A list is known by the place of its name in
  // `names`; lines of other lists are ignored.
  WordLists(std::string_view data, std::initializer_list<std::string_view> names);

  // The longest word of several lists that begins at `at`, and those lists of which it is.
  struct Found {
    size_t length = 0;
    uint32_t lists = 0;
    bool Has(int list) const { return (lists >> list & 1) != 0; }
  };
  static constexpr uint32_t MaskOf(std::initializer_list<int> lists) {
    uint32_t mask = 0;
    for (const int list : lists) mask |= uint32_t{1} << list;
    return mask;
  }
  Found AnyAt(uint32_t mask, std::u32string_view text, size_t at) const;
  // Length of the longest word of the list that begins at `at`, or ends before `end`; 0 for none.
  size_t At(int list, std::u32string_view text, size_t at) const;
  size_t Before(int list, std::u32string_view text, size_t end) const;
  // The first, or last, word of the list in a text.
  Hit First(int list, std::u32string_view text, size_t from = 0) const;
  Hit Last(int list, std::u32string_view text) const;
  bool In(int list, std::u32string_view text) const { return static_cast<bool>(First(list, text)); }
  bool Is(int list, std::u32string_view word) const;
  bool Ends(int list, std::u32string_view text) const {
    return Before(list, text, text.size()) != 0;
  }

 private:
  // Words of all lists; the value has a bit for each list that a word is of.
  figures::WordTrie forward_;
  figures::WordTrie backward_;
};

}  // namespace gongbao::extraction
