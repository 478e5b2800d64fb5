// Finds out which of many words a text holds, in one pass over it. Thread-safe once filled.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gongbao::ingest {

class WordSet {
 public:
  // word: two bytes at least. kinds: bits that Find gives where it stands.
  void Add(std::string_view word, uint32_t kinds);

  // The kinds of all words that stand somewhere in the text.
  uint32_t Find(std::string_view text) const;
  // Whether some word begins with the text's first two bytes.
  bool MayBegin(std::string_view text) const { return text.size() >= 2 && begins_[Key(text, 0)]; }

 private:
  struct Word {
    std::string text;
    uint32_t kinds;
  };
  static uint16_t Key(std::string_view text, size_t at) {
    return static_cast<uint16_t>(static_cast<unsigned char>(text[at]) << 8 | static_cast<unsigned char>(text[at + 1]));
  }
  std::bitset<65536> begins_;  // the first two bytes of the words
  std::unordered_map<uint16_t, std::vector<Word>> words_;
  uint32_t all_ = 0;
};

}  // namespace gongbao::ingest
