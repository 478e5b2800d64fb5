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
  // word: three bytes at least (shorter ones are not found). kinds: bits that Find gives where it stands.
  void Add(std::string_view word, uint32_t kinds);

  // The kinds of all words that stand somewhere in the text.
  uint32_t Find(std::string_view text) const;
  // Whether some word may begin as the text does.
  bool MayBegin(std::string_view text) const { return text.size() >= 3 && begins_[Key(text, 0)]; }

 private:
  struct Word {
    std::string text;
    uint32_t kinds;
  };
  // Of three bytes: the low bits of each are what tells Chinese characters apart.
  static uint16_t Key(std::string_view text, size_t at) {
    const auto byte = [&](size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(text[at + i])); };
    return static_cast<uint16_t>(byte(0) << 12 ^ byte(1) << 6 ^ byte(2));
  }
  std::bitset<65536> begins_;  // keys of the words' beginnings
  std::unordered_map<uint16_t, std::vector<Word>> words_;
  uint32_t all_ = 0;
};

}  // namespace gongbao::ingest
