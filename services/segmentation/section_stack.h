// The sections of an outline while it is read: those that still run, and where they end.
// Thread rule: belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "services/model/analysis.h"
#include "services/segmentation/marks.h"

namespace gongbao::segmentation {

enum class FrameKind {
  kRoot,
  kNumbered,  // by a label
  kTurned,    // a paragraph that turned to problems or plans
  kOpening,   // the paragraph with which a review begins
  kHeading,   // a line that is a heading without a number
  kRunIn,     // a paragraph whose first sentence is a heading without a number
};

// A section that still runs.
struct Frame {
  FrameKind kind = FrameKind::kRoot;
  Mark mark;            // of a numbered one
  int32_t section = 0;  // index
  // Role of its last sub-section.
  model::SectionRole last_child = model::SectionRole::kUnknown;
};

class SectionStack {
 public:
  explicit SectionStack(size_t text_size);

  // The innermost section.
  const Frame& top() const { return frames_.back(); }
  const model::Section& section() const { return sections_[frames_.back().section]; }
  bool AtRoot() const { return frames_.size() == 1; }
  // The outermost section that runs has a number.
  bool InNumberedChapter() const { return !AtRoot() && frames_[1].kind == FrameKind::kNumbered; }
  size_t size() const { return sections_.size(); }
  // The level of the next section below the innermost: levels count numbered headings alone.
  int32_t NextLevel(FrameKind kind) const;

  void Push(FrameKind kind, const Mark& mark, model::Section section);
  // Ends the sections that can't hold what begins with the mark.
  void PopFor(const Mark& mark);
  // Ends all sections, those below the top, the lists inside a line, the run-in ones.
  void PopAll(size_t at) { PopTo(1, at); }
  void PopToTop(size_t at);
  void PopLists(size_t line_end);
  void PopRunIn(size_t at);

  // Once, at the end of the text.
  std::vector<model::Section> Finish(size_t text_size);

 private:
  bool IsSibling(const Frame& frame, const Mark& mark) const;
  bool CanHold(const Frame& frame, const Mark& mark) const;
  void PopTo(size_t depth, size_t at);

  std::vector<model::Section> sections_;
  std::vector<Frame> frames_;  // frames_[0] is the root
};

}  // namespace gongbao::segmentation
