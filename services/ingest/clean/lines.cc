// Lines: what a fixed width or a page's end broke, and what lost its lines.
#include <algorithm>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/clean/passes.h"

namespace gongbao::ingest {
namespace {

// Width at which the text was wrapped, in columns; 0 where it was not. Lines that break off inside a
// sentence are then nearly all of the greatest width.
size_t WrapWidth(std::string_view text, const std::vector<Line>& lines) {
  std::vector<size_t> widths;
  std::vector<size_t> all;
  for (const Line& line : lines) {
    const std::string_view content = Strip(line.In(text));
    if (content.empty() || content.find('\t') != std::string_view::npos) continue;
    const size_t width = DisplayWidth(content);
    all.push_back(width);
    if (width >= 24 && !LineEndsSentence(content)) widths.push_back(width);
  }
  if (widths.size() < 5) return 0;
  std::sort(widths.begin(), widths.end());
  const size_t middle = widths[widths.size() / 2];
  if (middle > 160) return 0;
  // Where longer lines are common, the lines of this width are headings.
  const auto longer = std::count_if(all.begin(), all.end(), [&](size_t w) { return w > middle + 6; });
  if (static_cast<size_t>(longer) * 10 > all.size()) return 0;
  const size_t near = static_cast<size_t>(std::count_if(widths.begin(), widths.end(), [&](size_t w) {
    return w + 6 >= middle && w <= middle + 6;
  }));
  return near * 10 >= widths.size() * 6 ? middle : 0;
}

// Whether a line holds a part of a sentence, and not a title, a name or a heading.
bool IsRunning(std::string_view line, size_t wrap) {
  const size_t label = LabelSize(line);
  const std::string_view body = line.substr(label);
  bool stop = false, comma = false;
  for (size_t at = 0; at < body.size();) {
    const CodePoint c = DecodeAt(body, at);
    stop |= c.value == U'。' || c.value == U'；' || c.value == U'！' || c.value == ';';
    comma |= c.value == U'，' || c.value == ',';
    at += c.length;
  }
  const size_t width = DisplayWidth(line);
  if (wrap > 0 && width + 6 >= wrap) return true;
  if (label > 0) return stop;  // a heading may hold commas
  return stop || (comma && width >= 40) || width >= 100;
}

bool StartsWithClosing(std::string_view line) {
  switch (DecodeAt(line, 0).value) {
    case U'，': case U'。': case U'；': case U'、': case U'：': case U'）': case U'”': case U'》': case U'！':
    case U'？': case ',': case ';': case ')': case '%': case U'％': case U'’':
      return true;
    default:
      return false;
  }
}

// A line that begins something of its own.
bool StartsAnew(std::string_view line) {
  return LabelSize(line) > 0 || IsSalutation(line) || line.substr(0, 3) == "附件" || line.substr(0, 3) == "注：";
}

// The last line of the title, the occasion or the speaker, in front of the text.
bool EndsHead(std::string_view line) {
  for (std::string_view end : {"上", "）", ")", "报告", "总结", "讲话", "汇报", "计划", "要点", "大会", "会议"}) {
    if (line.size() > end.size() && line.substr(line.size() - end.size()) == end) return true;
  }
  return false;
}

// How many lines stand in front of the text: title, occasion, speaker.
size_t CountHeadLines(std::string_view text, const std::vector<Line>& lines) {
  constexpr size_t kMost = 10;
  for (size_t i = 0; i < lines.size() && i < kMost; ++i) {
    const std::string_view line = lines[i].In(text);
    const bool dashed = line.substr(0, 3) == "—" || line.substr(0, 2) == "--" || line.substr(0, 3) == "（" ||
                        line[0] == '(';
    if (IsSalutation(line) || (LabelSize(line) > 0 && !dashed)) return i;
    if (LineEndsSentence(line) && !EndsHead(line)) return i;
  }
  return 0;
}

bool ShouldJoin(std::string_view left, std::string_view right, size_t wrap) {
  if (left.find('\t') != std::string_view::npos || right.find('\t') != std::string_view::npos) return false;
  if (IsSalutation(left)) return false;
  if (StartsWithClosing(right) && IsRunning(left, wrap)) return true;
  if (LineEndsSentence(left)) return false;
  if (StartsAnew(right)) {
    // "…收入达到27" / "5.6万元": a figure is no label where the line before broke off at the margin.
    const bool figure = IsDigit(DecodeAt(right, 0).value) && wrap > 0 && DisplayWidth(left) + 6 >= wrap;
    if (!figure) return false;
  }
  return IsRunning(left, wrap);
}

// Whether some lines are indented and more are not: then the indented ones begin paragraphs.
bool MarksParagraphs(const std::vector<bool>& indented) {
  const auto n = static_cast<size_t>(std::count(indented.begin(), indented.end(), true));
  return n >= 3 && n * 2 <= indented.size();
}

// How many times a sequence of characters occurs in the text, counted up to two.
int Occurrences(std::string_view text, std::string_view piece) {
  int count = 0;
  for (size_t at = text.find(piece); at != std::string_view::npos && count < 2;
       at = text.find(piece, at + 1)) {
    ++count;
  }
  return count;
}

// A character printed on both sides of a page's end: "志愿服务活动" / "动。二要". It is dropped where the
// rest of the text writes the word with one of them, or where punctuation follows the second.
bool IsDoubled(std::string_view text, std::string_view left, std::string_view right) {
  if (left.size() < 6) return false;
  const CodePoint last = DecodeBefore(left, left.size());
  const CodePoint first = DecodeAt(right, 0);
  if (last.value != first.value || !IsHan(last.value)) return false;
  const CodePoint after = DecodeAt(right, first.length);
  const CodePoint before = DecodeBefore(left, left.size() - last.length);
  if (!IsHan(before.value)) return false;
  const std::string_view glyph = right.substr(0, first.length);
  const std::string twice = std::string(glyph) + std::string(glyph);
  if (Occurrences(text, twice) > 0) return false;  // the text doubles it elsewhere
  if (IsWidePunctuation(after.value) || EndsSentence(after.value) || after.value == ',') return true;
  const std::string once = std::string(left.substr(left.size() - before.length - last.length)) +
                           std::string(right.substr(first.length, after.length));
  return IsHan(after.value) && Occurrences(text, once) > 0;
}

}  // namespace

void RejoinLines(Draft* draft) {
  const std::string& text = draft->text();
  std::vector<Line> lines;
  std::vector<bool> indented;
  for (const Line& line : SplitLines(text)) {
    const std::string_view content = Strip(line.In(text));
    if (content.empty()) continue;
    const size_t begin = static_cast<size_t>(content.data() - text.data());
    // Tabs in front stay out: they are no content here.
    lines.push_back({begin, begin + content.size()});
    indented.push_back(DisplayWidth(std::string_view(text).substr(line.begin, begin - line.begin)) >= 2);
  }
  const size_t wrap = WrapWidth(text, lines);
  const bool by_indent = wrap > 0 && MarksParagraphs(indented);
  const size_t head = CountHeadLines(text, lines);
  Edits edits(text);
  int doubled_searches = 0;
  for (size_t i = 1; i < lines.size(); ++i) {
    const std::string_view left = lines[i - 1].In(text);
    const std::string_view right = lines[i].In(text);
    const bool full = wrap > 0 && DisplayWidth(left) + 6 >= wrap;
    if (by_indent && indented[i] && !StartsWithClosing(right)) continue;
    // Where paragraphs are indented, a full line that ends a sentence may have its next sentence below.
    const bool goes_on = by_indent && full && !indented[i] && !StartsAnew(right) && !IsSalutation(left) && i >= head;
    if (!goes_on && !ShouldJoin(left, right, wrap)) continue;
    if (i < head && EndsHead(left)) continue;
    const std::string_view gap = std::string_view(text).substr(lines[i - 1].end, lines[i].begin - lines[i - 1].end);
    const bool page = std::count(gap.begin(), gap.end(), '\n') > 1;
    const char32_t last = DecodeBefore(left, left.size()).value;
    const char32_t first = DecodeAt(right, 0).value;
    const bool words = IsLatin(last) && IsLatin(first) && gap.size() > 0;
    size_t end = lines[i].begin;
    // Each search reads the text: more pages than that don't double a character.
    if (page && last == first && doubled_searches++ < 64 && IsDoubled(text, left, right)) {
      end += static_cast<size_t>(DecodeAt(right, 0).length);
      edits.Replace(lines[i - 1].end, end, "", "character doubled at a page's end");
      continue;
    }
    edits.Replace(lines[i - 1].end, end, words ? " " : "");
  }
  draft->Apply("rejoin", edits);
}

namespace {

// Text of one long line, or of lines so long that headings must lie inside them.
bool LostItsLines(std::string_view text, const std::vector<Line>& lines) {
  return text.size() > 1500 && text.size() / lines.size() > 3000;
}

// 一、 or （一） behind the end of a sentence.
size_t HeadingLabelAt(std::string_view text, size_t at) {
  const CodePoint c = DecodeAt(text, at);
  if (!IsChineseNumeral(c.value) && c.value != U'（') return 0;
  const size_t size = LabelSize(text.substr(at, 64));
  if (size == 0) return 0;
  const std::string_view label = text.substr(at, size);
  const bool numbered = label.size() >= 3 && label.substr(label.size() - 3) == "、";
  if (numbered) return size;
  if (c.value != U'（') return 0;
  return IsChineseNumeral(DecodeAt(text, at + 3).value) ? size : 0;
}

}  // namespace

void RestoreLines(Draft* draft) {
  const std::string& text = draft->text();
  const std::vector<Line> lines = SplitLines(text);
  if (!LostItsLines(text, lines)) return;
  Edits edits(text);
  bool salutation = false;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    const size_t next = at + static_cast<size_t>(c.length);
    const bool inside = at > 0 && text[at - 1] != '\n';
    if (inside && !salutation && at < 600 && (c.value == U'各' || c.value == U'同')) {
      for (std::string_view start : {"各位代表", "各位领导", "同志们"}) {
        if (text.compare(at, start.size(), start) != 0) continue;
        const size_t colon = text.find("：", at);
        if (colon == std::string::npos || colon > at + 60) break;
        edits.Insert(at, "\n");
        edits.Insert(colon + 3, "\n");
        salutation = true;
        break;
      }
    }
    if (c.value == U'。' || c.value == U'：' || c.value == U'；' || c.value == U'！') {
      size_t label_at = next;
      if (label_at < text.size() && HeadingLabelAt(text, label_at) > 0 && label_at > edits.reached() &&
          (c.value == U'。' || c.value == U'！' ||
           (c.value == U'：' && text.compare(label_at, 6, "一、") == 0))) {
        edits.Insert(label_at, "\n");
      }
    }
    at = next;
  }
  draft->Apply("restore lines", edits);
}

void RestoreParagraphs(Draft* draft) {
  constexpr size_t kLongLine = 600;
  constexpr size_t kLeastBreaks = 3;  // behind the end of a sentence, before the other runs are believed
  const std::string& text = draft->text();
  Edits edits(text);
  for (const Line& line : SplitLines(text)) {
    if (line.end - line.begin < kLongLine) continue;
    std::vector<model::Span> runs;
    size_t breaks = 0;
    const std::string_view upto = std::string_view(text).substr(0, line.end);
    for (size_t at = line.begin; at < line.end;) {
      const auto byte = static_cast<unsigned char>(text[at]);
      if (byte != ' ' && byte != 0xE3 && byte != 0xC2) {
        ++at;
        continue;
      }
      const size_t begin = at;
      size_t width = 0;
      for (CodePoint c = DecodeAt(upto, at); IsBlankSpace(c.value) && c.length > 0; c = DecodeAt(upto, at)) {
        width += c.value == 0x3000 ? 2 : 1;
        at += static_cast<size_t>(c.length);
      }
      if (at == begin) {
        at += static_cast<size_t>(DecodeAt(upto, at).length);
        continue;
      }
      if (width < 2 || begin == line.begin || at == line.end) continue;
      breaks += LineEndsSentence(upto.substr(line.begin, begin - line.begin));
      runs.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(at)});
    }
    if (breaks < kLeastBreaks) continue;
    for (const model::Span& run : runs) edits.Replace(run.begin, run.end, "\n");
  }
  draft->Apply("restore lines", edits);
}

}  // namespace gongbao::ingest
