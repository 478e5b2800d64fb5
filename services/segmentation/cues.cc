#include "services/segmentation/cues.h"

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

bool ReadWeight(std::string_view text, int* weight) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), *weight);
  return result.ec == std::errc() && result.ptr == text.data() + text.size();
}

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
  return ReadLines<RoleCue>(data, bad_line, [](const std::vector<std::string_view>& f, RoleCue* cue) {
    if (f.size() != 4 || !ReadRole(f[1], &cue->role) || !ReadWeight(f[2], &cue->weight)) return false;
    cue->where = f[0];
    cue->cue = f[3];
    return true;
  });
}

std::vector<TurnCue> ReadTurnCues(std::string_view data, size_t* bad_line) {
  return ReadLines<TurnCue>(data, bad_line, [](const std::vector<std::string_view>& f, TurnCue* cue) {
    if (f.size() != 2) return false;
    *cue = {f[0], f[1]};
    return true;
  });
}

std::string_view RoleCueData() { return data::segmentation_role_cues; }
std::string_view TurnCueData() { return data::segmentation_turn_cues; }

}  // namespace gongbao::segmentation
