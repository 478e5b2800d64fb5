// Questions about characters and lines that the cleaning passes share. Thread rule: pure functions.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "services/base/text.h"

namespace gongbao::ingest {

// A set of bytes, and the next place in a text where one of them stands (the text's size where none does).
class ByteSet {
 public:
  constexpr explicit ByteSet(std::string_view bytes) {
    for (char c : bytes) set_[static_cast<unsigned char>(c)] = true;
  }
  constexpr bool operator[](char c) const { return set_[static_cast<unsigned char>(c)]; }
  size_t Next(std::string_view text, size_t at) const {
    while (at < text.size() && !set_[static_cast<unsigned char>(text[at])]) ++at;
    return at;
  }

 private:
  std::array<bool, 256> set_{};
};

struct Line {
  size_t begin = 0;
  size_t end = 0;  // without the line feed
  std::string_view In(std::string_view text) const { return text.substr(begin, end - begin); }
};
std::vector<Line> SplitLines(std::string_view text);

inline bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }
inline bool IsLatin(char32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
// Space inside a line: not a line feed, not a tab (which parts the cells of a table).
inline bool IsBlankSpace(char32_t c) { return c != '\n' && c != '\t' && IsSpace(c); }

// Zero-width and other characters that nobody sees, controls, soft hyphens.
bool IsInvisible(char32_t c);
// Chinese punctuation, quotes and brackets of full width.
bool IsWidePunctuation(char32_t c);
// 。！？；： and their ASCII forms but the full stop, closing quotes and brackets after them not counted.
bool EndsSentence(char32_t c);
// Whether the text holds 。 ； or ！
bool HoldsSentence(std::string_view text);
// Whether it holds ， 。 ； ！ ？ or an ASCII comma or semicolon.
bool HoldsClause(std::string_view text);
// Whether it holds white space of any script.
bool HoldsSpace(std::string_view text);
// A numeral of Chinese: 一 … 十, 百, 〇.
bool IsChineseNumeral(char32_t c);

// The first character of `text` at or after `at` that is no space inside the line; 0 at its end.
char32_t NextSolid(std::string_view text, size_t at);
// The last character before `at` that is no space inside the line; 0 at its beginning.
char32_t PreviousSolid(std::string_view text, size_t at);

// Bytes of the label with which a heading or an item begins (一、 （一） 1. （1） 一是 —— ★ 【);
// 0 where it begins with none.
size_t LabelSize(std::string_view line);
// Columns that the line takes where Han takes two.
size_t DisplayWidth(std::string_view line);
// Whether the line ends in 。！？；： or a closing quote or bracket after one.
bool LineEndsSentence(std::string_view line);
// Whether it addresses the audience: 各位代表： 同志们：
bool IsSalutation(std::string_view line);

}  // namespace gongbao::ingest
