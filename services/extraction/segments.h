// Clause structure: a sentence's tokens cut into segments, and what stands in front of a figure
// read as names and cues. Value types and pure functions, linear.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/extraction/lexer.h"

namespace gongbao::extraction {

// Tokens [first, last) between two marks. The mark 、 parts segments only behind a figure
// (128.4亿元、增长7%), else it joins names or figures.
struct Segment {
  uint32_t first = 0;
  uint32_t last = 0;
  TokenKind opener = TokenKind::kStop;  // the mark before it
  TokenKind closer = TokenKind::kStop;  // the mark behind it
  int32_t depth = 0;                    // of brackets
};

std::vector<Segment> CutSegments(const std::vector<Token>& tokens);

// A name, or words that are no name, in a list of them (研发投入、规上工业增加值).
struct Element {
  const std::vector<int32_t>* readings = nullptr;  // null: words that are no name
  CharSpan span;
  bool newly = false;     // an increment: 新增…, 增加…
  bool raised = false;    // of these 增加…, 提高…
  bool rejected = false;  // words right before, or a noun right behind, change what it names
  bool followed = false;  // other words stand right behind it
  bool trailed = false;   // or further behind
};

// How the figure behind a lead is meant.
enum class Sense { kValue, kUp, kDown, kTo, kFrom, kShare, kCompare, kNarrow, kRank };

// What stands before a figure, back to the figure or mark before it.
struct Lead {
  std::vector<Element> elements;
  uint32_t cues = 0;            // all of them
  uint32_t near_cues = 0;       // those behind the last name
  bool firm = false;            // a firm, park or village stands before the name
  std::u32string_view scope;    // 全镇
  std::u32string_view place;    // 瑶阳县, right before the name
  std::vector<int32_t> places;  // units that the report compares
  Sense sense = Sense::kValue;
  bool link_after_change = false;  // 增长…达到: with an amount, a level
  int32_t base_period = -1;  // index of the period that a change is measured from (比2016年)

  bool HasName() const;
};

// Reads tokens [first, last).
Lead ReadLead(std::u32string_view text, const std::vector<Token>& tokens,
              const std::vector<PeriodMark>& periods, uint32_t first, uint32_t last);

}  // namespace gongbao::extraction
