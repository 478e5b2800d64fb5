// Where the names of works stand among other words: lists cut into items, what stands before and
// behind a name taken off. Pure functions, for sentences of at most kLongestSentence characters.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/extraction/sentence_view.h"

namespace gongbao::extraction {

// Items of a list: 、 and 和, 与, 及 outside of quotes and brackets.
std::vector<CharSpan> SplitNames(std::u32string_view chars, CharSpan all);

// The end of the period that begins at `at`; `at` where none does.
uint32_t SkipPeriod(const SentenceView& sentence, uint32_t at);
// The figure in [begin, end) that begins there, or ends there; null for none.
const figures::Figure* FigureIn(const SentenceView& sentence, uint32_t begin, uint32_t end,
                                bool ends_there);
bool IsMoney(const figures::Figure& figure);
// Not a count of several.
bool IsOne(const figures::Figure& figure);

// Takes off what stands before the last 的; gives the money in it, null where there is none.
const figures::Figure* StripAttribute(const SentenceView& sentence, CharSpan* item);
// Takes off adverbs, dates and a count of one before a name.
void StripLead(const SentenceView& sentence, CharSpan* item);
// Takes off 已, 预计今年 between a name and its verb, and 一座, 3.5公里 behind it.
void StripTrail(const SentenceView& sentence, CharSpan* item);

}  // namespace gongbao::extraction
