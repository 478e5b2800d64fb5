#include "services/segmentation/section_stack.h"

#include <algorithm>
#include <utility>

namespace gongbao::segmentation {

SectionStack::SectionStack(size_t text_size) {
  model::Section root;
  root.span = {0, static_cast<uint32_t>(text_size)};
  root.role = model::SectionRole::kMeta;
  sections_.push_back(root);
  frames_.push_back({});
}

int32_t SectionStack::NextLevel(FrameKind kind) const {
  const Frame& above = frames_.back();
  const bool counts = above.kind == FrameKind::kRoot || above.kind == FrameKind::kNumbered ||
                      kind != FrameKind::kNumbered;
  return section().level + (counts ? 1 : 0);
}

void SectionStack::Push(FrameKind kind, const Mark& mark, model::Section section) {
  Frame& above = frames_.back();
  section.parent = above.section;
  above.last_child = section.role;
  const auto index = static_cast<int32_t>(sections_.size());
  sections_.push_back(std::move(section));
  frames_.push_back({kind, mark, index, model::SectionRole::kUnknown});
}

void SectionStack::PopTo(size_t depth, size_t at) {
  while (frames_.size() > depth) {
    const Frame& frame = frames_.back();
    size_t end = at;
    if (frame.mark.body_end != 0) end = std::min(end, frame.mark.body_end);
    model::Span& span = sections_[frame.section].span;
    span.end = std::max(span.end, static_cast<uint32_t>(end));
    frames_.pop_back();
  }
}

void SectionStack::PopToTop(size_t at) {
  size_t depth = 1;
  for (; depth < frames_.size(); ++depth) {
    const Frame& frame = frames_[depth];
    const bool numbered = frame.kind == FrameKind::kNumbered && !frame.mark.in_list;
    const bool stays = frame.kind == FrameKind::kHeading || numbered;
    if (!stays || sections_[frame.section].level > 1) break;
  }
  PopTo(depth, at);
}

void SectionStack::PopLists(size_t line_end) {
  size_t depth = frames_.size();
  while (depth > 1 && frames_[depth - 1].mark.in_list) --depth;
  PopTo(depth, line_end);
}

void SectionStack::PopRunIn(size_t at) {
  size_t depth = frames_.size();
  for (size_t i = 1; i < frames_.size(); ++i) {
    if (frames_[i].kind == FrameKind::kRunIn) {
      depth = i;
      break;
    }
  }
  PopTo(depth, at);
}

bool SectionStack::IsSibling(const Frame& frame, const Mark& mark) const {
  if (frame.kind != FrameKind::kNumbered || frame.mark.label.style != mark.label.style)
    return false;
  // A list inside an item of a list of paragraphs is deeper, though its labels are alike.
  return !mark.in_list || frame.mark.in_list;
}

bool SectionStack::CanHold(const Frame& frame, const Mark& mark) const {
  const LabelStyle style = mark.label.style;
  const bool is_item = RankOf(style) > RankOf(LabelStyle::kHanParen) || mark.in_list;
  switch (frame.kind) {
    case FrameKind::kRoot:
    case FrameKind::kHeading:
      return style != LabelStyle::kPart;
    case FrameKind::kTurned:
      // The items behind it, and parts that are counted anew; the next part of the section is none.
      return is_item || (style == LabelStyle::kHanParen && mark.label.number == 1);
    case FrameKind::kOpening:
    case FrameKind::kRunIn:
      return is_item;
    case FrameKind::kNumbered:
      break;
  }
  if (frame.mark.body_end != 0 && mark.begin >= frame.mark.body_end) return false;
  if (mark.in_list || style == LabelStyle::kDash) return true;
  if (frame.mark.label.style == LabelStyle::kDash) {
    // （一） stands under a —— that is a heading and nothing else; behind a —— with its text it is
    // the next part of the section.
    return is_item || (frame.mark.whole_line && style == LabelStyle::kHanParen);
  }
  return RankOf(frame.mark.label.style) <= RankOf(style);
}

void SectionStack::PopFor(const Mark& mark) {
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

std::vector<model::Section> SectionStack::Finish(size_t text_size) {
  PopTo(1, text_size);
  return std::move(sections_);
}

}  // namespace gongbao::segmentation
