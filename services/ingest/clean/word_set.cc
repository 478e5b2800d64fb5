#include "services/ingest/clean/word_set.h"

namespace gongbao::ingest {

void WordSet::Add(std::string_view word, uint32_t kinds) {
  if (word.size() < 3) return;
  begins_.set(Key(word, 0));
  words_[Key(word, 0)].push_back({std::string(word), kinds});
  all_ |= kinds;
}

uint32_t WordSet::Find(std::string_view text) const {
  uint32_t found = 0;
  for (size_t at = 0; at + 2 < text.size() && found != all_; ++at) {
    const bool inside = (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;  // of a character
    if (inside || !begins_[Key(text, at)]) continue;
    for (const Word& word : words_.at(Key(text, at))) {
      if (text.compare(at, word.text.size(), word.text) == 0) found |= word.kinds;
    }
  }
  return found;
}

}  // namespace gongbao::ingest
