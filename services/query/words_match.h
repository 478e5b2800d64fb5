// The words of a search: how they are read, and whether and how well a sentence matches them.
// Thread rule: pure functions and values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/base/status.h"
#include "services/model/span.h"

namespace gongbao::query {

inline constexpr size_t kMaxQueryBytes = 1024;
inline constexpr size_t kMaxQueryWords = 16;

// Distinct words of a query, in the order asked. A word is what stands between spaces, or between
// quote marks (“”, "", 「」): then it may hold spaces. Full-width Latin letters and digits are read as
// half-width ones, as they stand in clean text. INVALID_ARGUMENT (the problem alone: "must hold a
// word"): no word, a word without a letter or digit of any script, too many, too long, not UTF-8.
StatusOr<std::vector<std::string>> ParseSearchWords(std::string_view query);

struct WordsMatch {
  std::vector<model::Span> highlights;  // in order, disjoint: every place where a word stands
  int32_t score_per_mille = 0;
};

// Nothing unless every word stands in the sentence as a substring, ASCII letters compared without
// case. The score is a function of the sentence and the words alone:
//
//   600 * proximity + 250 * frequency + 150 * heading, rounded down, where
//   proximity  length of the words over that of the shortest stretch that holds them all (a phrase,
//              or words side by side: 1)
//   frequency  four times the highlighted share of the sentence, at most 1
//   heading    1 in a heading, else 0
//
// Lengths are in bytes.
std::optional<WordsMatch> MatchWords(std::string_view sentence,
                                     const std::vector<std::string>& words, bool heading);

}  // namespace gongbao::query
