// Name parts for invented villages, companies, people and projects, from data/words.txt.
// Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gongbao::generator {

// The list of that name; the program ends where there is none, since the data is compiled in.
const std::vector<std::string>& Words(std::string_view list);

}  // namespace gongbao::generator
