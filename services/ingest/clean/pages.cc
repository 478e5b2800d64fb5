// Page numbers, and the heads and feet of pages.
#include <algorithm>
#include <map>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/clean/passes.h"

namespace gongbao::ingest {
namespace {

bool IsDash(char32_t c) {
  return c == '-' || c == U'—' || c == U'–' || c == U'－' || c == U'―' || c == U'─' || c == U'~' ||
         c == U'·' || c == U'•';
}

// - 2 -, — 12 —, 第 3 页, 第3页 共20页, 共20页 第3页, 3/20, Page 3 of 8: a page's number and nothing else.
bool IsPageNumber(std::string_view line) {
  line = Strip(line);
  if (line.size() > 80 || line.empty()) return false;
  const char32_t first = DecodeAt(line, 0).value;
  if (!IsDigit(first) && !IsDash(first) && first != U'第' && first != U'共' && first != 'P' && first != 'p') return false;
  const std::string solid = RemoveSpace(line);
  std::string_view rest = solid;
  if (rest.empty() || rest.size() > 40) return false;
  const auto digits = [&] {
    size_t n = 0;
    while (n < rest.size() && IsDigit(static_cast<unsigned char>(rest[n]))) ++n;
    rest.remove_prefix(n);
    return n;
  };
  const auto dashes = [&] {
    size_t n = 0;
    for (CodePoint c = DecodeAt(rest, 0); IsDash(c.value); c = DecodeAt(rest, 0), ++n) {
      rest.remove_prefix(static_cast<size_t>(c.length));
    }
    return n;
  };
  const auto word = [&](std::string_view w) {
    if (rest.substr(0, w.size()) != w) return false;
    rest.remove_prefix(w.size());
    return true;
  };
  if (dashes() > 0) {
    const size_t n = digits();
    return n > 0 && n <= 4 && dashes() > 0 && rest.empty();
  }
  if (word("Page") || word("page") || word("PAGE")) {
    if (digits() == 0) return false;
    return rest.empty() || ((word("of") || word("/")) && digits() > 0 && rest.empty());
  }
  if (word("共")) {
    if (digits() == 0 || !word("页")) return false;
    word("，"), word(","), word("/");
    return word("第") && digits() > 0 && word("页") && rest.empty();
  }
  if (word("第")) {
    if (digits() == 0 || !word("页")) return false;
    const bool bracket = word("（") || word("(");
    word("，"), word(","), word("/");
    if (!word("共")) return rest.empty();
    if (digits() == 0 || !word("页")) return false;
    if (bracket && !word("）") && !word(")")) return false;
    return rest.empty();
  }
  const size_t n = digits();
  return n > 0 && n <= 4 && word("/") && digits() > 0 && rest.empty();
}

// A page's number inside a line whose breaks were lost: 建设高标 - 12 - 准农田, 高标第 3 页 共 8 页准农田.
struct InlineNumber {
  size_t begin = 0;
  size_t end = 0;
  int value = 0;
  bool sure = false;  // spaces inside the dashes, or 第…页共…页
};

size_t SkipSpaces(std::string_view text, size_t at) {
  while (at < text.size() && (text[at] == ' ' || text.compare(at, 3, "　") == 0)) at += text[at] == ' ' ? 1 : 3;
  return at;
}

size_t SkipWord(std::string_view text, size_t at, std::string_view word) {
  return text.compare(at, word.size(), word) == 0 ? at + word.size() : 0;
}

// At most four digits at `at`, with the spaces around them; 0 where there are none.
size_t SkipNumber(std::string_view text, size_t at, int* value, bool* spaced) {
  const size_t first = SkipSpaces(text, at);
  size_t end = first;
  *value = 0;
  while (end < text.size() && end - first < 4 && IsDigit(static_cast<unsigned char>(text[end]))) {
    *value = *value * 10 + (text[end++] - '0');
  }
  if (end == first) return 0;
  const size_t next = SkipSpaces(text, end);
  *spaced = first > at && next > end;
  return next;
}

// - 12 - at `at`, where the first dash stands.
InlineNumber DashedNumber(std::string_view text, size_t at) {
  InlineNumber number;
  const auto dashes = [&](size_t from) {
    size_t end = from, count = 0;
    for (CodePoint c = DecodeAt(text, end); IsDash(c.value) && count < 2; c = DecodeAt(text, end), ++count) {
      end += static_cast<size_t>(c.length);
    }
    return end;
  };
  const size_t open = dashes(at);
  const size_t close = SkipNumber(text, open, &number.value, &number.sure);
  if (close == 0) return {};
  const size_t end = dashes(close);
  if (end == close || !IsHan(NextSolid(text, end)) || !IsHan(PreviousSolid(text, at))) return {};
  number.begin = at;
  number.end = end;
  return number;
}

// 第 3 页 共 8 页 at `at`, where 第 stands.
InlineNumber CountedNumber(std::string_view text, size_t at) {
  InlineNumber number;
  bool spaced = false;
  int all = 0;
  size_t end = SkipNumber(text, at + 3, &number.value, &spaced);
  if (end == 0 || (end = SkipWord(text, end, "页")) == 0) return {};
  end = SkipSpaces(text, end);
  for (std::string_view mark : {"，", ",", "/", "（", "("}) {
    if (const size_t behind = SkipWord(text, end, mark)) end = SkipSpaces(text, behind);
  }
  if ((end = SkipWord(text, end, "共")) == 0 || (end = SkipNumber(text, end, &all, &spaced)) == 0) return {};
  if ((end = SkipWord(text, end, "页")) == 0 || all < number.value) return {};
  for (std::string_view mark : {"）", ")"}) {
    if (const size_t behind = SkipWord(text, end, mark)) end = behind;
  }
  number.begin = at;
  number.end = end;
  number.sure = true;
  return number;
}

// Without spaces in them (村—3—组) dashes are believed only where the numbers count up.
void FindInlineNumbers(std::string_view text, Edits* edits) {
  static constexpr ByteSet kLeads("-\xE2\xE7");
  std::vector<InlineNumber> numbers;
  for (size_t at = kLeads.Next(text, 0); at < text.size(); at = kLeads.Next(text, at + 1)) {
    const bool ordinal = text.compare(at, 3, "第") == 0;
    if (!ordinal && !IsDash(DecodeAt(text, at).value)) continue;
    const InlineNumber number = ordinal ? CountedNumber(text, at) : DashedNumber(text, at);
    if (number.end == 0) continue;
    numbers.push_back(number);
    at = number.end - 1;
  }
  for (size_t i = 0; i < numbers.size(); ++i) {
    const bool follows = i > 0 && numbers[i].value == numbers[i - 1].value + 1;
    const bool leads = i + 1 < numbers.size() && numbers[i + 1].value == numbers[i].value + 1;
    if (numbers[i].sure || follows || leads) edits->Remove(numbers[i].begin, numbers[i].end, "page number");
  }
}

// A figure alone on a line between two pieces of one sentence is a page number too, but only where the
// text numbers its pages so throughout: figures that rise by one.
std::vector<bool> BareNumbers(std::string_view text, const std::vector<Line>& lines) {
  std::vector<bool> bare(lines.size(), false);
  std::vector<size_t> found;
  std::vector<int> values;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].end - lines[i].begin > 80) continue;
    const std::string_view content = Strip(lines[i].In(text));
    if (content.empty() || !IsDigit(static_cast<unsigned char>(content[0]))) continue;
    const std::string solid = RemoveSpace(content);
    if (solid.empty() || solid.size() > 3 || solid[0] == '0') continue;
    if (!std::all_of(solid.begin(), solid.end(), [](unsigned char c) { return IsDigit(c); })) continue;
    found.push_back(i);
    values.push_back(std::stoi(solid));
  }
  if (found.size() < 3) return bare;
  for (size_t i = 1; i < found.size(); ++i) {
    if (values[i] != values[i - 1] + 1 || found[i] < found[i - 1] + 8) return bare;
  }
  for (size_t i : found) bare[i] = true;
  return bare;
}

// A short line that stands beside at least three page numbers, and beside half of them, is the pages' head or foot.
void FindRunningHeads(std::string_view text, const std::vector<Line>& lines,
                      std::vector<std::string_view>* reasons) {
  constexpr size_t kLongest = 120;
  std::map<std::string, std::vector<size_t>> beside;
  size_t pages = 0;
  const auto look = [&](size_t from, int step) {
    for (size_t i = from + static_cast<size_t>(step), n = 0; i < lines.size() && n < 6;
         i += static_cast<size_t>(step), ++n) {
      const std::string_view line = Strip(lines[i].In(text));
      if (line.empty()) continue;
      if (line.size() <= kLongest && (*reasons)[i].empty()) beside[RemoveSpace(line)].push_back(i);
      return;
    }
  };
  for (size_t i = 0; i < lines.size(); ++i) {
    if ((*reasons)[i].empty()) continue;
    ++pages;
    look(i, 1);
    look(i, -1);
  }
  for (const auto& [line, at] : beside) {
    if (at.size() < 3 || at.size() * 2 < pages) continue;
    for (size_t i : at) (*reasons)[i] = "head or foot of the pages";
  }
}

}  // namespace

void RemovePageNumbers(Draft* draft) {
  const std::string& text = draft->text();
  const std::vector<Line> lines = SplitLines(text);
  const std::vector<bool> bare = BareNumbers(text, lines);
  std::vector<std::string_view> reasons(lines.size());
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].end == lines[i].begin || !(bare[i] || IsPageNumber(lines[i].In(text)))) continue;
    reasons[i] = "page number";
  }
  FindRunningHeads(text, lines, &reasons);
  Edits edits(text);
  for (size_t i = 0; i < lines.size(); ++i) {
    // The line feed stays: the joint is for RejoinLines to judge.
    if (!reasons[i].empty()) edits.Remove(lines[i].begin, lines[i].end, reasons[i]);
  }
  draft->Apply("pages", edits);
  Edits inside(draft->text());
  FindInlineNumbers(draft->text(), &inside);
  draft->Apply("pages", inside);
}

}  // namespace gongbao::ingest
