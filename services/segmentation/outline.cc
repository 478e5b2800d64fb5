#include "services/segmentation/outline.h"

#include <algorithm>
#include <utility>

#include "services/base/text.h"
#include "services/segmentation/cues.h"
#include "services/segmentation/marks.h"
#include "services/segmentation/roles.h"
#include "services/segmentation/turns.h"

namespace gongbao::segmentation {
namespace {

using model::Section;
using model::SectionRole;

constexpr size_t kBodyRead = 1500;  // bytes of a body that are read for its tense
constexpr size_t kLastLines = 3;    // of the text: there it may take leave

std::string_view Cut(std::string_view text, size_t begin, size_t end) {
  end = std::min(end, text.size());
  while (end > begin && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(begin, end - begin);
}

// A section that still runs.
struct Frame {
  int32_t section = 0;
  bool numbered = true;  // by a mark; else a paragraph that turns
  Mark mark;
  SectionRole last_child = SectionRole::kUnknown;  // role of its last sub-section
};

class OutlineReader {
 public:
  OutlineReader(std::string_view text, const OutlineOptions& options)
      : text_(text), options_(options), roles_(text, options), lines_(FindLines(text)),
        marks_(FindMarks(text, lines_)) {}

  std::vector<Section> Read();

 private:
  void ReadLine(size_t line);
  void ReadUnlabelled(const Line& line, size_t line_index);
  model::Span HeadingOfParagraph(const Line& line) const;
  void ReadMark(const Mark& mark, size_t next);
  // Ends the sections that can't hold this one; the innermost left is its parent.
  void PopFor(const Mark& mark);
  bool IsSibling(const Frame& frame, const Mark& mark) const;
  bool CanHold(const Frame& frame, const Mark& mark) const;
  void PopTo(size_t depth, size_t at);
  // Leaves the numbered sections at the top alone.
  void PopToTop(size_t at);
  void PopListsOfLine(size_t line_end);
  Section& Push(Section section, const Frame& frame);
  SectionRole CurrentRole() const { return sections_[frames_.back().section].role; }
  SectionRole RoleOf(const Mark& mark, std::string_view title, size_t next);

  const std::string_view text_;
  const OutlineOptions options_;
  const RoleReader roles_;
  const std::vector<Line> lines_;
  const std::vector<Mark> marks_;
  bool has_headings_ = false;
  size_t next_mark_ = 0;
  std::vector<Section> sections_;
  std::vector<Frame> frames_;  // frames_[0] is the root
};

std::vector<Section> OutlineReader::Read() {
  Section root;
  root.span = {0, static_cast<uint32_t>(text_.size())};
  root.role = SectionRole::kMeta;
  sections_.push_back(root);
  frames_.push_back({0, false, {}, SectionRole::kUnknown});
  has_headings_ = std::any_of(marks_.begin(), marks_.end(),
                              [](const Mark& mark) { return !mark.in_list; });
  for (size_t line = 0; line < lines_.size(); ++line) ReadLine(line);
  PopTo(1, text_.size());
  return std::move(sections_);
}

void OutlineReader::ReadLine(size_t line) {
  const bool labelled = next_mark_ < marks_.size() && marks_[next_mark_].line == line &&
                        marks_[next_mark_].line_start;
  if (!labelled) ReadUnlabelled(lines_[line], line);
  for (; next_mark_ < marks_.size() && marks_[next_mark_].line == line; ++next_mark_) {
    const bool has_next = next_mark_ + 1 < marks_.size();
    ReadMark(marks_[next_mark_], has_next ? marks_[next_mark_ + 1].begin : text_.size());
  }
  PopListsOfLine(lines_[line].end);
}

void OutlineReader::ReadUnlabelled(const Line& line, size_t line_index) {
  TurnContext context;
  context.year = roles_.year();
  context.near_end = line_index + kLastLines >= lines_.size() && line_index > 0;
  context.in_opening = sections_.size() == 1;
  context.has_headings = has_headings_;
  const std::string_view paragraph = text_.substr(line.begin, line.end - line.begin);
  const Turn turn = TurnOf(paragraph, context);
  if (turn == Turn::kNone) return;
  if (turn == Turn::kEnd) {
    PopTo(1, line.begin);
    return;
  }
  // Only a review turns to problems, only what is no plan turns to plans.
  const SectionRole role = CurrentRole();
  if (turn == Turn::kProblem && (role == SectionRole::kPlan || role == SectionRole::kProblem)) return;
  if (turn == Turn::kPlan && role == SectionRole::kPlan) return;
  const Frame& innermost = frames_.back();
  const bool in_review = !innermost.numbered && role == SectionRole::kReview;
  if (turn == Turn::kNewBreath && in_review) return;
  PopToTop(line.begin);
  if (turn == Turn::kNewBreath) return;
  Section section;
  const Section& parent = sections_[frames_.back().section];
  section.level = parent.level + 1;
  section.role = turn == Turn::kProblem ? SectionRole::kProblem
                 : turn == Turn::kPlan  ? SectionRole::kPlan
                                        : roles_.Default();
  if (turn == Turn::kPlan && parent.role == SectionRole::kPlan) return;
  section.heading = HeadingOfParagraph(line);
  section.title = std::string(section.heading.In(text_));
  if (section.title.empty()) return;
  section.span = section.heading;
  Frame frame;
  frame.numbered = false;
  Push(std::move(section), frame);
}

// The first clause of the paragraph, up to the first mark in it.
model::Span OutlineReader::HeadingOfParagraph(const Line& line) const {
  uint32_t begin = line.begin;
  for (;;) {
    const std::string_view rest = text_.substr(begin, line.end - begin);
    if (rest.empty()) return {line.begin, line.begin};
    uint32_t end = begin + static_cast<uint32_t>(FirstClause(rest));
    if (next_mark_ < marks_.size()) {
      end = std::min(end, static_cast<uint32_t>(std::max<size_t>(begin, marks_[next_mark_].begin)));
    }
    if (end > begin) return {begin, end};
    if (next_mark_ < marks_.size() && marks_[next_mark_].begin <= begin) return {begin, begin};
    begin += static_cast<uint32_t>(DecodeAt(text_, begin).length);  // a stray mark in front
  }
}

SectionRole OutlineReader::RoleOf(const Mark& mark, std::string_view title, size_t next) {
  const Frame& parent = frames_.back();
  const SectionRole above = sections_[parent.section].role;
  const bool in_root = parent.section == 0;
  if (!in_root || mark.in_list) {
    if (above == SectionRole::kProblem || mark.in_list) return above;
    return roles_.OfSub(title, above);
  }
  // The body of a heading at the top: what stands in front of the next mark, or where that follows at
  // once, a stretch that holds some of its sub-sections.
  const size_t body_begin = mark.title_end;
  const size_t body_end = std::max(next, body_begin) - body_begin > kBodyRead / 5
                              ? next
                              : body_begin + kBodyRead;
  const std::string_view body = Cut(text_, body_begin, std::min(body_end, body_begin + kBodyRead));
  return roles_.OfTop(title, body, parent.last_child);
}

void OutlineReader::ReadMark(const Mark& mark, size_t next) {
  PopFor(mark);
  const Section& parent = sections_[frames_.back().section];
  Section section;
  // Levels count numbered headings alone.
  section.level = (frames_.back().numbered || frames_.size() == 1 ? parent.level : parent.level - 1) + 1;
  const bool bracket = mark.label.style == LabelStyle::kBracket;
  if (!bracket) section.label = std::string(Strip(Cut(text_, mark.begin, mark.label.end)));
  section.title = std::string(Cut(text_, mark.label.end, mark.title_end));
  section.heading = {static_cast<uint32_t>(mark.begin),
                     static_cast<uint32_t>(mark.title_end + (bracket ? 3 : 0))};
  section.span = section.heading;
  section.is_inline = !mark.line_start || mark.in_list;
  section.role = RoleOf(mark, section.title, next);
  Frame frame;
  frame.mark = mark;
  Push(std::move(section), frame);
}

Section& OutlineReader::Push(Section section, const Frame& frame) {
  Frame& above = frames_.back();
  section.parent = above.section;
  above.last_child = section.role;
  const auto index = static_cast<int32_t>(sections_.size());
  sections_.push_back(std::move(section));
  frames_.push_back(frame);
  frames_.back().section = index;
  return sections_.back();
}

void OutlineReader::PopTo(size_t depth, size_t at) {
  while (frames_.size() > depth) {
    const Frame& frame = frames_.back();
    size_t end = at;
    if (frame.numbered && frame.mark.body_end != 0) end = std::min(end, frame.mark.body_end);
    model::Span& span = sections_[frame.section].span;
    span.end = std::max(span.end, static_cast<uint32_t>(end));
    frames_.pop_back();
  }
}

void OutlineReader::PopToTop(size_t at) {
  size_t depth = 1;
  while (depth < frames_.size() && frames_[depth].numbered && !frames_[depth].mark.in_list &&
         sections_[frames_[depth].section].level <= 1) {
    ++depth;
  }
  PopTo(depth, at);
}

void OutlineReader::PopListsOfLine(size_t line_end) {
  size_t depth = frames_.size();
  while (depth > 1 && frames_[depth - 1].numbered && frames_[depth - 1].mark.in_list) --depth;
  PopTo(depth, line_end);
}

bool OutlineReader::IsSibling(const Frame& frame, const Mark& mark) const {
  if (!frame.numbered || frame.mark.label.style != mark.label.style) return false;
  // A list inside an item of a list of paragraphs is deeper, though its labels are alike.
  if (mark.in_list && !frame.mark.in_list) return false;
  return true;
}

bool OutlineReader::CanHold(const Frame& frame, const Mark& mark) const {
  if (!frame.numbered) {
    // A paragraph that turned holds the items that follow it.
    return RankOf(mark.label.style) > RankOf(LabelStyle::kHanParen);
  }
  if (frame.mark.in_list && frame.mark.body_end != 0 && mark.begin >= frame.mark.body_end) return false;
  if (frame.mark.label.style == LabelStyle::kDash) {
    // （一） stands under a —— that is a heading and nothing else; behind a —— with its text it is the
    // next part of the section.
    return RankOf(mark.label.style) > RankOf(LabelStyle::kHanParen) || frame.mark.whole_line;
  }
  if (mark.label.style == LabelStyle::kDash || mark.in_list) return true;
  return RankOf(frame.mark.label.style) <= RankOf(mark.label.style);
}

void OutlineReader::PopFor(const Mark& mark) {
  // The next item of a running enumeration ends the one before.
  for (size_t depth = frames_.size(); depth-- > 1;) {
    if (!IsSibling(frames_[depth], mark)) continue;
    PopTo(depth, mark.begin);
    return;
  }
  size_t depth = frames_.size();
  while (depth > 1 && !CanHold(frames_[depth - 1], mark)) --depth;
  PopTo(depth, mark.begin);
}

}  // namespace

std::vector<Section> ReadOutline(std::string_view text, const OutlineOptions& options) {
  return OutlineReader(text, options).Read();
}

std::string RulesText() { return Cat({RoleCueData(), TurnCueData()}); }

}  // namespace gongbao::segmentation
