// Reads the readable data files that are compiled in: one entry a line, fields separated by white
// space, # begins a comment. Thread rule: pure functions.
#pragma once

#include <string_view>
#include <vector>

namespace gongbao::figures {

// Fields of each line that has any. Views of `data`.
std::vector<std::vector<std::string_view>> DataLines(std::string_view data);

}  // namespace gongbao::figures
