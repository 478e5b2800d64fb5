// Search terms of a text with their places: IndexTerms says which terms a sentence is found by, this
// says where each stands. Fine terms (characters, pairs, runs, words inside words) find any part of the
// text, coarse ones (words) find it by word. Thread rule: a pure function.
#pragma once

#include <string_view>

#include "services/language/words/word_segmenter.h"
#include "services/model/words.h"

namespace gongbao::words {

// `tokens`: the words of the text as `segmenter` gives them.
model::SearchTerms TermsWithPlaces(std::string_view text, const model::Tokens& tokens,
                                   const WordSegmenter& segmenter);

}  // namespace gongbao::words
