#include "services/adapters/sqlite/packed_terms.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

namespace gongbao::sqlite {
namespace {

// 7 bits a byte, lowest first; the highest bit says that more follow.
void AddNumber(uint64_t value, std::string* out) {
  for (; value >= 0x80; value >>= 7) *out += static_cast<char>(value | 0x80);
  *out += static_cast<char>(value);
}

bool ReadNumber(std::string_view* bytes, uint64_t* value) {
  *value = 0;
  for (int shift = 0; shift < 64 && !bytes->empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes->front());
    bytes->remove_prefix(1);
    *value |= uint64_t{byte & 0x7fu} << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

template <class F>
void ForEachTerm(std::string_view sentence, F f) {
  for (size_t begin = 0; begin < sentence.size();) {
    const size_t end = std::min(sentence.find(' ', begin), sentence.size());
    f(sentence.substr(begin, end - begin));
    begin = end + 1;
  }
}

}  // namespace

std::string PackTerms(const std::vector<std::string_view>& sentences) {
  std::unordered_map<std::string_view, uint64_t> numbers;
  std::string words;    // length and bytes of each distinct term
  std::string indexes;  // count of each sentence, and its terms
  for (const std::string_view sentence : sentences) {
    std::string of_sentence;
    uint64_t count = 0;
    ForEachTerm(sentence, [&](std::string_view term) {
      const auto [entry, is_new] = numbers.emplace(term, numbers.size());
      if (is_new) {
        AddNumber(term.size(), &words);
        words += term;
      }
      AddNumber(entry->second, &of_sentence);
      ++count;
    });
    AddNumber(count, &indexes);
    indexes += of_sentence;
  }
  std::string out;
  AddNumber(numbers.size(), &out);
  AddNumber(sentences.size(), &out);
  return out + words + indexes;
}

std::optional<std::vector<std::string>> UnpackTerms(std::string_view bytes) {
  uint64_t word_count = 0;
  uint64_t sentence_count = 0;
  if (!ReadNumber(&bytes, &word_count) || !ReadNumber(&bytes, &sentence_count)) return {};
  if (word_count > bytes.size() || sentence_count > bytes.size()) return {};
  std::vector<std::string_view> words;
  for (uint64_t i = 0; i < word_count; ++i) {
    uint64_t size = 0;
    if (!ReadNumber(&bytes, &size) || size > bytes.size()) return {};
    words.push_back(bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
  std::vector<std::string> sentences(sentence_count);
  for (std::string& sentence : sentences) {
    uint64_t count = 0;
    if (!ReadNumber(&bytes, &count)) return {};
    for (uint64_t i = 0; i < count; ++i) {
      uint64_t word = 0;
      if (!ReadNumber(&bytes, &word) || word >= words.size()) return {};
      if (i > 0) sentence += ' ';
      sentence += words[word];
    }
  }
  return sentences;
}

}  // namespace gongbao::sqlite
