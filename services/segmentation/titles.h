// Where the title of a heading ends. Thread rule: pure functions.
#pragma once

#include <cstddef>
#include <string_view>

namespace gongbao::segmentation {

// `end` moved back over white space and 。；：，、.
size_t WithoutFinal(std::string_view text, size_t begin, size_t end);

// The first 。 (or ；, where asked for) in [begin, end) that stands in no quotation; end where
// there is none. An opening mark that nothing closes hides nothing.
size_t FindStop(std::string_view text, size_t begin, size_t end, bool semicolon);

// A title that runs into its body with nothing between (…责任感和紧迫感昨天的总结大会上，我们…):
// the body begins with a word of time that follows no punctuation. end where there is no such
// place.
size_t FindBodyOfRunOn(std::string_view text, size_t begin, size_t end);

}  // namespace gongbao::segmentation
