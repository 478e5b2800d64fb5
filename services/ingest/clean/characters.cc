#include "services/ingest/clean/characters.h"

namespace gongbao::ingest {

std::vector<Line> SplitLines(std::string_view text) {
  std::vector<Line> lines;
  for (size_t begin = 0;;) {
    const size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) {
      lines.push_back({begin, text.size()});
      return lines;
    }
    lines.push_back({begin, end});
    begin = end + 1;
  }
}

bool IsWidePunctuation(char32_t c) {
  switch (c) {
    case U'，': case U'。': case U'；': case U'：': case U'、': case U'？': case U'！': case U'“':
    case U'”': case U'‘': case U'’': case U'（': case U'）': case U'《': case U'》': case U'〈':
    case U'〉': case U'【': case U'】': case U'「': case U'」': case U'『': case U'』': case U'…':
    case U'—': case U'·': case U'～': case U'〔': case U'〕': case U'％':
      return true;
    default:
      return false;
  }
}

bool EndsSentence(char32_t c) {
  switch (c) {
    case U'。': case U'！': case U'？': case U'；': case U'：': case '!': case '?': case ';': case ':':
      return true;
    default:
      return false;
  }
}

bool HoldsSentence(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  for (size_t at = 0; at + 2 < text.size(); ++at) {
    if (byte(at) == 0xE3) {
      if (byte(at + 1) == 0x80 && byte(at + 2) == 0x82) return true;  // 。
    } else if (byte(at) == 0xEF && byte(at + 1) == 0xBC) {
      if (byte(at + 2) == 0x9B || byte(at + 2) == 0x81) return true;  // ；！
    }
  }
  return false;
}

bool HoldsClause(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == ';' || text[at] == ',') return true;
    if (at + 2 >= text.size()) continue;
    if (byte(at) == 0xE3 && byte(at + 1) == 0x80 && byte(at + 2) == 0x82) return true;  // 。
    if (byte(at) != 0xEF || byte(at + 1) != 0xBC) continue;
    const unsigned char last = byte(at + 2);
    if (last == 0x8C || last == 0x9B || last == 0x81 || last == 0x9F) return true;  // ，；！？
  }
  return false;
}

bool HoldsSpace(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  for (size_t at = 0; at < text.size(); ++at) {
    const unsigned char lead = byte(at);
    if (lead <= ' ') return true;
    if (lead < 0xC2 || lead > 0xEF || (lead > 0xC2 && lead < 0xE1)) continue;
    // U+0085, U+00A0, U+1680, U+2000…, U+3000, U+FEFF.
    if (lead == 0xC2 || lead == 0xE1 || lead == 0xE2 || lead == 0xE3 || lead == 0xEF) {
      if (IsSpace(DecodeAt(text, at).value)) return true;
    }
  }
  return false;
}

bool IsChineseNumeral(char32_t c) {
  switch (c) {
    case U'一': case U'二': case U'三': case U'四': case U'五': case U'六': case U'七': case U'八':
    case U'九': case U'十': case U'百': case U'〇': case U'零': case U'两':
      return true;
    default:
      return false;
  }
}

char32_t NextSolid(std::string_view text, size_t at) {
  while (at < text.size()) {
    const CodePoint c = DecodeAt(text, at);
    if (!IsBlankSpace(c.value)) return c.value;
    at += c.length;
  }
  return 0;
}

char32_t PreviousSolid(std::string_view text, size_t at) {
  while (at > 0) {
    const CodePoint c = DecodeBefore(text, at);
    if (!IsBlankSpace(c.value)) return c.value;
    at -= c.length;
  }
  return 0;
}

namespace {

// Size of the run of Chinese numerals at the start; 0 where there is none.
size_t NumeralRun(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const CodePoint c = DecodeAt(text, at);
    if (!IsChineseNumeral(c.value)) break;
    at += c.length;
  }
  return at;
}

size_t DigitRun(std::string_view text) {
  size_t at = 0;
  while (at < text.size() && IsDigit(static_cast<unsigned char>(text[at]))) ++at;
  return at;
}

bool IsBullet(char32_t c) {
  switch (c) {
    case U'★': case U'☆': case U'●': case U'○': case U'■': case U'□': case U'◆': case U'◇': case U'▲':
    case U'△': case U'•': case U'►': case U'※': case U'◎': case U'【':
      return true;
    default:
      return c >= 0x2460 && c <= 0x24FF;  // ① ⑴ ⒈
  }
}

}  // namespace

size_t LabelSize(std::string_view line) {
  const CodePoint first = DecodeAt(line, 0);
  if (IsBullet(first.value)) return first.length;
  if (first.value == U'—' || line.substr(0, 2) == "--") {
    size_t at = 0;
    while (at < line.size()) {
      const CodePoint c = DecodeAt(line, at);
      if (c.value != U'—' && c.value != '-') break;
      at += c.length;
    }
    return at >= 2 ? at : 0;
  }
  if (first.value == U'（' || first.value == '(') {
    const std::string_view inner = line.substr(first.length);
    const size_t run = std::max(NumeralRun(inner), DigitRun(inner));
    if (run == 0 || run > 12) return 0;
    const CodePoint close = DecodeAt(inner, run);
    return close.value == U'）' || close.value == ')' ? first.length + run + close.length : 0;
  }
  if (first.value == U'第') {
    const size_t run = NumeralRun(line.substr(3));
    if (run == 0) return 0;
    const std::string_view rest = line.substr(3 + run);
    for (std::string_view end : {"、", "，", ",", "部分", "章", "节", "："}) {
      if (rest.substr(0, end.size()) == end) return 3 + run + end.size();
    }
    return 0;
  }
  if (const size_t run = NumeralRun(line); run > 0 && run <= 9) {
    const CodePoint next = DecodeAt(line, run);
    switch (next.value) {
      case U'、': case U'．': case '.': case U'是': case U'要':
        return run + next.length;
      default:
        return 0;
    }
  }
  if (const size_t run = DigitRun(line); run > 0 && run <= 2) {
    const CodePoint next = DecodeAt(line, run);
    const char32_t after = NextSolid(line, run + next.length);
    if (next.value == U'、') return run + next.length;
    const bool dot = next.value == '.' || next.value == U'．' || next.value == ')' || next.value == U'）';
    return dot && !IsDigit(after) ? run + next.length : 0;
  }
  return 0;
}

size_t DisplayWidth(std::string_view line) {
  size_t width = 0;
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    width += ((byte & 0xC0) != 0x80) + (byte >= 0xE0);
  }
  return width;
}

bool LineEndsSentence(std::string_view line) {
  line = Strip(line);
  while (!line.empty()) {
    const CodePoint c = DecodeBefore(line, line.size());
    switch (c.value) {
      case U'”': case U'’': case U'）': case ')': case U'》': case U'」': case U'』': case U'】': case '"':
        line.remove_suffix(c.length);
        continue;
      default:
        return EndsSentence(c.value) || c.value == U'…';
    }
  }
  return false;
}

bool IsSalutation(std::string_view line) {
  line = Strip(line);
  if (line.size() > 90) return false;
  const CodePoint last = DecodeBefore(line, line.size());
  if (last.value != U'：' && last.value != ':' && last.value != U'！' && last.value != '!') return false;
  for (std::string_view start : {"各位", "同志们", "尊敬的", "女士们", "父老乡亲", "代表们", "主席团"}) {
    if (line.substr(0, start.size()) == start) return true;
  }
  return false;
}

}  // namespace gongbao::ingest
