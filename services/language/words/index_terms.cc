#include "services/language/words/index_terms.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "services/base/text.h"

namespace gongbao::words {
namespace {

bool IsAsciiAlnum(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct Character {
  uint32_t begin;
  uint32_t end;
  bool counts;
};

std::vector<Character> Characters(std::string_view text) {
  std::vector<Character> out;
  out.reserve(text.size() / 2);
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    const size_t end = at + c.length;
    out.push_back(
        {static_cast<uint32_t>(at), static_cast<uint32_t>(end), IsTermCharacter(c.value)});
    at = end;
  }
  return out;
}

// Terms as they are found. Nearly all have at most eight bytes, none of them 0, so that they sort
// as numbers.
class TermSet {
 public:
  explicit TermSet(size_t expected) { short_.reserve(expected); }

  void Add(std::string_view term) {
    if (term.size() > sizeof(uint64_t)) {
      long_.emplace_back(term);
      return;
    }
    uint64_t key = 0;
    for (size_t i = 0; i < sizeof key; ++i) {
      key = key << 8 | (i < term.size() ? static_cast<unsigned char>(term[i]) : 0);
    }
    short_.push_back(key);
  }

  // Distinct, sorted.
  std::vector<std::string> Take() {
    MakeDistinct(&short_);
    MakeDistinct(&long_);
    std::vector<std::string> terms;
    terms.reserve(short_.size() + long_.size());
    for (const uint64_t key : short_) {
      char bytes[sizeof key];
      size_t size = 0;
      for (int shift = 56; shift >= 0 && (key >> shift & 0xFF) != 0; shift -= 8) {
        bytes[size++] = static_cast<char>(key >> shift & 0xFF);
      }
      terms.emplace_back(bytes, size);
    }
    const auto middle = static_cast<std::ptrdiff_t>(terms.size());
    std::move(long_.begin(), long_.end(), std::back_inserter(terms));
    std::inplace_merge(terms.begin(), terms.begin() + middle, terms.end());
    return terms;
  }

 private:
  template <class T>
  static void MakeDistinct(std::vector<T>* all) {
    std::sort(all->begin(), all->end());
    all->erase(std::unique(all->begin(), all->end()), all->end());
  }

  std::vector<uint64_t> short_;
  std::vector<std::string> long_;
};

void AddPairs(std::string_view lower, const std::vector<Character>& characters, TermSet* terms) {
  for (size_t i = 1; i < characters.size(); ++i) {
    const Character& a = characters[i - 1];
    const Character& b = characters[i];
    if (a.counts && b.counts) terms->Add(lower.substr(a.begin, b.end - a.begin));
  }
}

// Runs of ASCII letters, digits and points. Those at the text's ends are left out where only
// `inner` ones are asked for: more of them may stand outside.
void AddRuns(std::string_view lower, bool inner, TermSet* terms) {
  const auto in_run = [&](size_t i) {
    return IsAsciiAlnum(static_cast<unsigned char>(lower[i])) || lower[i] == '.';
  };
  for (size_t at = 0; at < lower.size();) {
    if (!in_run(at)) {
      ++at;
      continue;
    }
    const size_t begin = at;
    while (at < lower.size() && in_run(at)) ++at;
    if (inner && (begin == 0 || at == lower.size())) continue;
    std::string_view run = lower.substr(begin, at - begin);
    while (run.starts_with('.')) run.remove_prefix(1);
    while (run.ends_with('.')) run.remove_suffix(1);
    if (run.size() > 2 && run.size() <= kMostTermBytes) terms->Add(run);
  }
}

bool AllCount(std::string_view word) {
  for (size_t at = 0; at < word.size();) {
    const CodePoint c = DecodeAt(word, at);
    if (!IsTermCharacter(c.value)) return false;
    at += c.length;
  }
  return true;
}

void AddWords(std::string_view lower, const WordSegmenter& segmenter, TermSet* terms) {
  const model::Tokens tokens = segmenter.Segment(lower);
  for (size_t i = 0; i < tokens.begin.size(); ++i) {
    const std::string_view word = lower.substr(tokens.begin[i], tokens.end[i] - tokens.begin[i]);
    if (word.size() < 7 || word.size() > kMostTermBytes) continue;  // two Han characters are a pair
    if (AllCount(word)) terms->Add(word);
  }
}

}  // namespace

// No white space, punctuation or control character.
bool IsTermCharacter(char32_t c) {
  if (c < 0x80) return IsAsciiAlnum(c);
  if (c == CodePoint::kInvalid || c < 0xAA || IsSpace(c)) return false;
  if (c == 0x3007) return true;
  if (c >= 0x2000 && c <= 0x206F) return false;
  if (c >= 0x3000 && c <= 0x303F) return false;
  if (c >= 0xFF01 && c <= 0xFF0F) return false;
  return !(c >= 0xFE10 && c <= 0xFE6F) && c != 0xFF1A && c != 0xFF1B && c != 0xFF1F && c != 0xB7;
}

std::vector<std::string> IndexTerms(std::string_view sentence, const WordSegmenter& segmenter) {
  const std::string lower = AsciiLower(sentence);
  const std::vector<Character> characters = Characters(lower);
  TermSet terms(2 * characters.size());
  for (const Character& c : characters) {
    if (c.counts) terms.Add(std::string_view(lower).substr(c.begin, c.end - c.begin));
  }
  AddPairs(lower, characters, &terms);
  AddRuns(lower, false, &terms);
  AddWords(lower, segmenter, &terms);
  return terms.Take();
}

std::vector<std::string> QueryTerms(std::string_view text) {
  const std::string lower = AsciiLower(text);
  const std::vector<Character> characters = Characters(lower);
  TermSet terms(characters.size());
  AddPairs(lower, characters, &terms);
  AddRuns(lower, true, &terms);
  // Characters that no pair covers.
  for (size_t i = 0; i < characters.size(); ++i) {
    const Character& c = characters[i];
    const bool before = i > 0 && characters[i - 1].counts;
    const bool after = i + 1 < characters.size() && characters[i + 1].counts;
    if (c.counts && !before && !after) {
      terms.Add(std::string_view(lower).substr(c.begin, c.end - c.begin));
    }
  }
  return terms.Take();
}

}  // namespace gongbao::words
