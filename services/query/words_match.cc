#include "services/query/words_match.h"

#include <string.h>

#include <algorithm>
#include <utility>

#include "services/base/text.h"

namespace gongbao::query {
namespace {

using model::Span;

// Sentences are short; of an endless one this many places of a word are enough.
constexpr size_t kMaxPlacesOfWord = 256;

std::string HalfWidth(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const CodePoint point = DecodeAt(text, at);
    const char32_t folded =
        point.value >= 0xFF01 && point.value <= 0xFF5E ? point.value - 0xFEE0 : point.value;
    const bool word_character = (folded >= '0' && folded <= '9') ||
                                (folded >= 'A' && folded <= 'Z') ||
                                (folded >= 'a' && folded <= 'z');
    AppendUtf8(&out, word_character || folded == '%' ? folded : point.value);
    at += point.length;
  }
  return out;
}

char32_t ClosingQuote(char32_t opening) {
  switch (opening) {
    case U'"': return U'"';
    case U'“': return U'”';
    case U'「': return U'」';
    default: return 0;
  }
}

bool HoldsLetterOrDigit(std::string_view word) {
  for (size_t at = 0; at < word.size();) {
    const CodePoint point = DecodeAt(word, at);
    const char32_t c = point.value;
    if (IsHan(c) || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
      return true;
    }
    at += point.length;
  }
  return false;
}

// Splits at spaces and quote marks.
std::vector<std::string> SplitQuery(std::string_view query) {
  std::vector<std::string> words;
  std::string word;
  char32_t closing = 0;
  const auto flush = [&] {
    const std::string stripped(Strip(word));
    if (!stripped.empty()) words.push_back(stripped);
    word.clear();
  };
  for (size_t at = 0; at < query.size();) {
    const CodePoint point = DecodeAt(query, at);
    if (closing != 0 ? point.value == closing : ClosingQuote(point.value) != 0) {
      flush();
      closing = closing != 0 ? 0 : ClosingQuote(point.value);
    } else if (closing == 0 && IsSpace(point.value)) {
      flush();
    } else {
      AppendUtf8(&word, point.value);
    }
    at += point.length;
  }
  flush();
  return words;
}

std::vector<Span> PlacesOf(std::string_view word, std::string_view text) {
  std::vector<Span> places;
  size_t from = 0;
  while (places.size() < kMaxPlacesOfWord && from + word.size() <= text.size()) {
    const void* found = memmem(text.data() + from, text.size() - from, word.data(), word.size());
    if (found == nullptr) break;
    const size_t begin = static_cast<const char*>(found) - text.data();
    places.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + word.size())});
    from = begin + word.size();
  }
  return places;
}

// Length of the shortest stretch that holds a place of every word.
uint32_t ShortestStretch(const std::vector<std::vector<Span>>& places) {
  std::vector<std::pair<Span, size_t>> all;
  for (size_t word = 0; word < places.size(); ++word) {
    for (const Span& place : places[word]) all.emplace_back(place, word);
  }
  std::sort(all.begin(), all.end());
  std::vector<std::optional<Span>> last(places.size());
  size_t seen = 0;
  uint32_t shortest = UINT32_MAX;
  for (const auto& [place, word] : all) {
    if (!last[word]) ++seen;
    last[word] = place;
    if (seen < places.size()) continue;
    uint32_t begin = UINT32_MAX;
    uint32_t end = 0;
    for (const std::optional<Span>& span : last) {
      begin = std::min(begin, span->begin);
      end = std::max(end, span->end);
    }
    shortest = std::min(shortest, end - begin);
  }
  return shortest;
}

std::vector<Span> Merge(const std::vector<std::vector<Span>>& places) {
  std::vector<Span> all;
  for (const std::vector<Span>& of_word : places) all.insert(all.end(), of_word.begin(), of_word.end());
  std::sort(all.begin(), all.end());
  std::vector<Span> merged;
  for (const Span& span : all) {
    if (!merged.empty() && span.begin <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, span.end);
    } else {
      merged.push_back(span);
    }
  }
  return merged;
}

}  // namespace

StatusOr<std::vector<std::string>> ParseSearchWords(std::string_view query) {
  if (query.size() > kMaxQueryBytes) {
    return InvalidArgument(Cat({"must be at most ", std::to_string(kMaxQueryBytes), " bytes long"}));
  }
  if (FindInvalidUtf8(query) != std::string_view::npos) return InvalidArgument("must be UTF-8");
  std::vector<std::string> words;
  for (const std::string& word : SplitQuery(HalfWidth(query))) {
    if (!HoldsLetterOrDigit(word)) {
      return InvalidArgument(Cat({"must have a letter or digit in each word, not only ", word}));
    }
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
  }
  if (words.empty()) return InvalidArgument("must hold a word");
  if (words.size() > kMaxQueryWords) {
    return InvalidArgument(Cat({"must hold at most ", std::to_string(kMaxQueryWords), " words"}));
  }
  return words;
}

std::optional<WordsMatch> MatchWords(std::string_view sentence,
                                     const std::vector<std::string>& words, bool heading) {
  const std::string text = AsciiLower(sentence);
  std::vector<std::vector<Span>> places;
  uint64_t words_length = 0;
  for (const std::string& word : words) {
    places.push_back(PlacesOf(AsciiLower(word), text));
    if (places.back().empty()) return std::nullopt;
    words_length += word.size();
  }
  WordsMatch match;
  match.highlights = Merge(places);
  uint64_t highlighted = 0;
  for (const Span& span : match.highlights) highlighted += span.size();
  const uint64_t stretch = std::max<uint64_t>(ShortestStretch(places), 1);
  const uint64_t length = std::max<uint64_t>(text.size(), 1);
  const uint64_t proximity = std::min<uint64_t>(600 * words_length / stretch, 600);
  const uint64_t frequency = std::min<uint64_t>(250 * 4 * highlighted / length, 250);
  match.score_per_mille = static_cast<int32_t>(proximity + frequency + (heading ? 150 : 0));
  return match;
}

}  // namespace gongbao::query
