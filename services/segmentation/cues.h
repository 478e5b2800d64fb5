// Lists of cue words, read from the data files that are compiled in. Thread rule: immutable.
#pragma once

#include <cstdint>
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

// A line of data/turn_cues.txt; the groups are explained there.
enum class TurnGroup : uint8_t {
  kProblem,
  kAdmit,
  kFace,
  kYet,
  kNoun,
  kSolved,
  kAhead,
  kAim,
  kDone,
  kIntend,
  kResolve,
  kPast,
  kVocative,
  kFarewell,
};
struct TurnCue {
  TurnGroup group = TurnGroup::kProblem;
  std::string_view cue;
};

// Lines that are not of the form are left out; `bad_line`, where given, is the first of them (0:
// none).
std::vector<RoleCue> ReadRoleCues(std::string_view data, size_t* bad_line = nullptr);
std::vector<TurnCue> ReadTurnCues(std::string_view data, size_t* bad_line = nullptr);

// The texts of the files.
std::string_view RoleCueData();
std::string_view TurnCueData();

// Finds cues in a text in one pass. A cue begins with a Han character of three bytes.
class CueMatcher {
 public:
  explicit CueMatcher(std::vector<std::string_view> cues);

  // Calls found(index of the cue, place) for every place at which a cue stands, in order of places.
  template <class Found>
  void Match(std::string_view text, Found found) const {
    for (size_t at = 0; at + 2 < text.size(); ++at) {
      const uint32_t first = FirstCharacter(text.data() + at);
      if (first == 0 || (begins_[first / 64] >> (first % 64) & 1) == 0) continue;
      for (size_t i = LowerBound(first); i < entries_.size() && entries_[i].first == first; ++i) {
        if (text.substr(at).starts_with(entries_[i].cue)) found(entries_[i].index, at);
      }
      at += 2;
    }
  }

 private:
  struct Entry {
    uint32_t first;
    size_t index;
    std::string_view cue;
  };
  // The character of three bytes at p as a number below 65536; 0 where there is none.
  static uint32_t FirstCharacter(const char* p) {
    const auto lead = static_cast<unsigned char>(p[0]);
    if ((lead & 0xF0) != 0xE0) return 0;
    return ((lead & 0x0Fu) << 12) | ((static_cast<unsigned char>(p[1]) & 0x3Fu) << 6) |
           (static_cast<unsigned char>(p[2]) & 0x3Fu);
  }
  size_t LowerBound(uint32_t first) const;

  std::vector<Entry> entries_;  // by first
  std::vector<uint64_t> begins_;
};

}  // namespace gongbao::segmentation
