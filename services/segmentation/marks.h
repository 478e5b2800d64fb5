// Where headings stand in a text: its lines, and the labels that really number something.
// Thread rule: pure functions. Linear in the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "services/segmentation/labels.h"

namespace gongbao::segmentation {

// A line that is not blank, white space at both ends left out.
struct Line {
  uint32_t begin = 0;
  uint32_t end = 0;
};

struct Mark {
  size_t line = 0;  // index
  size_t begin = 0;
  Label label;
  bool line_start = false;
  // Item of a list inside a paragraph or sentence: its section ends with the paragraph.
  bool in_list = false;
  size_t title_end = 0;  // final punctuation left out
  size_t body_end = 0;   // of an item of a list inside a sentence: the end of that sentence; else 0
  // Nothing stands behind the title in its line.
  bool whole_line = false;
};

std::vector<Line> FindLines(std::string_view text);

// In order of their begins; no more lines are read once there are more than `most`.
std::vector<Mark> FindMarks(std::string_view text, const std::vector<Line>& lines, size_t most);

}  // namespace gongbao::segmentation
