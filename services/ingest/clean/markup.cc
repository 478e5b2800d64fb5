// Markup left in plain text: character references, tags, markdown.
#include <algorithm>
#include <array>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/clean/passes.h"

namespace gongbao::ingest {
namespace {

constexpr ByteSet kMarkup("&<n");
constexpr ByteSet kMarkdown("*#|[`");

// #12288; or #x3000; at `at`, behind the &: its size, 0 where there is none.
size_t NumericReference(std::string_view text, size_t at, std::string* character) {
  if (text.substr(at, 1) != "#") return 0;
  size_t end = at + 1;
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

struct Named {
  std::string_view name;
  std::string_view value;
};
constexpr Named kReferences[] = {
    {"nbsp", " "},   {"amp", "&"},    {"lt", "<"},     {"gt", ">"},     {"quot", "\""},  {"apos", "'"},  {"ldquo", "“"},
    {"rdquo", "”"},  {"lsquo", "‘"},  {"rsquo", "’"},  {"mdash", "—"},  {"ndash", "–"},  {"middot", "·"}, {"hellip", "…"},
    {"emsp", " "},   {"ensp", " "},   {"thinsp", " "}, {"shy", ""},     {"zwnj", ""},    {"zwj", ""},    {"times", "×"},
    {"permil", "‰"}, {"deg", "°"},    {"bull", "•"},   {"yen", "￥"},   {"laquo", "《"}, {"raquo", "》"}, {"copy", "©"},
};

// A character reference at `at`, where & stands, however often it was escaped (&amp;amp;nbsp;): its size, 0 where there
// is none. &nbsp is known without its semicolon too.
size_t ReferenceAt(std::string_view text, size_t at, std::string* character) {
  size_t end = at + 1;
  for (int n = 0; n < 4 && text.compare(end, 4, "amp;") == 0; ++n) end += 4;
  if (const size_t size = NumericReference(text, end, character)) return end + size - at;
  for (const Named& reference : kReferences) {
    const size_t size = reference.name.size();
    if (text.compare(end, size, reference.name) != 0) continue;
    const bool closed = end + size < text.size() && text[end + size] == ';';
    if (!closed && (reference.name != "nbsp" || IsLatin(DecodeAt(text, end + size).value))) continue;
    *character = reference.value;
    return end + size + (closed ? 1 : 0) - at;
  }
  if (end == at + 1) return 0;
  *character = "&";
  return end - at;
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

// <!-- … -->: its size, 0 where none begins.
size_t CommentSize(std::string_view text, size_t at) {
  constexpr size_t kLongest = 4096;
  if (text.compare(at, 4, "<!--") != 0) return 0;
  const size_t close = text.substr(0, std::min(text.size(), at + kLongest)).find("-->", at + 4);
  return close == std::string_view::npos ? 0 : close + 3 - at;
}

void FindMarkup(std::string_view text, Edits* edits) {
  for (size_t at = kMarkup.Next(text, 0); at < text.size(); at = kMarkup.Next(text, at + 1)) {
    size_t size = 0;
    if (text[at] == 'n') {
      // The tail of a reference that lost its &: nbsp;
      if (text.compare(at, 5, "nbsp;") != 0 || IsLatin(at == 0 ? 0 : DecodeBefore(text, at).value)) continue;
      edits->Replace(at, at + 5, " ", "remains of a character reference");
      size = 5;
    } else if (text[at] == '<') {
      if ((size = CommentSize(text, at)) > 0) {
        edits->Remove(at, at + size, "comment of the page");
      } else if ((size = TagSize(text, at)) > 0) {
        const std::string start = AsciiLower(text.substr(at, 5));
        const bool breaks = start.compare(0, 3, "<br") == 0 || start.compare(0, 3, "</p") == 0 || start == "</div";
        edits->Replace(at, at + size, breaks ? "\n" : "", "tag");
      }
    } else {
      std::string character;
      size = ReferenceAt(text, at, &character);
      if (size > 0) edits->Replace(at, at + size, character, "character reference");
    }
    if (size > 0) at += size - 1;
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

// [文字](address) becomes its words, ![图](address) nothing.
void FindLinks(std::string_view text, const Line& line, Edits* edits) {
  constexpr size_t kLongestAddress = 1024;
  const std::string_view upto = text.substr(0, line.end);
  for (size_t middle = upto.find("](", line.begin); middle != std::string_view::npos; middle = upto.find("](", middle + 2)) {
    const size_t close = upto.substr(0, std::min(upto.size(), middle + kLongestAddress)).find(')', middle);
    if (close == std::string_view::npos) continue;
    const std::string_view address = upto.substr(middle + 2, close - middle - 2);
    const bool link = address.substr(0, 4) == "http" || address.substr(0, 4) == "www." || address.substr(0, 1) == "/" ||
                      address.substr(0, 1) == "#" || address.substr(0, 2) == "./";
    if (!link || address.find(' ') != std::string_view::npos) continue;
    const size_t from = middle > 300 ? std::max(line.begin, middle - 300) : line.begin;
    const size_t found = upto.substr(from, middle - from).rfind('[');
    if (found == std::string_view::npos) continue;
    const size_t open = from + found;
    const bool picture = open > line.begin && text[open - 1] == '!';
    if (picture) {
      edits->Remove(open - 1, close + 1, "picture of markdown");
    } else {
      edits->Remove(open, open + 1, "markdown mark");
      edits->Remove(middle, close + 1, "address of a link");
    }
  }
}

// | 指标 | 单位 | to cells with tabs between; the rule under a table's head goes.
bool FindTableRow(std::string_view text, const Line& line, Edits* edits) {
  const std::string_view content = Strip(line.In(text));
  if (content.size() < 5 || content.front() != '|' || content.back() != '|') return false;
  if (content.find_first_not_of("|-: \t") == std::string_view::npos && content.find("--") != std::string_view::npos) {
    edits->Remove(line.begin, line.end, "rule of a markdown table");
    return true;
  }
  const auto begin = static_cast<size_t>(content.data() - text.data());
  const size_t end = begin + content.size();
  if (std::count(content.begin(), content.end(), '|') < 3) return false;
  for (size_t at = begin; at < end; ++at) {
    if (text[at] == '|') edits->Replace(at, at + 1, at == begin || at + 1 == end ? "" : "\t", "rule of a markdown table");
  }
  return true;
}

void FindFence(std::string_view text, const Line& line, Edits* edits) {
  if (Strip(line.In(text)).substr(0, 3) == "```") edits->Remove(line.begin, line.end, "markdown mark");
}

}  // namespace

void RemoveMarkup(Draft* draft) {
  Edits marks(draft->text());
  FindMarkup(draft->text(), &marks);
  draft->Apply("markup", marks);
  if (kMarkdown.Next(draft->text(), 0) == draft->text().size()) return;
  {
    const std::string& text = draft->text();
    Edits edits(text);
    for (const Line& line : SplitLines(text)) {
      if (kMarkdown.Next(line.In(text), 0) == line.end - line.begin) continue;
      FindLeadingMarks(text, line, &edits);
      if (FindTableRow(text, line, &edits)) continue;
      FindFence(text, line, &edits);
      FindLinks(text, line, &edits);
    }
    draft->Apply("markup", edits);
  }
  const std::string& text = draft->text();
  Edits bold(text);
  for (const Line& line : SplitLines(text)) {
    if (line.In(text).find("**") != std::string_view::npos) FindBold(text, line, &bold);
  }
  draft->Apply("markup", bold);
}

}  // namespace gongbao::ingest
