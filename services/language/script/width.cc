#include "services/language/script/width.h"

#include "services/base/text.h"

namespace gongbao::script {

bool IsFullWidthDigit(char32_t c) { return c >= 0xFF10 && c <= 0xFF19; }

char32_t HalfWidthLetter(char32_t c) {
  if (IsFullWidthDigit(c) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A)) {
    return c - 0xFF01 + 0x21;
  }
  if (c == 0xFF05) return '%';
  return 0;
}

std::string NarrowLetters(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    const char32_t narrow = c.value == CodePoint::kInvalid ? 0 : HalfWidthLetter(c.value);
    if (narrow != 0) {
      out.push_back(static_cast<char>(narrow));
    } else {
      out.append(text, at, c.length);
    }
    at += c.length;
  }
  return out;
}

}  // namespace gongbao::script
