// Character references of HTML: by number, and those names that Chinese pages use.
#include <algorithm>
#include <cstdint>
#include <utility>

#include "services/base/text.h"
#include "services/ingest/reader/html_tokens.h"

namespace gongbao::ingest {
namespace {

struct Named {
  std::string_view name;
  char32_t value;
};
// In the order of their names.
constexpr Named kNamed[] = {
    {"AMP", '&'},        {"COPY", 0xA9},      {"Delta", 0x394},    {"GT", '>'},         {"Gamma", 0x393},
    {"LT", '<'},         {"Omega", 0x3A9},    {"Phi", 0x3A6},      {"Prime", 0x2033},   {"QUOT", '"'},
    {"REG", 0xAE},       {"Sigma", 0x3A3},    {"alpha", 0x3B1},    {"amp", '&'},        {"apos", '\''},
    {"asymp", 0x2248},   {"bdquo", 0x201E},   {"beta", 0x3B2},     {"bull", 0x2022},    {"cent", 0xA2},
    {"circ", 0x2C6},     {"copy", 0xA9},      {"curren", 0xA4},    {"darr", 0x2193},    {"deg", 0xB0},
    {"delta", 0x3B4},    {"divide", 0xF7},    {"eacute", 0xE9},    {"emsp", 0x2003},    {"ensp", 0x2002},
    {"equiv", 0x2261},   {"euro", 0x20AC},    {"frac12", 0xBD},    {"frac14", 0xBC},    {"frac34", 0xBE},
    {"gamma", 0x3B3},    {"ge", 0x2265},      {"gt", '>'},         {"hellip", 0x2026},  {"infin", 0x221E},
    {"lambda", 0x3BB},   {"laquo", 0xAB},     {"larr", 0x2190},    {"ldquo", 0x201C},   {"le", 0x2264},
    {"loz", 0x25CA},     {"lrm", 0x200E},     {"lsaquo", 0x2039},  {"lsquo", 0x2018},   {"lt", '<'},
    {"mdash", 0x2014},   {"micro", 0xB5},     {"middot", 0xB7},    {"minus", 0x2212},   {"mu", 0x3BC},
    {"nbsp", 0xA0},      {"ndash", 0x2013},   {"ne", 0x2260},      {"not", 0xAC},       {"omega", 0x3C9},
    {"ordf", 0xAA},      {"ordm", 0xBA},      {"para", 0xB6},      {"part", 0x2202},    {"permil", 0x2030},
    {"phi", 0x3C6},      {"pi", 0x3C0},       {"plusmn", 0xB1},    {"pound", 0xA3},     {"prime", 0x2032},
    {"quot", '"'},       {"radic", 0x221A},   {"raquo", 0xBB},     {"rarr", 0x2192},    {"rdquo", 0x201D},
    {"reg", 0xAE},       {"rho", 0x3C1},      {"rlm", 0x200F},     {"rsaquo", 0x203A},  {"rsquo", 0x2019},
    {"sbquo", 0x201A},   {"sect", 0xA7},      {"shy", 0xAD},       {"sigma", 0x3C3},    {"sim", 0x223C},
    {"sum", 0x2211},     {"sup1", 0xB9},      {"sup2", 0xB2},      {"sup3", 0xB3},      {"theta", 0x3B8},
    {"thinsp", 0x2009},  {"tilde", 0x2DC},    {"times", 0xD7},     {"trade", 0x2122},   {"uarr", 0x2191},
    {"uml", 0xA8},       {"yen", 0xA5},       {"zwj", 0x200D},     {"zwnj", 0x200C},
};

// Names that old pages write without the semicolon: all of Latin-1.
bool MayLackSemicolon(char32_t value) { return value < 0x100; }

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Numbers 128 to 159 mean the characters of Windows-1252 there.
constexpr char16_t kWindows1252[32] = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F,
    0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178};

size_t ReadNumber(std::string_view text, std::string* out) {
  const bool hex = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
  size_t at = hex ? 3 : 2;
  const size_t digits = at;
  char32_t value = 0;
  for (; at < text.size() && at - digits < 10; ++at) {
    const char c = text[at];
    const int digit = c >= '0' && c <= '9'          ? c - '0'
                      : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                    : -1;
    if (digit < 0) break;
    if (value <= 0x110000) value = value * (hex ? 16 : 10) + static_cast<char32_t>(digit);
  }
  if (at == digits || value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
  if (value >= 0x80 && value < 0xA0) value = kWindows1252[value - 0x80];
  AppendUtf8(out, value);
  return at + (at < text.size() && text[at] == ';' ? 1 : 0);
}

}  // namespace

size_t ReadHtmlReference(std::string_view text, std::string* out) {
  if (text.size() < 3) return 0;
  if (text[1] == '#') return ReadNumber(text, out);
  size_t end = 1;
  while (end < text.size() && end < 10 && IsNameCharacter(text[end])) ++end;
  const bool semicolon = end < text.size() && text[end] == ';';
  // Without a semicolon the longest name that may lack it: &nbspA.
  for (size_t stop = end; stop > 2; --stop) {
    const std::string_view name = text.substr(1, stop - 1);
    const auto found = std::lower_bound(std::begin(kNamed), std::end(kNamed), name,
                                        [](const Named& a, std::string_view b) { return a.name < b; });
    const bool ended = semicolon && stop == end;
    if (found == std::end(kNamed) || found->name != name || !(ended || MayLackSemicolon(found->value))) continue;
    AppendUtf8(out, found->value);
    return stop + (ended ? 1 : 0);
  }
  return 0;
}

}  // namespace gongbao::ingest
