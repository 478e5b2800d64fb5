// How wide text stands on a terminal: a Chinese character takes two columns. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gongbao::node {

// Columns of one code point: 0 (combining, control), 1 or 2 (East Asian wide and full width).
int ColumnsOf(char32_t code_point);
// Columns of a text; bytes that are not UTF-8 count one each.
size_t ColumnsOf(std::string_view text);
// The text cut to at most `columns`, with … where something was cut. Line ends and other control
// characters become a space, so that it stays on its line and can't steer the terminal.
std::string FitLine(std::string_view text, size_t columns);

}  // namespace gongbao::node
