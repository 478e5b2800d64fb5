// Sentences that hold all words of a query, best first. Thread-safe: free functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/ports/fact_store.h"
#include "services/query/language.h"
#include "services/query/words_match.h"

namespace gongbao::query {

// Sentences that a search looks at; those of the newest years first.
inline constexpr int64_t kMaxCandidates = 5000;
// A sentence of a hit is shown up to here.
inline constexpr size_t kMaxHitBytes = 16 << 10;

// The last hit of a page.
struct SearchPosition {
  int32_t score_per_mille = 0;
  std::string document;
  uint32_t begin = 0;
};

struct SearchQuery {
  std::vector<std::string> words;  // ParseSearchWords
  ports::DocumentFilter filter;
  int64_t page_size = 20;
  std::optional<SearchPosition> after;
};

struct SearchHit {
  ports::SentenceRow sentence;
  WordsMatch match;
  model::Document document;
};

struct SearchAnswer {
  std::vector<SearchHit> hits;  // by score, then year (newest first), document, offset
  std::optional<SearchPosition> next;
  bool truncated = false;  // there were more than kMaxCandidates
};

// INVALID_ARGUMENT: no word can be looked up.
StatusOr<SearchAnswer> Search(ports::FactSnapshot& snapshot, const Language& language,
                              const SearchQuery& query);

}  // namespace gongbao::query
