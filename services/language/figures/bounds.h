// Words that bound a figure (超, 余, 以上, 左右 …). Read-only, thread-safe.
#pragma once

#include <cstddef>
#include <string_view>

#include "services/language/figures/word_trie.h"
#include "services/model/fact.h"

namespace gongbao::figures {

class BoundWords {
 public:
  static const BoundWords& Get();
  explicit BoundWords(std::string_view data);

  struct Found {
    size_t length = 0;  // 0: no bound word
    model::Bound bound = model::Bound::kExact;
    bool above = false;   // 以上: at_least in a target, over elsewhere
    bool within = false;  // 以内: at_most after 控制, under elsewhere
    std::u32string_view word;
  };
  // The bound word that ends right before `end`.
  Found Before(std::u32string_view text, size_t end) const;
  // The bound word that begins at `at`, behind a unit.
  Found After(std::u32string_view text, size_t at) const;

 private:
  WordTrie before_;  // reversed
  WordTrie after_;
};

}  // namespace gongbao::figures
