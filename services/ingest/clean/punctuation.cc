// ASCII punctuation between Chinese characters to its full-width form; never inside figures, times,
// addresses or Latin words.
#include <array>
#include <string_view>
#include <vector>

#include "services/base/text.h"
#include "services/ingest/clean/characters.h"
#include "services/ingest/clean/passes.h"

namespace gongbao::ingest {
namespace {

// Bytes that this pass looks at; all others are passed over.
constexpr ByteSet kMarks(",;:?!().\"");
constexpr ByteSet kBrackets("()\xEF");

std::string_view WideOf(char c) {
  switch (c) {
    case ',': return "，";
    case ';': return "；";
    case ':': return "：";
    case '?': return "？";
    case '!': return "！";
    case '(': return "（";
    case ')': return "）";
    default: return "";
  }
}

bool IsChinese(char32_t c) { return IsHan(c) || IsWidePunctuation(c); }
bool IsAlnum(char32_t c) { return IsDigit(c) || IsLatin(c); }

// Whether the mark at `at` stands in Chinese text: a Chinese neighbour, and no figure or word that goes on
// through it (88,012万元; 09:18; http:).
bool StandsInChinese(std::string_view text, size_t at) {
  const char32_t before = PreviousSolid(text, at);
  const char32_t after = NextSolid(text, at + 1);
  const char32_t left = at == 0 ? 0 : DecodeBefore(text, at).value;
  const char32_t right = at + 1 >= text.size() ? 0 : DecodeAt(text, at + 1).value;
  if (IsAlnum(left) && IsAlnum(right)) return false;
  if (text[at] == ':' && right == '/') return false;
  return IsChinese(before) || IsChinese(after) || (before == '%' && (after == 0 || after == '\n'));
}

// A full stop of ASCII that ends a Chinese sentence: 工作. 下一步
bool EndsChineseSentence(std::string_view text, size_t at) {
  const char32_t left = at == 0 ? 0 : DecodeBefore(text, at).value;
  const char32_t right = at + 1 >= text.size() ? '\n' : DecodeAt(text, at + 1).value;
  if (!IsHan(left) || IsChineseNumeral(left)) return false;
  return IsHan(right) || IsSpace(right);
}

// Brackets are changed in pairs, so that “（2021)” can't come out.
void PairBrackets(std::string_view text, const Line& line, std::vector<std::pair<size_t, bool>>* marks) {
  std::vector<size_t> open;  // indices into marks
  const std::string_view upto = text.substr(0, line.end);
  for (size_t at = kBrackets.Next(upto, line.begin); at < line.end; at = kBrackets.Next(upto, at + 1)) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == '(') {
      open.push_back(marks->size());
      marks->push_back({at, StandsInChinese(text, at)});
    } else if (byte == ')') {
      const bool wide = StandsInChinese(text, at);
      marks->push_back({at, wide});
      if (!open.empty()) {
        const bool both = wide || (*marks)[open.back()].second;
        (*marks)[open.back()].second = both;
        marks->back().second = both;
        open.pop_back();
      }
    } else if (byte == 0xEF) {
      // A mixed pair: one of the two is wide already.
      if (text.compare(at, 3, "（") == 0) {
        open.push_back(marks->size());
        marks->push_back({at, true});
      } else if (text.compare(at, 3, "）") == 0 && !open.empty()) {
        (*marks)[open.back()].second = true;
        open.pop_back();
      }
    }
  }
}

// Straight quotes of a line, where they come in pairs in Chinese text.
bool HasPairedQuotes(std::string_view line) {
  if (line.find('"') == std::string_view::npos) return false;
  size_t quotes = 0;
  bool han = false;
  for (size_t at = 0; at < line.size();) {
    const CodePoint c = DecodeAt(line, at);
    quotes += c.value == '"';
    han |= IsHan(c.value);
    at += c.length;
  }
  return han && quotes > 0 && quotes % 2 == 0;
}

}  // namespace

namespace {

struct Variant {
  std::string_view from;
  std::string_view to;
};
// Brackets of traditional print and small or half-width forms, all of three bytes.
constexpr Variant kVariants[] = {
    {"「", "“"}, {"」", "”"}, {"『", "‘"}, {"』", "’"}, {"﹐", "，"}, {"﹑", "、"}, {"﹔", "；"}, {"﹕", "："},
    {"﹖", "？"}, {"﹗", "！"}, {"﹙", "（"}, {"﹚", "）"}, {"｡", "。"}, {"､", "、"}, {"︰", "："}, {"‧", "·"},
    {"・", "·"}, {"•", "·"},
};

// Most of what begins with these bytes is ，。、“” and no variant.
bool MayBeVariant(std::string_view text, size_t at) {
  if (at + 2 >= text.size()) return false;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  const auto third = static_cast<unsigned char>(text[at + 2]);
  switch (static_cast<unsigned char>(text[at])) {
    case 0xE2: return second == 0x80 && third >= 0xA0;
    case 0xE3: return second == 0x83 || (second == 0x80 && third >= 0x8C);
    default: return second != 0xBC;
  }
}

void NormalizeVariants(Draft* draft) {
  const std::string& text = draft->text();
  Edits edits(text);
  static constexpr ByteSet kLeads("\xE2\xE3\xEF");
  for (size_t at = kLeads.Next(text, 0); at < text.size(); at = kLeads.Next(text, at + 1)) {
    if (!MayBeVariant(text, at)) continue;
    for (const Variant& variant : kVariants) {
      if (text.compare(at, 3, variant.from) != 0) continue;
      // A dot at the beginning of a line is a bullet and stays one.
      if (variant.to == "·" && (at == 0 || !IsHan(DecodeBefore(text, at).value))) break;
      edits.Replace(at, at + 3, variant.to);
      break;
    }
  }
  // -- at the beginning of a line is ——.
  draft->Apply("punctuation", edits);
  Edits dashes(draft->text());
  const std::string_view now = draft->text();
  for (const Line& line : SplitLines(now)) {
    size_t begin = line.begin;
    while (begin < line.end && IsBlankSpace(DecodeAt(now, begin).value)) begin += DecodeAt(now, begin).length;
    size_t end = begin;
    while (end < line.end && now[end] == '-') ++end;
    const char32_t next = NextSolid(now.substr(0, line.end), end);
    if (end - begin >= 2 && end - begin <= 4 && (IsHan(next) || IsDigit(next) || next == U'“')) {
      dashes.Replace(begin, end, "——");
    }
  }
  draft->Apply("punctuation", dashes);
}

}  // namespace

void WidenPunctuation(Draft* draft) {
  NormalizeVariants(draft);
  const std::string& text = draft->text();
  Edits edits(text);
  for (const Line& line : SplitLines(text)) {
    std::vector<std::pair<size_t, bool>> brackets;
    PairBrackets(text, line, &brackets);
    const bool quotes = HasPairedQuotes(line.In(text));
    bool opening = true;
    size_t bracket = 0;
    const std::string_view upto = std::string_view(text).substr(0, line.end);
    for (size_t at = kMarks.Next(upto, line.begin); at < line.end; at = kMarks.Next(upto, at + 1)) {
      const char c = text[at];
      while (bracket < brackets.size() && brackets[bracket].first < at) ++bracket;
      if (c == '(' || c == ')') {
        if (bracket < brackets.size() && brackets[bracket].first == at && brackets[bracket].second) {
          edits.Replace(at, at + 1, WideOf(c));
        }
      } else if (c == '"' && quotes) {
        edits.Replace(at, at + 1, opening ? "“" : "”");
        opening = !opening;
      } else if (c == '.' && EndsChineseSentence(text, at)) {
        edits.Replace(at, at + 1, "。");
      } else if (!WideOf(c).empty() && StandsInChinese(text, at)) {
        edits.Replace(at, at + 1, WideOf(c));
      }
    }
  }
  draft->Apply("punctuation", edits);
}

}  // namespace gongbao::ingest
