// What earlier conversions left: ?? for lost spaces, markdown marks, character references, tags.
#include <array>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/clean/passes.h"

namespace gongbao::ingest {
namespace {

constexpr ByteSet kMarkup("&<");

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

// A unit behind ** says that the stars mask a figure (投资**万元) and mark nothing.
bool IsMaskedUnit(char32_t c) {
  static constexpr std::u32string_view kUnits = U"万亿元个家户人亩公平吨名年月日次项条座处件栋%％千百米里镇乡村县市区所台辆头只";
  return kUnits.find(c) != std::u32string_view::npos;
}

// **bold** of markdown on one line.
void FindBold(std::string_view text, const Line& line, Edits* edits) {
  size_t open = std::string_view::npos;
  const std::string_view upto = text.substr(0, line.end);  // never search beyond the line
  for (size_t at = line.begin; at + 1 < line.end;) {
    at = upto.find("**", at);
    if (at == std::string_view::npos) return;
    size_t end = at;
    while (end < line.end && text[end] == '*') ++end;
    const char32_t before = at == line.begin ? 0 : DecodeBefore(text, at).value;
    const char32_t after = end >= line.end ? 0 : DecodeAt(text, end).value;
    const bool mark = end - at == 2 && !IsDigit(after) && !IsDigit(before);
    const bool at_border = before == 0 || IsSpace(before) || IsWidePunctuation(before) || EndsSentence(before);
    const bool closes = after == 0 || IsSpace(after) || IsWidePunctuation(after) ||
                        IsWidePunctuation(before) || EndsSentence(before);
    if (mark && open == std::string_view::npos) {
      if (at_border && after != 0 && !IsSpace(after) && !IsMaskedUnit(after)) open = at;
    } else if (mark && closes) {
      edits->Remove(open, open + 2, "markdown mark");
      edits->Remove(at, at + 2, "markdown mark");
      open = std::string_view::npos;
    }
    at = end;
  }
}

// "## 标题" and "> 引文" of markdown, "- 项" before Chinese.
void FindLeadingMarks(std::string_view text, const Line& line, Edits* edits) {
  size_t at = line.begin;
  while (at < line.end && text[at] == ' ') ++at;
  size_t end = at;
  while (end < line.end && text[end] == '#') ++end;
  if (end > at && end - at <= 6 && end < line.end && text[end] == ' ') {
    edits->Remove(at, end + 1, "markdown mark");
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

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kReferences = {{
    {"&nbsp;", " "}, {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&ldquo;", "“"},
    {"&rdquo;", "”"}, {"&mdash;", "—"}, {"&middot;", "·"}, {"&hellip;", "…"}, {"&emsp;", " "},
    {"&ensp;", " "},
}};

// &#12288; or &#x3000; at `at`: its size, 0 where there is none.
size_t NumericReference(std::string_view text, size_t at, std::string* character) {
  if (text.substr(at, 2) != "&#") return 0;
  size_t end = at + 2;
  const bool hex = end < text.size() && (text[end] == 'x' || text[end] == 'X');
  if (hex) ++end;
  char32_t value = 0;
  const size_t first = end;
  for (; end < text.size() && end - first < 7; ++end) {
    const char c = text[end];
    if (c >= '0' && c <= '9') {
      value = value * (hex ? 16 : 10) + static_cast<char32_t>(c - '0');
    } else if (hex && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))) {
      value = value * 16 + static_cast<char32_t>((c | 0x20) - 'a' + 10);
    } else {
      break;
    }
  }
  const bool whole = end > first && end < text.size() && text[end] == ';';
  if (!whole || value < 0x20 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
  AppendUtf8(character, value);
  return end + 1 - at;
}

constexpr std::string_view kTags[] = {"p", "br", "div", "span", "strong", "b", "em", "i", "u", "font", "td",
                                      "tr", "table", "tbody", "a", "img", "li", "ul", "ol", "center",
                                      "h1", "h2", "h3", "h4", "sup", "sub", "o:p"};

// Size of the tag that begins at `at`; 0 where it is none.
size_t TagSize(std::string_view text, size_t at) {
  size_t name = at + 1;
  if (name < text.size() && text[name] == '/') ++name;
  size_t end = name;
  while (end < text.size() && end - name < 8 &&
         (IsLatin(static_cast<unsigned char>(text[end])) || IsDigit(static_cast<unsigned char>(text[end])) ||
          text[end] == ':')) {
    ++end;
  }
  const std::string tag = AsciiLower(text.substr(name, end - name));
  bool known = false;
  for (std::string_view candidate : kTags) known |= tag == candidate;
  if (!known) return 0;
  const size_t close = text.substr(0, std::min(text.size(), at + 512)).find('>', end);
  return close == std::string_view::npos ? 0 : close + 1 - at;
}

}  // namespace

void RemoveArtefacts(Draft* draft) {
  {
    const std::string& text = draft->text();
    Edits edits(text);
    for (size_t at = kMarkup.Next(text, 0); at < text.size(); at = kMarkup.Next(text, at + 1)) {
      if (text[at] == '<') {
        const size_t size = TagSize(text, at);
        if (size == 0) continue;
        const bool breaks = text.compare(at, 3, "<br") == 0 || text.compare(at, 3, "</p") == 0 ||
                            text.compare(at, 5, "</div") == 0;
        edits.Replace(at, at + size, breaks ? "\n" : "", "tag");
        at += size - 1;
        continue;
      }
      std::string character;
      if (const size_t size = NumericReference(text, at, &character)) {
        edits.Replace(at, at + size, character, "character reference");
        at += size - 1;
        continue;
      }
      for (const auto& [reference, value] : kReferences) {
        if (text.compare(at, reference.size(), reference) == 0) {
          edits.Replace(at, at + reference.size(), value, "character reference");
          break;
        }
      }
    }
    draft->Apply("markup", edits);
  }
  const std::string& text = draft->text();
  Edits edits(text);
  for (const Line& line : SplitLines(text)) {
    FindLeadingMarks(text, line, &edits);
    FindQuestionMarks(text, line, &edits);
  }
  draft->Apply("artefacts", edits);
  {
    Edits jumps(draft->text());
    FindJumpMarks(draft->text(), &jumps);
    draft->Apply("artefacts", jumps);
  }
  const std::string& again = draft->text();
  Edits bold(again);
  for (const Line& line : SplitLines(again)) FindBold(again, line, &bold);
  draft->Apply("markup", bold);
}

}  // namespace gongbao::ingest
