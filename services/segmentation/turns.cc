#include "services/segmentation/turns.h"

#include <algorithm>
#include <vector>

#include "services/base/text.h"
#include "services/segmentation/cues.h"
#include "services/segmentation/roles.h"

namespace gongbao::segmentation {
namespace {

constexpr size_t kHead = 360;   // bytes of a first sentence that are read
constexpr size_t kStart = 45;   // bytes in which a cue of the beginning may begin
constexpr size_t kLongParagraph = 100;

const std::vector<TurnCue>& Cues() {
  static const std::vector<TurnCue> cues = ReadTurnCues(TurnCueData());
  return cues;
}

// Where the first cue of a group begins in the text; npos where there is none.
size_t Find(std::string_view group, std::string_view text) {
  size_t first = text.npos;
  for (const TurnCue& cue : Cues()) {
    if (cue.group == group) first = std::min(first, text.find(cue.cue));
  }
  return first;
}

bool Has(std::string_view group, std::string_view text) { return Find(group, text) != text.npos; }

bool StartsWith(std::string_view group, std::string_view text) {
  return std::any_of(Cues().begin(), Cues().end(), [&](const TurnCue& cue) {
    return cue.group == group && text.starts_with(cue.cue);
  });
}

// The paragraph without a quotation mark and a vocative (各位代表！) in front.
std::string_view WithoutVocative(std::string_view paragraph) {
  if (paragraph.starts_with("“")) paragraph.remove_prefix(3);
  for (const TurnCue& cue : Cues()) {
    if (cue.group != "vocative" || !paragraph.starts_with(cue.cue)) continue;
    paragraph.remove_prefix(cue.cue.size());
    for (const std::string_view mark : {"！", "，", "：", "、", "!", ","}) {
      if (paragraph.starts_with(mark)) {
        paragraph.remove_prefix(mark.size());
        break;
      }
    }
    break;
  }
  return paragraph;
}

std::string_view Prefix(std::string_view text, size_t bytes) {
  while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

bool IsProblem(std::string_view text, std::string_view sentence) {
  const size_t cue = Find("problem", sentence);
  if (cue != sentence.npos && cue < kStart && !Has("not", sentence.substr(0, cue))) return true;
  const size_t admit = Find("admit", sentence);
  if (admit == sentence.npos || admit > 3 * kStart) return false;
  const size_t stop = std::min(text.find("。", sentence.size()), kHead);
  const std::string_view both = Prefix(text, std::max(stop, sentence.size()));
  const size_t noun = Find("noun", both.substr(admit));
  return noun != both.npos && !Has("not", both.substr(0, admit + noun));
}

bool IsPlan(std::string_view text, std::string_view sentence, const TurnContext& context) {
  if (StartsWith("ahead", text)) return true;
  const std::optional<int32_t> year = FirstYear(text, 3 * kStart);
  const bool year_at_start = FirstYear(text, 1).has_value();
  const bool later = year && context.year && *year > *context.year;
  if (year_at_start && later) return Has("aim", sentence) || Has("intend", sentence);
  const size_t aim = Find("aim", sentence);
  if (aim == sentence.npos || aim > 3 * kStart) return false;
  if (year) return later || !context.year;
  // 主要预期目标是：…; but not 围绕年初确定的目标任务，…
  const std::string_view behind = sentence.substr(aim).substr(0, 45);
  return behind.find("是") != behind.npos || behind.find("：") != behind.npos ||
         behind.find(":") != behind.npos;
}

}  // namespace

size_t FirstClause(std::string_view paragraph) {
  constexpr size_t kMost = 40 * 3;
  size_t end = std::min(paragraph.size(), kMost);
  for (const std::string_view mark : {"，", "：", "。", "；", "！", ","}) {
    end = std::min(end, paragraph.substr(0, end).find(mark));
  }
  return Prefix(paragraph, std::min(end, paragraph.size())).size();
}

Turn TurnOf(std::string_view paragraph, const TurnContext& context) {
  const std::string_view text = WithoutVocative(paragraph);
  const bool addressed = StartsWith("vocative", paragraph);
  const std::string_view head = Prefix(text, std::min(kHead, text.size()));
  const std::string_view sentence = head.substr(0, head.find("。"));
  if (context.near_end && (addressed || text.starts_with("让我们")) && Has("farewell", text)) {
    return Turn::kEnd;
  }
  if (IsProblem(text, sentence)) return Turn::kProblem;
  if (IsPlan(text, sentence, context)) return Turn::kPlan;
  const bool past = StartsWith("past", text);
  if (context.in_opening && text.size() > kLongParagraph && text.find("。") != text.npos) {
    const std::optional<int32_t> year = FirstYear(text, 1);
    const bool reviewed = year && (!context.year || *year <= *context.year);
    if (past || reviewed || !context.has_headings) return Turn::kReview;
  }
  return addressed || past ? Turn::kNewBreath : Turn::kNone;
}

}  // namespace gongbao::segmentation
