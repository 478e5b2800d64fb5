// Widths of characters: full-width digits, Latin letters and figure signs to their ASCII forms.
// Thread rule: pure functions.
#pragma once

#include <string>
#include <string_view>

namespace gongbao::script {

// １ → 1, Ａ → A, ％ → %, ． and ＋ beside digits are left to the caller; 0 where there is no narrow
// form that we want (Chinese punctuation stays wide).
char32_t HalfWidthLetter(char32_t code_point);

// Whether the character is a full-width digit.
bool IsFullWidthDigit(char32_t code_point);

// Digits and Latin letters of the text in ASCII; everything else as it is.
std::string NarrowLetters(std::string_view text);

}  // namespace gongbao::script
