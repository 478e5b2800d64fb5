// Index terms of sentences and of what is searched for. One rule for both, so that a sentence which
// holds a text holds all terms asked for it:
//   IndexTerms(s) ⊇ QueryTerms(w)  for every sentence s and every w that is part of s.
// Characters that count are Han characters, letters and digits; ASCII letters in lower case. The
// terms of a sentence are its distinct
//   - single characters (省), so that a search for one character is no scan,
//   - pairs of adjacent characters (经济, 2年, gd), for every text of two characters and more,
//   - whole runs of ASCII letters and digits with . between them (22.71, pm2.5, gdp),
//   - words of three characters and more by the dictionary (可支配收入), for whoever asks by word.
// The first three can be told from any part of the sentence, the last can't: it depends on what
// stands around it. Thread rule: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/language/words/word_segmenter.h"

namespace gongbao::words {

inline constexpr size_t kMostTermBytes = 64;

// True for a character that counts.
bool IsTermCharacter(char32_t c);

// Distinct, sorted by bytes, no white space, at most kMostTermBytes each.
std::vector<std::string> IndexTerms(std::string_view sentence, const WordSegmenter& segmenter);

// The terms that every sentence holding exactly `text` has: the pairs, and the runs that something
// else ends on both sides; for a text of one character that character. Parts divided by white space
// or punctuation are parts of one text. Empty where nothing is certain (no character that counts).
std::vector<std::string> QueryTerms(std::string_view text);

}  // namespace gongbao::words
