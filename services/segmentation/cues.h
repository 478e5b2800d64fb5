// Lists of cue words, read from the data files that are compiled in. Thread rule: immutable.
#pragma once

#include <string_view>
#include <vector>

#include "services/model/analysis.h"

namespace gongbao::segmentation {

// A line of data/role_cues.txt.
struct RoleCue {
  std::string_view where;
  model::SectionRole role = model::SectionRole::kUnknown;
  int weight = 0;
  std::string_view cue;
};

// A line of data/turn_cues.txt.
struct TurnCue {
  std::string_view group;
  std::string_view cue;
};

// Lines that are not of the form are left out; `bad_line`, where given, is the first of them (0: none).
std::vector<RoleCue> ReadRoleCues(std::string_view data, size_t* bad_line = nullptr);
std::vector<TurnCue> ReadTurnCues(std::string_view data, size_t* bad_line = nullptr);

// The texts of the files.
std::string_view RoleCueData();
std::string_view TurnCueData();

}  // namespace gongbao::segmentation
