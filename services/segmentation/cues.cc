#include "services/segmentation/cues.h"

#include <algorithm>
#include <charconv>

#include "services/base/text.h"

namespace gongbao::data {
extern const std::string_view segmentation_role_cues;
extern const std::string_view segmentation_turn_cues;
}  // namespace gongbao::data

namespace gongbao::segmentation {
namespace {

bool ReadRole(std::string_view name, model::SectionRole* role) {
  for (const model::SectionRole candidate :
       {model::SectionRole::kReview, model::SectionRole::kPlan, model::SectionRole::kProblem,
        model::SectionRole::kMeta}) {
    if (model::SectionRoleName(candidate) == name) {
      *role = candidate;
      return true;
    }
  }
  return false;
}

bool ReadGroup(std::string_view name, TurnGroup* group) {
  static constexpr std::string_view kNames[] = {"problem", "admit",    "face",    "yet",  "noun",
                                                "solved",  "ahead",    "aim",     "done", "intend",
                                                "resolve", "past",    "vocative", "farewell"};
  for (size_t i = 0; i < std::size(kNames); ++i) {
    if (kNames[i] == name) {
      *group = static_cast<TurnGroup>(i);
      return true;
    }
  }
  return false;
}

bool ReadWeight(std::string_view text, int* weight) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), *weight);
  return result.ec == std::errc() && result.ptr == text.data() + text.size();
}

bool IsCue(std::string_view text) { return DecodeAt(text, 0).length == 3; }

template <class Cue, class Read>
std::vector<Cue> ReadLines(std::string_view data, size_t* bad_line, Read read) {
  std::vector<Cue> cues;
  size_t number = 0;
  if (bad_line != nullptr) *bad_line = 0;
  for (const std::string_view whole : Split(data, '\n')) {
    ++number;
    const std::string_view line = Strip(whole.substr(0, whole.find('#')));
    if (line.empty()) continue;
    Cue cue;
    if (read(Split(line, ' '), &cue)) {
      cues.push_back(cue);
    } else if (bad_line != nullptr && *bad_line == 0) {
      *bad_line = number;
    }
  }
  return cues;
}

}  // namespace

std::vector<RoleCue> ReadRoleCues(std::string_view data, size_t* bad_line) {
  return ReadLines<RoleCue>(
      data, bad_line, [](const std::vector<std::string_view>& f, RoleCue* cue) {
        if (f.size() != 4 || !ReadRole(f[1], &cue->role) || !ReadWeight(f[2], &cue->weight))
          return false;
        cue->where = f[0];
        cue->cue = f[3];
        return IsCue(cue->cue);
      });
}

std::vector<TurnCue> ReadTurnCues(std::string_view data, size_t* bad_line) {
  return ReadLines<TurnCue>(data, bad_line,
                            [](const std::vector<std::string_view>& f, TurnCue* cue) {
                              if (f.size() != 2 || !ReadGroup(f[0], &cue->group)) return false;
                              cue->cue = f[1];
                              return IsCue(cue->cue);
                            });
}

std::string_view RoleCueData() { return data::segmentation_role_cues; }
std::string_view TurnCueData() { return data::segmentation_turn_cues; }

CueMatcher::CueMatcher(std::vector<std::string_view> cues) : begins_(65536 / 64, 0) {
  for (size_t i = 0; i < cues.size(); ++i) {
    if (cues[i].size() < 3) continue;
    const uint32_t first = FirstCharacter(cues[i].data());
    begins_[first / 64] |= uint64_t{1} << (first % 64);
    entries_.push_back({first, i, cues[i]});
  }
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const Entry& a, const Entry& b) { return a.first < b.first; });
}

size_t CueMatcher::LowerBound(uint32_t first) const {
  return std::lower_bound(entries_.begin(), entries_.end(), first,
                          [](const Entry& entry, uint32_t value) { return entry.first < value; }) -
         entries_.begin();
}

}  // namespace gongbao::segmentation
