#include "services/ingest/split/report_finder.h"

#include <algorithm>
#include <string>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/split/head_lines.h"

namespace gongbao::ingest {
namespace {

constexpr size_t kMostHeadLines = 12;     // between title and text
constexpr size_t kLeastBodyLine = 60;     // bytes: twenty characters
constexpr size_t kMostRepeatedRows = 60;  // between a title and the same title again

struct Row {
  size_t begin = 0;
  size_t end = 0;
  TitleLine title;
  bool subtitle = false;
  bool head = false;
  bool salutation = false;
  bool opening = false;
  bool contents = false;
  bool body = false;
  bool flat = false;  // title, salutation and text on one line
  int label = 0;
};

// Where a report may begin.
struct Start {
  size_t row = 0;
  size_t title_row = 0;
  size_t whole_row = 0;  // the title of the whole above the title of its first part, else title_row
  bool titled = false;
  bool strong = false;   // title and what reports open with
  bool opening = false;  // 现在，我代表…
  int ordinal = 0;
};

bool HoldsPunctuation(std::string_view line) {
  for (std::string_view mark : {"，", "。", "；", "、", ","}) {
    if (line.find(mark) != std::string_view::npos) return true;
  }
  return false;
}

bool IsDash(char32_t c) { return c == U'—' || c == U'─' || c == U'－' || c == '-'; }

// A line that the page shows before the text, and breaks off.
bool IsCutOff(std::string_view line) {
  const std::string_view content = Strip(line);
  for (std::string_view end : {"...", "…", "[详细]", "[查看全文]", "。。。"}) {
    if (content.size() > end.size() && content.substr(content.size() - end.size()) == end) return true;
  }
  return false;
}

std::vector<Row> ReadRows(std::string_view text) {
  std::vector<Row> rows;
  for (const Line& line : SplitLines(text)) {
    const std::string_view content = Strip(line.In(text));
    if (content.empty()) continue;
    Row row;
    row.begin = static_cast<size_t>(content.data() - text.data());
    row.end = row.begin + content.size();
    const bool shown = IsCutOff(content);
    if (content.find('\t') == std::string_view::npos) {
      if (!shown || content.size() < 300) row.title = ReadTitleLine(content);
      row.subtitle = IsSubtitleLine(content);
      row.salutation = !shown && BeginsWithSalutation(content);
      row.opening = !shown && BeginsWithOpening(content);
      row.head = !row.title.is_title && !row.salutation && !row.opening && IsHeadLine(content);
      row.contents = IsContentsLine(content);
      row.label = TopLabel(content);
    }
    if (row.subtitle) row.title.is_title = false;
    row.body = content.size() >= kLeastBodyLine && !row.title.is_title && !row.head && !shown && HoldsPunctuation(content);
    row.flat = !shown && row.body && BeginsWithTitleAndSalutation(content, &row.title);
    rows.push_back(row);
  }
  return rows;
}

class ReportFinder {
 public:
  explicit ReportFinder(std::string_view text) : text_(text), rows_(ReadRows(text)) {
    body_.reserve(rows_.size() + 1);
    body_.push_back(0);
    for (const Row& row : rows_) body_.push_back(body_.back() + (row.body ? row.end - row.begin : 0));
    next_[0].assign(rows_.size() + 1, rows_.size());
    next_[1] = next_[0];
    for (size_t i = rows_.size(); i-- > 0;) {
      for (int label : {1, 2}) {
        std::vector<size_t>& next = next_[label - 1];
        next[i] = rows_[i].label == label ? i : next[i + 1];
      }
    }
  }

  std::vector<model::Span> Find() {
    std::vector<Start> starts;
    for (size_t i = 0; i < rows_.size(); ++i) {
      if (const Start start = StartAt(i); start.titled) starts.push_back(start);
    }
    AddUntitled(&starts);
    KeepOrdinals(&starts);
    DropThin(&starts);
    DropParts(&starts);
    DropThin(&starts);
    return Spans(starts);
  }

 private:
  size_t BodyBetween(size_t from, size_t to) const { return body_[to] - body_[from]; }

  // Whether row i heads a report, and how sure that is.
  Start StartAt(size_t i) const {
    Start start;
    const Row& row = rows_[i];
    if (row.flat) {
      start.row = start.title_row = start.whole_row = i;
      start.titled = start.strong = row.title.of_office || row.title.names_place;
      return start;
    }
    if (row.subtitle && IsDash(DecodeAt(text_, row.begin).value)) return StartAtSubtitle(i);
    if (!row.title.is_title || row.title.leader) return start;
    start.row = start.title_row = start.whole_row = i;
    start.ordinal = row.title.ordinal;
    bool subtitle = false;
    size_t at = i + 1;
    for (; at < rows_.size() && at <= i + kMostHeadLines; ++at) {
      const Row& next = rows_[at];
      if (next.salutation || next.opening || next.body || next.label > 0 || next.contents) break;
      // The next title begins a report of its own.
      if (next.title.is_title && !next.title.labelled) return start;
      subtitle |= next.subtitle;
      if (!next.head && next.end - next.begin > 120) return start;
    }
    if (at >= rows_.size() || at > i + kMostHeadLines) return start;
    const Row& text = rows_[at];
    if (text.contents || IsHeadOnly(at)) return start;
    start.opening = text.opening || (text.salutation && at + 1 < rows_.size() && rows_[at + 1].opening);
    const bool opens = start.opening || text.salutation || subtitle;
    const bool own = row.title.of_office || row.title.names_place;
    start.strong = opens && (row.title.labelled ? row.title.names_place && start.opening : own);
    const bool weak = row.title.names_place && !row.title.labelled && (text.body || text.label > 0);
    start.titled = start.strong || weak || row.title.ordinal > 0;
    return start;
  }

  // A title that says nothing of the kind of text over a subtitle that does: ——在…会议上的讲话, then 同志们：
  Start StartAtSubtitle(size_t i) const {
    Start start;
    if (i == 0 || !IsSlogan(i - 1)) return start;
    size_t at = i + 1;
    while (at < rows_.size() && at < i + kMostHeadLines && rows_[at].head) ++at;
    if (at >= rows_.size() || !(rows_[at].salutation || rows_[at].opening)) return start;
    start.row = start.title_row = start.whole_row = i - 1;
    start.titled = start.strong = true;
    start.opening = rows_[at].opening;
    return start;
  }

  // An entry of a table of contents under its title: 一、工作回顾 … with no text before the next entry.
  bool IsHeadOnly(size_t at) const {
    if (rows_[at].label == 0 || rows_[at].body) return false;
    size_t short_rows = 0;
    for (size_t k = at; k < rows_.size() && k < at + 6; ++k) {
      if (rows_[k].body) return false;
      ++short_rows;
    }
    return short_rows == 6;
  }

  // A report whose title was lost: it says 各位代表：现在，我代表… where another has said so before.
  void AddUntitled(std::vector<Start>* starts) const {
    std::vector<Start> all;
    size_t next = 0;  // of starts
    for (size_t i = 0; i < rows_.size(); ++i) {
      for (; next < starts->size() && (*starts)[next].row <= i; ++next) all.push_back((*starts)[next]);
      if (!rows_[i].opening) continue;
      size_t begin = i;
      if (i > 0 && !rows_[i].salutation && rows_[i - 1].salutation) begin = i - 1;
      if (!rows_[begin].salutation) continue;
      // A title stands above.
      if (!all.empty() && i <= all.back().row + kMostHeadLines + 1) continue;
      while (begin > 0 && i - begin < kMostHeadLines && (rows_[begin - 1].head || rows_[begin - 1].subtitle)) --begin;
      const bool slogan = begin > 0 && rows_[begin].subtitle && IsDash(DecodeAt(text_, rows_[begin].begin).value) &&
                          IsSlogan(begin - 1);
      Start start;
      start.row = start.title_row = start.whole_row = slogan ? begin - 1 : begin;
      start.strong = start.opening = true;
      all.push_back(start);
    }
    for (; next < starts->size(); ++next) all.push_back((*starts)[next]);
    *starts = std::move(all);
  }

  // 谋实项目　完善制度 above ——在…会议上的讲话
  bool IsSlogan(size_t i) const {
    const Row& row = rows_[i];
    return row.end - row.begin <= 180 && !row.title.is_title && !row.head && !row.subtitle && !row.salutation &&
           !row.body && !row.contents && row.label == 0 && !LineEndsSentence(RowText(i));
  }

  // 篇一 … 篇五 count only where they count up; otherwise each must show itself by its title.
  void KeepOrdinals(std::vector<Start>* starts) const {
    int expected = 1, matched = 0;
    for (const Start& start : *starts) {
      if (start.ordinal == expected) ++expected, ++matched;
    }
    for (Start& start : *starts) {
      if (start.ordinal == 0) continue;
      if (matched >= 2) {
        start.strong = true;
      } else {
        start.ordinal = 0;
      }
    }
  }

  // Entries of a table of contents, teasers, titles printed twice: nothing that could be a report follows.
  void DropThin(std::vector<Start>* starts) const {
    std::vector<Start> kept;
    for (size_t i = 0; i < starts->size(); ++i) {
      const Start& start = (*starts)[i];
      const size_t next = i + 1 < starts->size() ? (*starts)[i + 1].row : rows_.size();
      if (BodyBetween(start.row, next) >= kLeastReportBytes) kept.push_back(start);
    }
    for (Start& start : kept) {
      if (!start.titled) continue;
      start.row = FirstOfTitle(start.title_row, start.row);
      start.whole_row = WholeAbove(start.title_row, start.row);
      start.row = std::min(start.row, start.whole_row);
    }
    *starts = std::move(kept);
  }

  // The same title above, over nothing but its subtitle or its own table of contents: the report begins there.
  size_t FirstOfTitle(size_t title_row, size_t row) const {
    const std::string& key = rows_[title_row].title.key;
    for (size_t i = row, n = 0; i-- > 0 && n < kMostRepeatedRows; ++n) {
      const TitleLine& title = rows_[i].title;
      if (rows_[i].body) break;
      if (!title.is_title || title.labelled) continue;
      if (title.key != key || title.leader) break;
      row = i;
    }
    return row;
  }

  // 新月镇2023年工作总结和2024年工作计划 right above 新月镇2023年工作总结
  size_t WholeAbove(size_t title_row, size_t row) const {
    for (size_t i = row; i-- > 0 && i + 3 > row;) {
      const TitleLine& title = rows_[i].title;
      if (title.is_title) return !title.leader && IsPart(title.key, rows_[title_row].title.key) ? i : title_row;
      if (!rows_[i].head && !rows_[i].subtitle) break;
    }
    return title_row;
  }

  // Parts of one report under titles of their own (2023年工作总结 … 2024年工作计划), and titles with nothing but a place to
  // show that they begin a report: kept only where the numbering starts again.
  void DropParts(std::vector<Start>* starts) const {
    std::vector<Start> kept;
    for (size_t i = 0; i < starts->size(); ++i) {
      const Start& start = (*starts)[i];
      if (!start.strong && !StartsAgain(*starts, i, kept)) continue;
      if (!kept.empty() && !start.strong && IsPartOf(kept.back(), start)) continue;
      kept.push_back(start);
    }
    *starts = std::move(kept);
  }

  // Whether the labels of the first level count at least to 二、 in [from, to).
  bool IsNumbered(size_t from, size_t to) const { return next_[1][next_[0][from]] < to; }
  size_t EndOf(const std::vector<Start>& starts, size_t i) const {
    return i + 1 < starts.size() ? starts[i + 1].row : rows_.size();
  }

  // The text before has a 一、, and this one begins with 一、 again and counts on.
  bool StartsAgain(const std::vector<Start>& starts, size_t i, const std::vector<Start>& kept) const {
    const size_t row = starts[i].row;
    if (!IsNumbered(row, EndOf(starts, i)) || next_[1][row] < next_[0][row]) return false;
    return kept.empty() || next_[0][kept.back().row] < row;
  }

  bool IsPartOf(const Start& whole, const Start& part) const {
    return whole.titled && IsPart(rows_[whole.whole_row].title.key, rows_[part.title_row].title.key);
  }

  // Whether the title speaks of two things, of which the other is one, of the same place.
  static bool IsPart(const std::string& title, const std::string& own) {
    const bool both = title.find("和") != std::string::npos || title.find("及") != std::string::npos ||
                      title.find("暨") != std::string::npos || title.find("与") != std::string::npos;
    if (!both || own.size() >= title.size()) return false;
    const bool same_place = title.compare(0, 6, own, 0, 6) == 0 || IsDigit(static_cast<unsigned char>(own[0]));
    if (!same_place) return false;
    for (std::string_view kind : {"总结", "计划", "打算", "安排", "思路", "要点"}) {
      if (own.find(kind) != std::string::npos && title.find(kind) != std::string::npos) return true;
    }
    return false;
  }

  std::string_view RowText(size_t i) const { return text_.substr(rows_[i].begin, rows_[i].end - rows_[i].begin); }

  // The title may have begun on the line above: 中共新月县委　新月县人民政府 / 关于2023年工作情况的报告.
  size_t WithLineAbove(size_t row, size_t lowest) const {
    for (size_t n = 0; n < 2 && row > lowest; ++n) {
      const Row& above = rows_[row - 1];
      const std::string_view line = RowText(row - 1);
      if (above.end - above.begin > 90 || above.title.is_title || above.body || above.contents || above.label > 0) break;
      const char32_t last = DecodeBefore(line, line.size()).value;
      if (!IsHan(last) || LineEndsSentence(line) || LabelSize(line) > 0) break;
      static constexpr std::string_view kEnds[] = {"县", "市", "省", "区", "镇", "乡", "委", "人民政府", "委员会", "办事处", "街道"};
      const std::string solid = RemoveSpace(line);
      const bool office = std::any_of(std::begin(kEnds), std::end(kEnds), [&](std::string_view end) {
        return solid.size() > end.size() && solid.compare(solid.size() - end.size(), end.size(), end) == 0;
      });
      if (!office) break;
      --row;
    }
    return row;
  }

  std::vector<model::Span> Spans(std::vector<Start> starts) const {
    if (starts.empty()) return {};
    // A report whose title was lost may stand in front of the first one.
    const size_t first = starts.front().row;
    if (BodyBetween(0, first) >= kLeastReportBytes && IsNumbered(0, first)) {
      starts.insert(starts.begin(), Start{});
    }
    if (starts.size() < 2) return {};
    std::vector<size_t> begins;
    for (const Start& start : starts) begins.push_back(WithLineAbove(start.row, begins.empty() ? 0 : begins.back() + 1));
    std::vector<model::Span> spans;
    for (size_t i = 0; i < begins.size(); ++i) {
      size_t last = i + 1 < begins.size() ? begins[i + 1] : rows_.size();
      while (last > begins[i] + 1 && IsRule(RowText(last - 1))) --last;
      spans.push_back({static_cast<uint32_t>(rows_[begins[i]].begin), static_cast<uint32_t>(rows_[last - 1].end)});
    }
    return spans;
  }

  std::string_view text_;
  std::vector<Row> rows_;
  std::vector<size_t> body_;     // bytes of running text in front of each row
  std::vector<size_t> next_[2];  // the next row with the label 一、 or 二、, from each row on
};

}  // namespace

std::vector<model::Span> FindReports(std::string_view text) {
  // Two reports don't fit into less.
  if (text.size() < 2 * kLeastReportBytes) return {};
  return ReportFinder(text).Find();
}

}  // namespace gongbao::ingest
