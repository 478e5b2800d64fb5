#include "services/language/words/index_terms.h"

#include <algorithm>

#include "services/base/text.h"

namespace gongbao::words {
namespace {

bool IsAsciiAlnum(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Characters that count: no white space, punctuation or control character.
bool IsTermCharacter(char32_t c) {
  if (c < 0x80) return IsAsciiAlnum(c);
  if (c == CodePoint::kInvalid || c < 0xAA || IsSpace(c)) return false;
  if (c == 0x3007) return true;
  if (c >= 0x2000 && c <= 0x206F) return false;
  if (c >= 0x3000 && c <= 0x303F) return false;
  if (c >= 0xFF01 && c <= 0xFF0F) return false;
  return !(c >= 0xFE10 && c <= 0xFE6F) && c != 0xFF1A && c != 0xFF1B && c != 0xFF1F && c != 0xB7;
}

struct Character {
  size_t begin;
  size_t end;
  bool counts;
};

std::vector<Character> Characters(std::string_view text) {
  std::vector<Character> out;
  out.reserve(text.size() / 2);
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    out.push_back({at, at + c.length, IsTermCharacter(c.value)});
    at += c.length;
  }
  return out;
}

void AddPairs(std::string_view lower, const std::vector<Character>& characters,
              std::vector<std::string>* terms) {
  for (size_t i = 1; i < characters.size(); ++i) {
    const Character& a = characters[i - 1];
    const Character& b = characters[i];
    if (a.counts && b.counts) terms->emplace_back(lower.substr(a.begin, b.end - a.begin));
  }
}

// Runs of ASCII letters, digits and points. Those at the text's ends are left out where only
// `inner` ones are asked for: more of them may stand outside.
void AddRuns(std::string_view lower, bool inner, std::vector<std::string>* terms) {
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
    if (run.size() > 2 && run.size() <= kMostTermBytes) terms->emplace_back(run);
  }
}

void AddWords(std::string_view lower, const WordSegmenter& segmenter,
              std::vector<std::string>* terms) {
  const model::Tokens tokens = segmenter.Segment(lower);
  for (size_t i = 0; i < tokens.begin.size(); ++i) {
    const std::string_view word = lower.substr(tokens.begin[i], tokens.end[i] - tokens.begin[i]);
    if (word.size() < 7 || word.size() > kMostTermBytes) continue;  // two Han characters are a pair
    const bool all_count = [&] {
      for (size_t at = 0; at < word.size();) {
        const CodePoint c = DecodeAt(word, at);
        if (!IsTermCharacter(c.value)) return false;
        at += c.length;
      }
      return true;
    }();
    if (all_count) terms->emplace_back(word);
  }
}

void MakeDistinct(std::vector<std::string>* terms) {
  std::sort(terms->begin(), terms->end());
  terms->erase(std::unique(terms->begin(), terms->end()), terms->end());
}

}  // namespace

std::vector<std::string> IndexTerms(std::string_view sentence, const WordSegmenter& segmenter) {
  const std::string lower = AsciiLower(sentence);
  const std::vector<Character> characters = Characters(lower);
  std::vector<std::string> terms;
  terms.reserve(characters.size() * 2);
  for (const Character& c : characters) {
    if (c.counts) terms.emplace_back(lower.substr(c.begin, c.end - c.begin));
  }
  AddPairs(lower, characters, &terms);
  AddRuns(lower, false, &terms);
  AddWords(lower, segmenter, &terms);
  MakeDistinct(&terms);
  return terms;
}

std::vector<std::string> QueryTerms(std::string_view text) {
  const std::string lower = AsciiLower(text);
  const std::vector<Character> characters = Characters(lower);
  std::vector<std::string> terms;
  AddPairs(lower, characters, &terms);
  AddRuns(lower, true, &terms);
  // Characters that no pair covers.
  for (size_t i = 0; i < characters.size(); ++i) {
    const bool before = i > 0 && characters[i - 1].counts;
    const bool after = i + 1 < characters.size() && characters[i + 1].counts;
    if (characters[i].counts && !before && !after) {
      terms.emplace_back(lower.substr(characters[i].begin, characters[i].end - characters[i].begin));
    }
  }
  MakeDistinct(&terms);
  return terms;
}

}  // namespace gongbao::words
