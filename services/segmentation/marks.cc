#include "services/segmentation/marks.h"

#include <algorithm>
#include <array>
#include <optional>

#include "services/base/text.h"
#include "services/segmentation/titles.h"

namespace gongbao::segmentation {
namespace {

constexpr size_t kStyles = static_cast<size_t>(LabelStyle::kDash) + 1;
constexpr int kMostSkipped = 2;        // 一是, 三是: a number was left out
constexpr size_t kLongTitle = 40 * 3;  // bytes: beyond it a title has run into its body

size_t StyleIndex(LabelStyle style) { return static_cast<size_t>(style); }

// Headings of chapters and paragraphs, which keep that meaning wherever they stand.
bool IsMajor(LabelStyle style) {
  return style == LabelStyle::kHan || style == LabelStyle::kHanParen;
}

// Length of the punctuation at `at` behind which a label may stand; 0 for anything else.
size_t Punctuation(std::string_view text, size_t at, bool* ends_clause_only) {
  const auto lead = static_cast<unsigned char>(text[at]);
  *ends_clause_only = false;
  if (lead == ';' || lead == ':' || lead == '!') return 1;
  if (lead == ',') {
    *ends_clause_only = true;
    return 1;
  }
  if (lead != 0xE3 && lead != 0xEF && lead != 0xE2) return 0;
  const std::string_view rest = text.substr(at, 3);
  if (rest == "，" || rest == "、") {
    *ends_clause_only = true;
    return 3;
  }
  for (const std::string_view mark : {"。", "；", "：", "！", "？", "”", "）"}) {
    if (rest == mark) return 3;
  }
  return 0;
}

// Leads of the characters with which labels inside a line begin: digits, （(, 第, numerals, 首 其
// 再 最, ①. A quick test before ReadLabel.
bool MayBeginLabel(unsigned char lead) {
  return (lead >= '1' && lead <= '9') || lead == '(' || lead == 0xEF || lead == 0xE2 ||
         (lead >= 0xE4 && lead <= 0xE9);
}

struct Candidate {
  Mark mark;
  size_t run = 0;
  char32_t before = 0;  // the punctuation in front
};

// Candidates of one style in a row, in one line.
struct RunOfLabels {
  size_t first = 0;  // index of a candidate
  int last_number = 0;
  size_t size = 0;
  bool at_line_start = false;
  bool accepted = false;
  bool is_list = false;
  char32_t delimiter = 0;  // what stands in front of the second item
  size_t next = 0;         // while walking back: where the next item begins; 0 behind the last
};

class MarkFinder {
 public:
  MarkFinder(std::string_view text, const std::vector<Line>& lines, size_t most)
      : text_(text), lines_(lines), most_(most) {
    for (size_t i = 0; i < lines.size(); ++i) {
      const std::optional<Label> start = StartOf(i);
      if (start) ++line_starts_[StyleIndex(start->style)];
    }
  }

  std::vector<Mark> Find() {
    for (size_t i = 0; i < lines_.size() && marks_.size() <= most_; ++i) {
      if (IsTableRow(lines_[i])) continue;
      Collect(i);
      GroupIntoRuns();
      Accept(i);
      FinishLine(i);
    }
    return std::move(marks_);
  }

 private:
  std::optional<Label> StartOf(size_t line) const {
    if (line >= lines_.size()) return std::nullopt;
    return ReadLabel(text_, lines_[line].begin, lines_[line].end, true);
  }
  bool IsTableRow(const Line& line) const {
    return text_.substr(line.begin, line.end - line.begin).find('\t') != std::string_view::npos;
  }
  void AddCandidate(size_t line, size_t at, const Label& label, bool line_start, char32_t before);
  void Collect(size_t line);
  void GroupIntoRuns();
  void Accept(size_t line);
  bool AcceptRun(const RunOfLabels& run, size_t line) const;
  bool AcceptAtLineStart(const Candidate& candidate, const RunOfLabels& run, size_t line) const;
  bool IsSubtitle(size_t line, const Label& label) const;
  void FinishLine(size_t line);
  // limit: where the next mark begins, or the line ends; stop: behind the next 。.
  void SetListItem(Mark* mark, const RunOfLabels& run, size_t limit, size_t stop) const;
  void SetHeading(Mark* mark, size_t limit, size_t line_end) const;

  const std::string_view text_;
  const std::vector<Line>& lines_;
  const size_t most_;
  std::vector<Candidate> candidates_;  // of the line at hand
  std::vector<RunOfLabels> runs_;
  bool line_has_major_ = false;                // 一、 and 二、 stand in the line at hand
  std::array<size_t, kStyles> line_starts_{};  // labels that begin lines, of each style
  std::array<int, kStyles> last_number_{};     // accepted last, of each style
  std::array<size_t, kStyles> last_line_{};
  std::vector<Mark> marks_;
};

void MarkFinder::AddCandidate(size_t line, size_t at, const Label& label, bool line_start,
                              char32_t before) {
  Candidate candidate;
  candidate.mark.line = line;
  candidate.mark.begin = at;
  candidate.mark.label = label;
  candidate.mark.line_start = line_start;
  candidate.before = before;
  candidates_.push_back(candidate);
}

void MarkFinder::Collect(size_t line) {
  candidates_.clear();
  const auto [begin, end] = lines_[line];
  size_t at = begin;
  if (const std::optional<Label> start = StartOf(line)) {
    AddCandidate(line, begin, *start, true, 0);
    at = start->end;
  }
  while (at < end && candidates_.size() <= most_) {
    const auto lead = static_cast<unsigned char>(text_[at]);
    if (lead >= 0xE4 && lead <= 0xE9) {
      at += 3;
      continue;
    }
    // ① and （1） number things wherever they stand.
    const std::string_view here = text_.substr(at, 3);
    if ((lead == 0xE2 && here >= "①" && here <= "⑳") || here[0] == '(' || here == "（") {
      const std::optional<Label> label = ReadLabel(text_, at, end, false);
      if (label && label->style != LabelStyle::kHanParen) {
        AddCandidate(line, at, *label, false, DecodeBefore(text_, at).value);
        at = label->end;
        continue;
      }
    }
    bool clause_only = false;
    const size_t punctuation = Punctuation(text_, at, &clause_only);
    at += punctuation == 0 ? 1 : punctuation;
    if (punctuation == 0 || at >= end) continue;
    const size_t label_at = text_.find_first_not_of(' ', at);
    if (label_at >= end || !MayBeginLabel(static_cast<unsigned char>(text_[label_at]))) continue;
    const std::optional<Label> label = ReadLabel(text_, label_at, end, false);
    if (!label) continue;
    const bool item = label->style == LabelStyle::kIs || label->style == LabelStyle::kMust;
    if (clause_only && !item) continue;
    AddCandidate(line, label_at, *label, false, DecodeBefore(text_, at).value);
    at = label->end;
  }
}

void MarkFinder::GroupIntoRuns() {
  runs_.clear();
  std::array<size_t, kStyles> open;
  open.fill(SIZE_MAX);
  for (size_t i = 0; i < candidates_.size(); ++i) {
    Candidate& candidate = candidates_[i];
    const Label& label = candidate.mark.label;
    size_t& current = open[StyleIndex(label.style)];
    const int last = current == SIZE_MAX ? 0 : runs_[current].last_number;
    const bool goes_on =
        current != SIZE_MAX && label.number > last && label.number <= last + kMostSkipped;
    if (!goes_on) {
      current = runs_.size();
      RunOfLabels run;
      run.first = i;
      run.at_line_start = candidate.mark.line_start;
      runs_.push_back(run);
    }
    RunOfLabels& run = runs_[current];
    if (run.size == 1) run.delimiter = candidate.before;
    run.last_number = label.number;
    ++run.size;
    candidate.run = current;
  }
}

// The line under a title: ——在…会议上, ——2018年1月16日在…上的讲话.
bool MarkFinder::IsSubtitle(size_t line, const Label& label) const {
  constexpr size_t kTitleLines = 20;
  if (line >= kTitleLines || !marks_.empty()) return false;
  const std::string_view title = text_.substr(label.end, lines_[line].end - label.end);
  if (title.find("。") != title.npos) return false;
  for (const std::string_view cue :
       {"会议", "大会", "全会", "讲话", "报告", "年会", "汇报", "致辞"}) {
    if (title.find(cue) != title.npos) return true;
  }
  return false;
}

bool MarkFinder::AcceptAtLineStart(const Candidate& candidate, const RunOfLabels& run,
                                   size_t line) const {
  const Label& label = candidate.mark.label;
  if (label.style == LabelStyle::kDash) return !IsSubtitle(line, label);
  if (label.style != LabelStyle::kFirst) return true;
  // 首先，我代表镇党委…: no list without 其次.
  if (label.number > 1) return last_number_[StyleIndex(label.style)] > 0;
  if (run.size >= 2) return true;
  constexpr size_t kFarthest = 40;
  for (size_t i = line + 1; i < line + kFarthest; ++i) {
    const std::optional<Label> start = StartOf(i);
    if (start && start->style == LabelStyle::kFirst) return start->number > 1;
  }
  return false;
}

bool MarkFinder::AcceptRun(const RunOfLabels& run, size_t line) const {
  const Label& first = candidates_[run.first].mark.label;
  const size_t style = StyleIndex(first.style);
  if (first.number == 1) {
    if (run.size >= 2) return true;
    // …：一是全力稳增长。 and the next line begins with 二是.
    // A paragraph that holds a whole report: …。二、…。（一）….
    const Candidate& candidate = candidates_[run.first];
    if (first.style == LabelStyle::kHanParen && candidate.before == U'。' && line_has_major_)
      return true;
    const std::optional<Label> below = StartOf(line + 1);
    return below && below->style == first.style && below->number == 2;
  }
  if (first.number != last_number_[style] + 1) return false;
  // Lines that lost their breaks: …。二、… anywhere behind 一、, …。二是… in the line behind 一是.
  if (IsMajor(first.style)) return candidates_[run.first].before == U'。';
  return last_line_[style] + 1 >= line;
}

void MarkFinder::Accept(size_t line) {
  line_has_major_ = std::any_of(runs_.begin(), runs_.end(), [&](const RunOfLabels& run) {
    return candidates_[run.first].mark.label.style == LabelStyle::kHan && run.size > 1;
  });
  for (RunOfLabels& run : runs_) {
    const Candidate& candidate = candidates_[run.first];
    run.accepted =
        run.at_line_start ? AcceptAtLineStart(candidate, run, line) : AcceptRun(run, line);
    if (!run.accepted) continue;
    const LabelStyle style = candidate.mark.label.style;
    last_number_[StyleIndex(style)] = run.last_number;
    last_line_[StyleIndex(style)] = line;
    // A line of one label is a heading or an item of a list of paragraphs.
    // Beside chapters that begin lines, 一、…；二、… inside one is a list.
    const bool listed = !IsMajor(style) || (line_starts_[StyleIndex(style)] > 1 &&
                                            candidate.mark.label.number == 1 && !run.at_line_start);
    run.is_list = listed && run.size > 1;
  }
  std::erase_if(candidates_,
                [&](const Candidate& candidate) { return !runs_[candidate.run].accepted; });
}

void MarkFinder::SetListItem(Mark* mark, const RunOfLabels& run, size_t limit, size_t stop) const {
  const bool last = run.next == 0;
  const bool of_sentences = run.delimiter == U'。' || run.delimiter == U'！' ||
                            run.delimiter == U'”' || run.delimiter == U'）';
  const bool to_semicolon = last && !of_sentences;
  // 一是…；二是…；三是…。: an item runs to its ；, and the list ends with its sentence.
  const size_t end = FindStop(text_, mark->label.end, limit, to_semicolon);
  mark->title_end = WithoutFinal(text_, mark->label.end, end);
  if (to_semicolon) mark->body_end = stop;
}

void MarkFinder::SetHeading(Mark* mark, size_t limit, size_t line_end) const {
  const size_t begin = mark->label.end;
  if (mark->label.style == LabelStyle::kBracket) {
    mark->title_end = text_.find("】", begin);
    mark->whole_line = mark->title_end + 3 >= line_end;
    return;
  }
  size_t stop = FindStop(text_, begin, limit, false);
  if (stop - begin > kLongTitle && mark->label.style == LabelStyle::kHan) {
    stop = FindBodyOfRunOn(text_, begin, stop);
  }
  mark->title_end = WithoutFinal(text_, begin, stop);
  mark->whole_line = WithoutFinal(text_, mark->title_end, line_end) == mark->title_end;
}

// From the last mark of the line to the first, so that each knows what follows it.
void MarkFinder::FinishLine(size_t line) {
  const size_t line_end = lines_[line].end;
  size_t limit = line_end;  // the next mark
  size_t stop = line_end;   // behind the next 。
  for (size_t i = candidates_.size(); i-- > 0;) {
    Mark& mark = candidates_[i].mark;
    RunOfLabels& run = runs_[candidates_[i].run];
    const size_t found = FindStop(text_, mark.label.end, limit, false);
    if (found < limit) stop = found + 3;
    mark.in_list = run.is_list;
    if (run.is_list) {
      SetListItem(&mark, run, limit, stop);
    } else {
      SetHeading(&mark, limit, line_end);
    }
    run.next = mark.begin;
    limit = mark.begin;
  }
  for (const Candidate& candidate : candidates_) marks_.push_back(candidate.mark);
}

}  // namespace

namespace {

// Where the first sentence of a line ends, if it is a few Han characters; 0 where it is not.
size_t ShortFirstSentence(std::string_view line) {
  constexpr size_t kMost = 8 * 3;
  for (size_t at = 0; at < line.size() && at <= kMost;) {
    const CodePoint c = DecodeAt(line, at);
    if (c.value == U'。') return at;
    if (!IsHan(c.value)) return 0;
    at += static_cast<size_t>(c.length);
  }
  return 0;
}

// （一）坚持稳增长，经济实力持续 / 增强。全镇…: a long heading that a line break cuts, and what is left of
// it on the next line.
bool IsBroken(std::string_view text, const Line& line, const Line& next) {
  constexpr size_t kLeast = 12 * 3;  // of a title that reaches the end of its line
  const std::optional<Label> label = ReadLabel(text, line.begin, line.end, true);
  if (!label || label->style == LabelStyle::kBracket || line.end - label->end < kLeast) return false;
  const std::string_view title = text.substr(label->end, line.end - label->end);
  if (!IsHan(DecodeBefore(title, title.size()).value) || title.find("。") != title.npos) return false;
  const std::string_view rest = text.substr(next.begin, next.end - next.begin);
  return ShortFirstSentence(rest) > 0 && !ReadLabel(text, next.begin, next.end, true);
}

}  // namespace

std::vector<Line> FindLines(std::string_view text) {
  std::vector<Line> lines;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = text.find('\n', begin);
    if (end == text.npos) end = text.size();
    const std::string_view line = Strip(text.substr(begin, end - begin));
    if (!line.empty()) {
      const auto at = static_cast<uint32_t>(line.data() - text.data());
      const Line found = {at, at + static_cast<uint32_t>(line.size())};
      if (!lines.empty() && IsBroken(text, lines.back(), found)) {
        lines.back().end = found.end;
      } else {
        lines.push_back(found);
      }
    }
    begin = end + 1;
  }
  return lines;
}

std::vector<Mark> FindMarks(std::string_view text, const std::vector<Line>& lines, size_t most) {
  return MarkFinder(text, lines, most).Find();
}

}  // namespace gongbao::segmentation
