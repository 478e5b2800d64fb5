// UTF-8 and small string functions over std::string_view (Debian's abseil has a string_view of its
// own that does not convert). Thread rule: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace gongbao {

// A decoded code point and its length in bytes. length is 0 at the end of the text, and
// code_point is kInvalid (length 1) where the bytes are not UTF-8.
struct CodePoint {
  static constexpr char32_t kInvalid = 0xFFFFFFFF;
  char32_t value = 0;
  int length = 0;
};

// The code point that begins at byte `at`. Refuses overlong forms, surrogates and > U+10FFFF.
CodePoint DecodeAt(std::string_view text, size_t at);
// The code point that ends before byte `end` (0 < end <= size). Invalid bytes go back one by one.
CodePoint DecodeBefore(std::string_view text, size_t end);
void AppendUtf8(std::string* out, char32_t code_point);
// Index of the first byte that is not UTF-8; npos where all of it is.
size_t FindInvalidUtf8(std::string_view text);
size_t CountCodePoints(std::string_view text);
std::u32string ToUtf32(std::string_view text);   // expects valid UTF-8
std::string ToUtf8(std::u32string_view text);

// CJK ideographs, all extensions, and 〇.
bool IsHan(char32_t code_point);
// White space of any script, zero-width characters included.
bool IsSpace(char32_t code_point);

std::string_view Strip(std::string_view text);  // white space of any script, both ends
std::string RemoveSpace(std::string_view text);
std::vector<std::string_view> Split(std::string_view text, char separator);
std::vector<std::string_view> Split(std::string_view text, std::string_view separator);
std::string Join(const std::vector<std::string>& parts, std::string_view separator);
std::string ReplaceAll(std::string_view text, std::string_view from, std::string_view to);
std::string Cat(std::initializer_list<std::string_view> parts);
std::string AsciiLower(std::string_view text);

// At most max_bytes of text, cut at a character border, with … where it was cut.
std::string Shorten(std::string_view text, size_t max_bytes);

}  // namespace gongbao
