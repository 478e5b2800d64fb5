#include "services/language/words/search_terms.h"

#include <algorithm>
#include <tuple>

#include "services/base/text.h"
#include "services/language/words/index_terms.h"
#include "services/language/words/lattice.h"

namespace gongbao::words {
namespace {

using model::TermKind;

bool IsRunCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.';
}

struct Term {
  uint32_t begin;
  uint32_t end;
  TermKind kind;
  friend bool operator<(const Term& a, const Term& b) {
    return std::tie(a.begin, a.end, a.kind) < std::tie(b.begin, b.end, b.kind);
  }
};

class Collector {
 public:
  Collector(std::string_view text, const WordSegmenter& segmenter)
      : text_(text),
        dictionary_(segmenter.dictionary()),
        weights_(dictionary_.weights(segmenter.options().domain)) {}

  void AddCharactersAndPairs() {
    size_t last = text_.npos;  // where the character before began, if it counts
    for (size_t at = 0; at < text_.size();) {
      const CodePoint c = DecodeAt(text_, at);
      const size_t end = at + static_cast<size_t>(c.length);
      if (IsTermCharacter(c.value)) {
        Add(at, end, TermKind::kCharacter);
        if (last != text_.npos) Add(last, end, TermKind::kPair);
        last = at;
      } else {
        last = text_.npos;
      }
      at = end;
    }
  }

  void AddRuns() {
    for (size_t at = 0; at < text_.size();) {
      if (!IsRunCharacter(text_[at])) {
        ++at;
        continue;
      }
      size_t begin = at;
      while (at < text_.size() && IsRunCharacter(text_[at])) ++at;
      size_t end = at;
      while (begin < end && text_[begin] == '.') ++begin;
      while (end > begin && text_[end - 1] == '.') --end;
      if (end - begin > 2 && end - begin <= kMostTermBytes) Add(begin, end, TermKind::kRun);
    }
  }

  void AddWord(uint32_t begin, uint32_t end) {
    if (end - begin > kMostTermBytes) return;
    for (size_t at = begin; at < end;) {
      const CodePoint c = DecodeAt(text_, at);
      if (!IsTermCharacter(c.value)) return;
      at += static_cast<size_t>(c.length);
    }
    Add(begin, end, TermKind::kWord);
    for (size_t at = begin; at < end; at += static_cast<size_t>(DecodeAt(text_, at).length)) {
      AddInnerWords(at, begin, end);
    }
  }

  model::SearchTerms Take() {
    std::sort(terms_.begin(), terms_.end());
    model::SearchTerms out;
    out.begin.reserve(terms_.size());
    out.end.reserve(terms_.size());
    out.kind.reserve(terms_.size());
    for (const Term& term : terms_) {
      out.begin.push_back(term.begin);
      out.end.push_back(term.end);
      out.kind.push_back(static_cast<uint8_t>(term.kind));
    }
    return out;
  }

 private:
  void Add(size_t begin, size_t end, TermKind kind) {
    terms_.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end), kind});
  }
  // Words of two characters and more that begin at `at` inside the word [begin, end).
  void AddInnerWords(size_t at, size_t begin, size_t end) {
    uint32_t base = 0;
    for (size_t i = at; i < end;) {
      const CodePoint c = DecodeAt(text_, i);
      const uint16_t id = dictionary_.IdOf(c.value);
      if (id == 0) return;
      const TrieNode& node = dictionary_.nodes()[base + id];
      if (node.label != id) return;
      const bool first = i == at;
      i += static_cast<size_t>(c.length);
      const bool whole = at == begin && i == end;
      if (!first && !whole && node.entry != 0 && weights_[node.entry] > kLowestWeight) {
        Add(at, i, TermKind::kInnerWord);
      }
      base = node.base;
      if (base == 0) return;
    }
  }

  const std::string_view text_;
  const Dictionary& dictionary_;
  const double* const weights_;
  std::vector<Term> terms_;
};

}  // namespace

model::SearchTerms TermsWithPlaces(std::string_view text, const model::Tokens& tokens,
                                   const WordSegmenter& segmenter) {
  Collector collector(text, segmenter);
  collector.AddCharactersAndPairs();
  collector.AddRuns();
  for (size_t i = 0; i < tokens.begin.size(); ++i) collector.AddWord(tokens.begin[i], tokens.end[i]);
  return collector.Take();
}

}  // namespace gongbao::words
