// Paragraphs without a label at which a text turns: to its problems, to its plans, to its end.
// Thread rule: pure functions. The cue words are data/turn_cues.txt.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gongbao::segmentation {

enum class Turn {
  kNone,
  kProblem,    // 同时，我们也清醒地看到…; 存在的主要问题是：…
  kPlan,       // 下一步，…; 2016年主要预期目标：… in a report of 2015
  kReview,     // 2015年，… in front of all headings; the first long paragraph of a text without
               // headings
  kNewBreath,  // 各位代表！…; 五年来，…: the sub-section before it has ended
  kEnd,        // 各位代表，让我们…
};

struct TurnContext {
  std::optional<int32_t> year;  // under review
  bool near_end = false;        // one of the last lines
  bool in_opening = false;      // no heading stands before it
  bool has_headings = true;     // of the text
};

Turn TurnOf(std::string_view paragraph, const TurnContext& context);

// Bytes of the paragraph's first clause: up to the first ，：。；！, at most 40 characters.
size_t FirstClause(std::string_view paragraph);

// Bytes of a run-in heading without a number (综合实力稳步提升。…): a short first sentence of words
// alone, with text behind it. 0 where the paragraph does not begin with one. Two neighbours at
// least make it a heading: one alone may be a short sentence.
size_t RunInTitle(std::string_view paragraph);

// True for a short line that can be a heading without a number: no final punctuation, no address.
bool IsShortLine(std::string_view line);

}  // namespace gongbao::segmentation
