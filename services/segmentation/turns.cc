#include "services/segmentation/turns.h"

#include <algorithm>
#include <vector>

#include "services/base/text.h"
#include "services/segmentation/cues.h"
#include "services/segmentation/roles.h"

namespace gongbao::segmentation {
namespace {

constexpr size_t kHead = 360;  // bytes of a first sentence that are read
constexpr size_t kStart = 45;  // bytes in which a cue of the beginning may begin
constexpr size_t kLongParagraph = 100;

struct Lexicon {
  std::vector<TurnCue> cues = ReadTurnCues(TurnCueData());
  CueMatcher matcher{Words(cues)};

  static std::vector<std::string_view> Words(const std::vector<TurnCue>& cues) {
    std::vector<std::string_view> words;
    for (const TurnCue& cue : cues) words.push_back(cue.cue);
    return words;
  }
  static const Lexicon& Get() {
    static const Lexicon lexicon;
    return lexicon;
  }
};

std::string_view Prefix(std::string_view text, size_t bytes) {
  if (bytes >= text.size()) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

struct Found {
  TurnGroup group;
  size_t begin;
  size_t end;
};

// The cues in the beginning of a paragraph.
class Head {
 public:
  static constexpr size_t kNone = std::string_view::npos;

  explicit Head(std::string_view text) : text_(Prefix(text, kHead)) {
    const Lexicon& lexicon = Lexicon::Get();
    lexicon.matcher.Match(text_, [&](size_t index, size_t at) {
      const TurnCue& cue = lexicon.cues[index];
      found_.push_back({cue.group, at, at + cue.cue.size()});
    });
    sentence_ = std::min(text_.find("。"), text_.size());
    // A first sentence may be no more than an address or a claim: 我们清醒认识到…。发展不平衡….
    two_sentences_ = sentence_ == text_.size() ? sentence_ : text_.find("。", sentence_ + 3);
    two_sentences_ = std::min(two_sentences_, text_.size());
  }

  std::string_view text() const { return text_; }
  size_t sentence() const { return sentence_; }
  size_t two_sentences() const { return two_sentences_; }

  // Where the first cue of the group begins that lies in [from, to); kNone where there is none.
  size_t First(TurnGroup group, size_t from, size_t to) const {
    for (const Found& found : found_) {
      if (found.group == group && found.begin >= from && found.end <= to) return found.begin;
    }
    return kNone;
  }
  bool Has(TurnGroup group, size_t from, size_t to) const {
    return First(group, from, to) != kNone;
  }
  bool StartsWith(TurnGroup group) const { return First(group, 0, kStart) == 0; }

 private:
  std::string_view text_;
  std::vector<Found> found_;
  size_t sentence_ = 0;
  size_t two_sentences_ = 0;
};

// The paragraph without a quotation mark and an address (各位代表！) in front.
std::string_view WithoutVocative(std::string_view paragraph, bool* addressed) {
  *addressed = false;
  if (paragraph.starts_with("“")) paragraph.remove_prefix(3);
  for (const TurnCue& cue : Lexicon::Get().cues) {
    if (cue.group != TurnGroup::kVocative || !paragraph.starts_with(cue.cue)) continue;
    *addressed = true;
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

bool IsFarewell(std::string_view text) {
  const Lexicon& lexicon = Lexicon::Get();
  bool found = false;
  lexicon.matcher.Match(text, [&](size_t index, size_t) {
    found = found || lexicon.cues[index].group == TurnGroup::kFarewell;
  });
  return found;
}

bool IsProblem(const Head& head) {
  using enum TurnGroup;
  const size_t cue = head.First(kProblem, 0, head.sentence());
  if (cue < kStart && !head.Has(kSolved, 0, cue)) return true;
  size_t admit = head.First(kAdmit, 0, std::min(head.sentence(), 4 * kStart));
  if (admit == Head::kNone) {
    admit = head.First(kFace, 0, std::min(head.sentence(), 4 * kStart));
    if (admit == Head::kNone || !head.Has(kYet, 0, admit)) return false;
  }
  const size_t noun = head.First(kNoun, admit, head.two_sentences());
  return noun != Head::kNone && !head.Has(kSolved, 0, noun);
}

bool IsPlan(const Head& head, const TurnContext& context) {
  using enum TurnGroup;
  if (head.StartsWith(kAhead)) return true;
  const std::string_view text = head.text();
  const std::optional<int32_t> year = FirstYear(text, 3 * kStart);
  const bool later = year && context.year && *year > *context.year;
  if (later && FirstYear(text, 1)) {
    return head.Has(kAim, 0, head.sentence()) || head.Has(kIntend, 0, head.sentence());
  }
  // 2016年，我乡将从以下几方面开展工作, where nobody says which year is reviewed.
  if (!context.year && FirstYear(text, 1) && head.Has(kResolve, 0, head.sentence())) return true;
  const size_t aim = head.First(kAim, 0, std::min(head.sentence(), 4 * kStart));
  if (aim == Head::kNone || head.Has(kDone, 0, aim)) return false;
  if (year) return later || !context.year;
  // 主要预期目标是：…
  const std::string_view behind = text.substr(0, head.sentence()).substr(aim).substr(0, kStart);
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

size_t RunInTitle(std::string_view paragraph) {
  constexpr size_t kLeast = 4 * 3;
  constexpr size_t kMost = 20 * 3;
  constexpr size_t kLeastBody = 24 * 3;
  const size_t end = paragraph.substr(0, kMost + 3).find("。");
  if (end == paragraph.npos || end < kLeast || paragraph.size() < end + kLeastBody) return 0;
  for (size_t at = 0; at < end;) {
    const CodePoint c = DecodeAt(paragraph, at);
    if (!IsHan(c.value) && c.value != U'、' && c.value != U'“' && c.value != U'”') return 0;
    at += c.length;
  }
  bool addressed = false;
  WithoutVocative(paragraph, &addressed);
  return addressed || Head(paragraph.substr(0, end)).StartsWith(TurnGroup::kPast) ? 0 : end;
}

bool IsShortLine(std::string_view line) {
  constexpr size_t kMost = 30 * 3;
  if (line.empty() || line.size() > kMost) return false;
  for (const std::string_view mark :
       {"。", "，", "；", "！", "？", "：", "、", ":", "讲话", "报告", "会议", "大会", "关于", "——",
        "\t", "【", "来源", "代表", "同志"}) {
    if (line.find(mark) != line.npos) return false;
  }
  return true;
}

Turn TurnOf(std::string_view paragraph, const TurnContext& context) {
  using enum TurnGroup;
  bool addressed = false;
  const std::string_view text = WithoutVocative(paragraph, &addressed);
  if (context.near_end && (addressed || text.starts_with("让我们")) && IsFarewell(text)) {
    return Turn::kEnd;
  }
  const Head head(text);
  if (IsProblem(head)) return Turn::kProblem;
  if (IsPlan(head, context)) return Turn::kPlan;
  const bool past = head.StartsWith(kPast);
  if (context.in_opening && text.size() > kLongParagraph && text.find("。") != text.npos) {
    const std::optional<int32_t> year = FirstYear(text, 1);
    const bool reviewed = year && (!context.year || *year <= *context.year);
    if (past || reviewed || !context.has_headings) return Turn::kReview;
  }
  return addressed || past ? Turn::kNewBreath : Turn::kNone;
}

}  // namespace gongbao::segmentation
