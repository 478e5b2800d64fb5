#include "services/language/figures/data_lines.h"

#include "services/base/text.h"

namespace gongbao::figures {

std::vector<std::vector<std::string_view>> DataLines(std::string_view data) {
  std::vector<std::vector<std::string_view>> lines;
  for (std::string_view line : Split(data, '\n')) {
    if (const size_t comment = line.find('#'); comment != std::string_view::npos) {
      line = line.substr(0, comment);
    }
    std::vector<std::string_view> fields;
    size_t at = 0;
    while (at < line.size()) {
      const size_t begin = line.find_first_not_of(" \t\r", at);
      if (begin == std::string_view::npos) break;
      size_t end = line.find_first_of(" \t\r", begin);
      if (end == std::string_view::npos) end = line.size();
      fields.push_back(line.substr(begin, end - begin));
      at = end;
    }
    if (!fields.empty()) lines.push_back(std::move(fields));
  }
  return lines;
}

}  // namespace gongbao::figures
