// White space that means nothing in Chinese. Kept: one space between Latin words, tabs between cells of
// a table, line feeds.
#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/clean/passes.h"

namespace gongbao::ingest {
namespace {

size_t DigitsBefore(std::string_view text, size_t end) {
  size_t at = end;
  while (at > 0 && IsDigit(static_cast<unsigned char>(text[at - 1]))) --at;
  return end - at;
}
size_t DigitsAfter(std::string_view text, size_t begin) {
  size_t at = begin;
  while (at < text.size() && IsDigit(static_cast<unsigned char>(text[at]))) ++at;
  return at - begin;
}

// Whether the space between two figures splits one: 5 775元 (groups of three).
bool SplitsNumber(std::string_view text, size_t begin, size_t end) {
  const size_t before = DigitsBefore(text, begin);
  const size_t after = DigitsAfter(text, end);
  if (before == 0 || before > 3 || after != 3) return false;
  const char lead = text[begin - before];
  return lead != '0' && (begin == before || text[begin - before - 1] != '.');
}

// 2 0 2 3 年: single digits with single spaces between, four at least. Looks at a bounded stretch.
bool SplitsEachDigit(std::string_view text, size_t begin, size_t end) {
  constexpr int kMost = 12;
  if (end - begin != 1 || DigitsBefore(text, begin) != 1 || DigitsAfter(text, end) != 1) return false;
  int count = 2;
  for (size_t at = begin - 1; count < kMost && at >= 2 && text[at - 1] == ' ' && DigitsBefore(text, at - 1) == 1; at -= 2) ++count;
  for (size_t at = end + 1; count < kMost && at + 1 < text.size() && text[at] == ' ' && DigitsAfter(text, at + 1) == 1; at += 2) ++count;
  return count >= 4;
}

// 20 23年
bool SplitsYear(std::string_view text, size_t begin, size_t end) {
  if (DigitsBefore(text, begin) != 2 || DigitsAfter(text, end) != 2) return false;
  const std::string_view century = text.substr(begin - 2, 2);
  return (century == "19" || century == "20") && NextSolid(text, end + 2) == U'年' &&
         (begin < 3 || text[begin - 3] != '.');
}

// Whether a character that begins with 0xC2, 0xE1, 0xE2 or 0xE3 can be a space.
bool MayBeSpace(std::string_view text, size_t at) {
  if (at + 2 >= text.size()) return true;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  const auto third = static_cast<unsigned char>(text[at + 2]);
  switch (static_cast<unsigned char>(text[at])) {
    case 0xE2: return (second == 0x80 && (third < 0x90 || third >= 0xA8)) || second == 0x81;
    case 0xE3: return second == 0x80 && third == 0x80;
    default: return true;
  }
}

// What the spaces [begin, end) become.
std::string_view Becomes(std::string_view text, size_t begin, size_t end) {
  const char32_t left = begin == 0 ? '\n' : DecodeBefore(text, begin).value;
  const char32_t right = end >= text.size() ? '\n' : DecodeAt(text, end).value;
  if (left == '\n' || right == '\n' || left == '\t' || right == '\t') return "";
  const bool digits = IsDigit(left) && IsDigit(right);
  if (digits) {
    const bool splits = SplitsNumber(text, begin, end) || SplitsEachDigit(text, begin, end) || SplitsYear(text, begin, end);
    return splits ? "" : " ";
  }
  // 23. 5 and 46 .8; but "1. 2020年工作" is a label and a year.
  if (left == '.' && IsDigit(right)) {
    const size_t whole = begin - 1 - DigitsBefore(text, begin - 1);
    const bool label = (whole == 0 || text[whole - 1] == '\n') && DigitsAfter(text, end) >= 4;
    return label ? " " : "";
  }
  if (IsDigit(left) && right == '.') return "";
  const auto ascii_word = [](char32_t c) { return c < 0x80 && (IsDigit(c) || IsLatin(c)); };
  if (left < 0x80 && right < 0x80 && (ascii_word(left) || left == ',' || left == '.' || left == ')') &&
      (IsLatin(right) || (IsLatin(left) && ascii_word(right)) || right == '(')) {
    return " ";
  }
  return "";
}

}  // namespace

void RemoveSpaces(Draft* draft) {
  {
    const std::string& text = draft->text();
    Edits edits(text);
    for (size_t at = 0; at < text.size();) {
      const auto byte = static_cast<unsigned char>(text[at]);
      // ' ', U+00A0, U+2000…, U+3000
      if (byte != ' ' && byte != 0xC2 && byte != 0xE1 && byte != 0xE2 && byte != 0xE3) {
        ++at;
        continue;
      }
      // Most of what begins so is punctuation: 、。“”.
      if (byte >= 0x80 && !MayBeSpace(text, at)) {
        at += byte == 0xC2 ? 1 : 3;
        continue;
      }
      CodePoint c = DecodeAt(text, at);
      if (!IsBlankSpace(c.value)) {
        at += c.length;
        continue;
      }
      const size_t begin = at;
      while (at < text.size() && IsBlankSpace(c.value)) {
        at += c.length;
        c = DecodeAt(text, at);
      }
      const std::string_view by = Becomes(text, begin, at);
      if (std::string_view(text).substr(begin, at - begin) != by) edits.Replace(begin, at, by);
    }
    draft->Apply("spaces", edits);
  }
  // Empty lines, and tabs that part nothing.
  const std::string& text = draft->text();
  Edits edits(text);
  const std::vector<Line> lines = SplitLines(text);
  size_t kept = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    size_t begin = lines[i].begin, end = lines[i].end;
    const bool blank = text.find_first_not_of('\t', begin) >= end;
    const bool last = i + 1 == lines.size();
    if (blank) {
      edits.Remove(begin, last ? end : end + 1);
      continue;
    }
    ++kept;
    size_t solid = begin;
    while (text[solid] == '\t') ++solid;
    const bool table = text.find('\t', solid) < end;
    if (!table && solid > begin) edits.Remove(begin, solid);
    size_t tail = end;
    while (tail > solid && text[tail - 1] == '\t') --tail;
    if (tail < end) edits.Remove(tail, end);
  }
  draft->Apply("lines", edits);
  // No line feed at the end.
  const std::string& done = draft->text();
  Edits trailing(done);
  size_t end = done.size();
  while (end > 0 && done[end - 1] == '\n') --end;
  if (end < done.size()) trailing.Remove(end, done.size());
  draft->Apply("lines", trailing);
}

}  // namespace gongbao::ingest
