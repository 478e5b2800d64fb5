#include "services/segmentation/outline.h"

#include <algorithm>
#include <utility>

#include "services/base/text.h"
#include "services/segmentation/cues.h"
#include "services/segmentation/marks.h"
#include "services/segmentation/roles.h"
#include "services/segmentation/section_stack.h"
#include "services/segmentation/turns.h"

namespace gongbao::segmentation {
namespace {

using model::Section;
using model::SectionRole;

constexpr size_t kBodyRead = 1500;  // bytes of a body that are read for its tense
constexpr size_t kLastLines = 3;    // of the text: there it may take leave

std::string_view Cut(std::string_view text, size_t begin, size_t end) {
  end = std::min(end, text.size());
  while (end > begin && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;
  return text.substr(begin, end - begin);
}

// A title that a line break cuts, whole again.
std::string WithoutLineBreaks(std::string_view title) {
  std::string whole;
  for (const std::string_view part : Split(title, '\n')) whole += title.size() == part.size() ? part : Strip(part);
  return whole;
}

class OutlineReader {
 public:
  OutlineReader(std::string_view text, const OutlineOptions& options)
      : text_(text),
        roles_(text, options),
        lines_(FindLines(text)),
        marks_(FindMarks(text, lines_, kMostSections)),
        stack_(text.size()) {
    has_headings_ =
        std::any_of(marks_.begin(), marks_.end(), [](const Mark& mark) { return !mark.in_list; });
  }

  std::vector<Section> Read() {
    for (size_t line = 0; line < lines_.size() && stack_.size() <= kMostSections; ++line) {
      ReadLine(line);
    }
    return stack_.Finish(text_.size());
  }

 private:
  std::string_view TextOf(const Line& line) const {
    return text_.substr(line.begin, line.end - line.begin);
  }
  // True where the line begins with a label that counts.
  bool IsLabelled(size_t line) const;
  void ReadLine(size_t line);
  void ReadUnlabelled(size_t line);
  bool ReadShortLine(size_t line);
  bool ReadRunIn(size_t line);
  void ReadTurn(size_t line);
  // True where the line stands straight under a heading that has its line for itself.
  bool IsFirstBelowHeading(size_t line) const;
  model::Span HeadingOfParagraph(const Line& line) const;
  void PushUnnumbered(FrameKind kind, SectionRole role, const model::Span& heading);
  void ReadMark(const Mark& mark, size_t next);
  SectionRole RoleOf(const Mark& mark, std::string_view title, size_t next) const;

  const std::string_view text_;
  const RoleReader roles_;
  const std::vector<Line> lines_;
  const std::vector<Mark> marks_;
  SectionStack stack_;
  bool has_headings_ = false;
  size_t next_mark_ = 0;
  size_t last_run_in_ = 0;  // line + 1
};

bool OutlineReader::IsLabelled(size_t line) const {
  if (line >= lines_.size()) return false;
  const auto found =
      std::lower_bound(marks_.begin() + static_cast<std::ptrdiff_t>(next_mark_), marks_.end(), line,
                       [](const Mark& mark, size_t wanted) { return mark.line < wanted; });
  return found != marks_.end() && found->line == line && found->line_start;
}

void OutlineReader::ReadLine(size_t line) {
  if (!IsLabelled(line)) ReadUnlabelled(line);
  for (; next_mark_ < marks_.size() && marks_[next_mark_].line == line; ++next_mark_) {
    const bool has_next = next_mark_ + 1 < marks_.size();
    ReadMark(marks_[next_mark_], has_next ? marks_[next_mark_ + 1].begin : text_.size());
  }
  stack_.PopLists(lines_[line].end);
}

void OutlineReader::ReadUnlabelled(size_t line) {
  if (ReadShortLine(line) || ReadRunIn(line)) return;
  ReadTurn(line);
}

// 2022年工作回顾, 存在的问题, 下一步工作打算, each in a line of its own.
bool OutlineReader::ReadShortLine(size_t line) {
  const std::string_view title = TextOf(lines_[line]);
  if (line == 0 || line + 1 >= lines_.size() || !IsShortLine(title)) return false;
  const SectionRole role = roles_.OfShortLine(title);
  if (role == SectionRole::kUnknown || role == stack_.section().role) return false;
  const uint32_t begin = lines_[line].begin;
  const model::Span heading = {begin, lines_[line].end};
  // Where chapters are numbered, a line without a number is no chapter, unless they are counted
  // anew behind it.
  const bool counted_anew = next_mark_ < marks_.size() && marks_[next_mark_].label.number == 1 &&
                            marks_[next_mark_].label.style == LabelStyle::kHan;
  if (stack_.InNumberedChapter() && !counted_anew) {
    stack_.PopToTop(begin);
    PushUnnumbered(FrameKind::kTurned, role, heading);
  } else {
    stack_.PopAll(begin);
    PushUnnumbered(FrameKind::kHeading, role, heading);
  }
  return true;
}

// 综合实力稳步提升。生产总值…, beside a neighbour of the same form.
bool OutlineReader::ReadRunIn(size_t line) {
  const size_t title = RunInTitle(TextOf(lines_[line]));
  if (title == 0 || stack_.AtRoot()) return false;
  const bool before = last_run_in_ == line && line > 0;
  const bool after = line + 1 < lines_.size() && !IsLabelled(line + 1) &&
                     RunInTitle(TextOf(lines_[line + 1])) != 0;
  if (!before && !after) return false;
  stack_.PopRunIn(lines_[line].begin);
  const uint32_t begin = lines_[line].begin;
  PushUnnumbered(FrameKind::kRunIn, stack_.section().role,
                 {begin, begin + static_cast<uint32_t>(title)});
  last_run_in_ = line + 1;
  return true;
}

bool OutlineReader::IsFirstBelowHeading(size_t line) const {
  const Frame& top = stack_.top();
  return top.kind == FrameKind::kNumbered && top.mark.whole_line && top.mark.line + 1 == line;
}

void OutlineReader::ReadTurn(size_t line) {
  TurnContext context;
  context.year = roles_.year();
  context.near_end = line + kLastLines >= lines_.size() && line > 0;
  context.in_opening = stack_.size() == 1;
  context.has_headings = has_headings_;
  const Turn turn = TurnOf(TextOf(lines_[line]), context);
  if (turn == Turn::kNone) return;
  const uint32_t begin = lines_[line].begin;
  if (turn == Turn::kEnd) return stack_.PopAll(begin);
  // Only a review turns to problems, only what is no plan turns to plans.
  const SectionRole role = stack_.section().role;
  if (turn == Turn::kProblem && (role == SectionRole::kPlan || role == SectionRole::kProblem))
    return;
  if (turn == Turn::kPlan && role == SectionRole::kPlan) return;
  const bool new_breath = turn == Turn::kNewBreath;
  if (new_breath && (IsFirstBelowHeading(line) || stack_.top().kind == FrameKind::kOpening)) return;
  stack_.PopToTop(begin);
  if (new_breath || (turn == Turn::kPlan && stack_.section().role == SectionRole::kPlan)) return;
  if (turn == Turn::kProblem) {
    PushUnnumbered(FrameKind::kTurned, SectionRole::kProblem, HeadingOfParagraph(lines_[line]));
  } else if (turn == Turn::kPlan) {
    PushUnnumbered(FrameKind::kTurned, SectionRole::kPlan, HeadingOfParagraph(lines_[line]));
  } else {
    PushUnnumbered(FrameKind::kOpening, roles_.Default(), HeadingOfParagraph(lines_[line]));
  }
}

// The first clause of the paragraph, up to the first mark in it; empty where it has none.
model::Span OutlineReader::HeadingOfParagraph(const Line& line) const {
  const bool has_mark = next_mark_ < marks_.size() && marks_[next_mark_].begin < line.end;
  const uint32_t limit = has_mark ? static_cast<uint32_t>(marks_[next_mark_].begin) : line.end;
  for (uint32_t begin = line.begin; begin < limit;) {
    const size_t clause = FirstClause(text_.substr(begin, limit - begin));
    if (clause > 0) return {begin, begin + static_cast<uint32_t>(clause)};
    begin += static_cast<uint32_t>(DecodeAt(text_, begin).length);  // a stray mark in front
  }
  return {line.begin, line.begin};
}

void OutlineReader::PushUnnumbered(FrameKind kind, SectionRole role, const model::Span& heading) {
  if (heading.empty()) return;
  Section section;
  section.level = stack_.NextLevel(kind);
  section.role = role;
  section.heading = heading;
  section.span = heading;
  section.title = std::string(heading.In(text_));
  stack_.Push(kind, Mark{}, std::move(section));
}

SectionRole OutlineReader::RoleOf(const Mark& mark, std::string_view title, size_t next) const {
  const SectionRole above = stack_.section().role;
  if (mark.in_list) return above;
  if (!stack_.AtRoot()) {
    return above == SectionRole::kProblem ? above : roles_.OfSub(title, above);
  }
  // The body of a heading at the top: what stands in front of the next mark, or where that follows
  // at once, a stretch that holds some of its sub-sections.
  const size_t begin = mark.title_end;
  const size_t to_next = std::max(next, begin) - begin;
  const size_t read = to_next > kBodyRead / 5 ? std::min(to_next, kBodyRead) : kBodyRead;
  return roles_.OfTop(title, Cut(text_, begin, begin + read), stack_.top().last_child);
}

void OutlineReader::ReadMark(const Mark& mark, size_t next) {
  stack_.PopFor(mark);
  Section section;
  section.level = stack_.NextLevel(FrameKind::kNumbered);
  const bool bracket = mark.label.style == LabelStyle::kBracket;
  if (!bracket) section.label = std::string(Strip(Cut(text_, mark.begin, mark.label.end)));
  section.title = WithoutLineBreaks(Cut(text_, mark.label.end, mark.title_end));
  section.heading = {static_cast<uint32_t>(mark.begin),
                     static_cast<uint32_t>(mark.title_end + (bracket ? 3 : 0))};
  section.span = section.heading;
  section.is_inline = !mark.line_start || mark.in_list;
  section.role = RoleOf(mark, section.title, next);
  stack_.Push(FrameKind::kNumbered, mark, std::move(section));
}

}  // namespace

std::vector<Section> ReadOutline(std::string_view text, const OutlineOptions& options) {
  return OutlineReader(text, options).Read();
}

std::string RulesText() { return Cat({RoleCueData(), TurnCueData()}); }

}  // namespace gongbao::segmentation
