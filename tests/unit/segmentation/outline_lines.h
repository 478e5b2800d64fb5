// An outline as lines for comparison: "<level> <role> <label>|<title>", inline items with ~ in
// front of the label. Thread rule: pure functions.
#pragma once

#include <string>
#include <vector>

#include "services/segmentation/outline.h"

namespace gongbao::segmentation {

inline std::vector<std::string> OutlineLines(std::string_view text,
                                             const OutlineOptions& options = {}) {
  std::vector<std::string> lines;
  const std::vector<model::Section> sections = ReadOutline(text, options);
  for (size_t i = 1; i < sections.size(); ++i) {
    const model::Section& section = sections[i];
    lines.push_back(std::to_string(section.level) + " " +
                    std::string(SectionRoleName(section.role)) + " " +
                    (section.is_inline ? "~" : "") + section.label + "|" + section.title);
  }
  return lines;
}

}  // namespace gongbao::segmentation
