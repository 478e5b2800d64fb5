#include "tests/testing/report_generator/words.h"

#include <map>

#include "services/base/text.h"

namespace gongbao::data {
extern const std::string_view kReportWords;
}  // namespace gongbao::data

namespace gongbao::generator {

namespace {

using Lists = std::map<std::string, std::vector<std::string>, std::less<>>;

Lists ParseLists(std::string_view text) {
  Lists lists;
  std::vector<std::string>* list = nullptr;
  for (const std::string_view line : Split(text, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '[') {
      list = &lists[std::string(line.substr(1, line.find(']') - 1))];
      continue;
    }
    for (const std::string_view word : Split(line, ' ')) {
      if (!word.empty() && list != nullptr) list->emplace_back(word);
    }
  }
  return lists;
}

}  // namespace

const std::vector<std::string>& Words(std::string_view list) {
  static const auto* const lists = new Lists(ParseLists(data::kReportWords));
  return lists->find(list)->second;
}

}  // namespace gongbao::generator
