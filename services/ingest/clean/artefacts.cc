// What earlier conversions left: ?? for lost spaces, marks of a newspaper that goes on elsewhere.

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/clean/passes.h"

namespace gongbao::ingest {
namespace {

// ?? at the beginning of a line, or behind a space or the end of a sentence at its end, was white space in an
// encoding that was misread: "??(一)修路", "雪梨丰收 ??".
void FindQuestionMarks(std::string_view text, const Line& line, Edits* edits) {
  size_t begin = line.begin;
  while (begin < line.end && IsBlankSpace(DecodeAt(text, begin).value)) begin += DecodeAt(text, begin).length;
  size_t end = begin;
  while (end < line.end && text[end] == '?') ++end;
  if (end - begin >= 2) edits->Remove(begin, end, "question marks in the place of spaces");
  size_t tail = line.end;
  while (tail > end && (text[tail - 1] == '?' || text[tail - 1] == ' ')) --tail;
  const std::string_view marks = text.substr(tail, line.end - tail);
  const size_t first = marks.find("??");
  if (first == std::string_view::npos || tail <= end) return;
  const char32_t before = DecodeBefore(text, tail).value;
  const bool spaced = first > 0;  // "显著 ??"
  if (spaced || before == U'。' || before == '.' || before == U'；') {
    edits->Remove(tail + first, line.end, "question marks in the place of spaces");
  }
}

// （下转第六版）（紧接第二版）: where a newspaper breaks off and goes on. Size of the mark that begins at `at`.
size_t JumpMarkSize(std::string_view text, size_t at) {
  const size_t open = text[at] == '(' ? 1 : 3;
  std::string_view rest = text.substr(at + open, 48);
  bool jump = false;
  for (std::string_view word : {"下转", "上接", "紧接", "接"}) {
    if (rest.substr(0, word.size()) != word) continue;
    rest.remove_prefix(word.size());
    jump = true;
    break;
  }
  if (!jump || rest.substr(0, 3) != "第") return 0;
  const size_t page = rest.find("版");
  if (page == std::string_view::npos || page > 12) return 0;
  const std::string_view close = rest.substr(page + 3);
  const size_t end = close.substr(0, 1) == ")" ? 1 : close.substr(0, 3) == "）" ? 3 : 0;
  return end == 0 ? 0 : static_cast<size_t>(close.data() + end - (text.data() + at));
}

void FindJumpMarks(std::string_view text, Edits* edits) {
  for (std::string_view word : {"版）", "版)"}) {
    for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
      const size_t from = at > 30 ? at - 30 : 0;
      for (size_t open = at; open > from; --open) {
        const bool bracket = text[open - 1] == '(' || text.substr(open - 1, 3) == "（";
        if (!bracket) continue;
        if (const size_t size = JumpMarkSize(text, open - 1)) {
          edits->Remove(open - 1, open - 1 + size, "mark of a newspaper that the text goes on elsewhere");
        }
        break;
      }
    }
    if (!edits->empty()) return;  // one style of brackets in one text
  }
}

// 【www.某站.com--报告】（本文来自http://…，转载请注明）: brackets that hold an address, and say that they are the site's.
void FindSiteMarks(std::string_view text, Edits* edits) {
  constexpr size_t kLongest = 240;
  constexpr std::pair<std::string_view, std::string_view> kPairs[] = {{"【", "】"}, {"[", "]"}, {"（", "）"}, {"(", ")"}, {"〖", "〗"}};
  for (std::string_view start : {"www.", "http"}) {
    for (size_t at = text.find(start); at != std::string_view::npos; at = text.find(start, at + 1)) {
      const size_t from = at > kLongest ? at - kLongest : 0;
      for (const auto& [open, close] : kPairs) {
        const size_t found = text.substr(from, at - from).rfind(open);
        const size_t begin = from + found;
        if (found == std::string_view::npos || begin < edits->reached()) continue;
        const std::string_view before = text.substr(begin, at - begin);
        if (before.find(close) != std::string_view::npos || before.find('\n') != std::string_view::npos) continue;
        const size_t end = text.substr(0, std::min(text.size(), at + kLongest)).find(close, at);
        if (end == std::string_view::npos) continue;
        const std::string_view inside = text.substr(begin, end - begin);
        const bool own = open == "【" || open == "〖" || inside.find("来自") != std::string_view::npos ||
                         inside.find("来源") != std::string_view::npos || inside.find("转载") != std::string_view::npos ||
                         inside.find("整理") != std::string_view::npos || inside.find("本文") != std::string_view::npos;
        if (!own || inside.find('\n') != std::string_view::npos) continue;
        edits->Remove(begin, end + close.size(), "mark of a site");
        break;
      }
    }
    if (!edits->empty()) return;  // in order: the other start would go back
  }
}

}  // namespace

void RemoveArtefacts(Draft* draft) {
  const std::string& text = draft->text();
  if (text.find("??") != std::string::npos) {
    Edits edits(text);
    for (const Line& line : SplitLines(text)) FindQuestionMarks(text, line, &edits);
    draft->Apply("artefacts", edits);
  }
  Edits jumps(draft->text());
  FindJumpMarks(draft->text(), &jumps);
  draft->Apply("artefacts", jumps);
  Edits marks(draft->text());
  FindSiteMarks(draft->text(), &marks);
  draft->Apply("artefacts", marks);
}

}  // namespace gongbao::ingest
