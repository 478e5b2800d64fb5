// The index terms of a document's sentences in few bytes: each distinct term once, then numbers.
// Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongbao::sqlite {

// sentences: terms of each, separated by spaces.
std::string PackTerms(const std::vector<std::string_view>& sentences);
// What was packed; nothing where the bytes are not of PackTerms.
std::optional<std::vector<std::string>> UnpackTerms(std::string_view bytes);

}  // namespace gongbao::sqlite
