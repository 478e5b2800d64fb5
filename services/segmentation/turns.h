// Paragraphs without a label at which a text turns: to its problems, to its plans, to its end.
// Thread rule: pure functions. The cue words are data/turn_cues.txt.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace gongbao::segmentation {

enum class Turn {
  kNone,
  kProblem,   // 同时，我们也清醒地看到…; 存在的主要问题是：…
  kPlan,      // 下一步，…; 2016年主要预期目标：… in a report of 2015
  kReview,    // 2015年，… in front of all headings; the first long paragraph of a text without headings
  kNewBreath, // 各位代表！…; 五年来，…: the sub-section before it has ended
  kEnd,       // 各位代表，让我们…
};

struct TurnContext {
  std::optional<int32_t> year;  // under review
  bool near_end = false;        // one of the last lines
  bool in_opening = false;      // no heading stands before it
  bool has_headings = true;     // of the text
};

// Groups of cues: `problem` suffices at a paragraph's beginning; `admit` with a `noun` behind it in the
// first sentence, and nothing of `not`; `ahead` at the beginning; `aim` near the beginning, or after a
// later year; `intend` in a first sentence that begins with a later year; `past` at the beginning;
// `vocative` at the beginning, with `farewell` in it near the end of the text.
Turn TurnOf(std::string_view paragraph, const TurnContext& context);

// Bytes of the paragraph's first clause: up to the first ，：。；！, at most 40 characters.
size_t FirstClause(std::string_view paragraph);

}  // namespace gongbao::segmentation
